// The naive venue's schedules and special days.
#include "tests/oracle/naive_venue.h"

#include <limits>

namespace openbell::oracle {
namespace {

using api::InstrumentState;
using api::RejectReason;

using Wide = Int128;
constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kDay = 86'400 * kSecond;
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

} // namespace

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

} // namespace openbell::oracle
