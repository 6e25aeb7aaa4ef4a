// Latency buckets: edges, percentiles, differences.
#include "engine/runtime/latency_histogram.h"

#include <QtTest>

using openbell::runtime::HistogramCounts;
using openbell::runtime::LatencyHistogram;

class LatencyHistogramTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyValueLiesBelowItsBucketsEdgeAndAboveThePreviousOne() {
        for (std::int64_t value = 0; value < (std::int64_t{1} << 40); value += 1 + value / 7) {
            const std::size_t bucket = HistogramCounts::bucketOf(value);
            QVERIFY(value <= HistogramCounts::upperEdgeNs(bucket));
            if (bucket > 0)
                QVERIFY(value > HistogramCounts::upperEdgeNs(bucket - 1));
        }
    }

    void bucketsAreWithinOneEighthOfTheValue() {
        for (std::int64_t value = 8; value < (std::int64_t{1} << 40); value += 1 + value / 5) {
            const std::int64_t edge =
                HistogramCounts::upperEdgeNs(HistogramCounts::bucketOf(value));
            QVERIFY(edge - value <= value / 8);
        }
    }

    void negativeAndHugeValuesAreKeptAtTheEnds() {
        LatencyHistogram histogram;
        histogram.record(-5);
        histogram.record(std::numeric_limits<std::int64_t>::max());
        QCOMPARE(histogram.counts().total(), std::uint64_t{2});
        QCOMPARE(histogram.counts().percentileNs(500), std::int64_t{0});
    }

    void percentilesFollowTheRanks() {
        LatencyHistogram histogram;
        histogram.record(4, 98);
        histogram.record(1000, 1);
        histogram.record(1'000'000, 1);
        const HistogramCounts counts = histogram.counts();
        QCOMPARE(counts.percentileNs(500), std::int64_t{4});
        QCOMPARE(counts.percentileNs(980), std::int64_t{4});
        QVERIFY(counts.percentileNs(990) >= 1000 && counts.percentileNs(990) < 1130);
        QVERIFY(counts.percentileNs(1000) >= 1'000'000);
    }

    void anEmptyHistogramHasNoLatency() {
        QCOMPARE(HistogramCounts().percentileNs(990), std::int64_t{0});
    }

    void aDifferenceHoldsOnlyWhatCameInBetween() {
        LatencyHistogram histogram;
        histogram.record(5, 1000);
        const HistogramCounts before = histogram.counts();
        histogram.record(7, 3);
        const HistogramCounts between = histogram.counts().minus(before);
        QCOMPARE(between.total(), std::uint64_t{3});
        QCOMPARE(between.percentileNs(500), std::int64_t{7});
    }
};

QTEST_APPLESS_MAIN(LatencyHistogramTest)
#include "test_latency_histogram.moc"
