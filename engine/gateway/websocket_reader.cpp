#include "engine/gateway/websocket_reader.h"

#include "engine/base/assertion.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace openbell::gateway {
namespace {

constexpr std::uint8_t kFinal = 0x80;
constexpr std::uint8_t kReserved = 0x70;
constexpr std::uint8_t kOpcode = 0x0F;
constexpr std::uint8_t kMasked = 0x80;
constexpr std::uint8_t kSize16 = 126; ///< the size follows in two bytes
constexpr std::uint8_t kSize64 = 127; ///< the size follows in eight bytes
constexpr std::size_t kMaxControlBytes = 125;

std::uint64_t bigEndian(std::span<const std::uint8_t> bytes) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes)
        value = value << 8U | byte;
    return value;
}

void unmask(std::span<std::uint8_t> bytes, const std::uint8_t (&mask)[4]) {
    std::uint64_t wide = 0;
    std::memcpy(&wide, mask, 4);
    std::memcpy(reinterpret_cast<std::uint8_t*>(&wide) + 4, mask, 4);
    std::size_t at = 0;
    for (; at + sizeof wide <= bytes.size(); at += sizeof wide) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, sizeof word);
        word ^= wide;
        std::memcpy(bytes.data() + at, &word, sizeof word);
    }
    for (; at < bytes.size(); ++at)
        bytes[at] ^= mask[at % 4];
}

/// The code point at the beginning is whole and allowed: its bytes; otherwise 0 (RFC 3629, section
/// 4).
std::size_t codePointBytes(std::span<const std::uint8_t> text) {
    const std::uint8_t first = text[0];
    if (first < 0x80)
        return 1;
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < size)
        return 0;
    // Overlong forms, surrogates and what lies above U+10FFFF show in the second byte.
    const std::uint8_t low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (text[1] < low || text[1] > high)
        return 0;
    for (std::size_t i = 2; i < size; ++i)
        if ((text[i] & 0xC0U) != 0x80)
            return 0;
    return size;
}

bool isUtf8(std::span<const std::uint8_t> text) {
    while (!text.empty()) {
        const std::size_t bytes = codePointBytes(text);
        if (bytes == 0)
            return false;
        text = text.subspan(bytes);
    }
    return true;
}

} // namespace

// ---- the buffer ----

std::span<std::uint8_t> WebSocketReader::room() {
    if (m_begin > 0) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_begin, available());
        m_end -= std::exchange(m_begin, 0);
    }
    if (m_buffer.size() - m_end < kRoom)
        m_buffer.resize(m_end + kRoom);
    return std::span(m_buffer).subspan(m_end);
}

void WebSocketReader::received(std::size_t bytes) {
    OPENBELL_ASSERT(bytes <= m_buffer.size() - m_end);
    m_end += bytes;
}

// ---- frames ----

std::optional<WebSocketReader::Message> WebSocketReader::next() {
    Header header;
    while (!m_broken) {
        const auto skipped = std::min<std::uint64_t>(m_toSkip, available());
        m_begin += skipped;
        m_toSkip -= skipped;
        if (m_toSkip > 0 || !readHeader(header))
            return std::nullopt;
        if (!isAllowed(header))
            return broken(WebSocketClose::ProtocolError);
        const bool tooLong = !header.isControl() && (m_skipping || header.size > m_limit ||
                                                     m_fragments.size() + header.size > m_limit);
        if (!tooLong && available() < header.bytes + header.size)
            return std::nullopt;
        if (const auto message = tooLong ? skip(header) : takeFrame(header))
            return message;
    }
    return std::nullopt;
}

bool WebSocketReader::readHeader(Header& header) {
    const auto in = std::span<const std::uint8_t>(m_buffer).subspan(m_begin, available());
    if (in.size() < 2)
        return false;
    const std::uint8_t size = in[1] & ~kMasked;
    const std::size_t sizeBytes = size == kSize64 ? 8 : size == kSize16 ? 2 : 0;
    header.bytes = 2 + sizeBytes + sizeof header.mask;
    // A wrong bit is seen without waiting for the rest, which may never come.
    const bool wrong = (in[0] & kReserved) != 0 || (in[1] & kMasked) == 0;
    if (!wrong && in.size() < header.bytes)
        return false;
    header.final = (in[0] & kFinal) != 0;
    header.opcode = static_cast<WebSocketOpcode>(wrong ? kOpcode : in[0] & kOpcode);
    if (wrong)
        return true;
    header.size = sizeBytes == 0 ? size : bigEndian(in.subspan(2, sizeBytes));
    std::memcpy(header.mask, in.data() + 2 + sizeBytes, sizeof header.mask);
    return true;
}

bool WebSocketReader::isAllowed(const Header& header) const {
    switch (header.opcode) {
    case WebSocketOpcode::Continuation:
        return m_inMessage;
    case WebSocketOpcode::Text:
    case WebSocketOpcode::Binary:
        return !m_inMessage;
    case WebSocketOpcode::Close:
    case WebSocketOpcode::Ping:
    case WebSocketOpcode::Pong:
        return header.final && header.size <= kMaxControlBytes;
    }
    return false; // the opcodes that mean nothing
}

std::span<const std::uint8_t> WebSocketReader::takePayload(const Header& header) {
    const auto size = static_cast<std::size_t>(header.size);
    const auto payload = std::span(m_buffer).subspan(m_begin + header.bytes, size);
    unmask(payload, header.mask);
    m_begin += header.bytes + size;
    return payload;
}

std::optional<WebSocketReader::Message> WebSocketReader::takeFrame(const Header& header) {
    switch (header.opcode) {
    case WebSocketOpcode::Close:
        return Message{Kind::Close, takePayload(header)};
    case WebSocketOpcode::Ping:
        return Message{Kind::Ping, takePayload(header)};
    case WebSocketOpcode::Pong:
        return Message{Kind::Pong, takePayload(header)};
    case WebSocketOpcode::Continuation:
    case WebSocketOpcode::Text:
    case WebSocketOpcode::Binary:
        break;
    }
    return takeData(header);
}

std::optional<WebSocketReader::Message> WebSocketReader::takeData(const Header& header) {
    if (!m_inMessage) {
        m_kind = header.opcode == WebSocketOpcode::Text ? Kind::Text : Kind::Binary;
        m_fragments.clear();
        if (header.final)
            return whole(takePayload(header));
    }
    const auto payload = takePayload(header);
    m_fragments.insert(m_fragments.end(), payload.begin(), payload.end());
    m_inMessage = !header.final;
    if (m_inMessage)
        return std::nullopt;
    return whole(m_fragments);
}

WebSocketReader::Message WebSocketReader::whole(std::span<const std::uint8_t> bytes) {
    if (m_kind == Kind::Text && !isUtf8(bytes))
        return broken(WebSocketClose::NotUtf8);
    return {m_kind, bytes};
}

/// Told once of each such message.
std::optional<WebSocketReader::Message> WebSocketReader::skip(const Header& header) {
    m_begin += header.bytes;
    m_toSkip = header.size;
    m_fragments.clear();
    const bool first = !m_skipping;
    m_inMessage = m_skipping = !header.final;
    if (!first)
        return std::nullopt;
    return Message{Kind::TooLong, {}};
}

WebSocketReader::Message WebSocketReader::broken(WebSocketClose problem) {
    m_broken = true;
    m_problem = problem;
    m_begin = m_end;
    return {Kind::Broken, {}};
}

// ---- to the client ----

void appendWebSocketHeader(WebSocketOpcode opcode, std::size_t payload, api::Bytes& out) {
    out.push_back(static_cast<std::uint8_t>(kFinal | static_cast<std::uint8_t>(opcode)));
    std::size_t sizeBytes = 0;
    if (payload < kSize16) {
        out.push_back(static_cast<std::uint8_t>(payload));
    } else if (payload <= 0xFFFF) {
        out.push_back(kSize16);
        sizeBytes = 2;
    } else {
        out.push_back(kSize64);
        sizeBytes = 8;
    }
    for (std::size_t i = sizeBytes; i-- > 0;)
        out.push_back(static_cast<std::uint8_t>(std::uint64_t{payload} >> (8 * i)));
}

} // namespace openbell::gateway
