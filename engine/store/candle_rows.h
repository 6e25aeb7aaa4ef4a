// The candles table: every interval of every instrument is kept up from the trades as they come.
// The candle being built is in memory and written at each flush. One thread.
#pragma once

#include "engine/api/candles.h"
#include "engine/api/event_buffer.h"
#include "engine/store/database.h"

#include <array>
#include <map>

namespace openbell::store {

class CandleRows {
public:
    explicit CandleRows(Database& database);

    void on(const api::EventStamp& stamp, const api::TradeExecuted& trade);
    void flush();
    void abandon() { m_current.clear(); }

private:
    static constexpr std::size_t kIntervals = api::kEnumSize<api::CandleInterval>;

    struct Slot {
        api::CandleView candle;
        Timestamp end{INT64_MIN}; ///< exclusive
        bool isLoaded = false;
        bool isChanged = false;
    };

    void begin(Slot& slot, InstrumentId instrument, api::CandleInterval interval, Timestamp start);
    void write(Slot& slot);

    std::map<InstrumentId, std::array<Slot, kIntervals>> m_current;
    Statement m_select;
    Statement m_replace;
};

inline constexpr const char* kCandleColumns =
    "instrument, interval, start, open, high, low, close, volume, trades, "
    "turnover, turnover_high";
api::CandleView candleFrom(const Statement& row);

} // namespace openbell::store
