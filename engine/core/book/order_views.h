// What is given to an order book, and what it tells of itself.
#pragma once

#include "engine/core/book/order.h"

namespace openbell::core {

struct NewOrder {
    OrderId id; ///< not in the pool yet
    api::Side side = api::Side::Buy;
    Price price;   ///< at least one tick
    Quantity open; ///< more than zero
    std::uint8_t flags = 0;
};

/// Where an order rested, and what was open of it.
struct Rested {
    PriceKey key; ///< gives side and price
    Quantity open;
};

/// A price level with orders.
struct LevelView {
    Price price;
    Quantity quantity;
    std::uint32_t orders = 0;
    Slot first = kNoSlot; ///< the order with the highest priority
};

} // namespace openbell::core
