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

WaitingOrder waitingOf(const ReservedOrder& order, Timestamp now) {
    return {order.order,        order.side,    order.type, order.timeInForce,        order.price,
            order.triggerPrice, order.trailBy, recordOf(order, now), OrderId()};
}

/// Finds the trigger of one that is to wait for its price, if none was given.
RejectReason BookRole::setTrigger(const Market& market, WaitingOrder& waiting) const {
    if (waiting.waitsForPrice() && waiting.triggerPrice.isZero()) {
        if (market.lastPrice.isZero())
            return RejectReason::InvalidPrice;
        waiting.trail(market.lastPrice);
    }
    const bool isReached = waiting.waitsForPrice() && !market.lastPrice.isZero() &&
                           waiting.isReachedBy(market.lastPrice);
    return isReached ? RejectReason::WouldTriggerAtOnce : RejectReason::None;
}

RejectReason BookRole::placeWaiting(const api::CommandContext& context, Market& market,
                                    const ReservedOrder& order, BookOutput& out,
                                    std::size_t answer) {
    if (order.peg != api::PegReference::None)
        return placePegged(context, market, order, out, answer);
    WaitingOrder waiting = waitingOf(order, context.time);
    if (const RejectReason reason = setTrigger(market, waiting); reason != RejectReason::None)
        return reason;
    waiting.record.held = order.funds;
    restoreWaiting(market, waiting);

    api::OrderAccepted accepted = acceptanceOf(order, market, context.time);
    noteTimed(market, order.order, order.timeInForce, accepted.expiry);
    accepted.triggerPrice = waiting.triggerPrice;
    out.events.append(accepted);
    Settlement& settlement = out.settlements[answer];
    settlement.orderOpened = true;
    settlement.orderAccepted = true;
    settlement.changeOpen(order.side, Quantity(0), order.quantity);
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
    Settlement& settlement =
        out.settle(order.record.account, market.instrument, order.side);
    settlement.held.released = order.record.held;
    settlement.changeOpen(order.side, order.record.total, Quantity(0));
    settlement.endOrder(order.record.clientOrderId);
    if (!market.lists.empty())
        endList(market, id, out);
}

/// Ends the lists whose orders have traded and lets in the orders that the taker's trades reached
/// or that waited for an order which they filled; then those that their trades reach, and so on,
/// each in its turn. It ends: nothing is placed meanwhile.
void BookRole::followTrades(const api::CommandContext& context, Market& market, const Taker& taker,
                            BookOutput& out) {
    m_reached.clear();
    followTaker(market, taker, out);
    activateReached(context, market, out);
}

void BookRole::followTaker(Market& market, const Taker& taker, BookOutput& out) {
    endTradedLists(market, out);
    if (!taker.firstTrade.isZero() && market.isTrading()) {
        follow(market, taker.firstTrade, out);
        if (taker.lastTrade != taker.firstTrade)
            follow(market, taker.lastTrade, out);
    }
    releaseLists(market, out);
}

/// The same for what happened while the market did not trade continuously.
void BookRole::followLastPrice(const api::CommandContext& context, Market& market,
                               BookOutput& out) {
    if (market.waiting.empty() || market.lastPrice.isZero())
        return;
    m_reached.clear();
    follow(market, market.lastPrice, out);
    releaseLists(market, out);
    activateReached(context, market, out);
}

void BookRole::follow(Market& market, Price last, BookOutput& out) {
    market.waiting.follow(last, m_reached, [&](const WaitingOrder& order) {
        out.events.append(api::TriggerMoved{order.order, order.record.account, market.instrument,
                                            order.triggerPrice});
    });
}

/// What an interruption of trading leaves over waits on, or rests.
void BookRole::activateReached(const api::CommandContext& context, Market& market, BookOutput& out,
                               std::size_t from) {
    for (std::size_t i = from; i < m_reached.size(); ++i) {
        const Reached reached = m_reached[i];
        const WaitingOrder* order = market.waiting.find(reached.order);
        if (!order) // its list has ended it
            continue;
        if (market.isTrading() || order->type == api::OrderType::Limit)
            activate(context, market, reached, out);
        else
            market.waiting.waitOn(reached.order);
    }
}

void BookRole::activate(const api::CommandContext& context, Market& market, const Reached& reached,
                        BookOutput& out) {
    WaitingOrder order = market.waiting.take(reached.order);
    --m_waiting;
    out.events.append(
        api::OrderTriggered{order.order, order.record.account, market.instrument, reached.price});
    const bool rests =
        order.type == api::OrderType::Limit &&
        !(market.isTrading() && market.book.wouldTrade(order.side, order.price));
    if (!market.lists.empty() && !rests)
        order.record.held += takeOver(market, order.order, out);
    letIn(context, market, order, out);
}

/// Works an order that has waited long enough.
void BookRole::letIn(const api::CommandContext& context, Market& market, const WaitingOrder& order,
                     BookOutput& out) {
    OrderRecord record = order.record;
    const TimeInForce timeInForce = timeInForceOf(order);
    const std::size_t answer = out.settlements.size();
    out.settle(record.account, market.instrument, order.side);

    Taker taker = takerOf(order.order, order.side, order.price, record);
    CancelReason reason = CancelReason::UnfilledRemainder;
    if (market.isTrading()) {
        bound(context, market, taker);
        if (timeInForce == TimeInForce::FillOrKill &&
            !fillsAtOnce(market, m_records, m_pool, taker, std::nullopt)) {
            taker.stopped = true;
            reason = CancelReason::NotFillableAtOnce;
        } else {
            matchTaker(market, m_records, m_pool, taker, std::nullopt, out);
            if (taker.stopped)
                reason = CancelReason::SelfTrade;
        }
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
    settlement.changeOpen(order.side, order.record.total, rests ? taker.open : Quantity(0));
    Movement& movement = heldSide(settlement, order.side);
    movement.paid = taker.paid;
    movement.released = held - taker.paid - record.held;
    receivedSide(settlement, order.side).received = taker.received;
    if (!rests && !market.lists.empty())
        endList(market, order.order, out);
    noteTrades(context, market, taker, out);
    protectQuotes(context, market, out);
    followTaker(market, taker, out);
}

} // namespace openbell::core
