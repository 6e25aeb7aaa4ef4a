// openbell-bench pipeline: from sending an order to its acknowledgement, over loopback TCP to a
// venue in another process and in process, with and without fdatasync, one order at a time and many
// on their way; the floors (a TCP round trip, a synced write of 4 KiB) are measured in turn with
// it.
#include "tests/bench/benchmarks.h"
#include "tests/bench/measure.h"
#include "tests/bench/pipeline_parts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <functional>
#include <optional>
#include <unistd.h>

namespace openbell::bench {
namespace {

constexpr unsigned kRounds = 4; ///< how often each of the single orders' figures has its turn
constexpr std::array<std::size_t, 4> kWindows{16, 256, 4096, 16'384};

struct PipelineOptions {
    std::filesystem::path directory;
    unsigned seconds = 4;
    unsigned shards = 1;
    bool json = false;
    bool onlySingle = false; ///< single orders and their floors, not the batches
};

std::optional<PipelineOptions> parse(Arguments arguments) {
    PipelineOptions options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--json") {
            options.json = true;
            continue;
        }
        if (arguments[i] == "--single") {
            options.onlySingle = true;
            continue;
        }
        if (i + 1 == arguments.size())
            return std::nullopt;
        const std::string_view name = arguments[i];
        const std::string_view value = arguments[++i];
        const auto number = [&](unsigned& into) {
            return std::from_chars(value.data(), value.data() + value.size(), into).ptr ==
                   value.data() + value.size();
        };
        if (name == "--dir")
            options.directory = value;
        else if (name == "--seconds" ? !number(options.seconds)
                                     : name != "--shards" || !number(options.shards))
            return std::nullopt;
    }
    if (options.directory.empty() || options.seconds == 0)
        return std::nullopt;
    return options;
}

/// One line of the report.
struct Figure {
    std::string name;
    std::size_t window = 1;
    double perSecond = 0;
    double p50Us = 0;
    double p99Us = 0;
    double p999Us = 0;
};

Figure figureOf(std::string name, std::size_t window, const Times& times, double seconds) {
    return {std::move(name),
            window,
            seconds > 0 ? static_cast<double>(times.count()) / seconds : 0,
            times.percentileUs(0.5),
            times.percentileUs(0.99),
            times.percentileUs(0.999)};
}

/// Something that is timed in turn with others.
struct Turn {
    std::string name;
    std::function<double(std::chrono::nanoseconds, Times&)> run; ///< gives the seconds it took
    Times times;
    double seconds = 0;
};

std::function<double(std::chrono::nanoseconds, Times&)> single(OrderClient& client) {
    return [&client](std::chrono::nanoseconds time, Times& times) {
        return client.run(1, time, times);
    };
}

/// The part of the report that says how far the goals are.
struct Ratios {
    double tcp = 0;
    double tcpDurable = 0;
    double inProcess = 0;
    double inProcessDurable = 0;
};

class Report {
public:
    void add(Figure figure, bool json) {
        if (!json) {
            std::printf("%-26s %7zu %12.0f %10.1f %10.1f %10.1f\n", figure.name.c_str(),
                        figure.window, figure.perSecond, figure.p50Us, figure.p99Us, figure.p999Us);
            std::fflush(stdout);
        }
        m_figures.push_back(std::move(figure));
    }
    const Figure& find(std::string_view name) const {
        return *std::find_if(m_figures.begin(), m_figures.end(),
                             [name](const Figure& figure) { return figure.name == name; });
    }
    /// Single orders against the floors of the same run.
    Ratios ratios() const {
        const double roundTrip = find("tcp round trip").p50Us;
        const double synced = roundTrip + std::min(find("4 KiB synced append").p50Us,
                                                   find("4 KiB synced in place").p50Us);
        return {find("tcp, no sync").p50Us / roundTrip, find("tcp, durable").p50Us / synced,
                find("in process, no sync").p50Us / roundTrip,
                find("in process, durable").p50Us / synced};
    }
    void printJson(const PipelineOptions& options) const {
        const Ratios ratio = ratios();
        std::printf("{\"benchmark\":\"pipeline\",\"machine\":\"%s\",\"commit\":\"%s\","
                    "\"shards\":%u,\"ack_to_tcp_round_trip\":%.2f,"
                    "\"durable_ack_to_round_trip_and_sync\":%.2f,"
                    "\"in_process_ack_to_tcp_round_trip\":%.2f,"
                    "\"in_process_durable_ack_to_round_trip_and_sync\":%.2f,\"figures\":[",
                    machineName().c_str(), commitName().c_str(), options.shards, ratio.tcp,
                    ratio.tcpDurable, ratio.inProcess, ratio.inProcessDurable);
        for (const Figure& figure : m_figures)
            std::printf("%s{\"name\":\"%s\",\"window\":%zu,\"per_second\":%.0f,\"p50_us\":%.1f,"
                        "\"p99_us\":%.1f,\"p999_us\":%.1f}",
                        &figure == m_figures.data() ? "" : ",", figure.name.c_str(), figure.window,
                        figure.perSecond, figure.p50Us, figure.p99Us, figure.p999Us);
        std::printf("]}\n");
    }

private:
    std::vector<Figure> m_figures;
};

/// Everything that takes its turn; the processes are made before this one has threads.
class Pipeline {
public:
    explicit Pipeline(const PipelineOptions& options)
        : m_options(options)
        , m_daemon(std::in_place, venueOptions("daemon", false))
        , m_durableDaemon(std::in_place, venueOptions("daemon-durable", true))
        , m_venue(std::in_place, venueOptions("venue", false), false)
        , m_durableVenue(std::in_place, venueOptions("venue-durable", true), false)
        , m_appends(options.directory, SyncedWrites::Place::AtTheEnd)
        , m_block(options.directory, SyncedWrites::Place::SameBlock) {}

    void measure(Report& report) {
        singleOrders(report);
        if (m_options.onlySingle)
            return;
        for (const std::size_t window : kWindows) {
            batches(report, "tcp, durable, batches", *m_tcpDurable, window);
            batches(report, "in process, durable, batches", *m_inProcessDurable, window);
        }
        closeVenues();
        for (const std::size_t window : kWindows) {
            EngineTimes times;
            const double seconds = runEngine(venueOptions("engine", true), window,
                                             std::chrono::seconds(m_options.seconds), times);
            report.add(figureOf("engine, durable, batches", window, times.orders, seconds),
                       m_options.json);
            report.add(figureOf("engine, their writes", window, times.writes, seconds),
                       m_options.json);
        }
    }

private:
    VenueOptions venueOptions(const char* name, bool sync) const {
        return {m_options.directory / name, m_options.shards, sync};
    }

    /// Their followers still work off what was measured before, on the same cores and disk.
    void closeVenues() {
        for (auto* client : {&m_tcp, &m_tcpDurable, &m_inProcess, &m_inProcessDurable})
            client->reset();
        m_durableVenue.reset();
        m_venue.reset();
        m_durableDaemon.reset(); // before the one whose pipes it has inherited
        m_daemon.reset();
        ::sync(); // what they leave to be written and removed
    }

    void singleOrders(Report& report) {
        const auto floor = [](auto run) {
            return [run](std::chrono::nanoseconds time, Times& times) {
                run(time, times);
                return std::chrono::duration<double>(time).count();
            };
        };
        std::vector<Turn> turns;
        turns.push_back({"tcp round trip",
                         floor([this](auto time, Times& times) { m_echo.run(time, times); }),
                         {},
                         0});
        turns.push_back({"tcp, no sync", single(*m_tcp), {}, 0});
        turns.push_back({"thread round trip", floor(runThreadRoundTrips), {}, 0});
        turns.push_back({"in process, no sync", single(*m_inProcess), {}, 0});
        turns.push_back({"4 KiB synced append",
                         floor([this](auto time, Times& times) { m_appends.run(time, times); }),
                         {},
                         0});
        turns.push_back({"4 KiB synced in place",
                         floor([this](auto time, Times& times) { m_block.run(time, times); }),
                         {},
                         0});
        turns.push_back({"tcp, durable", single(*m_tcpDurable), {}, 0});
        turns.push_back({"in process, durable", single(*m_inProcessDurable), {}, 0});
        Times warmUp;
        for (OrderClient* client :
             {m_tcp.get(), m_inProcess.get(), m_tcpDurable.get(), m_inProcessDurable.get()})
            (void)client->run(256, std::chrono::milliseconds(250), warmUp);
        const std::chrono::nanoseconds time =
            std::chrono::nanoseconds(std::chrono::seconds(m_options.seconds)) / kRounds;
        for (unsigned round = 0; round < kRounds; ++round)
            for (Turn& turn : turns)
                turn.seconds += turn.run(time, turn.times);
        for (const Turn& turn : turns)
            report.add(figureOf(turn.name, 1, turn.times, turn.seconds), m_options.json);
    }

    void batches(Report& report, const char* name, OrderClient& client, std::size_t window) {
        Times times;
        const double seconds = client.run(window, std::chrono::seconds(m_options.seconds), times);
        report.add(figureOf(name, window, times, seconds), m_options.json);
    }

    PipelineOptions m_options;
    TcpEcho m_echo;
    std::optional<VenueProcess> m_daemon;
    std::optional<VenueProcess> m_durableDaemon;
    std::optional<BenchVenue> m_venue;
    std::optional<BenchVenue> m_durableVenue;
    SyncedWrites m_appends;
    SyncedWrites m_block;
    std::unique_ptr<OrderClient> m_tcp = socketClient(m_daemon->port());
    std::unique_ptr<OrderClient> m_tcpDurable = socketClient(m_durableDaemon->port());
    std::unique_ptr<OrderClient> m_inProcess = loopbackClient(*m_venue);
    std::unique_ptr<OrderClient> m_inProcessDurable = loopbackClient(*m_durableVenue);
};

} // namespace

int runPipeline(Arguments arguments) {
    const auto options = parse(arguments);
    if (!options) {
        std::fputs("usage: openbell-bench pipeline --dir DIR [--seconds N] [--shards N] [--single] "
                   "[--json]\n"
                   "  DIR: where the venues' data are written for the time of the measurement\n"
                   "  --single: one order at a time only, no batches\n",
                   stderr);
        return 2;
    }
    std::filesystem::create_directories(options->directory);
    Report report;
    if (!options->json)
        std::printf("# %s, commit %s, %u shard(s)\n%-26s %7s %12s %10s %10s %10s\n",
                    machineName().c_str(), commitName().c_str(), options->shards, "", "window",
                    "per second", "p50 us", "p99 us", "p99.9 us");
    Pipeline(*options).measure(report);
    if (options->json) {
        report.printJson(*options);
        return 0;
    }
    const Ratios ratio = report.ratios();
    std::printf("acknowledgement / TCP round trip: %.2f over TCP, %.2f in process\n"
                "durable acknowledgement / (round trip + the faster synced write): %.2f, %.2f\n",
                ratio.tcp, ratio.inProcess, ratio.tcpDurable, ratio.inProcessDurable);
    return 0;
}

} // namespace openbell::bench
