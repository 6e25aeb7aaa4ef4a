#include "tests/unit/recording/fixtures.h"

#include "engine/base/assertion.h"

#include <lzma.h>
#include <zip.h>

#include <QtGlobal>

#include <fstream>
#include <iterator>

namespace openbell::recording {

Fixtures::Fixtures() {
    OPENBELL_ASSERT(m_directory.isValid());
}

std::filesystem::path Fixtures::path(const char* name) const {
    return std::filesystem::path(m_directory.path().toStdString()) / name;
}

std::filesystem::path Fixtures::write(const char* name, std::string_view bytes) const {
    std::ofstream(path(name), std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path(name);
}

std::filesystem::path Fixtures::writeXz(const char* name, std::string_view bytes) const {
    std::string packed(lzma_stream_buffer_bound(bytes.size()), '\0');
    std::size_t size = 0;
    const lzma_ret done = lzma_easy_buffer_encode(
        0, LZMA_CHECK_CRC64, nullptr, reinterpret_cast<const std::uint8_t*>(bytes.data()),
        bytes.size(), reinterpret_cast<std::uint8_t*>(packed.data()), &size, packed.size());
    OPENBELL_ASSERT(done == LZMA_OK);
    return write(name, std::string_view(packed).substr(0, size));
}

std::filesystem::path
Fixtures::writeZip(const char* name,
                   const std::vector<std::pair<std::string, std::string>>& entries) const {
    zip_t* archive = zip_open(path(name).c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    OPENBELL_ASSERT(archive != nullptr);
    for (const auto& [entry, bytes] : entries) {
        zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
        OPENBELL_ASSERT(zip_file_add(archive, entry.c_str(), source, 0) >= 0);
    }
    OPENBELL_ASSERT(zip_close(archive) == 0);
    return path(name);
}

std::filesystem::path Fixtures::writeLobster(std::string_view messages,
                                             std::string_view book) const {
    return writeZip("lobster.zip",
                    {{"ACME_2012-06-21_34200000_57600000_message_2.csv", std::string(messages)},
                     {"ACME_2012-06-21_34200000_57600000_orderbook_2.csv", std::string(book)}});
}

std::string readFile(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::filesystem::path recordedFile(const char* name) {
    const QByteArray folder = qgetenv("OPENBELL_TEST_DATA");
    return (folder.isEmpty() ? std::filesystem::path(OPENBELL_SOURCE_DIR "/../shared/data")
                             : std::filesystem::path(folder.toStdString())) /
           name;
}

std::string bigEndian(std::uint64_t value, std::size_t bytes) {
    std::string text(bytes, '\0');
    for (std::size_t i = bytes; i-- > 0; value >>= 8)
        text[i] = static_cast<char>(value & 0xFF);
    return text;
}

std::string padded(std::string_view text, std::size_t bytes) {
    std::string field(text);
    field.resize(bytes, ' ');
    return field;
}

std::string itchFrame(char type, std::uint16_t locate, std::uint64_t ns, std::string_view body) {
    std::string message(1, type);
    message += bigEndian(locate, 2) + bigEndian(0, 2) + bigEndian(ns, 6);
    message += body;
    return bigEndian(message.size(), 2) + message;
}

Drained drain(RecordingSource& source) {
    Drained drained;
    RecordedEvent event;
    for (;;) {
        const auto has = source.next(event);
        if (!has)
            drained.error = has.error().message;
        if (!has || !*has)
            return drained;
        drained.events.push_back(event);
    }
}

} // namespace openbell::recording
