// Fills the hub's recent trades, candles and audit tail from the read models after a start, so that
// charts are not empty: at once with what is there, and again when the read models have caught up
// with what the venue recovered. Publisher thread; the reading is done on the query thread, one
// instrument at a time, so that people's queries come between.
#pragma once

#include "engine/gateway/engine_port.h"
#include "engine/gateway/hub.h"
#include "engine/gateway/query_service.h"

#include <optional>

namespace openbell::gateway {

class HistoryLoader {
public:
    /// `startedAt`: the time of day from which the access log's entries are seen live.
    HistoryLoader(EnginePort& engine, Hub& hub, QueryService& queries, Timestamp startedAt);

    void onRecovered();
    void onTick();

private:
    /// One reading of everything, venue first.
    struct Pass {
        std::vector<InstrumentId> instruments;
        std::size_t next = 0;
        Sequence asOf; ///< the least of all answers
    };

    void begin();
    void readVenue();
    void readNextInstrument();
    void finish();
    /// Runs `read` on the query thread and `merge` with its result back here.
    template<class Read, class Merge>
    void readThenMerge(Read read, Merge merge);

    EnginePort& m_engine;
    Hub& m_hub;
    QueryService& m_queries;
    Timestamp m_startedAt;
    std::optional<Pass> m_pass; ///< while one runs
    bool m_readOnce = false;
};

} // namespace openbell::gateway
