// Plain, xz and zip sources; lines; limits against files that unpack to too much.
#include "engine/recording/line_reader.h"
#include "tests/unit/recording/fixtures.h"

#include <QTest>

using namespace openbell;
using namespace openbell::recording;

namespace {

/// Everything a source gives, or the error's message.
std::string readAll(Result<std::unique_ptr<ByteSource>, Error> source) {
    if (!source)
        return source.error().message;
    std::string text;
    std::vector<std::uint8_t> buffer(1000);
    for (;;) {
        const auto got = (*source)->read(buffer);
        if (!got)
            return got.error().message;
        if (*got == 0)
            return text;
        text.append(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(*got));
    }
}

/// Reads a source to its end, keeping nothing; the error's message or nothing.
std::string exhaust(ByteSource& source) {
    std::vector<std::uint8_t> buffer(1U << 20U);
    for (;;) {
        const auto got = source.read(buffer);
        if (!got)
            return got.error().message;
        if (*got == 0)
            return {};
    }
}

bool contains(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

} // namespace

class ByteSourceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plainAndPackedFilesReadTheSame() {
        const std::string text(100'000, 'x');
        QCOMPARE(readAll(openFile(m_files.write("plain", text))), text);
        QCOMPARE(readAll(openFile(m_files.writeXz("packed.xz", text))), text);
    }

    void emptyMissingAndFolderAreErrors() {
        QVERIFY(contains(readAll(openFile(m_files.write("empty", ""))), "empty"));
        QVERIFY(contains(readAll(openFile(m_files.path("missing"))), "cannot be opened"));
        QVERIFY(contains(readAll(openFile(m_files.path("."))), "folder"));
    }

    void cutXzNamesTheOffset() {
        const std::string packed = readFile(m_files.writeXz("whole.xz", std::string(9'000, 'y')));
        const auto cut = m_files.write("cut.xz", packed.substr(0, packed.size() - 20));
        QVERIFY(contains(readAll(openFile(cut)), "ends in the middle of the compressed data"));
        QVERIFY(contains(readAll(openFile(cut)), "offset"));
    }

    void damagedXzIsAnError() {
        std::string packed = readFile(m_files.writeXz("sound.xz", std::string(9'000, 'z')));
        packed[packed.size() / 2] = static_cast<char>(packed[packed.size() / 2] ^ 0x40);
        QVERIFY(contains(readAll(openFile(m_files.write("damaged.xz", packed))), "corrupt"));
    }

    void bombsAreRefused() {
        const std::string much(kFreeUnpackedBytes + (8U << 20U), '\0');
        auto xz = openFile(m_files.writeXz("bomb.xz", much));
        QVERIFY(xz.hasValue());
        QVERIFY(contains(exhaust(**xz), "no recording does"));
        auto zip = ZipArchive::open(m_files.writeZip("bomb.zip", {{"a", much}}));
        QVERIFY(zip.hasValue());
        auto entry = (*zip)->openEntry("a");
        QVERIFY(entry.hasValue());
        QVERIFY(contains(exhaust(**entry), "no recording does"));
    }

    void zipEntriesAreReadSideBySide() {
        auto zip = ZipArchive::open(m_files.writeZip("two.zip", {{"a", "first"}, {"b", "second"}}));
        QVERIFY(zip.hasValue());
        QCOMPARE((*zip)->entries().size(), std::size_t{2});
        auto a = (*zip)->openEntry("a");
        auto b = (*zip)->openEntry("b");
        QCOMPARE(readAll(std::move(b)), std::string("second"));
        QCOMPARE(readAll(std::move(a)), std::string("first"));
        QVERIFY(!(*zip)->openEntry("c").hasValue());
    }

    void whatIsNoZipIsRefused() {
        QVERIFY(!ZipArchive::open(m_files.write("text.zip", "no archive")).hasValue());
        QVERIFY(!ZipArchive::open(m_files.write("empty.zip", "")).hasValue());
        const std::string whole = readFile(m_files.writeZip("whole.zip", {{"a", "content"}}));
        const auto cut = m_files.write("cut.zip", whole.substr(0, whole.size() / 2));
        QVERIFY(!ZipArchive::open(cut).hasValue());
    }

    void linesAreCountedAndEndsRemoved() {
        LineReader lines(openFile(m_files.write("lines", "one\r\n\nthree")).value());
        std::string_view line;
        QVERIFY(lines.next(line).value() && line == "one");
        QVERIFY(lines.next(line).value() && line.empty());
        QVERIFY(lines.next(line).value() && line == "three");
        QCOMPARE(lines.lineNumber(), std::uint64_t{3});
        QVERIFY(!lines.next(line).value());
    }

    void endlessLineIsRefused() {
        LineReader lines(
            openFile(m_files.write("long", std::string(LineReader::kMaxLineBytes + 1, 'a')))
                .value());
        std::string_view line;
        const auto read = lines.next(line);
        QVERIFY(!read && contains(read.error().message, "line 1"));
    }

    void linesCrossTheBuffer() {
        std::string text;
        for (int i = 0; i < 100'000; ++i)
            text += std::to_string(i) + "\n";
        LineReader lines(openFile(m_files.write("many", text)).value());
        std::string_view line;
        for (int i = 0; i < 100'000; ++i)
            QVERIFY(lines.next(line).value() && line == std::to_string(i));
        QVERIFY(!lines.next(line).value());
    }

private:
    Fixtures m_files;
};

QTEST_APPLESS_MAIN(ByteSourceTest)
#include "byte_source_test.moc"
