#include "engine/store/candle_rows.h"

#include <algorithm>

namespace openbell::store {

Timestamp candleStart(Timestamp time, api::CandleInterval interval) {
    const std::int64_t length = api::intervalNs(interval);
    const std::int64_t past = time.value() % length;
    return Timestamp(time.value() - (past < 0 ? past + length : past));
}

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
                              ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)") {}

void CandleRows::on(const api::EventStamp& stamp, const api::TradeExecuted& trade) {
    auto& slots = m_current[trade.instrument];
    for (std::size_t i = 0; i < kIntervals; ++i) {
        const auto interval = static_cast<api::CandleInterval>(i);
        const Timestamp start = candleStart(stamp.time, interval);
        Slot& slot = slots[i];
        if (!slot.isLoaded || slot.candle.start != start)
            begin(slot, trade.instrument, interval, start);
        api::CandleView& candle = slot.candle;
        if (candle.trades == 0)
            candle.open = candle.high = candle.low = trade.price;
        candle.high = std::max(candle.high, trade.price);
        candle.low = std::min(candle.low, trade.price);
        candle.close = trade.price;
        candle.volume += trade.quantity;
        ++candle.trades;
        slot.isChanged = true;
    }
}

/// Time never goes back, so only the first candle after opening can be in the table already.
void CandleRows::begin(Slot& slot, InstrumentId instrument, api::CandleInterval interval,
                       Timestamp start) {
    write(slot);
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
                  candle.low, candle.close, candle.volume, candle.trades);
    slot.isChanged = false;
}

void CandleRows::flush() {
    for (auto& [instrument, slots] : m_current)
        for (Slot& slot : slots)
            write(slot);
}

} // namespace openbell::store
