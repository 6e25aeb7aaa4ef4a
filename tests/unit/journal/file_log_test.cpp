#include "journal_tools.h"

#include <sys/wait.h>
#include <unistd.h>

using namespace openbell;
using namespace openbell::journal;
using namespace openbell::journal::test;

class FileLogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyDirectoryHasNoRecordsAndNoFiles();
    void whatWasAppendedIsThereAfterReopening();
    void theHashIsTheDefinedOneHoweverTheBatchesWere();
    void theHashDoesNotDependOnTheSegments();
    void segmentsStartWithTheRecordInTheirNameAndEndAtSeals();
    void aSegmentMayEndWithinABatch();
    void theHeaderCarriesTheTimeOfItsFirstRecord();
    void batchesInTheWrongPlaceAreRefusedAndNothingIsWritten();
    void batchesThatAreNotWhatTheySayAreRefused();
    void aSecondWriterIsRefusedAndToldWhoTheFirstIs();
    void anotherProcessIsRefusedAndNamed();
    void theLockIsGoneWithTheLog();
    void closingTwiceAndReopeningAddsNothing();
    void nothingIsAppendedAfterClosing();
    void anUnfinishedNewSegmentIsForgotten();
    void fencingOnlyGoesUp();
    void byteSizeIsThatOfTheFiles();
};

void FileLogTest::anEmptyDirectoryHasNoRecordsAndNoFiles() {
    Folder folder;
    for (int i = 0; i < 2; ++i) {
        auto log = FileLog::open(folder.path());
        QVERIFY(log);
        QVERIFY((*log)->durable().isNone());
        QCOMPARE((*log)->hash(), Digest{});
        QCOMPARE((*log)->byteSize(), 0U);
        QVERIFY(segmentFiles(folder.path()).empty());
    }
}

void FileLogTest::whatWasAppendedIsThereAfterReopening() {
    Folder folder;
    for (std::uint64_t i = 0; i < 10; ++i) {
        auto log = FileLog::open(folder.path());
        QVERIFY(log);
        QVERIFY(!(*log)->tornTail());
        QCOMPARE((*log)->durable(), Sequence(i * 100));
        QVERIFY(append(**log, i * 100 + 1, i * 100 + 100));
    }
    auto reader = JournalReader::open(folder.path(), Sequence(1));
    QVERIFY(reader);
    for (std::uint64_t i = 1; i <= 1000; ++i) {
        QCOMPARE(reader->next(), ReadStatus::Record);
        QCOMPARE(reader->record().context.sequence, Sequence(i));
        QCOMPARE(api::toBinary(reader->record().command), api::toBinary(commandAt(i)));
    }
    QCOMPARE(reader->next(), ReadStatus::End);
    QCOMPARE(reader->hash(), expectedHash(1000));
}

void FileLogTest::theHashIsTheDefinedOneHoweverTheBatchesWere() {
    constexpr std::uint64_t kLast = 10'000;
    const Digest expected = expectedHash(kLast);
    const std::uint64_t seed = 20'260'801;
    qInfo("seed %llu", static_cast<unsigned long long>(seed));
    Random random(seed);
    for (const std::uint64_t largest : {7ULL, 500ULL, 20'000ULL}) {
        Folder folder;
        const FileLogOptions options = withoutSync();
        auto log = FileLog::open(folder.path(), options);
        QVERIFY(log);
        for (std::uint64_t at = 1; at <= kLast;) {
            const std::uint64_t last = std::min(kLast, at + random.below(largest));
            QVERIFY(append(**log, at, last));
            at = last + 1;
            if (random.chance(1, 200)) { // an orderly stop in between leaves an extra seal
                log->reset();
                log = FileLog::open(folder.path(), options);
                QVERIFY(log);
            }
        }
        QCOMPARE((*log)->hash(), expected);
        log->reset();
        QCOMPARE(journalHash(folder.path(), Sequence(kLast)).value(), expected);
        for (const std::uint64_t at : {0ULL, 1ULL, 4095ULL, 4096ULL, 4097ULL, 8192ULL, 9999ULL})
            QCOMPARE(journalHash(folder.path(), Sequence(at)).value(), expectedHash(at));
    }
}

void FileLogTest::theHashDoesNotDependOnTheSegments() {
    constexpr std::uint64_t kLast = 30'000;
    const Digest expected = expectedHash(kLast);
    for (const std::uint64_t segmentBytes : {1ULL, 400'000ULL, 1'000'000'000ULL}) {
        Folder folder;
        const FileLogOptions options = withoutSync(segmentBytes);
        auto log = FileLog::open(folder.path(), options);
        QVERIFY(log);
        for (std::uint64_t at = 1; at <= kLast; at += 1000)
            QVERIFY(append(**log, at, at + 999));
        QCOMPARE((*log)->hash(), expected);
        log->reset();
        const std::size_t segments = segmentFiles(folder.path()).size();
        QVERIFY(segmentBytes == 1        ? segments == 8
                : segmentBytes > 400'000 ? segments == 1
                                         : segments > 2);
        QCOMPARE(journalHash(folder.path(), Sequence(kLast)).value(), expected);
        QVERIFY(FileLog::open(folder.path(), options));
    }
}

void FileLogTest::segmentsStartWithTheRecordInTheirNameAndEndAtSeals() {
    Folder folder;
    const FileLogOptions options = withoutSync(1);
    auto log = FileLog::open(folder.path(), options);
    QVERIFY(log);
    for (std::uint64_t at = 1; at <= 9000; at += 90)
        QVERIFY(append(**log, at, at + 89));
    const auto files = segmentFiles(folder.path());
    QCOMPARE(files.size(), 3U);
    QCOMPARE(files[0].filename().string(), std::string("00000000000000000001.obj"));
    QCOMPARE(files[1].filename().string(), std::string("00000000000000004097.obj"));
    QCOMPARE(files[2].filename().string(), std::string("00000000000000008193.obj"));
}

void FileLogTest::aSegmentMayEndWithinABatch() {
    Folder folder;
    FileLogOptions options;
    options.segmentBytes = 1;
    {
        auto log = FileLog::open(folder.path(), options);
        QVERIFY(log);
        QVERIFY(append(**log, 1, 4000));
        QVERIFY(append(**log, 4001, 20'000));
        QCOMPARE((*log)->hash(), expectedHash(20'000));
        QVERIFY(append(**log, 20'001, 20'001));
    }
    QCOMPARE(segmentFiles(folder.path()).size(), 2U);
    auto log = FileLog::open(folder.path(), options);
    QVERIFY(log);
    QCOMPARE((*log)->durable(), Sequence(20'001));
    QCOMPARE((*log)->hash(), expectedHash(20'001));
}

void FileLogTest::theHeaderCarriesTheTimeOfItsFirstRecord() {
    const api::Bytes bytes = closedSegment(3);
    const auto header = parseHeader(bytes, "x");
    QVERIFY(header);
    QCOMPARE(header->created, contextAt(1).time);
    QCOMPARE(header->first, Sequence(1));
    QCOMPARE(header->protocolVersion, api::kProtocolVersion);
}

void FileLogTest::batchesInTheWrongPlaceAreRefusedAndNothingIsWritten() {
    Folder folder;
    auto log = FileLog::open(folder.path());
    QVERIFY(log);
    QVERIFY(append(**log, 1, 5));
    const auto before = readFile(segmentFile(folder.path(), Sequence(1)));
    for (const std::uint64_t first : {1ULL, 5ULL, 7ULL}) {
        const auto result = append(**log, first, first + 1);
        QVERIFY(!result);
        QCOMPARE(result.error().error, LogError::WrongPlace);
    }
    QCOMPARE(readFile(segmentFile(folder.path(), Sequence(1))), before);
    QVERIFY(append(**log, 6, 6));
}

void FileLogTest::batchesThatAreNotWhatTheySayAreRefused() {
    Folder folder;
    auto log = FileLog::open(folder.path());
    QVERIFY(log);
    api::Bytes bytes = records(1, 3);
    QVERIFY(!(*log)->append({Sequence(1), Sequence(2), bytes}));
    QVERIFY(!(*log)->append({Sequence(1), Sequence(4), bytes}));
    QVERIFY(!(*log)->append({Sequence(1), Sequence(3), std::span(bytes).first(bytes.size() - 1)}));
    QVERIFY(!(*log)->append({Sequence(1), Sequence(1), {}}));
    bytes[40] ^= 1;
    QVERIFY(!(*log)->append({Sequence(1), Sequence(3), bytes}));
    QVERIFY((*log)->durable().isNone());
    bytes[40] ^= 1;
    QVERIFY((*log)->append({Sequence(1), Sequence(3), bytes}));
}

void FileLogTest::aSecondWriterIsRefusedAndToldWhoTheFirstIs() {
    Folder folder;
    auto log = FileLog::open(folder.path());
    QVERIFY(log);
    const auto second = FileLog::open(folder.path());
    QVERIFY(!second);
    QCOMPARE(second.error().kind, JournalErrorKind::Locked);
    const std::string pid = "pid " + std::to_string(::getpid());
    QVERIFY(second.error().message.find(pid) != std::string::npos);
}

void FileLogTest::anotherProcessIsRefusedAndNamed() {
    Folder folder;
    auto log = FileLog::open(folder.path());
    QVERIFY(log);
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child == 0) {
        const auto second = FileLog::open(folder.path());
        const std::string pid = "pid " + std::to_string(parent);
        ::_exit(!second && second.error().message.find(pid) != std::string::npos ? 0 : 1);
    }
    int status = -1;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
}

void FileLogTest::theLockIsGoneWithTheLog() {
    Folder folder;
    { QVERIFY(FileLog::open(folder.path())); }
    QVERIFY(FileLog::open(folder.path()));
}

void FileLogTest::closingTwiceAndReopeningAddsNothing() {
    Folder folder;
    {
        auto log = FileLog::open(folder.path());
        QVERIFY(log && append(**log, 1, 5));
        (*log)->close();
        (*log)->close();
    }
    const auto once = readFile(segmentFile(folder.path(), Sequence(1)));
    for (int i = 0; i < 3; ++i)
        QVERIFY(FileLog::open(folder.path()));
    QCOMPARE(readFile(segmentFile(folder.path(), Sequence(1))), once);
}

void FileLogTest::nothingIsAppendedAfterClosing() {
    Folder folder;
    auto log = FileLog::open(folder.path());
    QVERIFY(log && append(**log, 1, 5));
    (*log)->close();
    const auto result = append(**log, 6, 6);
    QVERIFY(!result);
    QCOMPARE(result.error().error, LogError::Failed);
    QVERIFY(FileLog::open(folder.path())); // closing gave the lock back
}

void FileLogTest::anUnfinishedNewSegmentIsForgotten() {
    Folder folder;
    writeFile(journalDirectory(folder.path()) / "next.tmp", records(1, 3));
    auto log = FileLog::open(folder.path());
    QVERIFY(log);
    QVERIFY((*log)->durable().isNone());
    QVERIFY(!std::filesystem::exists(journalDirectory(folder.path()) / "next.tmp"));
}

void FileLogTest::fencingOnlyGoesUp() {
    Folder folder;
    auto log = FileLog::open(folder.path());
    QVERIFY(log);
    QVERIFY((*log)->fence(3));
    QVERIFY((*log)->fence(3));
    const auto lower = (*log)->fence(2);
    QVERIFY(!lower);
    QCOMPARE(lower.error().error, LogError::FencedOff);
}

void FileLogTest::byteSizeIsThatOfTheFiles() {
    Folder folder;
    FileLogOptions options;
    options.segmentBytes = 1;
    const auto onDisk = [&] {
        std::uint64_t bytes = 0;
        for (const auto& file : segmentFiles(folder.path()))
            bytes += std::filesystem::file_size(file);
        return bytes;
    };
    for (const bool checkOldSegments : {true, false}) {
        options.checkOldSegments = checkOldSegments;
        auto log = FileLog::open(folder.path(), options);
        QVERIFY(log);
        QCOMPARE((*log)->byteSize(), onDisk());
        const std::uint64_t at = (*log)->durable().value();
        QVERIFY(append(**log, at + 1, at + 5000));
        QVERIFY(append(**log, at + 5001, at + 9000));
        QCOMPARE((*log)->byteSize(), onDisk());
    }
}

QTEST_APPLESS_MAIN(FileLogTest)
#include "file_log_test.moc"
