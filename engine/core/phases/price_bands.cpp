#include "engine/core/phases/price_bands.h"

#include "engine/core/phases/trading_calendar.h"

#include <algorithm>
#include <array>
#include <limits>

namespace openbell::core {
namespace {

using api::RejectReason;

constexpr std::uint32_t kMaxSeconds = 86'400;
constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr std::int32_t kMaxDay = 100'000; ///< far enough, and times of such days do not overflow
constexpr Duration kLeastStay{30 * kNsPerSecond};
constexpr std::int64_t kLeastMovePpm = 10'000;
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max() - 1;

struct Row {
    Price above;
    std::int64_t widthPpm;
    Price most;
    friend bool operator==(const Row&, const Row&) = default;
};
using Rows = std::array<Row, 3>;

Rows rowsOf(const api::SetPriceBands& t) {
    return {{{t.above1, t.width1Ppm, t.most1},
             {t.above2, t.width2Ppm, t.most2},
             {t.above3, t.width3Ppm, t.most3}}};
}

bool isValid(const api::SetPriceBands& table) {
    const Rows rows = rowsOf(table);
    const bool any = rows[0].widthPpm != 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Row& row = rows[i];
        if (row.widthPpm < 0 || row.widthPpm >= kPpm || row.most.value() < 0)
            return false;
        if (row.widthPpm == 0 ? !(row == Row{}) : i > 0 && rows[i - 1].widthPpm == 0)
            return false;
        if (row.widthPpm != 0 && (i == 0 ? !row.above.isZero() : row.above <= rows[i - 1].above))
            return false;
    }
    for (const std::uint32_t seconds :
         {table.referenceSeconds, table.limitSeconds, table.pauseSeconds})
        if (seconds > kMaxSeconds || (seconds != 0) != any)
            return false;
    const auto used = static_cast<std::uint32_t>(
        std::count_if(rows.begin(), rows.end(), [](const Row& row) { return row.widthPpm != 0; }));
    if (table.closeSeconds > kMaxSeconds || table.closeRows > used ||
        (table.closeSeconds != 0) != (table.closeRows != 0))
        return false;
    return table.fromDay >= 0 && table.fromDay <= kMaxDay;
}

bool isSame(const api::SetPriceBands& a, const api::SetPriceBands& b) {
    return rowsOf(a) == rowsOf(b) && a.referenceSeconds == b.referenceSeconds &&
           a.limitSeconds == b.limitSeconds && a.pauseSeconds == b.pauseSeconds &&
           a.closeSeconds == b.closeSeconds && a.closeRows == b.closeRows;
}

/// When the band of that table widens towards the close; kNever: it does not.
Timestamp widensAt(const api::SetPriceBands& table, Timestamp tradingEnd) {
    if (table.closeSeconds == 0 || tradingEnd == kNever)
        return kNever;
    return Timestamp(tradingEnd.value() - table.closeSeconds * kNsPerSecond);
}

} // namespace

RejectReason PriceBands::set(const api::SetPriceBands& table) {
    if (!isValid(table))
        return RejectReason::InvalidDefinition;
    const auto before = m_tables.find(table.fromDay);
    if (before != m_tables.end() && isSame(before->second, table))
        return RejectReason::NothingToChange;
    if (before == m_tables.end() && m_tables.size() >= kMaxBandTables)
        return RejectReason::InvalidDefinition;
    m_tables[table.fromDay] = table;
    return RejectReason::None;
}

const api::SetPriceBands* PriceBands::tableAt(Timestamp time) const {
    const std::int64_t day = time.value() / kNsPerSecond / kSecondsPerDay;
    auto after = m_tables.upper_bound(static_cast<std::int32_t>(std::min<std::int64_t>(day, kMaxDay)));
    if (after == m_tables.begin())
        return nullptr;
    const api::SetPriceBands& table = std::prev(after)->second;
    return table.width1Ppm == 0 ? nullptr : &table;
}

std::int64_t PriceBands::sliceAt(Timestamp time) const {
    return time.value() / (m_window * (kNsPerSecond / kSlices));
}

void PriceBands::note(Timestamp time, Int128 sum, std::int64_t trades) {
    const api::SetPriceBands* table = tableAt(time);
    if (!table) { // what is traded without bands makes the reference stale
        m_reference = Price(0);
        m_slices.clear();
        return;
    }
    if (m_reference.isZero())
        return restart(time, Price(static_cast<std::int64_t>(sum / trades)));
    if (m_window != table->referenceSeconds)
        m_slices.clear();
    m_window = table->referenceSeconds;
    const std::int64_t number = sliceAt(time);
    if (m_slices.empty() || m_slices.back().number != number)
        m_slices.push_back({number, 0, 0});
    m_slices.back().sum += sum;
    m_slices.back().trades += trades;
    while (m_slices.front().number <= number - kSlices)
        m_slices.pop_front();
    Int128 allSum = 0;
    std::int64_t allTrades = 0;
    for (const Slice& slice : m_slices) {
        allSum += slice.sum;
        allTrades += slice.trades;
    }
    const Price mean(static_cast<std::int64_t>(allSum / allTrades));
    const Int128 away =
        mean > m_reference ? (mean - m_reference).value() : (m_reference - mean).value();
    if (time >= m_since + kLeastStay &&
        away * kPpm >= static_cast<Int128>(m_reference.value()) * kLeastMovePpm) {
        m_reference = mean;
        m_since = time;
    }
}

void PriceBands::restart(Timestamp time, Price price) {
    m_slices.clear();
    m_reference = Price(0);
    const api::SetPriceBands* table = tableAt(time);
    if (!table)
        return;
    m_reference = price;
    m_since = time;
    m_window = table->referenceSeconds;
    m_slices.push_back({sliceAt(time), price.value(), 1});
}

Timestamp PriceBands::nextChange(Timestamp time, Timestamp tradingEnd) const {
    const std::int64_t day = std::min<std::int64_t>(time.value() / kNsPerSecond / kSecondsPerDay, kMaxDay);
    const auto after = m_tables.upper_bound(static_cast<std::int32_t>(day));
    Timestamp change = kNever;
    if (after != m_tables.end())
        change = Timestamp(after->first * kSecondsPerDay * kNsPerSecond);
    if (const api::SetPriceBands* table = tableAt(time))
        if (const Timestamp at = widensAt(*table, tradingEnd); at > time)
            change = std::min(change, at);
    return change;
}

PriceBands::Band PriceBands::at(Timestamp time, Timestamp tradingEnd) const {
    const api::SetPriceBands* table = tableAt(time);
    if (!table || m_reference.isZero())
        return {};
    const Rows rows = rowsOf(*table);
    std::uint32_t row = 0;
    for (std::uint32_t i = 1; i < rows.size(); ++i)
        if (rows[i].widthPpm != 0 && m_reference > rows[i].above)
            row = i;
    const bool wide = time >= widensAt(*table, tradingEnd) && row < table->closeRows;
    const int times = wide ? 2 : 1;
    // To the nearest tick, as the plan has it.
    const Int128 reference = m_reference.value();
    Int128 width = (reference * rows[row].widthPpm * times + kPpm / 2) / kPpm;
    if (!rows[row].most.isZero())
        width = std::min(width, Int128(rows[row].most.value()) * times);
    const Int128 lowest = std::max<Int128>(1, reference - width);
    const Int128 highest = std::min<Int128>(kHighest, reference + width);
    return {m_reference,
            {Price(static_cast<std::int64_t>(lowest)), Price(static_cast<std::int64_t>(highest))}};
}

bool PriceBands::restore(Price reference, Timestamp since, std::uint32_t window) {
    m_reference = reference;
    m_since = since;
    m_window = window;
    return reference.value() >= 0 && since.value() >= 0 && window <= kMaxSeconds;
}

bool PriceBands::restore(const Slice& slice) {
    const bool follows = m_slices.empty() || slice.number > m_slices.back().number;
    if (!follows || slice.number < 0 || slice.sum <= 0 || slice.trades <= 0 ||
        m_slices.size() >= static_cast<std::size_t>(kSlices))
        return false;
    m_slices.push_back(slice);
    return true;
}

} // namespace openbell::core
