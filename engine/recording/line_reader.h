// Splits a byte source into lines and counts them, within a fixed amount of memory.
#pragma once

#include "engine/recording/byte_source.h"

#include <string_view>

namespace openbell::recording {

class LineReader {
public:
    /// Far above any line of a recording; a longer one means the file is something else.
    static constexpr std::size_t kMaxLineBytes = 256 * 1024;

    explicit LineReader(std::unique_ptr<ByteSource> source);

    /// The next line without its end; false at the end. The view lives until the next call.
    Result<bool, Error> next(std::string_view& line);

    std::uint64_t lineNumber() const { return m_lineNumber; }
    /// An error about the line last read.
    Unexpected<Error> failure(const std::string& text) const;
    const std::string& name() const { return m_source->name(); }

private:
    std::unique_ptr<ByteSource> m_source;
    std::vector<std::uint8_t> m_buffer;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::uint64_t m_lineNumber = 0;
    bool m_sourceEnded = false;
};

} // namespace openbell::recording
