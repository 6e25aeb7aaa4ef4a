// Every panel, over a scripted exchange: names, hints, tables, charts.
#include "tests/ui/views/scripted_exchange.h"
#include "ui/charts/candle_chart.h"
#include "ui/charts/depth_chart.h"
#include "ui/charts/heat_map_view.h"
#include "ui/views/blotter_panels.h"
#include "ui/views/chart_panel.h"
#include "ui/views/market_panels.h"
#include "ui/views/panels.h"
#include "ui/views/table_view.h"

#include <QAccessible>
#include <QAbstractButton>
#include <QAbstractItemView>
#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <set>

using namespace openbell;

class PanelsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPanelShowsItself_data() {
        QTest::addColumn<QString>("id");
        for (const auto& panel : views::panels())
            QTest::newRow(panel.id) << QString::fromLatin1(panel.id);
    }
    /// Paints each panel empty and filled, and keeps pictures when OPENBELL_PICTURES names a folder.
    void everyPanelShowsItself() {
        QFETCH(QString, id);
        test::PanelFixture fixture;
        const auto description = find(id);
        const std::unique_ptr<QWidget> panel(description.create(fixture.context(), nullptr));
        panel->resize(panel->sizeHint().expandedTo(QSize(420, 260)));
        panel->show();
        keepPicture(*panel, id + QStringLiteral("_empty"));
        QVERIFY(fixture.settle());
        QVERIFY(fixture.settle());
        keepPicture(*panel, id);
        if (description.save)
            description.restore(*panel, description.save(*panel));
    }

    void everyInteractiveWidgetHasNames_data() { everyPanelShowsItself_data(); }
    void everyInteractiveWidgetHasNames() {
        QFETCH(QString, id);
        test::PanelFixture fixture;
        const std::unique_ptr<QWidget> panel(find(id).create(fixture.context(), nullptr));
        QVERIFY(fixture.settle());
        for (QWidget* widget : panel->findChildren<QWidget*>()) {
            const bool interactive = qobject_cast<QAbstractButton*>(widget) ||
                                     qobject_cast<QComboBox*>(widget) ||
                                     qobject_cast<QLineEdit*>(widget) ||
                                     (qobject_cast<QAbstractItemView*>(widget) &&
                                      !qobject_cast<QHeaderView*>(widget));
            // Qt's own parts inside of ours are not ours to name.
            if (!interactive || widget->objectName().startsWith(QStringLiteral("qt_")) ||
                qobject_cast<QComboBox*>(widget->parentWidget()) ||
                qobject_cast<QLineEdit*>(widget->parentWidget()) ||
                widget->inherits("QComboBoxListView") || widget->inherits("QTableCornerButton"))
                continue;
            const QString place = QStringLiteral("%1 in %2").arg(
                QString::fromLatin1(widget->metaObject()->className()), id);
            QVERIFY2(!widget->objectName().isEmpty(), qPrintable(place));
            QVERIFY2(!widget->accessibleName().isEmpty(),
                     qPrintable(place + u' ' + widget->objectName()));
        }
    }

    void columnsShareALackOfRoom() {
        const std::vector<views::ColumnWish> columns{{100, 50}, {60, 60}, {80, 40}};
        QCOMPARE(views::fitColumns(columns, 500), (std::vector<int>{100, 60, 80}));
        for (const int room : {239, 200, 181, 150}) {
            const auto widths = views::fitColumns(columns, room);
            QCOMPARE(widths[0] + widths[1] + widths[2], room);
            QCOMPARE(widths[1], 60);
            QVERIFY(widths[0] >= 50 && widths[2] >= 40);
        }
        QCOMPARE(views::fitColumns(columns, 10), (std::vector<int>{50, 60, 40}));
        QVERIFY(views::fitColumns({}, 10).empty());
    }

    void tablesFitTheirDockInsteadOfScrollingSideways_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("width");
        QTest::newRow("markets") << QStringLiteral("markets") << 262;
        QTest::newRow("tape") << QStringLiteral("time_and_sales") << 440;
        QTest::newRow("users") << QStringLiteral("users") << 262;
        QTest::newRow("orders") << QStringLiteral("open_orders") << 900;
    }
    void tablesFitTheirDockInsteadOfScrollingSideways() {
        QFETCH(QString, id);
        QFETCH(int, width);
        test::PanelFixture fixture;
        const auto description = find(id);
        const std::unique_ptr<QWidget> panel(description.create(fixture.context(), nullptr));
        panel->resize(width, 300);
        panel->show();
        QVERIFY(fixture.settle());
        auto* table = panel->findChild<views::TableView*>();
        QVERIFY(table != nullptr);
        QCOMPARE(table->horizontalScrollBar()->maximum(), 0);
        // Kept with a workspace, it still fits another width.
        const QByteArray kept = description.save(*panel);
        panel->resize(width * 2, 300);
        description.restore(*panel, kept);
        panel->resize(width, 300);
        QTRY_COMPARE(table->horizontalScrollBar()->maximum(), 0);
    }

    void columnsRestoredBeforeThereIsAMarketAreUsedLater() {
        test::PanelFixture fixture;
        views::TapePanel first(fixture.context());
        first.resize(600, 300);
        first.show();
        QVERIFY(fixture.settle());
        first.table().horizontalHeader()->moveSection(0, 3);
        const QByteArray kept = first.table().saveColumns();

        test::PanelFixture other;
        other.context().selection.setInstrument({});
        views::TapePanel second(other.context());
        second.resize(600, 300);
        second.show();
        QVERIFY(second.table().horizontalHeader()->isHidden());
        second.table().restoreColumns(kept);
        QCOMPARE(second.table().saveColumns(), kept);
        other.context().selection.setInstrument(test::PanelFixture::kMarket);
        QVERIFY(other.settle());
        QVERIFY(!second.table().horizontalHeader()->isHidden());
        QCOMPARE(second.table().horizontalHeader()->visualIndex(0), 3);
    }

    void ownTradesStandOutInTheTape() {
        test::PanelFixture fixture;
        auto& tape = fixture.exchange().snapshots[test::PanelFixture::topic(
            api::TopicKind::Trades, test::PanelFixture::kMarket)];
        tape.trades.back().trade.makerAccount = test::PanelFixture::kAccount;
        views::TapePanel panel(fixture.context());
        panel.show();
        QVERIFY(fixture.settle());
        QVERIFY(fixture.settle());
        const auto* trades = static_cast<const models::TradesModel*>(panel.table().table());
        int own = 0;
        for (int row = 0; row < trades->rowCount(); ++row)
            for (const int column : {models::TradesModel::Buyer, models::TradesModel::Seller}) {
                models::Cell cell;
                trades->cell(row, column, cell);
                const auto& trade = trades->at(row).trade;
                const bool bought = trade.takerSide == api::Side::Buy;
                const AccountId account = (column == models::TradesModel::Buyer) == bought
                                              ? trade.takerAccount
                                              : trade.makerAccount;
                const bool mine = account == test::PanelFixture::kAccount;
                QCOMPARE(cell.tone == models::Tone::Accent, mine);
                own += mine ? 1 : 0;
            }
        QVERIFY(own > 0);
    }

    void panelIdsAreUnique() {
        std::set<std::string> ids;
        for (const auto& panel : views::panels())
            QVERIFY(ids.insert(panel.id).second);
    }

    void aTableCopiesAndSortsAndFilters() {
        test::PanelFixture fixture;
        views::OrdersPanel panel(fixture.context());
        panel.resize(900, 300);
        panel.show();
        QVERIFY(fixture.settle());
        views::TableView& table = panel.table();
        QCOMPARE(table.model()->rowCount(), 2);
        table.selectAll();
        table.copySelection();
        QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), 3);

        table.horizontalHeader()->sectionClicked(models::OrdersModel::Price);
        table.selectRow(0);
        QCOMPARE(fixture.context().accounts.orders().at(table.currentSourceRow()).price.value(),
                 127'990);
        table.horizontalHeader()->sectionClicked(models::OrdersModel::Price);
        table.selectRow(0);
        QCOMPARE(fixture.context().accounts.orders().at(table.currentSourceRow()).price.value(),
                 128'010);
        table.horizontalHeader()->sectionClicked(models::OrdersModel::Price);
        QVERIFY(table.model() == table.table());

        table.setFilter(QStringLiteral("no such text"));
        QCOMPARE(table.model()->rowCount(), 0);
        table.setFilter({});
        QCOMPARE(table.model()->rowCount(), 2);
    }

    void theOrdersPanelCancelsAndAmends() {
        test::PanelFixture fixture;
        views::OrdersPanel panel(fixture.context());
        panel.resize(900, 300);
        panel.show();
        QVERIFY(fixture.settle());
        panel.table().selectRow(0);
        const api::OrderView order =
            fixture.context().accounts.orders().at(panel.table().currentSourceRow());
        QTest::keyClick(&panel.table(), Qt::Key_F2);
        auto* price = panel.findChild<QLineEdit*>(QStringLiteral("amendPrice"));
        QVERIFY(price->isVisible());
        price->setText(QStringLiteral("64010.50"));
        panel.findChild<QLineEdit*>(QStringLiteral("amendQuantity"))
            ->setText(QStringLiteral("0.030"));
        QTest::keyClick(price, Qt::Key_Return);
        QCOMPARE(fixture.exchange().submitted.size(), std::size_t(1));
        const auto* amend = std::get_if<api::AmendOrder>(&fixture.exchange().submitted.front());
        QVERIFY(amend != nullptr);
        QCOMPARE(amend->order, order.order);
        QCOMPARE(amend->price.value(), 128'021);
        QCOMPARE(amend->quantity.value(), 30);
        panel.table().selectRow(0);
        QTest::keyClick(&panel.table(), Qt::Key_Delete);
        QCOMPARE(fixture.exchange().submitted.size(), std::size_t(2));
        QVERIFY(std::get_if<api::CancelOrder>(&fixture.exchange().submitted.back()) != nullptr);
    }

    void theOrdersPanelSaysWhenOlderOrdersAreLeftOut() {
        for (const bool cut : {false, true}) {
            test::PanelFixture fixture;
            const api::Topic topic = test::PanelFixture::topic(api::TopicKind::Orders, {},
                                                               test::PanelFixture::kAccount);
            fixture.exchange().snapshots[topic].cut = cut;
            views::OrdersPanel panel(fixture.context());
            panel.resize(700, 300);
            panel.show();
            QVERIFY(fixture.settle());
            const auto* note = panel.findChild<QLabel*>(QStringLiteral("ordersCutNote"));
            QCOMPARE(note->isVisible(), cut);
            QCOMPARE(note->text().isEmpty(), !cut);
        }
    }

    void theChartOffersTheIntervalsShortestFirst() {
        test::PanelFixture fixture;
        views::ChartPanel panel(fixture.context());
        QStringList offered;
        for (const auto* button : panel.findChildren<QToolButton*>())
            if (button->objectName().startsWith(QStringLiteral("interval")))
                offered << button->text();
        QCOMPARE(offered.join(u' '), QStringLiteral("1s 5s 15s 1m 5m 15m 30m 1h 4h 1d 1w 1M"));
        panel.findChild<QToolButton*>(QStringLiteral("interval11"))->click();
        QVERIFY(fixture.settle());
        api::Topic topic = test::PanelFixture::topic(api::TopicKind::Candles,
                                                     test::PanelFixture::kMarket);
        topic.interval = api::CandleInterval::Month1;
        QVERIFY(fixture.exchange().isFollowed(topic));
    }

    void onlyTheNewestCandleIsPaintedAgain() {
        test::PanelFixture fixture;
        charts::CandleChart chart(fixture.context());
        chart.resize(700, 400);
        chart.show();
        QVERIFY(fixture.settle());
        chart.showMarket(test::PanelFixture::kMarket, api::CandleInterval::Second5);
        QVERIFY(fixture.settle());
        QVERIFY(fixture.settle());
        const int full = chart.fullPaints();
        const int last = chart.lastCandlePaints();
        api::Topic topic = test::PanelFixture::topic(api::TopicKind::Candles,
                                                     test::PanelFixture::kMarket);
        topic.interval = api::CandleInterval::Second5;
        auto candle = fixture.exchange().snapshots[topic].candles.back();
        for (int i = 1; i <= 5; ++i) {
            candle.close = Price(candle.close.value() + 1);
            api::TopicUpdate delta;
            delta.candles = {candle};
            fixture.exchange().update(topic, delta);
            QVERIFY(fixture.settle());
        }
        QCOMPARE(chart.fullPaints(), full);
        QVERIFY(chart.lastCandlePaints() >= last + 5);
        // A new candle needs everything once.
        candle.start = Timestamp(candle.start.value() + 5 * kNsPerSecond);
        api::TopicUpdate delta;
        delta.candles = {candle};
        fixture.exchange().update(topic, delta);
        QVERIFY(fixture.settle());
        QVERIFY(chart.fullPaints() > full);
    }

    void theDepthChartAddsUp() {
        test::PanelFixture fixture;
        charts::DepthChart chart(fixture.context());
        chart.resize(400, 240);
        chart.show();
        QVERIFY(fixture.settle());
        QVERIFY(fixture.settle());
        chart.grab();
        QTest::mouseMove(&chart, QPoint(150, 100));
        QTRY_VERIFY(chart.readout().contains(QStringLiteral("bid down to")));
        QTest::mouseMove(&chart, QPoint(260, 100));
        QTRY_VERIFY(chart.readout().contains(QStringLiteral("offered up to")));
    }

    void theHeatMapKeepsItsHistoryWhenItsSizeChangesALittle() {
        test::PanelFixture fixture;
        charts::HeatMapView map(fixture.context());
        map.resize(640, 260);
        map.show();
        QTRY_VERIFY(fixture.settle() && map.ring().filled() >= 3);
        const int filled = map.ring().filled();
        map.resize(660, 230); // a strip above it came
        QVERIFY(map.ring().filled() >= filled);
        map.resize(900, 260);
        QVERIFY(map.ring().filled() >= filled);
        QVERIFY(map.ring().columns() >= 900);
    }

    void theHeatMapIsARing() {
        models::BookModel book(InstrumentId(1));
        api::TopicUpdate snapshot;
        snapshot.snapshot = true;
        snapshot.levels = {test::PanelFixture::level(api::Side::Buy, 99, 10),
                           test::PanelFixture::level(api::Side::Sell, 101, 20)};
        book.apply(snapshot);
        const auto ramp = charts::heatRamp(true);
        charts::HeatMapRing ring;
        ring.reset(4, 10, 1, Price(105));
        for (int i = 0; i < 6; ++i)
            ring.addColumn(book, ramp);
        QCOMPARE(ring.filled(), 4);
        QCOMPARE(ring.rowOf(Price(105)), 0);
        QCOMPARE(ring.rowOf(Price(99)), 6);
        QCOMPARE(ring.rowOf(Price(106)), -1);
        QImage image(4, 10, QImage::Format_RGB32);
        QPainter painter(&image);
        ring.paint(painter, image.rect());
        painter.end();
        for (int column = 0; column < 4; ++column) {
            QVERIFY(image.pixel(column, 4) != ramp[0]); // the ask at 101
            QVERIFY(image.pixel(column, 6) != ramp[0]); // the bid at 99
            QCOMPARE(image.pixel(column, 5), ramp[0]);
            QCOMPARE(ring.bestBid(column).value(), 99);
        }
    }

    void theCandleChartTellsItsCandlesToReaders() {
        test::PanelFixture fixture;
        charts::CandleChart chart(fixture.context());
        chart.resize(700, 400);
        chart.show();
        QVERIFY(fixture.settle());
        chart.showMarket(test::PanelFixture::kMarket, api::CandleInterval::Second5);
        QTRY_VERIFY2(chart.accessibleDescription().contains(QStringLiteral("close ")),
                     qPrintable(chart.accessibleDescription()));
        QVERIFY2(chart.accessibleDescription().startsWith(QStringLiteral("BTC-USD, candles of 5s. The "
                                                                         "latest, from ")),
                 qPrintable(chart.accessibleDescription()));
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&chart);
        QVERIFY(list != nullptr);
        QTRY_VERIFY(list->childCount() > 50);
        api::Topic topic =
            test::PanelFixture::topic(api::TopicKind::Candles, test::PanelFixture::kMarket);
        topic.interval = api::CandleInterval::Second5;
        const Price last = fixture.exchange().snapshots[topic].candles.back().close;
        const auto* market =
            fixture.context().feed.reference().instrument(test::PanelFixture::kMarket);
        const QString close = fixture.context().format.price(*market, last);
        QVERIFY(list->child(0)->text(QAccessible::Value).contains(QStringLiteral("close ") + close));
        QVERIFY(list->child(0)->text(QAccessible::Name) >
                list->child(1)->text(QAccessible::Name));
    }

private:
    static models::PanelDescription find(const QString& id) {
        for (auto& panel : views::panels())
            if (id == QLatin1String(panel.id))
                return panel;
        return {};
    }
    static void keepPicture(QWidget& widget, const QString& name) {
        const QPixmap picture = widget.grab();
        QVERIFY(!picture.isNull());
        const QString folder = qEnvironmentVariable("OPENBELL_PICTURES");
        if (!folder.isEmpty())
            QVERIFY(picture.save(QDir(folder).filePath(name + QStringLiteral(".png"))));
    }
};

QTEST_MAIN(PanelsTest)
#include "panels_test.moc"
