// openbell-bench curves: the order book's cost per operation against the number of open orders, of
// symbols, and against the range of prices, each beside the dense floor at the same size in turn. The
// floor grows as cache misses make any engine's cost grow; what the ratio grows by is the book's own.
#include "engine/base/random.h"
#include "tests/bench/benchmarks.h"
#include "tests/bench/matching_engine.h"
#include "tests/bench/matching_floor.h"
#include "tests/bench/measure.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <optional>
#include <string>

namespace openbell::bench {
namespace {

struct CurvesOptions {
    std::uint64_t operations = 1'000'000; ///< timed, at each point
    unsigned repeat = 3;
    std::uint64_t mostOrders = 10'000'000;
    bool json = false;
};

std::optional<CurvesOptions> parse(Arguments arguments) {
    CurvesOptions options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--json") {
            options.json = true;
            continue;
        }
        if (i + 1 == arguments.size())
            return std::nullopt;
        const std::string_view name = arguments[i];
        const std::string_view text = arguments[++i];
        std::uint64_t value = 0;
        const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (failure != std::errc{} || end != text.data() + text.size() || value == 0)
            return std::nullopt;
        if (name == "--operations")
            options.operations = value;
        else if (name == "--repeat")
            options.repeat = static_cast<unsigned>(value);
        else if (name == "--most-orders")
            options.mostOrders = value;
        else
            return std::nullopt;
    }
    return options;
}

/// Adds, cancels and replaces (9 : 9 : 2) of any order of one book of `orders`, with prices anywhere
/// in `range` ticks; nothing trades, the bids lie in the lower half.
Workload wideWorkload(std::uint64_t orders, std::uint32_t range, std::uint64_t operations) {
    constexpr std::uint32_t kLowest = 1000;
    Random random(20'264);
    std::vector<std::uint64_t> live;
    Workload workload;
    WorkloadHeader& header = workload.header;
    const auto priceOf = [&](std::uint8_t side) {
        const auto half = static_cast<std::uint32_t>(random.below(range / 2));
        return kLowest + (side == 0 ? half : range / 2 + half);
    };
    const auto emit = [&](std::uint64_t id, OperationType type) {
        const auto side = static_cast<std::uint8_t>(id % 2);
        const auto quantity = static_cast<std::uint32_t>(1 + random.below(100));
        workload.operations.push_back({id, priceOf(side), quantity, 0, type, side, 0});
    };
    const auto add = [&] {
        live.push_back(++header.maxId);
        emit(header.maxId, OperationType::Add);
        header.peakOrders = std::max<std::uint64_t>(header.peakOrders, live.size());
    };
    while (live.size() < orders)
        add();
    header.prefill = workload.operations.size();
    while (workload.operations.size() < header.prefill + operations) {
        const std::uint64_t draw = random.below(20);
        std::uint64_t& chosen = live[random.below(live.size())];
        if (draw < 2) {
            emit(chosen, OperationType::Replace);
        } else if (live.size() > orders || draw % 2 == 0) {
            emit(chosen, OperationType::Cancel);
            chosen = live.back();
            live.pop_back();
        } else {
            add();
        }
    }
    header.operations = workload.operations.size();
    header.symbols = 1;
    header.minPrice = kLowest;
    header.maxPrice = kLowest + range;
    header.endOrders = live.size();
    return workload;
}

struct Point {
    std::uint64_t at = 0;
    double ns = 0;
    double floorNs = 0;
    bool correct = true;
    double ratio() const { return floorNs > 0 ? ns / floorNs : 0; }
};

template<class Loop>
double timed(Loop& loop, std::span<const Operation> all, std::size_t prefill,
             std::uint64_t operations) {
    loop.prefill(all.first(prefill));
    const std::int64_t before = threadCpuNs();
    loop.run(all.subspan(prefill));
    return static_cast<double>(threadCpuNs() - before) / static_cast<double>(operations);
}

Point measure(std::uint64_t at, const Workload& workload, unsigned repeat) {
    const WorkloadHeader& header = workload.header;
    const FloorStream stream = makeFloorStream(workload);
    const std::uint64_t operations = header.operations - header.prefill;
    std::vector<double> ns;
    std::vector<double> floorNs;
    Point point{at};
    for (unsigned i = 0; i < repeat; ++i) {
        MatchingEngine engine(header);
        ns.push_back(timed(engine, workload.operations, header.prefill, operations));
        point.correct &= engine.liveOrders() == header.endOrders &&
                         engine.totals().trades == header.trades &&
                         engine.totals().checksum == header.checksum;
        FloorLoop floor(header);
        floorNs.push_back(timed(floor, stream.operations, stream.prefill, operations));
    }
    point.ns = median(ns);
    point.floorNs = median(floorNs);
    return point;
}

struct Curve {
    const char* name;
    const char* unit;
    std::vector<Point> points;

    /// By how much the cost grows from the first point on beyond what the floor grows by.
    double growth() const {
        const auto by = [](const Point& a, const Point& b) { return a.ratio() < b.ratio(); };
        return std::max_element(points.begin(), points.end(), by)->ratio() / points.front().ratio();
    }
    bool correct() const {
        return std::all_of(points.begin(), points.end(),
                           [](const Point& point) { return point.correct; });
    }
};

void addPoint(Curve& curve, std::uint64_t at, const Workload& workload,
              const CurvesOptions& options) {
    curve.points.push_back(measure(at, workload, options.repeat));
    const Point& point = curve.points.back();
    if (!options.json) {
        std::printf("%-14s %10llu %10.1f %10.1f %8.2f%s\n", curve.name,
                    static_cast<unsigned long long>(at), point.ns, point.floorNs, point.ratio(),
                    point.correct ? "" : " WRONG");
        std::fflush(stdout);
    }
}

std::vector<Curve> measureAll(const CurvesOptions& options) {
    constexpr std::uint64_t kSymbolOrders = 2'000'000; // 200 for each of the most symbols
    constexpr std::uint64_t kRangeOrders = 100'000;
    std::vector<Curve> curves{{"open orders", "orders in one book", {}},
                              {"symbols", "symbols, 2,000,000 open orders", {}},
                              {"price range", "ticks, 100,000 open orders in one book", {}}};
    for (std::uint64_t orders = 1'000; orders <= options.mostOrders; orders *= 10)
        addPoint(curves[0], orders,
                 generateWorkload({options.operations, 1, orders, orders, 0}), options);
    const std::uint64_t symbolOrders = std::min(kSymbolOrders, options.mostOrders);
    for (std::uint64_t symbols = 1; symbols <= symbolOrders / 200; symbols *= 10)
        addPoint(curves[1], symbols,
                 generateWorkload({options.operations, symbols, symbolOrders, symbols, 0}),
                 options);
    const std::uint64_t rangeOrders = std::min(kRangeOrders, options.mostOrders);
    for (std::uint32_t range = 10; range <= 1'000'000; range *= 10)
        addPoint(curves[2], range, wideWorkload(rangeOrders, range, options.operations), options);
    return curves;
}

void printJson(const std::vector<Curve>& curves) {
    std::printf("{\"benchmark\":\"curves\",\"machine\":\"%s\",\"commit\":\"%s\",\"curves\":[",
                machineName().c_str(), commitName().c_str());
    for (const Curve& curve : curves) {
        std::printf("%s{\"name\":\"%s\",\"unit\":\"%s\",\"growth_beyond_floor\":%.2f,\"points\":[",
                    &curve == curves.data() ? "" : ",", curve.name, curve.unit, curve.growth());
        for (const Point& point : curve.points)
            std::printf("%s{\"at\":%llu,\"ns_per_op\":%.1f,\"floor_ns_per_op\":%.1f,"
                        "\"ratio_to_floor\":%.3f,\"ok\":%s}",
                        &point == curve.points.data() ? "" : ",",
                        static_cast<unsigned long long>(point.at), point.ns, point.floorNs,
                        point.ratio(), point.correct ? "true" : "false");
        std::printf("]}");
    }
    std::printf("]}\n");
}

} // namespace

int runCurves(Arguments arguments) {
    const auto options = parse(arguments);
    if (!options) {
        std::fputs("usage: openbell-bench curves [--operations N] [--repeat N] [--most-orders N] "
                   "[--json]\n",
                   stderr);
        return 2;
    }
    if (!options->json)
        std::printf("# %s, commit %s\n%-14s %10s %10s %10s %8s\n", machineName().c_str(),
                    commitName().c_str(), "", "at", "ns/op", "floor", "ratio");
    const std::vector<Curve> curves = measureAll(*options);
    bool correct = true;
    for (const Curve& curve : curves) {
        correct &= curve.correct();
        if (!options->json)
            std::printf("%s: grows %.2f times beyond the floor\n", curve.name, curve.growth());
    }
    if (options->json)
        printJson(curves);
    return correct ? 0 : 1;
}

} // namespace openbell::bench
