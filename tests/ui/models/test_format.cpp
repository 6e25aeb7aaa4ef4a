// Integers to text and back, in English and German.
#include "tests/ui/models/sample_market.h"
#include "ui/models/format.h"
#include "ui/models/texts.h"

#include <QSet>
#include <QTest>

#include <random>

using namespace openbell;
using namespace openbell::models;

class TestFormat : public QObject {
    Q_OBJECT

private:
    ReferenceData m_reference;
    const Format m_english{QLocale(QLocale::English, QLocale::UnitedStates)};
    const Format m_german{QLocale(QLocale::German, QLocale::Germany)};

    const InstrumentInfo& market() const { return *m_reference.instrument(kMarket); }

private Q_SLOTS:
    void initTestCase() { m_reference.apply(sampleReference()); }

    void orderIdsNameThePlaceInTheirCommand() {
        QCOMPARE(Format::orderId(OrderId(2'500'000)), QStringLiteral("2500000"));
        QCOMPARE(Format::orderId(legId(Sequence(2500), 1)), QStringLiteral("2500.2"));
        QCOMPARE(Format::orderId(legId(Sequence((std::uint64_t{1} << kLegShift) - 1), 7)),
                 QStringLiteral("1125899906842623.8"));
        QCOMPARE(Format::orderId(OrderId(UINT64_MAX)), QStringLiteral("1125899906842623.16384"));
    }

    void pricesKeepTheDecimalsOfTheMarket() {
        QCOMPARE(m_english.price(market(), Price(128'521)), QStringLiteral("64260.50"));
        QCOMPARE(m_english.price(market(), Price(0)), QStringLiteral("0.00"));
        QCOMPARE(m_german.price(market(), Price(128'521)), QStringLiteral("64260,50"));
        QCOMPARE(m_english.priceDifference(market(), Price(-1), true), QStringLiteral("-0.50"));
        QCOMPARE(m_english.priceDifference(market(), Price(3), true), QStringLiteral("+1.50"));
    }

    void quantitiesDropDecimalsThatAreAlwaysZero() {
        QCOMPARE(m_english.quantity(market(), Quantity(1)), QStringLiteral("0.001"));
        QCOMPARE(m_english.quantity(market(), Quantity(12'345)), QStringLiteral("12.345"));
    }

    void amountsAreGroupedAndExact() {
        QCOMPARE(m_english.amount(market().quote, Amount(12'345'678'901)),
                 QStringLiteral("1,234,567.8901"));
        QCOMPARE(m_german.amount(market().quote, Amount(-12'345'678'901)),
                 QStringLiteral("-1.234.567,8901"));
        QCOMPARE(m_english.roundedAmount(market().quote, Amount(19'999), 2),
                 QStringLiteral("2.00"));
        QCOMPARE(m_english.roundedAmount(market().quote, Amount(-19'949), 2),
                 QStringLiteral("-1.99"));
    }

    void largestAmountFits() {
        QCOMPARE(m_english.amount(DecimalScale{1, 18}, Amount(kMaxAmount - 1)),
                 QStringLiteral("4.611686018427387903"));
        QCOMPARE(m_english.price(market(), Price(kMaxAmount - 1)).right(3), QStringLiteral(".50"));
    }

    void changeIsRoundedToHundredthsOfAPercent() {
        QCOMPARE(m_english.changePercent(Price(10'000), Price(10'184)),
                 QStringLiteral("+1.84") + QChar(0xA0) + u'%');
        QCOMPARE(m_english.changePercent(Price(10'000), Price(9'999)),
                 QStringLiteral("-0.01") + QChar(0xA0) + u'%');
        QCOMPARE(m_english.changePercent(Price(0), Price(5)), QString());
    }

    void shortFormsReadWell() {
        QCOMPARE(m_english.count(20'004), QStringLiteral("20,004"));
        QCOMPARE(m_english.shortQuantity(market(), Quantity(12'400'000)), QStringLiteral("12.4k"));
        QCOMPARE(m_english.ppm(1000), QStringLiteral("0.10") + QChar(0xA0) + u'%');
        QCOMPARE(m_english.ppm(1250), QStringLiteral("0.125") + QChar(0xA0) + u'%');
        QCOMPARE(m_english.nanoseconds(840), QStringLiteral("840") + QChar(0xA0) + QStringLiteral("ns"));
        QCOMPARE(m_english.nanoseconds(3'100'000),
                 QStringLiteral("3.10") + QChar(0xA0) + QStringLiteral("ms"));
    }

    void timeShowsMillisecondsOfTheLocalDay() {
        const QDateTime moment(QDate(2024, 5, 1), QTime(14, 3, 7, 123));
        const Timestamp time(moment.toMSecsSinceEpoch() * kNsPerMs);
        QCOMPARE(m_english.time(time), QStringLiteral("14:03:07.123"));
        QCOMPARE(m_english.clock(time), QStringLiteral("14:03:07"));
        QCOMPARE(m_english.dateTime(time), QStringLiteral("2024-05-01 14:03:07.123"));
    }

    void typedNumbersAreReadInTheLocale() {
        QCOMPARE(m_english.parsePrice(market(), QStringLiteral("64,260.5")), Price(128'521));
        QCOMPARE(m_german.parsePrice(market(), QStringLiteral("64.260,50")), Price(128'521));
        QCOMPARE(m_english.parseQuantity(market(), QStringLiteral(" 0.5 ")), Quantity(500));
        QVERIFY(!m_english.parsePrice(market(), QStringLiteral("")));
        // Nobody may get a thousand times what they typed because of the language.
        QVERIFY(!m_german.parseQuantity(market(), QStringLiteral("0.050")));
        QVERIFY(!m_german.parseQuantity(market(), QStringLiteral("1.500")));
        QVERIFY(!m_english.parseQuantity(market(), QStringLiteral("0,050")));
        QVERIFY(!m_english.parseQuantity(market(), QStringLiteral("1,5")));
        QVERIFY(!m_english.parsePrice(market(), QStringLiteral("64,26.5")));
        QVERIFY(!m_english.parsePrice(market(), QStringLiteral("64.2,600")));
        QCOMPARE(m_german.parseQuantity(market(), QStringLiteral("0,050")), Quantity(50));
        QCOMPARE(m_german.parseQuantity(market(), QStringLiteral("1.500,0")), Quantity(1'500'000));
        QVERIFY(!m_english.parsePrice(market(), QStringLiteral("12x")));
        QVERIFY(!m_english.parsePrice(market(), QStringLiteral("1.2.3")));
        QVERIFY(!m_english.parsePrice(market(), QStringLiteral("-5")));
        QVERIFY(!m_english.parsePrice(market(), QString(40, u'9')));
    }

    void valuesBetweenTwoTicksAreToldApartFromNonsense() {
        bool offGrid = false;
        QVERIFY(!m_english.parsePrice(market(), QStringLiteral("100.25"), &offGrid));
        QVERIFY(offGrid);
        QVERIFY(!m_english.parseQuantity(market(), QStringLiteral("0.0005"), &offGrid));
        QVERIFY(offGrid);
        QVERIFY(!m_english.parsePrice(market(), QStringLiteral("abc"), &offGrid));
        QVERIFY(!offGrid);
    }

    void whatIsWrittenIsReadBackTheSame() {
        const unsigned seed = std::random_device{}();
        qInfo("seed %u", seed);
        std::mt19937_64 random(seed);
        for (int i = 0; i < 20'000; ++i) {
            const Price price(static_cast<std::int64_t>(random() % 1'000'000'000));
            const Quantity quantity(static_cast<std::int64_t>(random() % 1'000'000'000));
            const Amount amount(static_cast<std::int64_t>(random() % kMaxAmount));
            for (const Format* format : {&m_english, &m_german}) {
                QCOMPARE(format->parsePrice(market(), format->price(market(), price)), price);
                QCOMPARE(format->parseQuantity(market(), format->quantity(market(), quantity)),
                         quantity);
                QCOMPARE(format->parseAmount(market().quote, format->amount(market().quote, amount)),
                         amount);
            }
        }
    }

    void nothingToChangeIsWordedForWhatWasAsked() {
        const auto words = [](const api::Command& command) {
            return Texts::rejectReason(api::RejectReason::NothingToChange, command);
        };
        QVERIFY(words(api::AmendOrder{}).contains(QStringLiteral("price or quantity")));
        QVERIFY(words(api::HaltInstrument{}).contains(QStringLiteral("market is in that state")));
        QVERIFY(words(api::PlaceQuote{}).contains(QStringLiteral("quotes")));
        for (const api::Command& command :
             {api::Command(api::SetPriceControls{}), api::Command(api::SetTradingSchedule{}),
              api::Command(api::SetInstrumentFees{}), api::Command(api::ChangeUser{})})
            QVERIFY(!words(command).contains(QStringLiteral("price or quantity")));
    }

    void everyRejectReasonIsASentenceOfItsOwn() {
        QSet<QString> sentences;
        for (std::size_t i = 0; i < api::kEnumSize<api::RejectReason>; ++i) {
            const auto reason = static_cast<api::RejectReason>(i);
            const QString sentence = Texts::rejectReason(reason);
            QVERIFY2(sentence.endsWith(u'.') && sentence.size() > 8, qPrintable(sentence));
            QVERIFY(!sentences.contains(sentence));
            sentences.insert(sentence);
            QVERIFY(!Texts::rejectReasonShort(reason).isEmpty());
            if (reason != api::RejectReason::NothingToChange)
                QCOMPARE(Texts::rejectReason(reason, api::AmendOrder{}), sentence);
            const std::string_view raw = api::nameOf(reason);
            if (reason != api::RejectReason::None && reason != api::RejectReason::Busy)
                QVERIFY(!sentence.contains(
                    QLatin1String(raw.data(), static_cast<qsizetype>(raw.size()))));
        }
    }

    void auditLinesAreWordsNotCodes() {
        api::AuditView entry;
        entry.action = "HaltInstrument";
        entry.details = "instrument=1 reason=maintenance";
        QCOMPARE(Texts::audit(entry, m_reference, m_english),
                 QStringLiteral("Halt BTC-USD: maintenance"));
        entry.action = "PlaceOrder";
        entry.details = "account=7 instrument=1 side=Sell price=128521 quantity=500";
        QCOMPARE(Texts::audit(entry, m_reference, m_english),
                 QStringLiteral("Sell 0.500 BTC-USD at 64260.50"));
        entry.action = "PlaceOrder";
        const auto says = [&](const char* details) {
            entry.details = details;
            return Texts::audit(entry, m_reference, m_english);
        };
        QCOMPARE(says("account=7 instrument=1 side=Buy price=128521 quantity=3000 displayQuantity=500"),
                 QStringLiteral("Buy 3.000 BTC-USD at 64260.50, showing 0.500 at a time"));
        QCOMPARE(says("account=7 instrument=1 side=Buy price=128521 quantity=3000 displayQuantity=500 "
                      "displayVariance=100 postOnly=Reject"),
                 QStringLiteral("Buy 3.000 BTC-USD at 64260.50, showing 0.500 ± 0.100 at a time, post "
                                "only"));
        QCOMPARE(says("account=7 instrument=1 side=Sell price=128521 quantity=500 hidden=true "
                      "postOnly=Slide"),
                 QStringLiteral("Sell 0.500 BTC-USD at 64260.50, hidden, post only with a slide"));
        entry.action = "CancelAll";
        QCOMPARE(says("account=7 instrument=1 side=Both"),
                 QStringLiteral("Cancel all orders of #7 in BTC-USD"));
        QCOMPARE(says("account=7 instrument=1 side=Buy"),
                 QStringLiteral("Cancel all buy orders of #7 in BTC-USD"));
        QCOMPARE(says("account=0 instrument=0 side=Sell"),
                 QStringLiteral("Cancel all sell orders of everybody in all markets"));
        entry.action = "SetPriceBands";
        QCOMPARE(says("instrument=1 fromDay=20781 width1Ppm=50000 most1=15 referenceSeconds=300 "
                      "limitSeconds=15 pauseSeconds=300"),
                 QStringLiteral("Set the price bands of BTC-USD from 2026-11-24 on: ±5.00\u00A0% (at most 15 "
                                "tick(s)), mean of 5 min, auction of 5 min after 15 s at the limit"));
        entry.action = "PlaceOrder";
        QCOMPARE(says("account=7 instrument=1 side=Sell price=128521 quantity=500 peg=Primary"),
                 QStringLiteral("Sell 0.500 BTC-USD at 64260.50 or better: follows the best price of its "
                                "own side"));
        QCOMPARE(says("account=7 instrument=1 side=Sell price=128521 quantity=500 peg=Primary "
                      "pegOffset=2"),
                 QStringLiteral("Sell 0.500 BTC-USD at 64260.50 or better: follows the best price of its "
                                "own side at a distance of 1.00"));
        QCOMPARE(says("account=7 instrument=1 side=Sell price=128521 quantity=500 reduceOnly=true"),
                 QStringLiteral("Sell 0.500 BTC-USD at 64260.50, reduce only"));
        const QString byAmount =
            says("account=7 instrument=1 side=Buy type=Market quoteAmount=150000");
        QVERIFY(byAmount.startsWith(QLatin1String("Buy BTC-USD for ")));
        QVERIFY(byAmount.endsWith(QLatin1String(" at market")));
        entry.action = "SignInRefused";
        entry.details = "";
        QCOMPARE(Texts::audit(entry, m_reference, m_english), QStringLiteral("Sign-in refused"));
        entry.action = "SomethingNew";
        QCOMPARE(Texts::audit(entry, m_reference, m_english), QStringLiteral("Something new"));
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "test_format.moc"
