// The part of a book shard that keeps orders which act on each other.
//
// Of a pair only one will trade, so the two hold together what the larger one needs: the one that
// is `first` in its OrderList its own hold, the other one only what it needs beyond that. The one
// that is about to trade takes over what the other one holds. Orders that wait for another one hold
// what that one has brought so far.
#include "engine/core/book_role.h"

#include "engine/core/order_rules.h"

#include <array>

namespace openbell::core {
namespace {

using api::CancelReason;
using api::Contingency;
using api::RejectReason;

bool isLimit(const ReservedOrder& order) {
    return order.type == api::OrderType::Limit;
}

Amount wholeHoldOf(const Market& market, const WaitingOrder& order) {
    return *holdOf(market.terms, order.side, order.price, order.record.total,
                   order.record.highestFeePpm());
}

Amount wholeHoldOf(const Market& market, const ReservedOrder& order) {
    return *holdOf(market.terms, order.side, order.price, order.quantity,
                   std::max(order.makerFeePpm, order.takerFeePpm));
}

void noteOpened(Settlement& settlement, const ReservedOrder& order) {
    settlement.orderOpened = true;
    settlement.orderAccepted = true;
    settlement.changeOpen(order.side, Quantity(0), order.quantity);
}

/// The list as it begins, whose pair is in the order in which it holds.
OrderList listOf(const ReservedList& request) {
    const bool pair = request.contingency == Contingency::OneCancelsOther;
    OrderList list;
    if (!pair)
        list.working = request.first.order;
    const ReservedOrder& one = pair ? request.first : request.second;
    const ReservedOrder& other = pair ? request.second : request.third;
    list.first = one.order;
    if (request.contingency != Contingency::OneTriggersOther)
        list.second = other.order;
    if (list.isPair() && isLimit(other))
        std::swap(list.first, list.second);
    return list;
}

} // namespace

void BookRole::work(const api::CommandContext& context, Market& market, const ReservedList& request,
                    BookOutput& out) {
    const ReservedOrder& placed = request.first;
    if (placed.postOnly == api::PostOnly::Slide) {
        if (const auto price = slidPrice(market, placed.side, placed.price, placed.quantity,
                                         std::max(placed.makerFeePpm, placed.takerFeePpm))) {
            ReservedList slid = request;
            slid.first.price = *price;
            return work(context, market, slid, out);
        }
    }
    const std::size_t answer = out.settlements.size();
    const std::array orders{&request.first, &request.second, &request.third};
    for (std::size_t i = 0; i < request.size(); ++i) {
        Settlement& settlement = out.settle(orders[i]->account, orders[i]->instrument, orders[i]->side);
        settlement.answersPlacement = true;
        settlement.clientOrder = orders[i]->clientOrderId;
    }
    heldSide(out.settlements[answer], request.first.side).promised = request.first.funds;
    out.settlements[answer].roomPromised = request.first.room;
    if (const RejectReason reason = refusalOf(market, request); reason != RejectReason::None) {
        out.events.append(api::CommandRejected{reason, request.first.account,
                                               request.first.instrument, OrderId(),
                                               request.first.clientOrderId});
        return;
    }
    if (request.contingency == Contingency::OneCancelsOther)
        placePair(context, market, request, out, answer);
    else
        placeWorking(context, market, request, out, answer);
}

/// Of those that wait for another one, only the terms count yet.
RejectReason BookRole::refusalOf(const Market& market, const ReservedList& request) const {
    const bool pair = request.contingency == Contingency::OneCancelsOther;
    for (const ReservedOrder* order : {&request.first, &request.second}) {
        if (!pair && order != &request.first)
            break;
        if (!stateTakes(market.phase.state, wishOf(order->type, order->timeInForce)))
            return stateRefusal(market.phase.state);
        if (isLimit(*order)) {
            if (const RejectReason reason = refusalOf(market, *order, order->price);
                reason != RejectReason::None)
                return reason;
            if (pair && market.isTrading() && market.book.wouldTrade(order->side, order->price))
                return RejectReason::WouldTakeLiquidity;
        } else {
            WaitingOrder waiting = waitingOf(*order, Timestamp());
            if (const RejectReason reason = setTrigger(market, waiting);
                reason != RejectReason::None)
                return reason;
        }
    }
    return RejectReason::None;
}

/// Takes in two orders that cancel each other.
void BookRole::placePair(const api::CommandContext& context, Market& market,
                         const ReservedList& request, BookOutput& out, std::size_t answer) {
    const OrderList list = listOf(request);
    market.lists.add(list);
    const bool swapped = list.first != request.first.order;
    const ReservedOrder& first = swapped ? request.second : request.first;
    const Amount hold = wholeHoldOf(market, first);
    std::size_t at = answer;
    for (const ReservedOrder* order : {&request.first, &request.second}) {
        const OrderId other = list.other(order->order);
        const Amount held = order == &first ? hold : request.first.funds - hold;
        if (!isLimit(*order)) {
            WaitingOrder waiting = waitingOf(*order, context.time);
            setTrigger(market, waiting);
            waiting.record.held = held;
            keepWaiting(context, market, waiting, *order, other, out, at++);
            continue;
        }
        api::OrderAccepted accepted = acceptanceOf(*order, market, context.time);
        accepted.cancels = other;
        out.events.append(accepted);
        noteTimed(market, order->order, order->timeInForce, accepted.expiry);
        OrderRecord record = recordOf(*order, context.time);
        record.held = held;
        restoreOrder(market, NewOrder{order->order, order->side, order->price, order->quantity},
                     record);
        noteOpened(out.settlements[at++], *order);
    }
    heldSide(out.settlements[answer], request.first.side).held = request.first.funds;
    publishLevels(market, out.events);
}

/// Takes in an order and those that wait for it, then lets it trade.
void BookRole::placeWorking(const api::CommandContext& context, Market& market,
                            const ReservedList& request, BookOutput& out, std::size_t answer) {
    const ReservedOrder& working = request.first;
    OrderList list = listOf(request);
    list.missing = wholeHoldOf(market, request.second);
    if (list.isPair())
        list.missing = std::max(list.missing, wholeHoldOf(market, request.third));
    market.lists.add(list);

    out.events.append(acceptanceOf(working, market, context.time));
    out.settlements[answer].orderAccepted = true;
    const std::array followers{&request.second, &request.third};
    for (std::size_t i = 0; i + 1 < request.size(); ++i) {
        WaitingOrder waiting = waitingOf(*followers[i], context.time);
        waiting.waitsFor = working.order;
        keepWaiting(context, market, waiting, *followers[i],
                    list.isPair() ? list.other(followers[i]->order) : OrderId(), out,
                    answer + 1 + i);
    }
    Taker taker = takerOf(working);
    if (market.isTrading()) {
        bound(context, market, taker);
        matchTaker(market, m_records, m_pool, taker, std::nullopt, out);
    }
    Settlement brought;
    receivedSide(brought, working.side).received = taker.received;
    const bool isFilled = taker.open.isZero() && taker.total == working.quantity;
    if (!taker.received.isZero())
        noteListed(market, working.order, working.side, isFilled, brought);
    if (taker.stopped || taker.total != working.quantity)
        market.lists.touch(working.order, false);
    finishPlacement(context, market, working, taker, out, answer);
    receivedSide(out.settlements[answer], working.side).held =
        receivedSide(brought, working.side).held;
}

/// Keeps an order of a list beside the book.
void BookRole::keepWaiting(const api::CommandContext& context, Market& market,
                           const WaitingOrder& waiting, const ReservedOrder& order,
                           OrderId cancels, BookOutput& out, std::size_t answer) {
    restoreWaiting(market, waiting);
    api::OrderAccepted accepted = acceptanceOf(order, market, context.time);
    noteTimed(market, order.order, order.timeInForce, accepted.expiry);
    accepted.triggerPrice = waiting.triggerPrice;
    accepted.waitsFor = waiting.waitsFor;
    accepted.cancels = cancels;
    out.events.append(accepted);
    noteOpened(out.settlements[answer], order);
}

/// An order of a list has ended, or may no longer be acted upon: those that depend on it go, too.
void BookRole::endList(Market& market, OrderId ended, BookOutput& out) {
    const OrderList* found = market.lists.find(ended);
    if (!found)
        return;
    const OrderList list = *found;
    market.lists.remove(ended);
    for (const OrderId id : {list.first, list.second})
        if (!id.isNone() && id != ended)
            cancelOpen(market, id, CancelReason::ListEnded, out);
}

/// An order is about to trade: the other one of its pair goes. Gives what that one has held.
Amount BookRole::takeOver(Market& market, OrderId trading, BookOutput& out) {
    const OrderList* list = market.lists.find(trading);
    if (!list)
        return Amount(0);
    endList(market, trading, out);
    Settlement& settlement = out.settlements.back(); // of the one that went
    return std::exchange(settlement.held.released, Amount(0));
}

/// Cancels what the orders that have traded cancel, or that have lost quantity without trading.
void BookRole::endTradedLists(Market& market, BookOutput& out) {
    auto& touched = market.lists.touched();
    if (touched.empty()) [[likely]]
        return;
    std::size_t kept = 0;
    for (const OrderLists::Touched& each : touched) {
        const OrderList* list = market.lists.find(each.order);
        if (list && list->working == each.order && each.filled)
            touched[kept++] = each; // releaseLists() goes on with it
        else
            endList(market, each.order, out);
    }
    touched.resize(kept);
}

/// Lets go what has waited for an order that is filled.
void BookRole::releaseLists(Market& market, BookOutput& out) {
    auto& touched = market.lists.touched();
    for (const OrderLists::Touched& each : touched) {
        OrderList* list = market.lists.find(each.order);
        if (!list || list->working != each.order || !each.filled)
            continue;
        const OrderList released = *list;
        list->working = OrderId();
        if (!released.isPair())
            market.lists.remove(each.order);
        else // so far the first one holds everything
            shareHold(market, released);
        release(market, released.first, out);
        if (released.isPair())
            release(market, released.second, out);
    }
    touched.clear();
}

void BookRole::shareHold(Market& market, const OrderList& list) {
    const WaitingOrder& first = *market.waiting.find(list.first);
    const Amount beyond = first.record.held - wholeHoldOf(market, first);
    market.waiting.addHold(list.first, -beyond);
    market.waiting.addHold(list.second, beyond);
}

/// From now on it waits for its own trigger. Limit orders, and those whose trigger is reached, are
/// named for activateReached().
void BookRole::release(Market& market, OrderId id, BookOutput& out) {
    WaitingOrder order = market.waiting.take(id);
    order.waitsFor = OrderId();
    if (order.type == api::OrderType::Limit) {
        market.waiting.addNamed(order);
        m_reached.push_back({id, market.lastPrice});
        return;
    }
    out.events.append(api::OrderReleased{id, order.record.account, market.instrument});
    if (order.triggerPrice.isZero()) {
        order.trail(market.lastPrice);
        out.events.append(api::TriggerMoved{id, order.record.account, market.instrument,
                                            order.triggerPrice});
    }
    if (order.isReachedBy(market.lastPrice) && market.isTrading()) {
        market.waiting.addNamed(order);
        m_reached.push_back({id, market.lastPrice});
    } else {
        market.waiting.add(order);
    }
}

} // namespace openbell::core
