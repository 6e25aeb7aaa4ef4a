// openbell-ctl import as a program: last lines, exit codes, and that a bad file leaves nothing.
#include "tests/unit/recording/fixtures.h"

#include <QProcess>
#include <QTest>

#include <filesystem>

using namespace openbell;
using namespace openbell::recording;

namespace {

struct Ended {
    int exitCode = -1;
    QString output;
    QString errors;
    QString lastLine() const { return output.trimmed().section(QLatin1Char('\n'), -1); }
};

Ended ctl(const QStringList& arguments) {
    QProcess process;
    process.start(QStringLiteral(OPENBELL_CTL), QStringList{QStringLiteral("import")} + arguments);
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

QString text(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

std::string orderLine(int second, int id, int type, const char* price) {
    return std::to_string(1'430'438'400 + second) + "000 order_created {\"price\": \"" + price +
           "\", \"amount\": \"1.5\", \"id\": " + std::to_string(id) +
           ", \"order_type\": " + std::to_string(type) + "}\n";
}

std::string smallLog() {
    return orderLine(1, 1, 0, "99.00") + orderLine(2, 2, 1, "101.00") + orderLine(3, 3, 0, "98.50");
}

} // namespace

class ImportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void checkEndsWithTheSummary() {
        const auto file =
            m_files.writeLobster("34200.1,1,1,10,990000,1\n34200.2,1,2,10,1000000,1\n",
                                 "9999999999,0,990000,10,9999999999,0,-9999999999,0\n"
                                 "9999999999,0,1000000,10,9999999999,0,990000,10\n");
        const Ended ended = ctl({QStringLiteral("--format"), QStringLiteral("lobster"),
                                 QStringLiteral("--check"), text(file)});
        QCOMPARE(ended.exitCode, 0);
        QCOMPARE(ended.lastLine(), QStringLiteral("rows 1 mismatches 0"));
        QVERIFY(ended.errors.isEmpty()); // progress is for terminals
    }

    void differenceEndsWithOne() {
        const auto file =
            m_files.writeLobster("34200.1,1,1,10,990000,1\n34200.2,1,2,10,1000000,1\n",
                                 "9999999999,0,990000,10,9999999999,0,-9999999999,0\n"
                                 "9999999999,0,1000000,99,9999999999,0,990000,10\n");
        const Ended ended = ctl({QStringLiteral("--check"), text(file)});
        QCOMPARE(ended.exitCode, 1);
        QCOMPARE(ended.lastLine(), QStringLiteral("rows 1 mismatches 1"));
    }

    void importMakesAVerifiedVenue() {
        const auto file = m_files.write("market.log", smallLog());
        const auto data = m_files.path("venue");
        const Ended ended = ctl({QStringLiteral("--format"), QStringLiteral("bitstamp"),
                                 QStringLiteral("--data"), text(data), text(file)});
        QVERIFY2(ended.exitCode == 0, qPrintable(ended.errors));
        QVERIFY(ended.output.contains(QStringLiteral("state ")));
        QVERIFY(ended.output.contains(
            QStringLiteral("\nvisible executions 0 faithful 0 (100.00 %)\n")));
        QVERIFY(ended.lastLine().startsWith(QStringLiteral("messages 3 executions 0")));
        QVERIFY(std::filesystem::exists(data / "journal"));
        const Ended again = ctl({QStringLiteral("--data"), text(data), text(file)});
        QCOMPARE(again.exitCode, 2); // what is there is not touched
        QVERIFY(std::filesystem::exists(data / "journal"));
    }

    void badFilesEndWithTwoAndLeaveNothing_data() {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected");
        const std::string cutLog = smallLog().substr(0, smallLog().size() - 10);
        const std::string itch =
            itchFrame('D', 1, 5, bigEndian(1, 8)) + itchFrame('D', 1, 6, "").substr(0, 8);
        QTest::newRow("empty zip") << "lobster" << QByteArray() << "empty";
        QTest::newRow("no zip") << "lobster" << QByteArray("PK not really") << "offset 0";
        QTest::newRow("empty itch") << "itch" << QByteArray() << "offset 0";
        QTest::newRow("cut itch") << "itch" << QByteArray::fromStdString(itch) << "offset 21";
        QTest::newRow("text as itch") << "itch" << QByteArray("hello, world") << "offset 0";
        QTest::newRow("empty log") << "bitstamp" << QByteArray() << "offset 0";
        QTest::newRow("cut log") << "bitstamp" << QByteArray::fromStdString(cutLog) << "line 3";
    }
    void badFilesEndWithTwoAndLeaveNothing() {
        QFETCH(QString, format);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, expected);
        const auto file = m_files.write("bad", bytes.toStdString());
        const auto data = m_files.path("never");
        const Ended checked =
            ctl({QStringLiteral("--format"), format, QStringLiteral("--check"), text(file)});
        QCOMPARE(checked.exitCode, 2);
        QVERIFY2(checked.errors.contains(expected), qPrintable(checked.errors));
        const Ended imported = ctl(
            {QStringLiteral("--format"), format, QStringLiteral("--data"), text(data), text(file)});
        QCOMPARE(imported.exitCode, 2);
        QVERIFY2(imported.errors.contains(QStringLiteral("Nothing was imported")),
                 qPrintable(imported.errors));
        QVERIFY(!std::filesystem::exists(data));
    }

    void wrongArgumentsEndWithTwo() {
        QCOMPARE(ctl({}).exitCode, 2);
        QCOMPARE(ctl({QStringLiteral("--check")}).exitCode, 2);
        QCOMPARE(ctl({QStringLiteral("file")}).exitCode, 2);
        QCOMPARE(ctl({QStringLiteral("--format"), QStringLiteral("csv"), QStringLiteral("--check"),
                      QStringLiteral("file")})
                     .exitCode,
                 2);
        QCOMPARE(ctl({QStringLiteral("--check"), QStringLiteral("/no/such/file")}).exitCode, 2);
    }

private:
    Fixtures m_files;
};

QTEST_GUILESS_MAIN(ImportTest)
#include "import_test.moc"
