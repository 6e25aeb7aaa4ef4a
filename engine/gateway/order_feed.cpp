#include "engine/gateway/order_feed.h"

#include "engine/base/assertion.h"

#include <algorithm>

namespace openbell::gateway {

using api::BookAction;

Quantity displayedQuantity(const api::OrderView& order) {
    if (order.waiting || order.status != api::OrderStatus::Open)
        return {};
    if (order.hidden)
        return {};
    const Quantity open = order.quantity - order.filled;
    return order.displayQuantity.isZero() ? open : std::min(order.shown, open);
}

OrderFeed::OrderFeed(OrderIndex& orders, InstrumentId instrument) : m_orders(orders) {
    for (const api::OrderView* order : orders.byPriority(instrument))
        if (const Quantity quantity = displayedQuantity(*order); !quantity.isZero())
            m_book.apply(
                {{}, BookAction::Add, order->side, order->order, order->restingPrice(),
                 quantity, {}});
}

void OrderFeed::begin(const api::EventStamp& stamp) {
    if (stamp.sequence == m_sequence)
        return;
    restAll();
    m_sequence = stamp.sequence;
}

bool OrderFeed::isEntering(OrderId order) const {
    return std::find(m_entering.begin(), m_entering.end(), order) != m_entering.end();
}

void OrderFeed::enters(const api::EventStamp& stamp, OrderId order) {
    begin(stamp);
    m_entering.push_back(order);
}

void OrderFeed::amended(const api::EventStamp& stamp, const api::OrderAmended& event) {
    begin(stamp);
    if (isEntering(event.order)) // what it rests with is asked when it does
        return;
    if (!event.priorityKept) {
        m_entering.push_back(event.order);
        return;
    }
    const api::OrderView* order = m_orders.find(event.order);
    if (order == nullptr || !m_book.contains(event.order))
        return;
    const Quantity now = displayedQuantity(*order);
    if (now < m_book.row(event.order).quantity)
        add(BookAction::Reduce, order->side, order->order, order->restingPrice(), now);
}

void OrderFeed::ended(const api::EventStamp& stamp, OrderId order) {
    begin(stamp);
    std::erase(m_entering, order);
    if (!m_book.contains(order))
        return;
    const api::BookOrderView was = m_book.row(order);
    add(BookAction::Delete, was.side, order, was.price, {});
}

void OrderFeed::shows(const api::EventStamp& stamp, OrderId order) {
    begin(stamp);
    if (!isEntering(order))
        rest(order);
}

void OrderFeed::repriced(const api::EventStamp& stamp, const api::OrderRepriced& event) {
    if (event.price.isZero())
        return ended(stamp, event.order);
    begin(stamp);
    // One that was amended before stands where it goes now only, behind those that went before.
    std::erase(m_entering, event.order);
    m_entering.push_back(event.order);
}

void OrderFeed::traded(const api::EventStamp& stamp, const api::TradeExecuted& trade) {
    begin(stamp);
    restBefore(trade.takerOrder);
    if (std::erase(m_entering, trade.makerOrder) != 0)
        rest(trade.makerOrder);
    execute(trade.makerOrder, trade);
    if (!isEntering(trade.takerOrder)) // in an auction both have been resting
        execute(trade.takerOrder, trade);
    else if (trade.takerOpen.isZero())
        ended(stamp, trade.takerOrder);
}

void OrderFeed::execute(OrderId order, const api::TradeExecuted& trade) {
    if (!m_book.contains(order))
        return;
    const api::BookOrderView was = m_book.row(order);
    // More than was displayed trades when the rest of the order follows within the match.
    const Quantity left = was.quantity - std::min(was.quantity, trade.quantity);
    add(BookAction::Execute, was.side, order, was.price, left, trade.trade);
}

void OrderFeed::restBefore(OrderId taker) {
    const auto end = std::find(m_entering.begin(), m_entering.end(), taker);
    std::for_each(m_entering.begin(), end, [this](OrderId order) { rest(order); });
    m_entering.erase(m_entering.begin(), end);
}

void OrderFeed::restAll() {
    for (const OrderId order : m_entering)
        rest(order);
    m_entering.clear();
}

void OrderFeed::rest(OrderId id) {
    const api::OrderView* order = m_orders.find(id);
    const Quantity quantity = order == nullptr ? Quantity() : displayedQuantity(*order);
    if (quantity.isZero())
        return;
    add(m_book.contains(id) ? BookAction::Move : BookAction::Add, order->side, id,
        order->restingPrice(), quantity);
}

void OrderFeed::add(BookAction action, api::Side side, OrderId order, Price price,
                    Quantity quantity, TradeId trade) {
    const api::BookOrderView row{m_sequence, action, side, order, price, quantity, trade};
    OPENBELL_ASSERT(m_book.apply(row));
    m_rows.push_back(row);
}

} // namespace openbell::gateway
