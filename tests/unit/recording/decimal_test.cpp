// Decimal text and dates, exactly.
#include "engine/recording/calendar.h"
#include "engine/recording/decimal.h"

#include <QTest>

using namespace openbell;
using namespace openbell::recording;

class DecimalTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAreScaledExactly() {
        QCOMPARE(parseDecimal("236.47", 2).value(), std::int64_t{23'647});
        QCOMPARE(parseDecimal("34200.015105074", 9).value(), std::int64_t{34'200'015'105'074});
        QCOMPARE(parseDecimal("5", 8).value(), std::int64_t{500'000'000});
        QCOMPARE(parseDecimal("-1.5", 1).value(), std::int64_t{-15});
        QCOMPARE(parseDecimal("1.500", 1).value(), std::int64_t{15});
    }

    void extraDigitsAreRefusedOrRounded() {
        QVERIFY(!parseDecimal("1.25", 1));
        QCOMPARE(parseDecimal("1.25", 1, ExtraDigits::Round).value(), std::int64_t{13});
        QCOMPARE(parseDecimal("1.7885566900000001", 8, ExtraDigits::Round).value(),
                 std::int64_t{178'855'669});
        QCOMPARE(parseDecimal("8.8351857299999992", 8, ExtraDigits::Round).value(),
                 std::int64_t{883'518'573});
    }

    void exponentsMoveTheScale() {
        QCOMPARE(parseDecimal("9.9999999999999995e-07", 8, ExtraDigits::Round).value(),
                 std::int64_t{100});
        QCOMPARE(parseDecimal("1.5e2", 1, ExtraDigits::Round).value(), std::int64_t{1'500});
        QCOMPARE(parseDecimal("5e-12", 8, ExtraDigits::Round).value(), std::int64_t{0});
        QVERIFY(!parseDecimal("1e2", 1)); // only where fractions are printed from binary
        QVERIFY(!parseDecimal("1e", 1, ExtraDigits::Round));
        QVERIFY(!parseDecimal("1e99", 1, ExtraDigits::Round));
    }

    void whatIsNoNumberIsRefused() {
        for (const char* text :
             {"", "-", ".5", "x", "1x", "1.2.3", " 1", "1 ", "+1", "0x10", "--1"})
            QVERIFY2(!parseDecimal(text, 4), text);
        QVERIFY(!parseInteger("1.0"));
    }

    void overflowIsRefused() {
        QCOMPARE(parseDecimal("9223372036854775807", 0).value(), INT64_MAX);
        QVERIFY(!parseDecimal("9223372036854775808", 0));
        QVERIFY(!parseDecimal("92233720368547758.08", 3));
    }

    void datesAreFoundInNames() {
        QCOMPARE(findDate("GOOG_2012-06-21_34200000").value().value(),
                 std::int64_t{1'340'236'800} * kNsPerSecond);
        QVERIFY(!findDate("locate-13-10k.bin"));
        QVERIFY(!findDate("2012-02-30"));
        QVERIFY(!findDate("2012-13-01"));
    }
};

QTEST_APPLESS_MAIN(DecimalTest)
#include "decimal_test.moc"
