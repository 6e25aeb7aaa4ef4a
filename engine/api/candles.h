// Candles: where they begin and how a trade changes one. The live view and the read models build
// theirs with the same function.
#pragma once

#include "engine/api/views.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace openbell::api {

/// Every interval, shortest first (the enumeration grows at its end).
inline constexpr std::array kIntervalsByLength{
    CandleInterval::Second1,  CandleInterval::Second5, CandleInterval::Second15,
    CandleInterval::Minute1,  CandleInterval::Minute5, CandleInterval::Minute15,
    CandleInterval::Minute30, CandleInterval::Hour1,   CandleInterval::Hour4,
    CandleInterval::Day1,     CandleInterval::Week1,   CandleInterval::Month1};
static_assert(kIntervalsByLength.size() == kEnumSize<CandleInterval>);

/// Where the candle that covers `time` begins. Weeks begin on Monday, months are calendar months,
/// both at midnight UTC; the others are multiples of their length since 1970-01-01T00:00 UTC.
/// Times before 1970 work alike.
constexpr Timestamp candleStart(Timestamp time, CandleInterval interval);

/// Where the candle after the one that begins at `start` begins.
constexpr Timestamp nextCandleStart(Timestamp start, CandleInterval interval);

/// Makes a trade part of a candle; an empty one (no trades) begins with it.
constexpr void addTrade(CandleView& candle, Price price, Quantity quantity) {
    if (candle.trades == 0)
        candle.open = candle.high = candle.low = price;
    candle.high = std::max(candle.high, price);
    candle.low = std::min(candle.low, price);
    candle.close = price;
    candle.volume += quantity;
    candle.turnover.add(price, quantity);
    ++candle.trades;
}

namespace detail {

/// The length of an interval's candles, which all begin `offset` after a multiple of it.
struct Grid {
    std::chrono::seconds length;
    std::chrono::seconds offset{0};
};

constexpr Grid gridOf(CandleInterval interval) {
    using namespace std::chrono;
    switch (interval) {
    case CandleInterval::Second1:
        return {seconds(1)};
    case CandleInterval::Second5:
        return {seconds(5)};
    case CandleInterval::Second15:
        return {seconds(15)};
    case CandleInterval::Minute1:
        return {minutes(1)};
    case CandleInterval::Minute5:
        return {minutes(5)};
    case CandleInterval::Minute15:
        return {minutes(15)};
    case CandleInterval::Hour1:
        return {hours(1)};
    case CandleInterval::Hour4:
        return {hours(4)};
    case CandleInterval::Day1:
        return {days(1)};
    case CandleInterval::Minute30:
        return {minutes(30)};
    case CandleInterval::Week1:
        return {weeks(1), days(4)}; // 1970-01-01 is a Thursday
    case CandleInterval::Month1:
        break; // no grid
    }
    return {days(1)};
}

constexpr std::int64_t floorTo(std::int64_t value, std::int64_t step) {
    const std::int64_t past = value % step;
    return value - (past < 0 ? past + step : past);
}

constexpr std::chrono::year_month monthOf(Timestamp time) {
    using namespace std::chrono;
    const sys_days day{floor<days>(nanoseconds(time.value()))};
    const year_month_day date(day);
    return date.year() / date.month();
}

constexpr Timestamp startOf(std::chrono::year_month month) {
    using namespace std::chrono;
    return Timestamp(nanoseconds(sys_days(month / 1).time_since_epoch()).count());
}

} // namespace detail

constexpr Timestamp candleStart(Timestamp time, CandleInterval interval) {
    if (interval == CandleInterval::Month1)
        return detail::startOf(detail::monthOf(time));
    const detail::Grid grid = detail::gridOf(interval);
    const std::int64_t length = std::chrono::nanoseconds(grid.length).count();
    const std::int64_t offset = std::chrono::nanoseconds(grid.offset).count();
    return Timestamp(detail::floorTo(time.value() - offset, length) + offset);
}

constexpr Timestamp nextCandleStart(Timestamp start, CandleInterval interval) {
    if (interval == CandleInterval::Month1)
        return detail::startOf(detail::monthOf(start) + std::chrono::months(1));
    return start + Duration(std::chrono::nanoseconds(detail::gridOf(interval).length).count());
}

} // namespace openbell::api
