// Loads what the commands of a batch will need, ahead of working them: with many instruments most
// of the time goes into waiting for memory, and the waits of different commands overlap. Changes
// nothing but speed. Owned by the shard's thread.
//
// A command takes three steps, each a few commands apart, since each reads what the one before has
// loaded: find() the places where its order or price is looked up, loadRecords() the order and the
// level, loadNeighbours() the orders next to it.
#pragma once

#include "engine/core/book/order_book.h"

namespace openbell::core {

class LookAhead {
public:
    /// The first step, for a command that names an order, a price, or both. A guess which of them
    /// matters costs more than loading both; an id that is not there, or none, is harmless.
    void find(const OrderPool& pool, OrderId id, const OrderBook& book, api::Side side,
              Price price) {
        m_order = pool.m_index.placeOf(id);
        m_level = book.ladder(side).placeOf(keyOf(side, price));
        __builtin_prefetch(m_order, 1);
        __builtin_prefetch(m_level, 1);
    }

    void loadRecords(const OrderPool& pool) {
        m_order = &pool.m_orders[*static_cast<const Slot*>(m_order)];
        m_level = &pool.m_levels[*static_cast<const LevelHandle*>(m_level)];
        __builtin_prefetch(m_order, 1);
        __builtin_prefetch(m_level, 1);
    }

    void loadNeighbours(const OrderPool& pool) const {
        const Order& order = *static_cast<const Order*>(m_order);
        const Level& level = *static_cast<const Level*>(m_level);
        __builtin_prefetch(&pool.m_levels[order.level], 1);
        __builtin_prefetch(pool.m_index.headerOf(order.indexPosition), 1);
        __builtin_prefetch(&pool.m_orders[order.next], 1);
        __builtin_prefetch(&pool.m_orders[order.previous], 1);
        __builtin_prefetch(&pool.m_orders[level.last], 1);
    }

private:
    const void* m_order = nullptr; ///< first where its slot stands, then the order itself
    const void* m_level = nullptr; ///< first where its handle stands, then the level itself
};

} // namespace openbell::core
