// NASDAQ ITCH 5.0: framing, fields, counts, and what is wrong with a file.
#include "engine/recording/checks.h"
#include "engine/recording/itch_source.h"
#include "engine/recording/recorded_books.h"
#include "tests/unit/recording/fixtures.h"

#include <QTest>

using namespace openbell;
using namespace openbell::recording;

namespace {

std::string add(std::uint64_t reference, char side, std::uint32_t shares, std::uint32_t price) {
    return itchFrame('A', 7, 1'000,
                     bigEndian(reference, 8) + side + bigEndian(shares, 4) + padded("ACME", 8) +
                         bigEndian(price, 4));
}
std::string executed(std::uint64_t reference, std::uint32_t shares) {
    return itchFrame('E', 7, 2'000,
                     bigEndian(reference, 8) + bigEndian(shares, 4) + bigEndian(1, 8));
}
std::string removed(std::uint64_t reference) {
    return itchFrame('D', 7, 3'000, bigEndian(reference, 8));
}

bool contains(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

} // namespace

class ItchTest : public QObject {
    Q_OBJECT

    std::string lastLine(const std::string& bytes) {
        const auto report = checkItch(m_files.write("feed.bin", bytes), {});
        return report ? report->lines.back() : report.error().message;
    }

private Q_SLOTS:
    void everyOrderMessageIsRead() {
        const std::string bytes =
            itchFrame('R', 7, 0, padded("ACME", 8) + std::string(20, ' ')) +
            add(1, 'B', 100, 9'900) +
            itchFrame('F', 7, 1'500,
                      bigEndian(2, 8) + "S" + bigEndian(50, 4) + padded("ACME", 8) +
                          bigEndian(10'100, 4) + "MPID") +
            executed(1, 30) +
            itchFrame('C', 7, 2'500,
                      bigEndian(1, 8) + bigEndian(10, 4) + bigEndian(2, 8) + "Y" +
                          bigEndian(9'950, 4)) +
            itchFrame('X', 7, 2'600, bigEndian(1, 8) + bigEndian(20, 4)) +
            itchFrame('U', 7, 2'700,
                      bigEndian(1, 8) + bigEndian(3, 8) + bigEndian(60, 4) + bigEndian(9'800, 4)) +
            itchFrame('P', 7, 2'800,
                      bigEndian(0, 8) + "B" + bigEndian(5, 4) + padded("ACME", 8) +
                          bigEndian(10'000, 4) + bigEndian(3, 8)) +
            itchFrame('H', 7, 2'900, padded("ACME", 8) + "H " + padded("", 4)) + removed(2);
        auto source = ItchSource::open(m_files.write("feed_2020-01-30.bin", bytes)).value();
        const Drained drained = drain(*source);
        QCOMPARE(drained.error, std::string());
        QCOMPARE(source->position(), std::uint64_t{10});
        QCOMPARE(source->info().symbols.at(7), std::string("ACME"));
        using enum RecordedKind;
        const std::vector<RecordedKind> kinds{
            Other, Add, Add, Execute, Execute, Reduce, Replace, HiddenExecution, Halt, Delete};
        RecordedBooks books;
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            QCOMPARE(drained.events[i].kind, kinds[i]);
            books.apply(drained.events[i]);
        }
        QCOMPARE(drained.events[1].time.value(),
                 std::int64_t{1'580'342'400} * kNsPerSecond + 1'000);
        QCOMPARE(drained.events[4].price, std::int64_t{9'950});
        QCOMPARE(books.orderCount(), std::uint32_t{1});
        QCOMPARE(books.find(3)->quantity, std::int64_t{60});
        QCOMPARE(books.find(3)->price, std::int64_t{9'800});
    }

    void cleanFeedChecksOut() {
        QCOMPARE(lastLine(add(1, 'B', 100, 9'900) + executed(1, 40) + removed(1)),
                 std::string("messages 3 unknown-bytes 0 unknown-references 0 crossed 0"));
    }

    void unknownReferencesTypesAndCrossedBooksAreCounted() {
        QCOMPARE(lastLine(add(1, 'B', 100, 9'900) + removed(9) + itchFrame('z', 7, 0, "1234") +
                          add(2, 'S', 10, 9'900)),
                 std::string("messages 4 unknown-bytes 15 unknown-references 1 crossed 1"));
    }

    void allLengthsOfTheSpecificationAreKnown() {
        for (const ItchType& type : kItchTypes) {
            const auto bytes = itchFrame(type.code, 1, 0, std::string(type.length - 11, '\0'));
            auto source = ItchSource::open(m_files.write("one.bin", bytes)).value();
            QCOMPARE(drain(*source).error, std::string());
            QCOMPARE(source->count(type.code), std::uint64_t{1});
        }
    }

    void wrongFilesNameTheOffset() {
        const std::string sound = add(1, 'B', 100, 9'900);
        QVERIFY(contains(lastLine(""), "offset 0: the file is empty"));
        QVERIFY(contains(lastLine("x"), "offset 0"));
        QVERIFY(contains(lastLine("this is text"), "offset 0: a message of 29800 bytes"));
        QVERIFY(contains(lastLine(sound + std::string(40, '\0')), "offset 38: a message of 0"));
        QVERIFY(
            contains(lastLine(sound + sound.substr(0, 20)), "offset 38: the file is cut short"));
        QVERIFY(contains(lastLine(sound + "\0"), "messages 1"));
        QVERIFY(contains(lastLine(sound + std::string(1, '\0')), "offset 38"));
        QVERIFY(contains(lastLine(itchFrame('z', 1, 0, "1")), "no type of NASDAQ"));
        QVERIFY(contains(lastLine(itchFrame('D', 1, 0, "short")), "instead of 19"));
        QVERIFY(contains(lastLine(sound + sound), "rests already"));
    }

private:
    Fixtures m_files;
};

QTEST_APPLESS_MAIN(ItchTest)
#include "itch_test.moc"
