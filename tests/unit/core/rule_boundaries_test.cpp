// What definitions and price guards may be, up to the last value that is taken and from the first
// that is not, and which side the edges of the guards are on.
#include "engine/core/id_table.h"
#include "engine/core/phases/price_bands.h"
#include "engine/core/phases/trading_calendar.h"
#include "tests/unit/core/boundaries.h"

using namespace openbell;
using namespace openbell::core;
using api::RejectReason;
using api::Side;

namespace {

constexpr std::int64_t kDay = 86'400;

/// A second instrument, of fresh assets, with that field at the value.
template<class Set>
auto defining(Set set) {
    return [set](OneMarket& market, std::int64_t value) {
        api::CreateInstrument c = plainInstrument();
        c.instrument = InstrumentId(2);
        c.symbol = api::Symbol("NEW");
        set(c, value);
        return market.apply(c);
    };
}

template<class Command, class Set>
auto setting(Command base, Set set) {
    return [base, set](OneMarket& market, std::int64_t value) {
        Command command = base;
        command.instrument = kMarket;
        set(command, value);
        return market.apply(command);
    };
}

std::vector<Bound> definitions() {
    constexpr auto kInvalid = RejectReason::InvalidDefinition;
    constexpr std::int64_t kStep = 1'000'000'000'000'000'000;
    using Instrument = api::CreateInstrument;
    const auto fees = [](bool maker) {
        return [maker](OneMarket& market, std::int64_t value) {
            // Not what they are, so that zero is a change, too.
            OPENBELL_ASSERT(market.apply(api::SetInstrumentFees{kMarket, 7, 7}) ==
                            RejectReason::None);
            return market.apply(
                api::SetInstrumentFees{kMarket, maker ? value : 7, maker ? 7 : value});
        };
    };
    return {
        {"maker fee", defining([](Instrument& c, auto v) { c.makerFeePpm = v; }),
         inside(0, 999'999, kInvalid)},
        {"taker fee", defining([](Instrument& c, auto v) { c.takerFeePpm = v; }),
         inside(0, 999'999, kInvalid)},
        {"changed maker fee", fees(true), inside(0, 999'999, kInvalid)},
        {"changed taker fee", fees(false), inside(0, 999'999, kInvalid)},
        {"tick size", defining([](Instrument& c, auto v) { c.tickSize = v; }),
         inside(1, kStep, kInvalid)},
        {"lot size", defining([](Instrument& c, auto v) { c.lotSize = v; }),
         inside(1, kStep, kInvalid)},
        {"price scale", // 10^-scale x 10^18 is a whole number
         defining([](Instrument& c, auto v) {
             c.priceScale = static_cast<std::uint8_t>(v);
             c.tickSize = kStep;
         }),
         {{0, RejectReason::None}, {18, RejectReason::None}, {19, kInvalid}}},
        {"least price", defining([](Instrument& c, auto v) { c.minPrice = Price(v); }),
         inside(1, 1'000'000, kInvalid)},
        {"highest price", defining([](Instrument& c, auto v) { c.maxPrice = Price(v); }),
         inside(1, kMaxAmount - 1, kInvalid)},
        {"least quantity", defining([](Instrument& c, auto v) { c.minQuantity = Quantity(v); }),
         inside(1, 1'000'000, kInvalid)},
        {"highest quantity", defining([](Instrument& c, auto v) { c.maxQuantity = Quantity(v); }),
         inside(1, kMaxAmount - 1, kInvalid)},
        {"least value",
         defining([](Instrument& c, auto v) { c.minValue = Amount(v); }),
         {{-1, kInvalid}, {0, RejectReason::None}}},
        {"instrument id",
         defining(
             [](Instrument& c, auto v) { c.instrument = InstrumentId(static_cast<unsigned>(v)); }),
         {{0, kInvalid}, {kMaxReferenceId - 1, RejectReason::None}, {kMaxReferenceId, kInvalid}}},
        {"account id",
         [](OneMarket& market, std::int64_t v) {
             return market.apply(
                 api::CreateAccount{AccountId(static_cast<unsigned>(v)), api::Name("new")});
         },
         {{0, kInvalid}, {kMaxReferenceId - 1, RejectReason::None}, {kMaxReferenceId, kInvalid}}},
        {"user id",
         [](OneMarket& market, std::int64_t v) {
             return market.apply(api::CreateUser{UserId(static_cast<unsigned>(v)), api::Name("new"),
                                                 api::Role::Viewer, AccountId()});
         },
         {{0, kInvalid}, {kMaxReferenceId - 1, RejectReason::None}, {kMaxReferenceId, kInvalid}}},
        {"asset scale",
         [](OneMarket& market, std::int64_t v) {
             return market.apply(
                 api::CreateAsset{AssetId(9), api::AssetCode("NEW"), static_cast<std::uint8_t>(v)});
         },
         {{0, RejectReason::None}, {18, RejectReason::None}, {19, kInvalid}}},
    };
}

std::vector<Bound> guards() {
    constexpr auto kInvalid = RejectReason::InvalidDefinition;
    using Controls = api::SetPriceControls;
    using Bands = api::SetPriceBands;
    Controls controls;
    controls.collarPpm = 7;
    controls.horizon1 = 60;
    controls.deviation1Ppm = 10'000;
    controls.auctionSeconds = 60;
    Bands bands;
    bands.width1Ppm = 100'000;
    bands.above2 = Price(50);
    bands.width2Ppm = 50'000;
    bands.referenceSeconds = bands.limitSeconds = bands.pauseSeconds = 60;
    const auto u32 = [](std::int64_t value) { return static_cast<std::uint32_t>(value); };
    return {
        {"collar", setting(controls, [](Controls& c, auto v) { c.collarPpm = v; }),
         inside(0, 999'999, kInvalid)},
        {"deviation", setting(controls, [](Controls& c, auto v) { c.deviation1Ppm = v; }),
         inside(1, 999'999, kInvalid)},
        {"horizon",
         setting(controls, [u32](Controls& c, auto v) { c.horizon1 = u32(v); }),
         {{0, kInvalid},
          {1, RejectReason::None},
          {7 * kDay, RejectReason::None},
          {7 * kDay + 1, kInvalid}}},
        {"length of a volatility auction",
         setting(controls, [u32](Controls& c, auto v) { c.auctionSeconds = u32(v); }),
         {{0, kInvalid},
          {1, RejectReason::None},
          {7 * kDay, RejectReason::None},
          {7 * kDay + 1, kInvalid}}},
        {"an auction without a horizon",
         setting(Controls{},
                 [u32](Controls& c, auto v) {
                     c.collarPpm = 7;
                     c.auctionSeconds = u32(v);
                 }),
         {{0, RejectReason::None}, {1, kInvalid}}},
        {"a horizon without a deviation",
         setting(controls, [u32](Controls& c, auto v) { c.horizon3 = u32(v); }),
         {{0, RejectReason::None}, {1, kInvalid}}},
        {"first day of bands",
         setting(bands, [](Bands& c, auto v) { c.fromDay = static_cast<std::int32_t>(v); }),
         inside(0, 100'000, kInvalid)},
        {"width of a band",
         setting(bands, [](Bands& c, auto v) { c.width2Ppm = v; }),
         {{-1, kInvalid},
          {0, kInvalid},
          {1, RejectReason::None},
          {999'999, RejectReason::None},
          {1'000'000, kInvalid}}},
        {"most of a band",
         setting(bands, [](Bands& c, auto v) { c.most1 = Price(v); }),
         {{-1, kInvalid}, {0, RejectReason::None}}},
        {"beginning of the first row",
         setting(bands, [](Bands& c, auto v) { c.above1 = Price(v); }),
         {{0, RejectReason::None}, {1, kInvalid}}},
        {"beginning of the second row",
         setting(bands, [](Bands& c, auto v) { c.above2 = Price(v); }),
         {{0, kInvalid}, {1, RejectReason::None}}},
        {"beginning of the third row",
         setting(bands,
                 [](Bands& c, auto v) {
                     c.above3 = Price(v);
                     c.width3Ppm = 1;
                 }),
         {{50, kInvalid}, {51, RejectReason::None}}},
        {"a third row without a second",
         setting(bands,
                 [](Bands& c, auto v) {
                     c.above2 = Price(0);
                     c.width2Ppm = 0;
                     c.above3 = Price(v);
                     c.width3Ppm = v;
                 }),
         {{0, RejectReason::None}, {1, kInvalid}}},
        {"reference time", setting(bands, [u32](Bands& c, auto v) { c.referenceSeconds = u32(v); }),
         inside(1, kDay, kInvalid)},
        {"limit time", setting(bands, [u32](Bands& c, auto v) { c.limitSeconds = u32(v); }),
         inside(1, kDay, kInvalid)},
        {"pause", setting(bands, [u32](Bands& c, auto v) { c.pauseSeconds = u32(v); }),
         inside(1, kDay, kInvalid)},
        {"time before the close",
         setting(bands,
                 [u32](Bands& c, auto v) {
                     c.closeSeconds = u32(v);
                     c.closeRows = 2;
                 }),
         inside(1, kDay, kInvalid)},
        {"rows that widen before the close",
         setting(bands,
                 [u32](Bands& c, auto v) {
                     c.closeSeconds = 60;
                     c.closeRows = u32(v);
                 }),
         inside(1, 2, kInvalid)},
        {"times without rows",
         setting(Bands{}, [u32](Bands& c, auto v) { c.pauseSeconds = u32(v); }),
         {{0, RejectReason::None}, {1, kInvalid}}},
        {"tables of bands",
         [&](OneMarket& market, std::int64_t tables) {
             RejectReason last = RejectReason::None;
             for (std::int64_t day = 0; day < tables; ++day) {
                 Bands table;
                 table.instrument = kMarket;
                 table.fromDay = static_cast<std::int32_t>(day);
                 last = market.apply(table);
             }
             return last;
         },
         {{kMaxBandTables, RejectReason::None}, {kMaxBandTables + 1, kInvalid}}},
        {"special days",
         [&](OneMarket& market, std::int64_t days) {
             RejectReason last = RejectReason::None;
             for (std::int64_t day = 1; day <= days; ++day)
                 last = market.apply(api::SetTradingDay{kMarket, static_cast<std::int32_t>(day)});
             return last;
         },
         {{kMaxSpecialDays, RejectReason::None}, {kMaxSpecialDays + 1, kInvalid}}},
    };
}

} // namespace

class RuleBoundariesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void definitionsAreValidUpToTheirBounds() { checkAll(definitions(), plainInstrument()); }
    void priceGuardsAreValidUpToTheirBounds() { checkAll(guards(), plainInstrument()); }
    void theCollarsEdgeIsInside();
    void theMonitorsEdgeTrades();
    void theBandsEdgeIsInside();
};

void RuleBoundariesTest::theCollarsEdgeIsInside() {
    struct Case {
        Side side;
        std::int64_t price;
        RejectReason answer;
    };
    // 10 % of 505 are 50.5 ticks: rounded to the inside.
    for (const Case& each :
         {Case{Side::Buy, 555, RejectReason::None},
          Case{Side::Buy, 556, RejectReason::PriceOutsideCollar},
          Case{Side::Buy, 1, RejectReason::None}, Case{Side::Sell, 455, RejectReason::None},
          Case{Side::Sell, 454, RejectReason::PriceOutsideCollar},
          Case{Side::Sell, 1'000'000, RejectReason::None}}) {
        OneMarket market;
        market.tradeAt(505);
        api::SetPriceControls controls;
        controls.instrument = kMarket;
        controls.collarPpm = 100'000;
        QCOMPARE(market.apply(controls), RejectReason::None);
        QCOMPARE(market.apply(OneMarket::order(kAnn, each.side, each.price, 5)), each.answer);
    }
}

void RuleBoundariesTest::theMonitorsEdgeTrades() {
    for (const std::int64_t price : {550, 551, 450, 449}) {
        OneMarket market;
        market.tradeAt(500);
        api::SetPriceControls controls;
        controls.instrument = kMarket;
        controls.horizon1 = 60;
        controls.deviation1Ppm = 100'000;
        controls.auctionSeconds = 30;
        QCOMPARE(market.apply(controls), RejectReason::None);
        const Side taking = price > 500 ? Side::Buy : Side::Sell;
        market.place(kAnn, api::opposite(taking), price, 5);
        market.place(kBob, taking, price, 5);
        const bool inside = price == 550 || price == 450;
        QCOMPARE(market.all<api::TradeExecuted>().size(), std::size_t(inside ? 1 : 0));
        const auto states = market.all<api::InstrumentStateChanged>();
        QCOMPARE(states.size(), std::size_t(inside ? 0 : 1));
        if (!inside)
            QCOMPARE(states[0].state, api::InstrumentState::VolatilityAuction);
        QVERIFY(!market.venue.checkInvariants());
    }
}

void RuleBoundariesTest::theBandsEdgeIsInside() {
    struct Case {
        Side side;
        std::int64_t price;
        RejectReason answer;
    };
    for (const Case& each : {Case{Side::Buy, 550, RejectReason::None},
                             Case{Side::Buy, 551, RejectReason::PriceOutsideBand},
                             Case{Side::Sell, 450, RejectReason::None},
                             Case{Side::Sell, 449, RejectReason::PriceOutsideBand}}) {
        OneMarket market;
        market.tradeAt(500);
        api::SetPriceBands bands;
        bands.instrument = kMarket;
        bands.width1Ppm = 100'000;
        bands.referenceSeconds = bands.limitSeconds = bands.pauseSeconds = 60;
        QCOMPARE(market.apply(bands), RejectReason::None);
        QCOMPARE(market.all<api::PriceBandMoved>().size(), std::size_t{1});
        QCOMPARE(market.apply(OneMarket::order(kAnn, each.side, each.price, 5)), each.answer);
        QVERIFY(!market.venue.checkInvariants());
    }
}

QTEST_APPLESS_MAIN(RuleBoundariesTest)
#include "rule_boundaries_test.moc"
