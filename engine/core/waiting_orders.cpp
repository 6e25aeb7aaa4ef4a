#include "engine/core/waiting_orders.h"

#include <algorithm>

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
}

WaitingOrder WaitingOrders::take(OrderId id) {
    const auto found = m_orders.find(id);
    const WaitingOrder order = found->second;
    unlist(order);
    m_orders.erase(found);
    return order;
}

const std::vector<OrderId>& WaitingOrders::outrun(Price last) {
    m_outrun.clear();
    for (auto at = m_trailingUp.begin(); at != m_trailingUp.end() && at->first < last; ++at)
        m_outrun.push_back(at->second);
    for (auto at = m_trailingDown.begin(); at != m_trailingDown.end() && at->first > last; ++at)
        m_outrun.push_back(at->second);
    std::sort(m_outrun.begin(), m_outrun.end());
    return m_outrun;
}

void WaitingOrders::reach(Price last, std::vector<Reached>& reached) {
    const auto name = [&](const auto& triggers, auto isReached) {
        while (!triggers.empty() && isReached(triggers.begin()->first)) {
            const OrderId id = triggers.begin()->second;
            unlist(m_orders.find(id)->second);
            reached.push_back({id, last});
        }
    };
    name(m_rising, [last](Price trigger) { return trigger <= last; });
    name(m_falling, [last](Price trigger) { return trigger >= last; });
}

void WaitingOrders::list(const WaitingOrder& order) {
    if (!order.waitsForPrice())
        return;
    const bool trails = order.type == api::OrderType::TrailingStop;
    const Trigger trigger{order.triggerPrice, order.order};
    if (triggersRising(order.type, order.side)) {
        m_rising.insert(trigger);
        if (trails)
            m_trailingDown.emplace(order.triggerPrice - order.trailBy, order.order);
    } else {
        m_falling.insert(trigger);
        if (trails)
            m_trailingUp.emplace(order.triggerPrice + order.trailBy, order.order);
    }
}

/// Does nothing for one that is not listed (any more).
void WaitingOrders::unlist(const WaitingOrder& order) {
    const Trigger trigger{order.triggerPrice, order.order};
    if (triggersRising(order.type, order.side)) {
        m_rising.erase(trigger);
        m_trailingDown.erase({order.triggerPrice - order.trailBy, order.order});
    } else {
        m_falling.erase(trigger);
        m_trailingUp.erase({order.triggerPrice + order.trailBy, order.order});
    }
}

} // namespace openbell::core
