#include "engine/store/candle_rows.h"

namespace openbell::store {

api::CandleView candleFrom(const Statement& row) {
    api::CandleView candle;
    int column = 0;
    api::CandleView::fields(
        candle, [&]<class T>(std::string_view, T& field) { field = row.column<T>(column++); });
    return candle;
}

CandleRows::CandleRows(Database& database)
    : m_select(database, std::string("SELECT ") + kCandleColumns +
                             " FROM candles WHERE instrument = ?1 AND interval = ?2 AND start = ?3")
    , m_replace(database, std::string("INSERT OR REPLACE INTO candles (") + kCandleColumns +
                              ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                              "?11)") {}

void CandleRows::on(const api::EventStamp& stamp, const api::TradeExecuted& trade) {
    auto& slots = m_current[trade.instrument];
    for (std::size_t i = 0; i < kIntervals; ++i) {
        const auto interval = static_cast<api::CandleInterval>(i);
        Slot& slot = slots[i];
        if (stamp.time >= slot.end)
            begin(slot, trade.instrument, interval, api::candleStart(stamp.time, interval));
        api::addTrade(slot.candle, trade.price, trade.quantity);
        slot.isChanged = true;
    }
}

/// Time never goes back, so only the first candle after opening can be in the table already.
void CandleRows::begin(Slot& slot, InstrumentId instrument, api::CandleInterval interval,
                       Timestamp start) {
    write(slot);
    slot.end = api::nextCandleStart(start, interval);
    slot.candle = {.instrument = instrument,
                   .interval = interval,
                   .start = start,
                   .open = {},
                   .high = {},
                   .low = {},
                   .close = {},
                   .volume = {}};
    if (!slot.isLoaded) {
        m_select.start(instrument, interval, start);
        if (m_select.step())
            slot.candle = candleFrom(m_select);
        m_select.reset();
    }
    slot.isLoaded = true;
}

void CandleRows::write(Slot& slot) {
    if (!slot.isChanged)
        return;
    const api::CandleView& candle = slot.candle;
    m_replace.run(candle.instrument, candle.interval, candle.start, candle.open, candle.high,
                  candle.low, candle.close, candle.volume, candle.trades,
                  candle.turnover.low, candle.turnover.high);
    slot.isChanged = false;
}

void CandleRows::flush() {
    for (auto& [instrument, slots] : m_current)
        for (Slot& slot : slots)
            write(slot);
}

} // namespace openbell::store
