// What an order's id says: the command that placed it, and which of that command's orders it is. The
// lowest 50 bits are the command's sequence number, the two above them are zero for its first order,
// one for its second one, two for its third one. Pure functions.
#pragma once

#include "engine/base/ids.h"

#include <cstdint>

namespace openbell::api {

inline constexpr unsigned kOrderLegShift = 50;

/// The sequence number of the command that placed an order.
constexpr std::uint64_t commandOf(OrderId id) {
    return id.value() & ((std::uint64_t{1} << kOrderLegShift) - 1);
}

/// Which of the command's orders it is; more than 2: it is no order's id.
constexpr std::uint64_t legOf(OrderId id) {
    return id.value() >> kOrderLegShift;
}

/// True when order `a` came before `b`; of one command the first order comes first.
constexpr bool isOlder(OrderId a, OrderId b) {
    return commandOf(a) != commandOf(b) ? commandOf(a) < commandOf(b) : a < b;
}

} // namespace openbell::api
