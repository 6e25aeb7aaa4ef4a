#include "engine/gateway/feed.h"

#include <algorithm>
#include <utility>

namespace openbell::gateway {

FeedKey feedKey(const api::Topic& topic, const Principal& principal) {
    const bool full = seesEverything(principal.role);
    FeedKey key;
    key.topic.kind = topic.kind;
    switch (topic.kind) {
    case api::TopicKind::ReferenceData:
    case api::TopicKind::Tickers:
    case api::TopicKind::Health:
    case api::TopicKind::Audit:
    case api::TopicKind::Replay:
    case api::TopicKind::Auctions:
        break;
    case api::TopicKind::Book:
    case api::TopicKind::TopOfBook:
    case api::TopicKind::BookOrders:
        key.topic.instrument = topic.instrument;
        break;
    case api::TopicKind::Trades:
        key.topic.instrument = topic.instrument;
        key.full = full;
        break;
    case api::TopicKind::Candles:
        key.topic.instrument = topic.instrument;
        key.topic.interval = topic.interval;
        break;
    case api::TopicKind::Orders:
    case api::TopicKind::Balances:
        key.topic.account = topic.account;
        break;
    case api::TopicKind::Fills:
        key.topic.account = topic.account;
        key.full = full;
        break;
    }
    return key;
}

bool isConflated(api::TopicKind kind) {
    switch (kind) {
    case api::TopicKind::Tickers:
    case api::TopicKind::Book:
    case api::TopicKind::Candles:
    case api::TopicKind::Health:
    case api::TopicKind::Replay:
    case api::TopicKind::Auctions:
        return true;
    case api::TopicKind::ReferenceData:
    case api::TopicKind::Trades:
    case api::TopicKind::Orders:
    case api::TopicKind::Fills:
    case api::TopicKind::Balances:
    case api::TopicKind::Audit:
    case api::TopicKind::TopOfBook:
    case api::TopicKind::BookOrders:
        return false;
    }
    return false;
}

bool mayFallBehind(api::TopicKind kind) {
    return isConflated(kind) || kind == api::TopicKind::TopOfBook ||
           kind == api::TopicKind::BookOrders;
}

void Feed::add(HubSession& session, SubscriptionId id, Sequence at) {
    m_subscribers.push_back({&session, id, at, false, false});
}

void Feed::remove(const HubSession& session, SubscriptionId id) {
    std::erase_if(m_subscribers, [&](const Subscriber& subscriber) {
        return subscriber.session == &session && subscriber.id == id;
    });
}

void Feed::flush(Sequence to) {
    m_pending.to = to;
    UpdateFrame frame(std::exchange(m_pending, {}));
    m_touched = false;
    const bool skipping = mayFallBehind(topic().kind);
    for (Subscriber& subscriber : m_subscribers) {
        Outbox& outbox = *subscriber.session->outbox;
        if (skipping && outbox.congested())
            fallBehind(subscriber);
        if (subscriber.stale || outbox.closed())
            continue;
        outbox.sendFrame(frame.addressedTo(outbox.encoding(), subscriber.id, subscriber.at));
        subscriber.at = to;
    }
}

void Feed::skip() {
    m_pending = {};
    m_touched = false;
    for (Subscriber& subscriber : m_subscribers)
        fallBehind(subscriber);
}

void Feed::markStale() {
    for (Subscriber& subscriber : m_subscribers)
        subscriber.stale = true;
}

void Feed::refreshStale(const api::TopicUpdate& snapshot, Sequence to) {
    for (Subscriber& subscriber : m_subscribers) {
        if (!readyForRefresh(subscriber))
            continue;
        sendSnapshotTo(*subscriber.session->outbox, subscriber.id, snapshot, to,
                       subscriber.skipped ? subscriber.at : Sequence());
        subscriber.at = to;
        subscriber.stale = subscriber.skipped = false;
    }
}

bool Feed::readyForRefresh(const Subscriber& subscriber) const {
    return subscriber.stale &&
           !(mayFallBehind(topic().kind) && subscriber.session->outbox->congested());
}

bool Feed::wantsRefresh() const {
    return std::any_of(
        m_subscribers.begin(), m_subscribers.end(),
        [this](const Subscriber& subscriber) { return readyForRefresh(subscriber); });
}

void sendSnapshotTo(Outbox& outbox, SubscriptionId id, api::TopicUpdate snapshot, Sequence to,
                    Sequence skippedFrom) {
    snapshot.subscription = id;
    snapshot.snapshot = true;
    snapshot.from = Sequence();
    snapshot.to = to;
    snapshot.skippedFrom = skippedFrom;
    outbox.send(std::move(snapshot));
}

} // namespace openbell::gateway
