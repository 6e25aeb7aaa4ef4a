// The records of the order book, as they lie in memory. Owned by one shard's thread.
#pragma once

#include "engine/api/enums.h"
#include "engine/base/ids.h"
#include "engine/base/money.h"

#include <cstdint>

namespace openbell::core {

/// Where an order lies in its pool: stable for the order's life, reused afterwards. Slots depend
/// on what happened before, so they never leave the core.
using Slot = std::uint32_t;
inline constexpr Slot kNoSlot = 0;

/// Where a price level lies in its pool.
using LevelHandle = std::uint32_t;
inline constexpr LevelHandle kNoLevel = 0;

/// What matching needs of an order, two to a cache line. Everything else about an order belongs in
/// the core's own record of the same slot.
struct alignas(32) Order {
    Slot next;                   ///< behind it in its level; kNoSlot at the end
    Slot previous;               ///< ahead of it in its level; kNoSlot at the front
    Quantity open;               ///< more than zero while it rests
    LevelHandle level;           ///< gives the price
    std::uint32_t indexPosition; ///< its place in the id index; gives the id
    InstrumentId instrument;
    api::Side side;
    std::uint8_t flags; ///< the core's, not interpreted by the book
    std::uint16_t spare;
};
static_assert(sizeof(Order) == 32);

/// One price of one side of one book, with its orders in the order of their priority.
struct alignas(32) Level {
    Price price;
    Quantity quantity; ///< sum of the orders' open quantities
    Slot first;
    Slot last;
    std::uint32_t orders;
    std::uint32_t link; ///< see TouchedLevels
};
static_assert(sizeof(Level) == 32);

} // namespace openbell::core
