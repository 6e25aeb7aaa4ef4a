// Reads a NASDAQ TotalView-ITCH 5.0 file: [2-byte big-endian length][message], repeated.
#pragma once

#include "engine/recording/byte_source.h"
#include "engine/recording/itch_messages.h"
#include "engine/recording/recording_source.h"

namespace openbell::recording {

class ItchSource final : public RecordingSource {
public:
    static Result<std::unique_ptr<ItchSource>, Error> open(const std::filesystem::path& path);

    Result<bool, Error> next(RecordedEvent& event) override;
    std::uint64_t position() const override { return m_messages; }
    const RecordingInfo& info() const override { return m_info; }

    /// Messages of one type so far.
    std::uint64_t count(char type) const { return m_counts[static_cast<std::uint8_t>(type)]; }
    /// Bytes of messages whose type is not in the specification; they are skipped.
    std::uint64_t unknownBytes() const { return m_unknownBytes; }
    /// An error at the current place of the file.
    Unexpected<Error> failure(const std::string& text) const;

private:
    ItchSource(std::unique_ptr<ByteSource> bytes, RecordingInfo info, Timestamp midnight);
    /// Makes `count` bytes available at m_begin, unless the file ends before.
    Result<bool, Error> ensure(std::size_t count);
    void translate(const ItchFields& fields, RecordedEvent& event);

    std::unique_ptr<ByteSource> m_bytes;
    RecordingInfo m_info;
    Timestamp m_midnight;
    std::vector<std::uint8_t> m_buffer;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::uint64_t m_offset = 0; ///< of m_begin in the file
    std::uint64_t m_messages = 0;
    std::uint64_t m_unknownBytes = 0;
    std::array<std::uint64_t, 256> m_counts{};
};

} // namespace openbell::recording
