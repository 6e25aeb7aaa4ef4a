// The in-process transport: the same encoded frames and the same Session as over a socket.
// The client's calls come on any one thread, the server's on the gateway, publisher and query ones.
#pragma once

#include "engine/gateway/gateway.h"
#include "engine/gateway/sessions.h"

#include <functional>
#include <memory>

namespace openbell::gateway {

/// How the loopback reaches the gateway thread and its sessions.
struct LoopbackServer {
    std::function<void(std::function<void()>)> post;
    Sessions& sessions; ///< gateway thread
};

/// Bytes a client may have sent that the gateway has not read yet; more closes the connection.
inline constexpr std::size_t kMaxLoopbackInboxBytes = std::size_t{16} << 20U;

/// Opens a session; frames may be sent at once.
std::unique_ptr<LoopbackConnection> openLoopback(const LoopbackServer& server,
                                                 LoopbackCallbacks callbacks);

} // namespace openbell::gateway
