#include "engine/gateway/websocket_handshake.h"

#include "engine/gateway/origin_check.h"

#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket.hpp>

#include <chrono>
#include <utility>

namespace openbell::gateway {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using tcp = boost::asio::ip::tcp;
using ErrorCode = boost::system::error_code;

constexpr std::chrono::seconds kHandshakeWithin{10};
constexpr std::uint32_t kMaxHeaderBytes = 8 * 1024;

} // namespace

WebSocketHandshake::WebSocketHandshake(WebSocketSocket socket, GatewayThread& thread,
                                       Sessions& sessions, std::shared_ptr<void> place)
    : m_stream(std::move(socket))
    , m_thread(thread)
    , m_sessions(sessions)
    , m_place(std::move(place)) {}

void WebSocketHandshake::start(bool onlyLocalHosts, bool full) {
    m_stream.expires_after(kHandshakeWithin);
    m_request.emplace();
    m_request->header_limit(kMaxHeaderBytes);
    http::async_read(
        m_stream, m_buffer, *m_request,
        [self = shared_from_this(), onlyLocalHosts, full](const ErrorCode& error, std::size_t) {
            if (!error)
                self->check(onlyLocalHosts, full);
        });
}

void WebSocketHandshake::check(bool onlyLocalHosts, bool full) {
    const auto& request = m_request->get();
    const auto field = [&request](http::field name) {
        return std::string(request[name].data(), request[name].size());
    };
    if (full)
        return refuse(http::status::service_unavailable, "Too many connections.\n");
    if (!websocket::is_upgrade(request))
        return refuse(http::status::upgrade_required,
                      "This port speaks WebSocket, see the protocol's page.\n");
    if (!isLocalOrigin(field(http::field::origin)) ||
        (onlyLocalHosts && !isLocalHost(field(http::field::host))))
        return refuse(http::status::forbidden,
                      "Web pages of other sites may not connect to this venue.\n");
    accept();
}

void WebSocketHandshake::refuse(http::status status, const std::string& text) {
    m_refusal.result(status);
    m_refusal.keep_alive(false);
    m_refusal.set(http::field::content_type, "text/plain");
    m_refusal.body() = text;
    m_refusal.prepare_payload();
    http::async_write(m_stream, m_refusal,
                      [self = shared_from_this()](const ErrorCode&, std::size_t) {
                          ErrorCode ignored;
                          self->m_stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
                      });
}

void WebSocketHandshake::accept() {
    m_upgrade.emplace(m_stream); // within the time of the request
    m_upgrade->async_accept(m_request->get(), [self = shared_from_this()](const ErrorCode& error) {
        if (!error)
            self->accepted();
    });
}

void WebSocketHandshake::accepted() {
    m_upgrade.reset();
    m_stream.expires_never();
    const auto received = m_buffer.data();
    std::make_shared<WebSocketConnection>(m_stream.release_socket(), m_thread, m_sessions,
                                          std::move(m_place))
        ->start({static_cast<const std::uint8_t*>(received.data()), received.size()});
}

} // namespace openbell::gateway
