// The ladder: where prices stand, what a click asks for, what it shows.
#include "tests/ui/views/scripted_exchange.h"
#include "ui/views/ladder_panel.h"
#include "ui/views/ladder_view.h"

#include <QAccessible>
#include <QComboBox>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace openbell;
using views::LadderView;

class LadderTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void gridCountsBidsDownAndAsksUp() {
        views::LadderGrid grid;
        grid.setRows(11);
        grid.setStep(10);
        grid.centerOn(Price(1000));
        QCOMPARE(grid.priceAt(5).value(), 1000);
        QCOMPARE(grid.rowOf(Price(1000), api::Side::Buy), 5);
        QCOMPARE(grid.rowOf(Price(1009), api::Side::Buy), 5);
        QCOMPARE(grid.rowOf(Price(1001), api::Side::Sell), 4);
        QCOMPARE(grid.rowOf(Price(1010), api::Side::Sell), 4);
        QVERIFY(!grid.shows(grid.rowOf(Price(1'000'000), api::Side::Sell)));
        QVERIFY(!grid.shows(grid.rowOf(Price(1), api::Side::Buy)));
    }

    void aPriceIsFoundWhereItIsPainted() {
        test::PanelFixture fixture;
        LadderView ladder(fixture.context());
        open(ladder, fixture);
        for (const std::int64_t price : {127'990, 127'999, 128'001, 128'010}) {
            const QRect cell = ladder.cellRect(LadderView::Column::Bids, Price(price));
            QVERIFY(!cell.isEmpty());
            const auto found = ladder.cellAt(cell.center());
            QVERIFY(found.has_value());
            QCOMPARE(found->price.value(), price);
            QCOMPARE(found->column, LadderView::Column::Bids);
        }
        QVERIFY(!ladder.cellAt(QPoint(5, 2)).has_value());
    }

    void ownQuantitiesAreShownWhole() {
        test::PanelFixture fixture;
        fixture.exchange()
            .snapshots[fixture.topic(api::TopicKind::Orders, {}, fixture.kAccount)]
            .orders = {fixture.order(501, api::Side::Buy, 127'990, 10),
                       fixture.order(502, api::Side::Sell, 128'010, 123'456)};
        LadderView ladder(fixture.context());
        open(ladder, fixture);
        ladder.resize(300, 600);
        const QFontMetrics digits(fixture.context().theme.numberFont());
        for (const auto& [column, text] :
             {std::pair(LadderView::Column::OwnBids, QStringLiteral("0.010")),
              std::pair(LadderView::Column::OwnAsks, QStringLiteral("123.456"))})
            QTRY_VERIFY(ladder.cellRect(column, Price(128'000)).width() >=
                        digits.horizontalAdvance(text) + 10);
        int all = 0;
        for (int i = 0; i < 5; ++i)
            all += ladder.cellRect(static_cast<LadderView::Column>(i), Price(128'000)).width();
        QCOMPARE(all, ladder.width());
    }

    void everyVisiblePriceIsThereForScreenReaders() {
        test::PanelFixture fixture;
        LadderView ladder(fixture.context());
        open(ladder, fixture);
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&ladder);
        QVERIFY(list != nullptr);
        QVERIFY(list->childCount() > 20);
        const QRect best = ladder.cellRect(LadderView::Column::Price, Price(127'999));
        QAccessibleInterface* found = nullptr;
        for (int i = 0; i < list->childCount(); ++i)
            if (list->child(i)->rect().contains(ladder.mapToGlobal(best.center())))
                found = list->child(i);
        QVERIFY(found != nullptr);
        QCOMPARE(found->text(QAccessible::Name), QStringLiteral("63999.50"));
        QVERIFY2(found->text(QAccessible::Value).startsWith(QStringLiteral("Bid ")),
                 qPrintable(found->text(QAccessible::Value)));
        QCOMPARE(found->parent(), list);
        QCOMPARE(list->childAt(found->rect().center().x(), found->rect().center().y()), found);
        QVERIFY(list->child(list->childCount()) == nullptr);
    }

    void aWideSpreadIsBridgedByCoarserRowsUntilAPersonChooses() {
        test::PanelFixture fixture;
        auto& book = fixture.exchange().snapshots[test::PanelFixture::topic(api::TopicKind::Book,
                                                              test::PanelFixture::kMarket)];
        for (api::LevelView& level : book.levels)
            if (level.side == api::Side::Sell)
                level.price = Price(level.price.value() + 400);
        views::LadderPanel panel(fixture.context());
        openPanel(panel, fixture);
        const LadderView& ladder = panel.ladder();
        QVERIFY(ladder.step() > 1);
        QVERIFY(!ladder.cellRect(LadderView::Column::Bids, Price(127'999)).isEmpty());
        QVERIFY(!ladder.cellRect(LadderView::Column::Asks, Price(128'401)).isEmpty());
        auto* grouping = panel.findChild<QComboBox*>(QStringLiteral("ladderGrouping"));
        QCOMPARE(grouping->currentData().toLongLong(), ladder.step());
        grouping->setCurrentIndex(0);
        Q_EMIT grouping->activated(0);
        panel.ladder().recenter();
        QCOMPARE(ladder.step(), 1);
    }

    void armingDoesNotMoveTheRows() {
        test::PanelFixture fixture;
        views::LadderPanel panel(fixture.context());
        openPanel(panel, fixture);
        const QRect before = panel.ladder().geometry();
        panel.findChild<QToolButton*>(QStringLiteral("ladderArm"))->click();
        QCoreApplication::processEvents();
        QCOMPARE(panel.ladder().geometry(), before);
    }

    void anUnarmedClickOnlyPicksThePrice() {
        test::PanelFixture fixture;
        views::LadderPanel panel(fixture.context());
        openPanel(panel, fixture);
        QSignalSpy picked(&fixture.context().selection, &models::Selection::pricePicked);
        click(panel.ladder(), LadderView::Column::Bids, Price(127'995));
        QCOMPARE(picked.count(), 1);
        QCOMPARE(picked.first().at(1).value<Price>().value(), 127'995);
        QVERIFY(fixture.exchange().submitted.empty());
    }

    void anArmedClickPlacesExactlyThatOrder_data() {
        QTest::addColumn<bool>("buy");
        QTest::newRow("bid side buys") << true;
        QTest::newRow("ask side sells") << false;
    }
    void anArmedClickPlacesExactlyThatOrder() {
        QFETCH(bool, buy);
        test::PanelFixture fixture;
        views::LadderPanel panel(fixture.context());
        openPanel(panel, fixture);
        fixture.context().selection.setOrderQuantity(test::PanelFixture::kMarket, Quantity(7));
        panel.findChild<QToolButton*>(QStringLiteral("ladderArm"))->click();
        QVERIFY(panel.ladder().isArmed());
        const Price price(buy ? 127'993 : 128'004);
        click(panel.ladder(), buy ? LadderView::Column::Bids : LadderView::Column::Asks, price);
        QCOMPARE(fixture.exchange().submitted.size(), std::size_t(1));
        const auto* order = std::get_if<api::PlaceOrder>(&fixture.exchange().submitted.front());
        QVERIFY(order != nullptr);
        QCOMPARE(order->account, test::PanelFixture::kAccount);
        QCOMPARE(order->instrument, test::PanelFixture::kMarket);
        QCOMPARE(order->side, buy ? api::Side::Buy : api::Side::Sell);
        QCOMPARE(order->type, api::OrderType::Limit);
        QCOMPARE(order->price, price);
        QCOMPARE(order->quantity.value(), 7);
    }

    void anArmedClickWithoutQuantityPlacesNothing() {
        test::PanelFixture fixture;
        views::LadderPanel panel(fixture.context());
        openPanel(panel, fixture);
        panel.findChild<QToolButton*>(QStringLiteral("ladderArm"))->click();
        QSignalSpy reported(&fixture.context().actions, &models::TradingActions::reported);
        click(panel.ladder(), LadderView::Column::Bids, Price(127'993));
        QVERIFY(fixture.exchange().submitted.empty());
        QCOMPARE(reported.count(), 1);
    }

    void aRightClickCancelsTheOwnOrderThere() {
        test::PanelFixture fixture;
        views::LadderPanel panel(fixture.context());
        openPanel(panel, fixture);
        const QRect cell = panel.ladder().cellRect(LadderView::Column::OwnBids, Price(127'990));
        QTest::mouseClick(&panel.ladder(), Qt::RightButton, {}, cell.center());
        QCOMPARE(fixture.exchange().submitted.size(), std::size_t(1));
        const auto* cancel = std::get_if<api::CancelOrder>(&fixture.exchange().submitted.front());
        QVERIFY(cancel != nullptr);
        QCOMPARE(cancel->order.value(), std::uint64_t(501));
    }

    void aViewerCannotArm() {
        test::PanelFixture fixture;
        fixture.exchange().role = api::Role::Viewer;
        views::LadderPanel panel(fixture.context());
        openPanel(panel, fixture);
        QVERIFY(!panel.findChild<QToolButton*>(QStringLiteral("ladderArm"))->isEnabled());
    }

    void scrollingStopsFollowingAndSpaceCentres() {
        test::PanelFixture fixture;
        LadderView ladder(fixture.context());
        open(ladder, fixture);
        QVERIFY(ladder.isFollowing());
        QWheelEvent wheel(QPointF(50, 100), ladder.mapToGlobal(QPointF(50, 100)), {}, {0, 1200},
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&ladder, &wheel);
        QVERIFY(!ladder.isFollowing());
        QTest::keyClick(&ladder, Qt::Key_Space);
        QVERIFY(ladder.isFollowing());
        QVERIFY(!ladder.cellRect(LadderView::Column::Price, Price(128'000)).isEmpty());
    }

    void rowsDoNotMoveUnderAnArmedPointer() {
        test::PanelFixture fixture;
        LadderView ladder(fixture.context());
        open(ladder, fixture);
        const QRect cell = ladder.cellRect(LadderView::Column::Bids, Price(127'990));
        ladder.setArmed(true);
        QTest::mouseMove(&ladder, cell.center());
        QTRY_VERIFY(ladder.underMouse());
        api::TopicUpdate delta; // the whole bid side goes: the best price leaves the window
        for (std::int64_t i = 0; i < 59; ++i)
            delta.levels.push_back(test::PanelFixture::level(api::Side::Buy, 127'999 - i, 0));
        fixture.exchange().update(
            test::PanelFixture::topic(api::TopicKind::Book, test::PanelFixture::kMarket), delta);
        QVERIFY(fixture.settle());
        QCOMPARE(ladder.cellRect(LadderView::Column::Bids, Price(127'990)), cell);
        ladder.setArmed(false);
        QVERIFY(fixture.settle());
        QVERIFY(ladder.cellRect(LadderView::Column::Bids, Price(127'990)) != cell);
    }

    void theCursorSaysWhatItStandsOn() {
        test::PanelFixture fixture;
        LadderView ladder(fixture.context());
        open(ladder, fixture);
        QTest::keyClick(&ladder, Qt::Key_Down);
        QVERIFY(ladder.cursorText().startsWith(QStringLiteral("Bid 63999.50")));
        QTest::keyClick(&ladder, Qt::Key_Right);
        QCOMPARE(ladder.cursorText(), QStringLiteral("63999.50"));
        QVERIFY(ladder.accessibleDescription() == ladder.cursorText());
    }

    void theBookFollowsDeltas() {
        test::PanelFixture fixture;
        LadderView ladder(fixture.context());
        open(ladder, fixture);
        const QImage before = ladder.grab().toImage();
        api::TopicUpdate delta;
        delta.levels = {test::PanelFixture::level(api::Side::Buy, 127'999, 9'999)};
        fixture.exchange().update(
            test::PanelFixture::topic(api::TopicKind::Book, test::PanelFixture::kMarket), delta);
        QVERIFY(fixture.settle());
        QVERIFY(ladder.grab().toImage() != before);
    }

private:
    static void open(LadderView& ladder, test::PanelFixture& fixture) {
        ladder.resize(320, 700);
        ladder.show();
        QVERIFY(fixture.settle());
        ladder.setInstrument(test::PanelFixture::kMarket);
        QVERIFY(fixture.settle());
        ladder.recenter();
    }
    static void openPanel(views::LadderPanel& panel, test::PanelFixture& fixture) {
        panel.resize(320, 760);
        panel.show();
        QVERIFY(fixture.settle());
        QVERIFY(fixture.settle());
        panel.ladder().recenter();
    }
    static void click(LadderView& ladder, LadderView::Column column, Price price) {
        const QRect cell = ladder.cellRect(column, price);
        QVERIFY(!cell.isEmpty());
        QTest::mouseClick(&ladder, Qt::LeftButton, {}, cell.center());
    }
};

QTEST_MAIN(LadderTest)
#include "ladder_test.moc"
