// The panels about a market's phases: the workbench says what it will do and does that, the auction
// panel shows what runs, the details of an order tell its life.
#include "tests/ui/views/scripted_exchange.h"
#include "ui/charts/candle_chart.h"
#include "ui/views/auction_panel.h"
#include "ui/views/instrument_workbench.h"
#include "ui/views/ladder_view.h"
#include "ui/views/order_details_panel.h"
#include "ui/views/table_view.h"
#include "ui/views/ticket_panel.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>

using namespace openbell;
using test::PanelFixture;

class PhasesPanelsTest final : public QObject {
    Q_OBJECT

    static QString text(QWidget& panel, const char* name) {
        return panel.findChild<QLabel*>(QLatin1String(name))->text();
    }
    static void setState(PanelFixture& fixture, api::InstrumentState state) {
        const auto topic = PanelFixture::topic(api::TopicKind::ReferenceData);
        api::TopicUpdate update;
        update.instruments = fixture.exchange().snapshots[topic].instruments;
        update.instruments[0].state = state;
        fixture.exchange().update(topic, update);
        api::TopicUpdate auctions;
        api::AuctionView view;
        view.instrument = PanelFixture::kMarket;
        view.state = state;
        view.price = Price(128'010);
        view.quantity = Quantity(120);
        view.surplus = Quantity(-7);
        auctions.auctions = {view};
        fixture.exchange().update(PanelFixture::topic(api::TopicKind::Auctions), auctions);
    }

private Q_SLOTS:
    void theWorkbenchSaysWhatClosingWillDoAndAsksOnce() {
        PanelFixture fixture;
        fixture.exchange().results[api::QueryKind::OpenOrders].orders =
            std::vector<api::OrderView>(4);
        fixture.exchange().results[api::QueryKind::OpenOrders].orders[0].timeInForce =
            api::TimeInForce::Day;
        views::InstrumentWorkbench workbench(fixture.context());
        workbench.show();
        QVERIFY(fixture.settle());
        auto* apply = workbench.findChild<QPushButton*>(QStringLiteral("workbenchApply"));
        QVERIFY(!apply->isEnabled());
        workbench.findChild<QAction*>(QStringLiteral("workbenchCloseMarket"))->trigger();
        QTRY_VERIFY(text(workbench, "workbenchEffect").contains(QStringLiteral("1 day order")));
        QVERIFY(text(workbench, "workbenchEffect").contains(QStringLiteral("3 open order")));
        QVERIFY(text(workbench, "workbenchChanges").contains(QStringLiteral("Trading → Closed")));
        apply->click();
        QVERIFY(fixture.exchange().submitted.empty()); // asked first
        apply->click();
        QVERIFY(fixture.settle());
        const auto& sent = std::get<api::ChangeInstrumentState>(fixture.exchange().submitted.at(0));
        QCOMPARE(sent.state, api::InstrumentState::Closed);
        QVERIFY(sent.until.isZero());
    }

    void wrongEntriesSayWhyAtTheirField() {
        PanelFixture fixture;
        views::InstrumentWorkbench workbench(fixture.context());
        workbench.show();
        QVERIFY(fixture.settle());
        workbench.findChild<QTabWidget*>()->setCurrentIndex(3);
        auto* deviation = workbench.findChild<QLineEdit*>(QStringLiteral("workbenchDeviation1"));
        QTest::keyClicks(deviation, QStringLiteral("5"));
        QVERIFY(text(workbench, "workbenchMonitor1Problem").contains(QStringLiteral("both")));
        QTest::keyClicks(workbench.findChild<QLineEdit*>(QStringLiteral("workbenchHorizon1")),
                         QStringLiteral("60"));
        QVERIFY(text(workbench, "workbenchMonitor1Problem").isEmpty());
        QTest::keyClicks(workbench.findChild<QLineEdit*>(QStringLiteral("workbenchAuctionSeconds")),
                         QStringLiteral("30"));
        workbench.findChild<QPushButton*>(QStringLiteral("workbenchApply"))->click();
        QVERIFY(fixture.settle());
        const auto& sent = std::get<api::SetPriceControls>(fixture.exchange().submitted.at(0));
        QCOMPARE(sent.deviation1Ppm, std::int64_t{50'000});
        QCOMPARE(sent.auctionSeconds, 30U);
    }

    void bandsAreSetFromADayOnAfterTheirEffectWasSaid() {
        PanelFixture fixture;
        api::OrderView far = PanelFixture::order(1, api::Side::Buy, 60'000, 5);
        fixture.exchange().results[api::QueryKind::OpenOrders].orders = {far};
        views::InstrumentWorkbench workbench(fixture.context());
        workbench.show();
        QVERIFY(fixture.settle());
        workbench.findChild<QTabWidget*>()->setCurrentIndex(4);
        const auto line = [&](const char* name) {
            return workbench.findChild<QLineEdit*>(QLatin1String(name));
        };
        auto* known = workbench.findChild<QListWidget*>(QStringLiteral("workbenchBandTables"));
        QCOMPARE(known->item(0)->text(), QStringLiteral("This market has no bands."));
        QTest::keyClicks(line("workbenchBandWidth1"), QStringLiteral("5"));
        QVERIFY(text(workbench, "workbenchBandReferenceProblem").contains(QStringLiteral("need")));
        QTest::keyClicks(line("workbenchBandReference"), QStringLiteral("300"));
        QTest::keyClicks(line("workbenchBandLimit"), QStringLiteral("15"));
        QTest::keyClicks(line("workbenchBandPause"), QStringLiteral("60"));
        QTRY_VERIFY2(text(workbench, "workbenchEffect")
                         .contains(QStringLiteral("1 open order(s) would be beyond it: they stay")),
                     qPrintable(text(workbench, "workbenchEffect")));
        QVERIFY2(text(workbench, "workbenchEffect")
                     .contains(QStringLiteral("At the last price, 64000.00, the band would be 60800.00 to "
                                              "67200.00, i.e. 5.00\u00A0%.")),
                 qPrintable(text(workbench, "workbenchEffect")));
        workbench.findChild<QPushButton*>(QStringLiteral("workbenchApply"))->click();
        QVERIFY(fixture.settle());
        const auto sent = std::get<api::SetPriceBands>(fixture.exchange().submitted.at(0));
        QCOMPARE(sent.width1Ppm, std::int64_t{50'000});
        QCOMPARE(sent.pauseSeconds, 60U);

        // The exchange says that it is so: the table is listed, and can be switched off.
        api::TopicUpdate update;
        update.priceBands = {sent};
        fixture.exchange().update(PanelFixture::topic(api::TopicKind::ReferenceData), update);
        QTRY_VERIFY2(known->item(0)->text().contains(QStringLiteral("in force: ±5.00")),
                     qPrintable(known->item(0)->text()));
        auto* kind = workbench.findChild<QComboBox*>(QStringLiteral("workbenchBandsKind"));
        kind->setCurrentIndex(1);
        Q_EMIT kind->activated(1);
        QVERIFY(!line("workbenchBandReference")->isEnabled());
        QTRY_VERIFY(text(workbench, "workbenchEffect").contains(QStringLiteral("No band bounds")));
        workbench.findChild<QPushButton*>(QStringLiteral("workbenchApply"))->click();
        QVERIFY(fixture.settle());
        const auto& off = std::get<api::SetPriceBands>(fixture.exchange().submitted.at(1));
        QCOMPARE(off.width1Ppm, std::int64_t{0});
        QCOMPARE(off.fromDay, sent.fromDay);
    }

    void choosingATableShowsIt() {
        PanelFixture fixture;
        api::SetPriceBands later;
        later.instrument = PanelFixture::kMarket;
        later.fromDay = 60'000;
        later.width1Ppm = 20'000;
        later.above2 = Price(1000);
        later.width2Ppm = 10'000;
        later.most2 = Price(7);
        later.referenceSeconds = later.limitSeconds = later.pauseSeconds = 30;
        fixture.exchange().snapshots[PanelFixture::topic(api::TopicKind::ReferenceData)].priceBands = {
            later};
        views::InstrumentWorkbench workbench(fixture.context());
        workbench.show();
        QVERIFY(fixture.settle());
        workbench.findChild<QTabWidget*>()->setCurrentIndex(4);
        auto* known = workbench.findChild<QListWidget*>(QStringLiteral("workbenchBandTables"));
        QTRY_VERIFY2(known->item(0)->text().contains(QStringLiteral("to come")),
                     qPrintable(known->item(0)->text()));
        known->setCurrentRow(0);
        QCOMPARE(workbench.findChild<QLineEdit*>(QStringLiteral("workbenchBandAbove2"))->text(),
                 QStringLiteral("500.00"));
        QCOMPARE(workbench.findChild<QLineEdit*>(QStringLiteral("workbenchBandMost2"))->text(),
                 QStringLiteral("7"));
        QTRY_COMPARE(text(workbench, "workbenchEffect"), QStringLiteral("Nothing would change."));
    }

    void fieldsThatDoNotCountStayDisabled() {
        PanelFixture fixture;
        views::InstrumentWorkbench workbench(fixture.context());
        workbench.show();
        QVERIFY(fixture.settle());
        auto* until = workbench.findChild<QDateTimeEdit*>(QStringLiteral("workbenchUntil"));
        QVERIFY(!until->isEnabled());
        Q_EMIT fixture.context().actions.permissionsChanged(); // the workbench looks again
        QVERIFY(!until->isEnabled());
        workbench.findChild<QCheckBox*>(QStringLiteral("workbenchEnds"))->click();
        QVERIFY(until->isEnabled());
    }

    void whatWasEnteredStaysWhenItIsRefused() {
        PanelFixture fixture;
        fixture.exchange().answer = api::RejectReason::InvalidDefinition;
        views::InstrumentWorkbench workbench(fixture.context());
        workbench.show();
        QVERIFY(fixture.settle());
        workbench.findChild<QTabWidget*>()->setCurrentIndex(5);
        auto* maker = workbench.findChild<QLineEdit*>(QStringLiteral("workbenchMakerFee"));
        maker->selectAll();
        QTest::keyClicks(maker, QStringLiteral("0.33"));
        workbench.findChild<QPushButton*>(QStringLiteral("workbenchApply"))->click();
        QVERIFY(fixture.settle());
        QCOMPARE(maker->text(), QStringLiteral("0.33"));
        fixture.exchange().answer = api::RejectReason::None;
        workbench.findChild<QPushButton*>(QStringLiteral("workbenchApply"))->click();
        QVERIFY(fixture.settle());
        QCOMPARE(maker->text(), QStringLiteral("0.02")); // what the exchange says it is
    }

    void othersThanOperatorsMayOnlyLook() {
        PanelFixture fixture;
        fixture.exchange().role = api::Role::Trader;
        views::InstrumentWorkbench workbench(fixture.context());
        workbench.show();
        QVERIFY(fixture.settle());
        QVERIFY(workbench.findChild<QLabel*>(QStringLiteral("workbenchReadOnly"))->isVisible());
        QVERIFY(!workbench.findChild<QComboBox*>(QStringLiteral("workbenchState"))->isEnabled());
        QVERIFY(workbench.findChild<QPushButton*>(QStringLiteral("workbenchApply"))->isHidden());
    }

    void specialDaysBeginWithTheVenuesDay() {
        const qint64 far = 20'000; // days since 1970
        PanelFixture fixture;
        fixture.exchange()
            .snapshots[PanelFixture::topic(api::TopicKind::ReferenceData)]
            .time = Timestamp(far * 86'400 * kNsPerSecond + kNsPerSecond);
        views::InstrumentWorkbench workbench(fixture.context());
        QVERIFY(fixture.settle());
        workbench.show();
        workbench.findChild<QTabWidget*>()->setCurrentIndex(2);
        QCOMPARE(workbench.findChild<QDateEdit*>(QStringLiteral("workbenchDate"))->date(),
                 QDate(1970, 1, 1).addDays(far));
        QVERIFY(!text(workbench, "workbenchDaysHint").isEmpty());
    }

    void anEmptyVenueGetsItsAssetsHere() {
        PanelFixture fixture;
        views::InstrumentWorkbench workbench(fixture.context());
        auto* hint = workbench.findChild<QLabel*>(QStringLiteral("workbenchMarketHint"));
        QVERIFY(!hint->isHidden()); // no assets are known yet
        workbench.show();
        QVERIFY(fixture.settle());
        QTRY_VERIFY(hint->isHidden());
        auto* tabs = workbench.findChild<QTabWidget*>();
        tabs->setCurrentIndex(tabs->count() - 1);
        auto* code = workbench.findChild<QLineEdit*>(QStringLiteral("workbenchAssetCode"));
        auto* decimals = workbench.findChild<QLineEdit*>(QStringLiteral("workbenchAssetDecimals"));
        QTest::keyClicks(code, QStringLiteral("BTC"));
        QTest::keyClicks(decimals, QStringLiteral("19"));
        QVERIFY(text(workbench, "workbenchAssetCodeProblem").contains(QStringLiteral("already")));
        QVERIFY(text(workbench, "workbenchAssetDecimalsProblem").contains(QStringLiteral("18")));
        code->clear();
        decimals->clear();
        QTest::keyClicks(code, QStringLiteral("ETH"));
        QTest::keyClicks(decimals, QStringLiteral("18"));
        workbench.findChild<QPushButton*>(QStringLiteral("workbenchApply"))->click();
        QTRY_COMPARE(fixture.exchange().submitted.size(), std::size_t{1});
        const auto* made = std::get_if<api::CreateAsset>(&fixture.exchange().submitted.front());
        QVERIFY(made != nullptr);
        QCOMPARE(made->asset, AssetId(3));
        QCOMPARE(made->code.view(), std::string_view("ETH"));
        QCOMPARE(int(made->scale), 18);
    }

    void aDelistedMarketDoesNotPromiseItsFirstTrade() {
        PanelFixture fixture;
        auto& snapshots = fixture.exchange().snapshots;
        snapshots.erase(PanelFixture::topic(api::TopicKind::Book, PanelFixture::kMarket));
        snapshots[PanelFixture::topic(api::TopicKind::ReferenceData)].instruments[0].state =
            api::InstrumentState::Delisted;
        views::LadderView ladder(fixture.context());
        charts::CandleChart chart(fixture.context());
        QVERIFY(fixture.settle());
        ladder.setInstrument(PanelFixture::kMarket);
        chart.showMarket(PanelFixture::kMarket, api::CandleInterval::Hour1); // has no candles
        QTRY_COMPARE(ladder.emptyText(),
                     QStringLiteral("No orders. This market is no longer traded."));
        QTRY_VERIFY(chart.emptyText().contains(QStringLiteral("trades no more")));
    }

    void aRunningAuctionShowsItsFiguresAndNoAuctionAHint() {
        PanelFixture fixture;
        views::AuctionPanel panel(fixture.context());
        panel.resize(600, 300);
        panel.show();
        QVERIFY(fixture.settle());
        setState(fixture, api::InstrumentState::Trading);
        QTRY_VERIFY(text(panel, "auctionNote").contains(QStringLiteral("No auction runs")));
        setState(fixture, api::InstrumentState::OpeningAuction);
        QTRY_COMPARE(text(panel, "auctionState"), QStringLiteral("Opening auction"));
        QCOMPARE(text(panel, "auctionPrice"), QStringLiteral("64005.00"));
        QCOMPARE(text(panel, "auctionQuantity"), QStringLiteral("0.120"));
        QVERIFY(text(panel, "auctionSurplus").contains(QStringLiteral("0.007 to sell")));
        QVERIFY(text(panel, "auctionEnd").contains(QStringLiteral("operator")));
    }

    void theTicketTakesOnlyWhatTheStateTakes() {
        PanelFixture fixture;
        views::TicketPanel ticket(fixture.context());
        ticket.show();
        QVERIFY(fixture.settle());
        auto* times = ticket.findChild<QComboBox*>(QStringLiteral("ticketTimeInForce"));
        const auto choose = [&](api::TimeInForce time) {
            times->setCurrentIndex(times->findData(static_cast<int>(time)));
            Q_EMIT times->activated(times->currentIndex());
        };
        ticket.findChild<QLineEdit*>(QStringLiteral("ticketPrice"))->setText(QStringLiteral("64000"));
        ticket.findChild<QLineEdit*>(QStringLiteral("ticketQuantity"))
            ->setText(QStringLiteral("0.010"));
        choose(api::TimeInForce::GoodTillTime);
        auto* expiry = ticket.findChild<QDateTimeEdit*>(QStringLiteral("ticketExpiry"));
        QVERIFY(expiry->isVisible());
        QVERIFY2(ticket.check().ok, qPrintable(ticket.check().firstProblem()));
        QVERIFY(!ticket.check().order.expiry.isZero());
        expiry->setDateTime(QDateTime::fromMSecsSinceEpoch(0));
        QVERIFY(!ticket.check().problemOf(models::TicketField::Expiry).isEmpty());
        setState(fixture, api::InstrumentState::OpeningAuction);
        QVERIFY(fixture.settle());
        choose(api::TimeInForce::ImmediateOrCancel);
        QVERIFY(ticket.check().problem.contains(QStringLiteral("Opening auction")));
        choose(api::TimeInForce::AtOpen);
        QVERIFY(ticket.check().ok);
        QVERIFY(expiry->isHidden());
    }

    void theLifeOfAnOrderIsListedOldestFirst() {
        PanelFixture fixture;
        api::QueryResult life;
        life.orders = {PanelFixture::order(501, api::Side::Buy, 127'990, 250)};
        life.orderEvents.resize(2);
        life.orderEvents[0].kind = api::OrderEventKind::Cancelled;
        life.orderEvents[0].cancelReason = api::CancelReason::Expired;
        life.orderEvents[1].kind = api::OrderEventKind::Placed;
        life.asOf = Sequence(2000);
        fixture.exchange().results[api::QueryKind::OrderLife] = life;
        views::OrderDetailsPanel panel(fixture.context());
        panel.show();
        QVERIFY(fixture.settle());
        QCOMPARE(panel.life().rowCount(), 0);
        fixture.context().selection.showOrder(OrderId(501));
        QTRY_COMPARE(panel.life().rowCount(), 2);
        const auto cell = [&](int row, int column) {
            return panel.life().index(row, column).data().toString();
        };
        QCOMPARE(cell(0, models::OrderLifeModel::What), QStringLiteral("Placed"));
        QCOMPARE(cell(1, models::OrderLifeModel::Details), QStringLiteral("Its time was over"));
        QVERIFY(text(panel, "orderHeadline").contains(QStringLiteral("0.250 BTC-USD")));
        QCOMPARE(fixture.exchange().asked.back().order, OrderId(501));
    }
};

QTEST_MAIN(PhasesPanelsTest)
#include "phases_panels_test.moc"
