// Takes apart what a client sends over a WebSocket once the handshake is done (RFC 6455, section
// 5): frames are unmasked, fragments put together, rules checked. No I/O; one thread.
#pragma once

#include "engine/api/binary_codec.h"

#include <cstdint>
#include <optional>
#include <span>

namespace openbell::gateway {

enum class WebSocketOpcode : std::uint8_t {
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
};

/// Why a connection is closed; the value is the close code (RFC 6455, 7.4.1).
enum class WebSocketClose : std::uint16_t { Normal = 1000, ProtocolError = 1002, NotUtf8 = 1007 };

class WebSocketReader {
public:
    enum class Kind {
        Text,
        Binary,
        Ping,
        Pong,
        Close,   ///< the client ends the connection
        TooLong, ///< a message beyond the limit; it is skipped
        Broken,  ///< the rules are broken, see problem(); nothing more is read
    };
    struct Message {
        Kind kind = Kind::Broken;
        std::span<const std::uint8_t> bytes;
    };

    /// `limit`: of one message, in bytes. At most twice that and a kRoom is ever kept.
    explicit WebSocketReader(std::size_t limit) : m_limit(limit) {}

    /// Where the next bytes are to be put: at least kRoom of them.
    std::span<std::uint8_t> room();
    /// That many have been put there.
    void received(std::size_t bytes);
    /// The next whole message, good until the next call of anything here; none until more arrives.
    std::optional<Message> next();
    WebSocketClose problem() const { return m_problem; }

    static constexpr std::size_t kRoom = std::size_t{16} << 10U;

private:
    struct Header {
        bool final = false;
        WebSocketOpcode opcode = WebSocketOpcode::Continuation;
        std::uint64_t size = 0; ///< of the payload
        std::size_t bytes = 0;  ///< of the header itself
        std::uint8_t mask[4] = {};
        bool isControl() const { return static_cast<std::uint8_t>(opcode) >= 8; }
    };

    std::size_t available() const { return m_end - m_begin; }
    /// Reads the header at the beginning; false when it is not whole.
    bool readHeader(Header& header);
    bool isAllowed(const Header& header) const;
    /// The payload at the beginning, unmasked in place, and behind it the next frame.
    std::span<const std::uint8_t> takePayload(const Header& header);
    std::optional<Message> takeFrame(const Header& header);
    std::optional<Message> takeData(const Header& header);
    std::optional<Message> skip(const Header& header);
    Message whole(std::span<const std::uint8_t> bytes);
    Message broken(WebSocketClose problem);

    std::size_t m_limit;
    api::Bytes m_buffer;
    std::size_t m_begin = 0; ///< what is between these has not been read
    std::size_t m_end = 0;
    std::uint64_t m_toSkip = 0; ///< payload of a message that is too long
    api::Bytes m_fragments;     ///< of the message that goes on in the next frame
    bool m_inMessage = false;   ///< a message goes on in the next frame
    bool m_skipping = false;    ///< and is too long
    Kind m_kind = Kind::Binary; ///< of that message
    bool m_broken = false;
    WebSocketClose m_problem = WebSocketClose::ProtocolError;
};

/// Appends the header of an unfragmented frame from the server, which masks nothing.
void appendWebSocketHeader(WebSocketOpcode opcode, std::size_t payload, api::Bytes& out);

} // namespace openbell::gateway
