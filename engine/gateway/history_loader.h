// Fills the hub's recent trades, candles and audit tail from the read models after a start, so that
// charts are not empty: at once with what is there, and again when the read models have caught up
// with what the venue recovered. Publisher thread; the reading is done on the query thread.
#pragma once

#include "engine/gateway/engine_port.h"
#include "engine/gateway/hub.h"
#include "engine/gateway/query_service.h"

namespace openbell::gateway {

class HistoryLoader {
public:
    /// `startedAt`: the time of day from which the access log's entries are seen live.
    HistoryLoader(EnginePort& engine, Hub& hub, QueryService& queries, Timestamp startedAt);

    void onRecovered();
    void onTick();

private:
    void load();

    EnginePort& m_engine;
    Hub& m_hub;
    QueryService& m_queries;
    Timestamp m_startedAt;
    bool m_loading = false;
    bool m_loadedOnce = false;
};

/// Reads everything for the instruments; query thread.
History readHistory(QueryService& queries, const std::vector<InstrumentId>& instruments,
                    Timestamp accessBefore);

} // namespace openbell::gateway
