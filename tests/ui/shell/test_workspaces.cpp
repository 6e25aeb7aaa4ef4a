// Arrangements of the window: named, restored with their sizes, torn off and put back.
#include "tests/ui/shell/shell_fixture.h"

#include <QApplication>
#include <QDockWidget>
#include <QSettings>
#include <QStyleFactory>
#include <QTest>

using namespace openbell;
using namespace openbell::shell;

class TestWorkspaces final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion"))); }

    void workspacesSurviveARestart() {
        ShellFixture fixture;
        QVERIFY(fixture.start());
        fixture.window().workspaces().switchTo(QStringLiteral("Night / watch"));
        const QString hidden = QStringLiteral("dock_order_ticket");
        fixture.window().findChild<QDockWidget*>(hidden)->hide();
        fixture.restart();
        QVERIFY(fixture.start());
        QCOMPARE(fixture.window().workspaces().current(), QStringLiteral("Night / watch"));
        QVERIFY(fixture.window().findChild<QDockWidget*>(hidden)->isHidden());
        fixture.window().workspaces().switchTo(QStringLiteral("Trading"));
        QVERIFY(!fixture.window().findChild<QDockWidget*>(hidden)->isHidden());
        QCOMPARE(fixture.window().workspaces().names().size(), 2);
        fixture.window().workspaces().switchTo(QStringLiteral("Night / watch"));
        fixture.window().workspaces().reset();
        QVERIFY(!fixture.window().findChild<QDockWidget*>(hidden)->isHidden());
    }

    void theSizesOfDocksSurviveARestart() {
        ShellFixture fixture;
        QVERIFY(fixture.start());
        const auto sizes = [&fixture] {
            QCoreApplication::processEvents();
            std::map<QString, QSize> all;
            for (const PanelDock& one : fixture.window().docks())
                if (one.panel)
                    all[one.dock->objectName()] = one.dock->size();
            return all;
        };
        auto* chart = fixture.window().findChild<QDockWidget*>(QStringLiteral("dock_chart"));
        auto* orders = fixture.window().findChild<QDockWidget*>(QStringLiteral("dock_open_orders"));
        fixture.window().resizeDocks({chart}, {700}, Qt::Horizontal);
        fixture.window().resizeDocks({orders}, {180}, Qt::Vertical);
        const auto before = sizes();
        QVERIFY(before.size() > 5);
        fixture.restart();
        QVERIFY(fixture.start());
        const auto after = sizes();
        for (const auto& [name, size] : before) {
            const QSize now = after.at(name);
            QVERIFY2(std::abs(now.width() - size.width()) < 24 &&
                         std::abs(now.height() - size.height()) < 24,
                     qPrintable(QStringLiteral("%1: %2x%3, was %4x%5")
                                    .arg(name).arg(now.width()).arg(now.height())
                                    .arg(size.width()).arg(size.height())));
        }
    }

    void panelsTearOffAndComeBack() {
        ShellFixture fixture;
        QVERIFY(fixture.start());
        QDockWidget* chart = fixture.window().showPanel(QStringLiteral("chart"));
        chart->setFloating(true);
        fixture.restart();
        QVERIFY(fixture.start());
        chart = fixture.window().findChild<QDockWidget*>(QStringLiteral("dock_chart"));
        QVERIFY(chart->isFloating());
        chart->setFloating(false);
        QVERIFY(!chart->isFloating());
    }
};

QTEST_MAIN(TestWorkspaces)
#include "test_workspaces.moc"
