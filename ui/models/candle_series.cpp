#include "ui/models/candle_series.h"

#include "engine/api/candles.h"

#include <algorithm>

namespace openbell::models {

CandleSeries::CandleSeries(InstrumentId instrument, api::CandleInterval interval, QObject* parent)
    : QObject(parent), m_instrument(instrument), m_interval(interval) {}

void CandleSeries::apply(const api::TopicUpdate& update) {
    if (update.snapshot) {
        // What was loaded from the history before the snapshot's first candle stays.
        const Timestamp first =
            update.candles.empty() ? Timestamp() : update.candles.front().start;
        std::erase_if(m_candles, [&](const api::CandleView& candle) {
            return update.candles.empty() || candle.start >= first;
        });
        m_loaded = true;
    }
    const std::size_t before = m_candles.size();
    for (const api::CandleView& candle : update.candles)
        put(candle);
    if (!update.snapshot && update.candles.empty())
        return;
    ++m_revision;
    if (update.snapshot)
        Q_EMIT reset();
    else if (m_candles.size() != before)
        Q_EMIT appended();
    else
        Q_EMIT lastChanged();
}

void CandleSeries::clear() {
    m_candles.clear();
    m_loaded = false;
    m_complete = false;
    m_loadingOlder = false;
    ++m_revision;
    Q_EMIT reset();
}

Timestamp CandleSeries::startAt(std::int64_t index) const {
    const auto last = static_cast<std::int64_t>(m_candles.size()) - 1;
    if (index <= last)
        return m_candles[static_cast<std::size_t>(index)].start;
    Timestamp start = m_candles.back().start;
    if (m_interval != api::CandleInterval::Month1)
        return start + Duration((index - last) * secondsPerCandle() * kNsPerSecond);
    for (std::int64_t i = std::max(last, index - 1200); i < index; ++i) // a century at most
        start = api::nextCandleStart(start, m_interval);
    return start;
}

std::int64_t CandleSeries::countBefore(Timestamp start) const {
    const auto at = std::lower_bound(
        m_candles.begin(), m_candles.end(), start,
        [](const api::CandleView& one, Timestamp wanted) { return one.start < wanted; });
    return at - m_candles.begin();
}

std::int64_t CandleSeries::secondsPerCandle() const {
    if (m_interval == api::CandleInterval::Month1)
        return 28 * 86'400;
    const Timestamp start = api::candleStart(Timestamp(), m_interval);
    return (api::nextCandleStart(start, m_interval).value() - start.value()) / kNsPerSecond;
}

void CandleSeries::put(const api::CandleView& candle) {
    if (m_candles.empty() || m_candles.back().start < candle.start) {
        if (m_candles.size() >= kCapacity) // drop a tenth at once, so that this is rare
            m_candles.erase(m_candles.begin(),
                            m_candles.begin() + static_cast<std::ptrdiff_t>(kCapacity / 10));
        m_candles.push_back(candle);
        return;
    }
    const auto at = std::lower_bound(
        m_candles.begin(), m_candles.end(), candle.start,
        [](const api::CandleView& one, Timestamp start) { return one.start < start; });
    if (at != m_candles.end() && at->start == candle.start)
        *at = candle;
    else
        m_candles.insert(at, candle);
}

void CandleSeries::prepend(std::vector<api::CandleView> older) {
    m_loadingOlder = false;
    if (!m_candles.empty())
        std::erase_if(older, [this](const api::CandleView& candle) {
            return candle.start >= m_candles.front().start;
        });
    if (older.empty() || m_candles.size() + older.size() > kCapacity) {
        m_complete = true;
        return;
    }
    std::sort(older.begin(), older.end(), [](const api::CandleView& a, const api::CandleView& b) {
        return a.start < b.start;
    });
    m_candles.insert(m_candles.begin(), older.begin(), older.end());
    ++m_revision;
    Q_EMIT reset();
}

void CandleSeries::requestOlder() {
    if (m_loadingOlder || m_complete || !m_loaded)
        return;
    m_loadingOlder = true;
    Q_EMIT olderWanted();
}

} // namespace openbell::models
