// The console as a person meets it: the window with all panels over a scripted exchange.
#include "tests/ui/shell/shell_fixture.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/confirm_dialog.h"
#include "ui/shell/connect_dialog.h"
#include "ui/shell/connection_strip.h"
#include "ui/shell/market_strip.h"
#include "ui/shell/replay_bar.h"
#include "ui/shell/shortcut_sheet.h"
#include "ui/shell/status_line.h"
#include "ui/shell/status_parts.h"
#include "ui/shell/test_observer.h"
#include "ui/shell/venue_banner.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QStyleFactory>
#include <QTest>

using namespace openbell;
using namespace openbell::shell;

class TestShell : public QObject {
    Q_OBJECT

private:
    /// Widgets that Qt itself puts inside others; their owner speaks for them.
    static bool isQtsOwn(const QWidget* widget) {
        return widget->objectName().startsWith(QStringLiteral("qt_")) ||
               widget->inherits("QComboBoxListView") ||
               widget->inherits("QTableCornerButton") ||
               widget->inherits("QHeaderView") || widget->inherits("QMainWindowExtensionButton") ||
               qobject_cast<const QComboBox*>(widget->parentWidget()) ||
               qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) ||
               qobject_cast<const QLineEdit*>(widget->parentWidget()) ||
               widget->inherits("QToolBarExtension") || widget->inherits("QMenuBarExtension") ||
               (widget->parentWidget() && (widget->parentWidget()->inherits("QTabBar") ||
                                           widget->parentWidget()->inherits("QMenuBar")));
    }
    static QStringList namelessWidgets() {
        QStringList nameless;
        const QWidgetList all = QApplication::allWidgets();
        for (const QWidget* widget : all) {
            const bool interactive = qobject_cast<const QAbstractButton*>(widget) ||
                                     qobject_cast<const QLineEdit*>(widget) ||
                                     qobject_cast<const QComboBox*>(widget) ||
                                     qobject_cast<const QAbstractSpinBox*>(widget) ||
                                     qobject_cast<const QAbstractItemView*>(widget) ||
                                     (widget->focusPolicy() & Qt::TabFocus);
            if (!interactive || isQtsOwn(widget) || widget->inherits("QMenu") ||
                widget->inherits("QFileDialog"))
                continue;
            if (widget->objectName().isEmpty() || widget->accessibleName().isEmpty())
                nameless += QStringLiteral("%1 '%2' accessible '%3' in %4")
                                .arg(QString::fromLatin1(widget->metaObject()->className()),
                                     widget->objectName(), widget->accessibleName(),
                                     widget->parentWidget()
                                         ? widget->parentWidget()->objectName()
                                         : QString());
        }
        return nameless;
    }
    static void showAllPanels(MainWindow& window) {
        for (const PanelDock& one : window.docks())
            window.showPanel(QLatin1String(one.description.id));
    }
    template <class T>
    static T* child(QWidget& window, const char* name) {
        T* found = window.findChild<T*>(QLatin1String(name));
        if (!found)
            QTest::qFail(name, __FILE__, __LINE__);
        return found;
    }

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion"))); }

    void everyInteractiveWidgetHasAnObjectAndAnAccessibleName() {
        ShellFixture fixture;
        QVERIFY(fixture.start());
        showAllPanels(fixture.window());
        fixture.window().openConnectDialog();
        fixture.window().askHaltOrResume();
        QTest::qWait(0);
        const QStringList nameless = namelessWidgets();
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }

    void shortcutsAreUniqueAndEveryActionHasOne() {
        ShellFixture fixture;
        QSet<QString> seen;
        for (const ActionSet::Entry& entry : fixture.window().actionSet().entries()) {
            const QString keys = entry.action->shortcut().toString();
            QVERIFY2(!keys.isEmpty(), qPrintable(entry.action->objectName()));
            QVERIFY2(!seen.contains(keys), qPrintable(keys + u' ' + entry.action->objectName()));
            seen.insert(keys);
        }
    }

    void paletteListsEveryActionPanelAndMarket() {
        ShellFixture fixture;
        QVERIFY(fixture.start());
        QTest::keyClick(&fixture.window(), Qt::Key_K, Qt::ControlModifier);
        CommandPalette& palette = fixture.window().palette();
        QVERIFY(palette.isVisible());
        QStringList listed;
        for (int row = 0; row < palette.list()->count(); ++row)
            listed += palette.list()->item(row)->text();
        for (const ActionSet::Entry& entry : fixture.window().actionSet().entries())
            if (entry.action->objectName() != QStringLiteral("palette"))
                QVERIFY2(listed.contains(entry.action->text().remove(u'&')),
                         qPrintable(entry.action->text()));
        QTest::keyClicks(palette.field(), QStringLiteral("eth"));
        QTest::keyClick(palette.field(), Qt::Key_Return);
        QCOMPARE(fixture.console().context().selection.instrument(), InstrumentId(2));
    }

    void shortcutSheetShowsTheKeysAndF1ClosesIt() {
        ShellFixture fixture;
        QVERIFY(fixture.start());
        QTest::keyClick(&fixture.window(), Qt::Key_F1);
        QVERIFY(fixture.window().shortcutSheet().isVisible());
        QVERIFY(fixture.window().shortcutSheet().shownText().contains(QStringLiteral("Ctrl+K")));
        QTest::keyClick(&fixture.window(), Qt::Key_F1);
        QVERIFY(!fixture.window().shortcutSheet().isVisible());
    }

    void haltAsksOnceAndNamesTheActor() {
        ShellFixture fixture;
        QVERIFY(fixture.start());
        QTest::keyClick(&fixture.window(), Qt::Key_H, Qt::ControlModifier);
        auto* actor = child<QLabel>(fixture.window(), "confirm_actor");
        QVERIFY(actor->text().contains(QStringLiteral("demo")));
        QVERIFY(fixture.submitted().empty());
        child<QLineEdit>(fixture.window(), "confirm_reason")->setText(QStringLiteral("test"));
        QTest::mouseClick(child<QPushButton>(fixture.window(), "confirm_yes"), Qt::LeftButton);
        QTRY_COMPARE(fixture.submitted().size(), std::size_t(1));
        const auto* halt = std::get_if<api::HaltInstrument>(&fixture.submitted().front());
        QVERIFY(halt);
        QCOMPARE(halt->instrument, InstrumentId(1));
        QCOMPARE(halt->reason.view(), std::string_view("test"));
        QTRY_VERIFY(fixture.window().statusLine().message().contains(
            QStringLiteral("Halt BTC-USD: test")));
    }

    void whatIsTypedAfterHaltIsTheReason() {
        ShellFixture fixture;
        QVERIFY(fixture.start());
        QTest::keyClick(&fixture.window(), Qt::Key_H, Qt::ControlModifier);
        auto* dialog = fixture.window().findChild<ConfirmDialog*>();
        QVERIFY(dialog != nullptr);
        QTRY_VERIFY(dialog->focusWidget() != nullptr);
        QTest::keyClicks(dialog->focusWidget(), QStringLiteral("news is out"));
        QVERIFY(dialog->isVisible());
        QCOMPARE(dialog->findChild<QLineEdit*>(QStringLiteral("confirm_reason"))->text(),
                 QStringLiteral("news is out"));
    }

    void cancelAllIsOneKeyAndOneConfirmation() {
        ShellFixture fixture;
        QVERIFY(fixture.start());
        QTest::keyClick(&fixture.window(), Qt::Key_F8);
        QTest::keyClick(child<QPushButton>(fixture.window(), "confirm_yes"), Qt::Key_Return);
        QTRY_COMPARE(fixture.submitted().size(), std::size_t(1));
        const auto* cancel = std::get_if<api::CancelAll>(&fixture.submitted().front());
        QVERIFY(cancel && cancel->account == AccountId(7) && cancel->instrument.isNone());
    }

    void aDeclinedConfirmationDoesNothing() {
        ShellFixture fixture;
        QVERIFY(fixture.start());
        fixture.window().askCancel(true, true);
        QTest::mouseClick(child<QPushButton>(fixture.window(), "confirm_no"), Qt::LeftButton);
        QTest::qWait(0);
        QVERIFY(fixture.submitted().empty());
    }

    void aViewerCannotControlTheMarket() {
        PaperExchange::Behaviour behaviour;
        behaviour.role = api::Role::Viewer;
        ShellFixture fixture(behaviour);
        QVERIFY(fixture.start());
        QVERIFY(!child<QPushButton>(fixture.window(), "halt_button")->isEnabled());
        QVERIFY(!child<QPushButton>(fixture.window(), "cancel_mine_button")->isEnabled());
        QVERIFY(!fixture.window().actionSet().find(QStringLiteral("halt_resume"))->isEnabled());
    }

    void aDelistedMarketCannotBeHalted() {
        PaperExchange::Behaviour behaviour;
        behaviour.marketState = api::InstrumentState::Delisted;
        ShellFixture fixture(behaviour);
        QVERIFY(fixture.start());
        auto* halt = child<QPushButton>(fixture.window(), "halt_button");
        QVERIFY(!halt->isEnabled());
        QVERIFY2(halt->toolTip().contains(QStringLiteral("delisted")), qPrintable(halt->toolTip()));
        QVERIFY(!fixture.window().actionSet().find(QStringLiteral("halt_resume"))->isEnabled());
    }

    void theStripShowsTheStateHoweverNarrow() {
        PaperExchange::Behaviour behaviour;
        behaviour.marketState = api::InstrumentState::CancelOnly;
        ShellFixture fixture(behaviour);
        QVERIFY(fixture.start());
        auto* strip = child<MarketStrip>(fixture.window(), "market_strip");
        for (const int width : {1536, 1280, 200}) {
            fixture.window().resize(width, 700);
            QTest::qWait(0);
            QVERIFY(!strip->shownFigures().isEmpty());
            QCOMPARE(strip->shownFigures().first(), QStringLiteral("STATE Cancel only"));
        }
        QCOMPARE(strip->accessibleDescription(), QStringLiteral("Cancel only"));
    }

    void bannerSaysWhatItIs() {
        ShellFixture fixture;
        QVERIFY(fixture.start());
        auto* banner = child<VenueBanner>(fixture.window(), "venue_banner");
        QCOMPARE(banner->label().word, QStringLiteral("SIMULATION"));
        QVERIFY(fixture.window().windowTitle().contains(QStringLiteral("SIMULATION")));
        PaperExchange::Behaviour normal;
        normal.mode = api::VenueMode::Normal;
        ShellFixture hosted(normal);
        QVERIFY(hosted.start());
        QCOMPARE(child<VenueBanner>(hosted.window(), "venue_banner")->label().word,
                 QStringLiteral("HOSTED"));
    }

    void replayBarIsThereForRecordingsOnly() {
        ShellFixture fixture;
        QVERIFY(fixture.start());
        QVERIFY(!child<ReplayBar>(fixture.window(), "replay_bar")->isVisible());
        PaperExchange::Behaviour recording;
        recording.mode = api::VenueMode::Recording;
        ShellFixture replay(recording);
        QVERIFY(replay.start());
        QVERIFY(child<ReplayBar>(replay.window(), "replay_bar")->isVisible());
    }

    void aLostConnectionIsShownAndComesBack() {
        ShellFixture fixture;
        QVERIFY(fixture.start());
        auto* strip = child<ConnectionStrip>(fixture.window(), "connection_strip");
        QVERIFY(!strip->isVisible());
        fixture.exchange()->drop();
        QTRY_VERIFY(strip->isVisible());
        QVERIFY(strip->text().contains(QStringLiteral("The cable was pulled.")));
        QVERIFY(!child<QPushButton>(fixture.window(), "halt_button")->isEnabled());
        QTRY_VERIFY(fixture.console().client().isOnline());
        QTRY_VERIFY(!strip->isVisible());
    }

    void aVenueThatCannotOpenSaysWhy() {
        ShellFixture fixture;
        fixture.failToHost(QStringLiteral("The folder is in use by another process."));
        fixture.console().start();
        auto* strip = child<ConnectionStrip>(fixture.window(), "connection_strip");
        QTRY_VERIFY(strip->text().contains(QStringLiteral("in use")));
        QVERIFY(strip->isVisible());
    }

    void anUnreadableRecordingLeavesTheVenueThatRuns() {
        ShellFixture fixture;
        QVERIFY(fixture.start());
        fixture.failToHost(QStringLiteral("The file is empty."));
        QSignalSpy states(&fixture.console().client(), &client::ExchangeClient::stateChanged);
        HostRequest request;
        request.recording = QStringLiteral("empty.zip");
        request.dataDirectory = QStringLiteral("nowhere");
        const auto kind = fixture.console().venue().kind();
        fixture.console().venue().hostHere(request);
        auto* message = child<StatusMessage>(fixture.window(), "status_message");
        QTRY_VERIFY(message->text().contains(QStringLiteral("The file is empty.")));
        QVERIFY(fixture.console().client().isOnline());
        QVERIFY(states.isEmpty());
        QVERIFY(child<ConnectionStrip>(fixture.window(), "connection_strip")->isHidden());
        QCOMPARE(fixture.console().venue().kind(), kind);
        QVERIFY(fixture.console().venue().hostRequest().recording.isEmpty());
    }

    void connectDialogSaysMistakesBesideTheFields() {
        ShellFixture fixture;
        QVERIFY(fixture.start());
        fixture.window().openConnectDialog();
        auto* dialog = child<ConnectDialog>(fixture.window(), "connect_dialog");
        dialog->preferRemote(QStringLiteral("http://nowhere"), QStringLiteral("demo"));
        auto* problem = child<QLabel>(*dialog, "connect_problem");
        auto* go = child<QPushButton>(*dialog, "connect_go");
        QTest::mouseClick(go, Qt::LeftButton);
        QVERIFY(problem->text().contains(QStringLiteral("not an address")));
        child<QLineEdit>(*dialog, "connect_address")->setText(QStringLiteral("127.0.0.1:1"));
        QTest::mouseClick(go, Qt::LeftButton);
        QVERIFY(problem->text().contains(QStringLiteral("password")));
        QVERIFY(fixture.console().client().isOnline()); // nothing was left for a mistake
    }

    void aWrongPasswordIsSaidInline() {
        PaperExchange::Behaviour behaviour;
        behaviour.signInRefusal = "User name or password is wrong.";
        ShellFixture fixture(behaviour);
        fixture.console().start();
        auto* strip = child<ConnectionStrip>(fixture.window(), "connection_strip");
        QTRY_VERIFY(strip->text().contains(QStringLiteral("password is wrong")));
        QCOMPARE(fixture.console().client().state(), client::ConnectionState::Refused);
    }

    void themeAndFontSizeChangeAtRunTime() {
        ShellFixture fixture;
        QVERIFY(fixture.start());
        fixture.window().setTheme(models::Theme::Choice::Light);
        QVERIFY(QApplication::palette().color(QPalette::Window).lightness() > 128);
        fixture.window().setTheme(models::Theme::Choice::Dark);
        QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 128);
        const int before = QApplication::font().pixelSize();
        fixture.window().changeFont(3);
        QCOMPARE(QApplication::font().pixelSize(), before + 3);
        fixture.window().changeFont(0);
    }

    void germanReachesEveryActionPanelAndStrip() {
        ShellFixture fixture;
        QVERIFY(fixture.start());
        QStringList english;
        for (const ActionSet::Entry& entry : fixture.window().actionSet().entries())
            english += entry.action->text();
        fixture.window().setLanguage(QStringLiteral("de"));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LanguageChange);
        QStringList untranslated;
        qsizetype at = 0;
        // Proper names and numbers read the same.
        const QStringList same{QStringLiteral("Shards")};
        for (const ActionSet::Entry& entry : fixture.window().actionSet().entries())
            if (entry.action->text() == english[at++] && !same.contains(entry.action->text()))
                untranslated += entry.action->text();
        QVERIFY2(untranslated.isEmpty(), qPrintable(untranslated.join(u'\n')));
        QCOMPARE(fixture.window().findChild<QDockWidget*>(QStringLiteral("dock_chart"))->windowTitle(),
                 QStringLiteral("Diagramm"));
        QCOMPARE(child<QPushButton>(fixture.window(), "halt_button")->text(),
                 QStringLiteral("Markt anhalten"));
        fixture.window().setLanguage(QStringLiteral("en"));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LanguageChange);
        QCOMPARE(child<QPushButton>(fixture.window(), "halt_button")->text(),
                 QStringLiteral("Halt market"));
    }

    void panelsThatNobodySeesAreNotMade() {
        ShellFixture fixture;
        QVERIFY(fixture.start());
        int made = 0;
        for (const PanelDock& one : fixture.window().docks())
            made += one.panel ? 1 : 0;
        QVERIFY(made > 0);
        QVERIFY2(made < static_cast<int>(fixture.window().docks().size()),
                 "tabs behind others should wait until they are looked at");
    }

    void observerSeesButCannotTouch() {
        ShellFixture fixture;
        QVERIFY(fixture.start());
        const QJsonObject tree =
            TestObserver::answer({{QStringLiteral("ask"), QStringLiteral("tree")}});
        QVERIFY(tree.contains(QStringLiteral("widgets")));
        const QJsonObject place = TestObserver::answer(
            {{QStringLiteral("ask"), QStringLiteral("place")},
             {QStringLiteral("name"), QStringLiteral("halt_button")}});
        QVERIFY(place[QStringLiteral("visible")].toBool());
        const QJsonObject unknown = TestObserver::answer(
            {{QStringLiteral("ask"), QStringLiteral("click")},
             {QStringLiteral("name"), QStringLiteral("halt_button")}});
        QVERIFY(unknown.contains(QStringLiteral("error")));
        QVERIFY(fixture.submitted().empty());
    }
};

QTEST_MAIN(TestShell)
#include "test_shell.moc"
