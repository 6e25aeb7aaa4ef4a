// The part of a book shard that gives orders another price than they asked for, that puts orders
// into the place of others, and that amends those that wait.
#include "engine/core/book_role.h"

#include "engine/core/order_rules.h"

namespace openbell::core {

using api::CancelReason;
using api::RejectReason;
using api::Side;

std::optional<Price> slidPrice(const Market& market, Side side, Price price, Quantity quantity,
                               std::int64_t highestFeePpm) {
    if (!market.isTrading() || !market.book.wouldTrade(side, price))
        return std::nullopt;
    return slidPrice(market, side, price, quantity, highestFeePpm,
                     market.book.bestPrice(api::opposite(side)));
}

std::optional<Price> slidPrice(const Market& market, Side side, Price price, Quantity quantity,
                               std::int64_t highestFeePpm, std::optional<Price> best) {
    if (!market.isTrading() || !wouldTradeWith(side, price, best))
        return std::nullopt;
    const Price slid = side == Side::Buy ? *best - Price(1) : *best + Price(1);
    if (slid < market.minPrice || slid > market.maxPrice ||
        !costOf(market.terms, slid, quantity, highestFeePpm) ||
        *tradeValue(slid, quantity, market.terms.tickValue) < market.minValue)
        return std::nullopt;
    return slid;
}

void BookRole::work(const api::CommandContext& context, Market& market,
                    const ReservedReplacement& request, BookOutput& out) {
    ReservedOrder order = request.order;
    const Slot slot = market.book.find(request.replaced);
    const std::size_t answer = out.settlements.size();
    Settlement& settlement = out.settle(order.account, order.instrument, m_pool.order(slot).side);
    heldSide(settlement, Side::Buy).promised = request.quoteFunds;
    heldSide(settlement, Side::Sell).promised = request.baseFunds;
    settlement.clientOrder = order.clientOrderId;
    settlement.roomPromised = order.room;

    if (const RejectReason reason = refusalOf(market, request, slot, order);
        reason != RejectReason::None) {
        out.events.append(api::CommandRejected{reason, order.account, order.instrument,
                                               request.replaced, order.clientOrderId});
        return;
    }
    if (const TimedOrders::Bound* timed = market.timed.find(request.replaced)) {
        order.timeInForce = timed->timeInForce;
        order.expiry = timed->expiry;
    }
    const Amount heldBefore = m_records[slot].held;
    order.funds = std::max(order.funds, heldBefore);
    cancel(market, slot, CancelReason::Replaced, out);
    // What it held stays held, for the new order.
    heldSide(out.settlements.back(), order.side).released = Amount(0);

    Taker taker = takerOf(order);
    fillIn(out.events.emplace<api::OrderAccepted>(), order, market, context.time);
    out.settlements[answer].orderAccepted = true;
    if (market.isTrading()) {
        bound(context, market, taker);
        matchTaker(market, m_records, m_pool, taker, std::nullopt, out);
    }
    finishPlacement(context, market, order, taker, out, answer);
    heldSide(out.settlements[answer], order.side).held -= heldBefore;
}

/// Completes the new order with what only the book knows: its side, the price it slides to and the
/// funds it needs.
RejectReason BookRole::refusalOf(const Market& market, const ReservedReplacement& request,
                                 Slot slot, ReservedOrder& order) const {
    if (!stateTakes(market.phase.state, Wish::Amend))
        return stateRefusal(market.phase.state);
    if (!market.lists.empty() && market.lists.find(request.replaced) &&
        ownerOf(market, request.replaced) == order.account)
        return RejectReason::PartOfList;
    const WaitingOrder* waiting = market.waiting.find(request.replaced);
    if (waiting && waiting->record.account == order.account)
        return RejectReason::OrderWaits;
    const PeggedOrder* pegged = market.pegged.find(request.replaced);
    if (pegged && pegged->account == order.account)
        return RejectReason::InvalidCombination;
    if (slot == kNoSlot || m_records[slot].account != order.account)
        return RejectReason::UnknownOrder;
    if (m_pool.order(slot).flags & kQuoteOrder)
        return RejectReason::InvalidCombination;
    order.side = m_pool.order(slot).side;
    const std::int64_t ppm = std::max(order.makerFeePpm, order.takerFeePpm);
    if (order.postOnly == api::PostOnly::Slide)
        order.price =
            slidPrice(market, order.side, order.price, order.quantity, ppm).value_or(order.price);
    if (market.isBeyondCollar(order.side, order.price))
        return RejectReason::PriceOutsideCollar;
    if (market.isBeyondBand(order.side, order.price))
        return RejectReason::PriceOutsideBand;
    if (order.postOnly != api::PostOnly::No && market.isTrading() &&
        market.book.wouldTrade(order.side, order.price))
        return RejectReason::WouldTakeLiquidity;
    if (market.exceedsRoom(order.side, order.quantity - m_records[slot].open(), order.room))
        return RejectReason::PositionLimit;
    order.funds = *holdOf(market.terms, order.side, order.price, order.quantity, ppm);
    const Amount sent = order.side == Side::Buy ? request.quoteFunds : request.baseFunds;
    return order.funds - m_records[slot].held > sent ? RejectReason::InsufficientFunds
                                                     : RejectReason::None;
}

namespace {

RejectReason refusalOf(const Market& market, const ReservedAmendment& request,
                       const WaitingOrder& before, const WaitingOrder& amended) {
    if (!amended.waitsForPrice() && !request.triggerPrice.isZero())
        return RejectReason::InvalidCombination;
    if (needsPrice(amended.type, amended.side) && amended.price.isZero())
        return RejectReason::InvalidPrice;
    if (amended.price == before.price && amended.record.total == before.record.total &&
        amended.triggerPrice == before.triggerPrice)
        return RejectReason::NothingToChange;
    if (amended.waitsForPrice() && !market.lastPrice.isZero() &&
        amended.isReachedBy(market.lastPrice))
        return RejectReason::WouldTriggerAtOnce;
    if (market.exceedsRoom(amended.side, amended.record.total - before.record.total, request.room))
        return RejectReason::PositionLimit;
    const Amount sent = amended.side == Side::Buy ? request.quoteFunds : request.baseFunds;
    return amended.record.held - before.record.held > sent ? RejectReason::InsufficientFunds
                                                           : RejectReason::None;
}

} // namespace

/// Its age decides between equal triggers, and that stays.
void BookRole::amendWaiting(Market& market, const ReservedAmendment& request, BookOutput& out,
                            std::size_t answer) {
    const WaitingOrder before = *market.waiting.find(request.order);
    WaitingOrder amended = before;
    amended.price = request.price;
    if (!request.triggerPrice.isZero())
        amended.triggerPrice = request.triggerPrice;
    OrderRecord& record = amended.record;
    record.total = request.quantity;
    record.makerFeePpm = static_cast<std::uint32_t>(request.makerFeePpm);
    record.takerFeePpm = static_cast<std::uint32_t>(request.takerFeePpm);
    record.held =
        *holdOf(market.terms, amended.side, amended.price, record.total, record.highestFeePpm());
    if (const RejectReason reason = core::refusalOf(market, request, before, amended);
        reason != RejectReason::None) {
        out.events.append(api::CommandRejected{reason, request.account, request.instrument,
                                               request.order, ClientOrderId()});
        return;
    }
    market.waiting.take(request.order);
    market.waiting.add(amended);
    out.events.append(api::OrderAmended{request.order, request.account, request.instrument,
                                        amended.price, record.total, record.total, true});
    if (amended.triggerPrice != before.triggerPrice)
        out.events.append(api::TriggerMoved{request.order, request.account, request.instrument,
                                            amended.triggerPrice});
    out.settlements[answer].changeOpen(amended.side, before.record.total, record.total);
    Movement& held = heldSide(out.settlements[answer], amended.side);
    held.held = std::max(Amount(0), record.held - before.record.held);
    held.released = std::max(Amount(0), before.record.held - record.held);
}

} // namespace openbell::core
