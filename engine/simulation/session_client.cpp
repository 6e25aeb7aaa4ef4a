#include "engine/simulation/session_client.h"

#include "engine/api/binary_codec.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace openbell::simulation {

/// Where the gateway's threads leave frames.
struct SessionClient::Inbox {
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<gateway::SharedFrame> frames;
    bool closed = false;
    bool interrupted = false;

    void push(gateway::SharedFrame frame) {
        const std::lock_guard lock(mutex);
        // At the bound the connection counts as lost: nobody reads it.
        if (frames.size() >= kMaxWaitingFrames)
            closed = true;
        else if (!closed)
            frames.push_back(std::move(frame));
        changed.notify_one();
    }
    void close() {
        const std::lock_guard lock(mutex);
        closed = true;
        changed.notify_one();
    }
};

SessionClient::SessionClient(const Connect& connect, const std::string& clientName)
    : m_inbox(std::make_shared<Inbox>()) {
    // The callbacks may outlive this object for a moment; they keep the inbox alive.
    gateway::LoopbackCallbacks callbacks;
    callbacks.onFrame = [inbox = m_inbox](gateway::SharedFrame frame) {
        inbox->push(std::move(frame));
    };
    callbacks.onClosed = [inbox = m_inbox] { inbox->close(); };
    m_connection = connect(std::move(callbacks));
    send(api::Hello{.protocolVersion = api::kProtocolVersion, .clientName = clientName});
}

SessionClient::~SessionClient() = default;

SessionClient::Deadline SessionClient::deadlineAfter(Milliseconds timeout) {
    return timeout == kForever ? Deadline::max() : std::chrono::steady_clock::now() + timeout;
}

void SessionClient::send(const api::ClientMessage& message) {
    m_connection->send(api::toBinary(message));
}

void SessionClient::interrupt() {
    const std::lock_guard lock(m_inbox->mutex);
    m_inbox->interrupted = true;
    m_inbox->changed.notify_one();
}

Result<Done, Error> SessionClient::pump(Deadline deadline) {
    gateway::SharedFrame frame;
    {
        std::unique_lock lock(m_inbox->mutex);
        const auto ready = [this] {
            return !m_inbox->frames.empty() || m_inbox->closed || m_inbox->interrupted;
        };
        if (deadline == Deadline::max())
            m_inbox->changed.wait(lock, ready);
        else if (!m_inbox->changed.wait_until(lock, deadline, ready))
            return Unexpected{Error{"the venue did not answer in time"}};
        if (m_inbox->interrupted)
            return Unexpected{Error{"interrupted"}};
        if (m_inbox->frames.empty())
            return Unexpected{Error{"the venue closed the session" +
                                    (m_closing.empty() ? "" : ": " + m_closing)}};
        frame = std::move(m_inbox->frames.front());
        m_inbox->frames.pop_front();
    }
    auto message = api::fromBinary<api::ServerMessage>(*frame);
    if (!message)
        return Unexpected{Error{"the venue sent a frame that cannot be read"}};
    sort(std::move(*message));
    return Done{};
}

void SessionClient::sort(api::ServerMessage&& message) {
    std::visit(api::Overloaded{
                   [&](api::Welcome&) { m_welcome = true; },
                   [&](api::VenueStatus& status) { m_status = std::move(status); },
                   [&](api::SignedIn& identity) {
                       m_identity = std::move(identity);
                       m_signedIn = true;
                   },
                   [&](api::SignInRefused& refused) {
                       m_refusal = std::move(refused.text);
                       m_refused = true;
                   },
                   [&](api::CommandResult& result) { onResult(result); },
                   [&](api::QueryResult& result) { m_queryResults.push_back(std::move(result)); },
                   [&](api::Closing& closing) { m_closing = std::move(closing.text); },
                   [&](auto& other) { m_others.emplace_back(std::move(other)); },
               },
               message);
}

void SessionClient::onResult(const api::CommandResult& result) {
    const std::uint64_t index = result.request.value() - m_firstSubmitted;
    if (index >= m_submitted.size() || m_submitted[index].request != result.request) {
        m_others.emplace_back(result); // of a request made with send()
        return;
    }
    if (m_hasAnswer[index])
        return;
    m_submitted[index] = result;
    m_hasAnswer[index] = true;
    ++m_answered;
}

Result<Done, Error> SessionClient::signIn(const std::string& user, const std::string& password,
                                          Milliseconds timeout) {
    const Deadline deadline = deadlineAfter(timeout);
    while (!m_welcome || m_status.phase != api::VenuePhase::Live) {
        if (m_status.phase == api::VenuePhase::Failed)
            return Unexpected{Error{"the venue failed: " + m_status.text}};
        if (auto pumped = pump(deadline); !pumped)
            return pumped;
    }
    m_refused = false;
    send(api::SignIn{.user = user, .password = password});
    while (!m_signedIn && !m_refused)
        if (auto pumped = pump(deadline); !pumped)
            return pumped;
    if (m_refused)
        return Unexpected{Error{"sign-in of " + user + " was refused: " + m_refusal}};
    return Done{};
}

RequestId SessionClient::submit(const api::Command& command) {
    if (m_submitted.empty())
        m_firstSubmitted = m_lastRequest + 1;
    // Requests of one round have consecutive numbers, so that answers are found by position.
    while (m_firstSubmitted + m_submitted.size() <= m_lastRequest) {
        m_submitted.emplace_back();
        m_hasAnswer.push_back(true);
        ++m_answered;
    }
    const RequestId request = nextRequest();
    m_submitted.push_back({.request = request, .sequence = {}, .reason = {}, .text = {}});
    m_hasAnswer.push_back(false);
    send(api::Submit{.request = request, .command = command});
    return request;
}

Result<std::vector<api::CommandResult>, Error> SessionClient::takeResults(Milliseconds timeout) {
    const Deadline deadline = deadlineAfter(timeout);
    while (unanswered() > 0)
        if (auto pumped = pump(deadline); !pumped)
            return Unexpected{pumped.error()};
    std::vector<api::CommandResult> results = std::move(m_submitted);
    std::erase_if(results, [](const api::CommandResult& r) { return r.request.isNone(); });
    m_submitted.clear();
    m_hasAnswer.clear();
    m_answered = 0;
    return results;
}

Result<api::CommandResult, Error> SessionClient::execute(const api::Command& command,
                                                         Milliseconds timeout) {
    OPENBELL_ASSERT(m_submitted.empty());
    submit(command);
    auto results = takeResults(timeout);
    if (!results)
        return Unexpected{results.error()};
    return std::move(results->front());
}

Result<api::QueryResult, Error> SessionClient::query(api::Query query, Milliseconds timeout) {
    const Deadline deadline = deadlineAfter(timeout);
    query.request = nextRequest();
    send(query);
    for (;;) {
        const auto found = std::find_if(
            m_queryResults.begin(), m_queryResults.end(),
            [&](const api::QueryResult& result) { return result.request == query.request; });
        if (found != m_queryResults.end()) {
            api::QueryResult result = std::move(*found);
            m_queryResults.clear(); // older answers were given up by a timeout
            return result;
        }
        if (auto pumped = pump(deadline); !pumped)
            return Unexpected{pumped.error()};
    }
}

Result<api::ServerMessage, Error> SessionClient::nextOther(Milliseconds timeout) {
    const Deadline deadline = deadlineAfter(timeout);
    while (m_othersTaken == m_others.size()) {
        m_others.clear();
        m_othersTaken = 0;
        if (auto pumped = pump(deadline); !pumped)
            return Unexpected{pumped.error()};
    }
    return std::move(m_others[m_othersTaken++]);
}

} // namespace openbell::simulation
