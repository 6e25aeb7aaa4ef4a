#include "engine/gateway/websocket_connection.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <string>
#include <sys/socket.h>
#include <utility>

namespace openbell::gateway {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;

constexpr std::chrono::seconds kPingAfter{15}; ///< without a word; after as long again it is gone
constexpr std::chrono::seconds kCloseWithin{2};
constexpr std::size_t kKeptBytes = std::size_t{256} << 10U;

bool isTemporary(int error) {
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

class WebSocketSink final : public FrameSink {
public:
    WebSocketSink(std::shared_ptr<WebSocketConnection> connection, GatewayThread& thread)
        : m_connection(std::move(connection))
        , m_thread(thread) {}
    /// The hub lets go of sessions on its own thread; sockets are destroyed on theirs.
    ~WebSocketSink() override {
        m_thread.post([connection = std::move(m_connection)] {});
    }
    void send(api::Bytes frame, Encoding encoding) override {
        m_connection->enqueue(frame, encoding);
    }
    std::size_t pendingBytes() const override { return m_connection->pendingBytes(); }
    void finish(api::Bytes last, Encoding encoding, bool dropQueued) override {
        m_connection->finish(last, encoding, dropQueued);
    }

private:
    std::shared_ptr<WebSocketConnection> m_connection;
    GatewayThread& m_thread;
};

WebSocketOpcode opcodeOf(Encoding encoding) {
    return encoding == Encoding::Json ? WebSocketOpcode::Text : WebSocketOpcode::Binary;
}

} // namespace

WebSocketConnection::WebSocketConnection(WebSocketSocket socket, GatewayThread& thread,
                                         Sessions& sessions, std::shared_ptr<void> place)
    : m_socket(std::move(socket))
    , m_thread(thread)
    , m_sessions(sessions)
    , m_place(std::move(place))
    , m_timer(thread.context()) {}

void WebSocketConnection::start(std::span<const std::uint8_t> received) {
    ErrorCode ignored;
    m_socket.set_option(tcp::no_delay(true), ignored);
    m_token = m_sessions.open(std::make_unique<WebSocketSink>(shared_from_this(), m_thread),
                              Origin::Network);
    watchIdle();
    while (!received.empty()) {
        const auto room = m_reader.room();
        const auto piece = received.first(std::min(received.size(), room.size()));
        std::copy(piece.begin(), piece.end(), room.begin());
        m_reader.received(piece.size());
        handleMessages();
        received = received.subspan(piece.size());
    }
    m_wantsToRead = true;
    askForRoundEnd();
}

// ---- from the client ----

void WebSocketConnection::waitToRead() {
    m_socket.async_wait(tcp::socket::wait_read,
                        [self = shared_from_this()](const ErrorCode& error) {
                            if (error)
                                self->fail();
                            else
                                self->receive();
                        });
}

/// Reads on at the end of the round only: what a client sends while its last messages are worked
/// comes with the next receive.
void WebSocketConnection::receive() {
    if (m_ended)
        return;
    const auto room = m_reader.room();
    const ssize_t got = ::recv(m_socket.native_handle(), room.data(), room.size(), MSG_DONTWAIT);
    if (got == 0 || (got < 0 && !isTemporary(errno)))
        return fail();
    if (got > 0) {
        m_heard = true;
        m_reader.received(static_cast<std::size_t>(got));
        handleMessages();
    }
    m_wantsToRead = true;
    askForRoundEnd();
}

void WebSocketConnection::handleMessages() {
    while (const auto message = m_reader.next())
        handle(*message);
}

void WebSocketConnection::handle(const WebSocketReader::Message& message) {
    switch (message.kind) {
    case WebSocketReader::Kind::Text:
        return m_sessions.frame(m_token, message.bytes, Encoding::Json);
    case WebSocketReader::Kind::Binary:
        return m_sessions.frame(m_token, message.bytes, Encoding::Binary);
    case WebSocketReader::Kind::TooLong:
        return m_sessions.close(m_token, api::RejectReason::Malformed,
                                "a frame may have at most " +
                                    std::to_string(api::kMaxRequestBytes) + " bytes");
    case WebSocketReader::Kind::Ping:
        // Only the newest one need be answered (RFC 6455, 5.5.3), which bounds what waits.
        m_pong.assign(message.bytes.begin(), message.bytes.end());
        m_control = Control::Pong;
        return askForRoundEnd();
    case WebSocketReader::Kind::Pong:
        return;
    case WebSocketReader::Kind::Close:
        return leave(WebSocketClose::Normal);
    case WebSocketReader::Kind::Broken:
        return leave(m_reader.problem());
    }
}

void WebSocketConnection::watchIdle() {
    m_timer.expires_after(kPingAfter);
    m_timer.async_wait([self = shared_from_this()](const ErrorCode& error) {
        if (!error && !self->m_closing && !self->m_ended)
            self->onQuarterMinute();
    });
}

void WebSocketConnection::onQuarterMinute() {
    const bool heard = std::exchange(m_heard, false);
    if (!heard && m_pinged)
        return fail();
    m_pinged = !heard;
    if (m_pinged && m_control == Control::None) {
        m_control = Control::Ping;
        askForRoundEnd();
    }
    watchIdle();
}

// ---- to the client ----

void WebSocketConnection::enqueue(const api::Bytes& frame, Encoding encoding) {
    {
        const std::lock_guard lock(m_queueMutex);
        if (m_finished)
            return;
        append(opcodeOf(encoding), frame);
        if (std::exchange(m_flushAsked, true))
            return;
    }
    askForFlush();
}

void WebSocketConnection::append(WebSocketOpcode opcode, std::span<const std::uint8_t> payload) {
    const std::size_t before = m_queued.size();
    appendWebSocketHeader(opcode, payload.size(), m_queued);
    m_queued.insert(m_queued.end(), payload.begin(), payload.end());
    m_pending.fetch_add(m_queued.size() - before, std::memory_order_relaxed);
}

void WebSocketConnection::appendClose(WebSocketClose code) {
    const auto value = static_cast<std::uint16_t>(code);
    const std::uint8_t bytes[] = {static_cast<std::uint8_t>(value >> 8U),
                                  static_cast<std::uint8_t>(value)};
    append(WebSocketOpcode::Close, bytes);
    m_finished = true;
}

void WebSocketConnection::askForFlush() {
    if (m_thread.isThisThread())
        askForRoundEnd();
    else
        m_thread.post([self = shared_from_this()] { self->askForRoundEnd(); });
}

void WebSocketConnection::askForRoundEnd() {
    if (!std::exchange(m_asked, true))
        m_thread.atRoundEnd(shared_from_this());
}

void WebSocketConnection::roundEnded() {
    m_asked = false;
    if (!m_ended && !m_writing)
        flush();
    if (!m_ended && std::exchange(m_wantsToRead, false))
        waitToRead();
}

/// A ping or a pong goes between frames that wait, never behind the last one.
void WebSocketConnection::putControlFirst() {
    const Control control = std::exchange(m_control, Control::None);
    if (control == Control::None || m_finished)
        return;
    api::Bytes later = std::exchange(m_queued, {});
    if (control == Control::Pong)
        append(WebSocketOpcode::Pong, m_pong);
    else
        append(WebSocketOpcode::Ping, {});
    m_queued.insert(m_queued.end(), later.begin(), later.end());
}

/// False when there is nothing to send.
bool WebSocketConnection::takeQueued() {
    m_sending.clear();
    m_sent = 0;
    if (m_sending.capacity() > kKeptBytes)
        m_sending = api::Bytes();
    const std::lock_guard lock(m_queueMutex);
    m_flushAsked = false;
    putControlFirst();
    m_sending.swap(m_queued);
    return !m_sending.empty();
}

void WebSocketConnection::flush() {
    if (m_sent == m_sending.size() && !takeQueued())
        return allSent();
    const ssize_t sent = ::send(m_socket.native_handle(), m_sending.data() + m_sent,
                                m_sending.size() - m_sent, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0 && !isTemporary(errno))
        return fail();
    if (sent > 0) {
        m_sent += static_cast<std::size_t>(sent);
        m_pending.fetch_sub(static_cast<std::size_t>(sent), std::memory_order_relaxed);
    }
    if (m_sent < m_sending.size())
        return waitToWrite();
    allSent();
}

void WebSocketConnection::waitToWrite() {
    m_writing = true;
    m_socket.async_wait(tcp::socket::wait_write,
                        [self = shared_from_this()](const ErrorCode& error) {
                            self->m_writing = false;
                            if (error)
                                self->fail();
                            else
                                self->askForRoundEnd();
                        });
}

void WebSocketConnection::allSent() {
    {
        const std::lock_guard lock(m_queueMutex);
        if (!m_queued.empty())
            return askForRoundEnd();
    }
    if (!m_endWhenSent)
        return;
    // The client sees the end and closes its side, which ends this one.
    ErrorCode ignored;
    m_socket.shutdown(tcp::socket::shutdown_send, ignored);
}

// ---- the end ----

void WebSocketConnection::finish(const api::Bytes& last, Encoding encoding, bool dropQueued) {
    {
        const std::lock_guard lock(m_queueMutex);
        if (m_finished)
            return;
        if (dropQueued) {
            m_pending.fetch_sub(m_queued.size(), std::memory_order_relaxed);
            m_queued.clear();
        }
        append(opcodeOf(encoding), last);
        appendClose(WebSocketClose::Normal);
    }
    m_thread.post([self = shared_from_this()] {
        self->limitClosing();
        self->askForRoundEnd();
    });
}

/// The client closes, or has to go.
void WebSocketConnection::leave(WebSocketClose code) {
    {
        const std::lock_guard lock(m_queueMutex);
        if (!m_finished)
            appendClose(code);
    }
    m_endWhenSent = true;
    limitClosing();
    askForRoundEnd();
}

/// A client that does not read must not keep the connection for ever.
void WebSocketConnection::limitClosing() {
    if (m_ended || std::exchange(m_closing, true))
        return;
    m_timer.expires_after(kCloseWithin);
    m_timer.async_wait([self = shared_from_this()](const ErrorCode& error) {
        if (!error)
            self->fail();
    });
}

void WebSocketConnection::fail() {
    if (std::exchange(m_ended, true))
        return;
    m_timer.cancel();
    ErrorCode ignored;
    m_socket.close(ignored);
    {
        const std::lock_guard lock(m_queueMutex);
        m_finished = true;
        m_queued.clear();
    }
    m_sessions.closed(std::exchange(m_token, 0));
}

} // namespace openbell::gateway
