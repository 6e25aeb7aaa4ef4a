// What orders and amounts may be, up to the last value that is taken and from the first that is
// not. The bounds of open orders are in limits_test.cpp, those of definitions and price guards in
// rule_boundaries_test.cpp, those of saved states in snapshot_test.cpp.
#include "engine/core/client_order_ids.h"
#include "tests/unit/core/boundaries.h"

using namespace openbell;
using namespace openbell::core;
using api::RejectReason;
using api::Side;

namespace {

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

/// An order with that field at the value.
template<class Set>
auto placing(Set set, Side side = Side::Buy) {
    return [set, side](OneMarket& market, std::int64_t value) {
        api::PlaceOrder order = fittingOrder(side);
        set(order, value);
        return market.apply(order);
    };
}

std::vector<Bound> filters() {
    constexpr auto kPrice = RejectReason::PriceOutsideLimits;
    constexpr auto kQuantity = RejectReason::QuantityOutsideLimits;
    constexpr auto kValue = RejectReason::ValueOutsideLimits;
    const auto price = [](api::PlaceOrder& order, std::int64_t value) {
        order.price = Price(value);
    };
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
        {"no price at all",
         placing(price),
         {{0, RejectReason::InvalidPrice}, {-1, RejectReason::InvalidPrice}}},
        {"quantity", placing(quantity), inside(5, 500, kQuantity)},
        {"no quantity at all",
         placing(quantity),
         {{0, RejectReason::InvalidQuantity}, {-1, RejectReason::InvalidQuantity}}},
        {"amended quantity", [](OneMarket& m, std::int64_t v) { return amended(m, 200, v); },
         inside(5, 500, kQuantity)},
        {"quantity of a replacement",
         [](OneMarket& m, std::int64_t v) { return replaced(m, 200, v); },
         inside(5, 500, kQuantity)},
        {"value", // 9 x 111, 10 x 100 and 7 x 143 around 1000
         placing([](api::PlaceOrder& order, std::int64_t value) {
             order.price = Price(value == 999 ? 111 : value == 1000 ? 100 : 143);
             order.quantity = Quantity(value == 999 ? 9 : value == 1000 ? 10 : 7);
         }),
         {{999, kValue}, {1000, RejectReason::None}, {1001, RejectReason::None}}},
        {"amended value",
         [](OneMarket& m, std::int64_t v) { return amended(m, v / 9, 9); },
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
        {"a thousand parts of five",
         showing(5, 0),
         {{5000, RejectReason::None}, {5001, kQuantity}}},
        {"a thousand parts of five at least",
         showing(7, 2),
         {{5000, RejectReason::None}, {5001, kQuantity}}},
        {"parts that may be of nothing show one",
         showing(2, 2),
         {{1000, RejectReason::None}, {1001, kQuantity}}},
        {"a thousand parts after an amendment",
         amendedTo,
         {{5000, RejectReason::None}, {5001, kQuantity}}},
        {"less is shown than there is",
         showing(50, 0),
         {{50, kQuantity}, {51, RejectReason::None}}},
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
         {{0, kFunds}, {1, kOverflow}}},
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

} // namespace

class BoundariesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordersPassTheFiltersUpToTheirBounds() { checkAll(filters(), filteredInstrument()); }
    void icebergsHaveAtMostAThousandParts() { checkAll(icebergs(), plainInstrument()); }
    void amountsFitUpToTheirBounds() { checkAll(amounts(), plainInstrument()); }
    void aClientOrderIdIsFreeAfter1024OrdersWithOne();
};

void BoundariesTest::aClientOrderIdIsFreeAfter1024OrdersWithOne() {
    const auto placed = [](OneMarket& market, std::uint64_t id, std::int64_t price) {
        api::PlaceOrder order = OneMarket::order(kAnn, Side::Buy, price, 1);
        order.timeInForce = api::TimeInForce::ImmediateOrCancel;
        order.clientOrderId = ClientOrderId(id);
        return market.apply(order);
    };
    for (const std::uint64_t later :
         {ClientOrderIds::kRemembered - 1, ClientOrderIds::kRemembered}) {
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
