// Small recordings made on the spot, so that the readers are tested without any recorded file.
#pragma once

#include "engine/recording/recording_source.h"

#include <QTemporaryDir>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace openbell::recording {

/// Files in a folder that goes away with the test.
class Fixtures {
public:
    Fixtures();

    std::filesystem::path path(const char* name) const;
    std::filesystem::path write(const char* name, std::string_view bytes) const;
    std::filesystem::path writeXz(const char* name, std::string_view bytes) const;
    std::filesystem::path
    writeZip(const char* name,
             const std::vector<std::pair<std::string, std::string>>& entries) const;
    /// A LOBSTER zip of these two files.
    std::filesystem::path writeLobster(std::string_view messages, std::string_view book) const;

private:
    QTemporaryDir m_directory;
};

std::string readFile(const std::filesystem::path& path);

/// The recorded file under the test data folder: OPENBELL_TEST_DATA, or ../shared/data next to the
/// repository.
std::filesystem::path recordedFile(const char* name);

/// One ITCH message in its frame: [length][type locate tracking time][body].
std::string itchFrame(char type, std::uint16_t locate, std::uint64_t ns, std::string_view body);
/// A big-endian number of `bytes` bytes.
std::string bigEndian(std::uint64_t value, std::size_t bytes);
/// Text padded with spaces.
std::string padded(std::string_view text, std::size_t bytes);

/// Every event of a source; the error's message instead of more when it fails.
struct Drained {
    std::vector<RecordedEvent> events;
    std::string error;
};
Drained drain(RecordingSource& source);

} // namespace openbell::recording
