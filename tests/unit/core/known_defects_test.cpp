// Defects that other matching engines have had, each shown to be absent: at the book where its
// parts can be seen, and at the venue where a trader would meet it.
#include "engine/core/book/order_book.h"
#include "tests/unit/core/one_market.h"

#include <QTest>

#include <algorithm>

using namespace openbell;
using namespace openbell::core;
using api::CancelReason;
using api::RejectReason;
using api::Side;
using api::TimeInForce;

namespace {

struct NoSink {
    void onFill(Slot, const Order&, Price, Quantity) {}
};

api::AmendOrder amendment(AccountId account, OrderId order, std::int64_t price,
                          std::int64_t quantity) {
    return {account, kMarket, order, Price(price), Quantity(quantity), Price(0)};
}

} // namespace

class KnownDefectsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Crossing amend: an amended price that crosses must trade, never rest across the spread.
    void anAmendmentThatCrossesTradesAtOnce();
    void whatACrossingAmendmentLeavesRestsUncrossed();
    void aCrossingAmendmentOfAPostOnlyOrderIsRefused();
    // Residual of an immediate order left resting.
    void nothingOfAnImmediateOrderRests_data();
    void nothingOfAnImmediateOrderRests();
    void theRemainderOfABooksTakerDoesNotRest();
    // A best level that is not there any more.
    void bestLevelIsGoneWithItsLastOrder_data();
    void bestLevelIsGoneWithItsLastOrder();
    // A cancel that comes too late, and is acknowledged.
    void aCancelThatComesTooLateIsRefused_data();
    void aCancelThatComesTooLateIsRefused();
    void anOldIdDoesNotReachTheOrderThatHasItsSlot();
    // A trade at the taker's price.
    void tradesAreAtTheMakersPrice_data();
    void tradesAreAtTheMakersPrice();
    void theDifferenceToTheLimitIsGivenBack();
};

void KnownDefectsTest::anAmendmentThatCrossesTradesAtOnce() {
    OneMarket market;
    const OrderId ask = market.place(kBob, Side::Sell, 110, 5);
    const OrderId bid = market.place(kAnn, Side::Buy, 100, 5);
    QCOMPARE(market.apply(amendment(kAnn, bid, 120, 5)), RejectReason::None);
    const auto trades = market.all<api::TradeExecuted>();
    QCOMPARE(trades.size(), std::size_t{1});
    QCOMPARE(trades[0].makerOrder, ask);
    QCOMPARE(trades[0].takerOrder, bid);
    QCOMPARE(trades[0].price, Price(110));
    QVERIFY(!market.best(Side::Buy) && !market.best(Side::Sell));
    QCOMPARE(market.cancel(kAnn, bid), RejectReason::UnknownOrder);
    QVERIFY(!market.venue.checkInvariants());
}

void KnownDefectsTest::whatACrossingAmendmentLeavesRestsUncrossed() {
    OneMarket market;
    market.place(kBob, Side::Buy, 100, 3);
    market.place(kBob, Side::Buy, 90, 4);
    const OrderId ask = market.place(kAnn, Side::Sell, 110, 5);
    QCOMPARE(market.apply(amendment(kAnn, ask, 95, 5)), RejectReason::None);
    QCOMPARE(market.all<api::TradeExecuted>().size(), std::size_t{1});
    QCOMPARE(market.best(Side::Buy), 90);
    QCOMPARE(market.best(Side::Sell), 95);
    QCOMPARE(market.published[Side::Sell][Price(95)], Quantity(2));
    QVERIFY(!market.venue.checkInvariants());
}

void KnownDefectsTest::aCrossingAmendmentOfAPostOnlyOrderIsRefused() {
    OneMarket market;
    market.place(kBob, Side::Sell, 110, 5);
    api::PlaceOrder bid = OneMarket::order(kAnn, Side::Buy, 100, 5);
    bid.postOnly = api::PostOnly::Reject;
    const OrderId id = market.nextOrder();
    QCOMPARE(market.apply(bid), RejectReason::None);
    QCOMPARE(market.apply(amendment(kAnn, id, 110, 5)), RejectReason::WouldTakeLiquidity);
    QCOMPARE(market.best(Side::Buy), 100);
    QVERIFY(!market.venue.checkInvariants());
}

void KnownDefectsTest::nothingOfAnImmediateOrderRests_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("timeInForce");
    QTest::addColumn<int>("side");
    QTest::addColumn<int>("traded");
    for (const Side side : {Side::Buy, Side::Sell}) {
        const auto row = [side](const char* name, api::OrderType type, TimeInForce tif,
                                int traded) {
            QTest::addRow("%s, %s", name, side == Side::Buy ? "buy" : "sell")
                << static_cast<int>(type) << static_cast<int>(tif) << static_cast<int>(side)
                << traded;
        };
        row("limit", api::OrderType::Limit, TimeInForce::ImmediateOrCancel, 3);
        row("protected market", api::OrderType::Market, TimeInForce::GoodTillCancelled, 3);
        row("limit fill or kill", api::OrderType::Limit, TimeInForce::FillOrKill, 0);
        row("market fill or kill", api::OrderType::Market, TimeInForce::FillOrKill, 0);
    }
}

void KnownDefectsTest::nothingOfAnImmediateOrderRests() {
    QFETCH(int, type);
    QFETCH(int, timeInForce);
    QFETCH(int, side);
    QFETCH(int, traded);
    OneMarket market;
    const Side taking = static_cast<Side>(side);
    market.place(kBob, api::opposite(taking), 100, 3);
    api::PlaceOrder order = OneMarket::order(kAnn, taking, 100, 10);
    order.type = static_cast<api::OrderType>(type);
    order.timeInForce = static_cast<TimeInForce>(timeInForce);
    const OrderId id = market.nextOrder();
    QCOMPARE(market.apply(order), RejectReason::None);
    std::int64_t sum = 0;
    for (const auto& trade : market.all<api::TradeExecuted>())
        sum += trade.quantity.value();
    QCOMPARE(sum, traded);
    const auto cancelled = market.all<api::OrderCancelled>();
    QCOMPARE(cancelled.size(), std::size_t{1});
    QCOMPARE(cancelled[0].order, id);
    QCOMPARE(cancelled[0].quantity.value(), 10 - traded);
    QVERIFY(!market.best(taking));
    QCOMPARE(market.held(kAnn, taking == Side::Buy ? kUsd : kCof), Amount(0));
    QCOMPARE(market.cancel(kAnn, id), RejectReason::UnknownOrder);
    QVERIFY(!market.venue.checkInvariants());
}

void KnownDefectsTest::theRemainderOfABooksTakerDoesNotRest() {
    OrderPool pool({.maxOrders = 10});
    OrderBook book(pool, InstrumentId(1));
    book.add({OrderId(1), Side::Sell, Price(100), Quantity(3)});
    NoSink sink;
    QCOMPARE(book.match(Side::Buy, Price(100), Quantity(10), sink), Quantity(7));
    QCOMPARE(book.orderCount(), 0U);
    QVERIFY(!book.bestBid() && !book.bestAsk());
}

void KnownDefectsTest::bestLevelIsGoneWithItsLastOrder_data() {
    QTest::addColumn<QString>("how");
    for (const char* how : {"cancel", "trade", "amend", "replace", "mass cancel", "expiry",
                            "self-trade", "decrement", "delisting"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

void KnownDefectsTest::bestLevelIsGoneWithItsLastOrder() {
    QFETCH(QString, how);
    OneMarket market;
    market.place(kAnn, Side::Buy, 90, 5);
    api::PlaceOrder top = OneMarket::order(kAnn, Side::Buy, 100, 5);
    if (how == QLatin1String("expiry")) {
        top.timeInForce = TimeInForce::GoodTillTime;
        top.expiry = market.now + Duration(kNsPerSecond);
    }
    const OrderId id = market.nextOrder();
    QCOMPARE(market.apply(top), RejectReason::None);
    QCOMPARE(market.best(Side::Buy), 100);

    api::PlaceOrder taker = OneMarket::order(kAnn, Side::Sell, 100, 5);
    taker.timeInForce = TimeInForce::ImmediateOrCancel;
    api::Command command = api::CancelOrder{kAnn, kMarket, id};
    bool lowerStays = true;
    if (how == QLatin1String("trade")) {
        taker.account = kBob;
        command = taker;
    } else if (how == QLatin1String("amend")) {
        command = amendment(kAnn, id, 80, 5);
    } else if (how == QLatin1String("replace")) {
        api::ReplaceOrder replacement;
        replacement.account = kAnn;
        replacement.instrument = kMarket;
        replacement.order = id;
        replacement.price = Price(80);
        replacement.quantity = Quantity(5);
        command = replacement;
    } else if (how == QLatin1String("mass cancel")) {
        command = api::CancelAll{kAnn, kMarket, api::SideFilter::Buy};
        lowerStays = false;
    } else if (how == QLatin1String("expiry")) {
        market.now = top.expiry;
        command = api::AdvanceTime{};
    } else if (how == QLatin1String("self-trade")) {
        taker.selfTradePrevention = api::SelfTradePrevention::CancelBoth;
        command = taker;
    } else if (how == QLatin1String("decrement")) {
        taker.selfTradePrevention = api::SelfTradePrevention::Decrement;
        command = taker;
    } else if (how == QLatin1String("delisting")) {
        command = api::ChangeInstrumentState{kMarket, api::InstrumentState::Delisted, {}, {}};
        lowerStays = false;
    }
    QCOMPARE(market.apply(command), RejectReason::None);
    QCOMPARE(market.best(Side::Buy), lowerStays ? std::optional<std::int64_t>(90) : std::nullopt);
    QVERIFY(!market.venue.checkInvariants());
    if (!lowerStays)
        return;
    // Nor is there anything to trade with.
    taker.account = kBob;
    taker.selfTradePrevention = api::SelfTradePrevention::None;
    QCOMPARE(market.apply(taker), RejectReason::None);
    QVERIFY(market.all<api::TradeExecuted>().empty());
}

void KnownDefectsTest::aCancelThatComesTooLateIsRefused_data() {
    QTest::addColumn<QString>("what");
    for (const char* what : {"filled", "cancelled", "never placed", "of another account",
                             "replaced", "immediate", "refused", "triggered and traded", "expired"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void KnownDefectsTest::aCancelThatComesTooLateIsRefused() {
    QFETCH(QString, what);
    OneMarket market;
    api::PlaceOrder order = OneMarket::order(kAnn, Side::Buy, 100, 5);
    const OrderId id = market.nextOrder();
    AccountId asking = kAnn;
    if (what == QLatin1String("filled")) {
        market.apply(order);
        market.place(kBob, Side::Sell, 100, 5);
    } else if (what == QLatin1String("cancelled")) {
        market.apply(order);
        QCOMPARE(market.cancel(kAnn, id), RejectReason::None);
    } else if (what == QLatin1String("of another account")) {
        market.apply(order);
        asking = kBob;
    } else if (what == QLatin1String("replaced")) {
        market.apply(order);
        api::ReplaceOrder replacement;
        replacement.account = kAnn;
        replacement.instrument = kMarket;
        replacement.order = id;
        replacement.price = Price(101);
        replacement.quantity = Quantity(5);
        QCOMPARE(market.apply(replacement), RejectReason::None);
    } else if (what == QLatin1String("immediate")) {
        order.timeInForce = TimeInForce::ImmediateOrCancel;
        market.apply(order);
    } else if (what == QLatin1String("refused")) {
        order.price = Price(2'000'000);
        QCOMPARE(market.apply(order), RejectReason::PriceOutsideLimits);
    } else if (what == QLatin1String("triggered and traded")) {
        order.type = api::OrderType::StopLimit;
        order.triggerPrice = Price(100);
        market.apply(order);
        market.place(kBob, Side::Sell, 100, 6);
        market.place(kAnn, Side::Buy, 100, 1);
    } else if (what == QLatin1String("expired")) {
        order.timeInForce = TimeInForce::GoodTillTime;
        order.expiry = market.now + Duration(1);
        market.apply(order);
        market.now = order.expiry;
    }
    const auto levels = market.published;
    QCOMPARE(market.cancel(asking, id), RejectReason::UnknownOrder);
    // At its time, what has expired ends first; anything else leaves no trace but the refusal.
    if (what != QLatin1String("expired")) {
        QVERIFY(market.all<api::OrderCancelled>().empty());
        QVERIFY(market.published == levels);
    } else {
        QCOMPARE(market.all<api::OrderCancelled>().at(0).reason, CancelReason::Expired);
    }
    QCOMPARE(market.all<api::CommandRejected>().size(), std::size_t{1});
    QVERIFY(!market.venue.checkInvariants());
}

void KnownDefectsTest::anOldIdDoesNotReachTheOrderThatHasItsSlot() {
    OrderPool pool({.maxOrders = 1});
    OrderBook book(pool, InstrumentId(1));
    const Slot first = book.add({OrderId(1), Side::Buy, Price(100), Quantity(5)});
    book.remove(first);
    const Slot second = book.add({OrderId(2), Side::Buy, Price(100), Quantity(5)});
    QCOMPARE(second, first);
    QCOMPARE(book.find(OrderId(1)), kNoSlot);
    QCOMPARE(book.find(OrderId(2)), second);

    OneMarket market;
    const OrderId old = market.place(kAnn, Side::Buy, 100, 5);
    QCOMPARE(market.cancel(kAnn, old), RejectReason::None);
    const OrderId young = market.place(kAnn, Side::Buy, 100, 5);
    QCOMPARE(market.cancel(kAnn, old), RejectReason::UnknownOrder);
    QCOMPARE(market.apply(amendment(kAnn, old, 99, 5)), RejectReason::UnknownOrder);
    QCOMPARE(market.best(Side::Buy), 100);
    QCOMPARE(market.cancel(kAnn, young), RejectReason::None);
}

void KnownDefectsTest::tradesAreAtTheMakersPrice_data() {
    QTest::addColumn<int>("side");
    QTest::addColumn<int>("type");
    QTest::addColumn<qint64>("limit");
    QTest::newRow("buy") << 0 << static_cast<int>(api::OrderType::Limit) << qint64{150};
    QTest::newRow("sell") << 1 << static_cast<int>(api::OrderType::Limit) << qint64{50};
    QTest::newRow("protected buy") << 0 << static_cast<int>(api::OrderType::Market) << qint64{150};
    QTest::newRow("protected sell") << 1 << static_cast<int>(api::OrderType::Market) << qint64{50};
    QTest::newRow("market buy") << 0 << static_cast<int>(api::OrderType::Market) << qint64{0};
    QTest::newRow("market sell") << 1 << static_cast<int>(api::OrderType::Market) << qint64{0};
}

void KnownDefectsTest::tradesAreAtTheMakersPrice() {
    QFETCH(int, side);
    QFETCH(int, type);
    QFETCH(qint64, limit);
    OneMarket market;
    const Side taking = static_cast<Side>(side);
    const std::int64_t step = taking == Side::Buy ? 1 : -1;
    for (int i = 0; i < 3; ++i)
        market.place(kBob, api::opposite(taking), 100 + i * step, 2);
    api::PlaceOrder taker = OneMarket::order(kAnn, taking, limit, 5);
    taker.type = static_cast<api::OrderType>(type);
    QCOMPARE(market.apply(taker), RejectReason::None);
    const auto trades = market.all<api::TradeExecuted>();
    QCOMPARE(trades.size(), std::size_t{3});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(trades[static_cast<std::size_t>(i)].price, Price(100 + i * step));
    QVERIFY(!market.venue.checkInvariants());
}

void KnownDefectsTest::theDifferenceToTheLimitIsGivenBack() {
    OneMarket market;
    market.place(kBob, Side::Sell, 100, 5);
    QCOMPARE(market.apply(OneMarket::order(kAnn, Side::Buy, 150, 8)), RejectReason::None);
    // 5 x 100 paid, 3 x 150 held for the rest, nothing else gone.
    const auto balances = market.all<api::BalanceChanged>();
    const auto ann = std::find_if(balances.begin(), balances.end(), [](const auto& balance) {
        return balance.account == kAnn && balance.asset == kUsd;
    });
    QVERIFY(ann != balances.end());
    QCOMPARE(ann->held, Amount(450));
    QCOMPARE(ann->available, Amount(kRich - 500 - 450));
}

QTEST_APPLESS_MAIN(KnownDefectsTest)
#include "known_defects_test.moc"
