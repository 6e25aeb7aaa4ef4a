// openbell-bench matching: the order book under a recorded workload, checked against the trades
// that the workload's header announces, beside the floor loop in the same run.
#include "tests/bench/benchmarks.h"
#include "tests/bench/matching_engine.h"
#include "tests/bench/matching_floor.h"
#include "tests/bench/measure.h"
#include "tests/bench/workload.h"

#include <charconv>
#include <cstdio>
#include <optional>
#include <span>
#include <string>

namespace openbell::bench {

namespace {

struct MatchingOptions {
    std::string workload;
    unsigned repeat = 5;
    bool json = false;
};

struct MatchingReport {
    bool tradesOk = true;
    bool checksumOk = true;
    std::vector<double> nsPerOperation;
    std::vector<double> floorNsPerOperation;
    double p50Ns = 0;
    double p99Ns = 0;
    double p999Ns = 0;
    double bytesPerLiveOrder = 0;
    std::uint64_t rejected = 0;
};

std::optional<MatchingOptions> parse(Arguments arguments) {
    MatchingOptions options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const bool hasValue = i + 1 < arguments.size();
        if (arguments[i] == "--json") {
            options.json = true;
        } else if (arguments[i] == "--workload" && hasValue) {
            options.workload = arguments[++i];
        } else if (arguments[i] == "--repeat" && hasValue) {
            const std::string_view text = arguments[++i];
            const auto end = text.data() + text.size();
            const auto parsed = std::from_chars(text.data(), end, options.repeat);
            if (parsed.ec != std::errc{} || parsed.ptr != end)
                return std::nullopt;
        } else {
            return std::nullopt;
        }
    }
    if (options.workload.empty() || options.repeat < 1 || options.repeat > 1000)
        return std::nullopt;
    return options;
}

/// Runs `loop` over the prefill and then, timed, over the rest; nanoseconds per operation of the
/// workload.
template<class Loop>
double timeLoop(Loop& loop, std::span<const Operation> operations, std::size_t prefill,
                const WorkloadHeader& header) {
    loop.prefill(operations.first(prefill));
    const std::int64_t begin = threadCpuNs();
    loop.run(operations.subspan(prefill));
    const std::int64_t end = threadCpuNs();
    const std::uint64_t timed = header.operations - header.prefill;
    return timed == 0 ? 0 : static_cast<double>(end - begin) / static_cast<double>(timed);
}

void verify(const MatchingEngine& engine, const WorkloadHeader& header, MatchingReport& report) {
    const MatchingTotals& totals = engine.totals();
    report.tradesOk &= totals.trades == header.trades && totals.quantity == header.tradedQuantity &&
                       engine.liveOrders() == header.endOrders;
    report.checksumOk &= totals.checksum == header.checksum;
    report.rejected = totals.rejected;
}

void measureThroughput(const Workload& workload, MatchingReport& report) {
    const std::uint64_t before = residentBytes();
    MatchingEngine engine(workload.header);
    report.nsPerOperation.push_back(
        timeLoop(engine, workload.operations, workload.header.prefill, workload.header));
    if (report.nsPerOperation.size() == 1 && engine.liveOrders() != 0)
        report.bytesPerLiveOrder = static_cast<double>(residentBytes() - before) /
                                   static_cast<double>(engine.liveOrders());
    verify(engine, workload.header, report);
}

void measureLatency(const Workload& workload, MatchingReport& report) {
    constexpr std::size_t kMostTicks = 10'000'000;
    LatencyHistogram latencies(kMostTicks);
    MatchingEngine engine(workload.header);
    const std::span<const Operation> all(workload.operations);
    engine.prefill(all.first(workload.header.prefill));
    engine.runTimed(all.subspan(workload.header.prefill), latencies);
    verify(engine, workload.header, report);
    const double scale = nsPerTick();
    report.p50Ns = static_cast<double>(latencies.percentile(0.5)) * scale;
    report.p99Ns = static_cast<double>(latencies.percentile(0.99)) * scale;
    report.p999Ns = static_cast<double>(latencies.percentile(0.999)) * scale;
}

MatchingReport measure(const Workload& workload, unsigned repeat) {
    MatchingReport report;
    const FloorStream stream = makeFloorStream(workload);
    for (unsigned i = 0; i < repeat; ++i) {
        measureThroughput(workload, report);
        FloorLoop floor(workload.header);
        report.floorNsPerOperation.push_back(
            timeLoop(floor, stream.operations, stream.prefill, workload.header));
    }
    measureLatency(workload, report);
    return report;
}

void print(const MatchingReport& report, const Workload& workload, bool json) {
    const WorkloadHeader& header = workload.header;
    const double ns = median(report.nsPerOperation);
    const double floorNs = median(report.floorNsPerOperation);
    const char* const form =
        json ? "{\"benchmark\": \"matching\", \"operations\": %llu, \"symbols\": %llu, "
               "\"trades_ok\": %s, \"checksum_ok\": %s, \"ns_per_op\": %.2f, "
               "\"floor_ns_per_op\": %.2f, \"ratio_to_floor\": %.3f, \"p50_ns\": %.0f, "
               "\"p99_ns\": %.0f, \"p999_ns\": %.0f, \"bytes_per_live_order\": %.1f, "
               "\"repeats\": %zu, \"rejected\": %llu, \"machine\": \"%s\", "
               "\"commit\": \"%s\"}\n"
             : "%llu timed operations, %llu symbols\n"
               "trades as announced: %s, checksum as announced: %s\n"
               "per operation        %.2f ns of processor time (median)\n"
               "floor                %.2f ns; ratio %.3f\n"
               "latency              p50 %.0f ns, p99 %.0f ns, p99.9 %.0f ns\n"
               "memory               %.1f bytes per live order\n"
               "%zu repeats, %llu operations rejected\n"
               "%s, commit %s\n";
    std::printf(form, static_cast<unsigned long long>(header.operations - header.prefill),
                static_cast<unsigned long long>(header.symbols), report.tradesOk ? "true" : "false",
                report.checksumOk ? "true" : "false", ns, floorNs, floorNs > 0 ? ns / floorNs : 0,
                report.p50Ns, report.p99Ns, report.p999Ns, report.bytesPerLiveOrder,
                report.nsPerOperation.size(), static_cast<unsigned long long>(report.rejected),
                machineName().c_str(), commitName().c_str());
}

} // namespace

int runMatching(Arguments arguments) {
    const auto options = parse(arguments);
    if (!options) {
        std::fputs("openbell-bench matching --workload FILE [--repeat N] [--json]\n", stderr);
        return 2;
    }
    const Workload workload = loadWorkload(options->workload);
    const MatchingReport report = measure(workload, options->repeat);
    print(report, workload, options->json);
    return report.tradesOk && report.checksumOk ? 0 : 1;
}

} // namespace openbell::bench
