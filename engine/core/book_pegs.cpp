// The part of a book shard that takes pegged orders in and lets them follow their references.
#include "engine/core/book_role.h"

#include <algorithm>

namespace openbell::core {

using api::CancelReason;
using api::RejectReason;
using api::Side;

namespace {

/// Of the orders that are not pegged; zero: there is none. Looks at most at one order more than are
/// pegged.
Price bestUnpegged(const Market& market, const OrderPool& pool, Side side) {
    Price best;
    market.book.forEachQueue(side, [&](const LevelView& level) {
        for (Slot at = level.first; at != kNoSlot && best.isZero(); at = pool.behind(at))
            if ((pool.order(at).flags & kPeggedOrder) == 0)
                best = level.price;
        return best.isZero();
    });
    return best;
}

} // namespace

PegInputs pegInputs(const Market& market, const OrderPool& pool) {
    PegInputs inputs{bestUnpegged(market, pool, Side::Buy),
                     bestUnpegged(market, pool, Side::Sell),
                     market.minPrice,
                     market.maxPrice,
                     market.maxPrice,
                     market.minPrice};
    const auto keepWithin = [&](const PriceRange& range) {
        inputs.highestBuy = std::min(inputs.highestBuy, range.highest);
        inputs.lowestSell = std::max(inputs.lowestSell, range.lowest);
    };
    if (!market.band.reference.isZero())
        keepWithin(market.band.range);
    if (market.monitor.hasCollar() && !market.lastPrice.isZero())
        keepWithin(rangeAround(market.lastPrice, market.monitor.controls().collarPpm));
    return inputs;
}

/// Takes an order in to wait; it gets its price when the command is done.
RejectReason BookRole::placePegged(const api::CommandContext& context, Market& market,
                                   const ReservedOrder& order, BookOutput& out,
                                   std::size_t answer) {
    if (market.pegged.isFull())
        return RejectReason::TooManyOpenOrders;
    OrderRecord record = recordOf(order, context.time);
    record.held = order.funds;
    restorePegged(market, order.order,
                  {order.account, order.side, order.peg, order.pegOffset, order.price,
                   order.hidden, Price(), record});
    const api::OrderAccepted accepted = acceptanceOf(order, market, context.time);
    noteTimed(market, order.order, order.timeInForce, accepted.expiry);
    out.events.append(accepted);
    Settlement& settlement = out.settlements[answer];
    settlement.orderOpened = true;
    settlement.orderAccepted = true;
    settlement.changeOpen(order.side, Quantity(0), order.quantity);
    heldSide(settlement, order.side).held = order.funds;
    return RejectReason::None;
}

void BookRole::restorePegged(Market& market, OrderId id, const PeggedOrder& order) {
    market.pegged.add(id, order);
    m_waiting += order.waits() ? 1 : 0;
}

/// Gives the pegged orders the prices that follow from what the command has left. Nothing trades by
/// that, and it moves no reference.
void BookRole::followPegs(Market& market, BookOutput& out) {
    if (!market.isTrading())
        return;
    const PegInputs inputs = pegInputs(market, m_pool);
    if (!market.pegged.follow(inputs))
        return;
    PegPrices prices(inputs);
    for (auto& [id, order] : market.pegged.orders())
        reprice(market, id, order, prices.next(order), out);
    publishLevels(market, out.events);
}

/// Lets a pegged order rest at that price, behind the others there; zero: wait outside the book.
void BookRole::reprice(Market& market, OrderId id, PeggedOrder& order, Price price,
                       BookOutput& out) {
    if (price == order.price)
        return;
    if (order.waits()) {
        const auto flags =
            static_cast<std::uint8_t>(kPeggedOrder | (order.hidden ? kHiddenOrder : 0));
        --m_waiting;
        restoreOrder(market, NewOrder{id, order.side, price, order.record.open(), flags},
                     order.record);
    } else if (const Slot slot = market.book.find(id); price.isZero()) {
        order.record = m_records[slot];
        market.book.remove(slot);
        ++m_waiting;
    } else {
        market.book.move(slot, price, m_records[slot].open());
    }
    order.price = price;
    out.events.append(api::OrderRepriced{id, order.account, market.instrument, price});
}

/// Takes the pegged orders out of the book: continuous trading ends.
void BookRole::parkPegs(Market& market, BookOutput& out) {
    for (auto& [id, order] : market.pegged.orders())
        reprice(market, id, order, Price(), out);
    market.pegged.noteChange();
}

void BookRole::cancelWaitingPeg(Market& market, OrderId id, CancelReason reason,
                                BookOutput& out) {
    const PeggedOrder order = *market.pegged.find(id);
    --m_waiting;
    market.forget(id);
    out.events.append(
        api::OrderCancelled{id, order.account, market.instrument, order.record.open(), reason});
    Settlement& settlement = out.settle(order.account, market.instrument, order.side);
    settlement.held.released = order.record.held;
    settlement.changeOpen(order.side, order.record.open(), Quantity(0));
    settlement.endOrder(order.record.clientOrderId);
}

namespace {

RejectReason refusalOf(const Market& market, const ReservedAmendment& request,
                       const PeggedOrder& order, const OrderRecord& record, Amount hold) {
    if (!request.triggerPrice.isZero())
        return RejectReason::InvalidCombination;
    if (request.price.isZero())
        return RejectReason::InvalidPrice;
    if (request.quantity <= record.filled)
        return RejectReason::InvalidQuantity;
    if (request.price == order.limit && request.quantity == record.total)
        return RejectReason::NothingToChange;
    if (market.exceedsRoom(order.side, request.quantity - record.total, request.room))
        return RejectReason::PositionLimit;
    const Amount sent = order.side == Side::Buy ? request.quoteFunds : request.baseFunds;
    return hold - record.held > sent ? RejectReason::InsufficientFunds : RejectReason::None;
}

} // namespace

/// Changes limit and quantity; the price follows when the command is done.
void BookRole::amendPegged(Market& market, const ReservedAmendment& request, BookOutput& out,
                           std::size_t answer) {
    PeggedOrder& order = *market.pegged.find(request.order);
    const Slot slot = order.waits() ? kNoSlot : market.book.find(request.order);
    OrderRecord& record = order.waits() ? order.record : m_records[slot];
    OrderRecord amended = record;
    amended.total = request.quantity;
    amended.makerFeePpm = static_cast<std::uint32_t>(request.makerFeePpm);
    amended.takerFeePpm = static_cast<std::uint32_t>(request.takerFeePpm);
    const Quantity open = std::max(Quantity(0), amended.open());
    amended.held =
        *holdOf(market.terms, order.side, request.price, open, amended.highestFeePpm());
    if (const RejectReason reason = core::refusalOf(market, request, order, record, amended.held);
        reason != RejectReason::None) {
        out.events.append(api::CommandRejected{reason, request.account, request.instrument,
                                               request.order, ClientOrderId()});
        return;
    }
    const bool keepsPlace =
        order.waits() || (request.price == order.limit && request.quantity < record.total);
    const Amount heldBefore = record.held;
    const Quantity openBefore = record.open();
    record = amended;
    order.limit = request.price;
    market.pegged.noteChange();
    out.events.append(api::OrderAmended{request.order, request.account, request.instrument,
                                        request.price, request.quantity, open, keepsPlace});
    if (slot != kNoSlot && keepsPlace)
        market.book.reduce(slot, open);
    else if (slot != kNoSlot)
        market.book.move(slot, order.price, open);
    out.settlements[answer].changeOpen(order.side, openBefore, open);
    Movement& held = heldSide(out.settlements[answer], order.side);
    held.held = std::max(Amount(0), record.held - heldBefore);
    held.released = std::max(Amount(0), heldBefore - record.held);
    publishLevels(market, out.events);
}

} // namespace openbell::core
