// openbell-bench pipeline: from sending an order through the loopback session to its durable
// acknowledgement, with and without fdatasync: one order at a time, and with many on their way.
#include "engine/host/host.h"
#include "engine/runtime/latency_histogram.h"
#include "engine/simulation/session_client.h"
#include "tests/bench/benchmarks.h"
#include "tests/bench/measure.h"
#include "tests/bench/order_flow.h"

#include <charconv>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <future>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>

namespace openbell::bench {
namespace {

using Clock = std::chrono::steady_clock;
using runtime::HistogramCounts;

constexpr std::chrono::seconds kPatience{60};
constexpr std::uint32_t kTrader = 2; ///< the user; trades on account 1

struct PipelineOptions {
    std::filesystem::path directory;
    unsigned seconds = 5;
    unsigned shards = 1;
};

std::optional<PipelineOptions> parse(Arguments arguments) {
    PipelineOptions options;
    for (std::size_t i = 0; i + 1 < arguments.size(); i += 2) {
        const std::string_view value = arguments[i + 1];
        const auto number = [&](unsigned& into) {
            return std::from_chars(value.data(), value.data() + value.size(), into).ptr ==
                   value.data() + value.size();
        };
        if (arguments[i] == "--dir")
            options.directory = value;
        else if (arguments[i] == "--seconds"  ? !number(options.seconds)
                 : arguments[i] == "--shards" ? !number(options.shards)
                                              : true)
            return std::nullopt;
    }
    if (arguments.size() % 2 != 0 || options.directory.empty() || options.seconds == 0)
        return std::nullopt;
    return options;
}

void check(bool ok, const std::string& what) {
    if (!ok)
        throw std::runtime_error(what);
}

/// A host on a directory of its own, served and set up; removed afterwards.
class BenchHost {
public:
    BenchHost(const PipelineOptions& options, bool sync)
        : m_directory(options.directory / "pipeline-bench") {
        std::filesystem::remove_all(m_directory);
        host::HostOptions hostOptions;
        hostOptions.dataDirectory = m_directory;
        hostOptions.shards = options.shards;
        hostOptions.syncToDisk = sync;
        hostOptions.logger = std::make_shared<runtime::Logger>(runtime::LogLevel::Warning);
        hostOptions.onState = [this](host::HostState state) { m_state.set_value(state); };
        auto opened = host::Host::open(std::move(hostOptions));
        check(opened.hasValue(), opened ? "" : opened.error().message);
        m_host = std::move(*opened);
        check(m_host->start().hasValue(), "the host does not start");
        check(m_state.get_future().get() == host::HostState::Serving, "the host does not serve");
        setUp();
    }
    ~BenchHost() {
        m_host->stop();
        std::filesystem::remove_all(m_directory);
    }
    BenchHost(const BenchHost&) = delete;
    BenchHost& operator=(const BenchHost&) = delete;

    std::unique_ptr<gateway::LoopbackConnection> connect(gateway::LoopbackCallbacks callbacks) {
        return m_host->connectLoopback(std::move(callbacks));
    }
    Sequence durable() const { return m_host->status().durable; }

private:
    void setUp() {
        simulation::SessionClient session(
            [this](gateway::LoopbackCallbacks callbacks) { return connect(std::move(callbacks)); },
            "bench");
        const auto local = m_host->localOperator();
        check(session.signIn(local.user, local.password).hasValue(), "the operator cannot sign in");
        std::vector<api::Command> commands = flowSetup(1, 1);
        commands.emplace_back(
            api::CreateUser{UserId(kTrader), api::Name("trader"), api::Role::Trader, AccountId(1)});
        for (const api::Command& command : commands)
            check(session.execute(command).hasValue(), "the set-up was refused");
        session.send(api::SetPassword{session.nextRequest(), UserId(kTrader), "", "correct horse"});
        check(session.nextOther().hasValue(), "no password was set");
    }

    std::filesystem::path m_directory;
    std::promise<host::HostState> m_state;
    std::unique_ptr<host::Host> m_host;
};

/// A trader's session as a program writes it: frames out, frames in, nothing in between.
class OrderSession {
public:
    explicit OrderSession(BenchHost& host) {
        m_connection =
            host.connect({[this](gateway::SharedFrame frame) { onFrame(*frame); }, [] {}});
        api::Hello hello;
        hello.clientName = "bench";
        send(hello);
        send(api::SignIn{"trader", "correct horse"});
        std::unique_lock lock(m_mutex);
        check(m_changed.wait_for(lock, kPatience, [this] { return m_signedIn; }),
              "the trader cannot sign in");
    }
    ~OrderSession() { m_connection.reset(); }
    OrderSession(const OrderSession&) = delete;
    OrderSession& operator=(const OrderSession&) = delete;

    /// Keeps `window` orders on their way for so long; gives the acknowledged ones' latencies.
    HistogramCounts run(OrderFlow& flow, Sequence& last, std::size_t window,
                        std::chrono::seconds time) {
        const HistogramCounts before = m_latencies.counts();
        const auto until = Clock::now() + time;
        while (Clock::now() < until) {
            waitForRoom(window);
            last = next(last);
            const api::Submit submit{RequestId(++m_lastRequest), flow.next(last)};
            api::Bytes frame = api::toBinary(api::ClientMessage(submit));
            m_sentNs[m_lastRequest % m_sentNs.size()] = nowNs();
            m_connection->send(std::move(frame));
        }
        waitForRoom(1);
        return m_latencies.counts().minus(before);
    }

private:
    static std::int64_t nowNs() {
        return std::chrono::nanoseconds(Clock::now().time_since_epoch()).count();
    }

    void send(const api::ClientMessage& message) { m_connection->send(api::toBinary(message)); }

    /// Waits until fewer than `window` are on their way.
    void waitForRoom(std::size_t window) {
        std::unique_lock lock(m_mutex);
        check(m_changed.wait_for(lock, kPatience,
                                 [&] { return m_lastRequest - m_answered < window; }),
              "no acknowledgement");
    }

    void onFrame(const api::Bytes& frame) {
        const auto message = api::fromBinary<api::ServerMessage>(frame);
        if (!message)
            return;
        const std::lock_guard lock(m_mutex);
        if (std::holds_alternative<api::SignedIn>(*message))
            m_signedIn = true;
        if (const auto* result = std::get_if<api::CommandResult>(&*message)) {
            m_latencies.record(nowNs() - m_sentNs[result->request.value() % m_sentNs.size()]);
            ++m_answered;
        }
        m_changed.notify_one();
    }

    std::unique_ptr<gateway::LoopbackConnection> m_connection;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_signedIn = false;
    std::uint64_t m_lastRequest = 0;
    std::uint64_t m_answered = 0;
    std::vector<std::int64_t> m_sentNs = std::vector<std::int64_t>(1U << 16U);
    runtime::LatencyHistogram m_latencies;
};

void measure(const PipelineOptions& options, bool sync) {
    BenchHost host(options, sync);
    OrderSession session(host);
    OrderFlow flow(1, 1, 1, 10'000);
    Sequence last = host.durable();
    (void)session.run(flow, last, 256, std::chrono::seconds(1)); // fills the book, warms up
    for (const std::size_t window :
         {std::size_t{1}, std::size_t{16}, std::size_t{256}, std::size_t{4096}}) {
        const HistogramCounts counts =
            session.run(flow, last, window, std::chrono::seconds(options.seconds));
        std::printf("%-9s %8zu %12llu %10.1f %10.1f %10.1f\n", sync ? "fdatasync" : "no sync",
                    window, static_cast<unsigned long long>(counts.total() / options.seconds),
                    static_cast<double>(counts.percentileNs(500)) / 1000.0,
                    static_cast<double>(counts.percentileNs(990)) / 1000.0,
                    static_cast<double>(counts.percentileNs(999)) / 1000.0);
        std::fflush(stdout);
    }
}

} // namespace

int runPipeline(Arguments arguments) {
    const auto options = parse(arguments);
    if (!options) {
        std::fputs("usage: openbell-bench pipeline --dir DIR [--seconds N] [--shards N]\n"
                   "  DIR: where the venue's data are written for the time of the measurement\n",
                   stderr);
        return 2;
    }
    std::printf("# %s, commit %s, %u shard(s)\n", machineName().c_str(), commitName().c_str(),
                options->shards);
    std::printf("%-9s %8s %12s %10s %10s %10s\n", "disk", "window", "orders/s", "p50 us", "p99 us",
                "p99.9 us");
    measure(*options, true);
    measure(*options, false);
    return 0;
}

} // namespace openbell::bench
