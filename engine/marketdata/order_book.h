// A book order by order (L3) in the order of priority, built from the rows of the BookOrders topic.
// Clients keep their copy with it, and the hub the one that it takes snapshots from. Its memory is
// bounded by the venue's open orders. One thread.
#pragma once

#include "engine/api/protocol.h"

#include <list>
#include <map>
#include <unordered_map>
#include <vector>

namespace openbell::marketdata {

class OrderBook {
public:
    static constexpr api::TopicKind kTopic = api::TopicKind::BookOrders;
    static const std::vector<api::BookOrderView>& rowsOf(const api::TopicUpdate& update) {
        return update.bookOrders;
    }

    struct Entry {
        OrderId order;
        Quantity quantity; ///< displayed
    };

    void clear();
    /// Does what the row says. False when the row cannot be (an order that is not there or already
    /// there, a place or quantity that does not fit): nothing has changed then. In a book that was
    /// cut, orders that are not there are the ones left out.
    bool apply(const api::BookOrderView& row, bool bookIsCut = false);

    bool contains(OrderId order) const { return m_places.contains(order); }
    std::size_t size() const { return m_places.size(); }
    /// The order as an Add row; it must be there.
    api::BookOrderView row(OrderId order) const;

    /// The orders of a side as Add rows, best price first, oldest first; at most `limit`.
    std::vector<api::BookOrderView> orders(api::Side side, std::size_t limit = SIZE_MAX) const;
    /// The levels that the orders make, best first.
    std::vector<api::LevelView> levels(api::Side side, std::size_t limit = SIZE_MAX) const;
    std::uint32_t checksum() const;

private:
    struct Level {
        std::list<Entry> orders;
        Quantity quantity;
    };
    using Levels = std::map<Price, Level>;
    struct Place {
        api::Side side;
        Levels::iterator level;
        std::list<Entry>::iterator entry;
    };

    Levels& side(api::Side side) { return side == api::Side::Buy ? m_bids : m_asks; }
    void append(const api::BookOrderView& row);
    void remove(OrderId order);
    void setQuantity(Place& place, Quantity quantity);
    /// Calls f(price, level) best first until it returns false.
    template<class F>
    void forEachLevel(api::Side side, F&& f) const;

    Levels m_bids;
    Levels m_asks;
    std::unordered_map<OrderId, Place> m_places;
};

} // namespace openbell::marketdata
