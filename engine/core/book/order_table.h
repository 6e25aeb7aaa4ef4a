// A record of somebody else's for each order of a pool, found by the order's slot: for what the
// book itself does not need to know. Owned by the shard's thread.
#pragma once

#include "engine/core/book/order.h"
#include "engine/core/book/slab.h"

namespace openbell::core {

template<class T>
class OrderTable {
public:
    /// `slots`: the pool's OrderPool::slotNumbers().
    explicit OrderTable(std::uint32_t slots) : m_records(slots) {}

    T& operator[](Slot slot) { return m_records[numberOf(slot)]; }
    const T& operator[](Slot slot) const { return m_records[numberOf(slot)]; }

private:
    Slab<T> m_records;
};

} // namespace openbell::core
