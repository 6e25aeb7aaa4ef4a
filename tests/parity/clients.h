// The same session from the client's side over both transports, for tests that must not see a
// difference. Each call waits for its answer, at most half a minute.
#pragma once

#include "app/ctl/protocol_client.h"
#include "engine/host/host.h"
#include "engine/simulation/session_client.h"

#include <memory>
#include <string>

namespace openbell::parity {

inline constexpr std::chrono::milliseconds kPatience{30'000};

class Client {
public:
    virtual ~Client() = default;
    virtual Result<Done, Error> signIn(const std::string& user, const std::string& password) = 0;
    /// The answer to a Submit or SetPassword; the request id is filled in.
    virtual Result<api::CommandResult, Error> answerTo(api::ClientMessage message) = 0;
};

class LoopbackClient final : public Client {
public:
    explicit LoopbackClient(host::Host& host)
        : m_session(
              [&host](gateway::LoopbackCallbacks callbacks) {
                  return host.connectLoopback(std::move(callbacks));
              },
              "parity") {}

    Result<Done, Error> signIn(const std::string& user, const std::string& password) override {
        return m_session.signIn(user, password, kPatience);
    }

    Result<api::CommandResult, Error> answerTo(api::ClientMessage message) override {
        if (auto* submit = std::get_if<api::Submit>(&message))
            return m_session.execute(submit->command, kPatience);
        if (auto* password = std::get_if<api::SetPassword>(&message))
            password->request = m_session.nextRequest();
        m_session.send(message);
        auto answer = m_session.nextOther(kPatience);
        if (!answer)
            return Unexpected{answer.error()};
        if (const auto* result = std::get_if<api::CommandResult>(&*answer))
            return *result;
        return Unexpected{Error{"not an answer"}};
    }

    simulation::SessionClient& session() { return m_session; }

private:
    simulation::SessionClient m_session;
};

class WebSocketClient final : public Client {
public:
    explicit WebSocketClient(host::Host& host)
        : m_url("ws://127.0.0.1:" + std::to_string(host.port())) {}

    Result<Done, Error> signIn(const std::string& user, const std::string& password) override {
        if (auto connected = m_client.connect(m_url, kPatience); !connected)
            return connected;
        const auto signedIn = m_client.signIn(user, password, kPatience);
        if (!signedIn)
            return Unexpected{signedIn.error()};
        return Done{};
    }

    Result<api::CommandResult, Error> answerTo(api::ClientMessage message) override {
        const RequestId request(++m_lastRequest);
        if (auto* submit = std::get_if<api::Submit>(&message))
            submit->request = request;
        if (auto* password = std::get_if<api::SetPassword>(&message))
            password->request = request;
        if (auto sent = m_client.send(message); !sent)
            return Unexpected{sent.error()};
        const auto deadline = std::chrono::steady_clock::now() + kPatience;
        while (std::chrono::steady_clock::now() < deadline) {
            auto got = m_client.receive(std::chrono::milliseconds(100));
            if (!got)
                return Unexpected{got.error()};
            if (*got)
                if (const auto* result = std::get_if<api::CommandResult>(&**got);
                    result != nullptr && result->request == request)
                    return *result;
        }
        return Unexpected{Error{"no answer in time"}};
    }

private:
    std::string m_url;
    ctl::ProtocolClient m_client;
    std::uint64_t m_lastRequest = 0;
};

} // namespace openbell::parity
