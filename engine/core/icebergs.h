// Orders that show a part of their quantity at a time. The size of each part follows from the
// order's id and the part's number alone, so that every replay shows the same ones.
#pragma once

#include "engine/base/ids.h"
#include "engine/base/money.h"

#include <algorithm>
#include <cstdint>

namespace openbell::core {

/// An order is shown in at most so many parts, so that no taker has more to do than it has orders
/// to trade with times this.
inline constexpr std::int64_t kMaxIcebergParts = 1000;

/// What an order shows at a time; lies at its slot beside its record while it rests.
struct IcebergTerms {
    Quantity display;    ///< zero: no iceberg, all is shown
    Quantity variance;   ///< at most `display`
    std::uint64_t parts; ///< shown so far

    /// True when a quantity of that size may be shown so.
    bool allows(Quantity quantity) const {
        const std::int64_t least = std::max<std::int64_t>(1, display.value() - variance.value());
        return (quantity.value() - 1) / least < kMaxIcebergParts;
    }
};

/// The finaliser of splitmix64: well mixed bits of a number.
constexpr std::uint64_t mixedBits(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

/// What the order shows next of the `open` lots it has left: from display - variance to
/// display + variance, each equally likely (by multiplying 64 random bits with the number of
/// choices), at least one lot, at most what is left. Counts the part.
inline Quantity nextPart(OrderId order, IcebergTerms& terms, Quantity open) {
    const std::uint64_t bits =
        mixedBits(mixedBits(order.value() * 0x9E3779B97F4A7C15ULL) + terms.parts);
    ++terms.parts;
    const std::int64_t choices = terms.variance.value() * 2 + 1; // below 2^63
    const auto chosen = static_cast<std::int64_t>(static_cast<Int128>(bits) * choices >> 64);
    const std::int64_t part = terms.display.value() - terms.variance.value() + chosen;
    return Quantity(std::min(std::max<std::int64_t>(part, 1), open.value()));
}

} // namespace openbell::core
