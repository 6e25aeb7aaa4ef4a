// Calendars, the price of an auction and price monitors, each by itself.
#include "engine/core/phases/auction_price.h"
#include "engine/core/phases/price_monitor.h"
#include "engine/core/phases/trading_calendar.h"

#include "engine/base/random.h"

#include <QTest>

#include <array>

using namespace openbell;
using namespace openbell::core;
using api::InstrumentState;
using api::RejectReason;
using api::Side;

namespace {

constexpr std::int64_t kMonday = 4; ///< 1970-01-05

Timestamp at(std::int64_t day, int hour, int minute, int second = 0) {
    return Timestamp((day * 86'400 + hour * 3600 + minute * 60 + second) * kNsPerSecond);
}

api::SetTradingSchedule officeHours() {
    api::SetTradingSchedule schedule;
    schedule.weekdays = 0b0011111;
    schedule.preOpen = 9 * 3600;
    schedule.openingAuction = schedule.preOpen + 25 * 60;
    schedule.trading = schedule.preOpen + 30 * 60;
    schedule.closingAuction = 17 * 3600;
    schedule.close = schedule.closingAuction + 5 * 60;
    return schedule;
}

TradingCalendar officeCalendar() {
    TradingCalendar calendar;
    if (calendar.set(officeHours()) != RejectReason::None)
        qFatal("the schedule is not valid");
    return calendar;
}

api::SetTradingDay special(std::int64_t day, api::TradingDayKind kind,
                           std::int32_t close = api::kNoTimeOfDay) {
    api::SetTradingDay made;
    made.day = static_cast<std::int32_t>(day);
    made.kind = kind;
    made.close = close;
    return made;
}

AuctionPrice find(AuctionPricer& pricer, const OrderBook& book, Price reference) {
    return pricer.find(book, reference, [](const LevelView& level) { return level.quantity; });
}

/// The rule word for word, price by price.
AuctionPrice bruteForce(const OrderBook& book, Price reference) {
    const auto bid = book.bestBid();
    const auto ask = book.bestAsk();
    if (!bid || !ask || *bid < *ask)
        return {};
    std::vector<AuctionPrice> best;
    for (Price price = *ask; price <= *bid; price += Price(1)) {
        Quantity demand;
        Quantity supply;
        book.forEachOrder(Side::Buy, [&](Slot, const Order& order, Price limit) {
            demand += limit >= price ? order.open : Quantity(0);
        });
        book.forEachOrder(Side::Sell, [&](Slot, const Order& order, Price limit) {
            supply += limit <= price ? order.open : Quantity(0);
        });
        const AuctionPrice here{price, std::min(demand, supply), demand - supply};
        const auto rank = [](const AuctionPrice& each) {
            return std::pair(-each.quantity.value(), std::abs(each.surplus.value()));
        };
        if (!best.empty() && rank(here) > rank(best.front()))
            continue;
        if (!best.empty() && rank(here) < rank(best.front()))
            best.clear();
        best.push_back(here);
    }
    const std::int64_t middle = (best.front().price.value() + best.back().price.value()) / 2;
    const std::int64_t target = reference.isZero() ? middle : reference.value();
    return *std::min_element(best.begin(), best.end(), [&](const auto& a, const auto& b) {
        return std::abs(a.price.value() - target) < std::abs(b.price.value() - target);
    });
}

api::SetPriceControls oneHorizon(std::uint32_t seconds, std::int64_t ppm) {
    api::SetPriceControls controls;
    controls.horizon1 = seconds;
    controls.deviation1Ppm = ppm;
    controls.auctionSeconds = 60;
    return controls;
}

} // namespace

class PhasesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCalendarGivesTheStateOfEachTime_data();
    void aCalendarGivesTheStateOfEachTime();
    void phasesBeginInOrderAndWeekendsHaveNone();
    void specialDaysDiffer();
    void withoutAScheduleTradingNeverStops();
    void schedulesThatMakeNoSenseAreRefused();
    void timesAtTheEndOfTimeAreHarmless();
    void aYearOfHolidaysHasNoNextPhase();
    void auctionPriceIsThatOfBruteForce_data();
    void auctionPriceIsThatOfBruteForce();
    void auctionTieBreaks();
    void monitorComparesWithThePriceOneHorizonAgo();
    void monitorsOfSeveralHorizonsAllHaveTheirSay();
    void monitorKeepsABoundedHistory();
    void rangesRoundToTheInside();
};

void PhasesTest::aCalendarGivesTheStateOfEachTime_data() {
    QTest::addColumn<qint64>("time");
    QTest::addColumn<int>("state");
    const auto row = [](const char* name, Timestamp time, InstrumentState state) {
        QTest::newRow(name) << qint64(time.value()) << static_cast<int>(state);
    };
    row("thursday before the day", at(0, 8, 59, 59), InstrumentState::Closed);
    row("thursday pre-open", at(0, 9, 0), InstrumentState::PreOpen);
    row("sunday", at(3, 12, 0), InstrumentState::Closed);
    row("monday midnight", at(kMonday, 0, 0), InstrumentState::Closed);
    row("last second of pre-open", at(kMonday, 9, 24, 59), InstrumentState::PreOpen);
    row("opening auction", at(kMonday, 9, 25), InstrumentState::OpeningAuction);
    row("trading", at(kMonday, 9, 30), InstrumentState::Trading);
    row("noon", at(kMonday, 12, 0), InstrumentState::Trading);
    row("closing auction", at(kMonday, 17, 0), InstrumentState::ClosingAuction);
    row("close", at(kMonday, 17, 5), InstrumentState::Closed);
}

void PhasesTest::aCalendarGivesTheStateOfEachTime() {
    QFETCH(qint64, time);
    QFETCH(int, state);
    QCOMPARE(static_cast<int>(officeCalendar().stateAt(Timestamp(time))), state);
}

void PhasesTest::phasesBeginInOrderAndWeekendsHaveNone() {
    const TradingCalendar calendar = officeCalendar();
    Timestamp time = at(kMonday + 4, 9, 26); // Friday
    for (const Timestamp expected :
         {at(kMonday + 4, 9, 30), at(kMonday + 4, 17, 0), at(kMonday + 4, 17, 5),
          at(kMonday + 7, 9, 0), at(kMonday + 7, 9, 25)}) {
        time = calendar.nextChange(time);
        QCOMPARE(time.value(), expected.value());
    }
    QCOMPARE(calendar.endOfDay(at(kMonday + 4, 17, 5)).value(), at(kMonday + 7, 17, 5).value());
}

void PhasesTest::specialDaysDiffer() {
    using enum api::TradingDayKind;
    TradingCalendar calendar = officeCalendar();
    QCOMPARE(calendar.set(special(kMonday, Holiday)), RejectReason::None);
    QCOMPARE(calendar.set(special(kMonday + 1, Short, 12 * 3600)), RejectReason::None);
    QCOMPARE(calendar.stateAt(at(kMonday, 12, 0)), InstrumentState::Closed);
    QCOMPARE(calendar.nextChange(at(3, 0, 0)).value(), at(kMonday + 1, 9, 0).value());
    QCOMPARE(calendar.stateAt(at(kMonday + 1, 11, 55)), InstrumentState::ClosingAuction);
    QCOMPARE(calendar.stateAt(at(kMonday + 1, 12, 0)), InstrumentState::Closed);
    // A short day that would end before it trades is none.
    QCOMPARE(calendar.set(special(kMonday + 1, Short, 9 * 3600)), RejectReason::None);
    QCOMPARE(calendar.stateAt(at(kMonday + 1, 9, 10)), InstrumentState::Closed);
    QCOMPARE(calendar.set(special(kMonday, AsScheduled)), RejectReason::None);
    QCOMPARE(calendar.stateAt(at(kMonday, 12, 0)), InstrumentState::Trading);
    QCOMPARE(calendar.set(special(kMonday, AsScheduled)), RejectReason::NothingToChange);
    QCOMPARE(calendar.set(special(-1, Holiday)), RejectReason::InvalidDefinition);
    QCOMPARE(calendar.set(special(3, Short)), RejectReason::InvalidDefinition);
    for (std::int64_t day = 1000; calendar.specialDays().size() < kMaxSpecialDays; ++day)
        QCOMPARE(calendar.set(special(day, Holiday)), RejectReason::None);
    QCOMPARE(calendar.set(special(5000, Holiday)), RejectReason::InvalidDefinition);
}

void PhasesTest::withoutAScheduleTradingNeverStops() {
    const TradingCalendar calendar;
    QCOMPARE(calendar.stateAt(at(3, 3, 3)), InstrumentState::Trading);
    QCOMPARE(calendar.nextChange(at(3, 3, 3)).value(), kNever.value());
    QCOMPARE(calendar.endOfDay(at(3, 3, 3)).value(), at(4, 0, 0).value());
    QCOMPARE(calendar.endOfDay(at(4, 0, 0)).value(), at(5, 0, 0).value());
}

void PhasesTest::schedulesThatMakeNoSenseAreRefused() {
    const auto refusal = [](auto&& change) {
        api::SetTradingSchedule schedule = officeHours();
        change(schedule);
        return TradingCalendar().set(schedule);
    };
    QCOMPARE(refusal([](auto& s) { s.weekdays = 0x80; }), RejectReason::InvalidDefinition);
    QCOMPARE(refusal([](auto& s) { s.trading = -1; }), RejectReason::InvalidDefinition);
    QCOMPARE(refusal([](auto& s) { s.close = -1; }), RejectReason::InvalidDefinition);
    QCOMPARE(refusal([](auto& s) { s.close = s.closingAuction; }), RejectReason::InvalidDefinition);
    QCOMPARE(refusal([](auto& s) { s.close = 86'400; }), RejectReason::InvalidDefinition);
    QCOMPARE(refusal([](auto& s) { s.close = 86'399; }), RejectReason::None);
    QCOMPARE(refusal([](auto& s) { s.preOpen = 0; }), RejectReason::None);
    QCOMPARE(refusal([](auto& s) { s.preOpen = -2; }), RejectReason::InvalidDefinition);
    QCOMPARE(refusal([](auto& s) { s.preOpen = s.openingAuction = s.closingAuction = -1; }),
             RejectReason::None);
}

void PhasesTest::timesAtTheEndOfTimeAreHarmless() {
    const TradingCalendar calendar = officeCalendar();
    QCOMPARE(calendar.stateAt(kNever), InstrumentState::Closed);
    QCOMPARE(calendar.nextChange(kNever).value(), kNever.value());
    QCOMPARE(calendar.endOfDay(kNever).value(), kNever.value());
    QCOMPARE(TradingCalendar().endOfDay(kNever).value(), kNever.value());
}

void PhasesTest::aYearOfHolidaysHasNoNextPhase() {
    TradingCalendar calendar;
    api::SetTradingSchedule mondays = officeHours();
    mondays.weekdays = 1;
    QCOMPARE(calendar.set(mondays), RejectReason::None);
    for (std::int64_t week = 1; week <= 53; ++week)
        QCOMPARE(calendar.set(special(kMonday + 7 * week, api::TradingDayKind::Holiday)),
                 RejectReason::None);
    const Timestamp evening = at(kMonday, 20, 0);
    QCOMPARE(calendar.nextChange(evening).value(), kNever.value());
    QCOMPARE(calendar.endOfDay(evening).value(), kNever.value());
    QCOMPARE(calendar.stateAt(evening), InstrumentState::Closed);
}

void PhasesTest::auctionPriceIsThatOfBruteForce_data() {
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %llu", static_cast<unsigned long long>(seed)) << seed;
}

void PhasesTest::auctionPriceIsThatOfBruteForce() {
    QFETCH(quint64, seed);
    Random random(seed);
    AuctionPricer pricer;
    int crossed = 0;
    for (int round = 0; round < 1500; ++round) {
        OrderPool pool({1000});
        OrderBook book(pool, InstrumentId(1));
        const auto orders = random.below(30);
        const std::int64_t width = random.between(1, 40);
        for (std::uint64_t i = 1; i <= orders; ++i)
            book.add({OrderId(i), random.chance(1, 2) ? Side::Buy : Side::Sell,
                      Price(random.between(50, 50 + width)), Quantity(random.between(1, 6))});
        const Price reference(random.chance(1, 4) ? 0 : random.between(40, 100));
        const AuctionPrice expected = bruteForce(book, reference);
        const AuctionPrice found = find(pricer, book, reference);
        QVERIFY2(found == expected,
                 qPrintable(QStringLiteral("round %1: %2 instead of %3")
                                .arg(round)
                                .arg(found.price.value())
                                .arg(expected.price.value())));
        crossed += found.price.isZero() ? 0 : 1;
        book.drainTouched([](Side, Price, Quantity, std::uint32_t) {});
    }
    QVERIFY(crossed > 500);
}

void PhasesTest::auctionTieBreaks() {
    OrderPool pool({100});
    OrderBook book(pool, InstrumentId(1));
    AuctionPricer pricer;
    QVERIFY(find(pricer, book, Price(5)) == AuctionPrice{});
    book.add({OrderId(1), Side::Buy, Price(110), Quantity(10)});
    book.add({OrderId(2), Side::Sell, Price(100), Quantity(10)});
    QCOMPARE(find(pricer, book, Price()).price, Price(105));    // no reference: the middle
    QCOMPARE(find(pricer, book, Price(107)).price, Price(107)); // the reference, where it is possible
    QCOMPARE(find(pricer, book, Price(90)).price, Price(100));  // else the price nearest to it
    QCOMPARE(find(pricer, book, Price(200)).price, Price(110));
    // The smaller surplus comes before the reference.
    book.add({OrderId(3), Side::Buy, Price(104), Quantity(3)});
    const AuctionPrice found = find(pricer, book, Price(100));
    QVERIFY((found == AuctionPrice{Price(105), Quantity(10), Quantity(0)}));
    book.drainTouched([](Side, Price, Quantity, std::uint32_t) {});
}

void PhasesTest::monitorComparesWithThePriceOneHorizonAgo() {
    PriceMonitor monitor;
    QCOMPARE(monitor.set(oneHorizon(160, 100'000)), RejectReason::None); // slices of 10 s
    QVERIFY(monitor.range(at(1, 0, 0)).contains(Price(1)));              // nothing to compare with
    monitor.note(at(1, 0, 0), Price(100));
    monitor.note(at(1, 0, 0, 1), Price(105));
    const auto range = [&](int minute, int second) { return monitor.range(at(1, 0, minute, second)); };
    QVERIFY(range(0, 2).contains(Price(105 + 10)));
    QVERIFY(!range(0, 2).contains(Price(105 + 11)));
    QVERIFY(!range(0, 2).contains(Price(105 - 11)));
    monitor.note(at(1, 0, 1, 30), Price(200));
    QVERIFY(!range(2, 0).contains(Price(200)));
    QVERIFY(!range(4, 9).contains(Price(200))); // the last before is 150 to 160 s old
    QVERIFY(range(4, 10).contains(Price(200)));
    QVERIFY(!range(4, 10).contains(Price(105)));
    monitor.restart(at(1, 0, 5), Price(50));
    QVERIFY(range(5, 0).contains(Price(55)));
    QVERIFY(!range(5, 0).contains(Price(56)));
}

void PhasesTest::monitorsOfSeveralHorizonsAllHaveTheirSay() {
    PriceMonitor monitor;
    api::SetPriceControls controls = oneHorizon(160, 10'000);
    controls.horizon2 = 1600;
    controls.deviation2Ppm = 40'000;
    QCOMPARE(monitor.set(controls), RejectReason::None);
    QCOMPARE(monitor.set(controls), RejectReason::NothingToChange);
    for (int minute = 0; minute <= 12; ++minute)
        monitor.note(at(1, 0, minute), Price(1000 + 5 * minute));
    const PriceRange range = monitor.range(at(1, 0, 12));
    QCOMPARE(range.highest, Price(1045)); // 4 % above the first 100 s; 1 % above minute 9 is 1055
    QCOMPARE(range.lowest, Price(1035));  // 1 % below minute 9
}

void PhasesTest::monitorKeepsABoundedHistory() {
    PriceMonitor monitor;
    QCOMPARE(monitor.set(oneHorizon(1, 1)), RejectReason::None);
    for (std::int64_t ns = 0; ns < 100 * kNsPerSecond; ns += 7'777'777)
        monitor.note(Timestamp(ns), Price(5));
    QVERIFY(monitor.samples(0).size() <= PriceMonitor::kSlices + 1);
}

void PhasesTest::rangesRoundToTheInside() {
    const PriceRange range = rangeAround(Price(999), 50'000); // 49.95
    QCOMPARE(range.lowest, Price(950));
    QCOMPARE(range.highest, Price(1048));
    QCOMPARE(rangeAround(Price(1), 999'999).lowest, Price(1));
}

QTEST_APPLESS_MAIN(PhasesTest)
#include "phases_test.moc"
