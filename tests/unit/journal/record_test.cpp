#include "engine/journal/frame.h"
#include "journal_tools.h"

using namespace openbell;
using namespace openbell::journal;
using namespace openbell::journal::test;

class RecordTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void layoutIsTheDocumentedOne();
    void whatIsEncodedIsDecoded();
    void everySingleBitFlipIsNoticed();
    void everyShorterPieceIsIncomplete();
    void lengthsOutsideTheBoundsAreBad();
    void sha256AgreesWithTheStandardsExample();
    void textNamesTheCommandAndItsFields();
};

void RecordTest::layoutIsTheDocumentedOne() {
    api::Bytes bytes;
    encodeRecord({Sequence(0x0102030405060708), Timestamp(9), UserId(7), SessionId(0x0A0B)},
                 api::AdvanceTime{}, bytes);
    const api::Bytes afterChecksum{8, 7, 6, 5, 4, 3, 2, 1, 9,    0,    0, 0, 0,
                                   0, 0, 0, 7, 0, 0, 0, 0xB, 0xA, 0, 0, 1, 0};
    QCOMPARE(bytes.size(), kRecordPrefixBytes + afterChecksum.size());
    QCOMPARE(api::Bytes(bytes.begin(), bytes.begin() + 4), (api::Bytes{26, 0, 0, 0}));
    QCOMPARE(api::Bytes(bytes.begin() + 8, bytes.end()), afterChecksum);
}

void RecordTest::whatIsEncodedIsDecoded() {
    const api::Bytes bytes = records(1, 500);
    std::span<const std::uint8_t> rest(bytes);
    for (std::uint64_t i = 1; i <= 500; ++i) {
        Frame frame;
        QCOMPARE(parseFrame(rest, frame), FrameStatus::Whole);
        const auto record = recordOf(frame);
        QVERIFY(record.has_value());
        QCOMPARE(record->context.sequence, Sequence(i));
        QCOMPARE(record->context.time, contextAt(i).time);
        QCOMPARE(api::toBinary(record->command), api::toBinary(commandAt(i)));
        rest = rest.subspan(frame.bytes.size());
    }
    QVERIFY(rest.empty());
}

void RecordTest::everySingleBitFlipIsNoticed() {
    api::Bytes bytes = records(3, 3);
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        Frame frame;
        QVERIFY(parseFrame(bytes, frame) != FrameStatus::Whole);
        bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    }
}

void RecordTest::everyShorterPieceIsIncomplete() {
    const api::Bytes bytes = records(3, 3);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        Frame frame;
        QCOMPARE(parseFrame(std::span(bytes).first(size), frame), FrameStatus::Incomplete);
    }
}

void RecordTest::lengthsOutsideTheBoundsAreBad() {
    for (const std::uint32_t length : {0U, 21U, 4097U, 0xFFFFFFFFU}) {
        api::Bytes bytes(8000);
        std::memcpy(bytes.data(), &length, sizeof length);
        Frame frame;
        QCOMPARE(parseFrame(bytes, frame), FrameStatus::Bad);
    }
}

void RecordTest::sha256AgreesWithTheStandardsExample() {
    const std::string_view text = "abc";
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    QCOMPARE(toHex(sha256({bytes, text.size()})),
             std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

void RecordTest::textNamesTheCommandAndItsFields() {
    const Record record{{Sequence(4), Timestamp(5), UserId(6)},
                        api::Deposit{AccountId(1), AssetId(2), Amount(3)}};
    QCOMPARE(toText(record), std::string("4 5 actor=6 Deposit account=1 asset=2 amount=3"));
}

QTEST_APPLESS_MAIN(RecordTest)
#include "record_test.moc"
