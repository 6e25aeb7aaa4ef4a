#include "engine/core/book/order_index.h"

#include "engine/base/assertion.h"

#include <algorithm>
#include <bit>

namespace openbell::core {

namespace {

constexpr std::uint64_t kLeastRing = std::uint64_t{1} << 17;
constexpr std::uint64_t kMostRing = std::uint64_t{1} << 23;

/// Several times the orders: most do not stay long, and places shared with an older order are few.
std::uint64_t ringSizeFor(std::uint32_t maxOrders) {
    return std::clamp(std::bit_ceil(std::uint64_t{maxOrders} * 4), kLeastRing, kMostRing);
}

} // namespace

OrderIndex::OrderIndex(std::uint32_t maxOrders)
    : m_ring(ringSizeFor(maxOrders))
    , m_places(m_ring.data())
    , m_ringMask(m_ring.size() - 1) {}

Slot* OrderIndex::findOlder(OrderId id, Slot* place, Order* orders) {
    while (*place != kNoSlot) {
        Order& order = recordAt(orders, place->value());
        if (order.id == id.value())
            break;
        place = &order.older;
    }
    return place;
}

} // namespace openbell::core
