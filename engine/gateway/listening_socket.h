// A TCP port taken for WebSocket clients. It can be taken before anything else is made, so that a
// busy port costs nothing; clients that come early wait until the server accepts them.
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <string>
#include <utility>

namespace openbell::gateway {

class ListeningSocket {
public:
    /// `address`: an IP address; port 0: any free one. An error is one sentence and says what to
    /// do.
    static Result<ListeningSocket, Error> open(const std::string& address, std::uint16_t port);
    ~ListeningSocket();
    ListeningSocket(ListeningSocket&& other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
        , m_port(other.m_port)
        , m_six(other.m_six)
        , m_loopback(other.m_loopback) {}
    ListeningSocket& operator=(ListeningSocket&&) = delete;

    std::uint16_t port() const { return m_port; }
    bool isSix() const { return m_six; } ///< IP version 6
    bool isLoopback() const { return m_loopback; }
    int release() { return std::exchange(m_descriptor, -1); }

private:
    ListeningSocket() = default;
    int m_descriptor = -1;
    std::uint16_t m_port = 0;
    bool m_six = false;
    bool m_loopback = false;
};

} // namespace openbell::gateway
