// The money arithmetic of orders: what an order must hold, what a budget can buy. Pure functions.
#pragma once

#include "engine/api/enums.h"
#include "engine/base/money.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace openbell::core {

/// The constants of an instrument that turn prices and quantities into amounts.
struct Terms {
    std::int64_t tickValue = 0; ///< quote atoms per tick and lot
    std::int64_t lotSize = 0;   ///< base atoms per lot
};

/// Base atoms of a quantity; nullopt when they reach kMaxAmount.
constexpr std::optional<Amount> baseAmount(const Terms& terms, Quantity quantity) {
    const auto atoms = mulDiv(quantity.value(), terms.lotSize, 1, Rounding::Down);
    return atoms ? std::optional(Amount(*atoms)) : std::nullopt;
}

/// Value plus fee at a rate; nullopt when it reaches kMaxAmount.
constexpr std::optional<Amount> costOf(const Terms& terms, Price price, Quantity quantity,
                                       std::int64_t feePpm) {
    const auto value = tradeValue(price, quantity, terms.tickValue);
    return value ? checkedAdd(*value, feeOn(*value, feePpm)) : std::nullopt;
}

/// What an open quantity holds: base atoms for a sell; for a buy the value at the limit plus the
/// fee at the higher of the two rates. That covers every way of filling it: for parts f and q of
/// the whole at prices no worse than the limit, fees are floor(x f) and floor(x q), and
/// floor(a) + floor(b) <= floor(a + b), so what is left after paying for f is at least the hold of
/// q (test: feesOfPartialFillsNeverExceedTheHold). nullopt when it reaches kMaxAmount.
constexpr std::optional<Amount> holdOf(const Terms& terms, api::Side side, Price price,
                                       Quantity quantity, std::int64_t highestFeePpm) {
    return side == api::Side::Buy ? costOf(terms, price, quantity, highestFeePpm)
                                  : baseAmount(terms, quantity);
}

/// The largest quantity whose value plus fee at `feePpm` is within the budget. With u = price x
/// tickValue: u q + floor(u q r / 10^6) = floor(u q (10^6 + r) / 10^6) <= budget if and only if
/// u q (10^6 + r) < (budget + 1) 10^6. Preconditions: price > 0, u < 2^62, budget >= 0.
/// (test: affordableQuantityIsTheLargest)
constexpr Quantity affordableQuantity(const Terms& terms, Amount budget, Price price,
                                      std::int64_t feePpm) {
    const Int128 perLot = static_cast<Int128>(price.value()) * terms.tickValue * (kPpm + feePpm);
    const Int128 limit = (static_cast<Int128>(budget.value()) + 1) * kPpm - 1;
    return Quantity(static_cast<std::int64_t>(
        std::min<Int128>(limit / perLot, std::numeric_limits<std::int64_t>::max())));
}

} // namespace openbell::core
