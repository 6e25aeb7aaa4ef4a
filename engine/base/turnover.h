// What was traded, as an exact sum of price x quantity, and the average price that follows from it.
#pragma once

#include "engine/base/money.h"

#include <optional>

namespace openbell {

/// A sum of price x quantity in ticks x lots: high x 2^64 + low. In quote atoms it is this times
/// the instrument's tick value. 128 bits hold 2^65 trades of the largest value.
struct Turnover {
    std::uint64_t low = 0;
    std::uint64_t high = 0;

    /// Preconditions: both >= 0.
    constexpr void add(Price price, Quantity quantity) {
        add(static_cast<Wide>(price.value()) * static_cast<std::uint64_t>(quantity.value()));
    }
    constexpr Turnover& operator+=(const Turnover& other) {
        add(other.wide());
        return *this;
    }
    friend constexpr bool operator==(const Turnover&, const Turnover&) = default;

    /// The volume-weighted average price of `volume` lots, to the nearest tick, halves up; nullopt
    /// without volume. It lies between the lowest and the highest price traded: the exact average
    /// does, both are whole ticks, and rounding keeps order
    /// (test: theAveragePriceIsTheNearestTickAndWithinTheRange). Precondition: volume >= 0.
    constexpr std::optional<Price> average(Quantity volume) const {
        if (volume.isZero())
            return std::nullopt;
        const auto lots = static_cast<Wide>(volume.value());
        const Wide whole = wide() / lots;
        const Wide rest = wide() % lots;
        return Price(static_cast<std::int64_t>(whole + (rest >= lots - rest ? 1 : 0)));
    }

private:
    __extension__ using Wide = unsigned __int128;

    constexpr Wide wide() const { return static_cast<Wide>(high) << 64U | low; }
    constexpr void add(Wide more) {
        const Wide sum = wide() + more;
        low = static_cast<std::uint64_t>(sum);
        high = static_cast<std::uint64_t>(sum >> 64U);
    }
};

} // namespace openbell
