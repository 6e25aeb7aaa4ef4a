// What a session still has to be sent, bounded. Frames come from the gateway thread (answers), the
// publisher thread (updates, command results) and the query thread; every call is thread-safe.
#pragma once

#include "engine/gateway/frame.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>

namespace openbell::gateway {

/// The transport's end of a connection. Thread-safe; never blocks.
class FrameSink {
public:
    virtual ~FrameSink() = default;
    /// Queues a frame behind the earlier ones.
    virtual void send(api::Bytes frame, Encoding encoding) = 0;
    /// Bytes queued and not yet taken by the other side.
    virtual std::size_t pendingBytes() const = 0;
    /// Closes the connection after `last` and, unless they are dropped, the frames before it.
    virtual void finish(api::Bytes last, Encoding encoding, bool dropQueued) = 0;
};

class Outbox {
public:
    /// More than `limitBytes` pending closes the connection as a slow consumer.
    Outbox(std::unique_ptr<FrameSink> sink, std::size_t limitBytes);

    /// The bound from now on. Thread-safe, like everything here.
    void setLimit(std::size_t bytes) { m_limit.store(bytes, std::memory_order_relaxed); }

    /// Set once, when the Hello has arrived.
    void setEncoding(Encoding encoding) { m_encoding.store(encoding, std::memory_order_release); }
    Encoding encoding() const { return m_encoding.load(std::memory_order_acquire); }

    void send(const api::ServerMessage& message);
    void sendFrame(api::Bytes frame);

    /// True when conflated topics should wait rather than queue more.
    bool congested() const { return m_sink->pendingBytes() > m_conflateAbove; }

    /// Sends Closing and closes the connection. Only the first call counts.
    void close(api::RejectReason reason, const std::string& text);
    /// The connection is gone: nothing is sent any more.
    void abandon() { m_closed.store(true, std::memory_order_release); }
    bool closed() const { return m_closed.load(std::memory_order_acquire); }

    /// Work of this session that waits on the publisher and query threads; at the bound more is
    /// refused with Busy.
    bool tryBeginWork();
    void endWork() { m_work.fetch_sub(1, std::memory_order_relaxed); }

private:
    void closeWith(api::RejectReason reason, const std::string& text, bool dropQueued);

    std::unique_ptr<FrameSink> m_sink;
    std::atomic<std::size_t> m_limit;
    std::size_t m_conflateAbove;
    std::atomic<Encoding> m_encoding{Encoding::Binary};
    std::atomic<bool> m_closed{false};
    std::atomic<int> m_work{0};
};

} // namespace openbell::gateway
