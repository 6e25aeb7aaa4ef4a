// Limit-up/limit-down bands of one instrument: dated tables of widths, the reference price that
// follows the trades, and the band around it. Owned by the market's shard.
//
// The reference is the arithmetic mean of the trades in the window, as in the U.S. plan to address
// extraordinary market volatility: it is replaced when the mean is at least 1 % away from it and it
// has stood for 30 s. The first trade, or an auction's price, is a reference at once.
#pragma once

#include "engine/api/commands.h"
#include "engine/base/money.h"
#include "engine/base/time.h"
#include "engine/core/phases/price_monitor.h"

#include <deque>
#include <map>
#include <optional>

namespace openbell::core {

/// Bound of the dated tables of one instrument.
inline constexpr std::size_t kMaxBandTables = 100;

class PriceBands {
public:
    using Tables = std::map<std::int32_t, api::SetPriceBands>; ///< by the day from which they count

    /// The trades of one slice of the reference window.
    struct Slice {
        std::int64_t number = 0; ///< since 1970
        Int128 sum = 0;          ///< of prices
        std::int64_t trades = 0;
    };
    static constexpr std::int64_t kSlices = 10; ///< that the window is divided into
    using Slices = std::deque<Slice>;

    struct Band {
        Price reference; ///< zero: no band
        PriceRange range;
        friend bool operator==(const Band& a, const Band& b) {
            return a.reference == b.reference && a.range.lowest == b.range.lowest &&
                   a.range.highest == b.range.highest;
        }
    };

    /// InvalidDefinition when rows, days or durations make no sense or there are kMaxBandTables,
    /// NothingToChange when that day has this table already.
    api::RejectReason set(const api::SetPriceBands& table);
    bool empty() const { return m_tables.empty(); }
    const Tables& tables() const { return m_tables; }
    /// The table that counts at that time, if it has rows.
    const api::SetPriceBands* tableAt(Timestamp time) const;

    /// Notes trades by the sum of their prices and their number, more than zero; the reference may
    /// move.
    void note(Timestamp time, Int128 sum, std::int64_t trades);
    /// Begins anew from one price, such as an auction's.
    void restart(Timestamp time, Price price);

    /// The band at that time, for a market whose schedule ends continuous trading at `tradingEnd`
    /// (kNever: it does not).
    Band at(Timestamp time, Timestamp tradingEnd) const;
    /// When the band changes by itself after that time: the day of another table comes, or it
    /// widens towards the close; kNever when it does not.
    Timestamp nextChange(Timestamp time, Timestamp tradingEnd) const;

    Price reference() const { return m_reference; }
    Timestamp referenceSince() const { return m_since; }
    std::uint32_t window() const { return m_window; }
    const Slices& slices() const { return m_slices; }
    /// For loading; false when it makes no sense.
    bool restore(Price reference, Timestamp since, std::uint32_t window);
    bool restore(const Slice& slice);

private:
    std::int64_t sliceAt(Timestamp time) const;

    Tables m_tables;
    Price m_reference; ///< zero: none yet
    Timestamp m_since;
    std::uint32_t m_window = 0; ///< seconds; of the slices below
    Slices m_slices;            ///< ascending, at most kSlices
};

} // namespace openbell::core
