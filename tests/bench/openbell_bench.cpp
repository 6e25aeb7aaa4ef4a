// openbell-bench <benchmark> [arguments]: measures a part of the exchange and prints the figures.
// What they mean and what has been measured: tests/bench/RESULTS.md.
#include "tests/bench/benchmarks.h"

#include <array>
#include <cstdio>
#include <exception>
#include <string_view>
#include <vector>

using namespace openbell::bench;

namespace {

struct Benchmark {
    std::string_view name;
    int (*run)(Arguments);
    std::string_view usage;
};

constexpr std::array kBenchmarks{
    Benchmark{"matching", runMatching, "--workload FILE [--repeat N] [--json]"},
    Benchmark{"generate", runGenerate, "OUT OPERATIONS SYMBOLS LIVE SEED [YOUNG-PERCENT]"},
    Benchmark{"core", runCore,
              "[--workload FILE [--repeat N] [--json]] [--commands N] [--instruments N] "
              "[--accounts N] [--shards N]"},
    Benchmark{"curves", runCurves, "[--operations N] [--repeat N] [--most-orders N] [--json]"},
    Benchmark{"console", runConsole,
              "[--seconds N] [--book-updates N] [--trades N] [--picture FILE.png]"},
    Benchmark{"journal", runJournal, "--dir DIR [--commands N]"},
    Benchmark{"pipeline", runPipeline, "--dir DIR [--seconds N] [--shards N] [--json]"},
    Benchmark{"recovery", runRecovery, "--dir DIR [--commands N] [--tail N] [--shards N]"},
    Benchmark{"watching", runWatching, "--dir DIR [--orders N] [--pairs N] [--json]"},
    Benchmark{"read-models", runReadModels, "--dir DIR [COMMANDS]"},
};

int printUsage() {
    std::fputs("usage:\n", stderr);
    for (const Benchmark& benchmark : kBenchmarks)
        std::fprintf(stderr, "  openbell-bench %s %s\n", benchmark.name.data(),
                     benchmark.usage.data());
    return 2;
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string_view> arguments(argv, argv + argc);
    if (arguments.size() < 2)
        return printUsage();
    for (const Benchmark& benchmark : kBenchmarks) {
        if (benchmark.name != arguments[1])
            continue;
        try {
            return benchmark.run(Arguments(arguments).subspan(2));
        } catch (const std::exception& failure) {
            std::fprintf(stderr, "openbell-bench %s: %s\n", benchmark.name.data(), failure.what());
            return 1;
        }
    }
    return printUsage();
}
