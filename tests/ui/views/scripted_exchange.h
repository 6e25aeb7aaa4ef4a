// An exchange made of paper: a FrameTransport that speaks the real protocol from a script. It answers
// the handshake and subscriptions, keeps what the console submits, and sends the updates it is told.
#pragma once

#include "ui/client/exchange_client.h"
#include "ui/models/panel.h"

#include <map>

namespace openbell::test {

class ScriptedTransport final : public client::FrameTransport {
    Q_OBJECT
public:
    /// The snapshot with which a subscription to a topic is answered.
    std::map<api::Topic, api::TopicUpdate> snapshots;
    std::vector<api::Command> submitted;
    api::Role role = api::Role::Operator;
    api::RejectReason answer = api::RejectReason::None;
    /// What queries of a kind are answered with.
    std::map<api::QueryKind, api::QueryResult> results;
    std::vector<api::Query> asked;

    void open() override;
    void close() override;
    void send(api::Bytes frame) override;
    void takeFrames(std::vector<client::Frame>& frames) override;
    bool isHosted() const override { return true; }
    QString place() const override { return QStringLiteral("paper"); }

    void push(const api::ServerMessage& message);
    /// Sends a delta to whoever follows the topic; nothing when nobody does.
    void update(const api::Topic& topic, api::TopicUpdate delta);
    bool isFollowed(const api::Topic& topic) const { return m_followers.contains(topic); }

private:
    struct Follower {
        SubscriptionId id;
        Sequence last;
    };
    void handle(const api::ClientMessage& message);

    std::vector<client::Frame> m_waiting;
    std::map<api::Topic, Follower> m_followers;
    std::uint64_t m_sequence = 1000;
};

/// A console's models over a scripted exchange with one market, a book around 64,000.00 and a few
/// own orders.
class PanelFixture {
public:
    static constexpr InstrumentId kMarket{1};
    static constexpr AccountId kAccount{1};

    PanelFixture();
    ~PanelFixture();

    /// Runs the event loop until the console is signed in and what was sent has arrived.
    bool settle();
    models::PanelContext& context() { return *m_context; }
    ScriptedTransport& exchange() { return *m_transport; }

    static api::Topic topic(api::TopicKind kind, InstrumentId instrument = {},
                            AccountId account = {});
    static api::LevelView level(api::Side side, std::int64_t price, std::int64_t quantity);
    static api::OrderView order(std::uint64_t id, api::Side side, std::int64_t price,
                                std::int64_t quantity);
    static api::TradeView trade(std::uint64_t sequence, api::Side side, std::int64_t price,
                                std::int64_t quantity);
    static api::CandleView candle(std::int64_t second, std::int64_t open, std::int64_t close);

private:
    void script();

    models::Format m_format{QLocale::c()};
    client::ExchangeClient m_client;
    ScriptedTransport* m_transport = nullptr;
    std::unique_ptr<models::MarketFeed> m_feed;
    std::unique_ptr<models::AccountFeed> m_accounts;
    models::Selection m_selection;
    std::unique_ptr<models::TradingActions> m_actions;
    models::Theme m_theme;
    std::unique_ptr<models::PanelContext> m_context;
};

} // namespace openbell::test
