// Full disks, short writes and failing disks, injected under the log.
#include "faulty_files.h"
#include "journal_tools.h"

#include <cerrno>
#include <sys/resource.h>
#include <unistd.h>

using namespace openbell;
using namespace openbell::journal;
using namespace openbell::journal::test;

namespace {

struct Batch {
    std::uint64_t first;
    std::uint64_t last;
};
/// The second one ends one segment and starts another.
constexpr std::array<Batch, 3> kBatches{{{1, 4000}, {4001, 4500}, {4501, 4600}}};

FileLogOptions optionsWith(FaultyFiles& files) {
    FileLogOptions options;
    options.files = &files;
    options.segmentBytes = 1;
    return options;
}

} // namespace

class LogFaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shortWritesAreContinued();
    void aFullDiskKeepsNothingOfTheBatchAndGoesOnWhenThereIsRoom();
    void aFullDiskAtEveryByteLosesNothing();
    void withoutDescriptorsNothingIsKeptAndItGoesOnWhenThereAreSome_data();
    void withoutDescriptorsNothingIsKeptAndItGoesOnWhenThereAreSome();
    void runningOutOfTheProcesssDescriptorsLosesNothing();
    void afterAFailedSyncNothingIsWrittenAgain();
    void afterAFailedWriteNothingIsWrittenAgain();
    void whereverAnOperationFailsWhatWasAcknowledgedSurvives();
    void whereverAnOperationFailsWhileOpeningItIsSaid();
    void whatTheSystemRefusesComesWithAdviceThatFits();
    void whatIsReadBackIsMadeDurableBeforeItCounts();
    void afterAFailureTheJournalStaysClosedUntilSomebodyHasLooked();
};

void LogFaultsTest::shortWritesAreContinued() {
    Folder folder;
    FaultyFiles files;
    files.largestWrite = 1000;
    auto log = FileLog::open(folder.path(), optionsWith(files));
    QVERIFY(log);
    for (const Batch& batch : kBatches)
        QVERIFY(append(**log, batch.first, batch.last));
    log->reset();
    QCOMPARE(journalHash(folder.path(), Sequence(4600)).value(), expectedHash(4600));
}

void LogFaultsTest::aFullDiskKeepsNothingOfTheBatchAndGoesOnWhenThereIsRoom() {
    Folder folder;
    FaultyFiles files;
    auto log = FileLog::open(folder.path(), optionsWith(files));
    QVERIFY(log && append(**log, 1, 10));
    const auto file = segmentFile(folder.path(), Sequence(1));
    const api::Bytes before = readFile(file);
    files.room = 100;
    for (int i = 0; i < 3; ++i) {
        const auto result = append(**log, 11, 20);
        QVERIFY(!result);
        QCOMPARE(result.error().error, LogError::NoSpace);
        QVERIFY(result.error().message.find("full") != std::string::npos);
        QCOMPARE((*log)->durable(), Sequence(10));
        QCOMPARE(readFile(file), before);
        files.room = 50;
    }
    files.room = 1'000'000;
    QVERIFY(append(**log, 11, 20));
    QCOMPARE((*log)->hash(), expectedHash(20));
}

void LogFaultsTest::aFullDiskAtEveryByteLosesNothing() {
    const Digest expected = expectedHash(4600);
    const std::uint64_t total = records(1, 4600).size() + 2 * kSegmentHeaderBytes + 56;
    // Every byte of what matters is too many runs: steps of a prime, and the ends of both segments.
    for (std::uint64_t room = 0; room<total + 200; room += room> total - 300 ? 11 : 1009) {
        Folder folder;
        FaultyFiles files;
        files.room = room;
        auto log = FileLog::open(folder.path(), optionsWith(files));
        QVERIFY(log);
        for (const Batch& batch : kBatches) {
            auto result = append(**log, batch.first, batch.last);
            if (!result) {
                QCOMPARE(result.error().error, LogError::NoSpace);
                QCOMPARE((*log)->durable(), Sequence(batch.first - 1));
                files.room = ~std::uint64_t{0};
                result = append(**log, batch.first, batch.last);
            }
            QVERIFY(result);
        }
        QCOMPARE((*log)->hash(), expected);
        log->reset();
        auto reopened = FileLog::open(folder.path(), withoutSync());
        QVERIFY(reopened);
        QVERIFY(!(*reopened)->tornTail());
        QCOMPARE((*reopened)->hash(), expected);
    }
}

void LogFaultsTest::withoutDescriptorsNothingIsKeptAndItGoesOnWhenThereAreSome_data() {
    QTest::addColumn<int>("code");
    QTest::newRow("process") << EMFILE;
    QTest::newRow("system") << ENFILE;
}

void LogFaultsTest::withoutDescriptorsNothingIsKeptAndItGoesOnWhenThereAreSome() {
    QFETCH(int, code);
    Folder folder;
    FaultyFiles files;
    files.failCode = code;
    auto log = FileLog::open(folder.path(), optionsWith(files));
    QVERIFY(log && append(**log, 1, 4000));
    const auto file = segmentFile(folder.path(), Sequence(1));
    const api::Bytes before = readFile(file);
    for (int i = 0; i < 3; ++i) {
        files.failAt = files.operations + 1; // making the second segment
        const auto result = append(**log, 4001, 4500);
        QVERIFY(!result);
        QCOMPARE(result.error().error, LogError::NoSpace);
        for (const char* said : {"files are open", "refused", "raise the limit"})
            QVERIFY2(result.error().message.find(said) != std::string::npos,
                     result.error().message.c_str());
        QCOMPARE((*log)->durable(), Sequence(4000));
        QCOMPARE(readFile(file), before);
    }
    QVERIFY(append(**log, 4001, 4500));
    QCOMPARE((*log)->hash(), expectedHash(4500));
    QVERIFY(!std::filesystem::exists(failureMarker(folder.path())));
}

void LogFaultsTest::runningOutOfTheProcesssDescriptorsLosesNothing() {
    Folder folder;
    FileLogOptions options;
    options.segmentBytes = 1;
    auto log = FileLog::open(folder.path(), options);
    QVERIFY(log && append(**log, 1, 4000));
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const int lowest = ::dup(0); // the lowest free one: from here on there is none
    ::close(lowest);
    // With room for one more the segment's file can be made, and its name must be made durable.
    for (const int spare : {0, 1}) {
        rlimit none{static_cast<rlim_t>(lowest + spare), before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
        const auto first = static_cast<std::uint64_t>(spare == 0 ? 4001 : 8001);
        auto result = append(**log, first, first + 499);
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
        if (spare == 0) {
            QVERIFY(!result);
            QCOMPARE(result.error().error, LogError::NoSpace);
            result = append(**log, first, first + 499);
            QVERIFY(result && append(**log, 4501, 8000));
        }
        QVERIFY2(result, result ? "" : result.error().message.c_str());
    }
    log->reset();
    QCOMPARE(journalHash(folder.path(), Sequence(8500)).value(), expectedHash(8500));
}

void LogFaultsTest::afterAFailedSyncNothingIsWrittenAgain() {
    Folder folder;
    FaultyFiles files;
    auto log = FileLog::open(folder.path(), optionsWith(files));
    QVERIFY(log && append(**log, 1, 10));
    files.failAt = files.operations + 2; // the write succeeds, its sync fails
    auto result = append(**log, 11, 20);
    QVERIFY(!result);
    QCOMPARE(result.error().error, LogError::Failed);
    QCOMPARE((*log)->durable(), Sequence(10));
    const std::uint64_t operations = files.operations;
    result = append(**log, 11, 20);
    QVERIFY(!result);
    QCOMPARE(result.error().error, LogError::Failed);
    (*log)->close();
    QCOMPARE(files.operations, operations);
}

void LogFaultsTest::afterAFailedWriteNothingIsWrittenAgain() {
    Folder folder;
    FaultyFiles files;
    auto log = FileLog::open(folder.path(), optionsWith(files));
    QVERIFY(log && append(**log, 1, 10));
    files.failAt = files.operations + 1;
    QCOMPARE(append(**log, 11, 20).error().error, LogError::Failed);
    const std::uint64_t operations = files.operations;
    QCOMPARE(append(**log, 11, 20).error().error, LogError::Failed);
    QCOMPARE(files.operations, operations);
}

void LogFaultsTest::whereverAnOperationFailsWhatWasAcknowledgedSurvives() {
    bool reachedTheEnd = false;
    for (std::uint64_t failAt = 3; !reachedTheEnd; ++failAt) {
        Folder folder;
        FaultyFiles files;
        files.largestWrite = 100'000;
        auto log = FileLog::open(folder.path(), optionsWith(files));
        QVERIFY(log);
        files.failAt = failAt;
        std::uint64_t acknowledged = 0;
        bool failed = false;
        for (const Batch& batch : kBatches) {
            const auto result = append(**log, batch.first, batch.last);
            if (!result) {
                QCOMPARE(result.error().error, LogError::Failed);
                failed = true;
            } else {
                QVERIFY(!failed);
                acknowledged = batch.last;
            }
        }
        reachedTheEnd = !failed;
        log->reset();

        std::filesystem::remove(failureMarker(folder.path()));
        auto reopened = FileLog::open(folder.path(), withoutSync());
        QVERIFY(reopened);
        const std::uint64_t found = (*reopened)->durable().value();
        QVERIFY(found >= acknowledged);
        QCOMPARE((*reopened)->hash(), expectedHash(found));
        QVERIFY(append(**reopened, found + 1, found + 5));
    }
}

void LogFaultsTest::whereverAnOperationFailsWhileOpeningItIsSaid() {
    Folder folder;
    { // a torn tail makes opening write
        auto log = FileLog::open(folder.path());
        QVERIFY(log && append(**log, 1, 10));
        log->reset();
        const auto file = segmentFile(folder.path(), Sequence(1));
        const api::Bytes bytes = readFile(file);
        writeFile(file, std::span(bytes).first(bytes.size() - 60));
    }
    for (std::uint64_t failAt = 1; failAt <= 5;
         ++failAt) { // open and sync directory, open, truncate, sync
        FaultyFiles files;
        files.failAt = failAt;
        const auto log = FileLog::open(folder.path(), optionsWith(files));
        if (log) // the tail was cut by the run before
            break;
        QCOMPARE(log.error().kind, JournalErrorKind::Io);
        QVERIFY2(log.error().message.find("Check the disk") != std::string::npos,
                 log.error().message.c_str());
    }
    auto log = FileLog::open(folder.path());
    QVERIFY(log);
    QCOMPARE((*log)->durable(), Sequence(9));
}

void LogFaultsTest::whatTheSystemRefusesComesWithAdviceThatFits() {
    const std::pair<int, const char*> advice[] = {{EACCES, "own the data directory"},
                                                  {ENOSPC, "Free some space"},
                                                  {EMFILE, "raise the limit"},
                                                  {ENOENT, "is mounted"},
                                                  {EIO, "Check the disk"}};
    for (const auto& [code, expected] : advice) {
        Folder folder;
        FaultyFiles files;
        files.failAt = 1;
        files.failCode = code;
        const auto log = FileLog::open(folder.path(), optionsWith(files));
        QVERIFY(!log);
        QVERIFY2(log.error().message.find(expected) != std::string::npos,
                 log.error().message.c_str());
    }
}

void LogFaultsTest::whatIsReadBackIsMadeDurableBeforeItCounts() {
    Folder folder;
    {
        auto log = FileLog::open(folder.path(), withoutSync());
        QVERIFY(log && append(**log, 1, 10));
    }
    // Both folders and the file, each opened and synced, and the folder that stays open: whichever
    // fails, the records do not count yet.
    FaultyFiles files;
    std::uint64_t refusals = 0;
    for (bool open = false; !open; refusals += open ? 0 : 1) {
        files.operations = 0;
        files.failAt = refusals + 1;
        files.syncedFiles = 0;
        files.syncedDirectories.clear();
        const auto log = FileLog::open(folder.path(), optionsWith(files));
        open = log.hasValue();
        if (!open)
            QVERIFY2(log.error().message.find("Input/output error") != std::string::npos,
                     log.error().message.c_str());
    }
    QCOMPARE(refusals, std::uint64_t{7});
    QVERIFY(files.syncedFiles >= 1);
    QCOMPARE(files.syncedDirectories,
             (std::vector{folder.path(), journalDirectory(folder.path())}));
}

void LogFaultsTest::afterAFailureTheJournalStaysClosedUntilSomebodyHasLooked() {
    Folder folder;
    FaultyFiles files;
    {
        auto log = FileLog::open(folder.path(), optionsWith(files));
        QVERIFY(log && append(**log, 1, 10));
        files.failAt = files.operations + 2;
        QCOMPARE(append(**log, 11, 20).error().error, LogError::Failed);
    }
    const auto marker = failureMarker(folder.path());
    const api::Bytes said = readFile(marker);
    QVERIFY(std::string(said.begin(), said.end()).find("made durable") != std::string::npos);
    const auto refused = FileLog::open(folder.path());
    QVERIFY(!refused);
    for (const char* advice : {"journal-failed", "openbell-ctl verify", "copy", "remove"})
        QVERIFY2(refused.error().message.find(advice) != std::string::npos,
                 refused.error().message.c_str());
    std::filesystem::remove(marker);
    QVERIFY(FileLog::open(folder.path()));
}

QTEST_APPLESS_MAIN(LogFaultsTest)
#include "log_faults_test.moc"
