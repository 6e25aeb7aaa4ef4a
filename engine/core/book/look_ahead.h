// Loads what coming commands will need, ahead of working them: with many orders most of the time
// goes into waiting for memory, and the waits of different commands overlap. Changes nothing but
// speed. Owned by the shard's thread.
//
// A command that names an order takes three steps, each some commands apart, since each reads what
// the one before has loaded. Only loads are worth it: the orders next to it are written, which
// waits for nothing.
//
// Where there are so many books that what each keeps for itself does not stay in the cache, there
// are steps for that as well: the book, then the place of a price in it, then the level there. For
// an order that is named the price is read from its level, once that is loaded.
#pragma once

#include "engine/core/book/order_book.h"

namespace openbell::core {

class LookAhead {
public:
    explicit LookAhead(const OrderPool& pool) : m_pool(pool) {}

    /// Any id is harmless, also of an order that is not there, or not yet.
    void loadPlace(OrderId id) const { prefetch(m_pool.m_index.placeOf(id)); }
    void loadOrder(OrderId id) const { prefetch(&orderOf(id)); }
    void loadLevel(OrderId id) const { prefetch(&levelOf(id)); }

    template<LevelReports Reports>
    static void loadBook(const BasicOrderBook<Reports>& book) {
        prefetch(&book);
    }
    template<LevelReports Reports>
    static void loadPrice(const BasicOrderBook<Reports>& book, PriceKey key) {
        book.ladder(sideOf(key)).load(key);
    }
    template<LevelReports Reports>
    void loadLevelAt(const BasicOrderBook<Reports>& book, PriceKey key) const {
        prefetch(&m_pool.level(book.ladder(sideOf(key)).guess(key)));
    }
    template<LevelReports Reports>
    void loadPriceOf(const BasicOrderBook<Reports>& book, OrderId id) const {
        loadPrice(book, levelOf(id).key);
    }

private:
    /// That of a later id, or of none, is as good as any.
    const Order& orderOf(OrderId id) const { return m_pool.order(*m_pool.m_index.placeOf(id)); }
    const Level& levelOf(OrderId id) const { return m_pool.level(orderOf(id).level); }

    const OrderPool& m_pool;
};

} // namespace openbell::core
