// The naive venue's trading days: what a state takes, what becomes due, how states change.
#include "tests/oracle/naive_venue.h"

#include <algorithm>
#include <limits>

namespace openbell::oracle {
namespace {

using api::CancelReason;
using api::InstrumentState;
using api::OrderType;
using api::RejectReason;
using api::Side;
using api::TimeInForce;

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kDay = 86'400 * kSecond;
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

} // namespace

// --- what is allowed ----------------------------------------------------------------------------

void NaiveVenue::refuseInState(const Instrument& instrument, bool allowed) const {
    refuseUnless(allowed || instrument.state != InstrumentState::Halted,
                 RejectReason::MarketHalted);
    refuseUnless(allowed, RejectReason::NotInThisState);
}

bool NaiveVenue::takesOrders(const Instrument& instrument) {
    using enum InstrumentState;
    return instrument.state == Trading || instrument.state == PreOpen ||
           isAuction(instrument.state);
}

bool NaiveVenue::takes(const Instrument& instrument, const Order& order) {
    using enum InstrumentState;
    if (!takesOrders(instrument))
        return false;
    const bool waits = order.type != OrderType::Limit && order.type != OrderType::Market;
    if (waits || order.isPegged() || order.timeInForce == TimeInForce::AtClose)
        return true;
    if (order.timeInForce == TimeInForce::AtOpen)
        return instrument.state == PreOpen || instrument.state == OpeningAuction;
    const bool atOnce = order.type == OrderType::Market ||
                        order.timeInForce == TimeInForce::ImmediateOrCancel ||
                        order.timeInForce == TimeInForce::FillOrKill;
    return !atOnce || instrument.state == Trading;
}

// --- time passes --------------------------------------------------------------------------------

void NaiveVenue::catchUp(Instrument& instrument) {
    const std::int64_t now = m_context.time.value();
    for (bool any = false;; any = true) {
        // Of all that is due: the earliest; at one time states before expiries, the oldest order's
        // first.
        std::int64_t next = kNever;
        OrderId expiring;
        const auto consider = [&](const Order& order) {
            if (order.expiry == 0)
                return;
            if (order.expiry < next || (order.expiry == next && order.id < expiring)) {
                next = order.expiry;
                expiring = order.id;
            }
        };
        for (const Side side : {Side::Buy, Side::Sell})
            for (const auto& [price, queue] : instrument.side(side))
                for (const Order& order : queue)
                    consider(order);
        for (const Order& order : instrument.waiting)
            consider(order);
        for (const Order& order : instrument.parked)
            consider(order);
        const std::int64_t until = instrument.until == 0 ? kNever : instrument.until;
        const std::int64_t limit = instrument.limitUntil == 0 ? kNever : instrument.limitUntil;
        const std::int64_t soonest =
            std::min({next, until, instrument.scheduled, instrument.bandChange, limit});
        if (soonest > now && !any)
            return;
        if (soonest > now)
            break;
        if (until == soonest) {
            InstrumentState state = InstrumentState::Trading;
            if (instrument.schedule.weekdays != 0 && !instrument.tradesByHand)
                state = scheduledState(instrument, until);
            if (instrument.state == InstrumentState::ClosingAuction) {
                state = InstrumentState::Closed;
                instrument.tradesByHand = false;
            }
            instrument.until = 0;
            instrument.manual = instrument.tradesByHand;
            enter(instrument, state, 0, {});
        } else if (instrument.scheduled == soonest) {
            const std::int64_t at = std::max(instrument.scheduled, now - 8 * kDay);
            instrument.scheduled = nextPhase(instrument, at, false);
            if (!instrument.manual)
                enter(instrument, scheduledState(instrument, at), 0, {});
        } else if (instrument.bandChange == soonest) {
            moveBand(instrument, soonest);
        } else if (next == soonest) {
            cancelOne(instrument, expiring, CancelReason::Expired);
        } else {
            endLimit(instrument);
        }
    }
    publishLevels();
    followBand(instrument);
    indicate(instrument);
}

void NaiveVenue::cancelOne(Instrument& instrument, OrderId id, CancelReason reason) {
    for (auto waiting = instrument.waiting.begin(); waiting != instrument.waiting.end(); ++waiting)
        if (waiting->id == id) {
            m_events.push_back(api::OrderCancelled{id, waiting->account, waiting->instrument,
                                                   Quantity(waiting->total), reason});
            touchHold(instrument, *waiting);
            instrument.waiting.erase(waiting);
            return endList(instrument, id);
        }
    for (auto parked = instrument.parked.begin(); parked != instrument.parked.end(); ++parked)
        if (parked->id == id) {
            m_events.push_back(api::OrderCancelled{id, parked->account, parked->instrument,
                                                   Quantity(parked->open()), reason});
            touchHold(instrument, *parked);
            instrument.parked.erase(parked);
            return;
        }
    const Order order = *find(instrument, id);
    m_events.push_back(api::OrderCancelled{id, order.account, order.instrument,
                                           Quantity(order.open()), reason});
    erase(instrument, order);
    endList(instrument, id);
}

// --- states -------------------------------------------------------------------------------------

std::int64_t NaiveVenue::endOfState(const Instrument& instrument) {
    if (instrument.until != 0)
        return instrument.until;
    return instrument.manual || instrument.scheduled == kNever ? 0 : instrument.scheduled;
}

void NaiveVenue::enter(Instrument& instrument, InstrumentState state, std::int64_t until,
                       const api::Note& reason) {
    const InstrumentState from = instrument.state;
    instrument.until = until;
    if (from == state)
        return;
    if (from == InstrumentState::Trading)
        for (const auto& [id, pegged] : pegsOf(instrument))
            standAt(instrument, pegged, 0);
    if (state == InstrumentState::Trading ||
        (state == InstrumentState::Closed && isAuction(from)))
        uncross(instrument);
    if (state == InstrumentState::Trading || state == InstrumentState::Closed)
        endBounded(instrument, state == InstrumentState::Closed);
    if (state == InstrumentState::Delisted)
        cancelEverything(instrument, {}, CancelReason::Delisted);
    instrument.state = state;
    instrument.indicated = {};
    m_events.push_back(api::InstrumentStateChanged{instrument.definition.instrument, state,
                                                   Timestamp(endOfState(instrument)), reason});
    moveBand(instrument, m_context.time.value());
    if (state == InstrumentState::ClosingAuction) {
        std::vector<Order> admitted;
        for (const Order& order : instrument.waiting)
            if (order.type == OrderType::Limit && order.waitsFor.isNone())
                admitted.push_back(order);
        instrument.waiting.remove_if([](const Order& order) {
            return order.type == OrderType::Limit && order.waitsFor.isNone();
        });
        for (const Order& order : admitted) {
            m_events.push_back(
                api::OrderTriggered{order.id, order.account, order.instrument, Price(0)});
            rest(instrument, order);
        }
    }
    if (state != InstrumentState::Trading)
        followPrices(instrument, {});
    else if (instrument.last > 0)
        followPrices(instrument, {instrument.last});
}

/// Cancels what does not outlive an auction, or the day.
void NaiveVenue::endBounded(Instrument& instrument, bool dayEnds) {
    std::map<OrderId, CancelReason> ended;
    const auto consider = [&](const Order& order, bool waits) {
        const TimeInForce tif = order.timeInForce;
        if (tif == TimeInForce::AtOpen || (tif == TimeInForce::AtClose && (dayEnds || !waits)))
            ended[order.id] = CancelReason::AuctionOver;
        if (tif == TimeInForce::Day && dayEnds)
            ended[order.id] = CancelReason::Expired;
    };
    for (const Side side : {Side::Buy, Side::Sell})
        for (const auto& [price, queue] : instrument.side(side))
            for (const Order& order : queue)
                consider(order, false);
    for (const Order& order : instrument.waiting)
        consider(order, true);
    for (const Order& order : instrument.parked)
        consider(order, true);
    for (const auto& [id, reason] : ended)
        if (findAny(instrument, id)) // not gone with another one of its list
            cancelOne(instrument, id, reason);
}

void NaiveVenue::setState(Instrument& instrument, InstrumentState state, std::int64_t until,
                          const api::Note& reason) {
    refuseUnless(instrument.state != InstrumentState::Delisted, RejectReason::NotInThisState);
    refuseUnless(until == 0 || (until > m_context.time.value() &&
                                state != InstrumentState::Delisted),
                 RejectReason::InvalidExpiry);
    const bool sameState = state == instrument.state;
    const bool manual =
        instrument.schedule.weekdays != 0 || state != InstrumentState::Trading || until != 0;
    refuseUnless(!sameState || until != instrument.until || manual != instrument.manual,
                 RejectReason::NothingToChange);
    instrument.manual = manual;
    if (until == 0)
        instrument.tradesByHand = manual && state == InstrumentState::Trading;
    if (state == InstrumentState::Delisted)
        instrument.scheduled = kNever;
    enter(instrument, state, until, reason);
    if (sameState)
        m_events.push_back(api::InstrumentStateChanged{instrument.definition.instrument, state,
                                                       Timestamp(endOfState(instrument)), reason});
    m_atBook = &instrument;
}

void NaiveVenue::work(const api::ChangeInstrumentState& c) {
    setState(known(c.instrument), c.state, c.until.value(), c.reason);
}

void NaiveVenue::work(const api::HaltInstrument& c) {
    setState(known(c.instrument), InstrumentState::Halted, 0, c.reason);
}

void NaiveVenue::work(const api::ResumeInstrument& c) {
    Instrument& instrument = known(c.instrument);
    refuseUnless(instrument.state != InstrumentState::Delisted, RejectReason::NotInThisState);
    const InstrumentState state = scheduledState(instrument, m_context.time.value());
    refuseUnless(instrument.manual || state != instrument.state, RejectReason::NothingToChange);
    const bool sameState = state == instrument.state;
    instrument.manual = false;
    instrument.tradesByHand = false;
    enter(instrument, state, 0, c.reason);
    if (sameState)
        m_events.push_back(api::InstrumentStateChanged{c.instrument, state,
                                                       Timestamp(endOfState(instrument)),
                                                       c.reason});
    m_atBook = &instrument;
}

void NaiveVenue::goBySchedule(Instrument& instrument) {
    instrument.scheduled = nextPhase(instrument, m_context.time.value(), false);
    if (!instrument.manual && instrument.until == 0)
        enter(instrument, scheduledState(instrument, m_context.time.value()), 0, {});
    m_atBook = &instrument;
}

} // namespace openbell::oracle
