// The part of a book shard that amends orders in the book.
#include "engine/core/book_role.h"

namespace openbell::core {

using api::CancelReason;
using api::RejectReason;
using api::Side;

void BookRole::work(const api::CommandContext& context, Market& market,
                    const ReservedAmendment& request, BookOutput& out) {
    const Slot slot = market.book.find(request.order);
    if (slot != kNoSlot && m_records[slot].account == request.account &&
        m_records[slot].postOnly == api::PostOnly::Slide && !request.price.isZero()) {
        if (const auto price =
                slidPrice(market, m_pool.order(slot).side, request.price, request.quantity,
                          std::max(request.makerFeePpm, request.takerFeePpm))) {
            ReservedAmendment slid = request;
            slid.price = *price;
            return work(context, market, slid, out);
        }
    }
    const std::size_t answer = out.settlements.size();
    Settlement& settlement =
        out.settle(request.account, request.instrument, m_pool.order(slot).side);
    heldSide(settlement, Side::Buy).promised = request.quoteFunds;
    heldSide(settlement, Side::Sell).promised = request.baseFunds;
    settlement.roomPromised = request.room;

    const WaitingOrder* waiting = market.waiting.find(request.order);
    if (waiting && waiting->record.account == request.account &&
        stateTakes(market.phase.state, Wish::Amend) && !market.lists.find(request.order))
        return amendWaiting(market, request, out, answer);
    const PeggedOrder* pegged = market.pegged.find(request.order);
    if (pegged && pegged->account == request.account &&
        stateTakes(market.phase.state, Wish::Amend)) [[unlikely]]
        return amendPegged(market, request, out, answer);
    if (const RejectReason reason = refusalOf(market, request, slot);
        reason != RejectReason::None) {
        out.events.append(api::CommandRejected{reason, request.account, request.instrument,
                                               request.order, ClientOrderId()});
        return;
    }
    amend(context, market, request, slot, out, answer);
}

RejectReason BookRole::refusalOf(const Market& market, const ReservedAmendment& request,
                                 Slot slot) const {
    if (!stateTakes(market.phase.state, Wish::Amend))
        return stateRefusal(market.phase.state);
    if (!market.lists.empty() && market.lists.find(request.order) &&
        ownerOf(market, request.order) == request.account)
        return RejectReason::PartOfList;
    if (slot == kNoSlot || m_records[slot].account != request.account)
        return RejectReason::UnknownOrder;
    if (!request.triggerPrice.isZero() || (m_pool.order(slot).flags & kQuoteOrder))
        return RejectReason::InvalidCombination;
    if (request.price.isZero())
        return RejectReason::InvalidPrice;
    const OrderRecord& record = m_records[slot];
    const Side side = m_pool.order(slot).side;
    const bool isIceberg = (m_pool.order(slot).flags & kIcebergOrder) != 0;
    if (request.quantity <= record.filled ||
        (isIceberg && !m_records.icebergs[slot].allows(request.quantity)))
        return RejectReason::InvalidQuantity;
    if (request.price == m_pool.price(slot) && request.quantity == record.total)
        return RejectReason::NothingToChange;
    if (market.isBeyondCollar(side, request.price))
        return RejectReason::PriceOutsideCollar;
    if (market.isBeyondBand(side, request.price))
        return RejectReason::PriceOutsideBand;
    if (record.postOnly != api::PostOnly::No && market.isTrading() &&
        market.book.wouldTrade(side, request.price))
        return RejectReason::WouldTakeLiquidity;
    if (market.exceedsRoom(side, request.quantity - record.total, request.room))
        return RejectReason::PositionLimit;
    const Amount hold = *holdOf(market.terms, side, request.price, request.quantity - record.filled,
                                std::max(request.makerFeePpm, request.takerFeePpm));
    const Amount funds = side == Side::Buy ? request.quoteFunds : request.baseFunds;
    return hold - record.held > funds ? RejectReason::InsufficientFunds : RejectReason::None;
}

/// Adjusts the hold to the new terms, then keeps the order's place, moves it, or takes it off to
/// trade what crosses.
void BookRole::amend(const api::CommandContext& context, Market& market,
                     const ReservedAmendment& request, Slot slot, BookOutput& out,
                     std::size_t answer) {
    const Side side = m_pool.order(slot).side;
    OrderRecord record = m_records[slot];
    const bool keepsPlace = request.price == m_pool.price(slot) && request.quantity < record.total;
    const Quantity open = request.quantity - record.filled;
    const Amount heldBefore = record.held;
    const Quantity openBefore = record.open();
    record.total = request.quantity;
    record.makerFeePpm = static_cast<std::uint32_t>(request.makerFeePpm);
    record.takerFeePpm = static_cast<std::uint32_t>(request.takerFeePpm);
    const Amount fullHold =
        *holdOf(market.terms, side, request.price, open, record.highestFeePpm());
    out.events.append(api::OrderAmended{request.order, request.account, request.instrument,
                                        request.price, request.quantity, open, keepsPlace});

    Taker taker = takerOf(request.order, side, request.price, record);
    record.held = fullHold;
    if (keepsPlace) {
        if (open < m_pool.order(slot).open) // else an iceberg's reserve has it
            market.book.reduce(slot, open);
        m_records[slot] = record;
    } else if (!market.isTrading() || !market.book.wouldTrade(side, request.price)) {
        market.book.move(slot, request.price, partToShow(market, slot, open, out));
        m_records[slot] = record;
    } else {
        const std::uint8_t flags = m_pool.order(slot).flags;
        const IcebergTerms iceberg =
            flags & kIcebergOrder ? m_records.icebergs[slot] : IcebergTerms{};
        market.book.remove(slot);
        bound(context, market, taker);
        matchTaker(market, m_records, m_pool, taker, std::nullopt, out);
        if (taker.stopped) {
            out.events.append(api::OrderCancelled{request.order, request.account,
                                                  request.instrument, taker.open,
                                                  CancelReason::SelfTrade});
            taker.open = Quantity(0);
        }
        record.total = taker.total;
        record.filled = taker.total - taker.open;
        record.held =
            *holdOf(market.terms, side, request.price, taker.open, record.highestFeePpm());
        const NewOrder resting{request.order, side, request.price, taker.open, flags};
        if (taker.open.value() > 0 && flags & kIcebergOrder)
            restIceberg(market, resting, record, iceberg, out);
        else if (taker.open.value() > 0)
            restoreOrder(market, resting, record);
        else
            market.timed.remove(request.order);
    }
    Settlement& settlement = out.settlements[answer];
    if (taker.open.isZero())
        settlement.endOrder(record.clientOrderId);
    Movement& held = heldSide(settlement, side);
    held.held = std::max(Amount(0), fullHold - heldBefore);
    held.paid = taker.paid;
    held.released = heldBefore + held.held - taker.paid - record.held;
    receivedSide(settlement, side).received = taker.received;
    settlement.changeOpen(side, openBefore, taker.open);
    finishMatch(context, market, taker, out);
}

} // namespace openbell::core
