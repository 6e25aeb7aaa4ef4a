// Turns durable batches into what sessions see: keeps the market view, answers submitted commands,
// feeds subscriptions, answers queries about the present. Publisher thread throughout.
#pragma once

#include "engine/gateway/feed.h"
#include "engine/gateway/market_view.h"
#include "engine/gateway/ring.h"
#include "engine/runtime/submission.h"

#include <functional>
#include <memory>
#include <unordered_map>

namespace openbell::gateway {

/// What the hub is given by the rest of the gateway. Times are steady nanoseconds.
struct HubServices {
    std::function<std::int64_t()> now;
    std::function<api::HealthView()> health;
    /// A user as created or changed; must take effect before anything sent afterwards is read.
    std::function<void(const api::UserDefined&)> userChanged;
    /// The answers to a batch's commands are in the outboxes; the view has yet to take the batch in.
    std::function<void()> answered;
};

/// Rows of the read models that fill what a restart has emptied: of one instrument.
struct InstrumentHistory {
    InstrumentId instrument;
    std::vector<api::TradeView> trades; ///< oldest first
    struct Candles {
        api::CandleInterval interval = api::CandleInterval::Minute1;
        Sequence asOf;                        ///< trades up to here are in the candles
        std::vector<api::CandleView> candles; ///< oldest first
    };
    std::vector<Candles> candles;
};
/// Of the venue as a whole.
struct VenueHistory {
    std::vector<api::TradeView> fills; ///< of all instruments, oldest first
    std::vector<api::AuditView> audit; ///< oldest first; sign-ins of this run left out
};

class Hub {
public:
    static constexpr std::size_t kAuditTail = 1000;
    /// Keeps the snapshot of the largest topics below kMaxResponseBytes in either encoding.
    static constexpr std::size_t kMaxSnapshotOrders = 50'000;
    static constexpr std::size_t kMaxSnapshotBalances = 200'000;
    static constexpr std::size_t kMaxSnapshotBookOrders = 100'000; ///< of each side
    /// More changes of a book than this in one batch are replaced by a snapshot.
    static constexpr std::size_t kMaxBookRows = 100'000;
    /// Trades kept from the start until the read models have told what came before it.
    static constexpr std::size_t kMaxTradesAwaitingHistory = 200'000;

    explicit Hub(HubServices services);
    ~Hub();

    /// Before the first batch: where the position of a replayed recording comes from.
    void setReplay(std::function<api::ReplayView()> replay) { m_replay = std::move(replay); }

    void onRecovered(const api::EventBuffer& state, Sequence sequence);
    void onBatch(const runtime::PublishedBatch& batch);
    void onTick();

    void open(runtime::SessionToken token, std::shared_ptr<Outbox> outbox, Principal principal);
    void close(runtime::SessionToken token);
    void subscribe(runtime::SessionToken token, const api::Subscribe& request);
    void unsubscribe(runtime::SessionToken token, SubscriptionId subscription);
    /// Queries about the present: MarketSummary, OpenOrders, Balances, Users, Accounts.
    void query(runtime::SessionToken token, const api::Query& query);
    /// A line of the access log, for the Audit topic.
    void audit(const api::AuditView& entry);

    /// True from the recovery on until historyIsComplete(), or until too much has traded since.
    bool awaitsHistory() const { return m_awaitsHistory; }
    std::vector<InstrumentId> instrumentIds();
    void mergeHistory(const InstrumentHistory& history);
    void mergeHistory(VenueHistory history);
    /// What was merged reaches up to the recovery; nothing more is needed.
    void historyIsComplete();

    std::size_t sessionCount() const { return m_sessions.size(); }
    MarketView& view() { return m_view; }

private:
    Feed* feed(api::TopicKind kind, InstrumentId instrument, AccountId account, bool full = false);
    template<class Row, class AccountOf>
    void routeByAccount(api::TopicKind kind, std::vector<Row> api::TopicUpdate::*rows,
                        const std::vector<Row>& changed, AccountOf accountOf);
    void routeTrades();
    void routeReferenceData();
    void flush(Feed& feed);
    void flushTouched();
    bool hasFeedOf(api::TopicKind kind) const;
    void answer(const runtime::PublishedBatch& batch);
    void auditBatch(const runtime::PublishedBatch& batch);
    void keepForHistory();

    void gatherConflated(Feed& feed);
    void gatherEveryChange(Feed& feed);
    void gatherTickers(Feed& feed);
    void gatherAuctions(Feed& feed);
    void gatherReplay(Feed& feed);
    void startFeed(Feed& feed);
    void stopFeed(const Feed& feed);
    void dropSubscription(HubSession& session, SubscriptionId id, const FeedKey& key);

    /// Why the topic cannot be subscribed to although it is permitted; None when it can.
    api::RejectReason checkTopic(const api::Topic& topic);
    api::TopicUpdate snapshotOf(const FeedKey& key);
    std::vector<api::AuditView> auditTail() const;
    api::HealthView health() const;
    api::QueryResult answerTo(const api::Query& query);
    void resend(Feed& feed);

    HubServices m_services;
    std::function<api::ReplayView()> m_replay;
    MarketView m_view;
    BatchChanges m_changes;
    Ring<api::AuditView, kAuditTail> m_audit;   ///< since the start
    std::vector<api::AuditView> m_auditHistory; ///< before it, oldest first
    std::map<FeedKey, Feed> m_feeds;
    std::unordered_map<runtime::SessionToken, std::unique_ptr<HubSession>> m_sessions;
    std::int64_t m_nextHealth = 0;
    std::int64_t m_nextReplay = 0;
    bool m_awaitsHistory = false;
    std::vector<api::TradeView> m_sinceStart; ///< while history is awaited
};

} // namespace openbell::gateway
