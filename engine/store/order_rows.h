// The orders of the read models as the projector writes it: changes are gathered in memory and written once per
// order and flush. One thread.
#pragma once

#include "engine/api/event_buffer.h"
#include "engine/api/views.h"
#include "engine/store/database.h"
#include "engine/store/order_changes.h"

#include <unordered_map>

namespace openbell::store {

class OrderRows {
public:
    explicit OrderRows(Database& database);

    void on(const api::EventStamp& stamp, const api::OrderAccepted& event);
    void on(const api::EventStamp& stamp, const api::OrderAmended& event);
    void on(const api::EventStamp& stamp, const api::OrderTriggered& event);
    void on(const api::EventStamp& stamp, const api::TriggerMoved& event);
    void on(const api::EventStamp& stamp, const api::OrderRepriced& event);
    void on(const api::EventStamp& stamp, const api::OrderCancelled& event);
    void on(const api::EventStamp& stamp, const api::TradeExecuted& event);
    void on(const api::EventStamp& stamp, const api::MatchPrevented& event) {
        m_changes.on(stamp, event);
    }

    /// Writes what has changed. Open orders stay in memory, up to kMaxOrders of them.
    void flush();
    /// Forgets everything unwritten.
    void abandon() { m_orders.clear(), m_changed.clear(), m_changes.abandon(); }

private:
    static constexpr std::size_t kMaxOrders = 100'000;
    static constexpr std::size_t kMaxChanged = 20'000;

    struct Order {
        api::OrderView row;
        bool isNew = false;
        bool isChanged = false;
    };

    /// The order, from memory or the table; null when there is none.
    Order* find(OrderId id);
    void touch(Order& order, const api::EventStamp& stamp);
    bool waitsForClosing(const api::OrderAccepted& event);
    void fill(OrderId id, Quantity open, const api::EventStamp& stamp);
    void write(const Order& order);

    std::unordered_map<OrderId, Order> m_orders;
    std::vector<OrderId> m_changed;
    OrderChanges m_changes;
    Statement m_select;
    Statement m_insert;
    Statement m_update;
    Statement m_marketState;
};

/// The columns of a SELECT over orders, in the order that orderFrom() reads.
inline constexpr const char* kOrderColumns =
    "id, account, instrument, client_order_id, side, type, time_in_force, post_only, status, "
    "cancel_reason, waiting, price, trigger_price, trail_by, quantity, filled, placed, changed, "
    "sequence, display_quantity, display_variance, hidden, expiry, "
    "quote_amount, peg, peg_offset, peg_price";
api::OrderView orderFrom(const Statement& row);

} // namespace openbell::store
