// Clocks never go back; the log writes whole lines.
#include "engine/runtime/clock.h"
#include "engine/runtime/logger.h"

#include <QtTest>

#include <thread>
#include <vector>

using namespace openbell;
using namespace openbell::runtime;

class ClockAndLoggerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSystemClockNeverGoesBack() {
        SystemClock clock;
        Timestamp last = clock.now();
        for (int i = 0; i < 10'000; ++i) {
            const Timestamp now = clock.now();
            QVERIFY(now >= last);
            last = now;
        }
    }

    void aManualClockStandsStillUntilItIsSet() {
        ManualClock clock(Timestamp(100));
        QCOMPARE(clock.now(), Timestamp(100));
        clock.set(Timestamp(250));
        QCOMPARE(clock.now(), Timestamp(250));
        clock.advance(Duration(5));
        QCOMPARE(clock.now(), Timestamp(255));
    }

    void aManualClockIgnoresAnEarlierTime() {
        ManualClock clock(Timestamp(100));
        clock.set(Timestamp(99));
        QCOMPARE(clock.now(), Timestamp(100));
    }

    void aManualClockMayBeSetFromAnotherThread() {
        ManualClock clock;
        std::thread setter([&clock] {
            for (std::int64_t t = 1; t <= 10'000; ++t)
                clock.set(Timestamp(t));
        });
        Timestamp last;
        while (last.value() < 10'000) {
            const Timestamp now = clock.now();
            QVERIFY(now >= last);
            last = now;
        }
        setter.join();
    }

    void aLogEntryIsOneLineWithItsLevelAndPart() {
        std::vector<std::string> lines;
        Logger logger(LogLevel::Info, [&](std::string_view line) { lines.emplace_back(line); });
        logger.debug("test", "not wanted");
        logger.warning("test", "two\nlines");
        QCOMPARE(lines.size(), std::size_t{1});
        QVERIFY(lines[0].ends_with("Z warning test: two lines\n"));
    }
};

QTEST_APPLESS_MAIN(ClockAndLoggerTest)
#include "test_clock_and_logger.moc"
