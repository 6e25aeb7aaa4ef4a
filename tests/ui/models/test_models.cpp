// The models under QAbstractItemModelTester, against plain copies of what they should hold.
#include "tests/ui/models/sample_market.h"
#include "ui/models/audit_model.h"
#include "ui/models/balances_model.h"
#include "ui/models/book_model.h"
#include "ui/models/candle_series.h"
#include "ui/models/fills_model.h"
#include "ui/models/health_model.h"
#include "ui/models/orders_model.h"
#include "ui/models/own_orders.h"
#include "ui/models/texts.h"
#include "ui/models/tickers_model.h"
#include "ui/models/trades_model.h"
#include "ui/models/users_model.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

#include <map>
#include <memory>
#include <random>

using namespace openbell;
using namespace openbell::models;

class TestModels : public QObject {
    Q_OBJECT

private:
    static constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::QtTest;
    ReferenceData m_reference;
    const Format m_format{QLocale(QLocale::English, QLocale::UnitedStates)};

    static api::OrderView order(std::uint64_t id, api::OrderStatus status = api::OrderStatus::Open,
                                std::int64_t filled = 0) {
        api::OrderView view;
        view.order = OrderId(id);
        view.account = AccountId(7);
        view.instrument = kMarket;
        view.status = status;
        view.price = Price(128'000 + static_cast<std::int64_t>(id % 5));
        view.quantity = Quantity(1000);
        view.filled = Quantity(filled);
        return view;
    }
    static api::TradeView trade(std::uint64_t id) {
        api::TradeView view;
        view.sequence = Sequence(id);
        view.time = Timestamp(static_cast<std::int64_t>(id) * kNsPerMs);
        view.trade.trade = TradeId(id);
        view.trade.instrument = kMarket;
        view.trade.price = Price(128'000);
        view.trade.quantity = Quantity(static_cast<std::int64_t>(id % 100) + 1);
        view.trade.makerAccount = AccountId(7);
        view.trade.takerAccount = AccountId(8);
        return view;
    }
    static QString shown(const QAbstractItemModel& model, int row, int column) {
        return model.index(row, column).data().toString();
    }

private Q_SLOTS:
    void init() { m_reference.apply(sampleReference()); }

    void bookFollowsSnapshotsAndDeltas() {
        const unsigned seed = std::random_device{}();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        BookModel book(kMarket);
        std::map<std::int64_t, std::int64_t> bids;
        std::map<std::int64_t, std::int64_t> asks;
        for (int round = 0; round < 400; ++round) {
            api::TopicUpdate update;
            update.snapshot = round % 100 == 0;
            if (update.snapshot) {
                bids.clear();
                asks.clear();
            }
            for (int i = 0; i < 20; ++i) {
                const bool buy = random() % 2 == 0;
                const std::int64_t price = (buy ? 100 : 200) + static_cast<std::int64_t>(random() % 60);
                const auto quantity = static_cast<std::int64_t>(random() % 4);
                auto& side = buy ? bids : asks;
                if (quantity == 0)
                    side.erase(price);
                else
                    side[price] = quantity;
                update.levels.push_back({buy ? api::Side::Buy : api::Side::Sell, Price(price),
                                         Quantity(quantity), 1});
            }
            const std::uint64_t before = book.revision();
            book.apply(update);
            QVERIFY(book.revision() > before);
            QCOMPARE(book.bids().size(), bids.size());
            QCOMPARE(book.asks().size(), asks.size());
            auto bid = bids.rbegin();
            for (const BookLevel& level : book.bids()) {
                QCOMPARE(level.price.value(), bid->first);
                QCOMPARE(level.quantity.value(), bid->second);
                ++bid;
            }
            auto ask = asks.begin();
            for (const BookLevel& level : book.asks()) {
                QCOMPARE(level.price.value(), ask->first);
                QCOMPARE(level.quantity.value(), ask->second);
                ++ask;
            }
            QCOMPARE(book.quantityAt(api::Side::Buy, Price(120)).value(),
                     bids.contains(120) ? bids[120] : 0);
        }
    }

    void tapeKeepsTheNewestHundredThousand() {
        TradesModel tape(kMarket, m_reference, m_format);
        // The tester looks at every row after each signal: it watches the first thousands only.
        auto tester = std::make_unique<QAbstractItemModelTester>(&tape, kFatal);
        api::TopicUpdate update;
        update.snapshot = true;
        for (std::uint64_t id = 1; id <= 100; ++id)
            update.trades.push_back(trade(id));
        tape.apply(update);
        QCOMPARE(tape.rowCount(), 100);
        QCOMPARE(tape.at(0).trade.trade, TradeId(100));
        update.snapshot = false;
        std::uint64_t next = 101;
        while (next <= 130'000) {
            update.trades.clear();
            for (int i = 0; i < 700 && next <= 130'000; ++i)
                update.trades.push_back(trade(next++));
            tape.apply(update);
            if (next > 4000)
                tester.reset();
            QVERIFY(tape.rowCount() <= tape.size());
            QVERIFY(tape.size() - tape.rowCount() < 1024);
        }
        QCOMPARE(tape.size(), TradesModel::kCapacity);
        QCOMPARE(tape.rowCount(), TradesModel::kCapacity);
        QCOMPARE(tape.at(0).trade.trade, TradeId(130'000));
        QCOMPARE(tape.at(TradesModel::kCapacity - 1).trade.trade, TradeId(30'001));
        QCOMPARE(tape.received(), std::uint64_t(130'000));
        QCOMPARE(shown(tape, 0, TradesModel::Price), QStringLiteral("64000.00"));
    }

    void oneUpdateOfTheTapeIsOneSignal() {
        TradesModel tape(kMarket, m_reference, m_format);
        api::TopicUpdate update;
        update.snapshot = true;
        tape.apply(update);
        QSignalSpy changes(&tape, &QAbstractItemModel::dataChanged);
        QSignalSpy inserts(&tape, &QAbstractItemModel::rowsInserted);
        update.snapshot = false;
        for (std::uint64_t id = 1; id <= 80; ++id)
            update.trades.push_back(trade(id));
        tape.apply(update);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(inserts.count(), 1);
    }

    void openOrdersFollowTheirLives() {
        const unsigned seed = std::random_device{}();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        OrdersModel orders(m_reference, m_format);
        const QAbstractItemModelTester tester(&orders, kFatal);
        QSignalSpy resets(&orders, &QAbstractItemModel::modelReset);
        // The second order of a command has a number above all first ones, and is no newer for it.
        const auto isNewer = [](std::uint64_t a, std::uint64_t b) {
            return OrderId(b) < OrderId(a);
        };
        std::map<std::uint64_t, api::OrderView, decltype(isNewer)> expected(isNewer);
        api::TopicUpdate update;
        update.snapshot = true;
        orders.apply(update);
        update.snapshot = false;
        for (int round = 0; round < 300; ++round) {
            update.orders.clear();
            for (int i = 0; i < 8; ++i) {
                const std::uint64_t second = random() % 4 == 0 ? std::uint64_t{1} << 50 : 0;
                const std::uint64_t id = random() % 60 + 1 + second;
                const bool open = random() % 3 != 0;
                const api::OrderView view =
                    order(id, open ? api::OrderStatus::Open : api::OrderStatus::Cancelled,
                          static_cast<std::int64_t>(random() % 1000));
                if (open)
                    expected[id] = view;
                else
                    expected.erase(id);
                update.orders.push_back(view);
            }
            orders.apply(update);
            QCOMPARE(orders.size(), static_cast<int>(expected.size()));
            int row = 0;
            for (const auto& [id, view] : expected) {
                QCOMPARE(orders.at(row).order, OrderId(id));
                QCOMPARE(orders.at(row).filled, view.filled);
                ++row;
            }
        }
        QCOMPARE(resets.count(), 1); // the snapshot's
    }

    void ordersSayWhatTheyWaitForAndWhatTheyEnd() {
        OrdersModel orders(m_reference, m_format);
        const Sequence command(2500);
        api::OrderView first = order(2500);
        api::OrderView second = order(legId(command, 1).value());
        second.waitsFor = first.order;
        second.cancels = legId(command, 2);
        api::OrderView pegged = order(2600);
        pegged.peg = api::PegReference::Mid;
        pegged.pegPrice = Price(127'000);
        api::OrderView homeless = order(2601);
        homeless.peg = api::PegReference::Mid;
        homeless.waiting = true;
        api::OrderView ending = order(2602);
        ending.timeInForce = api::TimeInForce::AtClose;
        api::TopicUpdate update;
        update.snapshot = true;
        update.orders = {first, second, pegged, homeless, ending};
        orders.apply(update); // the newest first
        QCOMPARE(shown(orders, 4, OrdersModel::Order), QStringLiteral("2500"));
        QCOMPARE(shown(orders, 4, OrdersModel::Note), QString());
        QCOMPARE(shown(orders, 3, OrdersModel::Order), QStringLiteral("2500.2"));
        QCOMPARE(shown(orders, 3, OrdersModel::Note),
                 QStringLiteral("waits for 2500, ends 2500.3"));
        QCOMPARE(shown(orders, 2, OrdersModel::Price), QStringLiteral("63500.00"));
        QCOMPARE(shown(orders, 2, OrdersModel::Note), QStringLiteral("limit 64000.00"));
        QCOMPARE(shown(orders, 1, OrdersModel::Note), QStringLiteral("waits for a price to follow"));
        QCOMPARE(shown(orders, 0, OrdersModel::Note), QStringLiteral("ends: Closing auction"));
        QCOMPARE(Texts::command(api::CancelOrder{AccountId(7), kMarket, second.cancels}, m_reference,
                                m_format),
                 QStringLiteral("Cancel order 2500.3 in BTC-USD"));
    }

    void ownOrdersAddUpByPrice() {
        OrdersModel orders(m_reference, m_format);
        OwnOrders own(orders);
        api::TopicUpdate update;
        update.snapshot = true;
        update.orders = {order(1), order(6, api::OrderStatus::Open, 400), order(2)};
        orders.apply(update);
        const OwnLevel* level = own.at(kMarket, api::Side::Buy, Price(128'001));
        QVERIFY(level);
        QCOMPARE(level->open, Quantity(1600));
        QCOMPARE(level->orders, (std::vector{OrderId(1), OrderId(6)}));
        QVERIFY(!own.at(kMarket, api::Side::Sell, Price(128'001)));
    }

    void fillsShowTheOwnSideOfTheTrade() {
        FillsModel fills(m_reference, m_format);
        const QAbstractItemModelTester tester(&fills, kFatal);
        fills.setAccount(AccountId(7)); // the maker; the taker bought
        api::TopicUpdate update;
        update.snapshot = true;
        update.trades = {trade(1)};
        fills.apply(update);
        QCOMPARE(shown(fills, 0, FillsModel::Side), QStringLiteral("Sell"));
        QCOMPARE(shown(fills, 0, FillsModel::Liquidity), QStringLiteral("Maker"));
        fills.setAccount(AccountId(8));
        QCOMPARE(shown(fills, 0, FillsModel::Side), QStringLiteral("Buy"));
        QCOMPARE(shown(fills, 0, FillsModel::Liquidity), QStringLiteral("Taker"));
    }

    void fillsAreBounded() {
        FillsModel fills(m_reference, m_format);
        api::TopicUpdate update;
        update.snapshot = true;
        fills.apply(update);
        update.snapshot = false;
        std::uint64_t next = 1;
        const QAbstractItemModelTester tester(&fills, kFatal);
        for (int round = 0; round < 5; ++round) {
            update.trades.clear();
            for (int i = 0; i < 3000; ++i)
                update.trades.push_back(trade(next++));
            fills.apply(update);
        }
        QCOMPARE(fills.rowCount(), static_cast<int>(FillsModel::kCapacity));
        QCOMPARE(fills.at(0).trade.trade, TradeId(15'000));
        for (int i = 0; i < 12'000; ++i)
            update.trades.push_back(trade(next++));
        fills.apply(update); // more than a table full at once
        QCOMPARE(fills.rowCount(), static_cast<int>(FillsModel::kCapacity));
    }

    void balancesChangeInPlace() {
        BalancesModel balances(m_reference, m_format);
        const QAbstractItemModelTester tester(&balances, kFatal);
        api::TopicUpdate update;
        update.snapshot = true;
        update.balances = {{AccountId(7), kUsd, Amount(10'000), Amount(0)}};
        balances.apply(update);
        update.snapshot = false;
        update.balances = {{AccountId(7), kBtc, Amount(5), Amount(1)},
                           {AccountId(7), kUsd, Amount(7'500), Amount(2'500)}};
        balances.apply(update);
        QCOMPARE(balances.rowCount(), 2);
        QCOMPARE(balances.available(AccountId(7), kUsd), Amount(7'500));
        QCOMPARE(balances.available(AccountId(8), kUsd), Amount());
        QCOMPARE(shown(balances, 1, BalancesModel::Total), QStringLiteral("1.0000"));
        QCOMPARE(shown(balances, 0, BalancesModel::Asset), QStringLiteral("BTC"));
    }

    void tickersAddRowsAndKeepThem() {
        TickersModel tickers(m_reference, m_format);
        const QAbstractItemModelTester tester(&tickers, kFatal);
        m_reference.apply(sampleReference());
        QCOMPARE(tickers.rowCount(), 1);
        QSignalSpy resets(&tickers, &QAbstractItemModel::modelReset);
        api::TopicUpdate second;
        second.instruments = sampleReference().instruments;
        second.instruments[0].definition.instrument = InstrumentId(2);
        second.instruments[0].definition.symbol = api::Symbol("ETH-USD");
        m_reference.apply(second);
        QCOMPARE(tickers.rowCount(), 2);
        QCOMPARE(resets.count(), 0);
        api::TopicUpdate update;
        update.tickers.resize(1);
        update.tickers[0].instrument = InstrumentId(2);
        update.tickers[0].last = Price(102);
        update.tickers[0].open24h = Price(100);
        tickers.apply(update);
        QCOMPARE(shown(tickers, 1, TickersModel::Market), QStringLiteral("ETH-USD"));
        QCOMPARE(shown(tickers, 1, TickersModel::Change), QStringLiteral("+2.00"));
        QCOMPARE(tickers.rowOf(InstrumentId(2)), 1);
    }

    void auditIsBoundedAndNewestFirst() {
        AuditModel audit(m_reference, m_format);
        const QAbstractItemModelTester tester(&audit, kFatal);
        api::TopicUpdate update;
        update.snapshot = true;
        audit.apply(update);
        update.snapshot = false;
        std::int64_t next = 1;
        for (int round = 0; round < 4; ++round) {
            update.audit.assign(3000, {});
            for (api::AuditView& entry : update.audit)
                entry.time = Timestamp(next++);
            audit.apply(update);
        }
        QCOMPARE(audit.rowCount(), static_cast<int>(AuditModel::kCapacity));
        QCOMPARE(audit.at(0).time, Timestamp(12'000));
    }

    void usersChangeOnlyWhereTheyDiffer() {
        UsersModel users(m_reference);
        const QAbstractItemModelTester tester(&users, kFatal);
        std::vector<api::UserDefined> list(3);
        for (std::uint32_t i = 0; i < 3; ++i)
            list[i].user = UserId(i + 1);
        users.setUsers(list);
        QSignalSpy changes(&users, &QAbstractItemModel::dataChanged);
        list[1].enabled = false;
        users.setUsers(list);
        QCOMPARE(changes.count(), 1);
        list.pop_back();
        users.setUsers(list);
        QCOMPARE(users.rowCount(), 2);
    }

    void candlesUpdateTheLastAndAppend() {
        CandleSeries series(kMarket, api::CandleInterval::Second1);
        const auto candle = [](std::int64_t start, std::int64_t close) {
            api::CandleView view;
            view.start = Timestamp(start);
            view.close = Price(close);
            return view;
        };
        QSignalSpy last(&series, &CandleSeries::lastChanged);
        QSignalSpy appended(&series, &CandleSeries::appended);
        api::TopicUpdate update;
        update.snapshot = true;
        update.candles = {candle(10, 1), candle(11, 2)};
        series.apply(update);
        update.snapshot = false;
        update.candles = {candle(11, 3)};
        series.apply(update);
        QCOMPARE(last.count(), 1);
        QCOMPARE(series.candles().back().close, Price(3));
        update.candles = {candle(12, 4)};
        series.apply(update);
        QCOMPARE(appended.count(), 1);
        series.prepend({candle(9, 1), candle(8, 1), candle(10, 9)});
        QCOMPARE(series.candles().size(), std::size_t(5));
        QCOMPARE(series.candles().front().start, Timestamp(8));
        QVERIFY(!series.isComplete());
        series.prepend({});
        QVERIFY(series.isComplete());
    }

    void timeGoesOnToTheRightOfTheNewestCandle() {
        const auto day = [](int year, int month, int dayOfMonth) {
            return Timestamp(QDateTime(QDate(year, month, dayOfMonth), QTime(0, 0), Qt::UTC)
                                 .toMSecsSinceEpoch() *
                             kNsPerMs);
        };
        const auto seriesOf = [&](api::CandleInterval interval) {
            auto series = std::make_unique<CandleSeries>(kMarket, interval);
            api::TopicUpdate update;
            update.snapshot = true;
            update.candles.resize(2);
            update.candles[0].start = day(2023, 10, 1);
            update.candles[1].start = day(2024, 1, 1); // nothing traded in between
            series->apply(update);
            return series;
        };
        const auto months = seriesOf(api::CandleInterval::Month1);
        QCOMPARE(months->startAt(0), day(2023, 10, 1));
        QCOMPARE(months->startAt(1), day(2024, 1, 1));
        QCOMPARE(months->startAt(3), day(2024, 3, 1));
        QCOMPARE(months->startAt(13), day(2025, 1, 1));
        QCOMPARE(months->countBefore(day(2024, 1, 1)), std::int64_t(1));
        QCOMPARE(seriesOf(api::CandleInterval::Week1)->startAt(3), day(2024, 1, 15));
        QCOMPARE(seriesOf(api::CandleInterval::Day1)->startAt(60), day(2024, 2, 29));
    }

    void candlesOfALaterSnapshotKeepTheOlderHistory() {
        CandleSeries series(kMarket, api::CandleInterval::Second1);
        api::CandleView candle;
        api::TopicUpdate update;
        update.snapshot = true;
        for (int start = 1; start <= 4; ++start) {
            candle.start = Timestamp(start);
            update.candles.push_back(candle);
        }
        series.apply(update);
        update.candles.erase(update.candles.begin(), update.candles.begin() + 2);
        series.apply(update);
        QCOMPARE(series.candles().size(), std::size_t(4));
    }

    void csvQuotesWhatNeedsIt() {
        FillsModel fills(m_reference, m_format);
        api::TopicUpdate update;
        update.snapshot = true;
        update.trades = {trade(1)};
        update.trades[0].trade.quantity = Quantity(50'000);
        fills.apply(update);
        const QStringList lines = fills.toCsv().split(QStringLiteral("\r\n"));
        QVERIFY(lines[0].startsWith(QStringLiteral("Time,Market,Side,Price")));
        QCOMPARE(lines.size(), 3); // header, row, end
        QVERIFY(!lines[1].contains(QStringLiteral("\"\"")));
    }

    void healthLagsAreNeverNegative() {
        HealthModel health;
        api::TopicUpdate update;
        update.health.resize(1);
        update.health[0].sequence = Sequence(10);
        update.health[0].durable = Sequence(12);
        health.apply(update);
        QCOMPARE(health.durableLag(), std::uint64_t(0));
        update.health[0].sequence = Sequence(20);
        health.apply(update);
        QCOMPARE(health.durableLag(), std::uint64_t(8));
    }
};

QTEST_GUILESS_MAIN(TestModels)
#include "test_models.moc"
