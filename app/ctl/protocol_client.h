// A small client of the console protocol over WebSocket, for tools and tests: one connection, one
// thread, every wait has a limit.
#pragma once

#include "engine/api/protocol.h"
#include "engine/base/result.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace openbell::ctl {

class ProtocolClient {
public:
    using Milliseconds = std::chrono::milliseconds;

    ProtocolClient();
    ~ProtocolClient(); ///< drops the connection
    ProtocolClient(const ProtocolClient&) = delete;
    ProtocolClient& operator=(const ProtocolClient&) = delete;

    /// `url`: ws://ADDRESS:PORT.
    Result<Done, Error> connect(const std::string& url, Milliseconds limit);

    /// Hello and SignIn; waits through a recovery. The error is the venue's refusal.
    Result<api::SignedIn, Error> signIn(const std::string& user, const std::string& password,
                                        Milliseconds limit);

    Result<Done, Error> send(const api::ClientMessage& message);

    /// The next message; nothing when the time is over; an error when the connection is gone.
    Result<std::optional<api::ServerMessage>, Error> receive(Milliseconds limit);

private:
    struct Connection;
    std::unique_ptr<Connection> m_connection;
};

} // namespace openbell::ctl
