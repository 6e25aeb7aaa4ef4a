// A recording as a stream of RecordedEvents, whatever its format. One thread per source; memory is
// bounded by the orders that rest at a time.
#pragma once

#include "engine/base/result.h"
#include "engine/recording/recorded_event.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace openbell::recording {

class RecordingSource {
public:
    virtual ~RecordingSource() = default;

    /// The next event; false at the end. An error names the file and the line or byte offset; the
    /// source is unusable afterwards.
    virtual Result<bool, Error> next(RecordedEvent& event) = 0;

    /// Messages of the recording read so far. One message can give several events or none.
    virtual std::uint64_t position() const = 0;

    virtual const RecordingInfo& info() const = 0;
};

Result<std::unique_ptr<RecordingSource>, Error> openRecording(const std::filesystem::path& path,
                                                              Format format);

/// The format that a file's first bytes show; an error says what was expected.
Result<Format, Error> detectFormat(const std::filesystem::path& path);

/// "lobster", "itch", "bitstamp".
std::optional<Format> formatFromName(std::string_view name);
std::string_view nameOf(Format format);

} // namespace openbell::recording
