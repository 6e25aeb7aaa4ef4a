#include "engine/journal/inspect.h"

#include "journal_tools.h"

using namespace openbell;
using namespace openbell::journal;
using namespace openbell::journal::test;

class InspectTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSoundJournalIsListed();
    void everyRecordIsVisitedOnceInOrderWithItsPlace();
    void visitingStopsWhenAsked();
    void theFirstBadPlaceIsNamedAndWhatFollowsIsCounted();
    void aTornTailIsNoProblem();
    void aDirectoryWithoutJournalIsEmpty();
    void aFileThatIsNoSegmentIsAProblemNotACrash();
};

namespace {

void writeTwoSegments(const std::filesystem::path& directory) {
    FileLogOptions options;
    options.segmentBytes = 1;
    auto log = FileLog::open(directory, options);
    if (!append(**log, 1, 3000) || !append(**log, 3001, 6000))
        qFatal("the log cannot be written");
}

} // namespace

void InspectTest::aSoundJournalIsListed() {
    Folder folder;
    writeTwoSegments(folder.path());
    const JournalReport report = inspectJournal(folder.path());
    QVERIFY(!report.problem);
    QCOMPARE(report.last, Sequence(6000));
    QCOMPARE(report.hash, expectedHash(6000));
    QCOMPARE(report.segments.size(), 2U);
    QCOMPARE(report.segments[0].records, 4096U);
    QCOMPARE(report.segments[0].first, Sequence(1));
    QCOMPARE(report.segments[0].last, Sequence(4096));
    QCOMPARE(report.segments[0].seals, 1U);
    QCOMPARE(report.segments[1].records, 1904U);
    QCOMPARE(report.segments[1].previousHash, expectedHash(4096));
    QCOMPARE(report.segments[1].lastTime, contextAt(6000).time);
}

void InspectTest::everyRecordIsVisitedOnceInOrderWithItsPlace() {
    Folder folder;
    writeTwoSegments(folder.path());
    std::uint64_t expected = 1;
    std::uint64_t lastOffset = 0;
    inspectJournal(folder.path(), [&](const PlacedRecord& placed) {
        if (placed.record.context.sequence != Sequence(expected))
            return false;
        ++expected;
        lastOffset = placed.offset;
        return true;
    });
    QCOMPARE(expected, 6001U);
    const auto size = std::filesystem::file_size(segmentFile(folder.path(), Sequence(4097)));
    QCOMPARE(lastOffset, size - 56 - records(6000, 6000).size());
}

void InspectTest::visitingStopsWhenAsked() {
    Folder folder;
    writeTwoSegments(folder.path());
    int visits = 0;
    const auto report =
        inspectJournal(folder.path(), [&](const PlacedRecord&) { return ++visits < 3; });
    QCOMPARE(visits, 3);
    QCOMPARE(report.last, Sequence(6000));
}

void InspectTest::theFirstBadPlaceIsNamedAndWhatFollowsIsCounted() {
    Folder folder;
    writeTwoSegments(folder.path());
    const auto file = segmentFile(folder.path(), Sequence(1));
    api::Bytes bytes = readFile(file);
    const std::size_t start = kSegmentHeaderBytes + records(1, 99).size();
    bytes[start + 12] ^= 1;
    writeFile(file, bytes);
    int visits = 0;
    const auto report = inspectJournal(folder.path(), [&](const PlacedRecord&) {
        ++visits;
        return true;
    });
    QCOMPARE(visits, 99);
    QVERIFY(report.problem);
    QCOMPARE(report.problem->offset, start);
    QCOMPARE(report.problem->sequence, Sequence(100));
    QCOMPARE(report.last, Sequence(99));
    QCOMPARE(report.segments[0].records, 99U);
    QCOMPARE(report.segments[0].recordsAfterProblem, 4096U - 100);
    QVERIFY(!report.segments[1].problem);
    QCOMPARE(report.segments[1].records, 1904U);
}

void InspectTest::aTornTailIsNoProblem() {
    Folder folder;
    const api::Bytes whole = crashedSegment(20);
    writeFile(segmentFile(folder.path(), Sequence(1)), std::span(whole).first(whole.size() - 5));
    const auto report = inspectJournal(folder.path());
    QVERIFY(!report.problem);
    QCOMPARE(report.last, Sequence(19));
    QCOMPARE(report.segments[0].unfinishedBytes, records(20, 20).size() - 5);
}

void InspectTest::aDirectoryWithoutJournalIsEmpty() {
    const auto report = inspectJournal(Folder().path());
    QVERIFY(report.segments.empty());
    QVERIFY(!report.problem);
    QVERIFY(report.last.isNone());
}

void InspectTest::aFileThatIsNoSegmentIsAProblemNotACrash() {
    for (const std::size_t size : {0UL, 10UL, 71UL, 72UL, 100'000UL}) {
        Folder folder;
        writeFile(segmentFile(folder.path(), Sequence(1)), api::Bytes(size, 0xA5));
        const auto report = inspectJournal(folder.path());
        QVERIFY(report.problem);
        QCOMPARE(report.segments.size(), 1U);
        QVERIFY(!FileLog::open(folder.path()));
        QVERIFY(!JournalReader::open(folder.path(), Sequence(1)));
    }
}

QTEST_APPLESS_MAIN(InspectTest)
#include "inspect_test.moc"
