// When an instrument is in which phase: its weekly schedule and the days that differ from it. Times
// are UTC. Pure functions of what was set; owned by the market's shard.
#pragma once

#include "engine/api/commands.h"
#include "engine/base/time.h"

#include <array>
#include <limits>
#include <map>
#include <optional>

namespace openbell::core {

/// No change ahead.
inline constexpr Timestamp kNever{std::numeric_limits<std::int64_t>::max()};

/// Bound of the days that differ from a schedule, per instrument.
inline constexpr std::size_t kMaxSpecialDays = 1'000;

class TradingCalendar {
public:
    using SpecialDays = std::map<std::int32_t, api::SetTradingDay>;

    /// InvalidDefinition when it is no schedule (see api::SetTradingSchedule), NothingToChange when
    /// it is the present one.
    api::RejectReason set(const api::SetTradingSchedule& schedule);
    /// InvalidDefinition also when there are kMaxSpecialDays already.
    api::RejectReason set(const api::SetTradingDay& day);

    /// False: the instrument trades round the clock.
    bool hasSchedule() const { return m_schedule.weekdays != 0; }
    const api::SetTradingSchedule& schedule() const { return m_schedule; }
    const SpecialDays& specialDays() const { return m_days; }

    /// The state at that time; Trading without a schedule.
    api::InstrumentState stateAt(Timestamp time) const;
    /// The first time after that one at which a phase begins; kNever when none does within a year.
    Timestamp nextChange(Timestamp time) const;
    /// The first close after that time, or the next midnight without a schedule; kNever as above.
    Timestamp endOfDay(Timestamp time) const;

private:
    struct Phase {
        std::int64_t second; ///< of the day
        api::InstrumentState state;
    };
    /// The phases of one day in order; none: closed.
    struct DayPlan {
        std::array<Phase, 5> phases;
        std::size_t count = 0;
        void add(std::int64_t second, api::InstrumentState state) {
            if (second != api::kNoTimeOfDay)
                phases[count++] = {second, state};
        }
    };

    DayPlan planOf(std::int64_t day) const;
    /// The first phase after `time` for which wanted(state) is true.
    template<class Wanted>
    Timestamp nextPhase(Timestamp time, Wanted&& wanted) const;

    api::SetTradingSchedule m_schedule;
    SpecialDays m_days;
};

} // namespace openbell::core
