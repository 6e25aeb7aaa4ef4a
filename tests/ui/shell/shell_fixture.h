// A whole console over a scripted exchange: real panels, a made-up venue that answers everything.
#pragma once

#include "ui/shell/console.h"

#include <QTemporaryDir>

#include <deque>

namespace openbell::shell {

/// An exchange in a few lines: it greets, signs in, answers subscriptions with small snapshots and
/// accepts commands.
class PaperExchange final : public client::FrameTransport {
    Q_OBJECT
public:
    struct Behaviour {
        api::VenueMode mode = api::VenueMode::Simulation;
        api::VenuePhase phase = api::VenuePhase::Live;
        api::Role role = api::Role::Operator;
        std::string signInRefusal;
        api::InstrumentState marketState = api::InstrumentState::Trading; ///< of the first market
    };

    PaperExchange(Behaviour behaviour, std::vector<api::Command>& submitted);

    void open() override;
    void close() override;
    void send(api::Bytes frame) override;
    void takeFrames(std::vector<client::Frame>& frames) override;
    bool isHosted() const override { return true; }
    QString place() const override { return QStringLiteral("paper"); }

    void push(const api::ServerMessage& message);
    void drop();

private:
    void handle(const api::ClientMessage& message);
    api::TopicUpdate snapshot(const api::Subscribe& request) const;

    Behaviour m_behaviour;
    std::vector<api::Command>& m_submitted;
    std::vector<client::Frame> m_waiting;
};

class ShellFixture {
public:
    explicit ShellFixture(PaperExchange::Behaviour behaviour = {});
    ~ShellFixture();

    Console& console() { return *m_console; }
    MainWindow& window() { return m_console->window(); }
    PaperExchange* exchange() { return m_exchange; }
    std::vector<api::Command>& submitted() { return m_submitted; }
    /// Shows the window and waits until it is signed in and knows its market.
    bool start();
    /// Closes the console and opens another with the same settings.
    void restart();
    /// The next attempts to host fail with this text.
    void failToHost(const QString& text) { m_hostError = text; }

private:
    void make();

    PaperExchange::Behaviour m_behaviour;
    QTemporaryDir m_folder;
    QString m_hostError;
    std::vector<api::Command> m_submitted;
    PaperExchange* m_exchange = nullptr; ///< owned by the client
    std::unique_ptr<Console> m_console;
};

} // namespace openbell::shell
