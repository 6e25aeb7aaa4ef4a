#include "engine/simulation/fair_price.h"

#include <algorithm>

namespace openbell::simulation {
namespace {

// Shares of 1024: variance = 22 mean + 84 squared return + 918 variance. They sum to 1024, so the
// mean stays what it is; 84 + 918 = 0.979 makes lively spells last for seconds.
constexpr std::int64_t kMeanShare = 22;
constexpr std::int64_t kReturnShare = 84;
constexpr std::int64_t kVarianceShare = 918;
constexpr int kShareBits = 10;
/// Bounds how wild it can get: sixteen times the mean variance, four times the usual step.
constexpr std::int64_t kMaxVarianceRatio = 16;
/// Reversion halves a deviation in about eight minutes of 50 ms steps.
constexpr int kReversionBits = 14;

/// The whole square root (Newton's method).
std::int64_t squareRoot(std::int64_t value) {
    if (value < 2)
        return value;
    std::int64_t root = std::int64_t{1}
                        << ((64 - __builtin_clzll(static_cast<std::uint64_t>(value))) / 2 + 1);
    for (;;) {
        const std::int64_t better = (root + value / root) / 2;
        if (better >= root)
            return root;
        root = better;
    }
}

/// About normal, standard deviation 65536: the sum of twelve uniforms of 16 bits.
std::int64_t normal(Random& random) {
    std::int64_t sum = 0;
    for (int draw = 0; draw < 3; ++draw)
        for (std::uint64_t bits = random.next(), part = 0; part < 4; ++part, bits >>= 16)
            sum += static_cast<std::int64_t>(bits & 0xFFFF);
    return sum - 6 * 65'536;
}

} // namespace

FairPrice::FairPrice(Price start, std::int64_t volatility, std::uint64_t seed)
    : m_value(start.value() << kFractionBits)
    , m_level(m_value)
    , m_meanVariance(std::max<std::int64_t>(volatility * 65'536 / 1000, 1) *
                     std::max<std::int64_t>(volatility * 65'536 / 1000, 1))
    , m_variance(m_meanVariance)
    , m_floor(m_value / 4)
    , m_random(seed) {}

void FairPrice::advance(std::int64_t trend) {
    const std::int64_t deviation = squareRoot(m_variance);
    const std::int64_t shock = deviation * normal(m_random) / 65'536;
    m_variance = (kMeanShare * m_meanVariance + kVarianceShare * m_variance) >> kShareBits;
    m_variance += (kReturnShare * (shock * shock >> kShareBits));
    m_variance = std::min(m_variance, m_meanVariance * kMaxVarianceRatio);
    m_value += shock + deviation * trend / 100 + ((m_level - m_value) >> kReversionBits);
    m_level += squareRoot(m_meanVariance) * normal(m_random) / (4 * 65'536);
    m_level = std::max(m_level, m_floor);
    m_value = std::max(m_value, m_floor);
}

} // namespace openbell::simulation
