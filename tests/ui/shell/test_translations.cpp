// The translations as they are shipped: complete, of one vocabulary, and with keys of their own.
#include "tests/ui/shell/shell_fixture.h"
#include "ui/shell/action_set.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QMenuBar>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace openbell;
using namespace openbell::shell;

class TestTranslations : public QObject {
    Q_OBJECT

    static QString mnemonicOf(QString text) {
        const auto at = text.replace(QStringLiteral("&&"), QString()).indexOf(u'&');
        return at < 0 ? QString() : text.mid(at + 1, 1).toLower();
    }
    static void choose(QComboBox* box, int index) {
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
    }

private Q_SLOTS:
    void shippedTranslationsAreComplete() {
        QFile file(QStringLiteral(OPENBELL_SOURCE_DIR "/translations/openbell_de.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.count("<source>") > 500);
        QCOMPARE(text.count("type=\"unfinished\""), 0);
        // Where lupdate is installed, it must find nothing that the file lacks.
        const QString lupdate = QStringLiteral("/usr/lib/qt6/bin/lupdate");
        if (!QFile::exists(lupdate))
            return;
        const QTemporaryDir folder;
        const QString copy = folder.filePath(QStringLiteral("openbell_de.ts"));
        QVERIFY(QFile::copy(file.fileName(), copy));
        QProcess process;
        process.setWorkingDirectory(QStringLiteral(OPENBELL_SOURCE_DIR));
        process.start(lupdate, {QStringLiteral("-silent"), QStringLiteral("-locations"),
                                QStringLiteral("none"), QStringLiteral("-I"), QStringLiteral("."),
                                QStringLiteral("-extensions"), QStringLiteral("cpp,h"),
                                QStringLiteral("ui"), QStringLiteral("app/console"),
                                QStringLiteral("-ts"), copy});
        QVERIFY(process.waitForFinished(60'000));
        QFile updated(copy);
        QVERIFY(updated.open(QIODevice::ReadOnly));
        QStringList missing;
        QByteArray source;
        const QList<QByteArray> lines = updated.readAll().split('\n');
        for (const QByteArray& line : lines) {
            if (line.contains("<source>"))
                source = line.trimmed();
            if (line.contains("type=\"unfinished\""))
                missing += QString::fromUtf8(source);
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
    }

    void germanHasOneWordForOrdersAndOneForCancelling() {
        QFile file(QStringLiteral(OPENBELL_SOURCE_DIR "/translations/openbell_de.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        // The order book is an Orderbuch to everybody.
        static const QRegularExpression other(
            QStringLiteral("\\b\\w*[Oo]rder(?!buch)\\w*|[Gg]elöscht|[Ll]öschen|aufgeben|aufgegeben"));
        static const QRegularExpression german(
            QStringLiteral("<(translation|numerusform)>([^<]*)<"));
        auto each = german.globalMatch(QString::fromUtf8(file.readAll()));
        QStringList mixed;
        while (each.hasNext())
            if (const QString text = each.next().captured(2); other.match(text).hasMatch())
                mixed += text;
        QVERIFY2(mixed.isEmpty(), qPrintable(mixed.join(u'\n')));
    }

    /// Whatever the ticket shows, Alt and a letter go to one place.
    void everyFieldOfTheTicketHasAKeyOfItsOwn_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << "en";
        QTest::newRow("German") << "de";
    }
    void everyFieldOfTheTicketHasAKeyOfItsOwn() {
        QFETCH(QString, language);
        ShellFixture fixture;
        QVERIFY(fixture.start());
        MainWindow& window = fixture.window();
        window.showPanel(QStringLiteral("order_ticket"));
        window.setLanguage(language);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LanguageChange);
        auto* ticket = window.findChild<QWidget*>(QStringLiteral("ticketPanel"));
        QVERIFY(ticket != nullptr);
        const auto box = [&](const char* name) {
            return ticket->findChild<QComboBox*>(QLatin1String(name));
        };
        QMap<QString, QString> menus;
        for (const QAction* menu : window.menuBar()->actions())
            menus[mnemonicOf(menu->text())] = menu->text();
        const auto keysAreUnique = [&] {
            QMap<QString, QString> keys = menus;
            QStringList doubled;
            const auto take = [&](const QString& text) {
                const QString key = mnemonicOf(text);
                if (!key.isEmpty() && keys.contains(key))
                    doubled += text + QStringLiteral(" / ") + keys[key];
                keys[key] = text;
            };
            for (const QLabel* label : ticket->findChildren<QLabel*>())
                if (!label->isHidden() && label->buddy() != nullptr) {
                    take(label->text());
                    if (mnemonicOf(label->text()).isEmpty())
                        doubled += QStringLiteral("no key: ") + label->text();
                }
            for (const char* side : {"ticketBuy", "ticketSell"})
                take(ticket->findChild<QPushButton*>(QLatin1String(side))->text());
            return doubled.join(u'\n');
        };
        for (const char* side : {"ticketBuy", "ticketSell"}) {
            ticket->findChild<QPushButton*>(QLatin1String(side))->click();
            for (int type = 0; type < box("ticketType")->count(); ++type) {
                choose(box("ticketType"), type);
                for (int time = 0; time < std::max(1, box("ticketTimeInForce")->count()); ++time) {
                    choose(box("ticketTimeInForce"), time);
                    choose(box("ticketShowing"), 1);
                    for (const int choice : {0, 1, 2, 3}) { // what goes with it, or what it follows
                        choose(box("ticketAttached"), choice % 3);
                        choose(box("ticketPeg"), choice);
                        choose(box("ticketSizedBy"), choice % 2);
                        const QString doubled = keysAreUnique();
                        QVERIFY2(doubled.isEmpty(), qPrintable(doubled));
                    }
                }
            }
        }
        window.setLanguage(QStringLiteral("en"));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LanguageChange);
    }
};

QTEST_MAIN(TestTranslations)
#include "test_translations.moc"
