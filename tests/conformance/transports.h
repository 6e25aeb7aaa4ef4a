// The ways in: an in-process connection, and a WebSocket client written with Boost.Beast.
#pragma once

#include "engine/gateway/gateway.h"
#include "tests/conformance/client.h"

#include <functional>
#include <memory>
#include <string>

namespace openbell::conformance {

using LoopbackOpener =
    std::function<std::unique_ptr<gateway::LoopbackConnection>(gateway::LoopbackCallbacks)>;
std::unique_ptr<Client> connectLoopback(const LoopbackOpener& open);

struct WebSocketTarget {
    std::uint16_t port = 0;
    bool text = false;
    std::string host = "127.0.0.1";
    std::string origin; ///< empty: none
};
/// Null when the server refuses the handshake.
std::unique_ptr<Client> connectWebSocket(const WebSocketTarget& target);

} // namespace openbell::conformance
