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
    /// Any id is harmless, also of an order that is not there, or not yet.
    static void loadPlace(const OrderPool& pool, OrderId id) {
        __builtin_prefetch(pool.m_index.placeOf(id), 1);
    }
    static void loadOrder(const OrderPool& pool, OrderId id) {
        __builtin_prefetch(&pool.order(*pool.m_index.placeOf(id)), 1);
    }
    static void loadLevel(const OrderPool& pool, OrderId id) {
        __builtin_prefetch(&pool.level(pool.order(*pool.m_index.placeOf(id)).level), 1);
    }
};

} // namespace openbell::core
