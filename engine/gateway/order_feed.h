// The book of one instrument order by order, while somebody follows it: turns the published events
// of orders into the rows of the BookOrders topic. Publisher thread.
#pragma once

#include "engine/api/event_buffer.h"
#include "engine/gateway/order_index.h"
#include "engine/marketdata/order_book.h"

#include <utility>
#include <vector>

namespace openbell::gateway {

/// What of an open order everybody is shown; zero: nothing.
Quantity displayedQuantity(const api::OrderView& order);

class OrderFeed {
public:
    /// Begins with the instrument's orders as they rest now, between two commands. `orders` must
    /// outlive the feed.
    OrderFeed(OrderIndex& orders, InstrumentId instrument);

    // What happened, in the order of the events. Called when the index has the change, except
    // traded(): before it has.

    /// The order begins to match, and will rest with what is left.
    void enters(const api::EventStamp& stamp, OrderId order);
    void amended(const api::EventStamp& stamp, const api::OrderAmended& event);
    void ended(const api::EventStamp& stamp, OrderId order);
    /// An iceberg shows its next part.
    void shows(const api::EventStamp& stamp, OrderId order);
    /// A pegged order stands elsewhere now, or waits.
    void repriced(const api::EventStamp& stamp, const api::OrderRepriced& event);
    void traded(const api::EventStamp& stamp, const api::TradeExecuted& trade);
    /// No more events: the orders that are left rest now.
    void finish() { restAll(); }

    const marketdata::OrderBook& book() const { return m_book; }
    bool changed() const { return !m_rows.empty(); }
    /// The rows since the last call; first finish() the batch.
    std::vector<api::BookOrderView> takeRows() { return std::exchange(m_rows, {}); }

private:
    void begin(const api::EventStamp& stamp);
    bool isEntering(OrderId order) const;
    /// Lets the orders that entered before `taker` rest (all, when it is not among them).
    void restBefore(OrderId taker);
    void restAll();
    void rest(OrderId order);
    void execute(OrderId order, const api::TradeExecuted& trade);
    void add(api::BookAction action, api::Side side, OrderId order, Price price, Quantity quantity,
             TradeId trade = {});

    OrderIndex& m_orders;
    marketdata::OrderBook m_book;
    Sequence m_sequence; ///< of the command whose events are coming in
    /// The orders that matched in this command and are not in their place yet, oldest first. An
    /// amended one is still in the book, at its old place.
    std::vector<OrderId> m_entering;
    std::vector<api::BookOrderView> m_rows;
};

} // namespace openbell::gateway
