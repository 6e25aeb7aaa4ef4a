// Each bound of the venue from both sides: the last value that is taken and the first that is not.
// The bounds of open orders are in limits_test.cpp, those of saved states in snapshot_test.cpp.
#include "engine/core/client_order_ids.h"
#include "engine/core/id_table.h"
#include "engine/core/phases/price_bands.h"
#include "engine/core/phases/trading_calendar.h"
#include "tests/unit/core/one_market.h"

#include <QTest>

#include <functional>

using namespace openbell;
using namespace openbell::core;
using api::RejectReason;
using api::Side;

namespace {

constexpr std::int64_t kNone = 0;
constexpr std::int64_t kDay = 86'400;

/// A number, and what the venue says to it.
struct Point {
    std::int64_t value;
    RejectReason answer;
};

/// A command with the number in it, given to a fresh market.
struct Bound {
    const char* name;
    std::function<RejectReason(OneMarket&, std::int64_t)> command;
    std::vector<Point> points;
};

/// Prices 10 to 1000, quantities 5 to 500, orders worth at least 1000.
api::CreateInstrument filteredInstrument() {
    api::CreateInstrument c = plainInstrument();
    c.minPrice = Price(10);
    c.maxPrice = Price(1000);
    c.minQuantity = Quantity(5);
    c.maxQuantity = Quantity(500);
    c.minValue = Amount(1000);
    return c;
}

/// An order that every filter lets pass.
api::PlaceOrder fittingOrder(Side side = Side::Buy) {
    return OneMarket::order(kAnn, side, 200, 100);
}

RejectReason amended(OneMarket& market, std::int64_t price, std::int64_t quantity) {
    const OrderId id = market.place(kAnn, Side::Buy, 200, 100);
    return market.apply(
        api::AmendOrder{kAnn, kMarket, id, Price(price), Quantity(quantity), Price(0)});
}

RejectReason replaced(OneMarket& market, std::int64_t price, std::int64_t quantity) {
    api::ReplaceOrder replacement;
    replacement.account = kAnn;
    replacement.instrument = kMarket;
    replacement.order = market.place(kAnn, Side::Buy, 200, 100);
    replacement.price = Price(price);
    replacement.quantity = Quantity(quantity);
    return market.apply(replacement);
}

std::vector<Point> inside(std::int64_t lowest, std::int64_t highest, RejectReason outside) {
    return {{lowest - 1, outside},
            {lowest, RejectReason::None},
            {highest, RejectReason::None},
            {highest + 1, outside}};
}

/// An order with that field at the value.
template<class Set>
auto placing(Set set, Side side = Side::Buy) {
    return [set, side](OneMarket& market, std::int64_t value) {
        api::PlaceOrder order = fittingOrder(side);
        set(order, value);
        return market.apply(order);
    };
}

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

std::vector<Bound> filters() {
    constexpr auto kPrice = RejectReason::PriceOutsideLimits;
    constexpr auto kQuantity = RejectReason::QuantityOutsideLimits;
    constexpr auto kValue = RejectReason::ValueOutsideLimits;
    const auto price = [](api::PlaceOrder& order, std::int64_t value) { order.price = Price(value); };
    const auto protection = [](api::PlaceOrder& order, std::int64_t value) {
        order.timeInForce = api::TimeInForce::FillOrKill;
        order.type = api::OrderType::Market;
        order.price = Price(value);
    };
    const auto trigger = [](api::PlaceOrder& order, std::int64_t value) {
        order.type = api::OrderType::Stop;
        order.triggerPrice = Price(value);
    };
    const auto trail = [](api::PlaceOrder& order, std::int64_t value) {
        order.type = api::OrderType::TrailingStop;
        order.triggerPrice = Price(500);
        order.trailBy = Price(value);
    };
    const auto quantity = [](api::PlaceOrder& order, std::int64_t value) {
        order.quantity = Quantity(value);
    };
    std::vector<Point> trailing = inside(1, 1000, kPrice);
    trailing[0].answer = RejectReason::InvalidPrice;
    return {
        {"price of a buy", placing(price), inside(10, 1000, kPrice)},
        {"price of a sell", placing(price, Side::Sell), inside(10, 1000, kPrice)},
        {"price of a market order", placing(protection), inside(10, 1000, kPrice)},
        {"trigger price", placing(trigger), inside(10, 1000, kPrice)},
        {"distance of a trailing stop", placing(trail, Side::Sell), trailing},
        {"amended price", [](OneMarket& m, std::int64_t v) { return amended(m, v, 100); },
         inside(10, 1000, kPrice)},
        {"price of a replacement", [](OneMarket& m, std::int64_t v) { return replaced(m, v, 100); },
         inside(10, 1000, kPrice)},
        {"no price at all", placing(price),
         {{0, RejectReason::InvalidPrice}, {-1, RejectReason::InvalidPrice}}},
        {"quantity", placing(quantity), inside(5, 500, kQuantity)},
        {"no quantity at all", placing(quantity),
         {{0, RejectReason::InvalidQuantity}, {-1, RejectReason::InvalidQuantity}}},
        {"amended quantity", [](OneMarket& m, std::int64_t v) { return amended(m, 200, v); },
         inside(5, 500, kQuantity)},
        {"quantity of a replacement", [](OneMarket& m, std::int64_t v) { return replaced(m, 200, v); },
         inside(5, 500, kQuantity)},
        {"value", // 9 x 111, 10 x 100 and 7 x 143 around 1000
         placing([](api::PlaceOrder& order, std::int64_t value) {
             order.price = Price(value == 999 ? 111 : value == 1000 ? 100 : 143);
             order.quantity = Quantity(value == 999 ? 9 : value == 1000 ? 10 : 7);
         }),
         {{999, kValue}, {1000, RejectReason::None}, {1001, RejectReason::None}}},
        {"amended value", [](OneMarket& m, std::int64_t v) { return amended(m, v / 9, 9); },
         {{999, kValue}, {1008, RejectReason::None}}},
        {"expiry", // of the command's time
         [](OneMarket& market, std::int64_t later) {
             api::PlaceOrder order = fittingOrder();
             order.timeInForce = api::TimeInForce::GoodTillTime;
             order.expiry = market.now + Duration(later);
             return market.apply(order);
         },
         {{-1, RejectReason::InvalidExpiry},
          {0, RejectReason::InvalidExpiry},
          {1, RejectReason::None}}},
        {"end of a state",
         [](OneMarket& market, std::int64_t later) {
             return market.apply(api::ChangeInstrumentState{
                 kMarket, api::InstrumentState::PreOpen, market.now + Duration(later), {}});
         },
         {{-1, RejectReason::InvalidExpiry},
          {0, RejectReason::InvalidExpiry},
          {1, RejectReason::None}}},
    };
}

std::vector<Bound> icebergs() {
    constexpr auto kQuantity = RejectReason::InvalidQuantity;
    /// An order of that display and variance in the plain market, whose least quantity is one.
    const auto showing = [](std::int64_t display, std::int64_t variance) {
        return [display, variance](OneMarket& market, std::int64_t quantity) {
            api::PlaceOrder order = OneMarket::order(kAnn, Side::Buy, 100, quantity);
            order.displayQuantity = Quantity(display);
            order.displayVariance = Quantity(variance);
            return market.apply(order);
        };
    };
    const auto amendedTo = [](OneMarket& market, std::int64_t quantity) {
        api::PlaceOrder order = OneMarket::order(kAnn, Side::Buy, 100, 50);
        order.displayQuantity = Quantity(5);
        const OrderId id = market.nextOrder();
        OPENBELL_ASSERT(market.apply(order) == RejectReason::None);
        return market.apply(
            api::AmendOrder{kAnn, kMarket, id, Price(100), Quantity(quantity), Price(0)});
    };
    return {
        {"a thousand parts of one", showing(1, 0), {{1000, RejectReason::None}, {1001, kQuantity}}},
        {"a thousand parts of five", showing(5, 0), {{5000, RejectReason::None}, {5001, kQuantity}}},
        {"a thousand parts of five at least", showing(7, 2),
         {{5000, RejectReason::None}, {5001, kQuantity}}},
        {"parts that may be of nothing show one", showing(2, 2),
         {{1000, RejectReason::None}, {1001, kQuantity}}},
        {"a thousand parts after an amendment", amendedTo,
         {{5000, RejectReason::None}, {5001, kQuantity}}},
        {"less is shown than there is", showing(50, 0), {{50, kQuantity}, {51, RejectReason::None}}},
        {"variance",
         [&](OneMarket& market, std::int64_t variance) {
             api::PlaceOrder order = OneMarket::order(kAnn, Side::Buy, 100, 50);
             order.displayQuantity = Quantity(8);
             order.displayVariance = Quantity(variance);
             return market.apply(order);
         },
         {{-1, kQuantity}, {0, RejectReason::None}, {8, RejectReason::None}, {9, kQuantity}}},
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
            return market.apply(api::SetInstrumentFees{kMarket, maker ? value : 7, maker ? 7 : value});
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
        {"least value", defining([](Instrument& c, auto v) { c.minValue = Amount(v); }),
         {{-1, kInvalid}, {0, RejectReason::None}}},
        {"instrument id",
         defining([](Instrument& c, auto v) { c.instrument = InstrumentId(static_cast<unsigned>(v)); }),
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
             return market.apply(api::CreateAsset{AssetId(9), api::AssetCode("NEW"),
                                                  static_cast<std::uint8_t>(v)});
         },
         {{0, RejectReason::None}, {18, RejectReason::None}, {19, kInvalid}}},
    };
}

std::vector<Bound> amounts() {
    constexpr auto kOverflow = RejectReason::AmountOverflow;
    const auto huge = [](OneMarket& market, const api::CreateInstrument& changed) {
        api::CreateInstrument c = changed;
        c.instrument = InstrumentId(2);
        c.symbol = api::Symbol("HUGE");
        c.maxPrice = Price(kMaxAmount - 1);
        c.maxQuantity = Quantity(kMaxAmount - 1);
        OPENBELL_ASSERT(market.apply(c) == RejectReason::None);
    };
    const auto order = [](std::int64_t price, std::int64_t quantity) {
        api::PlaceOrder placed = OneMarket::order(kAnn, Side::Buy, price, quantity);
        placed.instrument = InstrumentId(2);
        return placed;
    };
    constexpr auto kFunds = RejectReason::InsufficientFunds; // whatever fits is more than she has
    return {
        {"deposit",
         [](OneMarket& market, std::int64_t amount) {
             market.apply(api::CreateAsset{AssetId(9), api::AssetCode("NEW"), 0});
             return market.apply(api::Deposit{kAnn, AssetId(9), Amount(amount)});
         },
         {{0, RejectReason::InvalidAmount},
          {1, RejectReason::None},
          {kMaxAmount - 1, RejectReason::None},
          {kMaxAmount, kOverflow}}},
        {"supply", // that of both traders together
         [](OneMarket& market, std::int64_t amount) {
             return market.apply(api::Deposit{kBob, kUsd, Amount(amount)});
         },
         {{kMaxAmount - 1 - 2 * kRich, RejectReason::None}, {kMaxAmount - 2 * kRich, kOverflow}}},
        {"withdrawal",
         [](OneMarket& market, std::int64_t amount) {
             return market.apply(api::Withdraw{kAnn, kUsd, Amount(amount)});
         },
         {{0, RejectReason::InvalidAmount},
          {kRich, RejectReason::None},
          {kRich + 1, RejectReason::InsufficientFunds}}},
        {"funds of a buy",
         [](OneMarket& market, std::int64_t missing) {
             market.apply(api::Withdraw{kAnn, kUsd, Amount(kRich - 20'000 + missing)});
             return market.apply(fittingOrder());
         },
         {{0, RejectReason::None}, {1, RejectReason::InsufficientFunds}}},
        {"value of an order",
         [&](OneMarket& market, std::int64_t price) {
             huge(market, plainInstrument());
             return market.apply(order(price, 2));
         },
         {{kMaxAmount / 2 - 1, kFunds}, {kMaxAmount / 2, kOverflow}}},
        {"value and fee of an order",
         [&](OneMarket& market, std::int64_t ppm) {
             api::CreateInstrument c = plainInstrument();
             c.takerFeePpm = ppm;
             huge(market, c);
             return market.apply(order(kMaxAmount - 1, 1));
         },
         {{kNone, kFunds}, {1, kOverflow}}},
        {"base amount of an order",
         [&](OneMarket& market, std::int64_t quantity) {
             api::CreateInstrument c = plainInstrument();
             c.lotSize = kMaxAmount / 1024;
             c.priceScale = 10; // or a tick times a lot would be too much
             c.tickSize = 10'000'000'000;
             c.lotSize = 4'000'000'000;
             huge(market, c);
             return market.apply(order(1, quantity));
         },
         {{kMaxAmount / 4'000'000'000, kFunds}, {kMaxAmount / 4'000'000'000 + 1, kOverflow}}},
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
        {"horizon", setting(controls, [u32](Controls& c, auto v) { c.horizon1 = u32(v); }),
         {{0, kInvalid}, {1, RejectReason::None}, {7 * kDay, RejectReason::None}, {7 * kDay + 1, kInvalid}}},
        {"length of a volatility auction",
         setting(controls, [u32](Controls& c, auto v) { c.auctionSeconds = u32(v); }),
         {{0, kInvalid}, {1, RejectReason::None}, {7 * kDay, RejectReason::None}, {7 * kDay + 1, kInvalid}}},
        {"an auction without a horizon", setting(Controls{}, [u32](Controls& c, auto v) {
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
        {"width of a band", setting(bands, [](Bands& c, auto v) { c.width2Ppm = v; }),
         {{-1, kInvalid}, {0, kInvalid}, {1, RejectReason::None}, {999'999, RejectReason::None}, {1'000'000, kInvalid}}},
        {"most of a band", setting(bands, [](Bands& c, auto v) { c.most1 = Price(v); }),
         {{-1, kInvalid}, {0, RejectReason::None}}},
        {"beginning of the first row", setting(bands, [](Bands& c, auto v) { c.above1 = Price(v); }),
         {{0, RejectReason::None}, {1, kInvalid}}},
        {"beginning of the second row", setting(bands, [](Bands& c, auto v) { c.above2 = Price(v); }),
         {{0, kInvalid}, {1, RejectReason::None}}},
        {"beginning of the third row", setting(bands, [](Bands& c, auto v) {
             c.above3 = Price(v);
             c.width3Ppm = 1;
         }),
         {{50, kInvalid}, {51, RejectReason::None}}},
        {"a third row without a second", setting(bands, [](Bands& c, auto v) {
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
        {"times without rows", setting(Bands{}, [u32](Bands& c, auto v) { c.pauseSeconds = u32(v); }),
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

class BoundariesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordersPassTheFiltersUpToTheirBounds() { checkAll(filters(), filteredInstrument()); }
    void icebergsHaveAtMostAThousandParts() { checkAll(icebergs(), plainInstrument()); }
    void definitionsAreValidUpToTheirBounds() { checkAll(definitions(), plainInstrument()); }
    void amountsFitUpToTheirBounds() { checkAll(amounts(), plainInstrument()); }
    void priceGuardsAreValidUpToTheirBounds() { checkAll(guards(), plainInstrument()); }
    void theCollarsEdgeIsInside();
    void theMonitorsEdgeTrades();
    void theBandsEdgeIsInside();
    void aClientOrderIdIsFreeAfter1024OrdersWithOne();

private:
    static void checkAll(const std::vector<Bound>& bounds, const api::CreateInstrument& instrument) {
        for (const Bound& bound : bounds)
            for (const Point& point : bound.points) {
                OneMarket market(instrument);
                const RejectReason answer = bound.command(market, point.value);
                QVERIFY2(answer == point.answer,
                         (std::string(bound.name) + " " + std::to_string(point.value) + ": " +
                          std::string(api::nameOf(answer)) + " instead of " +
                          std::string(api::nameOf(point.answer)))
                             .c_str());
                QVERIFY2(!market.venue.checkInvariants(), bound.name);
            }
    }
};

void BoundariesTest::theCollarsEdgeIsInside() {
    struct Case {
        Side side;
        std::int64_t price;
        RejectReason answer;
    };
    // 10 % of 505 are 50.5 ticks: rounded to the inside.
    for (const Case& each : {Case{Side::Buy, 555, RejectReason::None},
                             Case{Side::Buy, 556, RejectReason::PriceOutsideCollar},
                             Case{Side::Buy, 1, RejectReason::None},
                             Case{Side::Sell, 455, RejectReason::None},
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

void BoundariesTest::theMonitorsEdgeTrades() {
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

void BoundariesTest::theBandsEdgeIsInside() {
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

void BoundariesTest::aClientOrderIdIsFreeAfter1024OrdersWithOne() {
    const auto placed = [](OneMarket& market, std::uint64_t id, std::int64_t price) {
        api::PlaceOrder order = OneMarket::order(kAnn, Side::Buy, price, 1);
        order.timeInForce = api::TimeInForce::ImmediateOrCancel;
        order.clientOrderId = ClientOrderId(id);
        return market.apply(order);
    };
    for (const std::uint64_t later : {ClientOrderIds::kRemembered - 1, ClientOrderIds::kRemembered}) {
        OneMarket market;
        QCOMPARE(placed(market, 1, 100), RejectReason::None);
        for (std::uint64_t id = 2; id <= later + 1; ++id)
            QCOMPARE(placed(market, id, 100), RejectReason::None);
        const bool remembered = later < ClientOrderIds::kRemembered;
        if (remembered) // other terms; the same ones would be a repetition
            QCOMPARE(placed(market, 1, 101), RejectReason::ClientOrderIdUsed);
        QCOMPARE(placed(market, 1, 100),
                 remembered ? RejectReason::DuplicateOrder : RejectReason::None);
        QVERIFY(!market.venue.checkInvariants());
    }
}

QTEST_APPLESS_MAIN(BoundariesTest)
#include "boundaries_test.moc"
