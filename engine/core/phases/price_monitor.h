// Guards against runaway prices: the range in which an instrument may trade continuously, from what
// it traded at before. Owned by the market's shard.
#pragma once

#include "engine/api/commands.h"
#include "engine/base/money.h"
#include "engine/base/time.h"

#include <array>
#include <deque>
#include <limits>

namespace openbell::core {

/// Prices, both ends included.
struct PriceRange {
    Price lowest{1};
    Price highest{std::numeric_limits<std::int64_t>::max() - 1};
    bool contains(Price price) const { return price >= lowest && price <= highest; }
};

/// The prices not more than `ppm` away from the reference: rounded to the inside.
PriceRange rangeAround(Price reference, std::int64_t ppm);

class PriceMonitor {
public:
    static constexpr std::size_t kHorizons = 3;
    static constexpr std::int64_t kSlices = 16; ///< that a horizon is divided into

    /// The last price within one slice of time.
    struct Sample {
        std::int64_t slice = 0; ///< number of the slice since 1970
        Price price;
    };
    using Samples = std::deque<Sample>;

    /// InvalidDefinition when a rate, horizon or duration is out of bounds, NothingToChange when
    /// these are the present ones. What was sampled for a horizon that changes is forgotten.
    api::RejectReason set(const api::SetPriceControls& controls);
    const api::SetPriceControls& controls() const { return m_controls; }
    bool isActive() const { return m_active; }
    bool hasCollar() const { return m_controls.collarPpm > 0; }

    /// Notes a trade. Constant time.
    void note(Timestamp time, Price price);
    /// Gives that price to the horizons that have none yet.
    void noteFirst(Timestamp time, Price price);
    /// Where trades are allowed at that time: within each horizon's deviation from its reference,
    /// the last price that is at least 15/16 of the horizon old, or the oldest there is. A monitor
    /// without a trade so far allows everything.
    PriceRange range(Timestamp time) const;
    /// Begins anew from one price, such as an auction's.
    void restart(Timestamp time, Price price);

    const Samples& samples(std::size_t horizon) const { return m_samples[horizon]; }
    /// Appends a saved sample; false when it cannot follow what is there.
    bool restore(std::size_t horizon, const Sample& sample);

private:
    struct Horizon {
        std::int64_t seconds = 0; ///< zero: off
        std::int64_t ppm = 0;
    };
    static std::array<Horizon, kHorizons> horizonsOf(const api::SetPriceControls& controls);
    std::int64_t sliceAt(std::size_t horizon, Timestamp time) const;

    api::SetPriceControls m_controls;
    std::array<Horizon, kHorizons> m_horizons{};
    std::array<Samples, kHorizons> m_samples; ///< ascending slices, at most kSlices + 1 of them
    bool m_active = false;                    ///< some horizon is on
};

} // namespace openbell::core
