// From order ids to slots. Ids are sequence numbers: they grow, lie densely where trading is busy
// and have gaps where other commands were. An id has its place in a ring by its lowest bits; the
// orders of one place form a chain through their records, the latest first. So most orders are
// found with one load, entering one touches nothing else, and memory follows the open orders and
// not the ids ever issued. Chains are short: each order in one came a whole round of the ring, some
// hundred thousand ids at least, after the next. Owned by one shard's thread; all books of the
// shard share it.
#pragma once

#include "engine/base/ids.h"
#include "engine/core/book/order.h"
#include "engine/core/book/slab.h"

#include <cstdint>

namespace openbell::core {

class OrderIndex {
public:
    /// `maxOrders`: how many ids can be in the index at a time.
    explicit OrderIndex(std::uint32_t maxOrders);

    /// Enters an id that is not in the index. `order`: the one at the slot, which has the id; its
    /// `older` is the index's own from now on.
    void insert(OrderId id, Slot slot, Order& order) {
        Slot& place = *placeOf(id);
        order.older = place;
        place = slot;
        ++m_size;
    }

    /// Where the slot of an id is written: in the ring or in the order that hides it. kNoSlot is
    /// written there when the id is not in the index, whatever its value. Good until the next
    /// change. `orders`: those at the slots.
    Slot* find(OrderId id, Order* orders) const {
        Slot* const place = placeOf(id);
        return recordAt(orders, place->value()).id == id.value() ? place
                                                                 : findOlder(id, place, orders);
    }
    /// The same for an id that is in the index with that slot.
    Slot* find(OrderId id, Slot slot, Order* orders) const {
        Slot* const place = placeOf(id);
        return *place == slot ? place : findOlder(id, place, orders);
    }

    /// Takes out what find() has found; `order` is the one at the slot.
    void erase(Slot* found, const Order& order) {
        --m_size;
        *found = order.older;
    }

    std::uint32_t size() const { return m_size; }
    /// How many consecutive ids have places of their own.
    std::uint64_t ringSize() const { return m_ringMask + 1; }
    /// The place of an id in the ring.
    Slot* placeOf(OrderId id) const { return m_places + (id.value() & m_ringMask); }

private:
    static Slot* findOlder(OrderId id, Slot* place, Order* orders);

    Slab<Slot> m_ring;
    Slot* m_places; ///< the ring's
    std::uint64_t m_ringMask;
    std::uint32_t m_size = 0;
};

} // namespace openbell::core
