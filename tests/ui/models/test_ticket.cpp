// The order ticket's checks: every filter has a sentence, and what passes is the order meant.
#include "tests/ui/models/sample_market.h"
#include "ui/models/order_ticket.h"

#include <QTest>

using namespace openbell;
using namespace openbell::models;

class TestTicket : public QObject {
    Q_OBJECT

private:
    ReferenceData m_reference;
    const Format m_format{QLocale(QLocale::English, QLocale::UnitedStates)};

    static TicketContext rich() {
        TicketContext context;
        context.bestBid = Price(128'500);
        context.bestAsk = Price(128'502);
        context.availableBase = Amount(1'000'000'000); // 10 BTC
        context.availableQuote = Amount(10'000'000'000); // 1,000,000 USD
        context.knowsFunds = true;
        return context;
    }
    static TicketInput limit(const QString& price, const QString& quantity) {
        TicketInput input;
        input.price = price;
        input.quantity = quantity;
        return input;
    }
    TicketCheck check(const TicketInput& input, const TicketContext& context = rich()) const {
        return OrderTicket::check(input, *m_reference.instrument(kMarket), context, m_format);
    }

private Q_SLOTS:
    void init() { m_reference.apply(sampleReference()); }

    void aGoodOrderIsTakenOverExactly() {
        TicketInput input = limit(QStringLiteral("64250.00"), QStringLiteral("0.5"));
        input.timeInForce = api::TimeInForce::ImmediateOrCancel;
        const TicketCheck result = check(input);
        QVERIFY2(result.ok, qPrintable(result.firstProblem()));
        QCOMPARE(result.order.price, Price(128'500));
        QCOMPARE(result.order.quantity, Quantity(500));
        QCOMPARE(result.order.timeInForce, api::TimeInForce::ImmediateOrCancel);
        QCOMPARE(result.value, QStringLiteral("32,125.0000") + QChar(0xA0) + QStringLiteral("USD"));
        QCOMPARE(result.fee, QStringLiteral("64.2500") + QChar(0xA0) + QStringLiteral("USD"));
        QVERIFY(result.needs.startsWith(QStringLiteral("32,189.2500")));
    }

    void everyFilterHasASentence_data() {
        QTest::addColumn<QString>("price");
        QTest::addColumn<QString>("quantity");
        QTest::addColumn<QString>("says");
        QTest::newRow("no quantity") << "64000" << "" << "Enter a quantity.";
        QTest::newRow("no price") << "" << "1" << "Enter a price.";
        QTest::newRow("quantity nonsense") << "64000" << "two" << "The quantity is not a number.";
        QTest::newRow("price nonsense") << "much" << "1" << "The price is not a number.";
        QTest::newRow("lot") << "64000" << "0.0005" << "Quantities go in steps of 0.001.";
        QTest::newRow("tick") << "64000.25" << "1" << "Prices go in steps of 0.50.";
        QTest::newRow("too little") << "64000" << "0" << "The smallest quantity is 0.001.";
        QTest::newRow("too much") << "64000" << "50.001" << "The largest quantity is 50.000.";
        QTest::newRow("too low") << "0.5" << "1" << "The lowest price is 1.00.";
        QTest::newRow("too high") << "200001" << "1" << "The highest price is 200000.00.";
        QTest::newRow("too small a value") << "100" << "0.001" << "smallest allowed, 5.0000";
        QTest::newRow("funds") << "64000" << "20" << "the account has 1,000,000.0000";
    }
    void everyFilterHasASentence() {
        QFETCH(QString, price);
        QFETCH(QString, quantity);
        QFETCH(QString, says);
        const TicketCheck result = check(limit(price, quantity));
        QVERIFY(!result.ok);
        QVERIFY2(result.firstProblem().contains(says), qPrintable(result.firstProblem()));
    }

    void aHaltedMarketTakesNoOrder() {
        m_reference.apply(sampleReference(api::InstrumentState::Halted));
        const TicketCheck result = check(limit(QStringLiteral("64000"), QStringLiteral("1")));
        QVERIFY(!result.ok);
        QVERIFY(result.problem.contains(QStringLiteral("BTC-USD is halted")));
    }

    void sellingNeedsTheBaseAsset() {
        TicketInput input = limit(QStringLiteral("65000"), QStringLiteral("10.001"));
        input.side = api::Side::Sell;
        QVERIFY(check(input).problem.contains(QStringLiteral("10.000")));
        input.quantity = QStringLiteral("10");
        QVERIFY(check(input).ok);
    }

    void postOnlyThatWouldTradeIsRefusedBeforehand() {
        TicketInput input = limit(QStringLiteral("64251.00"), QStringLiteral("1"));
        input.postOnly = true;
        QVERIFY(!check(input).ok);
        input.price = QStringLiteral("64250.50");
        QVERIFY(check(input).ok);
        input.timeInForce = api::TimeInForce::FillOrKill;
        QVERIFY(!check(input).ok);
    }

    void aCrossingLimitOrderIsOnlyNoted() {
        const TicketCheck result = check(limit(QStringLiteral("64300"), QStringLiteral("1")));
        QVERIFY(result.ok);
        QVERIFY(result.note.contains(QStringLiteral("64251.00")));
    }

    void aMarketOrderNeedsNoPrice() {
        TicketInput input = limit(QString(), QStringLiteral("1"));
        input.type = api::OrderType::Market;
        TicketContext context = rich();
        QVERIFY(check(input, context).ok);
        QVERIFY(check(input, context).order.price.isZero());
        context.bestAsk = {};
        QVERIFY(check(input, context).note.contains(QStringLiteral("Nobody is selling")));
    }

    void unknownFundsAreNoObstacle() {
        TicketContext context;
        QVERIFY(check(limit(QStringLiteral("64000"), QStringLiteral("20")), context).ok);
    }

    void aDistanceIsNotHeldAgainstTheLowestPrice() {
        InstrumentInfo market = *m_reference.instrument(kMarket);
        market.definition.minPrice = Price(100'000);
        TicketInput input = limit(QString(), QStringLiteral("0.5"));
        input.type = api::OrderType::TrailingStop;
        input.side = api::Side::Sell;
        input.trailBy = QStringLiteral("2.50");
        TicketContext context = rich();
        context.last = Price(128'501);
        QCOMPARE(OrderTicket::check(input, market, context, m_format).firstProblem(), QString());
    }

    void waitingTypesAskForWhatTheyNeed_data() {
        using enum api::OrderType;
        QTest::addColumn<int>("type");
        QTest::addColumn<bool>("buy");
        QTest::addColumn<QString>("trigger");
        QTest::addColumn<QString>("trailBy");
        QTest::addColumn<QString>("price");
        QTest::addColumn<QString>("says"); // empty: good
        const auto row = [](const char* name, api::OrderType type, bool buy, const char* trigger,
                            const char* trailBy, const char* price, const char* says) {
            QTest::newRow(name) << static_cast<int>(type) << buy << trigger << trailBy << price
                                << says;
        };
        row("stop sale", Stop, false, "64000", "", "", "");
        row("stop without trigger", Stop, false, "", "", "", "Enter a trigger price.");
        row("stop sale above the market", Stop, false, "64260", "", "",
            "It waits for a fall: the trigger must be below the last price, 64250.50.");
        row("stop buy", Stop, true, "64300", "", "64400", "");
        row("stop buy without a worst price", Stop, true, "64300", "", "",
            "Enter the highest price to pay: the funds are held while the order waits.");
        row("stop buy below the market", Stop, true, "64000", "", "64400",
            "It waits for a rise: the trigger must be above the last price, 64250.50.");
        row("stop limit without price", StopLimit, false, "64000", "", "", "Enter a price.");
        row("take profit sale", TakeProfit, false, "64300", "", "", "");
        row("trailing stop", TrailingStop, false, "", "50", "", "");
        row("trailing stop without distance", TrailingStop, false, "", "", "",
            "Enter the distance to the price.");
        row("trigger off the grid", Stop, false, "64000.25", "", "",
            "Prices go in steps of 0.50.");
    }
    void waitingTypesAskForWhatTheyNeed() {
        QFETCH(int, type);
        QFETCH(bool, buy);
        QFETCH(QString, trigger);
        QFETCH(QString, trailBy);
        QFETCH(QString, price);
        QFETCH(QString, says);
        TicketInput input = limit(price, QStringLiteral("0.5"));
        input.type = static_cast<api::OrderType>(type);
        input.side = buy ? api::Side::Buy : api::Side::Sell;
        input.trigger = trigger;
        input.trailBy = trailBy;
        TicketContext context = rich();
        context.last = Price(128'501);
        const TicketCheck result = check(input, context);
        QCOMPARE(result.firstProblem(), says);
        QCOMPARE(result.ok, says.isEmpty());
        if (result.ok && !trigger.isEmpty())
            QCOMPARE(result.order.triggerPrice.value(), trigger.toLongLong() * 2);
        if (result.ok && !trailBy.isEmpty())
            QCOMPARE(result.order.trailBy, Price(100));
    }
};

QTEST_GUILESS_MAIN(TestTicket)
#include "test_ticket.moc"
