#include "engine/gateway/gateway.h"

#include "engine/base/assertion.h"
#include "engine/gateway/gateway_thread.h"
#include "engine/gateway/history_loader.h"
#include "engine/gateway/loopback.h"
#include "engine/gateway/sessions.h"
#include "engine/gateway/websocket_server.h"
#include "engine/store/credentials.h"
#include "engine/store/read_models.h"

#include <chrono>
#include <future>
#include <utility>

namespace openbell::gateway {
namespace {

constexpr unsigned kPasswordThreads = 1; // Argon2id takes a core and much memory
constexpr std::size_t kMaxPendingPasswords = 64;
constexpr std::size_t kMaxPendingQueries = 256;
constexpr std::size_t kMaxPendingAccessEntries = 8192;
constexpr int kTimerMs = 1000;
constexpr std::chrono::seconds kFlushWithin{2};

std::int64_t steadyNow() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

Timestamp wallNow() {
    return Timestamp(std::chrono::duration_cast<std::chrono::nanoseconds>(
                         std::chrono::system_clock::now().time_since_epoch())
                         .count());
}

class AttachedEngine final : public EnginePort {
public:
    AttachedEngine(runtime::Engine& engine, GatewayThread& thread)
        : m_engine(engine)
        , m_thread(thread) {}

    /// An order that comes alone is worked right here, once it is clear that it is alone; with the
    /// second one the engine thread is woken, so that reading and matching go on beside each other.
    api::RejectReason trySubmit(runtime::Submission submission) override {
        using Wake = runtime::Engine::Wake;
        const bool first =
            m_thread.isThisThread() && m_thread.whenIdle([this] { m_engine.workAtOnce(); });
        return m_engine.trySubmit(std::move(submission), first ? Wake::Later : Wake::Now);
    }
    void postToPublisher(std::function<void()> task) override {
        m_engine.postToPublisher(std::move(task));
    }
    api::HealthView health() const override { return m_engine.health(); }
    SessionId recoveredSession() const override { return m_engine.recoveredSession(); }

private:
    runtime::Engine& m_engine;
    GatewayThread& m_thread;
};

} // namespace

struct Gateway::Parts {
    /// What needs an engine to exist.
    struct Attached {
        Attached(Parts& parts, runtime::Engine& venue, store::QueryEngine& readModels);

        AttachedEngine engine;
        Hub hub;
        Authenticator authenticator;
        AccessLog accessLog;
        QueryService queries;
        HistoryLoader history;
        SessionServices services;
        Sessions sessions;
        LoopbackServer loopback;
        WebSocketServer webSockets;
    };

    Parts(GatewayOptions gatewayOptions, store::Credentials& verifiers)
        : options(std::move(gatewayOptions))
        , credentials(verifiers) {}

    GatewayOptions options;
    store::Credentials& credentials;
    GatewayThread thread; // first: sockets must go before their event loop
    WorkQueue passwords{"passwords", kPasswordThreads, kMaxPendingPasswords};
    WorkQueue queries{"query", 1, kMaxPendingQueries};
    WorkQueue accessEntries{"access-log", 1, kMaxPendingAccessEntries};
    std::unique_ptr<Attached> attached;
    bool started = false;
    bool stopped = false;

    std::function<void(std::function<void()>)> poster() { return thread.poster(); }
    HubServices hubServices(runtime::Engine& engine);
    PasswordChecks passwordChecks();
    Attached& parts() const {
        OPENBELL_ASSERT(attached);
        return *attached;
    }
};

HubServices Gateway::Parts::hubServices(runtime::Engine& engine) {
    HubServices services;
    services.now = steadyNow;
    services.health = [&engine] { return engine.health(); };
    services.userChanged = [this](const api::UserDefined& user) {
        thread.post([this, user] { attached->sessions.onUserChanged(user); });
    };
    services.answered = [this] {
        if (thread.isThisThread())
            thread.endRound(); // the order was worked here: its answer is sent right now
    };
    return services;
}

PasswordChecks Gateway::Parts::passwordChecks() {
    return {[this](UserId user, std::string_view password) {
                return credentials.verify(user, password);
            },
            [this](UserId user, std::string_view password) {
                return credentials.setPassword(user, password);
            }};
}

Gateway::Parts::Attached::Attached(Parts& parts, runtime::Engine& venue,
                                   store::QueryEngine& readModels)
    : engine(venue, parts.thread)
    , hub(parts.hubServices(venue))
    , authenticator(parts.passwords, parts.passwordChecks(), parts.poster())
    , accessLog(
          parts.accessEntries,
          [&parts](const api::AuditView& entry) { parts.credentials.recordAccess(entry); },
          [this](const api::AuditView& entry) {
              engine.postToPublisher([this, entry] { hub.audit(entry); });
          },
          wallNow)
    , queries(
          parts.queries, [&readModels](const api::Query& query) { return readModels.run(query); },
          [&parts](std::size_t limit, Timestamp before) {
              return parts.credentials.recentAccess(limit, before);
          })
    , history(engine, hub, queries, wallNow())
    , services{parts.options,
               engine,
               hub,
               authenticator,
               accessLog,
               queries,
               steadyNow,
               [this](UserId user, runtime::SessionToken except) {
                   sessions.passwordChanged(user, except);
               }}
    , sessions(services)
    , loopback{parts.poster(), sessions}
    , webSockets(parts.thread, sessions) {}

Gateway::Gateway(GatewayOptions options, store::Credentials& credentials)
    : m_parts(std::make_unique<Parts>(std::move(options), credentials)) {}

Gateway::~Gateway() {
    stop("The venue is stopping.");
}

void Gateway::attach(runtime::Engine& engine, store::QueryEngine& queries) {
    OPENBELL_ASSERT(!m_parts->attached && !m_parts->started);
    m_parts->attached = std::make_unique<Parts::Attached>(*m_parts, engine, queries);
}

void Gateway::attachReplay(ReplayControl* replay) {
    OPENBELL_ASSERT(!m_parts->started);
    Parts::Attached& parts = m_parts->parts();
    parts.services.replay = replay;
    parts.hub.setReplay([replay] { return replay->view(); });
}

void Gateway::start() {
    OPENBELL_ASSERT(!m_parts->started);
    m_parts->started = true;
    Sessions& sessions = m_parts->parts().sessions;
    m_parts->thread.every(kTimerMs, [&sessions] { sessions.onTimer(steadyNow()); });
    m_parts->passwords.start();
    m_parts->queries.start();
    m_parts->accessEntries.start();
    m_parts->thread.start();
}

void Gateway::stop(const std::string& reason) {
    if (!m_parts->started || m_parts->stopped)
        return;
    m_parts->stopped = true;
    Parts::Attached& parts = m_parts->parts();
    const auto closed = std::make_shared<std::promise<void>>();
    m_parts->thread.post([&parts, reason, closed] {
        parts.webSockets.stopAccepting();
        parts.sessions.closeAll(reason, [closed] { closed->set_value(); });
    });
    closed->get_future().wait_for(kFlushWithin);
    m_parts->thread.stop();
    m_parts->passwords.stop(WorkQueue::Rest::Drop);
    m_parts->queries.stop(WorkQueue::Rest::Drop);
    m_parts->accessEntries.stop(WorkQueue::Rest::Run);
}

void Gateway::listen(ListeningSocket socket) {
    m_parts->parts().webSockets.listen(std::move(socket));
}

std::unique_ptr<LoopbackConnection> Gateway::connectLoopback(LoopbackCallbacks callbacks) {
    return openLoopback(m_parts->parts().loopback, std::move(callbacks));
}

void Gateway::onRecovered(const api::EventBuffer& state, Sequence sequence) {
    Parts::Attached& parts = m_parts->parts();
    parts.hub.onRecovered(state, sequence);
    parts.history.onRecovered();
}

void Gateway::onBatch(const runtime::PublishedBatch& batch) {
    m_parts->parts().hub.onBatch(batch);
}

void Gateway::onStatus(const runtime::EngineStatus& status) {
    Parts::Attached& parts = m_parts->parts();
    m_parts->thread.post(
        [&parts, view = api::VenueStatus{status.phase, status.done, status.total, status.durable,
                                         status.text}] { parts.sessions.onStatus(view); });
}

void Gateway::onTick() {
    m_parts->parts().hub.onTick();
    m_parts->parts().history.onTick();
}

} // namespace openbell::gateway
