// From order ids to slots. Ids are sequence numbers: they grow, lie densely where trading is busy
// and have gaps where other commands were. An id has its place in a ring by its lowest bits; an
// order that is still open when the ring comes round to its place moves to a table of old orders.
// So most orders are found with one load, and memory follows the open orders and not the ids ever
// issued. Owned by one shard's thread; all books of the shard share it.
#pragma once

#include "engine/base/ids.h"
#include "engine/core/book/order.h"
#include "engine/core/book/slab.h"

#include <cstdint>

namespace openbell::core {

class OrderIndex {
public:
    /// `maxOrders`: how many ids can be in the index at a time. `orders`: by slot; an id that is in
    /// the index is the id of the order at its slot.
    OrderIndex(std::uint32_t maxOrders, const Order* orders);

    /// Enters an id that is not in the index.
    void insert(OrderId id, Slot slot) {
        Slot& place = m_ring[id.value() & m_ringMask];
        if (place != kNoSlot) [[unlikely]]
            retire(place);
        place = slot;
        ++m_size;
    }

    /// The slot of an id; kNoSlot when it is not in the index, whatever its value.
    Slot find(OrderId id) const {
        const Slot slot = *placeOf(id);
        return m_orders[slot].id == id.value() ? slot : findOld(id);
    }

    /// Precondition: the id is in the index with that slot.
    void erase(OrderId id, Slot slot) {
        --m_size;
        Slot& place = m_ring[id.value() & m_ringMask];
        if (place == slot) [[likely]]
            place = kNoSlot;
        else
            eraseOld(id.value());
    }

    /// Its place in the ring: the slot of this id, or of another one, or kNoSlot.
    const Slot* placeOf(OrderId id) const { return &m_ring[id.value() & m_ringMask]; }

    /// The slot of an id that is not at its place in the ring; kNoSlot when it is not in the index.
    Slot findOld(OrderId id) const { return m_old[positionOfOld(id.value())]; }

    std::uint32_t size() const { return m_size; }
    /// How many of them are in the table of old orders.
    std::uint32_t oldCount() const { return m_oldCount; }
    /// How many consecutive ids have places of their own.
    std::uint64_t ringSize() const { return m_ringMask + 1; }
    const Slot* ring() const { return m_ring.data(); }

private:
    std::size_t home(std::uint64_t number) const {
        return static_cast<std::uint32_t>(number) * std::uint32_t{0x9E3779B1} >> m_oldShift;
    }

    void retire(Slot slot);
    void eraseOld(std::uint64_t number);
    std::size_t positionOfOld(std::uint64_t number) const;

    Slab<Slot> m_ring;
    std::uint64_t m_ringMask;
    Slab<Slot> m_old; ///< open addressing, at most three quarters full
    const Order* m_orders;
    std::size_t m_oldMask;
    unsigned m_oldShift;
    std::uint32_t m_oldCount = 0;
    std::uint32_t m_size = 0;
};

} // namespace openbell::core
