#include "engine/gateway/websocket_server.h"

#include "engine/gateway/gateway_thread.h"
#include "engine/gateway/origin_check.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket.hpp>

#include <atomic>
#include <chrono>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace openbell::gateway {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using tcp = asio::ip::tcp;
using Executor = asio::io_context::executor_type; // spares a virtual call for each step
using Socket = tcp::socket::rebind_executor<Executor>::other;
using ErrorCode = boost::system::error_code;

constexpr std::chrono::seconds kHandshakeWithin{10};
constexpr std::chrono::seconds kIdleWithin{30};
constexpr std::chrono::seconds kCloseWithin{2};
constexpr std::size_t kMaxConnections = Sessions::kMaxSessions + 64; ///< handshakes included
constexpr std::size_t kMaxRefusals = 64; ///< connections above those that are told so
constexpr std::chrono::milliseconds kAcceptAgainAfter{100};
constexpr std::uint32_t kMaxHeaderBytes = 8 * 1024;
constexpr std::size_t kReadBytes = 16 * 1024;

/// One client. Lives until its last operation has ended; runs on the gateway thread but for
/// enqueue(), pendingBytes() and finish(), which any thread may call.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(Socket socket, GatewayThread& thread, Sessions& sessions,
               std::shared_ptr<std::size_t> open)
        : m_stream(std::move(socket))
        , m_thread(thread)
        , m_sessions(sessions)
        , m_open(std::move(open))
        , m_closeTimer(thread.context()) {
        ++*m_open;
    }
    ~Connection() { --*m_open; }

    void start(bool onlyLocalHosts, bool full);

    void enqueue(api::Bytes frame, Encoding encoding);
    void finish(api::Bytes last, Encoding encoding, bool dropQueued);
    std::size_t pendingBytes() const { return m_pending.load(std::memory_order_relaxed); }

private:
    struct Frame {
        api::Bytes bytes;
        Encoding encoding = Encoding::Binary;
    };

    void refuse(http::status status, const std::string& text);
    void accept();
    void accepted();
    void read();
    void readSome(const ErrorCode& error);
    void flush();
    void write();
    void closeStream();
    void fail();
    void push(api::Bytes frame, Encoding encoding);
    void postFlush();

    websocket::stream<beast::basic_stream<tcp, Executor>> m_stream;
    GatewayThread& m_thread;
    Sessions& m_sessions;
    std::shared_ptr<std::size_t> m_open;
    asio::steady_timer m_closeTimer;
    beast::flat_buffer m_buffer;
    std::optional<http::request_parser<http::empty_body>> m_request;
    http::response<http::string_body> m_refusal;
    runtime::SessionToken m_token = 0;
    bool m_writing = false;
    bool m_closing = false;
    Frame m_current;

    std::mutex m_queueMutex;
    std::deque<Frame> m_queue;
    bool m_finished = false; ///< nothing more is queued; closes when the queue is empty
    bool m_flushPosted = false;
    std::atomic<std::size_t> m_pending{0};
};

class WebSocketSink final : public FrameSink {
public:
    WebSocketSink(std::shared_ptr<Connection> connection, GatewayThread& thread)
        : m_connection(std::move(connection))
        , m_thread(thread) {}
    /// The hub lets go of sessions on its own thread; sockets are destroyed on theirs.
    ~WebSocketSink() override {
        m_thread.post([connection = std::move(m_connection)] {});
    }
    void send(api::Bytes frame, Encoding encoding) override {
        m_connection->enqueue(std::move(frame), encoding);
    }
    std::size_t pendingBytes() const override { return m_connection->pendingBytes(); }
    void finish(api::Bytes last, Encoding encoding, bool dropQueued) override {
        m_connection->finish(std::move(last), encoding, dropQueued);
    }

private:
    std::shared_ptr<Connection> m_connection;
    GatewayThread& m_thread;
};

// ---- handshake ----

void Connection::start(bool onlyLocalHosts, bool full) {
    beast::get_lowest_layer(m_stream).expires_after(kHandshakeWithin);
    m_request.emplace();
    m_request->header_limit(kMaxHeaderBytes);
    http::async_read(
        m_stream.next_layer(), m_buffer, *m_request,
        [self = shared_from_this(), onlyLocalHosts, full](const ErrorCode& error, std::size_t) {
            if (error)
                return;
            const auto& request = self->m_request->get();
            const auto field = [&request](http::field name) {
                return std::string(request[name].data(), request[name].size());
            };
            if (full)
                return self->refuse(http::status::service_unavailable, "Too many connections.\n");
            if (!websocket::is_upgrade(request))
                return self->refuse(http::status::upgrade_required,
                                    "This port speaks WebSocket, see the protocol's page.\n");
            if (!isLocalOrigin(field(http::field::origin)) ||
                (onlyLocalHosts && !isLocalHost(field(http::field::host))))
                return self->refuse(http::status::forbidden,
                                    "Web pages of other sites may not connect to this venue.\n");
            self->accept();
        });
}

void Connection::refuse(http::status status, const std::string& text) {
    m_refusal.result(status);
    m_refusal.keep_alive(false);
    m_refusal.set(http::field::content_type, "text/plain");
    m_refusal.body() = text;
    m_refusal.prepare_payload();
    http::async_write(m_stream.next_layer(), m_refusal,
                      [self = shared_from_this()](const ErrorCode&, std::size_t) {
                          ErrorCode ignored;
                          beast::get_lowest_layer(self->m_stream)
                              .socket()
                              .shutdown(tcp::socket::shutdown_both, ignored);
                      });
}

void Connection::accept() {
    beast::get_lowest_layer(m_stream).expires_never();
    m_stream.set_option(websocket::stream_base::timeout{kHandshakeWithin, kIdleWithin, true});
    // Larger frames are not collected: the session is told and says so before it closes.
    m_stream.read_message_max(0);
    m_stream.async_accept(m_request->get(), [self = shared_from_this()](const ErrorCode& error) {
        if (!error)
            self->accepted();
    });
}

void Connection::accepted() {
    m_request.reset();
    m_buffer.clear();
    ErrorCode ignored;
    beast::get_lowest_layer(m_stream).socket().set_option(tcp::no_delay(true), ignored);
    m_stream.auto_fragment(false);
    m_token = m_sessions.open(std::make_unique<WebSocketSink>(shared_from_this(), m_thread),
                              Origin::Network);
    read();
}

// ---- from the client ----

void Connection::read() {
    m_stream.async_read_some(m_buffer, kReadBytes,
                             [self = shared_from_this()](const ErrorCode& error, std::size_t) {
                                 self->readSome(error);
                             });
}

void Connection::readSome(const ErrorCode& error) {
    if (error)
        return fail();
    const bool tooLong = m_buffer.size() > api::kMaxRequestBytes;
    if (tooLong || m_stream.is_message_done()) {
        const auto bytes = m_buffer.data();
        m_sessions.frame(m_token, {static_cast<const std::uint8_t*>(bytes.data()), bytes.size()},
                         m_stream.got_text() ? Encoding::Json : Encoding::Binary);
        m_buffer.clear();
    }
    read();
}

void Connection::fail() {
    m_closing = true;
    m_closeTimer.cancel();
    {
        const std::lock_guard lock(m_queueMutex);
        m_finished = true;
        m_queue.clear();
    }
    m_sessions.closed(std::exchange(m_token, 0));
}

// ---- to the client ----

void Connection::enqueue(api::Bytes frame, Encoding encoding) {
    {
        const std::lock_guard lock(m_queueMutex);
        if (m_finished)
            return;
        push(std::move(frame), encoding);
        if (std::exchange(m_flushPosted, true))
            return;
    }
    postFlush();
}

void Connection::finish(api::Bytes last, Encoding encoding, bool dropQueued) {
    {
        const std::lock_guard lock(m_queueMutex);
        if (m_finished)
            return;
        if (dropQueued)
            m_queue.clear();
        push(std::move(last), encoding);
        m_finished = true;
        m_flushPosted = true;
    }
    m_thread.post([self = shared_from_this()] {
        // A client that does not read must not keep the connection for ever.
        self->m_closeTimer.expires_after(kCloseWithin);
        self->m_closeTimer.async_wait([self](const ErrorCode& error) {
            if (!error)
                beast::get_lowest_layer(self->m_stream).close();
        });
        self->flush();
    });
}

void Connection::push(api::Bytes frame, Encoding encoding) {
    m_pending.fetch_add(frame.size(), std::memory_order_relaxed);
    m_queue.push_back({std::move(frame), encoding});
}

void Connection::postFlush() {
    m_thread.post([self = shared_from_this()] { self->flush(); });
}

void Connection::flush() {
    if (m_writing || m_closing)
        return;
    bool finished = false;
    {
        const std::lock_guard lock(m_queueMutex);
        if (m_queue.empty()) {
            m_flushPosted = false;
            finished = m_finished;
        } else {
            m_current = std::move(m_queue.front());
            m_queue.pop_front();
        }
        if (m_current.bytes.empty() && !finished)
            return;
    }
    if (finished)
        closeStream();
    else
        write();
}

void Connection::write() {
    m_writing = true;
    m_stream.text(m_current.encoding == Encoding::Json);
    m_stream.async_write(asio::buffer(m_current.bytes), [self = shared_from_this()](
                                                            const ErrorCode& error, std::size_t) {
        self->m_pending.fetch_sub(self->m_current.bytes.size(), std::memory_order_relaxed);
        self->m_current = {};
        self->m_writing = false;
        if (error)
            self->fail();
        else
            self->flush();
    });
}

void Connection::closeStream() {
    if (std::exchange(m_closing, true))
        return;
    m_stream.async_close(websocket::close_code::normal,
                         [self = shared_from_this()](const ErrorCode&) { self->fail(); });
}

} // namespace

// ---- accepting ----

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
};

void WebSocketServer::State::acceptNext(const std::shared_ptr<Listener>& listener) {
    listener->acceptor.async_accept(
        thread.context(),
        [self = shared_from_this(), listener](const ErrorCode& error, Socket socket) {
            if (self->stopping || error == asio::error::operation_aborted)
                return;
            if (error)
                return self->acceptLater(listener);
            if (*self->open < kMaxConnections + kMaxRefusals)
                std::make_shared<Connection>(std::move(socket), self->thread, self->sessions,
                                             self->open)
                    ->start(listener->loopback, *self->open > kMaxConnections);
            self->acceptNext(listener);
        });
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
