#include "engine/gateway/hub.h"

#include "engine/api/text_codec.h"

#include <algorithm>
#include <utility>

namespace openbell::gateway {
namespace {

constexpr std::int64_t kHealthEveryNs = 250 * kNsPerMs;
constexpr std::int64_t kReplayEveryNs = 100 * kNsPerMs;

} // namespace

Hub::Hub(HubServices services) : m_services(std::move(services)) {}
Hub::~Hub() = default;

// ---- the durable stream ----

void Hub::onRecovered(const api::EventBuffer& state, Sequence sequence) {
    m_view.recover(state, sequence);
    for (const auto& [id, user] : m_view.users())
        m_services.userChanged(user);
    m_awaitsHistory = !sequence.isNone();
    m_sinceStart.clear();
    for (auto& [key, subscribed] : m_feeds)
        resend(subscribed);
}

/// Answers come first: who waits for one waits for nothing else. Whatever the submitter asks next is
/// worked after the batch.
void Hub::onBatch(const runtime::PublishedBatch& batch) {
    m_changes.clear();
    m_changes.gatherForAnswers(batch.events);
    // Before any answer: a right that a command took away must be gone when its result is read.
    for (const api::UserDefined& user : m_changes.users)
        m_services.userChanged(user);
    answer(batch);
    m_services.answered();
    m_changes.wantOrders(hasFeedOf(api::TopicKind::Orders));
    m_changes.wantBalances(hasFeedOf(api::TopicKind::Balances));
    m_view.apply(batch.events, m_changes);
    m_view.advanceTo(batch.last, batch.lastTime);
    keepForHistory();
    auditBatch(batch);
    if (m_feeds.empty())
        return;
    routeReferenceData();
    routeTrades();
    routeByAccount(api::TopicKind::Orders, &api::TopicUpdate::orders, m_changes.orders,
                   [](const api::OrderView& order) { return order.account; });
    routeByAccount(api::TopicKind::Balances, &api::TopicUpdate::balances, m_changes.balances,
                   [](const api::BalanceChanged& balance) { return balance.account; });
    flushTouched();
}

void Hub::answer(const runtime::PublishedBatch& batch) {
    for (const runtime::Origin& origin : batch.origins) {
        const auto session = m_sessions.find(origin.session);
        if (session == m_sessions.end())
            continue;
        const BatchChanges::Rejection refused = m_changes.rejectionOf(origin.sequence);
        session->second->outbox->send(api::CommandResult{origin.request, origin.sequence,
                                                         refused.reason, {}, refused.original});
    }
}

void Hub::auditBatch(const runtime::PublishedBatch& batch) {
    Feed* const subscribed = feed(api::TopicKind::Audit, {}, {});
    for (std::size_t i = 0; i < batch.audited.size(); ++i) {
        const api::Command& command = batch.audited[i];
        const api::CommandContext& context = batch.auditedContexts[i];
        const std::string_view action = std::visit(
            [](const auto& c) { return std::remove_cvref_t<decltype(c)>::kName; }, command);
        const api::AuditView entry{context.sequence,
                                   context.time,
                                   context.actor,
                                   m_view.userName(context.actor),
                                   std::string(action),
                                   api::fieldsToText(command),
                                   m_changes.rejectionOf(context.sequence).reason};
        m_audit.push(entry);
        if (subscribed != nullptr)
            subscribed->pending().audit.push_back(entry);
    }
}

void Hub::audit(const api::AuditView& entry) {
    m_audit.push(entry);
    if (Feed* const subscribed = feed(api::TopicKind::Audit, {}, {})) {
        subscribed->pending().audit.push_back(entry);
        flush(*subscribed);
    }
}

void Hub::keepForHistory() {
    if (!m_awaitsHistory)
        return;
    m_sinceStart.insert(m_sinceStart.end(), m_changes.trades.begin(), m_changes.trades.end());
    if (m_sinceStart.size() <= kMaxTradesAwaitingHistory)
        return;
    // The read models lag too far behind: charts begin at the start of the venue.
    historyIsComplete();
}

// ---- to the feeds ----

Feed* Hub::feed(api::TopicKind kind, InstrumentId instrument, AccountId account, bool full) {
    FeedKey key;
    key.topic.kind = kind;
    key.topic.instrument = instrument;
    key.topic.account = account;
    key.full = full;
    const auto at = m_feeds.find(key);
    return at == m_feeds.end() ? nullptr : &at->second;
}

bool Hub::hasFeedOf(api::TopicKind kind) const {
    FeedKey first;
    first.topic.kind = kind;
    first.topic.interval = {}; // the lowest of all
    const auto at = m_feeds.lower_bound(first);
    return at != m_feeds.end() && at->first.topic.kind == kind;
}

void Hub::routeReferenceData() {
    if (!m_changes.hasReferenceData())
        return;
    if (Feed* const subscribed = feed(api::TopicKind::ReferenceData, {}, {})) {
        subscribed->pending().assets = m_changes.assets;
        subscribed->pending().instruments = m_changes.instruments;
        subscribed->pending().schedules = m_changes.schedules;
        subscribed->pending().tradingDays = m_changes.tradingDays;
        subscribed->pending().priceControls = m_changes.priceControls;
        subscribed->pending().priceBands = m_changes.priceBands;
    }
}

void Hub::routeTrades() {
    for (const api::TradeView& trade : m_changes.trades) {
        for (const bool full : {false, true}) {
            if (Feed* const f = feed(api::TopicKind::Trades, trade.trade.instrument, {}, full))
                f->pending().trades.push_back(full ? trade : blanked(trade, {}));
            const auto toFills = [&](AccountId account) {
                if (Feed* const f = feed(api::TopicKind::Fills, {}, account, full))
                    f->pending().trades.push_back(full ? trade : blanked(trade, account));
            };
            toFills(trade.trade.makerAccount);
            if (trade.trade.takerAccount != trade.trade.makerAccount)
                toFills(trade.trade.takerAccount);
        }
        if (Feed* const f = feed(api::TopicKind::Fills, {}, {}, true))
            f->pending().trades.push_back(trade);
    }
}

template<class Row, class AccountOf>
void Hub::routeByAccount(api::TopicKind kind, std::vector<Row> api::TopicUpdate::*rows,
                         const std::vector<Row>& changed, AccountOf accountOf) {
    Feed* const everybody = feed(kind, {}, {});
    for (const Row& row : changed) {
        if (everybody != nullptr)
            (everybody->pending().*rows).push_back(row);
        if (Feed* const own = feed(kind, {}, accountOf(row)))
            (own->pending().*rows).push_back(row);
    }
}

void Hub::flush(Feed& subscribed) {
    subscribed.pending().time = m_view.time();
    subscribed.flush(m_view.sequence());
}

void Hub::flushTouched() {
    for (auto& [key, subscribed] : m_feeds) {
        gatherEveryChange(subscribed);
        if (subscribed.touched())
            flush(subscribed);
    }
}

/// What changed in a book that is followed change by change.
void Hub::gatherEveryChange(Feed& subscribed) {
    const api::TopicKind kind = subscribed.topic().kind;
    if (kind != api::TopicKind::TopOfBook && kind != api::TopicKind::BookOrders)
        return;
    InstrumentView* const instrument = m_view.instrument(subscribed.topic().instrument);
    if (instrument == nullptr)
        return;
    if (kind == api::TopicKind::TopOfBook) {
        if (auto rows = instrument->takeTops(); !rows.empty())
            subscribed.pending().tops = std::move(rows);
        return;
    }
    if (instrument->orders == nullptr)
        return;
    instrument->orders->finish();
    if (!instrument->orders->changed())
        return;
    auto rows = instrument->orders->takeRows();
    if (rows.size() > kMaxBookRows)
        return subscribed.skip();
    subscribed.pending().bookOrders = std::move(rows);
    subscribed.pending().checksum = instrument->orders->book().checksum();
}

void Hub::onTick() {
    for (auto& [key, subscribed] : m_feeds) {
        if (isConflated(key.topic.kind))
            gatherConflated(subscribed);
        if (subscribed.touched())
            flush(subscribed);
        if (subscribed.wantsRefresh())
            subscribed.refreshStale(snapshotOf(key), m_view.sequence());
    }
}

void Hub::gatherConflated(Feed& subscribed) {
    const api::Topic& topic = subscribed.topic();
    InstrumentView* const instrument = m_view.instrument(topic.instrument);
    switch (topic.kind) {
    case api::TopicKind::Book:
        if (instrument != nullptr && instrument->book.changed()) {
            subscribed.pending().levels = instrument->book.takeChanges();
            subscribed.pending().checksum = instrument->book.checksum();
        }
        break;
    case api::TopicKind::Candles:
        if (instrument != nullptr && instrument->candles(topic.interval).changed())
            subscribed.pending().candles = instrument->candles(topic.interval).takeChanges();
        break;
    case api::TopicKind::Tickers:
        gatherTickers(subscribed);
        break;
    case api::TopicKind::Health:
        if (const std::int64_t now = m_services.now(); now >= m_nextHealth) {
            m_nextHealth = now + kHealthEveryNs;
            subscribed.pending().health.push_back(health());
        }
        break;
    case api::TopicKind::Replay:
        gatherReplay(subscribed);
        break;
    case api::TopicKind::Auctions:
        gatherAuctions(subscribed);
        break;
    case api::TopicKind::ReferenceData:
    case api::TopicKind::Trades:
    case api::TopicKind::Orders:
    case api::TopicKind::Fills:
    case api::TopicKind::Balances:
    case api::TopicKind::Audit:
    case api::TopicKind::TopOfBook:
    case api::TopicKind::BookOrders:
        break;
    }
}

void Hub::gatherTickers(Feed& subscribed) {
    for (auto& [id, instrument] : m_view.instruments()) {
        if (!instrument.tickerChanged(m_view.time()))
            continue;
        subscribed.pending().tickers.push_back(instrument.ticker(m_view.time()));
        instrument.forgetTickerChange();
    }
}

void Hub::gatherAuctions(Feed& subscribed) {
    for (auto& [id, instrument] : m_view.instruments())
        if (instrument.auction.takeChange())
            subscribed.pending().auctions.push_back(instrument.auction.view());
}

void Hub::gatherReplay(Feed& subscribed) {
    const std::int64_t now = m_services.now();
    if (!m_replay || now < m_nextReplay)
        return;
    m_nextReplay = now + kReplayEveryNs;
    subscribed.pending().replay.push_back(m_replay());
}

api::HealthView Hub::health() const {
    api::HealthView view = m_services.health();
    view.sessions = static_cast<std::uint32_t>(m_sessions.size());
    return view;
}

void Hub::resend(Feed& subscribed) {
    startFeed(subscribed);
    subscribed.markStale();
    subscribed.refreshStale(snapshotOf(subscribed.key()), m_view.sequence());
}

// ---- history ----

std::vector<InstrumentId> Hub::instrumentIds() {
    std::vector<InstrumentId> ids;
    for (const auto& [id, instrument] : m_view.instruments())
        ids.push_back(id);
    return ids;
}

void Hub::mergeHistory(const InstrumentHistory& history) {
    InstrumentView* const instrument = m_view.instrument(history.instrument);
    if (!m_awaitsHistory || instrument == nullptr)
        return;
    instrument->prependTrades(history.trades, m_view.recoveredAt());
    std::vector<api::TradeView> sinceStart;
    for (const api::TradeView& trade : m_sinceStart)
        if (trade.trade.instrument == history.instrument)
            sinceStart.push_back(trade);
    for (const auto& series : history.candles) {
        const auto later = std::find_if(
            sinceStart.begin(), sinceStart.end(),
            [&series](const api::TradeView& trade) { return trade.sequence > series.asOf; });
        instrument->resetCandles(series.interval, series.candles, {later, sinceStart.end()});
    }
    for (auto& [key, subscribed] : m_feeds)
        if (key.topic.instrument == history.instrument && key.topic.kind != api::TopicKind::Book &&
            key.topic.kind != api::TopicKind::BookOrders)
            resend(subscribed);
}

void Hub::mergeHistory(VenueHistory history) {
    if (!m_awaitsHistory)
        return;
    m_view.prependFills(history.fills);
    std::erase_if(history.audit, [this](const api::AuditView& entry) {
        return entry.sequence > m_view.recoveredAt();
    });
    m_auditHistory = std::move(history.audit);
    for (auto& [key, subscribed] : m_feeds)
        if (key.topic.kind == api::TopicKind::Fills || key.topic.kind == api::TopicKind::Audit)
            resend(subscribed);
}

void Hub::historyIsComplete() {
    m_awaitsHistory = false;
    m_sinceStart = {};
}

} // namespace openbell::gateway
