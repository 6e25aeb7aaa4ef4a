// One WebSocket after its handshake: hands the client's messages to its session and sends what the
// session queues. What is queued while the gateway thread handles a round goes out with one send at
// the round's end.
#pragma once

#include "engine/gateway/gateway_thread.h"
#include "engine/gateway/sessions.h"
#include "engine/gateway/websocket_reader.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <memory>
#include <mutex>
#include <span>

namespace openbell::gateway {

/// Spares a virtual call for each step.
using SocketExecutor = boost::asio::io_context::executor_type;
using WebSocketSocket = boost::asio::ip::tcp::socket::rebind_executor<SocketExecutor>::other;

/// Lives until its last operation has ended; runs on the gateway thread but for enqueue(), finish()
/// and pendingBytes(), which any thread may call.
class WebSocketConnection final
    : public RoundEnd
    , public std::enable_shared_from_this<WebSocketConnection> {
public:
    /// `place`: released with the connection.
    WebSocketConnection(WebSocketSocket socket, GatewayThread& thread, Sessions& sessions,
                        std::shared_ptr<void> place);

    /// `received`: what came right behind the handshake.
    void start(std::span<const std::uint8_t> received);

    void enqueue(const api::Bytes& frame, Encoding encoding);
    /// Says good-bye with `last` and ends, with the client's agreement or after kCloseWithin.
    void finish(const api::Bytes& last, Encoding encoding, bool dropQueued);
    /// Queued and not yet taken by the operating system.
    std::size_t pendingBytes() const { return m_pending.load(std::memory_order_relaxed); }

    void roundEnded() override;

private:
    enum class Control { None, Ping, Pong };

    void waitToRead();
    void receive();
    void handleMessages();
    void handle(const WebSocketReader::Message& message);
    void watchIdle();
    void onQuarterMinute();

    void askForRoundEnd();
    void askForFlush();
    void append(WebSocketOpcode opcode, std::span<const std::uint8_t> payload);
    void appendClose(WebSocketClose code);
    void putControlFirst();
    bool takeQueued();
    void flush();
    void waitToWrite();
    void allSent();

    void leave(WebSocketClose code);
    void limitClosing();
    void fail();

    WebSocketSocket m_socket;
    GatewayThread& m_thread;
    Sessions& m_sessions;
    std::shared_ptr<void> m_place;
    boost::asio::steady_timer m_timer; ///< looks for an idle client, then limits the closing
    runtime::SessionToken m_token = 0;
    WebSocketReader m_reader{api::kMaxRequestBytes};
    bool m_asked = false; ///< for the end of the round
    bool m_wantsToRead = false;
    bool m_heard = true; ///< something arrived since the timer looked
    bool m_pinged = false;
    bool m_closing = false;     ///< the timer limits it now
    bool m_endWhenSent = false; ///< both sides have said, or will have said, that they close
    bool m_ended = false;

    Control m_control = Control::None; ///< to be sent first
    api::Bytes m_pong;
    api::Bytes m_sending; ///< taken from the queue
    std::size_t m_sent = 0;
    bool m_writing = false; ///< the socket takes no more at present

    std::mutex m_queueMutex;
    api::Bytes m_queued;     ///< whole frames
    bool m_finished = false; ///< nothing more is queued
    bool m_flushAsked = false;
    std::atomic<std::size_t> m_pending{0};
};

} // namespace openbell::gateway
