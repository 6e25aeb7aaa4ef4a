// The connection to the exchange inside this process. The gateway calls back on its own threads;
// frames wait in a bounded queue and wake the GUI thread once, which takes them all.
#pragma once

#include "engine/gateway/gateway.h"
#include "ui/client/frame_transport.h"

#include <functional>
#include <memory>
#include <mutex>

namespace openbell::console {

class LoopbackTransport final : public client::FrameTransport {
    Q_OBJECT
public:
    /// Makes a connection; may be called again after the last one closed. Null: the venue is gone.
    using Connect = std::function<std::unique_ptr<gateway::LoopbackConnection>(
        gateway::LoopbackCallbacks)>;

    LoopbackTransport(Connect connect, QString place, QObject* parent = nullptr);
    ~LoopbackTransport() override;

    void open() override;
    void close() override;
    void send(api::Bytes frame) override;
    void takeFrames(std::vector<client::Frame>& frames) override;
    bool isHosted() const override { return true; }
    QString place() const override { return m_place; }

private:
    /// What the gateway's threads and the GUI thread share; it outlives both.
    struct Inbox {
        std::mutex mutex;
        std::vector<client::Frame> frames;
        std::size_t bytes = 0;
        bool closed = false;
        bool overflowed = false;
        bool awake = false; ///< a wake-up is on its way to the GUI thread
        LoopbackTransport* owner = nullptr; ///< null once the transport is gone or closed
    };
    static void push(const std::shared_ptr<Inbox>& inbox, client::Frame frame);
    static void markClosed(const std::shared_ptr<Inbox>& inbox);
    static void wake(const std::shared_ptr<Inbox>& inbox);
    void onWake(const std::shared_ptr<Inbox>& inbox);
    void detach();

    Connect m_connect;
    QString m_place;
    std::shared_ptr<Inbox> m_inbox;
    std::unique_ptr<gateway::LoopbackConnection> m_connection;
};

} // namespace openbell::console
