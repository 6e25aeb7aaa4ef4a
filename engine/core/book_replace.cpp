// The part of a book shard that gives orders another price than they asked for, and that puts
// orders into the place of others.
#include "engine/core/book_role.h"

#include "engine/core/order_rules.h"

namespace openbell::core {

using api::CancelReason;
using api::RejectReason;
using api::Side;

std::optional<Price> slidPrice(const Market& market, Side side, Price price, Quantity quantity,
                               std::int64_t highestFeePpm) {
    if (!market.book.wouldTrade(side, price))
        return std::nullopt;
    const Price best = *market.book.bestPrice(api::opposite(side));
    const Price slid = side == Side::Buy ? best - Price(1) : best + Price(1);
    if (slid < market.minPrice || slid > market.maxPrice ||
        !costOf(market.terms, slid, quantity, highestFeePpm) ||
        *tradeValue(slid, quantity, market.terms.tickValue) < market.minValue)
        return std::nullopt;
    return slid;
}

void BookRole::work(const api::CommandContext& context, const ReservedReplacement& request,
                    BookOutput& out) {
    Market& market = *findMarket(request.order.instrument);
    ReservedOrder order = request.order;
    const std::size_t answer = out.settlements.size();
    Settlement& settlement = out.settle(order.account, order.instrument);
    settlement.base.promised = request.baseFunds;
    settlement.quote.promised = request.quoteFunds;
    settlement.clientOrder = order.clientOrderId;

    const Slot slot = market.book.find(request.replaced);
    if (const RejectReason reason = refusalOf(market, request, slot, order);
        reason != RejectReason::None) {
        out.events.append(api::CommandRejected{reason, order.account, order.instrument,
                                               request.replaced, order.clientOrderId});
        return;
    }
    const Amount heldBefore = m_records[slot].held;
    order.funds = std::max(order.funds, heldBefore);
    cancel(market, slot, CancelReason::Replaced, out);
    // What it held stays held, for the new order.
    heldSide(out.settlements.back(), order.side).released = Amount(0);

    OrderRecord record = recordOf(order, context.time);
    Taker taker = takerOf(order.order, order.side, order.price, record);
    out.events.append(acceptanceOf(order, context.time));
    out.settlements[answer].orderAccepted = true;
    matchTaker(market, m_records, m_pool, taker, std::nullopt, out);
    finishPlacement(market, order, taker, record, out, answer);
    heldSide(out.settlements[answer], order.side).held -= heldBefore;
}

/// Completes the new order with what only the book knows: its side, the price it slides to and the
/// funds it needs.
RejectReason BookRole::refusalOf(const Market& market, const ReservedReplacement& request,
                                 Slot slot, ReservedOrder& order) const {
    const WaitingOrder* waiting = market.waiting.find(request.replaced);
    if (waiting && waiting->record.account == order.account)
        return RejectReason::OrderWaits;
    if (slot == kNoSlot || m_records[slot].account != order.account)
        return RejectReason::UnknownOrder;
    order.side = m_pool.order(slot).side;
    const std::int64_t ppm = std::max(order.makerFeePpm, order.takerFeePpm);
    if (order.postOnly == api::PostOnly::Slide)
        order.price = slidPrice(market, order.side, order.price, order.quantity, ppm)
                          .value_or(order.price);
    if (order.postOnly != api::PostOnly::No && market.book.wouldTrade(order.side, order.price))
        return RejectReason::WouldTakeLiquidity;
    order.funds = *holdOf(market.terms, order.side, order.price, order.quantity, ppm);
    const Amount sent = order.side == Side::Buy ? request.quoteFunds : request.baseFunds;
    return order.funds - m_records[slot].held > sent ? RejectReason::InsufficientFunds
                                                     : RejectReason::None;
}

} // namespace openbell::core
