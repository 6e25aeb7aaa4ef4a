#include "engine/gateway/loopback.h"

#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

namespace openbell::gateway {
namespace {

/// Both directions of one connection; shared by its two ends.
class Pipe : public std::enable_shared_from_this<Pipe> {
public:
    Pipe(LoopbackServer server, LoopbackCallbacks callbacks)
        : m_server(std::move(server))
        , m_callbacks(std::move(callbacks)) {}

    void open();

    // ---- the client's side ----
    void fromClient(api::Bytes frame);
    void closeFromClient();
    /// After this no callback is running or will run.
    void detachClient();

    // ---- the server's side ----
    void toClient(api::Bytes frame);
    void finish(api::Bytes last);
    std::size_t pendingBytes() const { return m_unread->load(std::memory_order_relaxed); }

private:
    void drain();
    void deliver(api::Bytes frame);
    void endSession();

    LoopbackServer m_server;
    runtime::SessionToken m_token = 0; ///< gateway thread

    std::mutex m_inboxMutex;
    std::vector<api::Bytes> m_inbox;
    std::size_t m_inboxBytes = 0;
    bool m_drainPosted = false;
    bool m_inboxOverflowed = false;

    std::mutex m_clientMutex;
    LoopbackCallbacks m_callbacks;
    bool m_finished = false;
    /// Bytes of the frames that the client still holds; outlives the pipe with them.
    std::shared_ptr<std::atomic<std::size_t>> m_unread =
        std::make_shared<std::atomic<std::size_t>>(0);
};

class LoopbackSink final : public FrameSink {
public:
    explicit LoopbackSink(std::shared_ptr<Pipe> pipe) : m_pipe(std::move(pipe)) {}
    void send(api::Bytes frame, Encoding) override { m_pipe->toClient(std::move(frame)); }
    std::size_t pendingBytes() const override { return m_pipe->pendingBytes(); }
    void finish(api::Bytes last, Encoding, bool) override { m_pipe->finish(std::move(last)); }

private:
    std::shared_ptr<Pipe> m_pipe;
};

class Connection final : public LoopbackConnection {
public:
    explicit Connection(std::shared_ptr<Pipe> pipe) : m_pipe(std::move(pipe)) {}
    ~Connection() override {
        m_pipe->detachClient();
        m_pipe->closeFromClient();
    }
    void send(api::Bytes frame) override { m_pipe->fromClient(std::move(frame)); }
    void close() override { m_pipe->closeFromClient(); }

private:
    std::shared_ptr<Pipe> m_pipe;
};

void Pipe::open() {
    m_server.post([self = shared_from_this()] {
        self->m_token = self->m_server.sessions.open(std::make_unique<LoopbackSink>(self),
                                                      Origin::Process);
    });
}

void Pipe::fromClient(api::Bytes frame) {
    {
        const std::lock_guard lock(m_inboxMutex);
        if (m_inboxOverflowed)
            return;
        m_inboxBytes += frame.size();
        if (m_inboxBytes > kMaxLoopbackInboxBytes)
            m_inboxOverflowed = true;
        else
            m_inbox.push_back(std::move(frame));
        if (std::exchange(m_drainPosted, true))
            return;
    }
    m_server.post([self = shared_from_this()] { self->drain(); });
}

void Pipe::drain() {
    std::vector<api::Bytes> frames;
    bool overflowed = false;
    {
        const std::lock_guard lock(m_inboxMutex);
        frames.swap(m_inbox);
        m_inboxBytes = 0;
        m_drainPosted = false;
        overflowed = m_inboxOverflowed;
    }
    for (const api::Bytes& frame : frames)
        m_server.sessions.frame(m_token, frame, Encoding::Binary);
    if (overflowed)
        m_server.sessions.close(m_token, api::RejectReason::Busy,
                                "This connection sent more than the venue could read.");
}

void Pipe::closeFromClient() {
    m_server.post([self = shared_from_this()] {
        self->m_server.sessions.closed(self->m_token);
        const std::lock_guard lock(self->m_clientMutex);
        self->endSession();
    });
}

void Pipe::detachClient() {
    const std::lock_guard lock(m_clientMutex);
    m_callbacks = {};
}

void Pipe::toClient(api::Bytes frame) {
    const std::lock_guard lock(m_clientMutex);
    if (!m_finished)
        deliver(std::move(frame));
}

void Pipe::finish(api::Bytes last) {
    {
        const std::lock_guard lock(m_clientMutex);
        if (m_finished)
            return;
        deliver(std::move(last));
        endSession();
    }
    m_server.post([self = shared_from_this()] { self->m_server.sessions.closed(self->m_token); });
}

void Pipe::endSession() {
    if (!std::exchange(m_finished, true) && m_callbacks.onClosed)
        m_callbacks.onClosed();
}

void Pipe::deliver(api::Bytes frame) {
    if (!m_callbacks.onFrame)
        return;
    const std::size_t size = frame.size();
    m_unread->fetch_add(size, std::memory_order_relaxed);
    m_callbacks.onFrame(SharedFrame(new api::Bytes(std::move(frame)),
                                    [unread = m_unread, size](const api::Bytes* read) {
                                        delete read;
                                        unread->fetch_sub(size, std::memory_order_relaxed);
                                    }));
}

} // namespace

std::unique_ptr<LoopbackConnection> openLoopback(const LoopbackServer& server,
                                                 LoopbackCallbacks callbacks) {
    auto pipe = std::make_shared<Pipe>(server, std::move(callbacks));
    pipe->open();
    return std::make_unique<Connection>(std::move(pipe));
}

} // namespace openbell::gateway
