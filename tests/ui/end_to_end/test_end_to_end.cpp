// The main job, from the outside: start the console, trade by clicking the order book, pull the plug,
// start again, find everything as it was.
#include "tests/ui/end_to_end/real_console.h"

#include <QTest>

#include <utility>

using namespace openbell::test;

class TestEndToEnd : public QObject {
    Q_OBJECT

private:
    VirtualScreen m_screen;

    /// Everything waits for what it needs, never for a time; the limit is for loaded machines.
    template <class Condition>
    static bool eventually(Condition&& condition) {
        return QTest::qWaitFor(std::forward<Condition>(condition), 40'000);
    }
    static bool isTrading(RealConsole& console) {
        return eventually([&] {
            return console.isVisible(QStringLiteral("ladder")) &&
                   !console.isVisible(QStringLiteral("connection_strip")) &&
                   console.property(QStringLiteral("halt_button"), QStringLiteral("enabled")) ==
                       QStringLiteral("true") &&
                   !console.rows(QStringLiteral("timeAndSales")).isEmpty();
        });
    }
    /// Where the tests for the rows of a table find the order number: the last column.
    static QStringList lastColumn(const QList<QStringList>& rows) {
        QStringList values;
        for (const QStringList& row : rows)
            values += row.last();
        values.sort();
        return values;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_screen.start(), qPrintable(m_screen.problem())); }

    void tradingSurvivesAKill() {
        const QTemporaryDir home;
        RealConsole console(m_screen, home);
        QVERIFY(console.start({QStringLiteral("--simulate"), QStringLiteral("7")}));
        QVERIFY2(isTrading(console), console.output().constData());

        // One lot size for every click, then arm the ladder.
        QVERIFY(console.click(QStringLiteral("ladderQuantity")));
        QVERIFY(console.press(QStringLiteral("ctrl+a")));
        QVERIFY(console.type(QStringLiteral("0.010")));
        QVERIFY(console.press(QStringLiteral("Return")));
        QTRY_COMPARE(console.property(QStringLiteral("ladderQuantity"), QStringLiteral("text")),
                     QStringLiteral("0.010"));
        QVERIFY(console.click(QStringLiteral("ladderArm")));
        QVERIFY(eventually([&] {
            return console.property(QStringLiteral("ladderArm"), QStringLiteral("checked")) ==
                   QStringLiteral("true");
        }));

        // A bid above the best ask trades at once and appears in the fills.
        QVERIFY(console.press(QStringLiteral("ctrl+7")));
        QVERIFY(eventually([&] { return console.isVisible(QStringLiteral("fills")); }));
        QVERIFY(console.rows(QStringLiteral("fills")).isEmpty());
        QVERIFY(console.click(QStringLiteral("ladder"), 0.27, 0.25));
        const bool filled =
            eventually([&] { return !console.rows(QStringLiteral("fills")).isEmpty(); });
        if (!filled)
            console.grab(QStringLiteral("main_window"), QStringLiteral("end_to_end_failure.png"));
        QVERIFY2(filled, qPrintable(console.property(QStringLiteral("status_message"),
                                                     QStringLiteral("text"))));
        const QStringList fill = console.rows(QStringLiteral("fills")).first();
        QVERIFY2(fill.contains(QStringLiteral("Buy")), qPrintable(fill.join(u'|')));

        // Bids far below the market rest in the book.
        QVERIFY(console.click(QStringLiteral("ladder"), 0.5, 0.5, 5, 60));
        QVERIFY(console.press(QStringLiteral("ctrl+6")));
        QVERIFY(eventually([&] { return console.isVisible(QStringLiteral("openOrders")); }));
        QVERIFY(console.click(QStringLiteral("ladder"), 0.27, 0.80));
        QVERIFY(console.click(QStringLiteral("ladder"), 0.27, 0.90));
        QVERIFY2(eventually([&] { return console.rows(QStringLiteral("openOrders")).size() == 2; }),
                 qPrintable(console.property(QStringLiteral("status_message"),
                                             QStringLiteral("text"))));
        const QList<QStringList> before = console.rows(QStringLiteral("openOrders"));
        if (qEnvironmentVariableIsSet("OPENBELL_SCREENSHOT"))
            QVERIFY(console.grab(QStringLiteral("main_window"),
                                 qEnvironmentVariable("OPENBELL_SCREENSHOT")));

        console.killHard();
        QVERIFY(console.start({QStringLiteral("--simulate"), QStringLiteral("7")}));
        QVERIFY2(isTrading(console), console.output().constData());
        QVERIFY(console.press(QStringLiteral("ctrl+6")));
        QVERIFY(eventually([&] { return console.rows(QStringLiteral("openOrders")).size() == 2; }));
        QCOMPARE(lastColumn(console.rows(QStringLiteral("openOrders"))), lastColumn(before));

        // The fill is still in the books as well.
        QVERIFY(console.press(QStringLiteral("ctrl+7")));
        QVERIFY(eventually([&] { return console.isVisible(QStringLiteral("fills")); }));
        QVERIFY(eventually([&] { return !console.rows(QStringLiteral("fills")).isEmpty(); }));
        QVERIFY2(console.quit(), console.output().constData());
    }

    void helpAndVersionNeedNoDisplay() {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QLatin1String(name));
        for (const auto& [option, words] : {std::pair("--help", "--no-simulate"),
                                            std::pair("-h", "--no-simulate"),
                                            std::pair("--version", "openbell ")}) {
            QProcess process;
            process.setProcessEnvironment(environment);
            process.start(QStringLiteral(OPENBELL_CONSOLE), {QLatin1String(option)});
            QVERIFY(process.waitForFinished(20'000));
            QCOMPARE(process.exitStatus(), QProcess::NormalExit);
            QCOMPARE(process.exitCode(), 0);
            QVERIFY(process.readAllStandardOutput().contains(words));
        }
    }

    void aWrongCommandLineIsOneSentence() {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(OPENBELL_CONSOLE),
                      {QStringLiteral("--connect"), QStringLiteral("http://x")});
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitCode(), 2);
        QVERIFY(process.readAllStandardError().contains("not an address"));
    }
};

QTEST_GUILESS_MAIN(TestEndToEnd)
#include "test_end_to_end.moc"
