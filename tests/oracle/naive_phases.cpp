// The naive venue's trading days: states, schedules, auctions, interruptions, expiry.
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

using Wide = Int128;
constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kDay = 86'400 * kSecond;
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

bool isAuction(InstrumentState state) {
    return state == InstrumentState::OpeningAuction ||
           state == InstrumentState::VolatilityAuction || state == InstrumentState::ClosingAuction;
}

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
    if (waits || order.timeInForce == TimeInForce::AtClose)
        return true;
    if (order.timeInForce == TimeInForce::AtOpen)
        return instrument.state == PreOpen || instrument.state == OpeningAuction;
    const bool atOnce = order.type == OrderType::Market ||
                        order.timeInForce == TimeInForce::ImmediateOrCancel ||
                        order.timeInForce == TimeInForce::FillOrKill;
    return !atOnce || instrument.state == Trading;
}

// --- the calendar -------------------------------------------------------------------------------

/// Every phase of a day with the time at which it begins.
std::vector<std::pair<std::int64_t, InstrumentState>>
NaiveVenue::phasesOf(const Instrument& instrument, std::int64_t day) const {
    std::vector<std::pair<std::int64_t, InstrumentState>> phases;
    const api::SetTradingSchedule& s = instrument.schedule;
    const std::int64_t weekday = (day + 3) % 7; // 1970-01-01 was a Thursday; Monday is 0
    if (((s.weekdays >> weekday) & 1) == 0)
        return phases;
    std::int64_t close = s.close;
    std::int64_t closingAuction = s.closingAuction;
    if (const auto special = instrument.days.find(static_cast<std::int32_t>(day));
        special != instrument.days.end()) {
        if (special->second.kind == api::TradingDayKind::Holiday)
            return phases;
        const std::int64_t earlier = std::max<std::int64_t>(0, close - special->second.close);
        close -= earlier;
        if (closingAuction != -1)
            closingAuction -= earlier;
    }
    if (close <= s.trading)
        return phases;
    const auto add = [&](std::int64_t second, InstrumentState state) {
        phases.emplace_back(day * kDay + second * kSecond, state);
    };
    if (s.preOpen != -1)
        add(s.preOpen, InstrumentState::PreOpen);
    if (s.openingAuction != -1)
        add(s.openingAuction, InstrumentState::OpeningAuction);
    add(s.trading, InstrumentState::Trading);
    if (s.closingAuction != -1 && closingAuction > s.trading)
        add(closingAuction, InstrumentState::ClosingAuction);
    add(close, InstrumentState::Closed);
    return phases;
}

InstrumentState NaiveVenue::scheduledState(const Instrument& instrument, std::int64_t time) const {
    if (instrument.schedule.weekdays == 0)
        return InstrumentState::Trading;
    InstrumentState state = InstrumentState::Closed;
    for (const auto& [at, phase] : phasesOf(instrument, time / kDay))
        if (at <= time)
            state = phase;
    return state;
}

std::int64_t NaiveVenue::nextPhase(const Instrument& instrument, std::int64_t time,
                                   bool onlyClose) const {
    if (instrument.schedule.weekdays != 0)
        for (std::int64_t day = time / kDay; day <= time / kDay + 366; ++day)
            for (const auto& [at, state] : phasesOf(instrument, day))
                if (at > time && (!onlyClose || state == InstrumentState::Closed))
                    return at;
    return kNever;
}

std::int64_t NaiveVenue::endOfDay(const Instrument& instrument, std::int64_t time) const {
    if (instrument.schedule.weekdays == 0)
        return (time / kDay + 1) * kDay;
    const std::int64_t close = nextPhase(instrument, time, true);
    return close == kNever ? 0 : close;
}

// --- time passes --------------------------------------------------------------------------------

void NaiveVenue::catchUp(Instrument& instrument) {
    const std::int64_t now = m_context.time.value();
    for (bool any = false;; any = true) {
        // Of all that is due: the earliest; at one time expiries first, the oldest order first.
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
        const std::int64_t until = instrument.until == 0 ? kNever : instrument.until;
        const std::int64_t limit = instrument.limitUntil == 0 ? kNever : instrument.limitUntil;
        const std::int64_t soonest = std::min({next, until, instrument.scheduled, limit});
        if (soonest > now && !any)
            return;
        if (soonest > now)
            break;
        if (next == soonest) {
            cancelOne(instrument, expiring, CancelReason::Expired);
        } else if (until == soonest) {
            const bool closing = instrument.state == InstrumentState::ClosingAuction;
            const InstrumentState otherwise =
                closing ? InstrumentState::Closed : InstrumentState::Trading;
            instrument.until = 0;
            instrument.manual = false;
            enter(instrument,
                  instrument.schedule.weekdays == 0 ? otherwise : scheduledState(instrument, until),
                  0, {});
        } else if (limit == soonest && instrument.scheduled != soonest) {
            endLimit(instrument);
        } else {
            const std::int64_t at = std::max(instrument.scheduled, now - 8 * kDay);
            instrument.scheduled = nextPhase(instrument, at, false);
            if (!instrument.manual)
                enter(instrument, scheduledState(instrument, at), 0, {});
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
            return;
        }
    const Order order = *find(instrument, id);
    m_events.push_back(api::OrderCancelled{id, order.account, order.instrument,
                                           Quantity(order.open()), reason});
    erase(instrument, order);
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
    if (state == InstrumentState::Trading ||
        (state == InstrumentState::Closed && isAuction(from)))
        uncross(instrument);
    if (state == InstrumentState::Trading || state == InstrumentState::Closed)
        endBounded(instrument, state == InstrumentState::Closed);
    if (state == InstrumentState::Delisted)
        cancelEverything(instrument, AccountId(), api::SideFilter::Both, CancelReason::Delisted);
    instrument.state = state;
    instrument.indicated = {};
    m_events.push_back(api::InstrumentStateChanged{instrument.definition.instrument, state,
                                                   Timestamp(endOfState(instrument)), reason});
    moveBand(instrument);
    if (state == InstrumentState::ClosingAuction) {
        std::vector<Order> admitted;
        for (const Order& order : instrument.waiting)
            if (order.type == OrderType::Limit)
                admitted.push_back(order);
        instrument.waiting.remove_if([](const Order& order) {
            return order.type == OrderType::Limit;
        });
        for (const Order& order : admitted) {
            m_events.push_back(
                api::OrderTriggered{order.id, order.account, order.instrument, Price(0)});
            rest(instrument, order);
        }
    }
    if (state == InstrumentState::Trading && instrument.last > 0)
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
    for (const auto& [id, reason] : ended)
        cancelOne(instrument, id, reason);
}

void NaiveVenue::setState(Instrument& instrument, InstrumentState state, std::int64_t until,
                          const api::Note& reason) {
    refuseUnless(instrument.state != InstrumentState::Delisted, RejectReason::NotInThisState);
    refuseUnless(until == 0 || (until > m_context.time.value() &&
                                state != InstrumentState::Delisted),
                 RejectReason::InvalidExpiry);
    const bool sameState = state == instrument.state;
    refuseUnless(!sameState || until != instrument.until, RejectReason::NothingToChange);
    instrument.manual =
        instrument.schedule.weekdays != 0 || state != InstrumentState::Trading || until != 0;
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
    enter(instrument, state, 0, c.reason);
    if (sameState)
        m_events.push_back(api::InstrumentStateChanged{c.instrument, state,
                                                       Timestamp(endOfState(instrument)),
                                                       c.reason});
    m_atBook = &instrument;
}

void NaiveVenue::goBySchedule(Instrument& instrument) {
    instrument.scheduled = nextPhase(instrument, m_context.time.value(), false);
    if (!instrument.manual)
        enter(instrument, scheduledState(instrument, m_context.time.value()), 0, {});
    m_atBook = &instrument;
}

void NaiveVenue::work(const api::SetTradingSchedule& c) {
    Instrument& instrument = known(c.instrument);
    refuseUnless(instrument.state != InstrumentState::Delisted, RejectReason::NotInThisState);
    if (c.weekdays != 0) {
        refuseUnless(c.weekdays < 128 && c.trading != -1 && c.close != -1,
                     RejectReason::InvalidDefinition);
        std::vector<std::int32_t> times;
        for (const std::int32_t at :
             {c.preOpen, c.openingAuction, c.trading, c.closingAuction, c.close})
            if (at != -1)
                times.push_back(at);
        for (std::size_t i = 0; i < times.size(); ++i)
            refuseUnless(times[i] >= 0 && times[i] < 86'400 && (i == 0 || times[i] > times[i - 1]),
                         RejectReason::InvalidDefinition);
    }
    const api::SetTradingSchedule& s = instrument.schedule;
    refuseUnless(s.weekdays != c.weekdays || s.preOpen != c.preOpen ||
                     s.openingAuction != c.openingAuction || s.trading != c.trading ||
                     s.closingAuction != c.closingAuction || s.close != c.close,
                 RejectReason::NothingToChange);
    instrument.schedule = c;
    m_events.push_back(api::TradingScheduleChanged{c});
    goBySchedule(instrument);
}

void NaiveVenue::work(const api::SetTradingDay& c) {
    Instrument& instrument = known(c.instrument);
    refuseUnless(instrument.state != InstrumentState::Delisted, RejectReason::NotInThisState);
    const bool isShort = c.kind == api::TradingDayKind::Short;
    refuseUnless(c.day >= 0 && Wide{c.day} + 367 < kNever / kDay, RejectReason::InvalidDefinition);
    refuseUnless(isShort ? c.close >= 0 && c.close < 86'400 : c.close == -1,
                 RejectReason::InvalidDefinition);
    const auto before = instrument.days.find(c.day);
    const bool there = before != instrument.days.end();
    if (c.kind == api::TradingDayKind::AsScheduled) {
        refuseUnless(there, RejectReason::NothingToChange);
        instrument.days.erase(before);
    } else {
        refuseUnless(!there || before->second.kind != c.kind || before->second.close != c.close,
                     RejectReason::NothingToChange);
        refuseUnless(there || instrument.days.size() < 1000, RejectReason::InvalidDefinition);
        instrument.days[c.day] = c;
    }
    m_events.push_back(api::TradingDayChanged{c});
    goBySchedule(instrument);
}

// --- auctions -----------------------------------------------------------------------------------

NaiveVenue::Auction NaiveVenue::auctionPrice(const Instrument& instrument) const {
    if (instrument.buys.empty() || instrument.sells.empty())
        return {};
    const std::int64_t ask = instrument.sells.begin()->first;
    const std::int64_t bid = instrument.buys.rbegin()->first;
    // Demand and supply change only at the levels, so these and their neighbours are enough.
    std::set<std::int64_t> prices;
    const auto add = [&](std::int64_t price) {
        if (price >= ask && price <= bid)
            prices.insert(price);
    };
    for (const Side side : {Side::Buy, Side::Sell})
        for (const auto& [price, queue] : instrument.side(side))
            for (const std::int64_t step : {-1, 0, 1})
                add(price + step);
    const auto tradedAt = [&](std::int64_t price) {
        std::int64_t demand = 0;
        std::int64_t supply = 0;
        for (const auto& [at, queue] : instrument.buys)
            for (const Order& order : queue)
                demand += at >= price ? order.open() : 0;
        for (const auto& [at, queue] : instrument.sells)
            for (const Order& order : queue)
                supply += at <= price ? order.open() : 0;
        return Auction{price, std::min(demand, supply), demand - supply};
    };
    const auto isBetter = [](const Auction& a, const Auction& b) {
        if (a.quantity != b.quantity)
            return a.quantity > b.quantity;
        return std::abs(a.surplus) < std::abs(b.surplus);
    };
    const auto bestOf = [&](std::vector<Auction>& best) {
        best.clear();
        for (const std::int64_t price : prices) {
            const Auction here = tradedAt(price);
            if (!best.empty() && isBetter(best.front(), here))
                continue;
            if (!best.empty() && isBetter(here, best.front()))
                best.clear();
            best.push_back(here);
        }
    };
    std::vector<Auction> best;
    bestOf(best);
    if (best.empty())
        return {};
    std::int64_t reference = instrument.last;
    if (reference == 0) {
        reference = best.front().price + (best.back().price - best.front().price) / 2;
    }
    add(reference);
    bestOf(best);
    Auction found = best.front();
    for (const Auction& each : best)
        if (std::abs(each.price - reference) < std::abs(found.price - reference))
            found = each;
    return found;
}

void NaiveVenue::indicate(Instrument& instrument) {
    if (!isAuction(instrument.state))
        return;
    const Auction now = auctionPrice(instrument);
    if (now == instrument.indicated)
        return;
    instrument.indicated = now;
    m_events.push_back(api::AuctionIndicated{instrument.definition.instrument, Price(now.price),
                                             Quantity(now.quantity), Quantity(now.surplus)});
}

void NaiveVenue::uncross(Instrument& instrument) {
    const api::CreateInstrument& d = instrument.definition;
    const Auction found = auctionPrice(instrument);
    if (!isAuction(instrument.state) && found.price == 0)
        return;
    m_events.push_back(api::AuctionUncrossed{d.instrument, instrument.state, Price(found.price),
                                             Quantity(found.quantity), Quantity(found.surplus)});
    std::int64_t left = found.quantity;
    while (left > 0) {
        Order buy = instrument.buys.rbegin()->second.front();
        Order sell = instrument.sells.begin()->second.front();
        const std::int64_t quantity = std::min(buy.atOnce(), sell.atOnce());
        left -= quantity;
        const Wide value = Wide{found.price} * quantity * instrument.tickValue;
        const auto buyFee = static_cast<std::int64_t>(value * buy.makerPpm / 1'000'000);
        const auto sellFee = static_cast<std::int64_t>(value * sell.makerPpm / 1'000'000);
        const auto quote = static_cast<std::int64_t>(value);
        move(buy.account, d.base, quantity * d.lotSize);
        move(buy.account, d.quote, -quote - buyFee);
        move(sell.account, d.base, -quantity * d.lotSize);
        move(sell.account, d.quote, quote - sellFee);
        buy.filled += quantity;
        buy.part -= quantity; // means nothing but of icebergs
        sell.filled += quantity;
        sell.part -= quantity;
        const bool buyIsNewer = buy.id > sell.id;
        const Order& newer = buyIsNewer ? buy : sell;
        const Order& older = buyIsNewer ? sell : buy;
        m_events.push_back(api::TradeExecuted{
            TradeId(++instrument.trades), d.instrument, newer.side, Price(found.price),
            Quantity(quantity), older.id, newer.id, older.account, newer.account,
            Quantity(older.open()), Quantity(newer.open()), Amount(buyIsNewer ? sellFee : buyFee),
            Amount(buyIsNewer ? buyFee : sellFee), true});
        for (Order* order : {&buy, &sell}) {
            *find(instrument, order->id) = *order;
            touch(instrument, *order);
            if (order->open() == 0) {
                erase(instrument, *order);
            } else if (order->display > 0 && order->part == 0) {
                erase(instrument, *order);
                rest(instrument, *order);
            }
        }
    }
    if (found.price == 0)
        return;
    instrument.last = found.price;
    for (auto& history : instrument.histories)
        history.clear();
    noteTrade(instrument, found.price);
    restartBand(instrument, found.price);
}

// --- price controls -----------------------------------------------------------------------------

std::array<std::pair<std::int64_t, std::int64_t>, 3>
NaiveVenue::horizonsOf(const api::SetPriceControls& c) {
    return {{{c.horizon1, c.deviation1Ppm},
             {c.horizon2, c.deviation2Ppm},
             {c.horizon3, c.deviation3Ppm}}};
}

void NaiveVenue::work(const api::SetPriceControls& c) {
    Instrument& instrument = known(c.instrument);
    refuseUnless(instrument.state != InstrumentState::Delisted, RejectReason::NotInThisState);
    const auto horizons = horizonsOf(c);
    const auto before = horizonsOf(instrument.controls);
    bool any = false;
    for (const auto& [seconds, ppm] : horizons) {
        refuseUnless(ppm >= 0 && ppm < 1'000'000 && seconds <= 7 * 86'400 &&
                         (seconds == 0) == (ppm == 0),
                     RejectReason::InvalidDefinition);
        any = any || seconds != 0;
    }
    refuseUnless(c.collarPpm >= 0 && c.collarPpm < 1'000'000 && c.auctionSeconds <= 7 * 86'400 &&
                     (c.auctionSeconds != 0) == any,
                 RejectReason::InvalidDefinition);
    refuseUnless(horizons != before || c.collarPpm != instrument.controls.collarPpm ||
                     c.auctionSeconds != instrument.controls.auctionSeconds,
                 RejectReason::NothingToChange);
    instrument.controls = c;
    m_events.push_back(api::PriceControlsChanged{c});
    for (std::size_t i = 0; i < horizons.size(); ++i) {
        if (horizons[i].first != before[i].first)
            instrument.histories[i].clear();
        if (horizons[i].first != 0 && instrument.histories[i].empty() && instrument.last != 0)
            instrument.histories[i].push_back({m_context.time.value(), instrument.last});
    }
}

void NaiveVenue::noteTrade(Instrument& instrument, std::int64_t price) {
    const auto horizons = horizonsOf(instrument.controls);
    const std::int64_t now = m_context.time.value();
    for (std::size_t i = 0; i < horizons.size(); ++i) {
        auto& history = instrument.histories[i];
        if (horizons[i].first != 0)
            history.push_back({now, price});
        // Only to keep the walks short: what is two horizons old does not matter when there is more
        // that is older than one.
        if (history.size() > 1000 && history[500].first < now - 2 * horizons[i].first * kSecond)
            history.erase(history.begin(), history.begin() + 500);
    }
}

/// Whether trading at that price would be further than allowed from where the market was.
bool NaiveVenue::isTooFar(const Instrument& instrument, std::int64_t price) const {
    const auto horizons = horizonsOf(instrument.controls);
    for (std::size_t i = 0; i < horizons.size(); ++i) {
        const auto [seconds, ppm] = horizons[i];
        const auto& history = instrument.histories[i];
        if (seconds == 0 || history.empty())
            continue;
        const auto sliceOf = [seconds = seconds](std::int64_t time) {
            return time / (seconds * kSecond / 16);
        };
        const std::int64_t old = sliceOf(m_context.time.value()) - 16;
        // The last trade that is old enough, or of the first slice that there is.
        std::int64_t reference = 0;
        for (const auto& [time, traded] : history)
            if (sliceOf(time) <= old || sliceOf(time) == sliceOf(history.front().first))
                reference = traded;
        const auto away = static_cast<std::int64_t>(Wide{reference} * ppm / 1'000'000);
        if (price > reference + away || price < std::max<std::int64_t>(1, reference - away))
            return true;
    }
    return false;
}

void NaiveVenue::refuseBeyondCollar(const Instrument& instrument, Side side,
                                    std::int64_t price) const {
    const std::int64_t ppm = instrument.controls.collarPpm;
    if (ppm == 0 || instrument.last == 0 || price == 0)
        return;
    const auto away = static_cast<std::int64_t>(Wide{instrument.last} * ppm / 1'000'000);
    refuseUnless(side == Side::Buy
                     ? price <= instrument.last + away
                     : price >= std::max<std::int64_t>(1, instrument.last - away),
                 RejectReason::PriceOutsideCollar);
}

void NaiveVenue::refuseBeyondBand(const Instrument& instrument, Side side,
                                  std::int64_t price) const {
    const Band& band = instrument.band;
    refuseUnless(band.reference == 0 || price == 0 ||
                     (side == Side::Buy ? price <= band.upper : price >= band.lower),
                 RejectReason::PriceOutsideBand);
}

/// True when the market has what the order wants, but at a price at which it must not trade now.
bool NaiveVenue::isHeldBack(const Instrument& instrument, const Order& taker,
                            std::int64_t limit) const {
    if (taker.open() == 0 || !crosses(instrument, taker.side, limit))
        return false;
    return isTooFar(instrument, taker.side == Side::Buy ? instrument.sells.begin()->first
                                                        : instrument.buys.rbegin()->first);
}

void NaiveVenue::interrupt(Instrument& instrument) {
    enter(instrument, InstrumentState::VolatilityAuction,
          m_context.time.value() + instrument.controls.auctionSeconds * kSecond, {});
}

} // namespace openbell::oracle
