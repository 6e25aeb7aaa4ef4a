// checkInvariants() notices what it is there to notice: each test breaks one thing behind the
// venue's back.
#include "engine/core/shard.h"
#include "engine/core/venue.h"

#include <QTest>

using namespace openbell;
using namespace openbell::core;

namespace {

constexpr AccountId kAnn{1};
constexpr AssetId kUsd{1};
constexpr InstrumentId kMarket{1};

std::unique_ptr<Venue> venueWithOneOrder() {
    auto venue = std::make_unique<Venue>();
    api::EventBuffer events;
    api::CreateInstrument instrument;
    instrument.instrument = kMarket;
    instrument.symbol = api::Symbol("COF/USD");
    instrument.base = AssetId(2);
    instrument.quote = kUsd;
    instrument.maxPrice = Price(1000);
    instrument.maxQuantity = Quantity(1000);
    api::PlaceOrder order;
    order.account = kAnn;
    order.instrument = kMarket;
    order.price = Price(10);
    order.quantity = Quantity(10);
    for (const api::Command& command :
         std::initializer_list<api::Command>{api::CreateAsset{kUsd, api::AssetCode("USD"), 0},
                                             api::CreateAsset{AssetId(2), api::AssetCode("COF"), 0},
                                             instrument, api::CreateAccount{kAnn, api::Name("ann")},
                                             api::Deposit{kAnn, kUsd, Amount(1000)}, order})
        venue->apply({next(venue->lastSequence()), Timestamp(0), UserId()}, command, events);
    return venue;
}

/// Behind the venue's back.
Market& marketOf(Venue& venue) {
    return *venue.shard(0).books().findMarket(kMarket);
}

OrderId onlyOrder(Venue& venue) {
    return OrderId(venue.lastSequence().value());
}

/// A sell stop that waits for a fall to 5, and what it holds.
WaitingOrder stopOrder(std::int64_t held) {
    WaitingOrder order;
    order.order = OrderId(99);
    order.side = api::Side::Sell;
    order.type = api::OrderType::Stop;
    order.triggerPrice = Price(5);
    order.record.account = kAnn;
    order.record.total = Quantity(3);
    order.record.held = Amount(held);
    return order;
}

std::string brokenIn(const Venue& venue) {
    return venue.checkInvariants().value_or("nothing");
}

} // namespace

class InvariantsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void intactVenueHasNothingBroken();
    void unpublishedChangeIsNoticed();
    void promiseWithoutACommandIsNoticed();
    void holdWithoutAnOrderIsNoticed();
    void orderWithoutAHoldIsNoticed();
    void moneyOutOfNowhereIsNoticed();
    void levelWithoutEventIsNoticed();
    void orderThatLostQuantityIsNoticed();
    void waitingOrderWithoutAHoldIsNoticed();
    void waitingOrderThatWasReachedIsNoticed();
    void expiryOfAnOrderThatIsGoneIsNoticed();
    void crossedBookIsNoticed();
    void wrongNumberOfOpenOrdersIsNoticed();
    void clientOrderIdWithoutAnOrderIsNoticed();
    void clientOrderIdOnItsWayIsNoticed();
    void holdOfAStrangerIsNoticed();
    void oneSidedTransferIsNoticed();
    void supplyOutOfBoundsIsNoticed();
};

void InvariantsTest::intactVenueHasNothingBroken() {
    QCOMPARE(brokenIn(*venueWithOneOrder()), std::string("nothing"));
}

void InvariantsTest::unpublishedChangeIsNoticed() {
    const auto venue = venueWithOneOrder();
    venue->shard(0).home().ledger().deposit(kAnn, kUsd, Amount(1));
    QVERIFY(brokenIn(*venue).starts_with("a change was not published"));
}

void InvariantsTest::promiseWithoutACommandIsNoticed() {
    const auto venue = venueWithOneOrder();
    QVERIFY(venue->shard(0).home().ledger().promise(kAnn, kUsd, Amount(1)));
    QVERIFY(brokenIn(*venue).starts_with("available is negative or promised"));
}

void InvariantsTest::holdWithoutAnOrderIsNoticed() {
    const auto venue = venueWithOneOrder();
    Ledger& ledger = venue->shard(0).home().ledger();
    QVERIFY(ledger.promise(kAnn, kUsd, Amount(5)));
    Movement held;
    held.promised = Amount(5);
    held.held = Amount(5);
    ledger.book(kAnn, kUsd, held);
    QVERIFY(brokenIn(*venue).starts_with("held is not the sum of the orders' holds"));
}

void InvariantsTest::orderWithoutAHoldIsNoticed() {
    const auto venue = venueWithOneOrder();
    BookRole& books = venue->shard(0).books();
    OrderRecord record{};
    record.total = Quantity(3);
    record.account = kAnn;
    books.restoreOrder(*books.findMarket(kMarket),
                       {OrderId(99), api::Side::Buy, Price(9), Quantity(3)}, record);
    books.findMarket(kMarket)->book.drainTouched([](api::Side, Price, Quantity, std::uint32_t) {});
    QVERIFY(brokenIn(*venue).starts_with("an order does not hold what its terms need"));
}

void InvariantsTest::moneyOutOfNowhereIsNoticed() {
    const auto venue = venueWithOneOrder();
    BookRole& books = venue->shard(0).books();
    books.findMarket(kMarket)->feesCollected += Amount(1);
    QVERIFY(brokenIn(*venue).starts_with("clearing is not the fees collected"));
}

void InvariantsTest::levelWithoutEventIsNoticed() {
    const auto venue = venueWithOneOrder();
    BookRole& books = venue->shard(0).books();
    Market& market = *books.findMarket(kMarket);
    market.book.move(market.book.bestLevel(api::Side::Buy)->first, Price(10), Quantity(10));
    QVERIFY(brokenIn(*venue).starts_with("changed levels were not published"));
}

void InvariantsTest::orderThatLostQuantityIsNoticed() {
    const auto venue = venueWithOneOrder();
    OrderBook& book = marketOf(*venue).book;
    book.reduce(book.find(onlyOrder(*venue)), Quantity(4));
    book.drainTouched([](api::Side, Price, Quantity, std::uint32_t) {});
    QVERIFY(brokenIn(*venue).starts_with("an order's open quantity is not total - filled"));
}

void InvariantsTest::waitingOrderWithoutAHoldIsNoticed() {
    const auto venue = venueWithOneOrder();
    venue->shard(0).books().restoreWaiting(marketOf(*venue), stopOrder(2));
    QVERIFY(brokenIn(*venue).starts_with("a waiting order does not hold what its terms need"));
}

void InvariantsTest::waitingOrderThatWasReachedIsNoticed() {
    const auto venue = venueWithOneOrder();
    venue->shard(0).books().restoreWaiting(marketOf(*venue), stopOrder(3));
    QVERIFY(!brokenIn(*venue).starts_with("an order waits"));
    marketOf(*venue).lastPrice = Price(5);
    // What it holds is nobody's, too; the first thing that is broken is named.
    QVERIFY(brokenIn(*venue).starts_with("an order waits for a price that was reached"));
}

void InvariantsTest::expiryOfAnOrderThatIsGoneIsNoticed() {
    const auto venue = venueWithOneOrder();
    marketOf(*venue).timed.add(OrderId(99), {});
    QVERIFY(brokenIn(*venue).starts_with("an order that is gone is still to expire"));
    marketOf(*venue).timed.remove(OrderId(99));
    QCOMPARE(brokenIn(*venue), std::string("nothing"));
    // One that is there must be marked, and none without a bound.
    marketOf(*venue).timed.add(onlyOrder(*venue), {});
    QVERIFY(brokenIn(*venue).starts_with("an order that is gone is still to expire"));
}

void InvariantsTest::crossedBookIsNoticed() {
    const auto venue = venueWithOneOrder();
    OrderRecord record{};
    record.total = Quantity(3);
    record.account = kAnn;
    venue->shard(0).books().restoreOrder(
        marketOf(*venue), {OrderId(99), api::Side::Sell, Price(10), Quantity(3)}, record);
    marketOf(*venue).book.drainTouched([](api::Side, Price, Quantity, std::uint32_t) {});
    QVERIFY(brokenIn(*venue).starts_with("the book is crossed"));
}

void InvariantsTest::wrongNumberOfOpenOrdersIsNoticed() {
    const auto venue = venueWithOneOrder();
    venue->shard(0).home().restoreOpenOrder(kAnn);
    QVERIFY(brokenIn(*venue).starts_with("the number of open orders is wrong"));
}

void InvariantsTest::clientOrderIdWithoutAnOrderIsNoticed() {
    const auto venue = venueWithOneOrder();
    venue->shard(0).home().restoreClientOrderId(kAnn, ClientOrderId(5),
                                                {OrderId(99), 0, 0, true});
    QVERIFY(brokenIn(*venue).starts_with("client order ids are not those of the open orders"));
}

void InvariantsTest::clientOrderIdOnItsWayIsNoticed() {
    const auto venue = venueWithOneOrder();
    api::PlaceOrder order;
    order.account = kAnn;
    order.instrument = kMarket;
    order.clientOrderId = ClientOrderId(5);
    order.side = api::Side::Sell;
    order.price = Price(20);
    order.quantity = Quantity(1);
    order.timeInForce = api::TimeInForce::ImmediateOrCancel;
    venue->shard(0).home().ledger().deposit(kAnn, AssetId(2), Amount(1));
    Reservation reservation;
    const api::CommandContext context{next(venue->lastSequence()), Timestamp(0), UserId()};
    venue->shard(0).reserve(context, order, {}, reservation);
    QCOMPARE(reservation.kind, Reservation::Kind::Forward);
    api::EventBuffer events;
    venue->shard(0).publish(context, events);
    venue->shard(0).home().ledger().unpromise(kAnn, AssetId(2), Amount(1));
    QVERIFY(brokenIn(*venue).starts_with("a client order id is on its way"));
}

void InvariantsTest::holdOfAStrangerIsNoticed() {
    const auto venue = venueWithOneOrder();
    OrderRecord record{};
    record.total = Quantity(3);
    record.account = AccountId(2);
    record.held = Amount(27);
    venue->shard(0).books().restoreOrder(
        marketOf(*venue), {OrderId(99), api::Side::Buy, Price(9), Quantity(3)}, record);
    marketOf(*venue).book.drainTouched([](api::Side, Price, Quantity, std::uint32_t) {});
    QVERIFY(brokenIn(*venue).starts_with("orders hold funds that no account shows"));
}

void InvariantsTest::oneSidedTransferIsNoticed() {
    const auto venue = venueWithOneOrder();
    Ledger& ledger = venue->shard(0).home().ledger();
    // Received out of a clearing account that nobody has paid into, on paper only.
    Movement received;
    received.received = Amount(5);
    ledger.book(kAnn, kUsd, received);
    api::EventBuffer events;
    ledger.publish({}, events);
    QVERIFY(brokenIn(*venue).starts_with("clearing is not the fees collected"));
}

void InvariantsTest::supplyOutOfBoundsIsNoticed() {
    const auto venue = venueWithOneOrder();
    Ledger& ledger = venue->shard(0).home().ledger();
    ledger.deposit(kAnn, kUsd, Amount(kMaxAmount - 1));
    api::EventBuffer events;
    ledger.publish({}, events);
    QVERIFY(brokenIn(*venue).starts_with("the supply is out of bounds"));
}

QTEST_APPLESS_MAIN(InvariantsTest)
#include "invariants_test.moc"
