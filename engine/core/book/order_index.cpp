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

OrderIndex::OrderIndex(std::uint32_t maxOrders, Order* orders)
    : m_ring(ringSizeFor(maxOrders))
    , m_ringMask(m_ring.size() - 1)
    , m_orders(orders) {}

Slot OrderIndex::findOlder(OrderId id, Slot slot) const {
    while (slot != kNoSlot && orderAt(slot).id != id.value())
        slot = orderAt(slot).older;
    return slot;
}

/// Takes a slot out of the chain that begins with another one.
void OrderIndex::eraseOlder(Slot newer, Slot slot) {
    while (orderAt(newer).older != slot) {
        OPENBELL_ASSERT(newer != kNoSlot);
        newer = orderAt(newer).older;
    }
    orderAt(newer).older = orderAt(slot).older;
}

} // namespace openbell::core
