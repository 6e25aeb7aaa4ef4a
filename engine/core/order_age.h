// Which of two orders is the older one. Pure functions.
#pragma once

#include "engine/core/order_ids.h"

namespace openbell::core {

/// The sequence number of the command that placed an order (see legId).
constexpr std::uint64_t commandOf(OrderId id) {
    return id.value() & (legId(Sequence(), 1).value() - 1);
}

/// True when order `a` came before `b`; of one command the first leg comes first.
constexpr bool isOlder(OrderId a, OrderId b) {
    return commandOf(a) != commandOf(b) ? commandOf(a) < commandOf(b) : a < b;
}

} // namespace openbell::core
