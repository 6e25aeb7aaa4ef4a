// The rows of L1 and L3 one by one, and their bounds: slow readers, huge batches, huge books.
#include "engine/marketdata/book_follower.h"
#include "tests/unit/gateway/live_venue.h"

#include <QTest>

using namespace openbell;
using namespace openbell::gateway;
using api::TopicKind;
using marketdata::OrderFollower;
using marketdata::Verdict;

namespace {

api::Command limit(std::uint32_t account, api::Side side, std::int64_t price,
                   std::int64_t quantity) {
    api::PlaceOrder order;
    order.account = AccountId(account);
    order.instrument = InstrumentId(1);
    order.side = side;
    order.price = Price(price);
    order.quantity = Quantity(quantity);
    return order;
}

api::Topic topicOf(TopicKind kind, std::uint32_t instrument) {
    return {kind, InstrumentId(instrument), {}, {}};
}

/// Publishes one batch in which that many buy orders come to rest, the best price last.
void publishBids(Rig& rig, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const Sequence sequence = rig.batches.command();
        api::OrderAccepted order;
        order.order = OrderId(sequence.value());
        order.account = AccountId(1);
        order.instrument = InstrumentId(1);
        order.price = Price(static_cast<std::int64_t>(1 + i));
        order.quantity = Quantity(1);
        rig.batches.event(order);
    }
    rig.publish();
}

} // namespace

class BookChangesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anOrderThatRestsAndTradesWithinACommandIsShownSo();
    void anAmendedOrderMovesOrIsReducedOrGoes();
    void aTradeBetweenTwoRestingOrdersExecutesBoth();
    void aSlowReaderOfEveryChangeIsSentASnapshotThatNamesTheGap();
    void aBatchOfTooManyChangesIsReplacedByASnapshot();
    void aHugeBookIsCutToItsBestOrdersAndConvergesWhenTheMarketGetsThere();
    void nothingIsKeptForBooksThatNobodyFollows();
};

void BookChangesTest::anOrderThatRestsAndTradesWithinACommandIsShownSo() {
    LiveVenue live(1);
    Rig& rig = *live.rig;
    FakeClient& client = rig.signIn("olga");
    live.apply(limit(1, api::Side::Sell, 60, 1));
    live.apply(limit(2, api::Side::Buy, 60, 1)); // the last price is 60
    api::PlaceOrder stop = std::get<api::PlaceOrder>(limit(3, api::Side::Sell, 0, 1));
    stop.type = api::OrderType::Stop;
    stop.triggerPrice = Price(50);
    live.apply(stop);
    live.apply(limit(1, api::Side::Sell, 50, 1));
    const OrderId offer(live.steps().size());
    live.publish();
    rig.send(client, api::Subscribe{SubscriptionId(1), topicOf(TopicKind::BookOrders, 1)});
    client.received.clear();
    live.apply(
        limit(2, api::Side::Buy, 50, 3)); // takes the offer, rests; then the stop sells to it
    const OrderId bid(live.steps().size());
    live.publish();
    const auto rows = client.updatesOf(1).at(0).bookOrders;
    QCOMPARE(rows.size(), std::size_t{3});
    QCOMPARE(rows[0].action, api::BookAction::Execute);
    QCOMPARE(rows[0].order, offer);
    QVERIFY(rows[0].quantity.isZero());
    QCOMPARE(rows[0].trade, TradeId(2));
    QCOMPARE(rows[1].action, api::BookAction::Add);
    QCOMPARE(rows[1].order, bid);
    QCOMPARE(rows[1].quantity, Quantity(2));
    QCOMPARE(rows[2].action, api::BookAction::Execute);
    QCOMPARE(rows[2].order, bid);
    QCOMPARE(rows[2].quantity, Quantity(1));
    QCOMPARE(rows[2].trade, TradeId(3));
    for (const auto& row : rows)
        QCOMPARE(row.sequence, Sequence(bid.value()));
}

void BookChangesTest::anAmendedOrderMovesOrIsReducedOrGoes() {
    LiveVenue live(1);
    Rig& rig = *live.rig;
    FakeClient& client = rig.signIn("olga");
    live.apply(limit(1, api::Side::Buy, 50, 5));
    const OrderId bid(live.steps().size());
    live.apply(limit(2, api::Side::Sell, 60, 9));
    live.publish();
    rig.send(client, api::Subscribe{SubscriptionId(1), topicOf(TopicKind::BookOrders, 1)});
    client.received.clear();
    const auto amend = [&](std::int64_t price, std::int64_t quantity) {
        live.apply(
            api::AmendOrder{AccountId(1), InstrumentId(1), bid, Price(price), Quantity(quantity)});
        live.publish();
        return client.updatesOf(1).at(0).bookOrders;
    };
    const auto reduced = amend(50, 4);
    QCOMPARE(reduced.size(), std::size_t{1});
    QCOMPARE(reduced[0].action, api::BookAction::Reduce);
    QCOMPARE(reduced[0].quantity, Quantity(4));
    const auto raised = amend(50, 6);
    QCOMPARE(raised.size(), std::size_t{1});
    QCOMPARE(raised[0].action, api::BookAction::Move);
    QCOMPARE(raised[0].price, Price(50));
    QCOMPARE(raised[0].quantity, Quantity(6));
    const auto traded = amend(60, 6); // all of it trades
    QCOMPARE(traded.size(), std::size_t{2});
    QCOMPARE(traded[0].action, api::BookAction::Execute);
    QCOMPARE(traded[0].quantity, Quantity(3));
    QCOMPARE(traded[1].action, api::BookAction::Delete);
    QCOMPARE(traded[1].order, bid);
    QCOMPARE(traded[1].price, Price(50));
}

/// As in an auction.
void BookChangesTest::aTradeBetweenTwoRestingOrdersExecutesBoth() {
    Rig rig;
    rig.addUser(1, "olga", api::Role::Operator);
    rig.addMarket(1);
    FakeClient& client = rig.signIn("olga");
    OrderFollower orders{InstrumentId(1)};
    rig.send(client, orders.synchronise(SubscriptionId(1))[0]);
    std::vector<OrderId> ids;
    for (const auto& [side, quantity] : {std::pair(api::Side::Buy, 5), {api::Side::Sell, 3}}) {
        api::OrderAccepted order;
        order.order = ids.emplace_back(rig.batches.command().value());
        order.account = AccountId(1);
        order.instrument = InstrumentId(1);
        order.side = side;
        order.price = Price(side == api::Side::Buy ? 110 : 90);
        order.quantity = Quantity(quantity);
        rig.batches.event(order);
    }
    rig.publish();
    rig.batches.command();
    api::TradeExecuted trade;
    trade.trade = TradeId(1);
    trade.instrument = InstrumentId(1);
    trade.price = Price(100);
    trade.quantity = Quantity(3);
    trade.makerOrder = ids[1];
    trade.takerOrder = ids[0];
    trade.takerOpen = Quantity(2);
    rig.batches.event(trade);
    rig.publish();
    const auto updates = client.updatesOf(1);
    for (const auto& update : updates)
        QCOMPARE(orders.apply(update), Verdict::Applied);
    QCOMPARE(updates.back().bookOrders.size(), std::size_t{2});
    for (const auto& row : updates.back().bookOrders) {
        QCOMPARE(row.action, api::BookAction::Execute);
        QCOMPARE(row.trade, TradeId(1));
    }
    QVERIFY(orders.book().orders(api::Side::Sell).empty());
    QCOMPARE(orders.book().orders(api::Side::Buy).at(0).quantity, Quantity(2));
}

void BookChangesTest::aSlowReaderOfEveryChangeIsSentASnapshotThatNamesTheGap() {
    LiveVenue live(5);
    Rig& rig = *live.rig;
    FakeClient& slow = rig.signIn("olga");
    OrderFollower orders{InstrumentId(1)};
    rig.send(slow, orders.synchronise(SubscriptionId(1))[0]);
    rig.send(slow, api::Subscribe{SubscriptionId(2), topicOf(TopicKind::TopOfBook, 1)});
    QCOMPARE(orders.apply(slow.updatesOf(1).at(0)), Verdict::Applied);
    const Sequence before = orders.at();
    slow.updatesOf(2);
    slow.unread = 500'000;
    for (int i = 0; i < 50; ++i)
        live.trade(10);
    rig.tick();
    QVERIFY(slow.received.empty()); // nothing is queued for it
    slow.unread = 0;
    rig.tick();
    const auto updates = slow.updatesOf(1);
    QCOMPARE(updates.size(), std::size_t{1});
    QVERIFY(updates[0].snapshot);
    QCOMPARE(orders.apply(updates[0]), Verdict::Applied);
    QVERIFY(orders.skipped());
    QCOMPARE(orders.skipped()->after, before);
    QCOMPARE(orders.skipped()->upTo, live.venue().lastSequence());
    const auto venue = live.described(InstrumentId(1));
    QCOMPARE(orders.book().size(), venue.orders.size());
    const auto tops = slow.updatesOf(2);
    QCOMPARE(tops.size(), std::size_t{1});
    QVERIFY(tops[0].snapshot);
    QCOMPARE(tops[0].skippedFrom, before);
    QVERIFY(!slow.finished);
}

void BookChangesTest::aBatchOfTooManyChangesIsReplacedByASnapshot() {
    Rig rig;
    rig.addUser(1, "olga", api::Role::Operator);
    rig.addMarket(1);
    FakeClient& client = rig.signIn("olga");
    OrderFollower orders{InstrumentId(1)};
    rig.send(client, orders.synchronise(SubscriptionId(1))[0]);
    QCOMPARE(orders.apply(client.updatesOf(1).at(0)), Verdict::Applied);
    const Sequence before = orders.at();
    publishBids(rig, Hub::kMaxBookRows + 1);
    QVERIFY(client.updatesOf(1).empty());
    rig.tick();
    const auto updates = client.updatesOf(1);
    QCOMPARE(updates.size(), std::size_t{1});
    QCOMPARE(orders.apply(updates[0]), Verdict::Applied);
    QVERIFY(orders.skipped());
    QCOMPARE(orders.skipped()->after, before);
    publishBids(rig, 1);
    QCOMPARE(orders.apply(client.updatesOf(1).at(0)), Verdict::Applied);
}

void BookChangesTest::aHugeBookIsCutToItsBestOrdersAndConvergesWhenTheMarketGetsThere() {
    Rig rig;
    rig.addUser(1, "olga", api::Role::Operator);
    rig.addMarket(1);
    const Sequence first = next(rig.batches.last());
    constexpr std::size_t kLeftOut = 5;
    constexpr std::size_t kOrders = Hub::kMaxSnapshotBookOrders + kLeftOut;
    publishBids(rig, kOrders);
    FakeClient& client = rig.signIn("olga");
    OrderFollower orders{InstrumentId(1)};
    rig.send(client, orders.synchronise(SubscriptionId(1))[0]);
    const auto snapshot = client.updatesOf(1).at(0);
    QVERIFY(snapshot.cut);
    QCOMPARE(orders.apply(snapshot), Verdict::Applied);
    QCOMPARE(orders.book().size(), Hub::kMaxSnapshotBookOrders);

    const auto cancel = [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i) {
            rig.batches.command();
            rig.batches.event(api::OrderCancelled{OrderId(first.value() + i), AccountId(1),
                                                  InstrumentId(1), Quantity(1),
                                                  api::CancelReason::Requested});
        }
        rig.publish();
        return orders.apply(client.updatesOf(1).at(0));
    };
    QCOMPARE(cancel(0, 1), Verdict::Applied); // one of those left out
    QCOMPARE(cancel(kLeftOut + 9, kLeftOut + 50'000), Verdict::Applied);
    QCOMPARE(cancel(kLeftOut + 50'000, kOrders),
             Verdict::BadChecksum); // it would be the tenth level
    for (const auto& message : orders.synchronise(SubscriptionId(2)))
        rig.send(client, message);
    QCOMPARE(orders.apply(client.updatesOf(2).at(0)), Verdict::Applied);
    QCOMPARE(orders.book().size(), kLeftOut - 1 + 9);
}

void BookChangesTest::nothingIsKeptForBooksThatNobodyFollows() {
    LiveVenue live(6);
    Rig& rig = *live.rig;
    InstrumentView& market = *rig.hub.view().instrument(InstrumentId(1));
    FakeClient& client = rig.signIn("olga");
    rig.send(client, api::Subscribe{SubscriptionId(1), topicOf(TopicKind::BookOrders, 1)});
    rig.send(client, api::Subscribe{SubscriptionId(2), topicOf(TopicKind::BookOrders, 1)});
    rig.send(client, api::Subscribe{SubscriptionId(3), topicOf(TopicKind::TopOfBook, 1)});
    live.trade(100);
    rig.send(client, api::Unsubscribe{SubscriptionId(1)});
    QVERIFY(market.orders != nullptr);
    rig.send(client, api::Unsubscribe{SubscriptionId(2)});
    rig.send(client, api::Unsubscribe{SubscriptionId(3)});
    QVERIFY(market.orders == nullptr);
    live.trade(100);
    QVERIFY(market.takeTops().empty());
}

QTEST_APPLESS_MAIN(BookChangesTest)
#include "book_changes_test.moc"
