// One market to test with: BTC-USD, ticks of 0.50, lots of 0.001.
#pragma once

#include "ui/models/reference_data.h"

namespace openbell::models {

inline constexpr InstrumentId kMarket{1};
inline constexpr AssetId kBtc{1};
inline constexpr AssetId kUsd{2};

inline api::TopicUpdate sampleReference(api::InstrumentState state = api::InstrumentState::Trading) {
    api::TopicUpdate update;
    update.snapshot = true;
    update.assets = {{kBtc, api::AssetCode("BTC"), 8}, {kUsd, api::AssetCode("USD"), 4}};
    api::InstrumentDefined market;
    market.definition.instrument = kMarket;
    market.definition.symbol = api::Symbol("BTC-USD");
    market.definition.base = kBtc;
    market.definition.quote = kUsd;
    market.definition.priceScale = 2;
    market.definition.tickSize = 50;
    market.definition.lotSize = 100'000;
    market.definition.minPrice = Price(2);
    market.definition.maxPrice = Price(400'000);
    market.definition.minQuantity = Quantity(1);
    market.definition.maxQuantity = Quantity(50'000);
    market.definition.minValue = Amount(50'000); // 5 USD
    market.definition.makerFeePpm = 1000;
    market.definition.takerFeePpm = 2000;
    market.tickValue = 5; // 0.5 USD x 0.001 = 0.0005 USD = 5 atoms
    market.state = state;
    update.instruments = {market};
    return update;
}

} // namespace openbell::models
