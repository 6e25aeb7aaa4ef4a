// The command palette by itself: matching, keys, what runs.
#include "ui/shell/command_palette.h"

#include <QLineEdit>
#include <QListWidget>
#include <QTest>

using namespace openbell;
using namespace openbell::shell;

class TestPalette : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lettersMustOccurInOrder() {
        QVERIFY(matchScore(QStringLiteral("Halt market"), QStringLiteral("hm")) > 0);
        QVERIFY(matchScore(QStringLiteral("Halt market"), QStringLiteral("mh")) < 0);
        QVERIFY(matchScore(QStringLiteral("Halt market"), QStringLiteral("HALT")) > 0);
    }

    void wordStartsAndRunsWin() {
        const QString typed = QStringLiteral("can");
        QVERIFY(matchScore(QStringLiteral("Cancel orders"), typed) >
                matchScore(QStringLiteral("Connect to an exchange"), typed));
    }

    void enterRunsTheBestMatch() {
        const models::Theme theme;
        QWidget window;
        window.resize(800, 600);
        CommandPalette palette(theme, &window);
        window.show();
        QStringList ran;
        const auto entry = [&](const QString& text, bool enabled = true) {
            return PaletteEntry{QStringLiteral("Test"), text, {}, enabled, [&ran, text] { ran += text; }};
        };
        palette.open({entry(QStringLiteral("Connect to an exchange")),
                      entry(QStringLiteral("Cancel order"), false),
                      entry(QStringLiteral("Cancel my orders")), entry(QStringLiteral("Quit"))});
        QTest::keyClicks(palette.field(), QStringLiteral("can"));
        QCOMPARE(palette.list()->item(0)->text(), QStringLiteral("Cancel my orders"));
        QTest::keyClick(palette.field(), Qt::Key_Return);
        QCOMPARE(ran, QStringList{QStringLiteral("Cancel my orders")});
        QVERIFY(!palette.isVisible());
    }

    void arrowsMoveAndEscapeCloses() {
        const models::Theme theme;
        QWidget window;
        window.resize(800, 600);
        CommandPalette palette(theme, &window);
        window.show();
        palette.open({{{}, QStringLiteral("one"), {}, true, [] {}},
                      {{}, QStringLiteral("two"), {}, true, [] {}}});
        QCOMPARE(palette.list()->currentRow(), 0);
        QTest::keyClick(palette.field(), Qt::Key_Down);
        QCOMPARE(palette.list()->currentRow(), 1);
        QTest::keyClick(palette.field(), Qt::Key_Escape);
        QVERIFY(!palette.isVisible());
    }

    void nothingFoundIsSaid() {
        const models::Theme theme;
        QWidget window;
        window.resize(800, 600);
        CommandPalette palette(theme, &window);
        window.show();
        palette.open({{{}, QStringLiteral("one"), {}, true, [] { QFAIL("ran"); }}},
                     QStringLiteral("zzz"));
        QCOMPARE(palette.list()->count(), 1);
        QVERIFY(palette.list()->item(0)->text().contains(QStringLiteral("Nothing matches")));
        QTest::keyClick(palette.field(), Qt::Key_Return);
    }
};

QTEST_MAIN(TestPalette)
#include "test_palette.moc"
