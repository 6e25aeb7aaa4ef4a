// The HTTP part of a WebSocket: reads the request, refuses what does not belong here, and lets the
// others in as a WebSocketConnection. Gateway thread.
#pragma once

#include "engine/gateway/websocket_connection.h"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <memory>
#include <optional>
#include <string>

namespace openbell::gateway {

/// Lives until its last operation has ended.
class WebSocketHandshake : public std::enable_shared_from_this<WebSocketHandshake> {
public:
    /// `place`: goes on to the connection, or is released with this.
    WebSocketHandshake(WebSocketSocket socket, GatewayThread& thread, Sessions& sessions,
                       std::shared_ptr<void> place);

    /// `onlyLocalHosts`: the request must name this machine. `full`: there are too many
    /// connections.
    void start(bool onlyLocalHosts, bool full);

private:
    using Stream = boost::beast::basic_stream<boost::asio::ip::tcp, SocketExecutor>;

    void check(bool onlyLocalHosts, bool full);
    void refuse(boost::beast::http::status status, const std::string& text);
    void accept();
    void accepted();

    Stream m_stream;
    GatewayThread& m_thread;
    Sessions& m_sessions;
    std::shared_ptr<void> m_place;
    boost::beast::flat_buffer m_buffer;
    std::optional<boost::beast::http::request_parser<boost::beast::http::empty_body>> m_request;
    boost::beast::http::response<boost::beast::http::string_body> m_refusal;
    std::optional<boost::beast::websocket::stream<Stream&>> m_upgrade;
};

} // namespace openbell::gateway
