// The price that an asset is worth, as a process: returns whose variance clusters (GARCH(1,1),
// Bollerslev 1986), drawn back slowly to a level that itself wanders. Integers only, so that the
// path is the same on every machine. One owner.
#pragma once

#include "engine/base/money.h"
#include "engine/base/random.h"

#include <cstdint>

namespace openbell::simulation {

class FairPrice {
public:
    /// `volatility`: standard deviation of one step in 1/1000 tick.
    FairPrice(Price start, std::int64_t volatility, std::uint64_t seed);

    /// One step; `trend` (-100..100) pushes it by up to a standard deviation.
    void advance(std::int64_t trend);

    Price price() const { return Price((m_value + kHalf) >> kFractionBits); }

private:
    static constexpr int kFractionBits = 16;
    static constexpr std::int64_t kHalf = std::int64_t{1} << (kFractionBits - 1);

    std::int64_t m_value;        ///< ticks << kFractionBits
    std::int64_t m_level;        ///< what it is drawn back to
    std::int64_t m_meanVariance; ///< of a step, in squared units of 2^-16 tick
    std::int64_t m_variance;
    std::int64_t m_floor;
    Random m_random;
};

} // namespace openbell::simulation
