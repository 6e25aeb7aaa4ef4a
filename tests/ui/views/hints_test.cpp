// What panels say where something is unusual: a market that does not trade, rows that are not for
// everybody, too little room.
#include "tests/ui/views/scripted_exchange.h"
#include "ui/views/chart_panel.h"
#include "ui/views/panels.h"
#include "ui/views/table_view.h"

#include <QDir>
#include <QLabel>
#include <QTest>

#include <algorithm>

using namespace openbell;

class HintsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void marketsThatDoNotTradeContinuouslyAreMarked() {
        test::PanelFixture fixture;
        const models::TickersModel& tickers = fixture.context().feed.tickers();
        QVERIFY(fixture.settle());
        models::Cell cell;
        tickers.cell(0, models::TickersModel::Market, cell);
        QVERIFY(cell.badge.isEmpty());
        api::TopicUpdate halted;
        halted.instruments =
            fixture.exchange().snapshots[fixture.topic(api::TopicKind::ReferenceData)].instruments;
        halted.instruments.front().state = api::InstrumentState::Halted;
        fixture.exchange().update(fixture.topic(api::TopicKind::ReferenceData), halted);
        const QModelIndex market = tickers.index(0, models::TickersModel::Market);
        QTRY_COMPARE(market.data(Qt::AccessibleTextRole).toString(),
                     QStringLiteral("BTC-USD, Halted"));
        QCOMPARE(market.data().toString(), QStringLiteral("BTC-USD"));
        QVERIFY(market.data(Qt::ToolTipRole).toString().contains(QStringLiteral("Nothing trades")));
        cell.clear();
        tickers.cell(0, models::TickersModel::Market, cell);
        QCOMPARE(cell.tone, models::Tone::Dim);
        QCOMPARE(cell.badgeTone, models::Tone::Warning);
    }

    /// No empty list may look as if there was nothing when it is only not for this user.
    void thoseWhoMayNotLookAreToldSo() {
        test::PanelFixture fixture;
        fixture.exchange().role = api::Role::Viewer;
        const auto hintOf = [&fixture](const char* id) {
            const std::unique_ptr<QWidget> panel(
                find(QString::fromLatin1(id)).create(fixture.context(), nullptr));
            return panel->findChild<views::TableView*>()->emptyText();
        };
        QVERIFY(fixture.settle());
        for (const char* id : {"open_orders", "fills", "balances"})
            QVERIFY2(hintOf(id).startsWith(QStringLiteral("Viewers see the markets only")), id);
        QVERIFY(hintOf("audit").startsWith(QStringLiteral("Only operators")));
        const std::unique_ptr<QWidget> health(
            find(QStringLiteral("health")).create(fixture.context(), nullptr));
        auto* notice = health->findChild<QLabel*>(QStringLiteral("healthNotice"));
        QVERIFY(notice->text().startsWith(QStringLiteral("Only operators")));
        QVERIFY(!notice->isHidden());
        QVERIFY(health->findChild<QWidget*>(QStringLiteral("healthFigures"))->isHidden());
        keepPicture(*health);
    }

    void theCandleInWordsKeepsItsCloseHoweverNarrow() {
        test::PanelFixture fixture;
        views::ChartPanel panel(fixture.context());
        panel.resize(1600, 300);
        panel.show();
        QVERIFY(fixture.settle());
        auto* readout = panel.findChild<QLabel*>(QStringLiteral("chartReadout"));
        QTRY_VERIFY(readout->text().startsWith(QStringLiteral("O ")));
        const QString close = readout->text().section(QStringLiteral("C "), 1).section(u' ', 0, 0);
        QVERIFY(!close.isEmpty());
        const int rest = panel.width() - readout->width();
        for (const int room : {520, 420, 330, 260, 200, 140, 90}) {
            panel.resize(rest + room, 300);
            QTRY_VERIFY(readout->fontMetrics().horizontalAdvance(readout->text()) <=
                        readout->width());
            QVERIFY2(readout->text().contains(QStringLiteral("C ") + close),
                     qPrintable(readout->text()));
        }
    }

private:
    static models::PanelDescription find(const QString& id) {
        const auto all = views::panels();
        return *std::find_if(all.begin(), all.end(), [&](const models::PanelDescription& one) {
            return QLatin1String(one.id) == id;
        });
    }
    /// When OPENBELL_PICTURES names a folder.
    static void keepPicture(QWidget& widget) {
        const QString folder = qEnvironmentVariable("OPENBELL_PICTURES");
        if (folder.isEmpty())
            return;
        widget.resize(600, 260);
        widget.show();
        QVERIFY(widget.grab().save(QDir(folder).filePath(widget.objectName() +
                                                         QStringLiteral("_viewer.png"))));
    }
};

QTEST_MAIN(HintsTest)
#include "hints_test.moc"
