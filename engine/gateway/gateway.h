// The gateway: every way into the venue. Sessions enforce who may do what; the hub turns durable
// batches into what sessions see. The same Session serves the WebSocket server and the loopback.
#pragma once

#include "engine/api/protocol.h"
#include "engine/gateway/listening_socket.h"
#include "engine/runtime/engine.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace openbell::store {
class Credentials;
class QueryEngine;
} // namespace openbell::store

namespace openbell::gateway {

using SharedFrame = std::shared_ptr<const api::Bytes>;

/// The client's end of an in-process connection. `send` never blocks. Callbacks come on the
/// gateway, publisher or query thread and must only queue; they never destroy the connection.
/// Frames count as unread until the client lets go of them.
class LoopbackConnection {
public:
    virtual ~LoopbackConnection() = default; ///< closes
    virtual void send(api::Bytes frame) = 0; ///< one binary frame
    virtual void close() = 0;
};

struct LoopbackCallbacks {
    std::function<void(SharedFrame)> onFrame;
    std::function<void()> onClosed;
};

/// Commands to a running replay, and its state; implemented by simulation::ReplayDriver.
class ReplayControl {
public:
    virtual ~ReplayControl() = default;
    virtual void control(api::ReplayAction action, std::uint32_t speed) = 0;
    virtual api::ReplayView view() const = 0;
};

struct GatewayOptions {
    api::VenueMode mode = api::VenueMode::Normal;
    std::string serverVersion;
    std::size_t outboxBytes = 64U << 20U; ///< per session signed in; more pending closes it
    unsigned commandsPerSecond = 5'000;   ///< per network session; 0: no limit
};

/// Lives longer than the engine that it consumes; stop both before either goes. `stop` is safe
/// before and after the engine's own stop.
class Gateway final : public runtime::BatchConsumer {
public:
    Gateway(GatewayOptions options, store::Credentials& credentials);
    ~Gateway() override;

    /// Connects the parts made after it; before start() and before the engine starts.
    void attach(runtime::Engine& engine, store::QueryEngine& queries);
    /// After attach(), before start().
    void attachReplay(ReplayControl* replay);

    /// Before the engine starts, so that sessions see its progress.
    void start();
    /// Closes every session with `reason` and joins the gateway's threads.
    void stop(const std::string& reason);

    /// Lets WebSocket clients in.
    void listen(ListeningSocket socket);

    std::unique_ptr<LoopbackConnection> connectLoopback(LoopbackCallbacks callbacks);

    void onRecovered(const api::EventBuffer& state, Sequence sequence) override;
    void onBatch(const runtime::PublishedBatch& batch) override;
    void onStatus(const runtime::EngineStatus& status) override;
    void onTick() override;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace openbell::gateway
