#include "tests/unit/gateway/rig.h"

#include "engine/base/assertion.h"

#include <algorithm>
#include <utility>

namespace openbell::gateway {
namespace {

class FakeSink final : public FrameSink {
public:
    FakeSink(FakeClient& client, std::function<void()> closed)
        : m_client(client)
        , m_closed(std::move(closed)) {}

    void send(api::Bytes frame, Encoding encoding) override {
        OPENBELL_ASSERT(!m_client.finished);
        OPENBELL_ASSERT(encoding == m_client.encoding);
        if (encoding == Encoding::Binary) {
            auto message = api::fromBinary<api::ServerMessage>(frame);
            OPENBELL_ASSERT(message.has_value());
            m_client.received.push_back(std::move(*message));
        } else {
            auto message = api::serverMessageFromJson(
                {reinterpret_cast<const char*>(frame.data()), frame.size()});
            OPENBELL_ASSERT(message.hasValue());
            m_client.received.push_back(std::move(*message));
        }
    }
    std::size_t pendingBytes() const override { return m_client.unread; }
    void finish(api::Bytes last, Encoding encoding, bool) override {
        send(std::move(last), encoding);
        m_client.finished = true;
        m_closed();
    }

private:
    FakeClient& m_client;
    std::function<void()> m_closed;
};

HubServices hubServices(Rig& rig) {
    return {[&rig] { return rig.now; }, [&rig] { return rig.engine.health(); },
            [&rig](const api::UserDefined& user) {
                rig.gatewayTasks.push_back([&rig, user] { rig.sessions.onUserChanged(user); });
            },
            [&rig] { rig.onAnswered(); }};
}

PasswordChecks passwordChecks(Rig& rig) {
    return {[&rig](UserId user, std::string_view password) {
                const auto at = rig.passwords.find(user);
                return at != rig.passwords.end() && at->second == password;
            },
            [&rig](UserId user, std::string_view password) -> Result<Done, Error> {
                rig.passwords[user] = password;
                return Done{};
            }};
}

} // namespace

std::vector<api::TopicUpdate> FakeClient::updatesOf(std::uint32_t subscription) {
    std::vector<api::TopicUpdate> found;
    std::erase_if(received, [&](api::ServerMessage& message) {
        auto* update = std::get_if<api::TopicUpdate>(&message);
        if (update == nullptr || update->subscription != SubscriptionId(subscription))
            return false;
        found.push_back(std::move(*update));
        return true;
    });
    return found;
}

Sequence Batches::command(UserId actor, runtime::SessionToken session, RequestId request) {
    m_last = next(m_last);
    time = time + Duration(kNsPerMs);
    m_actor = actor;
    if (m_batch.first.isNone())
        m_batch.first = m_last;
    m_batch.last = m_last;
    m_batch.lastTime = time;
    if (session != 0)
        m_batch.origins.push_back({m_last, session, request});
    m_batch.events.setStamp({m_last, time, actor, 0});
    return m_last;
}

void Batches::audited(const api::Command& command) {
    m_batch.audited.push_back(command);
    m_batch.auditedContexts.push_back({m_last, time, m_actor});
}

runtime::PublishedBatch Batches::take() {
    return std::exchange(m_batch, {});
}

Rig::Rig(GatewayOptions gatewayOptions)
    : options(std::move(gatewayOptions))
    , hub(hubServices(*this))
    , authenticator(passwordQueue, passwordChecks(*this),
                    [this](std::function<void()> task) { gatewayTasks.push_back(std::move(task)); })
    , accessLog(
          accessQueue, [this](const api::AuditView& entry) { accessWritten.push_back(entry); },
          [this](const api::AuditView& entry) {
              engine.postToPublisher([this, entry] { hub.audit(entry); });
          },
          [this] { return Timestamp(now); })
    , queries(
          queryQueue,
          [this](const api::Query& query) {
              queriesRun.push_back(query);
              return readModels ? readModels(query) : api::QueryResult{};
          },
          [this](std::size_t limit, Timestamp before) { return accessBefore(limit, before); })
    , services{options,
               engine,
               hub,
               authenticator,
               accessLog,
               queries,
               [this] { return now; },
               [this](UserId user, runtime::SessionToken except) {
                   sessions.passwordChanged(user, except);
               }}
    , sessions(services) {
    api::VenueStatus live;
    live.phase = api::VenuePhase::Live;
    sessions.onStatus(live);
}

std::vector<api::AuditView> Rig::accessBefore(std::size_t limit, Timestamp before) const {
    std::vector<api::AuditView> rows(accessWritten.rbegin(), accessWritten.rend());
    if (!before.isZero())
        std::erase_if(rows, [before](const api::AuditView& row) { return row.time >= before; });
    rows.resize(std::min(rows.size(), limit));
    return rows;
}

FakeClient& Rig::connect(Encoding encoding, Origin origin) {
    FakeClient& client = *m_clients.emplace_back(std::make_unique<FakeClient>());
    client.encoding = encoding;
    const auto closed = [this, &client] {
        gatewayTasks.push_back([this, &client] { sessions.closed(client.token); });
    };
    client.token = sessions.open(std::make_unique<FakeSink>(client, closed), origin);
    return client;
}

void Rig::send(FakeClient& client, const api::ClientMessage& message) {
    if (client.encoding == Encoding::Binary)
        return sendRaw(client, api::toBinary(message));
    const std::string json = api::toJson(message);
    sendRaw(client, api::Bytes(json.begin(), json.end()));
}

void Rig::sendRaw(FakeClient& client, const api::Bytes& frame) {
    sessions.frame(client.token, frame, client.encoding);
    settle();
}

FakeClient& Rig::signIn(const std::string& user, Encoding encoding, Origin origin) {
    FakeClient& client = connect(encoding, origin);
    send(client, api::Hello{});
    send(client, api::SignIn{user, passwordOf(user)});
    OPENBELL_ASSERT(client.take<api::SignedIn>().size() == 1);
    client.received.clear();
    return client;
}

void Rig::publish() {
    hub.onBatch(batches.take());
    settle();
}

void Rig::settle() {
    const auto run = [](std::deque<std::function<void()>>& tasks) {
        while (!tasks.empty()) {
            const auto task = std::move(tasks.front());
            tasks.pop_front();
            task();
        }
    };
    // Each may queue for another: a few rounds reach the end of every chain there is.
    for (int round = 0; round < 6; ++round) {
        run(gatewayTasks);
        run(engine.tasks);
        passwordQueue.runQueued();
        queryQueue.runQueued();
        accessQueue.runQueued();
    }
}

void Rig::tick() {
    now += 16 * kNsPerMs;
    hub.onTick();
    settle();
}

void Rig::addUser(std::uint32_t user, const std::string& name, api::Role role,
                  std::uint32_t account) {
    passwords[UserId(user)] = passwordOf(name);
    batches.command();
    if (account != 0)
        batches.event(api::AccountCreated{AccountId(account), api::Name(name)});
    batches.event(api::UserDefined{UserId(user), api::Name(name), role, AccountId(account), true});
    publish();
}

void Rig::addMarket(std::uint32_t instrument) {
    batches.command();
    api::InstrumentDefined defined;
    defined.definition.instrument = InstrumentId(instrument);
    defined.definition.symbol = api::Symbol("M" + std::to_string(instrument));
    defined.tickValue = 1;
    batches.event(defined);
    publish();
}

} // namespace openbell::gateway
