// The part of a book shard that keeps orders waiting for their trigger price and lets them in.
#include "engine/core/book_role.h"

#include "engine/core/order_rules.h"

namespace openbell::core {
namespace {

using api::CancelReason;
using api::RejectReason;
using api::TimeInForce;

/// The time in force after the trigger: what becomes a market order never rests.
TimeInForce timeInForceOf(const WaitingOrder& order) {
    if (isLimitType(order.type) || order.timeInForce == TimeInForce::FillOrKill)
        return order.timeInForce;
    return TimeInForce::ImmediateOrCancel;
}

} // namespace

RejectReason BookRole::placeWaiting(const api::CommandContext& context, Market& market,
                                    const ReservedOrder& order, BookOutput& out,
                                    std::size_t answer) {
    WaitingOrder waiting{order.order, order.side,         order.type,    order.timeInForce,
                         order.price, order.triggerPrice, order.trailBy, {}};
    if (waiting.triggerPrice.isZero()) {
        if (market.lastPrice.isZero())
            return RejectReason::InvalidPrice;
        waiting.trail(market.lastPrice);
    }
    if (!market.lastPrice.isZero() && waiting.isReachedBy(market.lastPrice))
        return RejectReason::WouldTriggerAtOnce;
    waiting.record = recordOf(order, context.time);
    waiting.record.held = order.funds;
    restoreWaiting(market, waiting);

    api::OrderAccepted accepted = acceptanceOf(order, context.time);
    accepted.triggerPrice = waiting.triggerPrice;
    out.events.append(accepted);
    Settlement& settlement = out.settlements[answer];
    settlement.orderOpened = true;
    settlement.orderAccepted = true;
    heldSide(settlement, order.side).held = order.funds;
    return RejectReason::None;
}

void BookRole::restoreWaiting(Market& market, const WaitingOrder& order) {
    market.waiting.add(order);
    ++m_waiting;
}

void BookRole::cancelWaiting(Market& market, OrderId id, CancelReason reason, BookOutput& out) {
    const WaitingOrder order = market.waiting.take(id);
    --m_waiting;
    out.events.append(api::OrderCancelled{id, order.record.account, market.instrument,
                                          order.record.total, reason});
    Settlement& settlement = out.settle(order.record.account, market.instrument);
    heldSide(settlement, order.side).released = order.record.held;
    settlement.endOrder(order.record.clientOrderId);
}

/// Lets in the orders that the taker's trades reached, then those that their trades reach, and so
/// on, each in its turn. It ends: nothing begins to wait meanwhile.
void BookRole::followTrades(Market& market, const Taker& taker, BookOutput& out) {
    if (market.waiting.empty() || taker.firstTrade.isZero()) [[likely]]
        return;
    m_reached.clear();
    follow(market, taker, out);
    for (std::size_t i = 0; i < m_reached.size(); ++i)
        activate(market, Reached(m_reached[i]), out);
}

void BookRole::follow(Market& market, const Taker& taker, BookOutput& out) {
    if (taker.firstTrade.isZero())
        return;
    const auto moved = [&](const WaitingOrder& order) {
        out.events.append(api::TriggerMoved{order.order, order.record.account, market.instrument,
                                            order.triggerPrice});
    };
    market.waiting.follow(taker.firstTrade, m_reached, moved);
    if (taker.lastTrade != taker.firstTrade)
        market.waiting.follow(taker.lastTrade, m_reached, moved);
}

void BookRole::activate(Market& market, const Reached& reached, BookOutput& out) {
    const WaitingOrder order = market.waiting.take(reached.order);
    --m_waiting;
    OrderRecord record = order.record;
    const TimeInForce timeInForce = timeInForceOf(order);
    out.events.append(
        api::OrderTriggered{order.order, record.account, market.instrument, reached.price});
    const std::size_t answer = out.settlements.size();
    out.settle(record.account, market.instrument);

    Taker taker = takerOf(order.order, order.side, order.price, record);
    CancelReason reason = CancelReason::UnfilledRemainder;
    if (timeInForce == TimeInForce::FillOrKill &&
        !fillsAtOnce(market, m_records, m_pool, taker, std::nullopt)) {
        taker.stopped = true;
        reason = CancelReason::NotFillableAtOnce;
    } else {
        matchTaker(market, m_records, m_pool, taker, std::nullopt, out);
        if (taker.stopped)
            reason = CancelReason::SelfTrade;
    }
    const Amount held = record.held;
    record.total = taker.total;
    record.filled = taker.total - taker.open;
    record.held = Amount(0);
    const bool remains = taker.open.value() > 0;
    const bool rests = remains && !taker.stopped && timeInForce == TimeInForce::GoodTillCancelled;
    if (rests) {
        record.held =
            *holdOf(market.terms, order.side, order.price, taker.open, record.highestFeePpm());
        restoreOrder(market, NewOrder{order.order, order.side, order.price, taker.open}, record);
    } else if (remains) {
        out.events.append(api::OrderCancelled{order.order, record.account, market.instrument,
                                              taker.open, reason});
    }
    Settlement& settlement = out.settlements[answer];
    if (!rests)
        settlement.endOrder(record.clientOrderId);
    Movement& movement = heldSide(settlement, order.side);
    movement.paid = taker.paid;
    movement.released = held - taker.paid - record.held;
    receivedSide(settlement, order.side).received = taker.received;
    follow(market, taker, out);
}

} // namespace openbell::core
