// What a crash or a bad disk leaves behind: cut where nothing acknowledged can be lost, refused
// with the place everywhere else.
#include "engine/journal/frame.h"
#include "journal_tools.h"

using namespace openbell;
using namespace openbell::journal;
using namespace openbell::journal::test;

namespace {

/// Where each record of a segment starts, and at last where the records end.
std::vector<std::size_t> recordStarts(const api::Bytes& segment) {
    std::vector<std::size_t> starts;
    std::size_t at = kSegmentHeaderBytes;
    Frame frame;
    while (at < segment.size() &&
           parseFrame(std::span(segment).subspan(at), frame) == FrameStatus::Whole) {
        if (!frame.isSeal())
            starts.push_back(at);
        else if (at + frame.bytes.size() == segment.size())
            break;
        at += frame.bytes.size();
    }
    starts.push_back(at);
    return starts;
}

} // namespace

class TornTailTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTailTornAtAnyByteOfTheLastRecordIsCutThere();
    void aSealTornAtAnyByteIsWrittenAgain();
    void garbageAndZeroesBehindTheLastRecordAreCut();
    void aDamagedLastRecordOfACrashedJournalIsCut();
    void aFlippedByteAnywhereInAStoppedJournalIsRefusedAndNamed();
    void aFlippedByteInAnEarlierSegmentIsRefused();
    void aTornTailBeforeALaterSegmentIsRefused();
    void aMissingSegmentIsRefused();
    void aMissingFirstSegmentIsRefused();
    void aRenamedSegmentIsRefused();
    void aSegmentOfAnotherJournalIsRefused();
    void aRewrittenRecordBreaksTheChain();
    void aMissingSealIsRefused();
    void unknownVersionsAreRefusedByName();
    void withoutTheFullCheckTheLinksBetweenSegmentsAreStillChecked();
    void refusingChangesNothing();
};

void TornTailTest::aTailTornAtAnyByteOfTheLastRecordIsCutThere() {
    const api::Bytes whole = crashedSegment(20);
    const std::size_t start = recordStarts(whole)[19];
    for (std::size_t size = start; size <= whole.size(); ++size) {
        Folder folder;
        const auto file = segmentFile(folder.path(), Sequence(1));
        writeFile(file, std::span(whole).first(size));
        auto reader = JournalReader::open(folder.path(), Sequence(20));
        QVERIFY(reader);
        const bool isWhole = size == whole.size();
        QCOMPARE(reader->next(), isWhole ? ReadStatus::Record : ReadStatus::End);
        QCOMPARE(reader->unfinishedBytes(), isWhole ? 0U : size - start);

        auto log = FileLog::open(folder.path(), withoutSync());
        QVERIFY(log);
        QCOMPARE((*log)->durable(), Sequence(isWhole ? 20 : 19));
        QCOMPARE((*log)->tornTail().has_value(), !isWhole && size > start);
        if (const auto& torn = (*log)->tornTail()) {
            QCOMPARE(torn->file, file.string());
            QCOMPARE(torn->offset, start);
            QCOMPARE(torn->bytes, size - start);
            QCOMPARE(std::filesystem::file_size(file), start);
        }
        const std::uint64_t next = (*log)->durable().value() + 1;
        QVERIFY(append(**log, next, 25));
        log->reset();
        QCOMPARE(journalHash(folder.path(), Sequence(25)).value(), expectedHash(25));
    }
}

void TornTailTest::aSealTornAtAnyByteIsWrittenAgain() {
    const api::Bytes whole = crashedSegment(kSealInterval);
    for (std::size_t missing = 0; missing <= kSealBytes; ++missing) {
        Folder folder;
        writeFile(segmentFile(folder.path(), Sequence(1)),
                  std::span(whole).first(whole.size() - missing));
        const FileLogOptions options =
            withoutSync(1); // the next record starts a segment, for which the seal is needed
        auto log = FileLog::open(folder.path(), options);
        QVERIFY(log);
        QCOMPARE((*log)->durable(), Sequence(kSealInterval));
        if (missing % 2 == 0) // an orderly stop writes it too
            log->reset();
        if (missing % 2 == 0)
            log = FileLog::open(folder.path(), options);
        QVERIFY(append(**log, kSealInterval + 1, kSealInterval + 9));
        log->reset();
        QVERIFY(FileLog::open(folder.path(), options));
        QCOMPARE(journalHash(folder.path(), Sequence(kSealInterval + 9)).value(),
                 expectedHash(kSealInterval + 9));
        QCOMPARE(segmentFiles(folder.path()).size(), 2U);
    }
}

void TornTailTest::garbageAndZeroesBehindTheLastRecordAreCut() {
    const api::Bytes whole = crashedSegment(20);
    const std::uint64_t seed = 42;
    qInfo("seed %llu", static_cast<unsigned long long>(seed));
    Random random(seed);
    for (const std::size_t extra : {1UL, 7UL, 8UL, 100UL, 5000UL, 3'000'000UL}) {
        for (const bool zeroes : {true, false}) {
            Folder folder;
            api::Bytes bytes = whole;
            for (std::size_t i = 0; i < extra; ++i)
                bytes.push_back(zeroes ? 0 : static_cast<std::uint8_t>(random.next()));
            writeFile(segmentFile(folder.path(), Sequence(1)), bytes);
            auto log = FileLog::open(folder.path(), withoutSync());
            QVERIFY(log);
            QCOMPARE((*log)->durable(), Sequence(20));
            QVERIFY((*log)->tornTail());
            QCOMPARE((*log)->tornTail()->bytes, extra);
            QCOMPARE((*log)->tornTail()->offset, whole.size());
        }
    }
}

void TornTailTest::aDamagedLastRecordOfACrashedJournalIsCut() {
    const api::Bytes whole = crashedSegment(20);
    const std::size_t start = recordStarts(whole)[19];
    for (std::size_t at = start; at < whole.size(); ++at) {
        Folder folder;
        api::Bytes bytes = whole;
        bytes[at] ^= 0x10;
        writeFile(segmentFile(folder.path(), Sequence(1)), bytes);
        auto log = FileLog::open(folder.path(), withoutSync());
        QVERIFY(log);
        QCOMPARE((*log)->durable(), Sequence(19));
        QCOMPARE((*log)->tornTail()->offset, start);
    }
}

void TornTailTest::aFlippedByteAnywhereInAStoppedJournalIsRefusedAndNamed() {
    const api::Bytes whole = closedSegment(20);
    const auto starts = recordStarts(whole);
    const std::size_t recordsEnd = whole.size() - kSealBytes;
    std::size_t record = 0;
    Folder folder;
    const auto file = segmentFile(folder.path(), Sequence(1));
    writeFile(file, whole);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        while (record < 20 && at >= starts[record + 1])
            ++record;
        for (const std::uint8_t mask : {0x01, 0x80, 0xFF}) {
            flipByte(file, at, mask);
            auto log = FileLog::open(folder.path(), withoutSync());
            if (at >= recordsEnd) { // the final seal holds no record: cut like a torn one
                QVERIFY(log);
                QCOMPARE((*log)->durable(), Sequence(20));
                log->reset();
                QCOMPARE(readFile(file), whole); // and written again
                continue;
            }
            QVERIFY(!log);
            QCOMPARE(log.error().file, file.string());
            const bool inHeader = at < kSegmentHeaderBytes;
            QCOMPARE(log.error().offset, inHeader ? 0 : starts[record]);
            QCOMPARE(log.error().sequence, inHeader ? Sequence() : Sequence(record + 1));
            QVERIFY(log.error().message.find(file.string()) != std::string::npos);
            QVERIFY(log.error().message.find("openbell-ctl inspect") != std::string::npos);
            flipByte(file, at, mask);
        }
    }
    QCOMPARE(readFile(file), whole); // refusing has changed nothing
}

namespace {

/// A stopped journal of three segments: 1, 4097, 8193.
void writeThreeSegments(const std::filesystem::path& directory) {
    const FileLogOptions options = withoutSync(1);
    auto log = FileLog::open(directory, options);
    for (std::uint64_t at = 1; at <= 9000; at += 1000)
        if (!append(**log, at, at + 999))
            qFatal("the log cannot be written");
}

} // namespace

void TornTailTest::aFlippedByteInAnEarlierSegmentIsRefused() {
    Folder folder;
    writeThreeSegments(folder.path());
    const auto file = segmentFile(folder.path(), Sequence(4097));
    const api::Bytes whole = readFile(file);
    const auto starts = recordStarts(whole);
    Random random(7);
    for (int i = 0; i < 50; ++i) {
        const std::size_t record = random.below(kSealInterval);
        const std::size_t at = starts[record] + random.below(starts[record + 1] - starts[record]);
        api::Bytes bytes = whole;
        bytes[at] ^= 0x04;
        writeFile(file, bytes);
        const auto log = FileLog::open(folder.path(), withoutSync());
        QVERIFY(!log);
        QCOMPARE(log.error().file, file.string());
        QCOMPARE(log.error().offset, starts[record]);
        QCOMPARE(log.error().sequence, Sequence(4097 + record));
    }
}

void TornTailTest::aTornTailBeforeALaterSegmentIsRefused() {
    for (const std::size_t missing : {1UL, kSealBytes, kSealBytes + 1}) {
        Folder folder;
        writeThreeSegments(folder.path());
        const auto file = segmentFile(folder.path(), Sequence(4097));
        const api::Bytes whole = readFile(file);
        writeFile(file, std::span(whole).first(whole.size() - missing));
        const auto log = FileLog::open(folder.path(), withoutSync());
        QVERIFY(!log);
        QCOMPARE(log.error().kind, JournalErrorKind::Corrupt);
        QCOMPARE(log.error().file, file.string());
        auto reader = JournalReader::open(folder.path(), Sequence(4097));
        QVERIFY(reader);
        while (reader->next() == ReadStatus::Record) {
        }
        QCOMPARE(reader->next(), ReadStatus::Failed);
        QCOMPARE(reader->error().file, file.string());
    }
}

void TornTailTest::aMissingSegmentIsRefused() {
    Folder folder;
    writeThreeSegments(folder.path());
    std::filesystem::remove(segmentFile(folder.path(), Sequence(4097)));
    const auto log = FileLog::open(folder.path(), withoutSync());
    QVERIFY(!log);
    QCOMPARE(log.error().kind, JournalErrorKind::SequenceGap);
    QVERIFY(log.error().message.find("4097") != std::string::npos);

    auto reader = JournalReader::open(folder.path(), Sequence(4000));
    QVERIFY(reader);
    ReadStatus status = ReadStatus::Record;
    while (status == ReadStatus::Record)
        status = reader->next();
    QCOMPARE(status, ReadStatus::Failed);
    QCOMPARE(reader->error().kind, JournalErrorKind::SequenceGap);
    QCOMPARE(reader->position(), Sequence(4096));
}

void TornTailTest::aMissingFirstSegmentIsRefused() {
    Folder folder;
    writeThreeSegments(folder.path());
    std::filesystem::remove(segmentFile(folder.path(), Sequence(1)));
    const auto log = FileLog::open(folder.path(), withoutSync());
    QVERIFY(!log);
    QCOMPARE(log.error().kind, JournalErrorKind::SequenceGap);
    QVERIFY(!JournalReader::open(folder.path(), Sequence(1)));
}

void TornTailTest::aRenamedSegmentIsRefused() {
    Folder folder;
    writeThreeSegments(folder.path());
    std::filesystem::rename(segmentFile(folder.path(), Sequence(8193)),
                            segmentFile(folder.path(), Sequence(8194)));
    QVERIFY(!FileLog::open(folder.path(), withoutSync()));
}

void TornTailTest::aSegmentOfAnotherJournalIsRefused() {
    Folder folder;
    writeThreeSegments(folder.path());
    // The same records but one: another history, sound in itself.
    Folder other;
    {
        const FileLogOptions options = withoutSync(1);
        auto log = FileLog::open(other.path(), options);
        api::Bytes first;
        encodeRecord(contextAt(1), api::Deposit{AccountId(9), AssetId(9), Amount(9)}, first);
        QVERIFY((*log)->append({Sequence(1), Sequence(1), first}));
        for (std::uint64_t at = 2; at <= 9000; at += 500)
            QVERIFY(append(**log, at, at + 499));
    }
    const api::Bytes foreign = readFile(segmentFile(other.path(), Sequence(4097)));
    writeFile(segmentFile(folder.path(), Sequence(4097)), foreign);
    const auto log = FileLog::open(folder.path(), withoutSync());
    QVERIFY(!log);
    QCOMPARE(log.error().kind, JournalErrorKind::WrongDigest);
    QCOMPARE(log.error().file, segmentFile(folder.path(), Sequence(4097)).string());
}

void TornTailTest::aRewrittenRecordBreaksTheChain() {
    api::Bytes whole = closedSegment(20);
    const auto starts = recordStarts(whole);
    api::Bytes forged = records(7, 7);
    forged[kRecordPrefixBytes + 8] ^= 1; // another time
    finishFrame(forged, 0);              // with a good checksum
    QCOMPARE(forged.size(), starts[7] - starts[6]);
    std::copy(forged.begin(), forged.end(), whole.begin() + static_cast<std::ptrdiff_t>(starts[6]));
    Folder folder;
    writeFile(segmentFile(folder.path(), Sequence(1)), whole);
    const auto log = FileLog::open(folder.path(), withoutSync());
    QVERIFY(!log);
    QCOMPARE(log.error().kind, JournalErrorKind::WrongDigest);
}

void TornTailTest::aMissingSealIsRefused() {
    api::Bytes whole = crashedSegment(kSealInterval + 5);
    const auto starts = recordStarts(whole);
    const auto seal =
        whole.begin() + static_cast<std::ptrdiff_t>(starts[kSealInterval] - kSealBytes);
    whole.erase(seal, seal + kSealBytes);
    Folder folder;
    writeFile(segmentFile(folder.path(), Sequence(1)), whole);
    const auto log = FileLog::open(folder.path(), withoutSync());
    QVERIFY(!log);
    QCOMPARE(log.error().sequence, Sequence(kSealInterval + 1));
    QVERIFY(log.error().message.find("seal") != std::string::npos);
}

void TornTailTest::unknownVersionsAreRefusedByName() {
    const api::Bytes whole = closedSegment(3);
    for (const bool format : {true, false}) {
        SegmentHeader header = parseHeader(whole, "x").value();
        (format ? header.formatVersion : header.protocolVersion) = 99;
        api::Bytes bytes;
        appendHeader(header, bytes);
        bytes.insert(bytes.end(), whole.begin() + kSegmentHeaderBytes, whole.end());
        Folder folder;
        writeFile(segmentFile(folder.path(), Sequence(1)), bytes);
        const auto log = FileLog::open(folder.path(), withoutSync());
        QVERIFY(!log);
        QCOMPARE(log.error().kind, JournalErrorKind::UnknownVersion);
        QVERIFY(log.error().message.find("99") != std::string::npos);
    }
}

void TornTailTest::withoutTheFullCheckTheLinksBetweenSegmentsAreStillChecked() {
    FileLogOptions options = withoutSync();
    options.checkOldSegments = false;
    Folder folder;
    writeThreeSegments(folder.path());
    QVERIFY(FileLog::open(folder.path(), options));
    const auto file = segmentFile(folder.path(), Sequence(4097));
    api::Bytes bytes = readFile(file);
    writeFile(file, std::span(bytes).first(bytes.size() - 1));
    QVERIFY(!FileLog::open(folder.path(), options));
    writeFile(file, bytes);
    QVERIFY(FileLog::open(folder.path(), options));
    bytes.back() ^= 1;
    writeFile(file, bytes);
    QVERIFY(!FileLog::open(folder.path(), options));
}

void TornTailTest::refusingChangesNothing() {
    Folder folder;
    writeThreeSegments(folder.path());
    const auto middle = segmentFile(folder.path(), Sequence(4097));
    const auto last = segmentFile(folder.path(), Sequence(8193));
    api::Bytes damaged = readFile(middle);
    damaged[1000] ^= 1;
    writeFile(middle, damaged);
    api::Bytes torn = readFile(last);
    torn.resize(torn.size() - 3);
    writeFile(last, torn);
    QVERIFY(!FileLog::open(folder.path(), withoutSync()));
    QCOMPARE(readFile(middle), damaged);
    QCOMPARE(readFile(last), torn);
}

QTEST_APPLESS_MAIN(TornTailTest)
#include "torn_tail_test.moc"
