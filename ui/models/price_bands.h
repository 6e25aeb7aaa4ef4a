// Limit-up/limit-down bands as the console reckons them, to say beforehand what a table will do. The
// rules are the engine's (core/phases/price_bands.h), and a test compares the two. GUI thread.
#pragma once

#include "ui/models/instrument_effects.h"

#include <array>
#include <map>
#include <optional>

namespace openbell::models {

struct BandRow {
    Price above;
    std::int64_t widthPpm = 0; ///< zero: there is no such row
    Price most;
};
std::array<BandRow, 3> bandRows(const api::SetPriceBands& table);

using BandTables = std::map<std::int32_t, api::SetPriceBands>;

/// The day of a time, in days since 1970-01-01 UTC.
std::int32_t dayOf(Timestamp time);
/// The table that counts on a day; nullptr: none has begun.
const api::SetPriceBands* bandsOn(const BandTables& tables, std::int32_t day);

struct PriceBand {
    Price reference;
    Price lower;
    Price upper;
    std::int64_t widthPpm = 0;
    bool capped = false; ///< narrower than its share, because of the bound in ticks
};

/// The band around a reference price; none without rows or price. `closeIsNear`: it may be twice as
/// wide.
std::optional<PriceBand> bandAround(const api::SetPriceBands& table, Price reference,
                                    bool closeIsNear = false);
/// True when the table widens the band now in that market.
bool closeIsNear(const api::SetPriceBands& table, const MarketSituation& situation);
/// The band that the market would have with that table today, as far as the console knows the
/// reference price; none when the table does not count today.
std::optional<PriceBand> newBand(const api::SetPriceBands& table, const MarketSituation& situation);

struct OrdersAtBand {
    int cancelled = 0; ///< bids above and offers below the band: the exchange cancels them
    int outside = 0;   ///< they stay, but cannot trade
};
OrdersAtBand ordersAt(const PriceBand& band, const OrderCounts& orders);

} // namespace openbell::models
