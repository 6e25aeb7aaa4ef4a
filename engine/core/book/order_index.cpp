#include "engine/core/book/order_index.h"

#include "engine/base/assertion.h"

#include <algorithm>
#include <bit>

namespace openbell::core {

namespace {

constexpr std::uint64_t kLeastRing = std::uint64_t{1} << 17;
constexpr std::uint64_t kMostRing = std::uint64_t{1} << 23;

/// Several times the orders: most do not stay long, and those that do are slower to find.
std::uint64_t ringSizeFor(std::uint32_t maxOrders) {
    return std::clamp(std::bit_ceil(std::uint64_t{maxOrders} * 4), kLeastRing, kMostRing);
}

/// At least four entries for three orders.
std::size_t oldEntriesFor(std::uint32_t maxOrders) {
    return std::bit_ceil(std::size_t{maxOrders} + maxOrders / 3 + 4);
}

} // namespace

OrderIndex::OrderIndex(std::uint32_t maxOrders, const Order* orders)
    : m_ring(ringSizeFor(maxOrders))
    , m_ringMask(m_ring.size() - 1)
    , m_old(oldEntriesFor(maxOrders))
    , m_orders(orders)
    , m_oldMask(m_old.size() - 1)
    , m_oldShift(32U - static_cast<unsigned>(std::bit_width(m_oldMask))) {}

/// Makes an order's place in the ring free for a newer one.
void OrderIndex::retire(Slot slot) {
    std::size_t at = home(m_orders[slot].id);
    while (m_old[at] != kNoSlot)
        at = (at + 1) & m_oldMask;
    m_old[at] = slot;
    ++m_oldCount;
}

/// Where an old id is, or the free entry that ends the search for it.
std::size_t OrderIndex::positionOfOld(std::uint64_t number) const {
    std::size_t at = home(number);
    while (m_old[at] != kNoSlot && m_orders[m_old[at]].id != number)
        at = (at + 1) & m_oldMask;
    return at;
}

void OrderIndex::eraseOld(std::uint64_t number) {
    std::size_t hole = positionOfOld(number);
    OPENBELL_ASSERT(m_old[hole] != kNoSlot);
    // Move entries back over the hole, so that every search can stop at the first free entry.
    for (std::size_t at = (hole + 1) & m_oldMask; m_old[at] != kNoSlot; at = (at + 1) & m_oldMask) {
        const std::size_t wanted = home(m_orders[m_old[at]].id);
        if (((at - wanted) & m_oldMask) >= ((at - hole) & m_oldMask)) {
            m_old[hole] = m_old[at];
            hole = at;
        }
    }
    m_old[hole] = kNoSlot;
    --m_oldCount;
}

} // namespace openbell::core
