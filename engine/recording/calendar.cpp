#include "engine/recording/calendar.h"

#include "engine/recording/decimal.h"

#include <chrono>

namespace openbell::recording {
namespace {

std::optional<Timestamp> dateAt(std::string_view text) {
    if (text.size() < 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const auto year = parseInteger(text.substr(0, 4));
    const auto month = parseInteger(text.substr(5, 2));
    const auto day = parseInteger(text.substr(8, 2));
    if (!year || !month || !day || *year < 1970 || *month < 1 || *day < 1)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok())
        return std::nullopt;
    const auto days = std::chrono::sys_days(date).time_since_epoch().count();
    return Timestamp(static_cast<std::int64_t>(days) * 86'400 * kNsPerSecond);
}

} // namespace

std::optional<Timestamp> findDate(std::string_view text) {
    for (std::size_t i = 0; i + 10 <= text.size(); ++i)
        if (const auto date = dateAt(text.substr(i)))
            return date;
    return std::nullopt;
}

} // namespace openbell::recording
