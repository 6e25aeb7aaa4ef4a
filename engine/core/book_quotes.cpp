// The part of a book shard that works two-sided quotes, and ends those that have traded as much as
// their protection allows.
#include "engine/core/book_role.h"

#include "engine/core/order_rules.h"

namespace openbell::core {

using api::CancelReason;
using api::RejectReason;
using api::Side;

namespace {

/// The best price of a side as if one order was not there.
std::optional<Price> bestWithout(const Market& market, const OrderPool& pool, Side side,
                                 Slot without) {
    std::optional<Price> best;
    market.book.forEachQueue(side, [&](const LevelView& level) {
        const bool isAlone = level.first == without && pool.behind(without) == kNoSlot;
        if (!isAlone)
            best = level.price;
        return isAlone;
    });
    return best;
}

} // namespace

/// One side of a quote that has come, and of the one that is there.
struct BookRole::QuoteSide {
    ReservedOrder order;        ///< quantity zero: there is to be none
    Slot before = kNoSlot;      ///< the present order
    Quantity openBefore;
    Amount heldBefore;
    std::optional<Price> best{}; ///< of the other side, the account's present quote apart
    bool keeps = false;         ///< the present order stays, maybe with less

    bool isWanted() const { return !order.quantity.isZero(); }
    bool isNew() const { return isWanted() && !keeps; }
};

BookRole::QuoteSide BookRole::quoteSide(const Market& market, const ReservedQuote& request,
                                        const api::CommandContext& context, Side side) const {
    QuoteSide quoted;
    ReservedOrder& order = quoted.order;
    const bool bids = side == Side::Buy;
    order.order = legId(context.sequence, bids ? 0 : 1);
    order.account = request.account;
    order.instrument = request.instrument;
    order.side = side;
    order.postOnly = request.postOnly;
    order.selfTradePrevention = request.selfTradePrevention;
    order.tradeGroup = request.tradeGroup;
    order.session = context.session;
    order.price = bids ? request.bidPrice : request.askPrice;
    order.quantity = bids ? request.bidQuantity : request.askQuantity;
    order.makerFeePpm = request.makerFeePpm;
    order.takerFeePpm = request.takerFeePpm;
    quoted.before = market.book.find(market.quotes.order(request.account, side));
    if (quoted.before != kNoSlot) {
        quoted.openBefore = m_records[quoted.before].open();
        quoted.heldBefore = m_records[quoted.before].held;
    }
    if (!quoted.isWanted())
        return quoted;
    const Side other = api::opposite(side);
    quoted.best = bestWithout(market, m_pool, other,
                              market.book.find(market.quotes.order(request.account, other)));
    const std::int64_t ppm = std::max(order.makerFeePpm, order.takerFeePpm);
    if (order.postOnly == api::PostOnly::Slide)
        order.price = slidPrice(market, side, order.price, order.quantity, ppm, quoted.best)
                          .value_or(order.price);
    quoted.keeps = quoted.before != kNoSlot && order.price == m_pool.price(quoted.before) &&
                   order.quantity <= quoted.openBefore;
    order.funds = *holdOf(market.terms, side, order.price, order.quantity, ppm);
    return quoted;
}

void BookRole::work(const api::CommandContext& context, Market& market,
                    const ReservedQuote& request, BookOutput& out) {
    std::array<QuoteSide, 2> sides{quoteSide(market, request, context, Side::Buy),
                                   quoteSide(market, request, context, Side::Sell)};
    const std::size_t answers = out.settlements.size();
    for (const QuoteSide& side : sides)
        out.settle(request.account, request.instrument, side.order.side).answersPlacement =
            side.isWanted();
    out.settlements[answers].held.promised = request.quoteFunds;
    out.settlements[answers].roomPromised = request.room;
    out.settlements[answers + 1].held.promised = request.baseFunds;
    if (const RejectReason reason = refusalOf(context, market, request, sides);
        reason != RejectReason::None) {
        out.events.append(api::CommandRejected{reason, request.account, request.instrument,
                                               OrderId(), ClientOrderId()});
        return;
    }
    for (std::size_t i = 0; i < sides.size(); ++i)
        leave(market, sides[i], out, answers + i);
    std::optional<Taker> traded;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        if (!sides[i].isNew())
            continue;
        // The book was not crossed and the bid is below the ask, so one side trades at most.
        if (auto taker = enter(context, market, sides[i], out, answers + i))
            traded = taker;
    }
    if (traded)
        finishMatch(context, market, *traded, out);
    else
        publishLevels(market, out.events);
}

RejectReason BookRole::refusalOf(const api::CommandContext& context, const Market& market,
                                 const ReservedQuote& request,
                                 const std::array<QuoteSide, 2>& sides) const {
    const bool isWanted = sides[0].isWanted() || sides[1].isWanted();
    if (!stateTakes(market.phase.state, isWanted ? Wish::Rest : Wish::Cancel))
        return stateRefusal(market.phase.state);
    if (!isWanted)
        return sides[0].before == kNoSlot && sides[1].before == kNoSlot
                   ? RejectReason::NothingToChange
                   : RejectReason::None;
    const Quotes::Quoting* quoting = market.quotes.find(request.account);
    if (quoting && quoting->protection.isFrozen(context.time))
        return RejectReason::ProtectionActive;
    for (const QuoteSide& side : sides)
        if (const RejectReason reason = refusalOf(market, request, side);
            reason != RejectReason::None)
            return reason;
    return RejectReason::None;
}

RejectReason BookRole::refusalOf(const Market& market, const ReservedQuote& request,
                                 const QuoteSide& side) const {
    const ReservedOrder& order = side.order;
    if (!side.isNew())
        return RejectReason::None;
    if (market.isBeyondCollar(order.side, order.price))
        return RejectReason::PriceOutsideCollar;
    if (market.isBeyondBand(order.side, order.price))
        return RejectReason::PriceOutsideBand;
    if (order.postOnly != api::PostOnly::No && market.isTrading() &&
        wouldTradeWith(order.side, order.price, side.best))
        return RejectReason::WouldTakeLiquidity;
    if (market.exceedsRoom(order.side, order.quantity - side.openBefore, request.room))
        return RejectReason::PositionLimit;
    const Amount sent = order.side == Side::Buy ? request.quoteFunds : request.baseFunds;
    return order.funds - side.heldBefore > sent ? RejectReason::InsufficientFunds
                                                : RejectReason::None;
}

/// Ends the present order, or takes off it what is not wanted any more. What an order held stays
/// held for the one in its place.
void BookRole::leave(Market& market, const QuoteSide& side, BookOutput& out, std::size_t answer) {
    if (side.before == kNoSlot)
        return;
    const Side which = side.order.side;
    if (!side.keeps) {
        const bool isReplaced = side.isWanted();
        cancel(market, side.before,
               isReplaced ? CancelReason::Replaced : CancelReason::Requested, out);
        if (isReplaced)
            heldSide(out.settlements.back(), which).released = Amount(0);
        market.quotes.setOrder(side.order.account, which, OrderId());
        return;
    }
    const Quantity open = side.order.quantity;
    if (open == side.openBefore)
        return;
    OrderRecord& record = m_records[side.before];
    const Price price = m_pool.price(side.before);
    record.total = record.filled + open;
    record.held = *holdOf(market.terms, which, price, open, record.highestFeePpm());
    market.book.reduce(side.before, open);
    out.events.append(api::OrderAmended{m_pool.id(side.before), record.account, market.instrument,
                                        price, record.total, open, true});
    Settlement& settlement = out.settlements[answer];
    heldSide(settlement, which).released = side.heldBefore - record.held;
    settlement.changeOpen(which, side.openBefore, open);
}

/// Takes a new order in. Gives what it was as a taker, if it has met orders that it could trade
/// with.
std::optional<Taker> BookRole::enter(const api::CommandContext& context, Market& market,
                                     QuoteSide& side, BookOutput& out, std::size_t answer) {
    ReservedOrder& order = side.order;
    order.funds = std::max(order.funds, side.heldBefore);
    Taker taker = takerOf(order);
    out.events.append(acceptanceOf(order, market, context.time));
    out.settlements[answer].orderAccepted = true;
    const bool takes = market.isTrading() && market.book.wouldTrade(order.side, order.price);
    if (takes) {
        bound(context, market, taker);
        matchTaker(market, m_records, m_pool, taker, std::nullopt, out);
    }
    market.quotes.setOrder(order.account, order.side, order.order);
    restOrCancel(context, market, order, kQuoteOrder, taker, out, answer);
    heldSide(out.settlements[answer], order.side).held -= side.heldBefore;
    return takes ? std::optional(taker) : std::nullopt;
}

// --- protection ---------------------------------------------------------------------------------

/// Counts what quotes have traded in a match that is over, and ends those that have reached a limit.
void BookRole::protectFilled(const api::CommandContext& context, Market& market, BookOutput& out) {
    for (const Quotes::Fill& fill : market.quotes.fills()) {
        Quotes::Quoting& quoting = market.quotes.of(fill.account);
        if (!quoting.protection.note(context.time, fill.quantity))
            continue;
        out.events.append(triggeredBy(quoting.protection, fill.account, market.instrument));
        for (const OrderId id : quoting.orders)
            if (const Slot slot = market.book.find(id); slot != kNoSlot)
                cancel(market, slot, CancelReason::MarketMakerProtection, out);
    }
    market.quotes.clearFills();
}

RejectReason BookRole::work(const api::CommandContext&,
                            const api::SetMarketMakerProtection& command, BookOutput& out) {
    MarketMakerProtection& protection =
        findMarket(command.instrument)->quotes.of(command.account).protection;
    const RejectReason reason = protection.set(command);
    if (reason == RejectReason::None)
        out.events.append(api::MarketMakerProtectionChanged{command});
    return reason;
}

RejectReason BookRole::work(const api::CommandContext&,
                            const api::ResetMarketMakerProtection& command, BookOutput& out) {
    MarketMakerProtection& protection =
        findMarket(command.instrument)->quotes.of(command.account).protection;
    const RejectReason reason = protection.reset();
    if (reason == RejectReason::None)
        out.events.append(api::MarketMakerProtectionReset{command.account, command.instrument});
    return reason;
}

} // namespace openbell::core
