#include "engine/core/waiting_orders.h"

namespace openbell::core {

bool WaitingOrder::trail(Price last) {
    const bool rising = triggersRising(type, side);
    // Never below one tick: zero is no trigger.
    const Price wanted = rising ? last + trailBy : std::max(Price(1), last - trailBy);
    const bool closer = rising ? wanted < triggerPrice : wanted > triggerPrice;
    if (!closer && !triggerPrice.isZero())
        return false;
    triggerPrice = wanted;
    return true;
}

const WaitingOrder* WaitingOrders::find(OrderId id) const {
    const auto found = m_orders.find(id);
    return found == m_orders.end() ? nullptr : &found->second;
}

void WaitingOrders::add(const WaitingOrder& order) {
    m_orders.emplace(order.order, order);
    list(order);
    if (order.type == api::OrderType::TrailingStop)
        m_trailing.insert(order.order);
}

WaitingOrder WaitingOrders::take(OrderId id) {
    const auto found = m_orders.find(id);
    const WaitingOrder order = found->second;
    unlist(order, order.triggerPrice);
    m_trailing.erase(id);
    m_orders.erase(found);
    return order;
}

void WaitingOrders::reach(Price last, std::vector<Reached>& reached) {
    const auto name = [&](auto& triggers, auto isReached) {
        while (!triggers.empty() && isReached(triggers.begin()->first)) {
            const OrderId id = triggers.begin()->second;
            triggers.erase(triggers.begin());
            m_trailing.erase(id);
            reached.push_back({id, last});
        }
    };
    name(m_rising, [last](Price trigger) { return trigger <= last; });
    name(m_falling, [last](Price trigger) { return trigger >= last; });
}

void WaitingOrders::list(const WaitingOrder& order) {
    if (triggersRising(order.type, order.side))
        m_rising.emplace(order.triggerPrice, order.order);
    else
        m_falling.emplace(order.triggerPrice, order.order);
}

void WaitingOrders::unlist(const WaitingOrder& order, Price triggerPrice) {
    if (triggersRising(order.type, order.side))
        m_rising.erase({triggerPrice, order.order});
    else
        m_falling.erase({triggerPrice, order.order});
}

void WaitingOrders::relist(const WaitingOrder& order, const Trigger& before) {
    unlist(order, before.first);
    list(order);
}

} // namespace openbell::core
