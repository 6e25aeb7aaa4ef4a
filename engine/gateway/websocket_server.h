// WebSocket clients: accepts connections on the gateway thread and feeds their frames to sessions.
#pragma once

#include "engine/gateway/listening_socket.h"
#include "engine/gateway/sessions.h"

#include <memory>

namespace openbell::gateway {

class GatewayThread;

class WebSocketServer {
public:
    WebSocketServer(GatewayThread& thread, Sessions& sessions);
    ~WebSocketServer();

    /// Accepts from now on. Any thread.
    void listen(ListeningSocket socket);

    /// Gateway thread.
    void stopAccepting();

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace openbell::gateway
