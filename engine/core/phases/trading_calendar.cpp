#include "engine/core/phases/trading_calendar.h"

namespace openbell::core {
namespace {

using api::InstrumentState;
using api::kNoTimeOfDay;
using api::RejectReason;

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::int64_t kSearchDays = 366;
constexpr std::int64_t kLastDay = kNever.value() / kSecond / kDaySeconds - kSearchDays - 1;

bool isValid(const api::SetTradingSchedule& s) {
    if (s.weekdays == 0)
        return true;
    if (s.weekdays > 0x7F || s.trading == kNoTimeOfDay || s.close == kNoTimeOfDay)
        return false;
    std::int32_t before = -1;
    for (const std::int32_t at : {s.preOpen, s.openingAuction, s.trading, s.closingAuction, s.close}) {
        if (at == kNoTimeOfDay)
            continue;
        if (at <= before || at >= kDaySeconds)
            return false;
        before = at;
    }
    return true;
}

bool isSame(const api::SetTradingSchedule& a, const api::SetTradingSchedule& b) {
    return a.weekdays == b.weekdays && a.preOpen == b.preOpen &&
           a.openingAuction == b.openingAuction && a.trading == b.trading &&
           a.closingAuction == b.closingAuction && a.close == b.close;
}

std::int64_t dayOf(Timestamp time) {
    return time.value() / kSecond / kDaySeconds; // times are not before 1970
}

Timestamp timeOf(std::int64_t day, std::int64_t second) {
    return Timestamp((day * kDaySeconds + second) * kSecond);
}

/// 1970-01-01 was a Thursday.
bool isOn(std::uint8_t weekdays, std::int64_t day) {
    return (weekdays >> ((day + 3) % 7) & 1) != 0;
}

} // namespace

RejectReason TradingCalendar::set(const api::SetTradingSchedule& schedule) {
    if (!isValid(schedule))
        return RejectReason::InvalidDefinition;
    const bool changes = !isSame(schedule, m_schedule);
    m_schedule = schedule; // also for the name of the instrument in it
    return changes ? RejectReason::None : RejectReason::NothingToChange;
}

RejectReason TradingCalendar::set(const api::SetTradingDay& day) {
    const bool isShort = day.kind == api::TradingDayKind::Short;
    const bool closes = day.close >= 0 && day.close < kDaySeconds;
    if (day.day < 0 || day.day > kLastDay || (isShort ? !closes : day.close != kNoTimeOfDay))
        return RejectReason::InvalidDefinition;
    const auto before = m_days.find(day.day);
    if (day.kind == api::TradingDayKind::AsScheduled) {
        if (before == m_days.end())
            return RejectReason::NothingToChange;
        m_days.erase(before);
        return RejectReason::None;
    }
    if (before != m_days.end() && before->second.kind == day.kind &&
        before->second.close == day.close)
        return RejectReason::NothingToChange;
    if (before == m_days.end() && m_days.size() >= kMaxSpecialDays)
        return RejectReason::InvalidDefinition;
    m_days[day.day] = day;
    return RejectReason::None;
}

TradingCalendar::DayPlan TradingCalendar::planOf(std::int64_t day) const {
    DayPlan plan;
    const auto special = m_days.find(static_cast<std::int32_t>(day));
    const bool differs = special != m_days.end();
    if (!isOn(m_schedule.weekdays, day) ||
        (differs && special->second.kind == api::TradingDayKind::Holiday))
        return plan;
    std::int32_t close = m_schedule.close;
    std::int32_t closingAuction = m_schedule.closingAuction;
    if (differs && special->second.close < close) {
        if (closingAuction != kNoTimeOfDay)
            closingAuction -= close - special->second.close;
        close = special->second.close;
    }
    if (close <= m_schedule.trading)
        return plan; // nothing is left of the day
    plan.add(m_schedule.preOpen, InstrumentState::PreOpen);
    plan.add(m_schedule.openingAuction, InstrumentState::OpeningAuction);
    plan.add(m_schedule.trading, InstrumentState::Trading);
    if (closingAuction > m_schedule.trading)
        plan.add(closingAuction, InstrumentState::ClosingAuction);
    plan.add(close, InstrumentState::Closed);
    return plan;
}

InstrumentState TradingCalendar::stateAt(Timestamp time) const {
    if (!hasSchedule())
        return InstrumentState::Trading;
    const std::int64_t day = dayOf(time);
    if (day > kLastDay)
        return InstrumentState::Closed;
    const DayPlan plan = planOf(day);
    InstrumentState state = InstrumentState::Closed;
    for (std::size_t i = 0; i < plan.count && timeOf(day, plan.phases[i].second) <= time; ++i)
        state = plan.phases[i].state;
    return state;
}

template<class Wanted>
Timestamp TradingCalendar::nextPhase(Timestamp time, Wanted&& wanted) const {
    const std::int64_t today = dayOf(time);
    if (!hasSchedule() || today > kLastDay)
        return kNever;
    for (std::int64_t day = today; day <= today + kSearchDays; ++day) {
        const DayPlan plan = planOf(day);
        for (std::size_t i = 0; i < plan.count; ++i)
            if (const Timestamp at = timeOf(day, plan.phases[i].second);
                at > time && wanted(plan.phases[i].state))
                return at;
    }
    return kNever;
}

Timestamp TradingCalendar::nextChange(Timestamp time) const {
    return nextPhase(time, [](InstrumentState) { return true; });
}

Timestamp TradingCalendar::endOfDay(Timestamp time) const {
    if (hasSchedule())
        return nextPhase(time, [](InstrumentState state) { return state == InstrumentState::Closed; });
    const std::int64_t today = dayOf(time);
    return today > kLastDay ? kNever : timeOf(today + 1, 0);
}

} // namespace openbell::core
