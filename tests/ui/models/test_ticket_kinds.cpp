// The ticket's orders beyond the plain ones: by amount, pegged, reduce-only, and those that act on each
// other. What passes is what the engine takes.
#include "engine/base/random.h"
#include "engine/core/list_rules.h"
#include "engine/core/order_rules.h"
#include "tests/ui/models/sample_market.h"
#include "ui/models/order_ticket.h"

#include <QTest>

#include <array>

using namespace openbell;
using namespace openbell::models;

class TestTicketKinds : public QObject {
    Q_OBJECT

private:
    ReferenceData m_reference;
    const Format m_format{QLocale(QLocale::English, QLocale::UnitedStates)};

    static TicketContext rich() {
        TicketContext context;
        context.bestBid = Price(128'500); // 64,250.00
        context.bestAsk = Price(128'502); // 64,251.00
        context.last = Price(128'501);
        context.availableBase = Amount(1'000'000'000);   // 10 BTC
        context.availableQuote = Amount(10'000'000'000); // 1,000,000 USD
        context.knowsFunds = true;
        return context;
    }
    static TicketInput limit(api::Side side, const char* price) {
        TicketInput input;
        input.side = side;
        input.price = QLatin1String(price);
        input.quantity = QStringLiteral("1");
        return input;
    }
    static TicketInput exits(api::Side side, const char* price, const char* profit,
                             const char* loss) {
        TicketInput input = limit(side, price);
        input.attached = Attached::Exits;
        input.takeProfit = QLatin1String(profit);
        input.stopLoss = QLatin1String(loss);
        return input;
    }
    static TicketInput either(api::Side side, const char* price, const char* trigger,
                              const char* worst) {
        TicketInput input = limit(side, price);
        input.attached = Attached::Stop;
        input.otherTrigger = QLatin1String(trigger);
        input.otherWorst = QLatin1String(worst);
        return input;
    }
    TicketCheck check(const TicketInput& input, const TicketContext& context = rich()) const {
        return OrderTicket::check(input, *m_reference.instrument(kMarket), context, m_format);
    }
    static bool says(const TicketCheck& check, const char* text) {
        const QString all = check.firstProblem() + check.summary;
        if (!all.contains(QLatin1String(text)))
            qWarning("%s", qPrintable(all));
        return all.contains(QLatin1String(text));
    }

private Q_SLOTS:
    void init() { m_reference.apply(sampleReference()); }

    void aMarketOrderMayBeSizedByAmount() {
        TicketInput input;
        input.type = api::OrderType::Market;
        input.timeInForce = api::TimeInForce::ImmediateOrCancel;
        input.sizedBy = SizedBy::Amount;
        QVERIFY(!OrderTicket::applies(TicketField::Quantity, input));
        QCOMPARE(check(input).firstProblem(), QStringLiteral("Enter an amount."));
        input.amount = QStringLiteral("lots");
        QCOMPARE(check(input).firstProblem(), QStringLiteral("The amount is not a number."));
        input.amount = QStringLiteral("4.99");
        QVERIFY(says(check(input), "The smallest amount is 5.0000"));
        input.amount = QStringLiteral("1000001");
        QVERIFY(says(check(input), "the account has 1,000,000.0000"));
        input.amount = QStringLiteral("1000");
        const TicketCheck buy = check(input);
        QVERIFY(buy.ok);
        QCOMPARE(buy.order.quoteAmount, Amount(10'000'000));
        QVERIFY(buy.order.quantity.isZero());
        QVERIFY(says(buy, "Buys at once for 1,000.0000"));
        input.side = api::Side::Sell;
        input.reduceOnly = true; // the two do not go together
        QVERIFY(says(check(input), "Sells at once as much as brings 1,000.0000"));
        QVERIFY(!check(input).order.reduceOnly);
        input.type = api::OrderType::Limit; // sized by quantity as ever
        QVERIFY(OrderTicket::applies(TicketField::Quantity, input));
    }

    void aPeggedOrderSaysWhatItFollows() {
        TicketInput input = limit(api::Side::Buy, "64300");
        input.peg = api::PegReference::Primary;
        input.postOnly = api::PostOnly::Reject;
        TicketCheck result = check(input);
        QVERIFY2(result.ok, qPrintable(result.firstProblem()));
        QCOMPARE(result.order.postOnly, api::PostOnly::No);
        QCOMPARE(result.order.peg, api::PegReference::Primary);
        QVERIFY(says(result, "Follows the best bid, up to 64300.00."));
        input.pegOffset = QStringLiteral("0");
        QVERIFY(check(input).ok);
        input.peg = api::PegReference::Market;
        QVERIFY(says(check(input), "The distance must be more than zero."));
        input.pegOffset.clear();
        QVERIFY(says(check(input), "Enter how far it stays away"));
        input.pegOffset = QStringLiteral("1.5");
        result = check(input);
        QCOMPARE(result.order.pegOffset, Price(3));
        QVERIFY(says(result, "Follows the best offer, 1.50 lower, up to 64300.00."));
        input.showing = Showing::Parts;
        QVERIFY(says(check(input), "shown in full or not at all"));
        input.timeInForce = api::TimeInForce::ImmediateOrCancel; // cannot rest: no peg
        QCOMPARE(check(input).order.peg, api::PegReference::None);
    }

    void aReduceOnlySaleMayNameMoreThanThereIs() {
        TicketInput input = limit(api::Side::Sell, "65000");
        input.quantity = QStringLiteral("20");
        QVERIFY(!check(input).ok);
        input.reduceOnly = true;
        QVERIFY(check(input).ok && check(input).order.reduceOnly);
        QVERIFY(says(check(input), "Sells no more than is available"));
        TicketContext poor = rich();
        poor.availableBase = Amount(0);
        QVERIFY(says(check(input, poor), "There is no BTC available to sell."));
        input.side = api::Side::Buy;
        QVERIFY(!check(input).order.reduceOnly);
    }

    void exitsFollowAPurchase() {
        TicketCheck both = check(exits(api::Side::Buy, "64000", "70000", "60000"));
        QVERIFY2(both.ok, qPrintable(both.firstProblem()));
        QCOMPARE(both.list->contingency, api::Contingency::OneTriggersPair);
        QCOMPARE(both.list->second.type, api::OrderType::Limit);
        QCOMPARE(both.list->second.side, api::Side::Sell);
        QCOMPARE(both.list->second.price, Price(140'000));
        QCOMPARE(both.list->third.type, api::OrderType::Stop);
        QCOMPARE(both.list->third.triggerPrice, Price(120'000));
        QCOMPARE(both.list->third.quantity, both.list->first.quantity);
        QVERIFY(says(both, "When all is bought, sells 1.000 at 70000.00 or, if the price falls to "
                           "60000.00, at market; whichever comes first ends the other."));
        const TicketCheck profit = check(exits(api::Side::Buy, "64000", "70000", ""));
        QCOMPARE(profit.list->contingency, api::Contingency::OneTriggersOther);
        QCOMPARE(profit.list->second.type, api::OrderType::Limit);
        const TicketCheck loss = check(exits(api::Side::Buy, "64000", "", "60000"));
        QCOMPARE(loss.list->contingency, api::Contingency::OneTriggersOther);
        QCOMPARE(loss.list->second.type, api::OrderType::Stop);
        QVERIFY(says(loss, "sells 1.000 at market if the price falls to 60000.00"));
    }

    void exitsThatMakeNoSenseSayWhy() {
        QVERIFY(says(check(exits(api::Side::Buy, "64000", "", "")), "take profit at, a stop loss, or both"));
        QVERIFY(says(check(exits(api::Side::Buy, "64000", "64000", "")), "above the price at which it buys"));
        QVERIFY(says(check(exits(api::Side::Buy, "64000", "70000", "64000")), "below the price at which it buys"));
        QVERIFY(says(check(exits(api::Side::Sell, "65000", "", "")), "Enter a price to buy back at."));
        QVERIFY(says(check(exits(api::Side::Sell, "65000", "64999", "")), "does not pay for that after both fees"));
        const TicketCheck back = check(exits(api::Side::Sell, "65000", "60000", "70000"));
        QVERIFY2(back.ok, qPrintable(back.firstProblem()));
        QCOMPARE(back.list->contingency, api::Contingency::OneTriggersOther); // no stop after a sale
        QVERIFY(says(back, "When all is sold, buys 1.000 back at 60000.00."));
    }

    void aStopGoesWithALimitOrderOfItsSide() {
        const TicketCheck sale = check(either(api::Side::Sell, "66000", "63000", ""));
        QVERIFY2(sale.ok, qPrintable(sale.firstProblem()));
        QCOMPARE(sale.list->contingency, api::Contingency::OneCancelsOther);
        QCOMPARE(sale.list->second.side, api::Side::Sell);
        QCOMPARE(sale.list->second.type, api::OrderType::Stop);
        QVERIFY(says(sale, "Sells 1.000 at 66000.00 or, if the price falls to 63000.00, at market; "
                           "whichever comes first ends the other."));
        QVERIFY(says(check(either(api::Side::Sell, "66000", "", "")), "Enter the trigger price of the stop."));
        QVERIFY(says(check(either(api::Side::Sell, "66000", "65000", "")), "below the last price"));
        QVERIFY(says(check(either(api::Side::Sell, "64000", "63000", "")), "must rest: this price trades at once"));
        QVERIFY(says(check(either(api::Side::Buy, "63000", "66000", "")), "highest price that the stop may pay"));
        const TicketCheck purchase = check(either(api::Side::Buy, "63000", "66000", "67000"));
        QVERIFY2(purchase.ok, qPrintable(purchase.firstProblem()));
        // Held for once, as much as the dearer one needs.
        QVERIFY(purchase.needs.startsWith(QStringLiteral("67,134.0000")));
        TicketContext poor = rich();
        poor.availableQuote = Amount(640'000'000); // 64,000 USD
        QVERIFY(says(check(either(api::Side::Buy, "63000", "66000", "67000"), poor), "This needs 67,134"));
    }

    void whatListsDoNotHaveIsNotAskedFor() {
        TicketInput input = exits(api::Side::Sell, "65000", "60000", "");
        input.peg = api::PegReference::Mid;
        input.showing = Showing::Nothing;
        input.reduceOnly = true;
        using enum TicketField;
        for (const TicketField field : {Peg, PegOffset, Showing, DisplayQuantity, ReduceOnly, StopLoss})
            QVERIFY(!OrderTicket::applies(field, input));
        const TicketCheck result = check(input);
        QVERIFY(result.ok);
        QVERIFY(result.order.peg == api::PegReference::None && !result.order.hidden);
        input.timeInForce = api::TimeInForce::FillOrKill; // cannot wait for anything
        QVERIFY(!check(input).list);
    }

    void whatTheTicketMakesTheEngineTakes() {
        constexpr std::uint64_t seed = 20'261'123;
        qInfo("seed %llu", static_cast<unsigned long long>(seed));
        Random random(seed);
        core::ReferenceData reference;
        for (const api::AssetCreated& asset : sampleReference().assets)
            QCOMPARE(reference.create(api::CreateAsset{asset.asset, asset.code, asset.scale}),
                     api::RejectReason::None);
        QCOMPARE(reference.create(m_reference.instrument(kMarket)->definition),
                 api::RejectReason::None);
        const core::Instrument& instrument = *reference.instruments().find(kMarket);
        const auto price = [&] {
            return random.chance(1, 6) ? QString()
                                       : QString::number(63'000 + random.between(0, 3'000));
        };
        std::array<int, api::kEnumSize<api::Contingency>> lists{};
        int singles = 0;
        for (int round = 0; round < 50'000; ++round) {
            TicketInput input;
            input.side = static_cast<api::Side>(random.below(2));
            input.type = static_cast<api::OrderType>(random.below(2));
            const auto times = OrderTicket::timesOf(input.type);
            input.timeInForce = times.empty() ? api::TimeInForce::ImmediateOrCancel
                                              : times[random.below(times.size())];
            input.expiry = Timestamp(5);
            input.price = price();
            input.quantity = QStringLiteral("0.%1").arg(random.between(1, 999), 3, 10, QChar(u'0'));
            input.amount = QString::number(random.between(0, 500));
            input.sizedBy = static_cast<SizedBy>(random.below(2));
            input.peg = static_cast<api::PegReference>(random.below(4));
            input.pegOffset = random.chance(1, 2) ? QString() : QString::number(random.below(3));
            input.showing = static_cast<Showing>(random.below(3));
            input.displayQuantity = QStringLiteral("0.05");
            input.postOnly = static_cast<api::PostOnly>(random.below(3));
            input.reduceOnly = random.chance(1, 2);
            input.attached = static_cast<Attached>(random.below(3));
            input.takeProfit = price();
            input.stopLoss = price();
            input.otherTrigger = price();
            input.otherWorst = price();
            const TicketCheck result = check(input);
            if (!result.ok)
                continue;
            const api::RejectReason reason =
                result.list ? core::checkList(instrument, *result.list, Timestamp(1))
                            : core::checkOrder(instrument, result.order, Timestamp(1));
            QVERIFY2(reason == api::RejectReason::None, qPrintable(result.summary));
            ++(result.list ? lists[static_cast<std::size_t>(result.list->contingency)] : singles);
        }
        for (const int reached : lists)
            QVERIFY2(reached > 50, qPrintable(QString::number(reached)));
        QVERIFY2(singles > 1000, qPrintable(QString::number(singles)));
    }
};

QTEST_GUILESS_MAIN(TestTicketKinds)
#include "test_ticket_kinds.moc"
