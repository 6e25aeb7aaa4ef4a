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
    explicit LookAhead(const OrderPool& pool) : m_pool(pool) {}

    /// Any id is harmless, also of an order that is not there, or not yet.
    void loadPlace(OrderId id) const { __builtin_prefetch(m_pool.m_index.placeOf(id), 1); }
    void loadOrder(OrderId id) const { __builtin_prefetch(&orderOf(id), 1); }
    void loadLevel(OrderId id) const { __builtin_prefetch(&m_pool.level(orderOf(id).level), 1); }

private:
    /// That of a later id, or of none, is as good as any.
    const Order& orderOf(OrderId id) const { return m_pool.order(*m_pool.m_index.placeOf(id)); }

    const OrderPool& m_pool;
};

} // namespace openbell::core
