// The ids of orders: what names the orders of one command. Pure functions.
#pragma once

#include "engine/base/ids.h"

#include <cstdint>

namespace openbell::core {

/// The id of one of the orders that a command places: of the first one (leg 0) the command's
/// sequence number, of the second one (leg 1) the same plus 2^50, of the third one (leg 2) plus
/// 2^51. Sequence numbers stay far below 2^50, so ids are unique and fit into 2^53.
constexpr OrderId legId(Sequence sequence, unsigned leg) {
    return OrderId(sequence.value() + (leg == 0 ? 0 : std::uint64_t{1} << (49 + leg)));
}

} // namespace openbell::core
