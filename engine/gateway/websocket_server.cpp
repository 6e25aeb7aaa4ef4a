#include "engine/gateway/websocket_server.h"

#include "engine/gateway/gateway_thread.h"
#include "engine/gateway/websocket_handshake.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <utility>
#include <vector>

namespace openbell::gateway {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;

constexpr std::size_t kMaxConnections = Sessions::kMaxSessions + 64; ///< handshakes included
constexpr std::size_t kMaxRefusals = 64; ///< connections above those that are told so
constexpr std::chrono::milliseconds kAcceptAgainAfter{100};

} // namespace

struct WebSocketServer::State : std::enable_shared_from_this<State> {
    struct Listener {
        tcp::acceptor acceptor;
        asio::steady_timer pause; ///< after a failed accept, such as with no descriptors left
        bool loopback = false;
    };

    State(GatewayThread& gatewayThread, Sessions& table) : thread(gatewayThread), sessions(table) {}

    GatewayThread& thread;
    Sessions& sessions;
    std::vector<std::shared_ptr<Listener>> listeners;
    std::shared_ptr<std::size_t> open = std::make_shared<std::size_t>(0);
    bool stopping = false;

    void acceptNext(const std::shared_ptr<Listener>& listener);
    void acceptLater(const std::shared_ptr<Listener>& listener);
    void let(WebSocketSocket socket, bool loopback);
};

void WebSocketServer::State::acceptNext(const std::shared_ptr<Listener>& listener) {
    listener->acceptor.async_accept(
        thread.context(),
        [self = shared_from_this(), listener](const ErrorCode& error, WebSocketSocket socket) {
            if (self->stopping || error == asio::error::operation_aborted)
                return;
            if (error)
                return self->acceptLater(listener);
            if (*self->open < kMaxConnections + kMaxRefusals)
                self->let(std::move(socket), listener->loopback);
            self->acceptNext(listener);
        });
}

void WebSocketServer::State::let(WebSocketSocket socket, bool loopback) {
    ++*open;
    std::shared_ptr<void> place(nullptr, [count = open](void*) { --*count; });
    std::make_shared<WebSocketHandshake>(std::move(socket), thread, sessions, std::move(place))
        ->start(loopback, *open > kMaxConnections);
}

void WebSocketServer::State::acceptLater(const std::shared_ptr<Listener>& listener) {
    listener->pause.expires_after(kAcceptAgainAfter);
    listener->pause.async_wait([self = shared_from_this(), listener](const ErrorCode& error) {
        if (!error && !self->stopping)
            self->acceptNext(listener);
    });
}

WebSocketServer::WebSocketServer(GatewayThread& thread, Sessions& sessions)
    : m_state(std::make_shared<State>(thread, sessions)) {}

WebSocketServer::~WebSocketServer() = default;

void WebSocketServer::listen(ListeningSocket socket) {
    asio::io_context& context = m_state->thread.context();
    auto listener = std::make_shared<State::Listener>(State::Listener{
        tcp::acceptor(context, socket.isSix() ? tcp::v6() : tcp::v4(), socket.release()),
        asio::steady_timer(context), socket.isLoopback()});
    m_state->thread.post([state = m_state, listener] {
        state->listeners.push_back(listener);
        state->acceptNext(listener);
    });
}

void WebSocketServer::stopAccepting() {
    m_state->stopping = true;
    for (const auto& listener : m_state->listeners) {
        ErrorCode ignored;
        listener->acceptor.close(ignored);
        listener->pause.cancel();
    }
}

} // namespace openbell::gateway
