// From order ids to slots. Ids are sequence numbers: they grow, lie densely where trading is busy
// and have gaps where other commands were. An id has its place in a ring by its lowest bits; the
// orders of one place form a chain through their records, the latest first. So most orders are found
// with one load, entering one touches nothing else, and memory follows the open orders and not the
// ids ever issued. Chains are short: each order in one came a whole round of the ring, some hundred
// thousand ids at least, after the next. Owned by one shard's thread; all books of the shard share it.
#pragma once

#include "engine/base/ids.h"
#include "engine/core/book/order.h"
#include "engine/core/book/slab.h"

#include <cstdint>

namespace openbell::core {

class OrderIndex {
public:
    /// `maxOrders`: how many ids can be in the index at a time. `orders`: by slot; an id that is in
    /// the index is the id of the order at its slot, and that order's `older` is the index's own.
    OrderIndex(std::uint32_t maxOrders, Order* orders);

    /// Enters an id that is not in the index.
    void insert(OrderId id, Slot slot) {
        Slot& place = m_ring[id.value() & m_ringMask];
        orderAt(slot).older = place;
        place = slot;
        ++m_size;
    }

    /// The slot of an id; kNoSlot when it is not in the index, whatever its value.
    Slot find(OrderId id) const {
        const Slot slot = *placeOf(id);
        return orderAt(slot).id == id.value() ? slot : findOlder(id, slot);
    }

    /// Precondition: the id is in the index with that slot.
    void erase(OrderId id, Slot slot) {
        --m_size;
        Slot& place = m_ring[id.value() & m_ringMask];
        if (place == slot) [[likely]]
            place = orderAt(slot).older;
        else
            eraseOlder(place, slot);
    }

    /// Its place in the ring: the slot of this id, or of a later one, or kNoSlot.
    const Slot* placeOf(OrderId id) const { return &m_ring[id.value() & m_ringMask]; }

    /// The slot of an id in the chain behind that of another one; kNoSlot when it is not in the
    /// index.
    Slot findOlder(OrderId id, Slot slot) const;

    std::uint32_t size() const { return m_size; }
    /// How many consecutive ids have places of their own.
    std::uint64_t ringSize() const { return m_ringMask + 1; }
    const Slot* ring() const { return m_ring.data(); }

private:
    Order& orderAt(Slot slot) const { return recordAt(m_orders, slot.value()); }
    void eraseOlder(Slot newer, Slot slot);

    Slab<Slot> m_ring;
    std::uint64_t m_ringMask;
    Order* m_orders;
    std::uint32_t m_size = 0;
};

} // namespace openbell::core
