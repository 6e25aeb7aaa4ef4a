// How the read models write order ids: as numbers that rise with the orders' age, so that they are
// paging keys. Pure functions.
#pragma once

#include "engine/base/ids.h"

#include <cstdint>

namespace openbell::store {

/// Four times the sequence number of the order's command plus which of its orders it is; -1, which no
/// row has, for a number that is no order's id.
constexpr std::int64_t orderKey(OrderId id) {
    return legOf(id) > 2 ? -1
                         : static_cast<std::int64_t>(sequenceOf(id).value() * 4 + legOf(id));
}

constexpr OrderId orderOf(std::int64_t key) {
    const auto number = static_cast<std::uint64_t>(key);
    return OrderId(number / 4 | (number % 4) << kLegShift);
}

} // namespace openbell::store
