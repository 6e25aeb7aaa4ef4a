#include "journal_tools.h"

#include <atomic>
#include <thread>

using namespace openbell;
using namespace openbell::journal;
using namespace openbell::journal::test;

class ReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsAtAnyRecord();
    void refusesToStartBeyondTheEnd();
    void anEmptyJournalReadsAsEmptyAndMayGrow();
    void stopsAtTheLimitAndGoesOnWhenItIsRaised();
    void neverReadsWhatMayStillBeTakenBack();
    void missingDurableRecordsAreAnError();
    void followsAWriterInAnotherThread();
    void errorsStay();
};

void ReaderTest::startsAtAnyRecord() {
    Folder folder;
    const FileLogOptions options = withoutSync(1);
    {
        auto log = FileLog::open(folder.path(), options);
        for (std::uint64_t at = 1; at <= 9000; at += 500)
            QVERIFY(append(**log, at, at + 499));
    }
    for (const std::uint64_t from :
         {1ULL, 2ULL, 4095ULL, 4096ULL, 4097ULL, 4098ULL, 8192ULL, 8193ULL, 9000ULL, 9001ULL}) {
        auto reader = JournalReader::open(folder.path(), Sequence(from));
        QVERIFY(reader);
        QCOMPARE(reader->position(), Sequence(from - 1));
        QCOMPARE(reader->hash(), expectedHash(from - 1));
        for (std::uint64_t i = from; i <= 9000; ++i) {
            QCOMPARE(reader->next(), ReadStatus::Record);
            QCOMPARE(reader->record().context.sequence, Sequence(i));
        }
        QCOMPARE(reader->next(), ReadStatus::End);
        QCOMPARE(reader->hash(), expectedHash(9000));
    }
}

void ReaderTest::refusesToStartBeyondTheEnd() {
    Folder folder;
    {
        auto log = FileLog::open(folder.path());
        QVERIFY(log && append(**log, 1, 10));
    }
    QVERIFY(JournalReader::open(folder.path(), Sequence(11)));
    const auto reader = JournalReader::open(folder.path(), Sequence(12));
    QVERIFY(!reader);
    QCOMPARE(reader.error().kind, JournalErrorKind::SequenceGap);
    QVERIFY(!JournalReader::open(Folder().path(), Sequence(2)));
}

void ReaderTest::anEmptyJournalReadsAsEmptyAndMayGrow() {
    Folder folder;
    auto reader = JournalReader::open(folder.path(), Sequence(1));
    QVERIFY(reader);
    QCOMPARE(reader->next(), ReadStatus::End);
    QVERIFY(reader->position().isNone());
    QCOMPARE(reader->hash(), Digest{});
    auto log = FileLog::open(folder.path());
    QVERIFY(log && append(**log, 1, 3));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(reader->next(), ReadStatus::Record);
    QCOMPARE(reader->next(), ReadStatus::End);
}

void ReaderTest::stopsAtTheLimitAndGoesOnWhenItIsRaised() {
    Folder folder;
    auto log = FileLog::open(folder.path());
    QVERIFY(log && append(**log, 1, 10));
    auto reader = JournalReader::open(folder.path(), Sequence(1), Sequence(4));
    QVERIFY(reader);
    for (const std::uint64_t limit : {4ULL, 4ULL, 7ULL, 10ULL}) {
        reader->setLimit(Sequence(limit));
        while (reader->position() < Sequence(limit))
            QCOMPARE(reader->next(), ReadStatus::Record);
        QCOMPARE(reader->next(), ReadStatus::End);
        QCOMPARE(reader->hash(), expectedHash(limit));
    }
}

void ReaderTest::neverReadsWhatMayStillBeTakenBack() {
    Folder folder;
    auto log = FileLog::open(folder.path());
    QVERIFY(log && append(**log, 1, 5));
    const auto file = segmentFile(folder.path(), Sequence(1));
    const api::Bytes durable = readFile(file);
    // Half of another batch is in the file, as during a write that a full disk will end.
    api::Bytes growing = durable;
    const api::Bytes other = records(6, 9);
    growing.insert(growing.end(), other.begin(), other.begin() + 50);
    writeFile(file, growing);
    auto reader = JournalReader::open(folder.path(), Sequence(1), Sequence(5));
    QVERIFY(reader);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(reader->next(), ReadStatus::Record);
    QCOMPARE(reader->next(), ReadStatus::End);
    // It is taken back, and something else is written there.
    growing = durable;
    api::Bytes different;
    encodeRecord(contextAt(6), api::Deposit{AccountId(1), AssetId(2), Amount(3)}, different);
    growing.insert(growing.end(), different.begin(), different.end());
    writeFile(file, growing);
    reader->setLimit(Sequence(6));
    QCOMPARE(reader->next(), ReadStatus::Record);
    QVERIFY(std::holds_alternative<api::Deposit>(reader->record().command));
}

void ReaderTest::missingDurableRecordsAreAnError() {
    Folder folder;
    {
        auto log = FileLog::open(folder.path());
        QVERIFY(log && append(**log, 1, 5));
    }
    auto reader = JournalReader::open(folder.path(), Sequence(1), Sequence(6));
    QVERIFY(reader);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(reader->next(), ReadStatus::Record);
    QCOMPARE(reader->next(), ReadStatus::Failed);
    QVERIFY(reader->error().message.find("record 6") != std::string::npos);
}

void ReaderTest::followsAWriterInAnotherThread() {
    constexpr std::uint64_t kLast = 30'000;
    Folder folder;
    std::atomic<std::uint64_t> durable{0};
    std::atomic<bool> writerFailed{false};
    std::thread writer([&] {
        FileLogOptions options;
        options.segmentBytes = 300'000;
        auto log = FileLog::open(folder.path(), options);
        Random random(5);
        for (std::uint64_t at = 1; at <= kLast && !writerFailed;) {
            const std::uint64_t last = std::min(kLast, at + random.below(400));
            if (!append(**log, at, last))
                writerFailed = true;
            durable.store(last, std::memory_order_release);
            at = last + 1;
        }
    });
    std::optional<JournalReader> reader;
    bool readerFailed = false;
    std::string failure;
    while (!readerFailed && !writerFailed && (!reader || reader->position() < Sequence(kLast))) {
        const Sequence limit(durable.load(std::memory_order_acquire));
        if (!reader) {
            auto opened = JournalReader::open(folder.path(), Sequence(1), limit);
            readerFailed = !opened;
            if (opened)
                reader = std::move(opened).value();
            continue;
        }
        reader->setLimit(limit);
        ReadStatus status = ReadStatus::Record;
        while (status == ReadStatus::Record)
            status = reader->next();
        readerFailed = status == ReadStatus::Failed;
        if (readerFailed)
            failure = reader->error().message;
    }
    writer.join();
    QVERIFY(!writerFailed);
    QVERIFY2(!readerFailed, failure.c_str());
    QCOMPARE(reader->hash(), expectedHash(kLast));
}

void ReaderTest::errorsStay() {
    Folder folder;
    api::Bytes bytes = closedSegment(10);
    bytes[bytes.size() - 100] ^= 1;
    writeFile(segmentFile(folder.path(), Sequence(1)), bytes);
    auto reader = JournalReader::open(folder.path(), Sequence(1));
    QVERIFY(reader);
    ReadStatus status = ReadStatus::Record;
    while (status == ReadStatus::Record)
        status = reader->next();
    for (int i = 0; i < 3; ++i)
        QCOMPARE(reader->next(), ReadStatus::Failed);
    QCOMPARE(reader->error().kind, JournalErrorKind::Corrupt);
}

QTEST_APPLESS_MAIN(ReaderTest)
#include "reader_test.moc"
