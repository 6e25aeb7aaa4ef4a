#include "tests/bench/pipeline_parts.h"

#include "engine/host/host.h"
#include "engine/journal/log.h"
#include "engine/runtime/clock.h"
#include "engine/runtime/engine.h"
#include "engine/simulation/session_client.h"

#include <atomic>
#include <condition_variable>
#include <fcntl.h>
#include <future>
#include <mutex>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace openbell::bench {
namespace {

constexpr std::uint32_t kTrader = 2; ///< the user; trades on account 1
constexpr std::chrono::seconds kPatience{60};

std::shared_ptr<runtime::Logger> quietLogger() {
    return std::make_shared<runtime::Logger>(runtime::LogLevel::Warning);
}

} // namespace

struct BenchVenue::Parts {
    std::filesystem::path directory;
    std::uint32_t instruments = 1;
    std::promise<host::HostState> state;
    std::unique_ptr<host::Host> host;

    void setUp();
};

BenchVenue::BenchVenue(const VenueOptions& options, bool listening)
    : m_parts(std::make_unique<Parts>()) {
    m_parts->directory = options.directory;
    m_parts->instruments = options.instruments;
    std::filesystem::remove_all(options.directory);
    host::HostOptions hostOptions;
    hostOptions.dataDirectory = options.directory;
    hostOptions.shards = options.shards;
    hostOptions.syncToDisk = options.sync;
    hostOptions.commandsPerSecond = 0;
    hostOptions.logger = quietLogger();
    if (listening)
        hostOptions.listen = host::ListenAddress{};
    hostOptions.onState = [this](host::HostState state) { m_parts->state.set_value(state); };
    auto opened = host::Host::open(std::move(hostOptions));
    require(opened.hasValue(), opened ? "" : opened.error().message);
    m_parts->host = std::move(*opened);
    require(m_parts->host->start().hasValue(), "the host does not start");
    require(m_parts->state.get_future().get() == host::HostState::Serving,
            "the host does not serve");
    m_parts->setUp();
}

BenchVenue::~BenchVenue() {
    m_parts->host->stop();
    std::filesystem::remove_all(m_parts->directory);
}

std::unique_ptr<gateway::LoopbackConnection>
BenchVenue::connect(gateway::LoopbackCallbacks callbacks) {
    return m_parts->host->connectLoopback(std::move(callbacks));
}

std::uint16_t BenchVenue::port() const {
    return m_parts->host->port();
}

api::SignIn BenchVenue::operatorSignIn() const {
    const auto local = m_parts->host->localOperator();
    return {local.user, local.password};
}

void BenchVenue::Parts::setUp() {
    simulation::SessionClient session(
        [this](gateway::LoopbackCallbacks callbacks) {
            return host->connectLoopback(std::move(callbacks));
        },
        "bench");
    const auto local = host->localOperator();
    require(session.signIn(local.user, local.password).hasValue(), "the operator cannot sign in");
    std::vector<api::Command> commands = flowSetup(instruments, 1);
    commands.emplace_back(
        api::CreateUser{UserId(kTrader), api::Name("trader"), api::Role::Trader, AccountId(1)});
    for (const api::Command& command : commands)
        require(session.execute(command).hasValue(), "the set-up was refused");
    session.send(api::SetPassword{session.nextRequest(), UserId(kTrader), "", "correct horse"});
    require(session.nextOther().hasValue(), "no password was set");
}

VenueProcess::VenueProcess(const VenueOptions& options) {
    int up[2];
    int down[2];
    require(::pipe(up) == 0 && ::pipe(down) == 0, "no pipe to the venue's process");
    m_process = ::fork();
    require(m_process >= 0, "no process for the venue");
    if (m_process == 0) {
        ::close(up[0]);
        ::close(down[1]);
        try {
            const BenchVenue venue(options, true);
            const std::uint16_t port = venue.port();
            char end = 0;
            if (::write(up[1], &port, sizeof port) == sizeof port)
                (void)!::read(down[0], &end, 1); // until the other side closes
        } catch (const std::exception& problem) {
            std::fprintf(stderr, "the venue's process: %s\n", problem.what());
        }
        ::_exit(0);
    }
    ::close(up[1]);
    ::close(down[0]);
    m_fromIt = up[0];
    m_toIt = down[1];
    // Another process made later must not keep this one alive.
    (void)::fcntl(m_toIt, F_SETFD, FD_CLOEXEC);
}

VenueProcess::~VenueProcess() {
    ::close(m_toIt);
    ::close(m_fromIt);
    ::waitpid(m_process, nullptr, 0);
}

std::uint16_t VenueProcess::port() {
    if (m_port == 0)
        require(::read(m_fromIt, &m_port, sizeof m_port) == sizeof m_port,
                "the venue's process does not serve");
    return m_port;
}

api::Bytes OrderFrames::next() {
    m_last = openbell::next(m_last);
    return api::toBinary(
        api::ClientMessage(api::Submit{RequestId(++m_request), m_flow.next(m_last)}));
}

namespace {

/// Counts the durable orders and times them; publisher thread.
class DurableOrders final : public runtime::BatchConsumer {
public:
    explicit DurableOrders(Times& times) : m_times(times) { m_times.reserve(); }

    void onRecovered(const api::EventBuffer&, Sequence) override {}
    void onBatch(const runtime::PublishedBatch& batch) override {
        const std::int64_t now = steadyNow();
        const std::lock_guard lock(m_mutex);
        for (const runtime::Origin& origin : batch.origins)
            if (m_timed)
                m_times.add(now - m_sentNs[origin.request.value() % m_sentNs.size()]);
        m_done += batch.origins.size();
        m_changed.notify_one();
    }
    void onStatus(const runtime::EngineStatus& status) override {
        const std::lock_guard lock(m_mutex);
        m_live = status.phase == api::VenuePhase::Live;
        m_changed.notify_one();
    }
    void onTick() override {}

    void waitUntilLive() {
        std::unique_lock lock(m_mutex);
        require(m_changed.wait_for(lock, kPatience, [this] { return m_live; }),
                "the engine does not start");
    }
    /// Waits until at most `count` of the `sent` are on their way; returns how many are.
    std::size_t waitFor(std::uint64_t sent, std::size_t count) {
        std::unique_lock lock(m_mutex);
        require(m_changed.wait_for(lock, kPatience, [&] { return sent - m_done <= count; }),
                "no acknowledgement");
        return sent - m_done;
    }
    void sending(std::uint64_t request) { m_sentNs[request % m_sentNs.size()] = steadyNow(); }
    void startTiming() {
        const std::lock_guard lock(m_mutex);
        m_timed = true;
    }

private:
    Times& m_times;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_live = false;
    bool m_timed = false;
    std::uint64_t m_done = 0;
    std::vector<std::int64_t> m_sentNs = std::vector<std::int64_t>(1U << 16U);
};

/// Times the writes of another log, once for each record; journal thread.
class TimedLog final : public journal::Log {
public:
    TimedLog(std::unique_ptr<journal::Log> log, Times& times, const std::atomic<bool>& timed)
        : m_log(std::move(log))
        , m_times(times)
        , m_timed(timed) {
        m_times.reserve();
    }

    Result<Done, journal::LogFailure> append(const journal::LogBatch& batch) override {
        const std::int64_t before = steadyNow();
        auto result = m_log->append(batch);
        const std::int64_t ns = steadyNow() - before;
        if (m_timed.load(std::memory_order_relaxed))
            m_times.add(ns, batch.last.value() - batch.first.value() + 1);
        return result;
    }
    Sequence durable() const override { return m_log->durable(); }
    Result<Done, journal::LogFailure> fence(std::uint64_t epoch) override {
        return m_log->fence(epoch);
    }

private:
    std::unique_ptr<journal::Log> m_log;
    Times& m_times;
    const std::atomic<bool>& m_timed;
};

} // namespace

double runEngine(const VenueOptions& options, std::size_t window, std::chrono::nanoseconds time,
                 EngineTimes& times) {
    std::filesystem::remove_all(options.directory);
    std::filesystem::create_directories(options.directory);
    std::atomic<bool> timed{false};
    runtime::EngineOptions engineOptions;
    engineOptions.dataDirectory = options.directory;
    engineOptions.shards = options.shards;
    engineOptions.syncToDisk = options.sync;
    engineOptions.logger = quietLogger();
    engineOptions.wrapLog = [&](std::unique_ptr<journal::Log> log) {
        return std::make_unique<TimedLog>(std::move(log), times.writes, timed);
    };
    DurableOrders consumer(times.orders);
    runtime::Engine engine(std::move(engineOptions), consumer, nullptr);
    engine.start();
    consumer.waitUntilLive();

    std::uint64_t sent = 0;
    const auto submit = [&](api::Command command) {
        consumer.sending(++sent);
        require(engine.trySubmit({1, RequestId(sent), UserId(1), std::move(command)}) ==
                    api::RejectReason::None,
                "the engine takes no orders");
    };
    for (api::Command& command : flowSetup(1, 1))
        submit(std::move(command));
    OrderFlow flow(1, 1, 1, 10'000);
    const auto keep = [&](std::int64_t until) {
        while (steadyNow() < until) {
            const std::size_t waiting = consumer.waitFor(sent, window - (window + 3) / 4);
            for (std::size_t i = waiting; i < window; ++i)
                submit(flow.next(Sequence(sent + 1)));
        }
        (void)consumer.waitFor(sent, 0);
    };
    keep(steadyNow() + time.count() / 2); // fills the book, warms up
    consumer.startTiming();
    timed = true;
    const std::int64_t start = steadyNow();
    keep(start + time.count());
    const double seconds = static_cast<double>(steadyNow() - start) / 1e9;
    engine.stop();
    std::filesystem::remove_all(options.directory);
    return seconds;
}

} // namespace openbell::bench
