// An ordinary session seen from the client's side, made for programs that work step by step: sign
// in, submit many commands, wait for all answers, ask. Used by agents, replays and tests; it knows
// nothing but the public protocol. Owned by one thread; interrupt() may come from any.
#pragma once

#include "engine/base/result.h"
#include "engine/gateway/gateway.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace openbell::simulation {

/// Opens a loopback connection to a venue.
using Connect =
    std::function<std::unique_ptr<gateway::LoopbackConnection>(gateway::LoopbackCallbacks)>;

class SessionClient {
public:
    using Milliseconds = std::chrono::milliseconds;
    static constexpr Milliseconds kForever = Milliseconds::max();
    /// Frames that may wait here unread; a client that subscribes must keep reading.
    static constexpr std::size_t kMaxWaitingFrames = 1'000'000;

    SessionClient(const Connect& connect, const std::string& clientName);
    ~SessionClient();
    SessionClient(const SessionClient&) = delete;
    SessionClient& operator=(const SessionClient&) = delete;

    /// Waits until the venue is live, then signs in.
    Result<Done, Error> signIn(const std::string& user, const std::string& password,
                               Milliseconds timeout = kForever);

    /// Sends a command and returns at once. The answers come in the order of the journal, refusals
    /// before the journal out of it.
    RequestId submit(const api::Command& command);

    /// Answers to every submitted command, in the order of submission, waiting until all are there.
    Result<std::vector<api::CommandResult>, Error> takeResults(Milliseconds timeout = kForever);

    /// Submits and waits for the answer. No other command may be on its way.
    Result<api::CommandResult, Error> execute(const api::Command& command,
                                              Milliseconds timeout = kForever);

    /// Asks and waits for the answer; the request id is filled in.
    Result<api::QueryResult, Error> query(api::Query query, Milliseconds timeout = kForever);

    /// Any other message (subscriptions, passwords, replay control), with a request id from
    /// nextRequest() where it has one.
    void send(const api::ClientMessage& message);
    RequestId nextRequest() { return RequestId(++m_lastRequest); }

    /// The next update of a subscription, a refusal of one, or the answer to a request made with
    /// send(); in order.
    Result<api::ServerMessage, Error> nextOther(Milliseconds timeout = kForever);

    const api::SignedIn& identity() const { return m_identity; }
    const api::VenueStatus& status() const { return m_status; }
    std::size_t unanswered() const { return m_submitted.size() - m_answered; }

    /// Makes every wait return an error, now and later. Thread-safe.
    void interrupt();

private:
    struct Inbox;
    using Deadline = std::chrono::steady_clock::time_point;

    static Deadline deadlineAfter(Milliseconds timeout);
    /// Receives one message and puts it where it belongs.
    Result<Done, Error> pump(Deadline deadline);
    void sort(api::ServerMessage&& message);
    void onResult(const api::CommandResult& result);

    std::shared_ptr<Inbox> m_inbox;
    std::unique_ptr<gateway::LoopbackConnection> m_connection;
    std::uint64_t m_lastRequest = 0;
    std::uint64_t m_firstSubmitted = 0;
    std::vector<api::CommandResult> m_submitted; ///< by submission; sequence and reason once there
    std::vector<bool> m_hasAnswer;
    std::size_t m_answered = 0;
    std::vector<api::QueryResult> m_queryResults;
    std::vector<api::ServerMessage> m_others;
    std::size_t m_othersTaken = 0;
    api::SignedIn m_identity;
    api::VenueStatus m_status;
    std::string m_refusal; ///< of the sign-in
    std::string m_closing; ///< the server's last words
    bool m_welcome = false;
    bool m_signedIn = false;
    bool m_refused = false;
};

} // namespace openbell::simulation
