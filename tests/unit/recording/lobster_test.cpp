// LOBSTER: the fields, the errors, and the rule about what lies beyond the last level.
#include "engine/recording/checks.h"
#include "engine/recording/lobster_source.h"
#include "tests/unit/recording/fixtures.h"

#include <QTest>

using namespace openbell;
using namespace openbell::recording;

namespace {

constexpr const char* kEmpty = "9999999999,0,-9999999999,0";

std::string lastLine(const Fixtures& files, const std::string& messages, const std::string& book) {
    const auto report = checkLobster(files.writeLobster(messages, book), {});
    return report ? report->lines.back() : report.error().message;
}

bool contains(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

} // namespace

class LobsterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bookFollowsEveryKindOfMessage() {
        const std::string messages = "34200.1,1,11,100,1000000,1\n"
                                     "34200.2,1,12,50,1010000,-1\n"  // add
                                     "34200.3,2,12,20,1010000,-1\n"  // partial cancel
                                     "34200.4,4,12,10,1010000,-1\n"  // execution
                                     "34200.5,5,0,7,1005000,1\n"     // hidden: no change
                                     "34200.6,7,0,0,-1,-1\n"         // halt: no change
                                     "34200.7,3,12,20,1010000,-1\n"; // delete
        const std::string two = std::string(",") + kEmpty + "\n";
        const std::string book = "9999999999,0,1000000,100" + two + //
                                 "1010000,50,1000000,100" + two +   //
                                 "1010000,30,1000000,100" + two +   //
                                 "1010000,20,1000000,100" + two +   //
                                 "1010000,20,1000000,100" + two +   //
                                 "1010000,20,1000000,100" + two +   //
                                 "9999999999,0,1000000,100" + two;
        QCOMPARE(lastLine(m_files, messages, book), std::string("rows 6 mismatches 0"));
    }

    void ordersBeyondTheLastLevelVanishAndComeBackAnonymous() {
        // Two levels. The bid at 98 is pushed out of sight by one at 100 and reappears, larger,
        // when that goes: what was added to it meanwhile was never told.
        const std::string messages = "34200.1,1,1,10,990000,1\n"
                                     "34200.2,1,2,10,980000,1\n"
                                     "34200.3,1,3,10,1000000,1\n"
                                     "34200.4,3,3,10,1000000,1\n"
                                     "34200.5,3,2,10,980000,1\n"; // of the anonymous level now
        const auto row = [](const char* first, const char* second) {
            return std::string("9999999999,0,") + first + ",9999999999,0," + second + "\n";
        };
        const std::string book = row("990000,10", "-9999999999,0") + row("990000,10", "980000,10") +
                                 row("1000000,10", "990000,10") + row("990000,10", "980000,25") +
                                 row("990000,10", "980000,15");
        QCOMPARE(lastLine(m_files, messages, book), std::string("rows 4 mismatches 0"));
        auto source = LobsterSource::open(m_files.path("lobster.zip")).value();
        const Drained drained = drain(*source);
        QCOMPARE(source->revealed(), std::uint64_t{1});
        const auto isAnonymousAdd = [](const RecordedEvent& event) {
            return event.kind == RecordedKind::Add && (event.reference & kAnonymousReference) != 0;
        };
        // One seed level and the one that came back.
        QCOMPARE(std::count_if(drained.events.begin(), drained.events.end(), isAnonymousAdd),
                 std::ptrdiff_t{2});
    }

    void aBookThatDiffersIsAMismatch() {
        const std::string messages = "34200.1,1,1,10,990000,1\n34200.2,1,2,10,1000000,1\n";
        const std::string book = "9999999999,0,990000,10," + std::string(kEmpty) + "\n" +
                                 "9999999999,0,1000000,11,9999999999,0,990000,10\n";
        QCOMPARE(lastLine(m_files, messages, book), std::string("rows 1 mismatches 1"));
    }

    void errorsNameFileAndLine_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("expected");
        QTest::newRow("fields") << "34200.2,1,2,10"
                                << "expected 6 fields, found 4";
        QTest::newRow("time") << "x,1,2,10,100,1"
                              << "time";
        QTest::newRow("backwards") << "34199.9,1,2,10,100,1"
                                   << "backwards";
        QTest::newRow("type") << "34200.2,9,2,10,100,1"
                              << "event type";
        QTest::newRow("size") << "34200.2,1,2,-10,100,1"
                              << "size";
        QTest::newRow("price") << "34200.2,1,2,10,0,1"
                               << "price";
        QTest::newRow("direction") << "34200.2,1,2,10,100,2"
                                   << "direction";
        QTest::newRow("text") << "<html>"
                              << "fields";
    }
    void errorsNameFileAndLine() {
        QFETCH(QString, line);
        QFETCH(QString, expected);
        const std::string row = "9999999999,0,990000,10," + std::string(kEmpty) + "\n";
        const std::string error =
            lastLine(m_files, "34200.1,1,1,10,990000,1\n" + line.toStdString() + "\n", row + row);
        QVERIFY2(contains(error, "line 2") && contains(error, "_message_"), error.c_str());
        QVERIFY2(contains(error, expected.toStdString().c_str()), error.c_str());
    }

    void filesOfDifferentLengthAreAnError() {
        const std::string row = "9999999999,0,990000,10," + std::string(kEmpty) + "\n";
        const std::string error =
            lastLine(m_files, "34200.1,1,1,10,990000,1\n34200.2,3,1,10,990000,1\n", row);
        QVERIFY2(contains(error, "line 1") && contains(error, "cut short"), error.c_str());
    }

    void bookRowsMustHaveTheSameLevels() {
        const std::string row = "9999999999,0,990000,10," + std::string(kEmpty) + "\n";
        const std::string messages = "34200.1,1,1,10,990000,1\n34200.2,3,1,10,990000,1\n";
        QVERIFY(contains(lastLine(m_files, messages, row + "1,2,3\n"), "expected 8 fields"));
        QVERIFY(contains(lastLine(m_files, messages, "1,2,3\n" + row), "line 1"));
        QVERIFY(contains(lastLine(m_files, messages, row + "1,2,3,4,x,6,7,8\n"), "level 2"));
    }

    void archivesWithoutTheTwoFilesAreRefused() {
        const auto zip = m_files.writeZip("other.zip", {{"readme.txt", "hello"}});
        const auto report = checkLobster(zip, {});
        QVERIFY(!report && contains(report.error().message, "not a LOBSTER archive"));
        QVERIFY(contains(lastLine(m_files, "", ""), "empty"));
    }

private:
    Fixtures m_files;
};

QTEST_APPLESS_MAIN(LobsterTest)
#include "lobster_test.moc"
