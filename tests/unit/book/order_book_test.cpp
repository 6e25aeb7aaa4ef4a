#include "engine/core/book/order_book.h"

#include <QTest>

#include <tuple>
#include <vector>

using namespace openbell;
using namespace openbell::core;
using api::Side;

namespace {

struct Fill {
    std::uint64_t maker;
    std::int64_t price;
    std::int64_t quantity;
    std::int64_t makerOpen;
    friend bool operator==(const Fill&, const Fill&) = default;
};

struct Recorder {
    const OrderPool& pool;
    std::vector<Fill> fills{};
    void onFill(Slot maker, const Order& order, Price price, Quantity filled) {
        fills.push_back(
            {pool.id(maker).value(), price.value(), filled.value(), order.open.value()});
    }
};

/// Buys for at most `budget` price units.
struct BudgetRecorder : Recorder {
    std::int64_t budget;
    Quantity affordable(Price price, Quantity wanted) {
        const Quantity most(std::min(wanted.value(), budget / price.value()));
        budget -= most.value() * price.value();
        return most;
    }
};

using Change = std::tuple<Side, std::int64_t, std::int64_t, std::uint32_t>;

/// A book with plain integers in its interface; ids count from 1.
struct Market {
    explicit Market(std::uint32_t maxOrders = 1000) : pool({.maxOrders = maxOrders}) {}

    std::uint64_t add(Side side, std::int64_t price, std::int64_t quantity) {
        const Slot slot = book.add({OrderId(++lastId), side, Price(price), Quantity(quantity)});
        return slot == kNoSlot ? 0 : lastId;
    }
    std::vector<Fill> take(Side side, std::int64_t limit, std::int64_t quantity) {
        Recorder recorder{pool};
        left = book.match(side, Price(limit), Quantity(quantity), recorder).value();
        return recorder.fills;
    }
    Slot slot(std::uint64_t id) const { return book.find(OrderId(id)); }
    std::vector<Change> changes() {
        std::vector<Change> all;
        book.drainTouched([&](Side side, Price price, Quantity quantity, std::uint32_t orders) {
            all.emplace_back(side, price.value(), quantity.value(), orders);
        });
        return all;
    }
    std::vector<std::uint64_t> ids(Side side) const {
        std::vector<std::uint64_t> all;
        book.forEachOrder(
            side, [&](Slot at, const Order&, Price) { all.push_back(pool.id(at).value()); });
        return all;
    }
    bool sound() const { return !book.checkInvariants(); }

    OrderPool pool;
    OrderBook book{pool, InstrumentId(1)};
    std::uint64_t lastId = 0;
    std::int64_t left = 0;
};

using Ids = std::vector<std::uint64_t>;

} // namespace

class OrderBookTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyBookHasNoBestPrices();
    void betterPricesTradeFirst();
    void earlierOrdersTradeFirstAtOnePrice();
    void tradesAreAtTheMakersPrice();
    void nothingTradesBeyondTheLimit();
    void theRemainderOfATakerDoesNotRest();
    void aPartlyFilledMakerKeepsItsPriority();
    void reducingKeepsThePriority();
    void movingLosesThePriorityEvenAtTheSamePrice();
    void cancellingTheBestLevelUncoversTheNextOne();
    void anEmptiedLevelIsNeverSeenAgain();
    void aCancelledIdIsUnknown();
    void ordersOfAnotherBookAreNotFound();
    void fillableStopsAtTheLimitAndAtTheWantedQuantity();
    void aBudgetEndsTheMatching();
    void eachTouchedLevelIsReportedOnce();
    void aLevelEmptiedAndRefilledInOneCommandIsReportedOnce();
    void bothSidesOfOnePriceAreReportedApart();
    void manyTouchedLevelsAreReportedOnceTheLastFirst();
    void nothingIsReportedToWhoDerivesLevelsFromOrders();
    void aCrossedBookCanBeHeldForAnAuction();
    void aFullPoolRefusesAndRecovers();
    void extremePricesTrade();
    void savingInPriorityOrderAndAddingRestoresIt();
    void destroyingABookGivesItsOrdersBack();
};

void OrderBookTest::anEmptyBookHasNoBestPrices() {
    Market market;
    QVERIFY(!market.book.bestBid() && !market.book.bestAsk());
    QVERIFY(!market.book.wouldTrade(Side::Buy, OrderBook::kAnyBuyPrice));
    QVERIFY(!market.book.wouldTrade(Side::Sell, OrderBook::kAnySellPrice));
    QVERIFY(market.take(Side::Buy, 100, 5).empty());
    QCOMPARE(market.left, 5);
}

void OrderBookTest::betterPricesTradeFirst() {
    Market market;
    market.add(Side::Sell, 102, 1);
    market.add(Side::Sell, 100, 1);
    market.add(Side::Sell, 101, 1);
    QCOMPARE(market.take(Side::Buy, 102, 3),
             (std::vector<Fill>{{2, 100, 1, 0}, {3, 101, 1, 0}, {1, 102, 1, 0}}));
    market.add(Side::Buy, 90, 1);
    market.add(Side::Buy, 92, 1);
    QCOMPARE(market.take(Side::Sell, 1, 2), (std::vector<Fill>{{5, 92, 1, 0}, {4, 90, 1, 0}}));
}

void OrderBookTest::earlierOrdersTradeFirstAtOnePrice() {
    Market market;
    for (int i = 0; i < 3; ++i)
        market.add(Side::Buy, 50, 10);
    QCOMPARE(market.take(Side::Sell, 50, 25),
             (std::vector<Fill>{{1, 50, 10, 0}, {2, 50, 10, 0}, {3, 50, 5, 5}}));
}

void OrderBookTest::tradesAreAtTheMakersPrice() {
    Market market;
    market.add(Side::Sell, 100, 5);
    QCOMPARE(market.take(Side::Buy, 150, 5), (std::vector<Fill>{{1, 100, 5, 0}}));
    market.add(Side::Buy, 80, 5);
    QCOMPARE(market.take(Side::Sell, 10, 5), (std::vector<Fill>{{2, 80, 5, 0}}));
}

void OrderBookTest::nothingTradesBeyondTheLimit() {
    Market market;
    market.add(Side::Sell, 100, 5);
    market.add(Side::Sell, 101, 5);
    QVERIFY(market.book.wouldTrade(Side::Buy, Price(100)));
    QVERIFY(!market.book.wouldTrade(Side::Buy, Price(99)));
    QCOMPARE(market.take(Side::Buy, 100, 8).size(), std::size_t{1});
    QCOMPARE(market.left, 3);
    QCOMPARE(market.book.bestAsk(), Price(101));
}

void OrderBookTest::theRemainderOfATakerDoesNotRest() {
    Market market;
    market.add(Side::Sell, 100, 5);
    market.take(Side::Buy, 100, 8);
    QVERIFY(!market.book.bestBid() && !market.book.bestAsk());
    QCOMPARE(market.book.orderCount(), 0U);
    QCOMPARE(market.pool.size(), 0U);
}

void OrderBookTest::aPartlyFilledMakerKeepsItsPriority() {
    Market market;
    market.add(Side::Buy, 50, 10);
    market.add(Side::Buy, 50, 10);
    market.take(Side::Sell, 50, 4);
    QCOMPARE(market.take(Side::Sell, 50, 7), (std::vector<Fill>{{1, 50, 6, 0}, {2, 50, 1, 9}}));
}

void OrderBookTest::reducingKeepsThePriority() {
    Market market;
    market.add(Side::Buy, 50, 10);
    market.add(Side::Buy, 50, 10);
    market.book.reduce(market.slot(1), Quantity(3));
    QCOMPARE(market.ids(Side::Buy), (Ids{1, 2}));
    QCOMPARE(market.book.levelAt(Side::Buy, Price(50))->quantity, Quantity(13));
    QVERIFY(market.sound());
}

void OrderBookTest::movingLosesThePriorityEvenAtTheSamePrice() {
    Market market;
    for (int i = 0; i < 3; ++i)
        market.add(Side::Buy, 50, 10);
    market.book.move(market.slot(1), Price(50), Quantity(11));
    QCOMPARE(market.ids(Side::Buy), (Ids{2, 3, 1}));
    market.book.move(market.slot(3), Price(51), Quantity(1));
    QCOMPARE(market.ids(Side::Buy), (Ids{3, 2, 1}));
    QVERIFY(market.sound());
}

void OrderBookTest::cancellingTheBestLevelUncoversTheNextOne() {
    Market market;
    market.add(Side::Buy, 50, 1);
    market.add(Side::Buy, 40, 1);
    market.add(Side::Sell, 60, 1);
    market.add(Side::Sell, 5000, 1);
    market.book.remove(market.slot(1));
    market.book.remove(market.slot(3));
    QCOMPARE(market.book.bestBid(), Price(40));
    QCOMPARE(market.book.bestAsk(), Price(5000));
    QVERIFY(market.sound());
}

void OrderBookTest::anEmptiedLevelIsNeverSeenAgain() {
    Market market;
    market.add(Side::Sell, 100, 5);
    market.add(Side::Sell, 101, 5);
    market.take(Side::Buy, 100, 5);
    // Before the change list is read as well as after it.
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(market.book.bestAsk(), Price(101));
        QVERIFY(!market.book.levelAt(Side::Sell, Price(100)));
        QCOMPARE(market.ids(Side::Sell), (Ids{2}));
        market.changes();
    }
    QVERIFY(market.take(Side::Buy, 100, 5).empty());
}

void OrderBookTest::aCancelledIdIsUnknown() {
    Market market;
    market.add(Side::Sell, 100, 5);
    market.book.remove(market.slot(1));
    QCOMPARE(market.slot(1), kNoSlot);
    market.add(Side::Sell, 100, 5); // takes the same slot
    QCOMPARE(market.slot(1), kNoSlot);
    market.take(Side::Buy, 100, 5);
    QCOMPARE(market.slot(2), kNoSlot);
}

void OrderBookTest::ordersOfAnotherBookAreNotFound() {
    Market market;
    OrderBook other(market.pool, InstrumentId(2));
    other.add({OrderId(77), Side::Buy, Price(5), Quantity(5)});
    QCOMPARE(market.book.find(OrderId(77)), kNoSlot);
    QVERIFY(other.find(OrderId(77)) != kNoSlot);
    QVERIFY(market.pool.find(OrderId(77)) != kNoSlot);
}

void OrderBookTest::fillableStopsAtTheLimitAndAtTheWantedQuantity() {
    Market market;
    market.add(Side::Sell, 100, 5);
    market.add(Side::Sell, 101, 5);
    market.add(Side::Sell, 1'000'000, 5);
    const auto fillable = [&](std::int64_t limit, std::int64_t wanted) {
        return market.book.fillable(Side::Buy, Price(limit), Quantity(wanted)).value();
    };
    QCOMPARE(fillable(99, 5), 0);
    QCOMPARE(fillable(100, 50), 5);
    QCOMPARE(fillable(101, 7), 7);
    QCOMPARE(fillable(101, 50), 10);
    QCOMPARE(fillable(1'000'000, 50), 15);
    QCOMPARE(market.book.fillable(Side::Sell, Price(1), Quantity(5)), Quantity(0));
}

void OrderBookTest::aBudgetEndsTheMatching() {
    Market market;
    market.add(Side::Sell, 10, 5);
    market.add(Side::Sell, 20, 5);
    market.add(Side::Sell, 21, 5);
    BudgetRecorder recorder{{market.pool}, 100};
    const Quantity left =
        market.book.match(Side::Buy, OrderBook::kAnyBuyPrice, Quantity(100), recorder);
    QCOMPARE(recorder.fills, (std::vector<Fill>{{1, 10, 5, 0}, {2, 20, 2, 3}}));
    QCOMPARE(left, Quantity(93));
    QVERIFY(market.sound());
}

void OrderBookTest::eachTouchedLevelIsReportedOnce() {
    Market market;
    market.add(Side::Sell, 100, 5);
    market.add(Side::Sell, 100, 5);
    market.add(Side::Sell, 101, 5);
    market.changes();
    QVERIFY(!market.book.hasTouched());
    market.take(Side::Buy, 101, 12);
    auto changes = market.changes();
    std::sort(changes.begin(), changes.end());
    QCOMPARE(changes, (std::vector<Change>{{Side::Sell, 100, 0, 0}, {Side::Sell, 101, 3, 1}}));
    QVERIFY(market.changes().empty());
}

void OrderBookTest::aLevelEmptiedAndRefilledInOneCommandIsReportedOnce() {
    Market market;
    market.add(Side::Buy, 100, 5);
    market.changes();
    market.book.move(market.slot(1), Price(100), Quantity(6));
    QCOMPARE(market.changes(), (std::vector<Change>{{Side::Buy, 100, 6, 1}}));
    market.book.move(market.slot(1), Price(101), Quantity(6));
    market.book.move(market.slot(1), Price(100), Quantity(7));
    auto changes = market.changes();
    std::sort(changes.begin(), changes.end());
    QCOMPARE(changes, (std::vector<Change>{{Side::Buy, 100, 7, 1}, {Side::Buy, 101, 0, 0}}));
    QVERIFY(market.sound());
}

void OrderBookTest::bothSidesOfOnePriceAreReportedApart() {
    Market market;
    market.add(Side::Buy, 100, 5);
    market.changes();
    market.take(Side::Sell, 100, 8);
    market.add(Side::Sell, 100, market.left);
    auto changes = market.changes();
    std::sort(changes.begin(), changes.end());
    QCOMPARE(changes, (std::vector<Change>{{Side::Buy, 100, 0, 0}, {Side::Sell, 100, 3, 1}}));
}

void OrderBookTest::manyTouchedLevelsAreReportedOnceTheLastFirst() {
    Market market;
    std::vector<Change> expected;
    for (std::int64_t price = 100; price < 120; ++price) {
        market.add(Side::Sell, price, 5);
        expected.insert(expected.begin(), Change{Side::Sell, price, 0, 0});
    }
    for (std::int64_t price = 119; price >= 100; --price)
        market.add(Side::Sell, price, 5);
    market.take(Side::Buy, 120, 1000);
    QCOMPARE(market.changes(), expected);
    QVERIFY(market.changes().empty());
}

void OrderBookTest::nothingIsReportedToWhoDerivesLevelsFromOrders() {
    OrderPool pool({.maxOrders = 10});
    UnreportedOrderBook book(pool, InstrumentId(1));
    book.add({OrderId(1), Side::Buy, Price(5), Quantity(5)});
    QVERIFY(!book.hasTouched());
    QCOMPARE(book.levelAt(Side::Buy, Price(5))->quantity, Quantity(5));
}

void OrderBookTest::aCrossedBookCanBeHeldForAnAuction() {
    Market market;
    market.add(Side::Buy, 105, 5);
    market.add(Side::Sell, 100, 5);
    market.add(Side::Sell, 105, 2);
    QCOMPARE(market.book.bestBid(), Price(105));
    QCOMPARE(market.book.bestAsk(), Price(100));
    QCOMPARE(market.book.levelAt(Side::Sell, Price(105))->quantity, Quantity(2));
    QVERIFY(market.sound());
}

void OrderBookTest::aFullPoolRefusesAndRecovers() {
    Market market(3);
    for (int i = 0; i < 3; ++i)
        QVERIFY(market.add(Side::Buy, 10 + i, 1) != 0);
    QVERIFY(market.pool.full());
    QCOMPARE(market.add(Side::Buy, 20, 1), 0U);
    QCOMPARE(market.book.bestBid(), Price(12));
    QCOMPARE(market.slot(4), kNoSlot);
    market.book.remove(market.slot(2));
    QVERIFY(!market.pool.full());
    QVERIFY(market.add(Side::Buy, 20, 1) != 0);
    QCOMPARE(market.book.bestBid(), Price(20));
    QVERIFY(market.sound());
}

void OrderBookTest::extremePricesTrade() {
    Market market;
    const std::int64_t high = (std::int64_t{1} << 61) + 12345;
    market.add(Side::Sell, high, 1);
    market.add(Side::Sell, std::int64_t{1} << 40, 1);
    market.add(Side::Buy, 1, 1);
    market.add(Side::Buy, 2, 1);
    QVERIFY(market.sound());
    QCOMPARE(market.take(Side::Buy, OrderBook::kAnyBuyPrice.value(), 9),
             (std::vector<Fill>{{2, std::int64_t{1} << 40, 1, 0}, {1, high, 1, 0}}));
    QCOMPARE(market.take(Side::Sell, OrderBook::kAnySellPrice.value(), 9),
             (std::vector<Fill>{{4, 2, 1, 0}, {3, 1, 1, 0}}));
}

void OrderBookTest::savingInPriorityOrderAndAddingRestoresIt() {
    Market market;
    for (int i = 0; i < 200; ++i)
        market.add(i % 2 ? Side::Sell : Side::Buy, i % 2 ? 200 + i * 7 % 13 : 100 - i * 7 % 13,
                   1 + i);
    for (const std::uint64_t id : {3U, 8U, 50U, 51U})
        market.book.move(market.slot(id), Price(id % 2 ? 205 : 95), Quantity(5));
    Market restored;
    for (const Side side : {Side::Buy, Side::Sell})
        market.book.forEachOrder(side, [&](Slot at, const Order& order, Price price) {
            restored.book.add({market.pool.id(at), order.side, price, order.open, order.flags});
        });
    for (const Side side : {Side::Buy, Side::Sell})
        QCOMPARE(restored.ids(side), market.ids(side));
    QVERIFY(restored.sound());
    QCOMPARE(restored.take(Side::Buy, 300, 3000), market.take(Side::Buy, 300, 3000));
}

void OrderBookTest::destroyingABookGivesItsOrdersBack() {
    OrderPool pool({.maxOrders = 100});
    for (int round = 0; round < 10; ++round) {
        OrderBook book(pool, InstrumentId(1));
        for (std::uint64_t i = 0; i < 100; ++i)
            book.add({OrderId(static_cast<std::uint64_t>(round) * 1000 + i + 1), Side::Buy,
                      Price(static_cast<std::int64_t>(1 + i * 100)), Quantity(1)});
        QVERIFY(pool.full());
    }
    QCOMPARE(pool.size(), 0U);
}

QTEST_APPLESS_MAIN(OrderBookTest)
#include "order_book_test.moc"
