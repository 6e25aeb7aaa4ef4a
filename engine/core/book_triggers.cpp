// The part of a book shard that keeps orders waiting for their trigger price, or for the closing
// auction, and lets them in.
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
    if (order.peg != api::PegReference::None)
        return placePegged(context, market, order, out, answer);
    WaitingOrder waiting{order.order, order.side,         order.type,    order.timeInForce,
                         order.price, order.triggerPrice, order.trailBy, {}};
    if (waiting.waitsForPrice() && waiting.triggerPrice.isZero()) {
        if (market.lastPrice.isZero())
            return RejectReason::InvalidPrice;
        waiting.trail(market.lastPrice);
    }
    if (waiting.waitsForPrice() && !market.lastPrice.isZero() &&
        waiting.isReachedBy(market.lastPrice))
        return RejectReason::WouldTriggerAtOnce;
    waiting.record = recordOf(order, context.time);
    waiting.record.held = order.funds;
    restoreWaiting(market, waiting);

    api::OrderAccepted accepted = acceptanceOf(order, market, context.time);
    noteTimed(market, order.order, order.timeInForce, accepted.expiry);
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
    market.timed.remove(id);
    out.events.append(api::OrderCancelled{id, order.record.account, market.instrument,
                                          order.record.total, reason});
    Settlement& settlement = out.settle(order.record.account, market.instrument);
    heldSide(settlement, order.side).released = order.record.held;
    settlement.endOrder(order.record.clientOrderId);
}

/// Lets in the orders that the taker's trades reached, then those that their trades reach, and so
/// on, each in its turn. It ends: nothing begins to wait meanwhile.
void BookRole::followTrades(const api::CommandContext& context, Market& market, const Taker& taker,
                            BookOutput& out) {
    if (market.waiting.empty() || taker.firstTrade.isZero() || !market.isTrading()) [[likely]]
        return;
    m_reached.clear();
    follow(market, taker.firstTrade, out);
    if (taker.lastTrade != taker.firstTrade)
        follow(market, taker.lastTrade, out);
    activateReached(context, market, out);
}

/// The same for what happened while the market did not trade continuously.
void BookRole::followLastPrice(const api::CommandContext& context, Market& market,
                               BookOutput& out) {
    if (market.waiting.empty() || market.lastPrice.isZero())
        return;
    m_reached.clear();
    follow(market, market.lastPrice, out);
    activateReached(context, market, out);
}

void BookRole::follow(Market& market, Price last, BookOutput& out) {
    market.waiting.follow(last, m_reached, [&](const WaitingOrder& order) {
        out.events.append(api::TriggerMoved{order.order, order.record.account, market.instrument,
                                            order.triggerPrice});
    });
}

/// What an interruption of trading leaves over waits on.
void BookRole::activateReached(const api::CommandContext& context, Market& market,
                               BookOutput& out) {
    for (std::size_t i = 0; i < m_reached.size(); ++i) {
        if (market.isTrading())
            activate(context, market, Reached(m_reached[i]), out);
        else
            market.waiting.waitOn(m_reached[i].order);
    }
}

void BookRole::activate(const api::CommandContext& context, Market& market, const Reached& reached,
                        BookOutput& out) {
    const WaitingOrder order = market.waiting.take(reached.order);
    --m_waiting;
    OrderRecord record = order.record;
    const TimeInForce timeInForce = timeInForceOf(order);
    out.events.append(
        api::OrderTriggered{order.order, record.account, market.instrument, reached.price});
    const std::size_t answer = out.settlements.size();
    out.settle(record.account, market.instrument);

    Taker taker = takerOf(order.order, order.side, order.price, record);
    bound(context, market, taker);
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
    const bool beyond = market.isBeyondBand(order.side, order.price);
    const bool rests = remains && !taker.stopped && restsInBook(timeInForce) && !beyond;
    if (remains && !taker.stopped && restsInBook(timeInForce) && beyond)
        reason = CancelReason::OutsideBand;
    if (rests) {
        record.held =
            *holdOf(market.terms, order.side, order.price, taker.open, record.highestFeePpm());
        restoreOrder(market, NewOrder{order.order, order.side, order.price, taker.open}, record);
    } else if (remains) {
        out.events.append(api::OrderCancelled{order.order, record.account, market.instrument,
                                              taker.open, reason});
    }
    if (!rests)
        market.timed.remove(order.order);
    Settlement& settlement = out.settlements[answer];
    if (!rests)
        settlement.endOrder(record.clientOrderId);
    Movement& movement = heldSide(settlement, order.side);
    movement.paid = taker.paid;
    movement.released = held - taker.paid - record.held;
    receivedSide(settlement, order.side).received = taker.received;
    noteTrades(context, market, taker, out);
    if (taker.firstTrade.isZero() || !market.isTrading())
        return;
    follow(market, taker.firstTrade, out);
    if (taker.lastTrade != taker.firstTrade)
        follow(market, taker.lastTrade, out);
}

} // namespace openbell::core
