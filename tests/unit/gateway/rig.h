// The gateway's inside without threads, sockets or an engine: tasks of every thread are queued and
// run by settle(), time is a number, passwords are plain texts.
#pragma once

#include "engine/api/json_codec.h"
#include "engine/gateway/sessions.h"

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace openbell::gateway {

class FakeEngine final : public EnginePort {
public:
    api::RejectReason trySubmit(runtime::Submission submission) override {
        if (answer == api::RejectReason::None)
            submissions.push_back(std::move(submission));
        return answer;
    }
    void postToPublisher(std::function<void()> task) override { tasks.push_back(std::move(task)); }
    api::HealthView health() const override { return view; }
    SessionId recoveredSession() const override { return SessionId(40); }

    api::RejectReason answer = api::RejectReason::None;
    std::vector<runtime::Submission> submissions;
    std::deque<std::function<void()>> tasks;
    api::HealthView view;
};

/// The client's side of a session, as a test sees it.
struct FakeClient {
    runtime::SessionToken token = 0;
    Encoding encoding = Encoding::Binary;
    std::deque<api::ServerMessage> received;
    std::size_t unread = 0; ///< what the transport claims is waiting
    bool finished = false;

    template<class T>
    std::vector<T> take() {
        std::vector<T> found;
        std::erase_if(received, [&](api::ServerMessage& message) {
            if (auto* wanted = std::get_if<T>(&message)) {
                found.push_back(std::move(*wanted));
                return true;
            }
            return false;
        });
        return found;
    }
    std::vector<api::TopicUpdate> updatesOf(std::uint32_t subscription);
};

/// Builds batches with consecutive sequence numbers, one command per call of command().
class Batches {
public:
    /// Starts the next command; its events follow.
    Sequence command(UserId actor = {}, runtime::SessionToken session = 0, RequestId request = {});
    template<class E>
    void event(const E& happened) {
        m_batch.events.append(happened);
    }
    void audited(const api::Command& command);
    runtime::PublishedBatch take();
    Sequence last() const { return m_last; }
    Timestamp time{1'000'000'000'000'000'000};

private:
    Sequence m_last;
    UserId m_actor;
    runtime::PublishedBatch m_batch;
};

class Rig {
public:
    explicit Rig(GatewayOptions options = {});

    FakeClient& connect(Encoding encoding = Encoding::Binary, Origin origin = Origin::Network);
    void send(FakeClient& client, const api::ClientMessage& message);
    void sendRaw(FakeClient& client, const api::Bytes& frame);
    /// connect, Hello, SignIn as that user with its right password.
    FakeClient& signIn(const std::string& user, Encoding encoding = Encoding::Binary,
                       Origin origin = Origin::Network);
    void publish();
    /// Runs everything that is queued anywhere.
    void settle();
    void tick();

    /// Publishes the user; the password is "password of NAME".
    void addUser(std::uint32_t user, const std::string& name, api::Role role,
                 std::uint32_t account = 0);
    void addMarket(std::uint32_t instrument);
    static std::string passwordOf(const std::string& name) { return "password of " + name; }

    GatewayOptions options;
    FakeEngine engine;
    std::int64_t now = 1'000'000'000'000;
    std::deque<std::function<void()>> gatewayTasks;
    std::function<void()> onAnswered = [] {}; ///< the hub's note that a batch's answers are out
    std::map<UserId, std::string> passwords;
    std::vector<api::AuditView> accessWritten;
    /// The newest of those, as the store gives them.
    std::vector<api::AuditView> accessBefore(std::size_t limit, Timestamp before) const;
    std::vector<api::Query> queriesRun;
    std::function<api::QueryResult(const api::Query&)> readModels;
    WorkQueue passwordQueue{"passwords", 0, 4};
    WorkQueue queryQueue{"query", 0, 8};
    WorkQueue accessQueue{"access", 0, 1000};
    Batches batches;
    Hub hub;
    Authenticator authenticator;
    AccessLog accessLog;
    QueryService queries;
    SessionServices services;
    Sessions sessions;

private:
    std::deque<std::unique_ptr<FakeClient>> m_clients;
};

} // namespace openbell::gateway
