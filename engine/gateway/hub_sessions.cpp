// The hub's sessions: subscriptions with their snapshots, and queries about the present.
#include "engine/gateway/hub.h"

#include <algorithm>

namespace openbell::gateway {
namespace {

template<class Map>
auto valuesOf(const Map& map) {
    std::vector<typename Map::mapped_type> values;
    values.reserve(map.size());
    for (const auto& [key, value] : map)
        values.push_back(value);
    return values;
}

/// Rows of a map by id, newest (highest) first, below `before` unless that is none.
template<class Map>
auto newestOf(const Map& map, Sequence before, std::size_t limit) {
    std::vector<typename Map::mapped_type> rows;
    for (auto at = map.rbegin(); at != map.rend() && rows.size() < limit; ++at)
        if (before.isNone() || at->first.value() < before.value())
            rows.push_back(at->second);
    return rows;
}

void addDefinition(const InstrumentView& instrument, api::TopicUpdate& update) {
    update.instruments.push_back(instrument.definition);
    if (instrument.schedule.weekdays != 0)
        update.schedules.push_back(instrument.schedule);
    for (const auto& [day, special] : instrument.specialDays)
        update.tradingDays.push_back(special);
    if (!instrument.priceControls.instrument.isNone())
        update.priceControls.push_back(instrument.priceControls);
    for (const auto& [day, bands] : instrument.priceBands)
        update.priceBands.push_back(bands);
}

/// True when there were more rows.
template<class Row>
bool cutTo(std::vector<Row>& rows, std::size_t limit) {
    if (rows.size() <= limit)
        return false;
    rows.resize(limit);
    return true;
}

void putBookOrders(const marketdata::OrderBook& book, api::TopicUpdate& update) {
    for (const api::Side side : {api::Side::Buy, api::Side::Sell}) {
        auto rows = book.orders(side, Hub::kMaxSnapshotBookOrders + 1);
        update.cut = cutTo(rows, Hub::kMaxSnapshotBookOrders) || update.cut;
        update.bookOrders.insert(update.bookOrders.end(), rows.begin(), rows.end());
    }
    update.checksum = book.checksum();
}

} // namespace

void Hub::open(runtime::SessionToken token, std::shared_ptr<Outbox> outbox, Principal principal) {
    auto session = std::make_unique<HubSession>();
    session->token = token;
    session->outbox = std::move(outbox);
    session->principal = std::move(principal);
    m_sessions[token] = std::move(session);
}

void Hub::close(runtime::SessionToken token) {
    const auto at = m_sessions.find(token);
    if (at == m_sessions.end())
        return;
    for (const auto& [id, key] : at->second->subscriptions)
        dropSubscription(*at->second, id, key);
    m_sessions.erase(at);
}

void Hub::subscribe(runtime::SessionToken token, const api::Subscribe& request) {
    const auto at = m_sessions.find(token);
    if (at == m_sessions.end())
        return;
    HubSession& session = *at->second;
    const auto refuse = [&](api::RejectReason reason, const char* text) {
        session.outbox->send(api::SubscribeRefused{request.subscription, reason, text});
    };
    if (session.subscriptions.contains(request.subscription))
        return refuse(api::RejectReason::AlreadyExists,
                      "this subscription id is in use; choose another or unsubscribe first");
    if (session.subscriptions.size() >= api::kMaxSubscriptions)
        return refuse(api::RejectReason::Busy,
                      "a session may have 256 subscriptions; end some that are not needed");
    if (const auto reason = checkTopic(request.topic); reason != api::RejectReason::None)
        return refuse(reason, "the topic names something that this venue does not have");

    const FeedKey key = feedKey(request.topic, session.principal);
    const auto [place, added] = m_feeds.try_emplace(key, key);
    Feed& subscribed = place->second;
    if (added)
        startFeed(subscribed);
    session.subscriptions.emplace(request.subscription, key);
    sendSnapshotTo(*session.outbox, request.subscription, snapshotOf(key), m_view.sequence());
    subscribed.add(session, request.subscription, m_view.sequence());
}

void Hub::unsubscribe(runtime::SessionToken token, SubscriptionId subscription) {
    const auto at = m_sessions.find(token);
    if (at == m_sessions.end())
        return;
    const auto found = at->second->subscriptions.find(subscription);
    if (found == at->second->subscriptions.end())
        return;
    dropSubscription(*at->second, subscription, found->second);
    at->second->subscriptions.erase(found);
}

void Hub::dropSubscription(HubSession& session, SubscriptionId id, const FeedKey& key) {
    const auto at = m_feeds.find(key);
    at->second.remove(session, id);
    if (!at->second.empty())
        return;
    stopFeed(at->second);
    m_feeds.erase(at);
}

void Hub::startFeed(Feed& subscribed) {
    const api::Topic& topic = subscribed.topic();
    InstrumentView* const instrument = m_view.instrument(topic.instrument);
    if (instrument == nullptr)
        return;
    if (topic.kind == api::TopicKind::Book)
        instrument->book.startTracking();
    if (topic.kind == api::TopicKind::Candles)
        instrument->candles(topic.interval).forgetChanges();
    if (topic.kind == api::TopicKind::TopOfBook)
        instrument->followTop();
    if (topic.kind == api::TopicKind::BookOrders)
        m_view.followOrders(*instrument);
}

void Hub::stopFeed(const Feed& subscribed) {
    InstrumentView* const instrument = m_view.instrument(subscribed.topic().instrument);
    if (instrument == nullptr)
        return;
    if (subscribed.topic().kind == api::TopicKind::Book)
        instrument->book.stopTracking();
    if (subscribed.topic().kind == api::TopicKind::TopOfBook)
        instrument->unfollowTop();
    if (subscribed.topic().kind == api::TopicKind::BookOrders)
        m_view.unfollowOrders(*instrument);
}

api::RejectReason Hub::checkTopic(const api::Topic& topic) {
    switch (topic.kind) {
    case api::TopicKind::Book:
    case api::TopicKind::Trades:
    case api::TopicKind::Candles:
    case api::TopicKind::TopOfBook:
    case api::TopicKind::BookOrders:
        return m_view.instrument(topic.instrument) == nullptr ? api::RejectReason::UnknownInstrument
                                                              : api::RejectReason::None;
    case api::TopicKind::Orders:
    case api::TopicKind::Fills:
    case api::TopicKind::Balances:
        return topic.account.isNone() || m_view.accounts().contains(topic.account)
                   ? api::RejectReason::None
                   : api::RejectReason::UnknownAccount;
    case api::TopicKind::ReferenceData:
    case api::TopicKind::Tickers:
    case api::TopicKind::Health:
    case api::TopicKind::Audit:
    case api::TopicKind::Replay:
    case api::TopicKind::Auctions:
        return api::RejectReason::None;
    }
    return api::RejectReason::UnknownInstrument;
}

api::TopicUpdate Hub::snapshotOf(const FeedKey& key) {
    api::TopicUpdate update;
    update.time = m_view.time();
    const api::Topic& topic = key.topic;
    InstrumentView* const instrument = m_view.instrument(topic.instrument);
    switch (topic.kind) {
    case api::TopicKind::ReferenceData:
        update.assets = valuesOf(m_view.assets());
        for (const auto& [id, each] : m_view.instruments())
            addDefinition(each, update);
        break;
    case api::TopicKind::Tickers:
        for (auto& [id, each] : m_view.instruments())
            update.tickers.push_back(each.ticker(m_view.time()));
        break;
    case api::TopicKind::Book:
        if (instrument != nullptr) {
            update.levels = instrument->book.levels();
            update.checksum = instrument->book.checksum();
        }
        break;
    case api::TopicKind::Trades:
        if (instrument != nullptr)
            for (const api::TradeView& trade : instrument->recentTrades())
                update.trades.push_back(key.full ? trade : blanked(trade, {}));
        break;
    case api::TopicKind::Orders:
        update.orders = m_view.orders().newest({topic.account, {}, {}}, kMaxSnapshotOrders + 1);
        update.cut = cutTo(update.orders, kMaxSnapshotOrders);
        std::reverse(update.orders.begin(), update.orders.end());
        break;
    case api::TopicKind::Fills:
        for (const api::TradeView& trade : m_view.recentFills(topic.account))
            update.trades.push_back(key.full ? trade : blanked(trade, topic.account));
        break;
    case api::TopicKind::Balances:
        update.balances = m_view.balances(topic.account, kMaxSnapshotBalances + 1);
        update.cut = cutTo(update.balances, kMaxSnapshotBalances);
        break;
    case api::TopicKind::Candles:
        if (instrument != nullptr) {
            const auto candles = instrument->candles(topic.interval).candles();
            update.candles.assign(candles.begin(), candles.end());
        }
        break;
    case api::TopicKind::Health:
        update.health.push_back(health());
        break;
    case api::TopicKind::Audit:
        update.audit = auditTail();
        break;
    case api::TopicKind::Replay:
        if (m_replay)
            update.replay.push_back(m_replay());
        break;
    case api::TopicKind::TopOfBook:
        if (instrument != nullptr) {
            update.tops.push_back(instrument->top());
            update.tops.back().sequence = m_view.sequence();
            update.tops.back().time = m_view.time();
        }
        break;
    case api::TopicKind::BookOrders:
        if (instrument != nullptr && instrument->orders != nullptr)
            putBookOrders(instrument->orders->book(), update);
        break;
    case api::TopicKind::Auctions:
        for (const auto& [id, each] : m_view.instruments())
            update.auctions.push_back(each.auction.view());
        break;
    }
    return update;
}

std::vector<api::AuditView> Hub::auditTail() const {
    std::vector<api::AuditView> tail = m_auditHistory;
    tail.insert(tail.end(), m_audit.items().begin(), m_audit.items().end());
    if (tail.size() > kAuditTail)
        tail.erase(tail.begin(), tail.end() - kAuditTail);
    return tail;
}

void Hub::query(runtime::SessionToken token, const api::Query& query) {
    const auto at = m_sessions.find(token);
    if (at != m_sessions.end())
        at->second->outbox->send(answerTo(query));
}

api::QueryResult Hub::answerTo(const api::Query& query) {
    api::QueryResult result;
    result.request = query.request;
    result.asOf = m_view.sequence();
    const std::size_t limit = std::min<std::size_t>(query.limit, api::kMaxQueryRows);
    switch (query.kind) {
    case api::QueryKind::MarketSummary:
        for (auto& [id, instrument] : m_view.instruments())
            if ((query.instrument.isNone() || query.instrument == id) &&
                result.tickers.size() < limit)
                result.tickers.push_back(instrument.ticker(m_view.time()));
        break;
    case api::QueryKind::OpenOrders:
        result.orders =
            m_view.orders().newest({query.account, query.instrument, query.before}, limit);
        break;
    case api::QueryKind::Balances:
        result.balances = m_view.balances(query.account, limit);
        break;
    case api::QueryKind::Users:
        result.users = newestOf(m_view.users(), query.before, limit);
        break;
    case api::QueryKind::Accounts:
        if (query.account.isNone())
            result.accounts = newestOf(m_view.accounts(), query.before, limit);
        else if (const auto at = m_view.accounts().find(query.account);
                 at != m_view.accounts().end())
            result.accounts.push_back(at->second);
        break;
    case api::QueryKind::OrderHistory:
    case api::QueryKind::TradeHistory:
    case api::QueryKind::CandleHistory:
    case api::QueryKind::AuditLog:
    case api::QueryKind::PreventedMatches:
    case api::QueryKind::OrderLife:
        result.reason = api::RejectReason::InvalidCombination;
        break;
    }
    return result;
}

} // namespace openbell::gateway
