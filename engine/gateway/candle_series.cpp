#include "engine/gateway/candle_series.h"

#include <algorithm>

namespace openbell::gateway {

void CandleSeries::apply(Timestamp time, Price price, Quantity quantity) {
    const std::int64_t length = api::intervalNs(m_interval);
    const Timestamp start(time.value() - time.value() % length);
    if (m_candles.empty() || m_candles.back().start < start) {
        if (m_candles.size() == kCapacity)
            m_candles.pop_front();
        m_candles.push_back({m_instrument, m_interval, start, price, price, price, price, {}, 0});
    }
    // Business time never goes back, so a trade belongs to the newest candle.
    api::CandleView& candle = m_candles.back();
    candle.high = std::max(candle.high, price);
    candle.low = std::min(candle.low, price);
    candle.close = price;
    candle.volume += quantity;
    ++candle.trades;
    m_changedFrom = std::min(m_changedFrom, candle.start);
}

void CandleSeries::reset(std::vector<api::CandleView> candles) {
    const std::size_t kept = std::min(candles.size(), kCapacity);
    m_candles.assign(candles.end() - static_cast<std::ptrdiff_t>(kept), candles.end());
    m_changedFrom = kUnchanged;
}

std::vector<api::CandleView> CandleSeries::takeChanges() {
    const auto from =
        std::lower_bound(m_candles.begin(), m_candles.end(), m_changedFrom,
                         [](const api::CandleView& c, Timestamp start) { return c.start < start; });
    m_changedFrom = kUnchanged;
    return {from, m_candles.end()};
}

} // namespace openbell::gateway
