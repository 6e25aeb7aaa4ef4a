// Prices, quantities and amounts as integers, and the arithmetic that is safe on them.
//
// Price     ticks of the instrument
// Quantity  lots of the instrument
// Amount    atoms (smallest units) of one asset; an asset's whole supply stays below 2^62
//
// An instrument is defined so that one tick times one lot is a whole number of quote atoms (its
// tick value), therefore value = price * quantity * tickValue is exact and only fees round.
#pragma once

#include "engine/base/strong_int.h"

#include <cstdint>
#include <optional>

namespace openbell {

using Price = StrongMeasure<struct PriceTag, std::int64_t>;
using Quantity = StrongMeasure<struct QuantityTag, std::int64_t>;
using Amount = StrongMeasure<struct AmountTag, std::int64_t>;

/// Upper bound (exclusive) of every amount: sums of two stay inside int64.
inline constexpr std::int64_t kMaxAmount = std::int64_t{1} << 62;

/// Fee rates are parts per million of the trade's value.
inline constexpr std::int64_t kPpm = 1'000'000;

enum class Rounding { Down, Up };

__extension__ using Int128 = __int128;

/// a * b / divisor through 128 bits. Preconditions: a, b >= 0, divisor > 0.
/// nullopt when the result does not fit below kMaxAmount.
constexpr std::optional<std::int64_t> mulDiv(std::int64_t a, std::int64_t b, std::int64_t divisor,
                                             Rounding rounding) {
    const Int128 product = static_cast<Int128>(a) * b;
    const Int128 result = (product + (rounding == Rounding::Up ? divisor - 1 : 0)) / divisor;
    if (result >= kMaxAmount)
        return std::nullopt;
    return static_cast<std::int64_t>(result);
}

/// a + b, or nullopt when the sum leaves (-kMaxAmount, kMaxAmount).
constexpr std::optional<Amount> checkedAdd(Amount a, Amount b) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a.value(), b.value(), &sum) || sum >= kMaxAmount ||
        sum <= -kMaxAmount)
        return std::nullopt;
    return Amount(sum);
}

/// price * quantity * tickValue in quote atoms; nullopt when it reaches kMaxAmount.
/// Preconditions: all >= 0.
constexpr std::optional<Amount> tradeValue(Price price, Quantity quantity, std::int64_t tickValue) {
    std::int64_t perTick = 0;
    std::int64_t value = 0;
    if (__builtin_mul_overflow(price.value(), tickValue, &perTick) ||
        __builtin_mul_overflow(perTick, quantity.value(), &value) || value >= kMaxAmount)
        return std::nullopt;
    return Amount(value);
}

/// Fee on a trade value: rounded down, so never above the schedule and always in the house's
/// disfavour. Because floor(x) + floor(y) <= floor(x + y), the fees of partial fills never sum to
/// more than the fee of the whole, which is what an order's hold reserves
/// (test: feesOfPartialFillsNeverExceedTheHold). Preconditions: value, ratePpm >= 0.
constexpr Amount feeOn(Amount value, std::int64_t ratePpm) {
    std::int64_t product = 0;
    if (!__builtin_mul_overflow(value.value(), ratePpm, &product)) [[likely]] // 128 bits are slow to divide
        return Amount(static_cast<std::int64_t>(static_cast<std::uint64_t>(product) / kPpm));
    return Amount(static_cast<std::int64_t>(static_cast<Int128>(value.value()) * ratePpm / kPpm));
}

} // namespace openbell
