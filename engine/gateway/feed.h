// One topic with its subscribers. Topics that several sessions see alike share a feed, so that an
// update is encoded once. Publisher thread.
#pragma once

#include "engine/gateway/entitlements.h"
#include "engine/gateway/outbox.h"
#include "engine/runtime/submission.h"

#include <map>
#include <memory>
#include <vector>

namespace openbell::gateway {

/// A topic and how much of it is shown: only trades differ by who looks.
struct FeedKey {
    api::Topic topic;
    bool full = false;
    friend auto operator<=>(const FeedKey&, const FeedKey&) = default;
};

/// The key under which a topic's update is shared: unused fields zero, `full` only where it counts.
FeedKey feedKey(const api::Topic& topic, const Principal& principal);

/// True for topics that may skip states: their updates wait for the next tick, and a session that
/// reads slowly misses some and gets a snapshot later.
bool isConflated(api::TopicKind kind);

/// True for topics of which a session that reads slowly misses updates and gets a snapshot later,
/// instead of being disconnected: the conflated ones, and those of every change in a book.
bool mayFallBehind(api::TopicKind kind);

/// A signed-in session as the hub knows it.
struct HubSession {
    runtime::SessionToken token = 0;
    std::shared_ptr<Outbox> outbox;
    Principal principal;
    std::map<SubscriptionId, FeedKey> subscriptions;
};

class Feed {
public:
    explicit Feed(const FeedKey& key) : m_key(key) {}

    const FeedKey& key() const { return m_key; }
    const api::Topic& topic() const { return m_key.topic; }
    bool empty() const { return m_subscribers.empty(); }

    void add(HubSession& session, SubscriptionId id, Sequence at);
    void remove(const HubSession& session, SubscriptionId id);

    /// Rows gathered for the next update.
    api::TopicUpdate& pending() {
        m_touched = true;
        return m_pending;
    }
    bool touched() const { return m_touched; }

    /// Sends the gathered rows as the change to `to`. Subscribers of a topic that may fall behind
    /// and that read slowly become stale instead.
    void flush(Sequence to);
    /// Drops the gathered rows, too many for one update: every subscriber waits for a snapshot.
    void skip();

    /// From now on every subscriber waits for a snapshot, although it has missed nothing.
    void markStale();
    /// True when a stale subscriber can be sent one: of a topic that may fall behind, only when it
    /// reads again.
    bool wantsRefresh() const;
    /// Sends the snapshot, as of `to`, to those.
    void refreshStale(const api::TopicUpdate& snapshot, Sequence to);

private:
    struct Subscriber {
        HubSession* session = nullptr;
        SubscriptionId id;
        Sequence at;
        bool stale = false;
        bool skipped = false; ///< stale because it missed updates
    };
    static void fallBehind(Subscriber& subscriber) { subscriber.stale = subscriber.skipped = true; }
    bool readyForRefresh(const Subscriber& subscriber) const;

    FeedKey m_key;
    std::vector<Subscriber> m_subscribers;
    api::TopicUpdate m_pending;
    bool m_touched = false;
};

/// One snapshot frame for one subscriber. `skippedFrom`: the last update it was sent, when it has
/// missed some since.
void sendSnapshotTo(Outbox& outbox, SubscriptionId id, api::TopicUpdate snapshot, Sequence to,
                    Sequence skippedFrom = {});

} // namespace openbell::gateway
