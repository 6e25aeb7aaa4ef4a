// What happens without a command for it happens at the time that the venue names, not before.
#include "engine/core/reference_data.h"
#include "tests/oracle/comparison.h"
#include "tests/oracle/random_commands.h"
#include "tests/unit/core/one_market.h"

#include <QTest>

using namespace openbell;
using namespace openbell::core;
using api::InstrumentState;
using api::RejectReason;
using api::Side;

class DueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsDueInAPlainMarket();
    void anOrderEndsAtItsTime();
    void aStateEndsAtItsTime();
    void aLimitStateIsDescribedAndEndsInAnAuction();
    void nothingHappensBeforeItIsDue();
};

void DueTest::nothingIsDueInAPlainMarket() {
    OneMarket market;
    market.place(kAnn, Side::Buy, 100, 5);
    QCOMPARE(market.venue.nextDue().value(), std::numeric_limits<std::int64_t>::max());
    QCOMPARE(market.venue.lastTime(), market.now);
    QVERIFY(market.venue.reference().instruments().find(kMarket));
}

void DueTest::anOrderEndsAtItsTime() {
    OneMarket market;
    api::PlaceOrder order = OneMarket::order(kAnn, Side::Buy, 100, 5);
    order.timeInForce = api::TimeInForce::GoodTillTime;
    order.expiry = market.now + Duration(77);
    QCOMPARE(market.apply(order), RejectReason::None);
    QCOMPARE(market.venue.nextDue(), order.expiry);
    market.now = Timestamp(order.expiry.value() - 1);
    QCOMPARE(market.apply(api::AdvanceTime{}), RejectReason::None);
    QVERIFY(market.events.empty());
    market.now = order.expiry;
    QCOMPARE(market.apply(api::AdvanceTime{}), RejectReason::None);
    QCOMPARE(market.all<api::OrderCancelled>().size(), std::size_t{1});
    QCOMPARE(market.venue.nextDue().value(), std::numeric_limits<std::int64_t>::max());
}

void DueTest::aStateEndsAtItsTime() {
    OneMarket market;
    const Timestamp end = market.now + Duration(5 * kNsPerSecond);
    QCOMPARE(
        market.apply(api::ChangeInstrumentState{kMarket, InstrumentState::OpeningAuction, end, {}}),
        RejectReason::None);
    QCOMPARE(market.venue.nextDue(), end);
    market.now = end;
    QCOMPARE(market.apply(api::AdvanceTime{}), RejectReason::None);
    QCOMPARE(market.all<api::InstrumentStateChanged>().at(0).state, InstrumentState::Trading);
}

void DueTest::aLimitStateIsDescribedAndEndsInAnAuction() {
    OneMarket market;
    market.tradeAt(500);
    api::SetPriceBands bands;
    bands.instrument = kMarket;
    bands.width1Ppm = 100'000;
    bands.referenceSeconds = 600;
    bands.limitSeconds = 15;
    bands.pauseSeconds = 60;
    QCOMPARE(market.apply(bands), RejectReason::None);
    market.place(kAnn, Side::Buy, 550, 5);
    const Timestamp end = market.now + Duration(15 * kNsPerSecond);
    QCOMPARE(market.all<api::LimitStateChanged>().size(), std::size_t{1});
    QCOMPARE(market.venue.nextDue(), end);
    market.events.clear();
    market.venue.describe(market.events);
    const auto described = market.all<api::LimitStateChanged>();
    QCOMPARE(described.size(), std::size_t{1});
    QVERIFY(described[0].atLimit);
    QCOMPARE(described[0].side, Side::Buy);
    QCOMPARE(described[0].until, end);
    market.now = end;
    QCOMPARE(market.apply(api::AdvanceTime{}), RejectReason::None);
    QCOMPARE(market.all<api::InstrumentStateChanged>().at(0).state,
             InstrumentState::VolatilityAuction);
}

/// Of random venues, a copy that waits until just before the time does nothing.
void DueTest::nothingHappensBeforeItIsDue() {
    constexpr std::uint64_t kSeed = 401;
    constexpr std::int64_t kMonth = 30 * 86'400 * kNsPerSecond;
    qInfo("seed %llu", static_cast<unsigned long long>(kSeed));
    Venue venue({2, false});
    api::EventBuffer events;
    std::size_t at = 0;
    int waits = 0;
    for (const api::Command& command : oracle::randomStream({.seed = kSeed}, 12'000)) {
        const Timestamp now = oracle::timeOfCommand(at);
        venue.apply({Sequence(++at), now, UserId()}, command, events);
        events.clear();
        if (at % 40 != 0)
            continue;
        api::Bytes saved;
        venue.save(saved);
        Venue copy;
        QVERIFY(copy.load(saved).hasValue());
        // The original may name a time of an order that is gone already.
        QVERIFY(venue.nextDue() <= copy.nextDue());
        if (copy.nextDue() <= now)
            continue; // in a market that no command has reached since
        const std::int64_t last = std::min(copy.nextDue().value(), now.value() + kMonth) - 1;
        copy.apply({next(copy.lastSequence()), Timestamp(last), UserId()}, api::AdvanceTime{},
                   events);
        QVERIFY2(events.empty(), qPrintable(QStringLiteral("command %1").arg(at)));
        waits += last > now.value() ? 1 : 0;
    }
    QVERIFY(waits > 250);
}

QTEST_APPLESS_MAIN(DueTest)
#include "due_test.moc"
