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

/// A side and a price as one number that is the smaller the better the price is: the price of a
/// sell, the complement of the price of a buy. So one code serves both sides, and no branch depends
/// on which it is. Prices are at least one tick: the keys of buys are negative, those of sells not.
using PriceKey = std::int64_t;

static_assert(static_cast<int>(api::Side::Buy) == 0 && static_cast<int>(api::Side::Sell) == 1);
constexpr PriceKey keyOf(api::Side side, Price price) {
    return price.value() ^ (static_cast<PriceKey>(side) - 1);
}
constexpr Price priceOf(PriceKey key) {
    return Price(key ^ (key >> 63));
}
constexpr api::Side sideOf(PriceKey key) {
    return key < 0 ? api::Side::Buy : api::Side::Sell;
}

/// One price of one side of one book, with its orders in the order of their priority.
struct alignas(32) Level {
    PriceKey key;
    Slot first;
    Slot last;
    // Not next to the key: publishing a level would then load both at once, which has to wait for
    // the quantity just stored to reach the cache.
    Quantity quantity; ///< sum of the orders' open quantities
    std::uint32_t orders;
    LevelHandle nextTouched; ///< see OrderBook::drainTouched()

    Price price() const { return priceOf(key); }
};
static_assert(sizeof(Level) == 32);

} // namespace openbell::core
