// Where pegged orders stand, and what an amount comes to. The oracle compares the rest.
#include "engine/core/pegged_orders.h"
#include "engine/core/venue.h"

#include <QTest>

#include <array>

using namespace openbell;
using namespace openbell::core;
using api::PegReference;
using api::Side;

namespace {

constexpr std::array kReferences{PegReference::Primary, PegReference::Mid, PegReference::Market};

PegInputs inputs(std::int64_t bid, std::int64_t ask) {
    return {Price(bid), Price(ask), Price(1), Price(1000), Price(1000), Price(1)};
}

PeggedOrder peg(Side side, PegReference reference, std::int64_t offset) {
    PeggedOrder order;
    order.side = side;
    order.reference = reference;
    order.offset = Price(offset);
    order.limit = Price(side == Side::Buy ? 1000 : 1);
    return order;
}

/// One market with two rich traders.
class OneMarket {
public:
    OneMarket() {
        api::CreateInstrument instrument;
        instrument.instrument = InstrumentId(1);
        instrument.symbol = api::Symbol("COF/USD");
        instrument.base = AssetId(2);
        instrument.quote = AssetId(1);
        instrument.maxPrice = Price(10'000);
        instrument.maxQuantity = Quantity(1000);
        instrument.takerFeePpm = 13'000;
        apply(api::CreateAsset{AssetId(1), api::AssetCode("USD"), 0});
        apply(api::CreateAsset{AssetId(2), api::AssetCode("COF"), 0});
        apply(instrument);
        for (std::uint32_t account : {1, 2}) {
            apply(api::CreateAccount{AccountId(account), api::Name("trader")});
            apply(api::Deposit{AccountId(account), AssetId(1), Amount(1'000'000'000)});
            apply(api::Deposit{AccountId(account), AssetId(2), Amount(1'000'000'000)});
        }
    }

    static api::PlaceOrder order(std::uint32_t account, Side side, std::int64_t price,
                                 std::int64_t quantity) {
        api::PlaceOrder order;
        order.account = AccountId(account);
        order.instrument = InstrumentId(1);
        order.side = side;
        order.price = Price(price);
        order.quantity = Quantity(quantity);
        return order;
    }

    /// The command's events are in `events` afterwards.
    void apply(const api::Command& command) {
        events.clear();
        venue.apply({Sequence(++sequence), Timestamp(0), UserId()}, command, events);
    }

    template<class Event>
    std::vector<Event> all() const {
        std::vector<Event> found;
        events.forEach([&](const api::EventStamp&, const auto& event) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(event)>, Event>)
                found.push_back(event);
        });
        return found;
    }

    Venue venue{{1, false}};
    std::uint64_t sequence = 0;
    api::EventBuffer events;
};

} // namespace

class PeggedOrdersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noPegReachesTheOtherSideWhateverTheSpread();
    void pegsOfBothSidesNeverMeet();
    void theYoungerOneGivesWay();
    void boundsHoldThePriceAndLimitsOfTheInstrumentPark();
    void thousandPegsFollowInTheOrderOfTheirAge();
    void oneMoreThanAThousandIsRefused();
    void anAmountComesToTheMostLotsThatItPaysFor();
    void aSavedVenueKeepsRestingAndWaitingPegs();
};

void PeggedOrdersTest::noPegReachesTheOtherSideWhateverTheSpread() {
    for (std::int64_t spread = 1; spread <= 9; ++spread)
        for (const std::int64_t bid : {500, 501})
            for (const PegReference reference : kReferences)
                for (std::int64_t offset = reference == PegReference::Market; offset <= 3;
                     ++offset) {
                    const PegInputs market = inputs(bid, bid + spread);
                    const Price buy = PegPrices(market).next(peg(Side::Buy, reference, offset));
                    const Price sell = PegPrices(market).next(peg(Side::Sell, reference, offset));
                    QVERIFY(!buy.isZero() && buy < market.ask);
                    QVERIFY(!sell.isZero() && sell > market.bid);
                }
}

void PeggedOrdersTest::pegsOfBothSidesNeverMeet() {
    // Every sequence of four kinds of order, in every spread up to six ticks.
    std::vector<PeggedOrder> kinds;
    for (const Side side : {Side::Buy, Side::Sell})
        for (const PegReference reference : kReferences)
            kinds.push_back(peg(side, reference, reference == PegReference::Market));
    for (std::int64_t spread = 1; spread <= 6; ++spread)
        for (std::size_t sequence = 0; sequence < 6 * 6 * 6 * 6; ++sequence) {
            PegPrices prices(inputs(500, 500 + spread));
            Price bestBuy(0);
            Price bestSell(10'000);
            std::size_t rest = sequence;
            for (int i = 0; i < 4; ++i, rest /= 6) {
                const PeggedOrder& order = kinds[rest % 6];
                const Price price = prices.next(order);
                QVERIFY(!price.isZero());
                if (order.side == Side::Buy)
                    bestBuy = std::max(bestBuy, price);
                else
                    bestSell = std::min(bestSell, price);
                QVERIFY(bestBuy < bestSell);
            }
        }
}

void PeggedOrdersTest::theYoungerOneGivesWay() {
    PegPrices prices(inputs(100, 110));
    QCOMPARE(prices.next(peg(Side::Buy, PegReference::Market, 1)), Price(109));
    QCOMPARE(prices.next(peg(Side::Sell, PegReference::Market, 1)), Price(110));
    QCOMPARE(prices.next(peg(Side::Buy, PegReference::Mid, 0)), Price(105));
    QCOMPARE(prices.next(peg(Side::Sell, PegReference::Mid, 0)), Price(110));
}

void PeggedOrdersTest::boundsHoldThePriceAndLimitsOfTheInstrumentPark() {
    PegInputs market = inputs(100, 110);
    market.highestBuy = Price(97);
    market.lowestSell = Price(112);
    QCOMPARE(PegPrices(market).next(peg(Side::Buy, PegReference::Primary, 0)), Price(97));
    QCOMPARE(PegPrices(market).next(peg(Side::Sell, PegReference::Primary, 0)), Price(112));
    PeggedOrder limited = peg(Side::Buy, PegReference::Market, 1);
    limited.limit = Price(90);
    QCOMPARE(PegPrices(market).next(limited), Price(90));
    QCOMPARE(PegPrices(market).next(peg(Side::Buy, PegReference::Primary, 100)), Price());
    QCOMPARE(PegPrices(market).next(peg(Side::Sell, PegReference::Primary, 900)), Price());
    QCOMPARE(PegPrices(inputs(0, 110)).next(peg(Side::Buy, PegReference::Primary, 0)), Price());
    QCOMPARE(PegPrices(inputs(0, 110)).next(peg(Side::Sell, PegReference::Mid, 0)), Price());
    QCOMPARE(PegPrices(inputs(0, 110)).next(peg(Side::Buy, PegReference::Market, 3)), Price(107));
}

void PeggedOrdersTest::thousandPegsFollowInTheOrderOfTheirAge() {
    OneMarket market;
    market.apply(OneMarket::order(1, Side::Buy, 500, 1));
    std::vector<OrderId> ids;
    for (std::size_t i = 0; i < kMaxPeggedOrders; ++i) {
        api::PlaceOrder order = OneMarket::order(2, Side::Buy, 900, 1);
        order.peg = PegReference::Primary;
        market.apply(order);
        ids.push_back(OrderId(market.sequence));
    }
    market.apply(OneMarket::order(1, Side::Buy, 510, 1));
    const auto moved = market.all<api::OrderRepriced>();
    QCOMPARE(moved.size(), kMaxPeggedOrders);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        QCOMPARE(moved[i].order, ids[i]);
        QCOMPARE(moved[i].price, Price(510));
    }
    QVERIFY(!market.venue.checkInvariants());
    // They trade in that order, behind the one that they follow.
    market.apply(OneMarket::order(1, Side::Sell, 510, 4));
    const auto trades = market.all<api::TradeExecuted>();
    QCOMPARE(trades.size(), std::size_t{4});
    for (std::size_t i = 1; i < trades.size(); ++i)
        QCOMPARE(trades[i].makerOrder, ids[i - 1]);
    // What they followed has traded: back to the other bid.
    QCOMPARE(market.all<api::OrderRepriced>().size(), kMaxPeggedOrders - 3);
    QVERIFY(!market.venue.checkInvariants());
}

void PeggedOrdersTest::oneMoreThanAThousandIsRefused() {
    OneMarket market;
    api::PlaceOrder order = OneMarket::order(2, Side::Buy, 900, 1);
    order.peg = PegReference::Mid;
    for (std::size_t i = 0; i < kMaxPeggedOrders; ++i)
        market.apply(order);
    QCOMPARE(market.all<api::CommandRejected>().size(), std::size_t{0});
    const OrderId newest(market.sequence);
    market.apply(order);
    const auto refused = market.all<api::CommandRejected>();
    QCOMPARE(refused.size(), std::size_t{1});
    QCOMPARE(refused.front().reason, api::RejectReason::TooManyOpenOrders);
    market.apply(api::CancelOrder{AccountId(2), InstrumentId(1), newest});
    market.apply(order);
    QCOMPARE(market.all<api::OrderAccepted>().size(), std::size_t{1});
    QVERIFY(!market.venue.checkInvariants());
}

void PeggedOrdersTest::anAmountComesToTheMostLotsThatItPaysFor() {
    // 3 at 70, 5 at 80 (2 of them hidden), 9 at 90: what n lots cost a taker, price by price.
    const auto costOfLots = [](std::int64_t lots) {
        std::int64_t cost = 0;
        for (const auto& [price, offered] : {std::pair{70, 3}, std::pair{80, 5}, std::pair{90, 9}}) {
            const std::int64_t value = price * std::min<std::int64_t>(lots, offered);
            cost += value + value * 13'000 / 1'000'000;
            lots -= std::min<std::int64_t>(lots, offered);
        }
        return cost;
    };
    for (std::int64_t amount = 60; amount <= 1600; amount += 7) {
        OneMarket market;
        market.apply(OneMarket::order(2, Side::Sell, 70, 3));
        market.apply(OneMarket::order(2, Side::Sell, 90, 9));
        market.apply(OneMarket::order(2, Side::Sell, 80, 3));
        api::PlaceOrder hidden = OneMarket::order(2, Side::Sell, 80, 2);
        hidden.hidden = true;
        market.apply(hidden);
        api::PlaceOrder order = OneMarket::order(1, Side::Buy, 0, 0);
        order.type = api::OrderType::Market;
        order.quoteAmount = Amount(amount);
        market.apply(order);
        const auto accepted = market.all<api::OrderAccepted>();
        if (accepted.empty()) {
            QVERIFY(amount < costOfLots(1));
            continue;
        }
        const std::int64_t lots = accepted.front().quantity.value();
        QVERIFY(costOfLots(lots) <= amount);
        QVERIFY(lots == 17 || costOfLots(lots + 1) > amount);
        std::int64_t traded = 0;
        std::int64_t paid = 0;
        for (const auto& trade : market.all<api::TradeExecuted>()) {
            traded += trade.quantity.value();
            paid += trade.price.value() * trade.quantity.value() + trade.takerFee.value();
        }
        QCOMPARE(traded, lots); // nothing of it is left to be cancelled
        QVERIFY(paid <= amount);
        QVERIFY(market.all<api::OrderCancelled>().empty());
    }
}

void PeggedOrdersTest::aSavedVenueKeepsRestingAndWaitingPegs() {
    OneMarket market;
    market.apply(OneMarket::order(1, Side::Buy, 500, 5));
    for (const PegReference reference : kReferences) {
        api::PlaceOrder order = OneMarket::order(2, Side::Buy, 900, 4);
        order.peg = reference;
        order.pegOffset = Price(2);
        order.hidden = reference == PegReference::Mid;
        order.timeInForce =
            reference == PegReference::Mid ? api::TimeInForce::Day : order.timeInForce;
        market.apply(order);
    }
    market.apply(OneMarket::order(1, Side::Sell, 498, 7)); // the primary peg trades in part
    market.apply(OneMarket::order(1, Side::Buy, 490, 1)); // it has something to follow again
    QCOMPARE(market.all<api::OrderRepriced>().size(), std::size_t{1});
    api::Bytes saved;
    market.venue.save(saved);
    Venue loaded({2, true});
    const auto done = loaded.load(saved);
    QVERIFY2(done.hasValue(), done ? "" : done.error().message.c_str());
    api::Bytes again;
    loaded.save(again);
    QVERIFY(again == saved);
    // Both go on alike: the waiting ones find an offer to follow.
    const api::Command ask = OneMarket::order(1, Side::Sell, 520, 1);
    api::EventBuffer events;
    market.apply(ask);
    loaded.apply({Sequence(market.sequence), Timestamp(0), UserId()}, ask, events);
    QCOMPARE(events.count(), market.events.count());
    QVERIFY(!market.all<api::OrderRepriced>().empty());
    api::Bytes after;
    market.venue.save(after);
    api::Bytes loadedAfter;
    loaded.save(loadedAfter);
    QVERIFY(loadedAfter == after);
}

QTEST_APPLESS_MAIN(PeggedOrdersTest)
#include "pegged_orders_test.moc"
