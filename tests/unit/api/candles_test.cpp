// Where candles begin and how trades change them.
#include "engine/api/candles.h"
#include "engine/base/random.h"

#include <QDateTime>
#include <QTest>
#include <QTimeZone>

#include <random>

using namespace openbell;
using namespace openbell::api;

namespace {

Timestamp at(const char* utc) {
    QDateTime time = QDateTime::fromString(QString::fromLatin1(utc), Qt::ISODateWithMs);
    time.setTimeSpec(Qt::UTC);
    return Timestamp(time.toMSecsSinceEpoch() * kNsPerMs);
}

} // namespace

class CandlesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void candlesBeginAtTheirBorders_data();
    void candlesBeginAtTheirBorders();
    void everyTimeIsInExactlyOneCandle();
    void theIntervalsByLengthAreAllOfThem();
    void tradesMakeACandle();
};

void CandlesTest::candlesBeginAtTheirBorders_data() {
    QTest::addColumn<int>("interval");
    QTest::addColumn<QByteArray>("time");
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("next");
    const auto row = [](CandleInterval interval, const char* time, const char* start,
                        const char* next) {
        QTest::addRow("%s %s", nameOf(interval).data(), time)
            << static_cast<int>(interval) << QByteArray(time) << QByteArray(start)
            << QByteArray(next);
    };
    row(CandleInterval::Second1, "2024-02-29T23:59:59.999", "2024-02-29T23:59:59",
        "2024-03-01T00:00:00");
    row(CandleInterval::Second5, "2024-02-29T23:59:59.999", "2024-02-29T23:59:55",
        "2024-03-01T00:00:00");
    row(CandleInterval::Second15, "2024-02-29T23:59:29", "2024-02-29T23:59:15",
        "2024-02-29T23:59:30");
    row(CandleInterval::Minute1, "1969-12-31T23:59:59.999", "1969-12-31T23:59:00",
        "1970-01-01T00:00:00");
    row(CandleInterval::Minute5, "2024-05-05T10:04:59", "2024-05-05T10:00:00",
        "2024-05-05T10:05:00");
    row(CandleInterval::Minute15, "2024-05-05T10:45:00", "2024-05-05T10:45:00",
        "2024-05-05T11:00:00");
    row(CandleInterval::Minute30, "2024-05-05T10:29:59.999", "2024-05-05T10:00:00",
        "2024-05-05T10:30:00");
    row(CandleInterval::Hour1, "2024-05-05T10:29:59", "2024-05-05T10:00:00", "2024-05-05T11:00:00");
    row(CandleInterval::Hour4, "2024-05-05T23:00:00", "2024-05-05T20:00:00", "2024-05-06T00:00:00");
    row(CandleInterval::Day1, "2024-12-31T23:59:59.999", "2024-12-31T00:00:00",
        "2025-01-01T00:00:00");
    row(CandleInterval::Week1, "2024-05-05T23:59:59.999", "2024-04-29T00:00:00",
        "2024-05-06T00:00:00"); // a Sunday
    row(CandleInterval::Week1, "2024-05-06T00:00:00", "2024-05-06T00:00:00",
        "2024-05-13T00:00:00"); // a Monday
    row(CandleInterval::Week1, "1970-01-01T00:00:00", "1969-12-29T00:00:00", "1970-01-05T00:00:00");
    row(CandleInterval::Week1, "1969-12-28T12:00:00", "1969-12-22T00:00:00", "1969-12-29T00:00:00");
    row(CandleInterval::Month1, "2024-02-29T12:00:00", "2024-02-01T00:00:00",
        "2024-03-01T00:00:00");
    row(CandleInterval::Month1, "2023-12-31T23:59:59.999", "2023-12-01T00:00:00",
        "2024-01-01T00:00:00");
    row(CandleInterval::Month1, "1969-12-31T23:59:59.999", "1969-12-01T00:00:00",
        "1970-01-01T00:00:00");
}

void CandlesTest::candlesBeginAtTheirBorders() {
    QFETCH(int, interval);
    QFETCH(QByteArray, time);
    QFETCH(QByteArray, start);
    QFETCH(QByteArray, next);
    const auto of = static_cast<CandleInterval>(interval);
    QCOMPARE(candleStart(at(time), of), at(start));
    QCOMPARE(nextCandleStart(at(start), of), at(next));
}

void CandlesTest::everyTimeIsInExactlyOneCandle() {
    const std::uint64_t seed = std::random_device{}();
    qInfo("seed %llu", static_cast<unsigned long long>(seed));
    Random random(seed);
    for (int i = 0; i < 20'000; ++i) {
        const Timestamp time(random.between(-4'000'000'000, 9'000'000'000) * kNsPerSecond +
                             random.between(0, kNsPerSecond - 1));
        for (const CandleInterval interval : kIntervalsByLength) {
            const Timestamp start = candleStart(time, interval);
            const Timestamp next = nextCandleStart(start, interval);
            QVERIFY(start <= time && time < next);
            QCOMPARE(candleStart(start, interval), start);
            QCOMPARE(candleStart(next, interval), next);
            QCOMPARE(candleStart(Timestamp(next.value() - 1), interval), start);
        }
    }
}

void CandlesTest::theIntervalsByLengthAreAllOfThem() {
    std::int64_t before = 0;
    for (const CandleInterval interval : kIntervalsByLength) {
        const std::int64_t length = nextCandleStart(Timestamp(), interval).value() -
                                    candleStart(Timestamp(), interval).value();
        QVERIFY(length > before);
        before = length;
    }
}

void CandlesTest::tradesMakeACandle() {
    CandleView candle;
    addTrade(candle, Price(10), Quantity(3));
    addTrade(candle, Price(12), Quantity(1));
    addTrade(candle, Price(9), Quantity(2));
    QCOMPARE(candle.open, Price(10));
    QCOMPARE(candle.high, Price(12));
    QCOMPARE(candle.low, Price(9));
    QCOMPARE(candle.close, Price(9));
    QCOMPARE(candle.volume, Quantity(6));
    QCOMPARE(candle.trades, std::uint64_t{3});
    QCOMPARE(candle.turnover.low, std::uint64_t{60});
    QCOMPARE(candle.turnover.average(candle.volume), std::optional(Price(10)));
}

QTEST_APPLESS_MAIN(CandlesTest)
#include "candles_test.moc"
