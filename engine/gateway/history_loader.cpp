#include "engine/gateway/history_loader.h"

#include <algorithm>
#include <utility>

namespace openbell::gateway {
namespace {

api::QueryResult newestRows(QueryService& queries, History& history, api::Query query) {
    api::QueryResult result = queries.answer(query);
    history.asOf = std::min(history.asOf, result.asOf);
    std::reverse(result.trades.begin(), result.trades.end());
    std::reverse(result.candles.begin(), result.candles.end());
    std::reverse(result.audit.begin(), result.audit.end());
    return result;
}

HistoryOfInstrument readInstrument(QueryService& queries, History& history, InstrumentId id) {
    HistoryOfInstrument part;
    part.instrument = id;
    api::Query query;
    query.instrument = id;
    query.kind = api::QueryKind::TradeHistory;
    query.limit = InstrumentView::kRecentTrades;
    part.trades = newestRows(queries, history, query).trades;
    query.kind = api::QueryKind::CandleHistory;
    query.limit = CandleSeries::kCapacity;
    for (std::size_t i = 0; i < api::kEnumSize<api::CandleInterval>; ++i) {
        query.interval = static_cast<api::CandleInterval>(i);
        api::QueryResult result = newestRows(queries, history, query);
        part.candles.push_back({query.interval, result.asOf, std::move(result.candles)});
    }
    return part;
}

} // namespace

History readHistory(QueryService& queries, const std::vector<InstrumentId>& instruments,
                    Timestamp accessBefore) {
    History history;
    history.asOf = Sequence(UINT64_MAX);
    for (const InstrumentId id : instruments)
        history.instruments.push_back(readInstrument(queries, history, id));
    api::Query query;
    query.kind = api::QueryKind::TradeHistory;
    query.limit = MarketView::kRecentFills;
    history.fills = newestRows(queries, history, query).trades;
    query.kind = api::QueryKind::AuditLog;
    query.limit = Hub::kAuditTail;
    query.beforeTime = accessBefore;
    history.audit = newestRows(queries, history, query).audit;
    return history;
}

HistoryLoader::HistoryLoader(EnginePort& engine, Hub& hub, QueryService& queries,
                             Timestamp startedAt)
    : m_engine(engine), m_hub(hub), m_queries(queries), m_startedAt(startedAt) {}

void HistoryLoader::onRecovered() { load(); }

void HistoryLoader::onTick() {
    if (m_loading || !m_hub.awaitsHistory())
        return;
    if (!m_loadedOnce || m_engine.health().projected >= m_hub.view().recoveredAt())
        load();
}

void HistoryLoader::load() {
    if (!m_hub.awaitsHistory())
        return;
    m_loading = m_queries.tryRun([this, ids = m_hub.instrumentIds(),
                                  before = m_startedAt](QueryService& queries) {
        auto history = std::make_shared<History>(readHistory(queries, ids, before));
        m_engine.postToPublisher([this, history] {
            m_loading = false;
            m_loadedOnce = true;
            m_hub.mergeHistory(std::move(*history));
        });
    });
}

} // namespace openbell::gateway
