#include "engine/recording/line_reader.h"

#include <cstring>

namespace openbell::recording {

LineReader::LineReader(std::unique_ptr<ByteSource> source)
    : m_source(std::move(source))
    , m_buffer(kMaxLineBytes) {}

Unexpected<Error> LineReader::failure(const std::string& text) const {
    return Unexpected{Error{name() + ": line " + std::to_string(m_lineNumber) + ": " + text}};
}

Result<bool, Error> LineReader::next(std::string_view& line) {
    std::size_t searched = m_begin;
    for (;;) {
        const auto* start = m_buffer.data() + m_begin;
        const auto* from = m_buffer.data() + searched;
        const auto* found =
            static_cast<const std::uint8_t*>(std::memchr(from, '\n', m_end - searched));
        if (found != nullptr || (m_sourceEnded && m_begin < m_end)) {
            const auto* stop = found != nullptr ? found : m_buffer.data() + m_end;
            ++m_lineNumber;
            line = {reinterpret_cast<const char*>(start), static_cast<std::size_t>(stop - start)};
            if (line.ends_with('\r'))
                line.remove_suffix(1);
            m_begin =
                found != nullptr ? static_cast<std::size_t>(found - m_buffer.data()) + 1 : m_end;
            return true;
        }
        if (m_sourceEnded)
            return false;
        std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_begin = 0;
        searched = m_end;
        if (m_end == m_buffer.size()) {
            ++m_lineNumber;
            return failure("longer than " + std::to_string(kMaxLineBytes) +
                           " bytes; this is not a text recording");
        }
        auto got = m_source->read(std::span(m_buffer).subspan(m_end));
        if (!got)
            return Unexpected{got.error()};
        m_end += *got;
        m_sourceEnded = *got == 0;
    }
}

} // namespace openbell::recording
