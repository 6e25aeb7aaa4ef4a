// Loads what coming commands will need, ahead of working them: with many orders most of the time
// goes into waiting for memory, and the waits of different commands overlap. Changes nothing but
// speed. Owned by the shard's thread.
//
// A command that names an order takes three steps, each some commands apart, since each reads what
// the one before has loaded. Only loads are worth it: the orders next to it are written, which
// waits for nothing.
#pragma once

#include "engine/core/book/order_pool.h"

namespace openbell::core {

class LookAhead {
public:
    explicit LookAhead(const OrderPool& pool)
        : m_ring(pool.m_index.ring())
        , m_ringMask(pool.m_index.ringSize() - 1)
        , m_records(pool.m_records.data()) {}

    /// Any id is harmless, also of an order that is not there, or not yet.
    void loadPlace(OrderId id) const { __builtin_prefetch(&m_ring[id.value() & m_ringMask], 1); }
    void loadOrder(OrderId id) const { __builtin_prefetch(&orderOf(id), 1); }
    void loadLevel(OrderId id) const { __builtin_prefetch(&recordAt(m_records, orderOf(id).level), 1); }

private:
    const Order& orderOf(OrderId id) const {
        return recordAt(m_records, m_ring[id.value() & m_ringMask].value()).order;
    }

    const Slot* m_ring;
    std::uint64_t m_ringMask;
    const OrderPool::Record* m_records;
};

} // namespace openbell::core
