// A transport whose other end is the test: it sees what the client sent and says what comes back.
#pragma once

#include "ui/client/frame_transport.h"

#include "engine/api/protocol.h"

#include <QStringList>

#include <optional>

namespace openbell::client {

class ScriptedTransport final : public FrameTransport {
    Q_OBJECT
public:
    using FrameTransport::FrameTransport;

    void open() override { ++opens; }
    void close() override {
        if (!isOpen)
            return;
        isOpen = false;
        Q_EMIT closed(QStringLiteral("closed by the client"));
    }
    void send(api::Bytes frame) override {
        const auto message = api::fromBinary<api::ClientMessage>(frame);
        if (isOpen && message)
            sent.push_back(*message);
    }
    void takeFrames(std::vector<Frame>& frames) override {
        for (Frame& frame : m_waiting)
            frames.push_back(std::move(frame));
        m_waiting.clear();
    }
    bool isHosted() const override { return false; }
    QString place() const override { return QStringLiteral("test"); }

    // ---- what the test does ----

    void accept() {
        isOpen = true;
        Q_EMIT opened();
    }
    void drop(const QString& reason) {
        isOpen = false;
        Q_EMIT closed(reason);
    }
    void receive(const api::ServerMessage& message) { receiveBytes(api::toBinary(message)); }
    void receiveBytes(api::Bytes bytes) {
        m_waiting.push_back(std::make_shared<const api::Bytes>(std::move(bytes)));
        Q_EMIT framesReady();
    }
    /// The newest sent message of type T.
    template <class T>
    std::optional<T> lastSent() const {
        for (auto at = sent.rbegin(); at != sent.rend(); ++at)
            if (const auto* message = std::get_if<T>(&*at))
                return *message;
        return std::nullopt;
    }
    template <class T>
    int countSent() const {
        int count = 0;
        for (const auto& message : sent)
            count += std::holds_alternative<T>(message) ? 1 : 0;
        return count;
    }
    /// Plays the whole handshake up to a signed-in operator.
    void signIn() {
        accept();
        receive(api::Welcome{api::kProtocolVersion, "test", api::VenueMode::Normal});
        api::VenueStatus live;
        live.phase = api::VenuePhase::Live;
        live.sequence = Sequence(10);
        receive(live);
        receive(api::SignedIn{UserId(1), "demo", api::Role::Operator, AccountId(7)});
    }

    int opens = 0;
    bool isOpen = false;
    std::vector<api::ClientMessage> sent;

private:
    std::vector<Frame> m_waiting;
};

} // namespace openbell::client
