#include "engine/gateway/candle_series.h"

#include <algorithm>

namespace openbell::gateway {

void CandleSeries::apply(Timestamp time, Price price, Quantity quantity) {
    if (m_candles.empty() || time >= m_nextStart) {
        const Timestamp start = api::candleStart(time, m_interval);
        m_nextStart = api::nextCandleStart(start, m_interval);
        if (m_candles.empty() || m_candles.newest().start < start)
            m_candles.push({m_instrument, m_interval, start, {}, {}, {}, {}, {}, 0});
    }
    // Business time never goes back, so a trade belongs to the newest candle.
    api::CandleView& candle = m_candles.newest();
    api::addTrade(candle, price, quantity);
    m_changedFrom = std::min(m_changedFrom, candle.start);
}

void CandleSeries::reset(const std::vector<api::CandleView>& candles) {
    m_candles.clear();
    m_nextStart = Timestamp(INT64_MIN);
    for (const api::CandleView& candle : candles)
        m_candles.push(candle);
    m_changedFrom = kUnchanged;
}

std::vector<api::CandleView> CandleSeries::takeChanges() {
    const auto all = candles();
    const auto from =
        std::lower_bound(all.begin(), all.end(), m_changedFrom,
                         [](const api::CandleView& c, Timestamp start) { return c.start < start; });
    m_changedFrom = kUnchanged;
    return {from, all.end()};
}

} // namespace openbell::gateway
