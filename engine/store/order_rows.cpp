#include "engine/store/order_rows.h"

namespace openbell::store {

api::OrderView orderFrom(const Statement& row) {
    api::OrderView order;
    int column = 0;
    api::OrderView::fields(
        order, [&]<class T>(std::string_view, T& field) { field = row.column<T>(column++); });
    return order;
}

OrderRows::OrderRows(Database& database)
    : m_changes(database)
    , m_select(database, std::string("SELECT ") + kOrderColumns + " FROM orders WHERE id = ?1")
    , m_insert(database, std::string("INSERT INTO orders (") + kOrderColumns +
                             ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
                             "?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27)")
    , m_update(database, "UPDATE orders SET status = ?2, cancel_reason = ?3, price = ?4, "
                         "quantity = ?5, filled = ?6, changed = ?7, sequence = ?8, waiting = ?9, "
                         "trigger_price = ?10, peg_price = ?11 WHERE id = ?1")
    , m_marketState(database, "SELECT state FROM instruments WHERE id = ?1") {}

OrderRows::Order* OrderRows::find(OrderId id) {
    if (const auto known = m_orders.find(id); known != m_orders.end())
        return &known->second;
    m_select.start(id);
    const bool found = m_select.step();
    Order* order = nullptr;
    if (found)
        order = &m_orders.emplace(id, Order{orderFrom(m_select)}).first->second;
    m_select.reset();
    return order;
}

void OrderRows::touch(Order& order, const api::EventStamp& stamp) {
    order.row.changed = stamp.time;
    order.row.sequence = stamp.sequence;
    if (!order.isChanged)
        m_changed.push_back(order.row.order);
    order.isChanged = true;
}

void OrderRows::on(const api::EventStamp& stamp, const api::OrderAccepted& event) {
    if (m_changed.size() >= kMaxChanged)
        flush();
    Order& order = m_orders[event.order];
    order.isNew = true;
    order.row = {.order = event.order,
                 .account = event.account,
                 .instrument = event.instrument,
                 .clientOrderId = event.clientOrderId,
                 .side = event.side,
                 .type = event.type,
                 .timeInForce = event.timeInForce,
                 .postOnly = event.postOnly,
                 .waiting = !event.triggerPrice.isZero() || !event.waitsFor.isNone() ||
                            waitsForClosing(event) ||
                            event.peg != api::PegReference::None, // until it is repriced
                 .price = event.price,
                 .triggerPrice = event.triggerPrice,
                 .trailBy = event.trailBy,
                 .quantity = event.quantity,
                 .filled = event.filled,
                 .placed = event.time,
                 .changed = {},
                 .sequence = {},
                 .displayQuantity = event.displayQuantity,
                 .displayVariance = event.displayVariance,
                 .hidden = event.hidden,
                 .expiry = event.expiry,
                 .quoteAmount = event.quoteAmount,
                 .peg = event.peg,
                 .pegOffset = event.pegOffset,
                 .pegPrice = event.pegPrice};
    touch(order, stamp);
}

/// An order for the closing auction is kept beside the book until that begins.
bool OrderRows::waitsForClosing(const api::OrderAccepted& event) {
    if (event.timeInForce != api::TimeInForce::AtClose)
        return false;
    m_marketState.start(event.instrument);
    const bool waits =
        !m_marketState.step() || m_marketState.column<api::InstrumentState>(0) !=
                                     api::InstrumentState::ClosingAuction;
    m_marketState.reset();
    return waits;
}

void OrderRows::on(const api::EventStamp& stamp, const api::OrderAmended& event) {
    if (Order* order = find(event.order)) {
        m_changes.on(stamp, event, order->row);
        order->row.price = event.price;
        order->row.quantity = event.quantity;
        order->row.filled = event.quantity - event.open;
        touch(*order, stamp);
    }
}

void OrderRows::on(const api::EventStamp& stamp, const api::OrderTriggered& event) {
    if (Order* order = find(event.order)) {
        m_changes.on(stamp, event);
        order->row.waiting = false;
        touch(*order, stamp);
    }
}

void OrderRows::on(const api::EventStamp& stamp, const api::TriggerMoved& event) {
    if (Order* order = find(event.order)) {
        order->row.triggerPrice = event.triggerPrice;
        touch(*order, stamp);
    }
}

void OrderRows::on(const api::EventStamp& stamp, const api::OrderRepriced& event) {
    if (Order* order = find(event.order)) {
        m_changes.on(stamp, event);
        order->row.pegPrice = event.price;
        order->row.waiting = event.price.isZero();
        touch(*order, stamp);
    }
}

void OrderRows::on(const api::EventStamp& stamp, const api::OrderCancelled& event) {
    if (Order* order = find(event.order)) {
        order->row.status = api::OrderStatus::Cancelled;
        order->row.cancelReason = event.reason;
        touch(*order, stamp);
    }
}

void OrderRows::on(const api::EventStamp& stamp, const api::TradeExecuted& event) {
    m_changes.on(stamp, event);
    fill(event.makerOrder, event.makerOpen, stamp);
    fill(event.takerOrder, event.takerOpen, stamp);
}

void OrderRows::fill(OrderId id, Quantity open, const api::EventStamp& stamp) {
    if (Order* order = find(id)) {
        order->row.filled = order->row.quantity - open;
        if (open.isZero())
            order->row.status = api::OrderStatus::Filled;
        touch(*order, stamp);
    }
}

void OrderRows::flush() {
    for (const OrderId id : m_changed) {
        const auto found = m_orders.find(id);
        Order& order = found->second;
        write(order);
        order.isNew = false;
        order.isChanged = false;
        if (order.row.status != api::OrderStatus::Open)
            m_orders.erase(found);
    }
    m_changed.clear();
    if (m_orders.size() > kMaxOrders)
        m_orders.clear(); // all are written by now
}

void OrderRows::write(const Order& order) {
    const api::OrderView& row = order.row;
    if (!order.isNew) {
        m_update.run(row.order, row.status, row.cancelReason, row.price, row.quantity, row.filled,
                     row.changed, row.sequence, row.waiting, row.triggerPrice, row.pegPrice);
        return;
    }
    m_insert.run(row.order, row.account, row.instrument, row.clientOrderId, row.side, row.type,
                 row.timeInForce, row.postOnly, row.status, row.cancelReason, row.waiting,
                 row.price, row.triggerPrice, row.trailBy, row.quantity, row.filled, row.placed,
                 row.changed, row.sequence, row.displayQuantity, row.displayVariance, row.hidden,
                 row.expiry, row.quoteAmount, row.peg, row.pegOffset, row.pegPrice);
}

} // namespace openbell::store
