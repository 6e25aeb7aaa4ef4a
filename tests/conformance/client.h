// A protocol client for tests: sends client messages, keeps what the server sends until a test asks
// for it. Over loopback or WebSocket, in binary or JSON. Waits on conditions, bounded in time.
#pragma once

#include "engine/api/binary_codec.h"
#include "engine/api/protocol.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace openbell::conformance {

class Client {
public:
    static constexpr std::chrono::seconds kPatience{20};

    virtual ~Client() = default;
    void send(const api::ClientMessage& message);
    virtual void sendRaw(api::Bytes frame, bool text) = 0;
    virtual bool text() const = 0;

    /// The next message of that type; messages of other types stay queued. Fails the waiting (gives
    /// nothing) when none comes in time or the connection ends first.
    template<class T>
    std::optional<T> next() {
        return next<T>([](const T&) { return true; });
    }
    template<class T, class Predicate>
    std::optional<T> next(Predicate wanted);

    /// True when the server has closed the connection (waits for it).
    bool waitUntilClosed();

    void hello() { send(api::Hello{api::kProtocolVersion, "conformance"}); }
    /// Hello, then SignIn once the venue is live.
    bool signIn(const std::string& user, const std::string& password);
    /// Submits and waits for the result.
    std::optional<api::CommandResult> submit(const api::Command& command);

protected:
    void received(const std::uint8_t* data, std::size_t size, bool isText);
    void closed();

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<api::ServerMessage> m_messages;
    bool m_closed = false;
    std::uint64_t m_lastRequest = 1'000'000;
};

template<class T, class Predicate>
std::optional<T> Client::next(Predicate wanted) {
    std::unique_lock lock(m_mutex);
    std::optional<T> found;
    m_changed.wait_for(lock, kPatience, [&] {
        for (auto at = m_messages.begin(); at != m_messages.end(); ++at) {
            if (auto* message = std::get_if<T>(&*at); message != nullptr && wanted(*message)) {
                found = std::move(*message);
                m_messages.erase(at);
                return true;
            }
        }
        return m_closed;
    });
    return found;
}

enum class Transport { Loopback, WebSocketBinary, WebSocketJson };

} // namespace openbell::conformance
