// The records of the order book, as they lie in memory. Owned by one shard's thread.
#pragma once

#include "engine/api/enums.h"
#include "engine/base/ids.h"
#include "engine/base/money.h"
#include "engine/base/strong_int.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace openbell::core {

/// Orders and price levels are records of this size in one array. They name each other by their
/// distance from its beginning in bytes, so that no index has to be scaled on the way to one.
inline constexpr std::uint32_t kRecordBytes = 32;

/// Where an order lies in its pool: stable for the order's life, reused afterwards. Slots depend
/// on what happened before, so they never leave the core.
using Slot = StrongId<struct SlotTag, std::uint32_t>;
inline constexpr Slot kNoSlot{};

/// From 1 on, for tables beside the records (see OrderTable).
constexpr std::uint32_t numberOf(Slot slot) {
    return slot.value() / kRecordBytes;
}
constexpr Slot slotOf(std::uint32_t number) {
    return Slot(number * kRecordBytes);
}

/// Where a price level lies in its pool: among the same records as the orders, after them.
using LevelHandle = std::uint32_t;
inline constexpr LevelHandle kNoLevel = 0;

/// The record at a distance from the first one.
template<class Record>
Record& recordAt(Record* first, std::size_t distance) {
    using Byte = std::conditional_t<std::is_const_v<Record>, const std::byte, std::byte>;
    return *reinterpret_cast<Record*>(reinterpret_cast<Byte*>(first) + distance);
}

/// A level and its orders form a ring in the order of priority, so linking and unlinking needs no
/// branch: behind the level comes its first order, ahead of it the last one.
struct Link {
    std::uint32_t behind;
    std::uint32_t ahead;
};

/// Flags, side and id of an order as one word: written at once, read one by one.
struct OrderTag {
    std::uint8_t flags : 8;
    api::Side side : 1;
    std::uint64_t id : 55;

    static OrderTag of(OrderId id, api::Side side, std::uint8_t flags) {
        return std::bit_cast<OrderTag>((id.value() * 2 + static_cast<std::uint64_t>(side)) << 8 |
                                       flags);
    }
};
static_assert(sizeof(OrderTag) == 8 && std::endian::native == std::endian::little);

/// The flags that the book interprets; the others are the core's.
inline constexpr std::uint8_t kHiddenOrder = 1;  ///< not in the price levels, behind those that are
inline constexpr std::uint8_t kIcebergOrder = 2; ///< has a reserve: match() asks for its next part
inline constexpr std::uint8_t kConcealedOrder = kHiddenOrder | kIcebergOrder;

/// What matching needs of an order, two to a cache line. Everything else about an order belongs in
/// the core's own record of the same slot, also what only flagged orders need (such as the reserve
/// of an iceberg).
struct alignas(kRecordBytes) Order
    : Link
    , OrderTag {
    Quantity open;     ///< more than zero while it rests; of an iceberg what is shown
    LevelHandle level; ///< gives price and instrument
    Slot older;        ///< the next order with the same place in the index; kNoSlot at the end
};
static_assert(sizeof(Order) == kRecordBytes);

/// Ids are below this bound.
inline constexpr std::uint64_t kOrderIdBound = std::uint64_t{1} << 55;

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

/// One price of one side of one book, with its orders in the order of their priority. Hidden orders
/// have levels of their own.
struct alignas(kRecordBytes) Level : Link {
    Quantity quantity; ///< sum of the orders' open quantities
    PriceKey key;
    std::uint32_t orders;
    InstrumentId instrument;

    Slot first() const { return Slot(behind); }
    Slot last() const { return Slot(ahead); }
    Price price() const { return priceOf(key); }
};
static_assert(sizeof(Level) == sizeof(Order));

} // namespace openbell::core
