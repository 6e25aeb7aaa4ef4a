#include "engine/gateway/history_loader.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace openbell::gateway {
namespace {

/// Answers a query with its rows oldest first, and lowers `asOf` to the answer's.
api::QueryResult oldestFirst(QueryService& queries, const api::Query& query, Sequence& asOf) {
    api::QueryResult result = queries.answer(query);
    asOf = std::min(asOf, result.asOf);
    std::reverse(result.trades.begin(), result.trades.end());
    std::reverse(result.candles.begin(), result.candles.end());
    std::reverse(result.audit.begin(), result.audit.end());
    return result;
}

InstrumentHistory readInstrument(QueryService& queries, InstrumentId instrument, Sequence& asOf) {
    InstrumentHistory history;
    history.instrument = instrument;
    api::Query query;
    query.instrument = instrument;
    query.kind = api::QueryKind::TradeHistory;
    query.limit = InstrumentView::kRecentTrades;
    history.trades = oldestFirst(queries, query, asOf).trades;
    query.kind = api::QueryKind::CandleHistory;
    query.limit = CandleSeries::kCapacity;
    for (std::size_t i = 0; i < api::kEnumSize<api::CandleInterval>; ++i) {
        query.interval = static_cast<api::CandleInterval>(i);
        api::QueryResult result = oldestFirst(queries, query, asOf);
        history.candles.push_back({query.interval, result.asOf, std::move(result.candles)});
    }
    return history;
}

VenueHistory readWholeVenue(QueryService& queries, Timestamp accessBefore, Sequence& asOf) {
    VenueHistory history;
    api::Query query;
    query.kind = api::QueryKind::TradeHistory;
    query.limit = MarketView::kRecentFills;
    history.fills = oldestFirst(queries, query, asOf).trades;
    query.kind = api::QueryKind::AuditLog;
    query.limit = Hub::kAuditTail;
    query.beforeTime = accessBefore;
    history.audit = oldestFirst(queries, query, asOf).audit;
    return history;
}

} // namespace

HistoryLoader::HistoryLoader(EnginePort& engine, Hub& hub, QueryService& queries,
                             Timestamp startedAt)
    : m_engine(engine)
    , m_hub(hub)
    , m_queries(queries)
    , m_startedAt(startedAt) {}

void HistoryLoader::onRecovered() {
    if (m_hub.awaitsHistory())
        begin();
}

void HistoryLoader::onTick() {
    if (m_pass || !m_hub.awaitsHistory())
        return;
    if (!m_readOnce || m_engine.health().projected >= m_hub.view().recoveredAt())
        begin();
}

void HistoryLoader::begin() {
    m_pass = Pass{m_hub.instrumentIds(), 0, Sequence(UINT64_MAX)};
    readVenue();
}

template<class Read, class Merge>
void HistoryLoader::readThenMerge(Read read, Merge merge) {
    const bool queued = m_queries.tryRun([this, read, merge](QueryService& queries) {
        Sequence asOf(UINT64_MAX);
        auto rows = std::make_shared<decltype(read(queries, asOf))>(read(queries, asOf));
        m_engine.postToPublisher([this, merge, rows, asOf] {
            m_pass->asOf = std::min(m_pass->asOf, asOf);
            merge(std::move(*rows));
            readNextInstrument();
        });
    });
    if (!queued)
        m_pass.reset(); // the next tick begins again
}

void HistoryLoader::readVenue() {
    readThenMerge(
        [before = m_startedAt](QueryService& queries, Sequence& asOf) {
            return readWholeVenue(queries, before, asOf);
        },
        [this](VenueHistory history) { m_hub.mergeHistory(std::move(history)); });
}

void HistoryLoader::readNextInstrument() {
    if (m_pass->next == m_pass->instruments.size() || !m_hub.awaitsHistory())
        return finish();
    readThenMerge(
        [id = m_pass->instruments[m_pass->next++]](QueryService& queries, Sequence& asOf) {
            return readInstrument(queries, id, asOf);
        },
        [this](const InstrumentHistory& history) { m_hub.mergeHistory(history); });
}

void HistoryLoader::finish() {
    if (m_pass->asOf >= m_hub.view().recoveredAt())
        m_hub.historyIsComplete();
    m_pass.reset();
    m_readOnce = true;
}

} // namespace openbell::gateway
