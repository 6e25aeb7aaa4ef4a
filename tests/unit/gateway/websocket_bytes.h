// A WebSocket byte by byte, for clients that do what no library would.
#pragma once

#include "engine/gateway/websocket_reader.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace openbell::gateway {

/// Appends a frame as a client sends it, masked with the four bytes of `mask`.
inline void appendClientFrame(WebSocketOpcode opcode, std::span<const std::uint8_t> payload,
                              api::Bytes& out, std::uint32_t mask, bool final = true) {
    const std::size_t start = out.size();
    appendWebSocketHeader(opcode, payload.size(), out);
    if (!final)
        out[start] &= 0x7FU;
    out[start + 1] |= 0x80U;
    for (unsigned i = 0; i < 4; ++i)
        out.push_back(static_cast<std::uint8_t>(mask >> (8 * i)));
    for (std::size_t i = 0; i < payload.size(); ++i)
        out.push_back(static_cast<std::uint8_t>(payload[i] ^ mask >> (8 * (i % 4))));
}

/// Blocking; throws when the connection ends too soon.
class RawWebSocket {
public:
    struct Frame {
        WebSocketOpcode opcode = WebSocketOpcode::Close;
        api::Bytes payload;
    };

    /// Sends the request for the WebSocket and, in the same piece, `behind`.
    RawWebSocket(std::uint16_t port, const api::Bytes& behind) : m_socket(m_io) {
        m_socket.connect({boost::asio::ip::make_address("127.0.0.1"), port});
        constexpr std::string_view kRequest =
            "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
        api::Bytes out(kRequest.begin(), kRequest.end());
        out.insert(out.end(), behind.begin(), behind.end());
        send(out);
        std::string answer;
        while (!answer.ends_with("\r\n\r\n"))
            answer += static_cast<char>(read(1)[0]);
        m_accepted = answer.starts_with("HTTP/1.1 101");
    }
    bool accepted() const { return m_accepted; }

    void send(const api::Bytes& bytes) { boost::asio::write(m_socket, boost::asio::buffer(bytes)); }
    Frame readFrame() {
        const api::Bytes start = read(2);
        std::size_t size = start[1];
        if (size == 126) {
            const api::Bytes wide = read(2);
            size = std::size_t{wide[0]} << 8U | wide[1];
        }
        return {static_cast<WebSocketOpcode>(start[0] & 0x0FU), read(size)};
    }
    /// True when the server has ended its side and sent nothing more.
    bool atEnd() {
        api::Bytes byte(1);
        boost::system::error_code error;
        return m_socket.read_some(boost::asio::buffer(byte), error) == 0 &&
               error == boost::asio::error::eof;
    }

private:
    api::Bytes read(std::size_t size) {
        api::Bytes bytes(size);
        boost::asio::read(m_socket, boost::asio::buffer(bytes));
        return bytes;
    }

    boost::asio::io_context m_io;
    boost::asio::ip::tcp::socket m_socket;
    bool m_accepted = false;
};

} // namespace openbell::gateway
