#include "engine/core/book_role.h"

#include "engine/core/order_rules.h"
#include "engine/core/stages.h"

#include <algorithm>

namespace openbell::core {
namespace {

using api::CancelReason;
using api::RejectReason;
using api::Side;
using api::TimeInForce;

/// What the order may spend, if that is what bounds it.
std::optional<Amount> budgetOf(const ReservedOrder& order) {
    return isBudgetOrder(order.side, order.price, order.quoteAmount) ? std::optional(order.funds)
                                                                     : std::nullopt;
}

} // namespace

BookRole::BookRole(unsigned shard, unsigned shards)
    : m_shard(shard)
    , m_shards(shards)
    , m_pool(OrderPool::Options{kMaxOpenOrders})
    , m_records(m_pool.slotNumbers()) {
    m_marks.reset(m_shards, Sequence());
}

void BookRole::openMarket(const Instrument& instrument) {
    m_markets.add(instrument.definition.instrument, std::make_unique<Market>(m_pool, instrument));
}

void BookRole::beginOutput(const api::CommandContext& context, BookOutput& out) const {
    out.stamp = {m_shard, context.sequence, 0};
}

template<BookMessage Request>
bool BookRole::work(const api::CommandContext& context, const Request& request, BookOutput& out) {
    if (!m_marks.accept(request.stamp))
        return false;
    beginOutput(context, out);
    out.events.setOrder(bookOrder(instrumentOf(request)));
    Market& market = *findMarket(instrumentOf(request));
    if (market.due <= context.time) [[unlikely]]
        catchUp(context, market, out);
    if (!market.bands.empty()) [[unlikely]]
        moveBand(context.time, market, out);
    work(context, market, request, out);
    if (!market.bands.empty()) [[unlikely]] {
        publishLevels(market, out.events); // a refusal has not told what came before it
        followBand(context, market, out);
    } else if (!market.pegged.empty()) [[unlikely]] {
        followPegs(market, out);
    }
    if (!market.isTrading()) [[unlikely]]
        indicate(market, out);
    return true;
}

bool BookRole::work(const api::CommandContext& context, const BookRequest& request,
                    BookOutput& out) {
    return std::visit([&](const auto& message) { return work(context, message, out); }, request);
}

template bool BookRole::work(const api::CommandContext&, const CancelRequest&, BookOutput&);
template bool BookRole::work(const api::CommandContext&, const ReservedOrder&, BookOutput&);
template bool BookRole::work(const api::CommandContext&, const ReservedAmendment&, BookOutput&);
template bool BookRole::work(const api::CommandContext&, const ReservedReplacement&, BookOutput&);
template bool BookRole::work(const api::CommandContext&, const ReservedList&, BookOutput&);
template bool BookRole::work(const api::CommandContext&, const ReservedQuote&, BookOutput&);

void BookRole::work(const api::CommandContext& context, Market& market, const ReservedOrder& order,
                    BookOutput& out) {
    if (order.postOnly == api::PostOnly::Slide) {
        if (const auto price = slidPrice(market, order.side, order.price, order.quantity,
                                         std::max(order.makerFeePpm, order.takerFeePpm))) {
            ReservedOrder slid = order;
            slid.price = *price;
            return place(context, market, slid, out);
        }
    }
    if (!order.quoteAmount.isZero()) [[unlikely]] {
        ReservedOrder sized = order;
        sized.quantity = quantityFor(market, order);
        return place(context, market, sized, out);
    }
    place(context, market, order, out);
}

/// What an order for an amount asks for; zero where it cannot trade.
Quantity BookRole::quantityFor(const Market& market, const ReservedOrder& order) const {
    if (!market.isTrading())
        return Quantity();
    const Taker taker = takerOf(order);
    const Quantity lots = lotsForAmount(market, m_records, m_pool, taker, order.quoteAmount);
    const bool buys = order.side == Side::Buy;
    return buys ? lots : std::min(lots, Quantity(order.funds.value() / market.terms.lotSize));
}

void BookRole::place(const api::CommandContext& context, Market& market,
                     const ReservedOrder& order, BookOutput& out) {
    const std::size_t answer = out.settlements.size();
    Settlement& settlement = out.settle(order.account, order.instrument, order.side);
    settlement.answersPlacement = mayRest(order.type, order.timeInForce);
    settlement.clientOrder = order.clientOrderId;
    settlement.roomPromised = order.room;
    settlement.held.promised = order.funds;

    const bool isPegged = order.peg != api::PegReference::None;
    const Wish wish = isPegged ? Wish::WaitForPrice : wishOf(order.type, order.timeInForce);
    const bool waits = wish == Wish::WaitForPrice ||
                       (wish == Wish::TakeClosing &&
                        market.phase.state != api::InstrumentState::ClosingAuction);
    Taker taker = takerOf(order);
    RejectReason reason = stateTakes(market.phase.state, wish)
                              ? RejectReason::None
                              : stateRefusal(market.phase.state);
    if (reason == RejectReason::None)
        reason = waits ? placeWaiting(context, market, order, out, answer)
                       : refusalOf(market, order, taker.limit());
    if (reason != RejectReason::None)
        out.events.append(api::CommandRejected{reason, order.account, order.instrument, OrderId(),
                                               order.clientOrderId});
    if (reason != RejectReason::None || waits)
        return;
    fillIn(out.events.emplace<api::OrderAccepted>(), order, market, context.time);
    out.settlements[answer].orderAccepted = true;

    if (market.isTrading()) [[likely]] {
        bound(context, market, taker);
        if (order.timeInForce == TimeInForce::FillOrKill &&
            !fillsAtOnce(market, m_records, m_pool, taker, budgetOf(order))) {
            out.events.append(api::OrderCancelled{order.order, order.account, order.instrument,
                                                  order.quantity, CancelReason::NotFillableAtOnce});
            return;
        }
        if (market.book.wouldTrade(taker.side, taker.limit()))
            matchCrossing(market, m_records, m_pool, taker, budgetOf(order), out);
    }
    finishPlacement(context, market, order, taker, out, answer);
}

RejectReason BookRole::refusalOf(const Market& market, const ReservedOrder& order,
                                 Price limit) const {
    if (market.isBeyondCollar(order.side, order.price))
        return RejectReason::PriceOutsideCollar;
    if (market.isBeyondBand(order.side, order.price))
        return RejectReason::PriceOutsideBand;
    const bool trades = market.isTrading() && market.book.wouldTrade(order.side, limit);
    if (order.postOnly != api::PostOnly::No)
        return trades ? RejectReason::WouldTakeLiquidity : RejectReason::None;
    if (order.type != api::OrderType::Market || order.timeInForce == TimeInForce::FillOrKill)
        return RejectReason::None;
    if (!trades)
        return RejectReason::NoLiquidity;
    if (!order.quoteAmount.isZero()) {
        if (order.side == Side::Sell && order.funds.value() < market.terms.lotSize)
            return RejectReason::InsufficientFunds;
        if (order.quantity < market.minQuantity || order.quantity > market.maxQuantity)
            return RejectReason::QuantityOutsideLimits;
        return market.exceedsRoom(order.side, order.quantity, order.room)
                   ? RejectReason::PositionLimit
                   : RejectReason::None;
    }
    const bool canPay =
        !isBudgetOrder(order.side, order.price, order.quoteAmount) ||
        affordableQuantity(market.terms, order.funds, *market.book.bestAsk(), order.takerFeePpm)
                .value() > 0;
    return canPay ? RejectReason::None : RejectReason::InsufficientFunds;
}

void BookRole::finishPlacement(const api::CommandContext& context, Market& market,
                               const ReservedOrder& order, const Taker& taker, BookOutput& out,
                               std::size_t answer) {
    restOrCancel(context, market, order, flagsOf(order), taker, out, answer);
    finishMatch(context, market, taker, out);
}

/// Does what a taker's trades lead to, and publishes what the whole has changed.
void BookRole::finishMatch(const api::CommandContext& context, Market& market, const Taker& taker,
                           BookOutput& out) {
    noteTrades(context, market, taker, out);
    protectQuotes(context, market, out);
    if (!market.waiting.empty()) [[unlikely]]
        followTrades(context, market, taker, out);
    publishLevels(market, out.events);
}

/// Rests or cancels what did not trade, and completes the settlement of the order itself.
void BookRole::restOrCancel(const api::CommandContext& context, Market& market,
                            const ReservedOrder& order, std::uint8_t flags, const Taker& taker,
                            BookOutput& out, std::size_t answer) {
    const bool remains = taker.open.value() > 0;
    const bool rests = remains && !taker.stopped && restsInBook(order.timeInForce);
    Amount hold;
    if (rests) {
        hold = *holdOf(market.terms, order.side, order.price, taker.open,
                       order.highestFeePpm());
        noteTimed(market, order.order, order.timeInForce, market.expiryOf(order, context.time));
        const NewOrder resting{order.order, order.side, order.price, taker.open, flags};
        const auto describe = [&](OrderRecord& record) {
            fillIn(record, order, context.time);
            record.total = taker.total;
            record.filled = taker.total - taker.open;
            record.held = hold;
        };
        if (flags & kIcebergOrder) [[unlikely]] {
            OrderRecord record;
            describe(record);
            restIceberg(market, resting, record, icebergOf(order), out);
        } else {
            describe(m_records[rest(market, resting)]);
        }
    } else if (remains) {
        out.events.append(api::OrderCancelled{order.order, order.account, order.instrument,
                                              taker.open,
                                              taker.stopped ? CancelReason::SelfTrade
                                                            : CancelReason::UnfilledRemainder});
    }
    Settlement& settlement = out.settlements[answer];
    settlement.orderOpened = rests;
    Movement& held = heldSide(settlement, order.side);
    held.held = order.funds;
    held.paid = taker.paid;
    held.released = order.funds - taker.paid - hold;
    receivedSide(settlement, order.side).received = taker.received;
    settlement.changeOpen(order.side, Quantity(0), rests ? taker.open : Quantity(0));
}

/// The levels that the command changed, in the order in which it first touched them.
void BookRole::publishLevels(Market& market, api::EventBuffer& events) {
    // They come the other way round. Mostly there is one, which stays in registers.
    Side side{};
    Price price;
    Quantity quantity;
    std::uint32_t orders = 0;
    bool any = false;
    m_levels.clear();
    market.book.drainTouched([&](Side s, Price p, Quantity q, std::uint32_t n) {
        if (any) [[unlikely]]
            m_levels.push_back({side, price, quantity, orders});
        any = true;
        side = s;
        price = p;
        quantity = q;
        orders = n;
    });
    if (any)
        events.emplace<api::BookLevelChanged>(market.instrument, side, price, quantity, orders);
    for (auto level = m_levels.rbegin(); level != m_levels.rend(); ++level)
        events.emplace<api::BookLevelChanged>(market.instrument, level->side, level->price,
                                              level->quantity, level->orders);
}

/// Rests an iceberg: `order.open` is what is left, and the next part of it is shown.
void BookRole::restIceberg(Market& market, NewOrder order, const OrderRecord& record,
                           IcebergTerms iceberg, BookOutput& out) {
    order.open = nextPart(order.id, iceberg, order.open);
    restoreIceberg(market, order, record, iceberg);
    out.events.append(api::OrderShown{order.id, record.account, market.instrument, order.open});
}

/// What a resting order shows of an open quantity when it loses its place.
Quantity BookRole::partToShow(const Market& market, Slot slot, Quantity open, BookOutput& out) {
    if (!(m_pool.order(slot).flags & kIcebergOrder)) [[likely]]
        return open;
    const OrderId id = m_pool.id(slot);
    const Quantity part = nextPart(id, m_records.icebergs[slot], open);
    out.events.append(
        api::OrderShown{id, m_records[slot].account, market.instrument, part});
    return part;
}

/// Puts an order into the book, without its record.
Slot BookRole::rest(Market& market, NewOrder order) {
    if (!market.timed.empty() && market.timed.find(order.id)) [[unlikely]]
        order.flags |= kTimedOrder;
    if (!market.lists.empty() && market.lists.find(order.id)) [[unlikely]]
        order.flags |= kListedOrder;
    const Slot slot = market.book.add(order);
    OPENBELL_ASSERT(slot != kNoSlot); // the venue's bound is the pool's
    return slot;
}

void BookRole::restoreOrder(Market& market, const NewOrder& order, const OrderRecord& record) {
    m_records[rest(market, order)] = record;
}

void BookRole::restoreIceberg(Market& market, const NewOrder& order, const OrderRecord& record,
                              const IcebergTerms& iceberg) {
    restoreOrder(market, order, record);
    m_records.icebergs[market.book.find(order.id)] = iceberg;
}

void BookRole::resetMarks(Sequence sequence) {
    m_marks.reset(m_shards, sequence);
}

/// None when the order is not open.
AccountId BookRole::ownerOf(const Market& market, OrderId id) const {
    if (const WaitingOrder* waiting = market.waiting.find(id))
        return waiting->record.account;
    const Slot slot = market.book.find(id);
    return slot == kNoSlot ? AccountId() : m_records[slot].account;
}

} // namespace openbell::core
