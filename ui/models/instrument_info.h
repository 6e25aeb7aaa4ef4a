// What the console knows of one market: the definition with its asset scales, ready for formatting.
#pragma once

#include "engine/api/events.h"

#include <QString>

#include <map>

namespace openbell::models {

/// How integers of one market become text: value = units * step / 10^decimals.
struct DecimalScale {
    std::int64_t step = 1; ///< of one tick or lot, in the smallest decimal shown
    int decimals = 0;
};

struct InstrumentInfo {
    InstrumentId id;
    QString symbol;
    QString baseCode;
    QString quoteCode;
    DecimalScale price;    ///< of one tick, in quote units
    DecimalScale quantity; ///< of one lot, in base units
    DecimalScale quote;    ///< of one quote atom
    api::CreateInstrument definition;
    std::int64_t tickValue = 0; ///< quote atoms per tick and lot
    api::InstrumentState state = api::InstrumentState::Trading;
    Timestamp until{}; ///< when the state changes next, as far as is known; zero: not known
    api::SetTradingSchedule schedule; ///< no weekdays: trades round the clock
    std::map<std::int32_t, api::SetTradingDay> specialDays; ///< by day
    api::SetPriceControls priceControls;
    std::map<std::int32_t, api::SetPriceBands> priceBands; ///< by the day from which they count
};

struct AssetInfo {
    AssetId id;
    QString code;
    DecimalScale scale; ///< of one atom
};

} // namespace openbell::models
