// The part of a book shard that cancels orders, one by one and many at once.
#include "engine/core/book_role.h"

#include "engine/core/stages.h"

namespace openbell::core {

using api::CancelReason;
using api::RejectReason;
using api::Side;

void BookRole::work(const api::CommandContext&, Market& market, const CancelRequest& request,
                    BookOutput& out) {
    const Slot slot = market.book.find(request.order);
    if (slot != kNoSlot && m_records[slot].account == request.account) [[likely]] {
        cancel(market, slot, CancelReason::Requested, out);
    } else if (const WaitingOrder* waiting = market.waiting.find(request.order);
               waiting && waiting->record.account == request.account) {
        cancelWaiting(market, request.order, CancelReason::Requested, out);
    } else if (const PeggedOrder* pegged = market.pegged.findWaiting(request.order);
               pegged && pegged->account == request.account) {
        cancelWaitingPeg(market, request.order, CancelReason::Requested, out);
    } else {
        out.events.append(api::CommandRejected{RejectReason::UnknownOrder, request.account,
                                               request.instrument, request.order, ClientOrderId()});
        return;
    }
    publishLevels(market, out.events);
}

void BookRole::cancelAll(const api::CommandContext& context, Market& market,
                         const CancelFilter& filter, BookOutput& out) {
    out.events.setOrder(bookOrder(market.instrument));
    cancelOrders(market, filter, CancelReason::MassCancel, out);
    finishPhaseWork(context, market, out);
}

void BookRole::cancelOrders(Market& market, const CancelFilter& filter, CancelReason reason,
                            BookOutput& out) {
    m_slots.clear();
    for (const Side side : {Side::Buy, Side::Sell}) {
        if (!api::includes(filter.side, side))
            continue;
        market.book.forEachOrder(side, [&](Slot slot, const Order&, Price) {
            if (filter.takes(m_records[slot], side))
                m_slots.push_back(slot);
        });
    }
    // With one of a list others may go, but no two of a list are in the book on one side.
    for (const Slot slot : m_slots)
        cancel(market, slot, reason, out);
    m_ids.clear();
    for (const auto& [id, waiting] : market.waiting.orders())
        if (filter.takes(waiting.record, waiting.side))
            m_ids.push_back(id);
    for (const OrderId id : m_ids)
        if (market.waiting.find(id))
            cancelWaiting(market, id, reason, out);
    m_ids.clear();
    for (const auto& [id, pegged] : market.pegged.orders())
        if (pegged.waits() && filter.takes(pegged.record, pegged.side))
            m_ids.push_back(id);
    for (const OrderId id : m_ids)
        cancelWaitingPeg(market, id, reason, out);
}

/// Cancels an order in the book or beside it.
void BookRole::cancelOpen(Market& market, OrderId id, CancelReason reason, BookOutput& out) {
    if (market.waiting.find(id))
        cancelWaiting(market, id, reason, out);
    else if (market.pegged.findWaiting(id))
        cancelWaitingPeg(market, id, reason, out);
    else
        cancel(market, market.book.find(id), reason, out);
}

void BookRole::cancel(Market& market, Slot slot, CancelReason reason, BookOutput& out) {
    const Order& order = m_pool.order(slot);
    const OrderRecord& record = m_records[slot];
    out.events.emplace<api::OrderCancelled>(m_pool.id(slot), record.account, market.instrument,
                                            record.open(), reason);
    Settlement& settlement = out.settle(record.account, market.instrument, order.side);
    settlement.held.released = record.held;
    settlement.changeOpen(order.side, record.open(), Quantity(0));
    settlement.endOrder(record.clientOrderId);
    const OrderId id = m_pool.id(slot);
    const std::uint8_t flags = order.flags;
    if (flags != 0)
        market.forget(id);
    market.book.remove(slot);
    if (flags & kListedOrder) [[unlikely]]
        endList(market, id, out);
}

} // namespace openbell::core
