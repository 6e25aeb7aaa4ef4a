// WebSocket clients: accepts connections on the gateway thread and feeds their frames to sessions.
#pragma once

#include "engine/base/result.h"
#include "engine/gateway/sessions.h"

#include <cstdint>
#include <memory>
#include <string>

namespace openbell::gateway {

class GatewayThread;

class WebSocketServer {
public:
    WebSocketServer(GatewayThread& thread, Sessions& sessions);
    ~WebSocketServer();

    /// Binds and accepts from now on; gives the port (for port 0: the one chosen). Any thread.
    Result<std::uint16_t, Error> listen(const std::string& address, std::uint16_t port);

    /// Gateway thread.
    void stopAccepting();

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace openbell::gateway
