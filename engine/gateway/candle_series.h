// The newest candles of one instrument and interval, built from its trades. Publisher thread.
#pragma once

#include "engine/api/candles.h"
#include "engine/gateway/ring.h"

#include <span>
#include <vector>

namespace openbell::gateway {

class CandleSeries {
public:
    /// Covers 24 hours of minutes, which the tickers' 24-hour figures are computed from.
    static constexpr std::size_t kCapacity = 1500;

    CandleSeries(InstrumentId instrument, api::CandleInterval interval)
        : m_instrument(instrument)
        , m_interval(interval) {}

    void apply(Timestamp time, Price price, Quantity quantity);

    /// Replaces everything by candles from the read models, oldest first; then the trades that are
    /// not in them are applied again.
    void reset(const std::vector<api::CandleView>& candles);

    std::span<const api::CandleView> candles() const { return m_candles.items(); }

    /// The candles that changed since the last call, oldest first.
    std::vector<api::CandleView> takeChanges();
    bool changed() const { return m_changedFrom != kUnchanged; }
    void forgetChanges() { m_changedFrom = kUnchanged; }

private:
    static constexpr Timestamp kUnchanged{INT64_MAX};

    InstrumentId m_instrument;
    api::CandleInterval m_interval;
    Ring<api::CandleView, kCapacity> m_candles;
    Timestamp m_changedFrom = kUnchanged;
    Timestamp m_nextStart{INT64_MIN}; ///< where the newest candle ends
};

} // namespace openbell::gateway
