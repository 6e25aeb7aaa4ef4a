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

QTEST_APPLESS_MAIN(InvariantsTest)
#include "invariants_test.moc"
