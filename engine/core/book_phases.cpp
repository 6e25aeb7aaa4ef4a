// The part of a book shard that takes markets through their days: what operators set, what becomes
// due by itself, and the interruption of trading when a price runs away.
#include "engine/core/book_role.h"
#include "engine/core/stages.h"

#include <algorithm>

namespace openbell::core {
namespace {

using api::CancelReason;
using api::InstrumentState;
using api::RejectReason;
using api::Side;
using api::TimeInForce;

/// After a longer pause of the venue the phases before are skipped.
constexpr Duration kCatchUp{8 * 86'400 * kNsPerSecond};

Timestamp nextOf(const Market& market) {
    const TradingPhase& phase = market.phase;
    const Timestamp until = phase.until.value() == 0 ? kNever : phase.until;
    const Timestamp limit = market.limit.isActive() ? market.limit.until : kNever;
    return std::min({market.timed.next(), until, phase.scheduled, market.bandChange, limit});
}

/// A limit at which nothing trades.
Price noPrice(Side side) {
    return side == Side::Buy ? Price(0) : OrderBook::kAnyBuyPrice;
}

} // namespace

Timestamp TradingPhase::end() const {
    if (until.value() != 0)
        return until;
    return manual || scheduled == kNever ? Timestamp(0) : scheduled;
}

// --- what becomes due ---------------------------------------------------------------------------

void BookRole::catchUp(const api::CommandContext& context, Market& market, BookOutput& out) {
    if (nextOf(market) > context.time) // what was due is gone
        return refreshDue(market);
    out.events.setOrder(bookOrder(market.instrument));
    for (Timestamp next = nextOf(market); next <= context.time && next != kNever;
         next = nextOf(market)) {
        if (market.phase.until == next)
            endPhase(context, market, out);
        else if (market.phase.scheduled == next)
            beginScheduled(context, market, out);
        else if (market.bandChange == next)
            moveBand(next, market, out);
        else if (market.timed.next() == next) // a day order takes part in the closing auction
            cancelOpen(market, market.timed.nextOrder(), CancelReason::Expired, out);
        else
            endLimitState(context, market, out);
    }
    finishPhaseWork(context, market, out);
}

/// What an operator or an interruption has set ends. A closing auction is the day's last.
void BookRole::endPhase(const api::CommandContext& context, Market& market, BookOutput& out) {
    TradingPhase& phase = market.phase;
    InstrumentState state = market.calendar.stateAt(phase.until);
    if (phase.state == InstrumentState::ClosingAuction)
        state = InstrumentState::Closed;
    else if (phase.tradesByHand)
        state = InstrumentState::Trading;
    phase.until = Timestamp(0);
    phase.tradesByHand = phase.tradesByHand && state == InstrumentState::Trading;
    phase.manual = phase.tradesByHand;
    enter(context, market, state, Timestamp(0), {}, out);
}

void BookRole::beginScheduled(const api::CommandContext& context, Market& market, BookOutput& out) {
    const Timestamp at =
        std::max(market.phase.scheduled, Timestamp(context.time.value() - kCatchUp.value()));
    market.phase.scheduled = market.calendar.nextChange(at);
    if (!market.phase.manual)
        enter(context, market, market.calendar.stateAt(at), Timestamp(0), {}, out);
}

/// Publishes what phases and expiries have changed.
void BookRole::finishPhaseWork(const api::CommandContext& context, Market& market,
                               BookOutput& out) {
    publishLevels(market, out.events);
    if (!market.bands.empty())
        followBand(context, market, out);
    else if (!market.pegged.empty())
        followPegs(market, out);
    if (!market.isTrading())
        indicate(market, out);
    refreshDue(market);
}

void BookRole::refreshDue(Market& market) {
    const Timestamp due = nextOf(market);
    if (due == market.due)
        return;
    m_due.erase({market.due, market.instrument});
    market.due = due;
    if (due != kNever)
        m_due.emplace(due, market.instrument);
}

void BookRole::collectDue(Timestamp time, std::vector<InstrumentId>& due) const {
    for (const auto& [at, instrument] : m_due) {
        if (at > time)
            return;
        due.push_back(instrument);
    }
}

// --- orders of bounded life ---------------------------------------------------------------------

void BookRole::addTimed(Market& market, OrderId id, TimeInForce timeInForce, Timestamp expiry) {
    market.timed.add(id, {timeInForce, expiry});
    refreshDue(market);
}

/// Cancels the orders that do not outlive an auction, or the trading day.
void BookRole::endTimed(Market& market, bool dayEnds, BookOutput& out) {
    m_ids.clear();
    for (const auto& [id, bound] : market.timed.bounds()) {
        const bool forClosing = bound.timeInForce == TimeInForce::AtClose;
        if (bound.timeInForce == TimeInForce::AtOpen ||
            (forClosing && (dayEnds || !market.waiting.find(id))) ||
            (bound.timeInForce == TimeInForce::Day && dayEnds))
            m_ids.push_back(id);
    }
    for (const OrderId id : m_ids) {
        const TimedOrders::Bound* bound = market.timed.find(id);
        if (!bound) // its list has ended it
            continue;
        const bool isDay = bound->timeInForce == TimeInForce::Day;
        cancelOpen(market, id, isDay ? CancelReason::Expired : CancelReason::AuctionOver, out);
    }
}

/// Lets the orders for the closing auction into the book, the oldest first.
void BookRole::admitForClosing(Market& market, BookOutput& out) {
    m_ids.clear();
    for (const auto& [id, order] : market.waiting.orders())
        if (order.waitsForClosing())
            m_ids.push_back(id);
    for (const OrderId id : m_ids) {
        const WaitingOrder order = market.waiting.take(id);
        --m_waiting;
        out.events.append(
            api::OrderTriggered{id, order.record.account, market.instrument, Price()});
        restoreOrder(market, NewOrder{id, order.side, order.price, order.record.total},
                     order.record);
    }
}

// --- entering a state ---------------------------------------------------------------------------

void BookRole::enter(const api::CommandContext& context, Market& market, InstrumentState state,
                     Timestamp until, const api::Note& reason, BookOutput& out) {
    const InstrumentState from = market.phase.state;
    market.phase.until = until;
    if (state == from)
        return;
    if (market.isTrading())
        parkPegs(market, out);
    const bool trades = state == InstrumentState::Trading;
    const bool closes = state == InstrumentState::Closed;
    if (trades || (closes && isAuction(from)))
        uncross(context, market, out);
    if (trades || closes)
        endTimed(market, closes, out);
    if (state == InstrumentState::Delisted)
        cancelOrders(market, {}, CancelReason::Delisted, out);
    market.phase.state = state;
    market.indicated = {};
    out.events.append(api::InstrumentStateChanged{market.instrument, state, market.phase.end(),
                                                  reason});
    if (!market.bands.empty())
        moveBand(context.time, market, out);
    if (state == InstrumentState::ClosingAuction)
        admitForClosing(market, out);
    if (trades)
        return followLastPrice(context, market, out);
    const std::size_t reached = m_reached.size(); // of what is under way
    endTradedLists(market, out);
    releaseLists(market, out);
    activateReached(context, market, out, reached);
}

/// Enters a state on an operator's word, and tells it also where only its end has changed.
void BookRole::enterByHand(const api::CommandContext& context, Market& market,
                           InstrumentState state, Timestamp until, const api::Note& reason,
                           BookOutput& out) {
    const bool sameState = state == market.phase.state;
    enter(context, market, state, until, reason, out);
    if (sameState)
        out.events.append(api::InstrumentStateChanged{market.instrument, state,
                                                      market.phase.end(), reason});
    finishPhaseWork(context, market, out);
}

RejectReason BookRole::setState(const api::CommandContext& context, InstrumentId instrument,
                                InstrumentState state, Timestamp until, const api::Note& reason,
                                BookOutput& out) {
    Market& market = *findMarket(instrument);
    TradingPhase& phase = market.phase;
    if (phase.state == InstrumentState::Delisted)
        return RejectReason::NotInThisState;
    const bool ends = until.value() != 0;
    if (ends && (until <= context.time || state == InstrumentState::Delisted))
        return RejectReason::InvalidExpiry;
    const bool manual = market.calendar.hasSchedule() || state != InstrumentState::Trading || ends;
    if (state == phase.state && until == phase.until && manual == phase.manual)
        return RejectReason::NothingToChange;
    phase.manual = manual;
    if (!ends)
        phase.tradesByHand = manual && state == InstrumentState::Trading;
    if (state == InstrumentState::Delisted)
        phase.scheduled = kNever;
    enterByHand(context, market, state, until, reason, out);
    return RejectReason::None;
}

RejectReason BookRole::work(const api::CommandContext& context,
                            const api::ChangeInstrumentState& command, BookOutput& out) {
    return setState(context, command.instrument, command.state, command.until, command.reason, out);
}

RejectReason BookRole::work(const api::CommandContext& context, const api::HaltInstrument& command,
                            BookOutput& out) {
    return setState(context, command.instrument, InstrumentState::Halted, Timestamp(0),
                    command.reason, out);
}

RejectReason BookRole::work(const api::CommandContext& context,
                            const api::ResumeInstrument& command, BookOutput& out) {
    Market& market = *findMarket(command.instrument);
    if (market.phase.state == InstrumentState::Delisted)
        return RejectReason::NotInThisState;
    const InstrumentState state = market.calendar.stateAt(context.time);
    if (!market.phase.manual && state == market.phase.state)
        return RejectReason::NothingToChange;
    market.phase.manual = false;
    market.phase.tradesByHand = false;
    enterByHand(context, market, state, Timestamp(0), command.reason, out);
    return RejectReason::None;
}

/// Goes by a changed calendar at once, unless an operator's state or an auction after an
/// interruption stands: that ends in its own time.
void BookRole::calendarChanged(const api::CommandContext& context, Market& market,
                               BookOutput& out) {
    market.phase.scheduled = market.calendar.nextChange(context.time);
    if (!market.phase.manual && market.phase.until.value() == 0)
        enter(context, market, market.calendar.stateAt(context.time), Timestamp(0), {}, out);
    finishPhaseWork(context, market, out);
}

/// Sets one of the rules that a market goes by, and tells it.
template<class Event, class Rules, class Command>
RejectReason BookRole::setRule(const Market& market, Rules& rules, const Command& command,
                               BookOutput& out) {
    if (market.phase.state == InstrumentState::Delisted)
        return RejectReason::NotInThisState;
    const RejectReason reason = rules.set(command);
    if (reason == RejectReason::None)
        out.events.append(Event{command});
    return reason;
}

RejectReason BookRole::work(const api::CommandContext& context,
                            const api::SetTradingSchedule& command, BookOutput& out) {
    Market& market = *findMarket(command.instrument);
    const RejectReason reason =
        setRule<api::TradingScheduleChanged>(market, market.calendar, command, out);
    if (reason == RejectReason::None)
        calendarChanged(context, market, out);
    return reason;
}

RejectReason BookRole::work(const api::CommandContext& context, const api::SetTradingDay& command,
                            BookOutput& out) {
    Market& market = *findMarket(command.instrument);
    const RejectReason reason =
        setRule<api::TradingDayChanged>(market, market.calendar, command, out);
    if (reason == RejectReason::None)
        calendarChanged(context, market, out);
    return reason;
}

RejectReason BookRole::work(const api::CommandContext& context,
                            const api::SetPriceControls& command, BookOutput& out) {
    Market& market = *findMarket(command.instrument);
    const RejectReason reason =
        setRule<api::PriceControlsChanged>(market, market.monitor, command, out);
    if (reason == RejectReason::None && !market.lastPrice.isZero())
        market.monitor.noteFirst(context.time, market.lastPrice);
    if (!market.pegged.empty())
        followPegs(market, out); // the collar bounds them
    return reason;
}

RejectReason BookRole::work(const api::CommandContext& context, const api::SetPriceBands& command,
                            BookOutput& out) {
    Market& market = *findMarket(command.instrument);
    const RejectReason reason =
        setRule<api::PriceBandsChanged>(market, market.bands, command, out);
    if (reason != RejectReason::None)
        return reason;
    if (market.bands.reference().isZero() && !market.lastPrice.isZero())
        market.bands.restart(context.time, market.lastPrice);
    finishPhaseWork(context, market, out);
    return reason;
}

// --- interruption -------------------------------------------------------------------------------

/// Keeps a taker within the prices at which the market may trade.
void BookRole::boundTaker(const api::CommandContext& context, const Market& market,
                          Taker& taker) const {
    PriceRange range = market.monitor.range(context.time);
    if (!market.band.reference.isZero()) {
        range.lowest = std::max(range.lowest, market.band.range.lowest);
        range.highest = std::min(range.highest, market.band.range.highest);
    }
    const bool buys = taker.side == Side::Buy;
    const auto best = market.book.bestPrice(api::opposite(taker.side));
    if (best && !range.contains(*best))
        taker.bound = noPrice(taker.side);
    else
        taker.bound = buys ? std::min(taker.ownLimit(), range.highest)
                           : std::max(taker.ownLimit(), range.lowest);
}

/// Notes what a taker has traded, and interrupts trading if the price monitor has kept it from
/// trading on.
void BookRole::noteWatchedTrades(const api::CommandContext& context, Market& market,
                                 const Taker& taker, BookOutput& out) {
    const bool wantsMore = taker.bound && taker.open.value() > 0 && !taker.stopped &&
                           market.book.wouldTrade(taker.side, taker.ownLimit());
    const bool interrupts =
        wantsMore && !market.monitor.range(context.time)
                          .contains(*market.book.bestPrice(api::opposite(taker.side)));
    if (taker.trades > 0) {
        market.monitor.note(context.time, taker.lastTrade);
        market.bands.note(context.time, taker.priceSum, taker.trades);
    }
    if (!interrupts)
        return;
    const Duration length(market.monitor.controls().auctionSeconds * kNsPerSecond);
    enter(context, market, InstrumentState::VolatilityAuction, context.time + length, {}, out);
    refreshDue(market);
}

void BookRole::finishRestoring(Market& market) {
    if (isAuction(market.phase.state))
        market.indicated = auctionPrice(market);
    refreshDue(market);
}

} // namespace openbell::core
