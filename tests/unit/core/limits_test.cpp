// The bounds of the venue, and that the hot path takes no memory once it is warm.
#include "engine/core/shard.h"
#include "engine/core/venue.h"

#include <QTest>

#include <cstdlib>
#include <new>

namespace {
thread_local std::size_t allocations = 0; // Qt Test has a thread of its own
}

void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

using namespace openbell;
using namespace openbell::core;

namespace {

constexpr AccountId kAnn{1};
constexpr AccountId kBob{2};

/// A venue with one market and two rich accounts.
class OneMarketVenue {
public:
    explicit OneMarketVenue(unsigned shards = 1) : venue({shards}) {
        apply(api::CreateAsset{AssetId(1), api::AssetCode("USD"), 2});
        apply(api::CreateAsset{AssetId(2), api::AssetCode("COF"), 3});
        api::CreateInstrument instrument;
        instrument.instrument = InstrumentId(1);
        instrument.symbol = api::Symbol("COF/USD");
        instrument.base = AssetId(2);
        instrument.quote = AssetId(1);
        instrument.priceScale = 2;
        instrument.lotSize = 1000;
        instrument.maxPrice = Price(1'000'000);
        instrument.maxQuantity = Quantity(1'000'000);
        instrument.takerFeePpm = 1000;
        apply(instrument);
        for (const AccountId account : {kAnn, kBob}) {
            apply(api::CreateAccount{account, api::Name("trader")});
            for (const std::uint32_t asset : {1U, 2U})
                apply(api::Deposit{account, AssetId(asset), Amount(1'000'000'000'000'000)});
        }
    }

    void apply(const api::Command& command) {
        events.clear();
        venue.apply({next(venue.lastSequence()), Timestamp(0), UserId()}, command, events);
    }

    api::PlaceOrder order(AccountId account, api::Side side, std::int64_t price,
                          std::int64_t quantity) {
        api::PlaceOrder order;
        order.account = account;
        order.instrument = InstrumentId(1);
        order.side = side;
        order.price = Price(price);
        order.quantity = Quantity(quantity);
        return order;
    }

    /// The reason of the last command's refusal.
    api::RejectReason refusal() const {
        api::RejectReason reason = api::RejectReason::None;
        events.forEach([&](const api::EventStamp&, const auto& event) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(event)>,
                                         api::CommandRejected>)
                reason = event.reason;
        });
        return reason;
    }

    Venue venue;
    api::EventBuffer events;
};

} // namespace

class LimitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void accountMayHaveOnlySoManyOpenOrders();
    void fullVenueTakesNoOrderThatRests();
    void steadyTradingAllocatesNothing();
    void clientOrderIdsAndIcebergsAllocateNothingOnceWarm();
};

void LimitsTest::accountMayHaveOnlySoManyOpenOrders() {
    OneMarketVenue market;
    const OrderId first(market.venue.lastSequence().value() + 1);
    for (std::uint32_t i = 0; i < kMaxOpenOrdersPerAccount; ++i)
        market.apply(market.order(kAnn, api::Side::Buy, 100 + i % 50, 1));
    QCOMPARE(market.refusal(), api::RejectReason::None);
    market.apply(market.order(kAnn, api::Side::Buy, 100, 1));
    QCOMPARE(market.refusal(), api::RejectReason::TooManyOpenOrders);
    // Orders that cannot rest are not concerned, nor are other accounts.
    api::PlaceOrder immediate = market.order(kAnn, api::Side::Buy, 100, 1);
    immediate.timeInForce = api::TimeInForce::ImmediateOrCancel;
    market.apply(immediate);
    QCOMPARE(market.refusal(), api::RejectReason::None);
    market.apply(market.order(kBob, api::Side::Buy, 100, 1));
    QCOMPARE(market.refusal(), api::RejectReason::None);
    // A cancelled order makes room for one.
    market.apply(api::CancelOrder{kAnn, InstrumentId(1), first});
    market.apply(market.order(kAnn, api::Side::Buy, 100, 1));
    QCOMPARE(market.refusal(), api::RejectReason::None);
    market.apply(market.order(kAnn, api::Side::Buy, 100, 1));
    QCOMPARE(market.refusal(), api::RejectReason::TooManyOpenOrders);
    QVERIFY(!market.venue.checkInvariants());
}

void LimitsTest::fullVenueTakesNoOrderThatRests() {
    OneMarketVenue market;
    QVERIFY(market.venue.hasRoomForOrders(kMaxOpenOrders));
    QVERIFY(!market.venue.hasRoomForOrders(kMaxOpenOrders + 1));
    Shard& shard = market.venue.shard(0);
    const api::CommandContext context{next(market.venue.lastSequence()), Timestamp(0), UserId()};
    const api::Command order = market.order(kAnn, api::Side::Buy, 100, 1);
    Reservation reservation;
    shard.reserve(context, order, {true, false}, reservation);
    QCOMPARE(reservation.kind, Reservation::Kind::Rejected);
    QCOMPARE(reservation.reason, api::RejectReason::TooManyOpenOrders);
    shard.reserve(context, order, {false, false}, reservation);
    QCOMPARE(reservation.kind, Reservation::Kind::NeedsExactState);
    shard.reserve(context, order, {true, true}, reservation);
    QCOMPARE(reservation.kind, Reservation::Kind::Forward);
    shard.undo(reservation);
    QVERIFY(!market.venue.checkInvariants());
}

void LimitsTest::steadyTradingAllocatesNothing() {
    for (const unsigned shards : {1U, 3U}) {
        OneMarketVenue market(shards);
        const auto trade = [&](int rounds) {
            for (int i = 0; i < rounds; ++i) {
                const std::int64_t price = 500 + i % 100;
                market.apply(market.order(kAnn, api::Side::Buy, price, 3));
                const OrderId bid(market.venue.lastSequence().value());
                market.apply(market.order(kBob, api::Side::Sell, price, 2));
                market.apply(
                    api::AmendOrder{kAnn, InstrumentId(1), bid, Price(price + 1), Quantity(5)});
                market.apply(market.order(kBob, api::Side::Sell, price + 200, 1));
                if (i % 2 == 0)
                    market.apply(api::CancelOrder{kAnn, InstrumentId(1), bid});
                api::PlaceOrder sweep = market.order(kBob, api::Side::Sell, 0, 4);
                sweep.type = api::OrderType::Market;
                market.apply(sweep);
                market.apply(api::CancelOrder{kBob, InstrumentId(1), OrderId(bid.value() + 3)});
            }
        };
        trade(2000);
        const std::size_t before = allocations;
        trade(2000);
        QCOMPARE(allocations - before, std::size_t{0});
    }
}

void LimitsTest::clientOrderIdsAndIcebergsAllocateNothingOnceWarm() {
    OneMarketVenue market;
    std::uint64_t id = 0;
    const auto trade = [&](int rounds) {
        for (int i = 0; i < rounds; ++i) {
            const std::int64_t price = 500 + i % 100;
            api::PlaceOrder bid = market.order(kAnn, api::Side::Buy, price, 9);
            bid.clientOrderId = ClientOrderId(++id);
            if (i % 3 == 0)
                bid.displayQuantity = Quantity(2);
            bid.hidden = i % 3 == 1;
            market.apply(bid);
            const OrderId placed(market.venue.lastSequence().value());
            market.apply(bid); // as one that had no answer
            market.apply(market.order(kBob, api::Side::Sell, price, 5));
            api::ReplaceOrder other;
            other.account = kAnn;
            other.instrument = InstrumentId(1);
            other.order = placed;
            other.clientOrderId = ClientOrderId(++id);
            other.price = Price(price - 1);
            other.quantity = Quantity(4);
            market.apply(other);
            market.apply(market.order(kBob, api::Side::Sell, price - 1, 4));
        }
    };
    trade(3000);
    const std::size_t before = allocations;
    trade(3000);
    QCOMPARE(allocations - before, std::size_t{0});
}

QTEST_APPLESS_MAIN(LimitsTest)
#include "limits_test.moc"
