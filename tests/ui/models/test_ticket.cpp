// The order ticket's checks: every filter has a sentence, and what passes is the order meant, one that
// the engine takes; and the line that says what the order will do.
#include "engine/base/random.h"
#include "engine/core/order_rules.h"
#include "tests/ui/models/sample_market.h"
#include "ui/models/order_summary.h"
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
        input.postOnly = api::PostOnly::Reject;
        QVERIFY(!check(input).ok);
        input.price = QStringLiteral("64250.50");
        QVERIFY(check(input).ok);
        QCOMPARE(check(input).order.postOnly, api::PostOnly::Reject);
    }

    void aSlidingOrderSaysWhereItGoes() {
        TicketInput input = limit(QStringLiteral("64260.00"), QStringLiteral("1"));
        input.postOnly = api::PostOnly::Slide;
        const TicketCheck buy = check(input);
        QVERIFY2(buy.ok, qPrintable(buy.firstProblem()));
        QCOMPARE(buy.order.postOnly, api::PostOnly::Slide);
        QVERIFY2(buy.summary.contains(QStringLiteral("moves to 64250.50, one tick below the best offer")),
                 qPrintable(buy.summary));
        input.side = api::Side::Sell;
        input.price = QStringLiteral("64000");
        QVERIFY2(check(input).summary.contains(QStringLiteral("moves to 64250.50, one tick above")),
                 qPrintable(check(input).summary));
    }

    void whatDoesNotApplyIsNoPartOfTheOrder() {
        TicketInput input = limit(QStringLiteral("64000"), QStringLiteral("1"));
        input.postOnly = api::PostOnly::Slide;
        input.showing = Showing::Nothing;
        input.timeInForce = api::TimeInForce::FillOrKill;
        QVERIFY(check(input).ok);
        QCOMPARE(check(input).order.postOnly, api::PostOnly::No);
        QVERIFY(!check(input).order.hidden);
        input.timeInForce = api::TimeInForce::Day;
        QVERIFY(check(input).order.hidden);
        QCOMPARE(check(input).order.postOnly, api::PostOnly::Slide);
    }

    void anIcebergShowsAPartAtATime() {
        TicketInput input = limit(QStringLiteral("64000"), QStringLiteral("3"));
        input.showing = Showing::Parts;
        QCOMPARE(check(input).firstProblem(), QStringLiteral("Enter how much is shown at a time."));
        input.displayQuantity = QStringLiteral("0.5");
        TicketCheck result = check(input);
        QVERIFY2(result.ok, qPrintable(result.firstProblem()));
        QCOMPARE(result.order.displayQuantity, Quantity(500));
        QVERIFY(result.order.displayVariance.isZero());
        QVERIFY2(result.summary.contains(QStringLiteral("Shows 0.500 of 3.000 at a time")),
                 qPrintable(result.summary));
        input.displayVariance = QStringLiteral("0.1");
        result = check(input);
        QCOMPARE(result.order.displayVariance, Quantity(100));
        QVERIFY2(result.summary.contains(QStringLiteral("Shows 0.400 to 0.600 of 3.000")),
                 qPrintable(result.summary));
        QVERIFY(!result.order.hidden);
    }

    void partsThatMakeNoSenseSayWhy_data() {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("variance");
        QTest::addColumn<QString>("says");
        QTest::newRow("all of it") << "3" << "" << "A part must be less than the quantity, 3.000.";
        QTest::newRow("off the grid") << "0.0005" << "" << "Quantities go in steps of 0.001.";
        QTest::newRow("nothing") << "0" << "" << "The smallest quantity is 0.001.";
        QTest::newRow("too many") << "0.002" << "" << "It could come to more than 1000 parts.";
        QTest::newRow("too many by chance") << "0.5" << "0.499" << "more than 1000 parts";
        QTest::newRow("too random") << "0.5" << "0.501" << "The largest quantity is 0.500.";
    }
    void partsThatMakeNoSenseSayWhy() {
        QFETCH(QString, part);
        QFETCH(QString, variance);
        QFETCH(QString, says);
        TicketInput input = limit(QStringLiteral("64000"), QStringLiteral("3"));
        input.showing = Showing::Parts;
        input.displayQuantity = part;
        input.displayVariance = variance;
        const TicketCheck result = check(input);
        QVERIFY(!result.ok);
        QVERIFY2(result.firstProblem().contains(says), qPrintable(result.firstProblem()));
    }

    void theTicketTakesWhatTheEngineTakes() {
        constexpr std::uint64_t seed = 20'261'122;
        qInfo("seed %llu", static_cast<unsigned long long>(seed));
        Random random(seed);
        core::ReferenceData reference;
        for (const api::AssetCreated& asset : sampleReference().assets)
            QCOMPARE(reference.create(api::CreateAsset{asset.asset, asset.code, asset.scale}),
                     api::RejectReason::None);
        QCOMPARE(reference.create(m_reference.instrument(kMarket)->definition),
                 api::RejectReason::None);
        const core::Instrument& instrument = *reference.instruments().find(kMarket);
        int taken = 0;
        int refused = 0;
        for (int round = 0; round < 4000; ++round) {
            TicketInput input = limit(QStringLiteral("64000"), {});
            const auto number = [&](std::int64_t most) {
                return m_format.quantity(*m_reference.instrument(kMarket),
                                         Quantity(random.between(0, most)));
            };
            input.quantity = number(random.chance(1, 2) ? 20 : 15'000);
            input.displayQuantity = number(random.chance(1, 2) ? 10 : 2'000);
            input.displayVariance = number(random.chance(1, 2) ? 5 : 2'000);
            input.showing = static_cast<Showing>(random.below(3));
            input.postOnly = static_cast<api::PostOnly>(random.below(3));
            const auto times = OrderTicket::timesOf(input.type);
            input.timeInForce = times[random.below(times.size())];
            input.expiry = Timestamp(5);
            const TicketCheck result = check(input);
            if (result.ok) {
                QCOMPARE(core::checkOrder(instrument, result.order, Timestamp(1)),
                         api::RejectReason::None);
                ++taken;
            } else if (result.order.displayQuantity.isZero() && input.showing == Showing::Parts &&
                       OrderTicket::applies(TicketField::DisplayQuantity, input) &&
                       result.problemOf(TicketField::Quantity).isEmpty()) {
                // What the ticket refuses for its parts, the engine would, too.
                api::PlaceOrder order = result.order;
                order.price = Price(128'000);
                const auto read = [&](const QString& text) {
                    return *m_format.parseQuantity(*m_reference.instrument(kMarket), text);
                };
                order.quantity = read(input.quantity);
                order.displayQuantity = read(input.displayQuantity);
                order.displayVariance = read(input.displayVariance);
                if (!order.displayQuantity.isZero())
                    QCOMPARE(core::checkOrder(instrument, order, Timestamp(1)),
                             api::RejectReason::InvalidQuantity);
                ++refused;
            }
        }
        QVERIFY2(taken > 500 && refused > 100, qPrintable(QString::number(taken)));
    }

    void theSummarySaysWhatTheOrderWillDo_data() {
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("time");
        QTest::addColumn<QString>("price");
        QTest::addColumn<QString>("says");
        using Type = api::OrderType;
        using Time = api::TimeInForce;
        const auto row = [](const char* name, Type type, Time time, const char* price,
                            const char* says) {
            QTest::newRow(name) << static_cast<int>(type) << static_cast<int>(time) << price << says;
        };
        row("rests", Type::Limit, Time::GoodTillCancelled, "64000",
            "Rests in the book at 64000.00 until it trades or is cancelled.");
        row("crosses", Type::Limit, Time::GoodTillCancelled, "64300",
            "up to 64300.00: the best offer is 64251.00. What is left rests in the book.");
        row("day", Type::Limit, Time::Day, "64000", "Ends by itself with the trading day.");
        row("at once", Type::Limit, Time::ImmediateOrCancel, "64300",
            "Trades what it can at once at 64300.00 or better; the rest is cancelled.");
        row("at once, too low", Type::Limit, Time::ImmediateOrCancel, "64000",
            "The best offer is 64251.00: it would find nothing.");
        row("whole", Type::Limit, Time::FillOrKill, "64300", "Trades all of it at once at 64300.00");
        row("market", Type::Market, Time::ImmediateOrCancel, "",
            "Trades at once at the best prices there are, however bad");
        row("stop", Type::Stop, Time::GoodTillCancelled, "64500",
            "until a trade reaches 64400.00 or more. Then it trades at the best prices there are, "
            "paying 64500.00 at most.");
        row("stop limit", Type::StopLimit, Time::GoodTillCancelled, "64500",
            "Then it is a limit order at 64500.00.");
        row("trailing", Type::TrailingStop, Time::GoodTillCancelled, "64500",
            "follows the price at a distance of 50.00");
        row("close", Type::Limit, Time::AtClose, "64000", "until the closing auction");
    }
    void theSummarySaysWhatTheOrderWillDo() {
        QFETCH(int, type);
        QFETCH(int, time);
        QFETCH(QString, price);
        QFETCH(QString, says);
        TicketInput input = limit(price, QStringLiteral("1"));
        input.type = static_cast<api::OrderType>(type);
        input.timeInForce = static_cast<api::TimeInForce>(time);
        input.trigger = QStringLiteral("64400");
        input.trailBy = QStringLiteral("50");
        TicketContext context = rich();
        context.last = Price(128'501);
        const TicketCheck result = check(input, context);
        QVERIFY2(result.ok, qPrintable(result.firstProblem()));
        QVERIFY2(result.summary.contains(says), qPrintable(result.summary));
    }

    void aCrossingLimitOrderIsOnlyNoted() {
        const TicketCheck result = check(limit(QStringLiteral("64300"), QStringLiteral("1")));
        QVERIFY(result.ok);
        QVERIFY(result.summary.contains(QStringLiteral("64251.00")));
    }

    void aMarketOrderNeedsNoPrice() {
        TicketInput input = limit(QString(), QStringLiteral("1"));
        input.type = api::OrderType::Market;
        TicketContext context = rich();
        QVERIFY(check(input, context).ok);
        QVERIFY(check(input, context).order.price.isZero());
        context.bestAsk = {};
        QVERIFY(check(input, context).summary.contains(QStringLiteral("Nobody is selling")));
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
