#include "tests/bench/benchmarks.h"
#include "tests/bench/workload.h"

#include <charconv>
#include <cstdio>
#include <optional>
#include <string>

namespace openbell::bench {

namespace {

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

} // namespace

/// OUT OPERATIONS SYMBOLS LIVE SEED [YOUNG-PERCENT]: writes a workload file.
int runGenerate(Arguments arguments) {
    std::uint64_t values[5] = {0, 0, 0, 0, 70};
    const std::size_t given = arguments.size();
    bool valid = given == 5 || given == 6;
    for (std::size_t i = 1; valid && i < given; ++i) {
        const auto value = number(arguments[i]);
        valid = value.has_value();
        values[i - 1] = value.value_or(0);
    }
    const auto [operations, symbols, live, seed, young] = values;
    if (!valid || symbols == 0 || symbols > 65536 || operations + live > 1'000'000'000 ||
        young > 100) {
        std::fputs("openbell-bench generate OUT OPERATIONS SYMBOLS LIVE SEED [YOUNG-PERCENT]\n"
                   "  at most 65536 symbols, 10^9 operations and live orders together\n",
                   stderr);
        return 2;
    }
    const std::string path(arguments[0]);
    const Workload workload =
        generateWorkload({operations, symbols, live, seed, static_cast<int>(young)});
    saveWorkload(workload, path);
    const WorkloadHeader& header = workload.header;
    std::printf("%s: %llu operations (%llu of them prefill), %llu symbols, %llu trades, checksum "
                "%016llx\n",
                path.c_str(), static_cast<unsigned long long>(header.operations),
                static_cast<unsigned long long>(header.prefill),
                static_cast<unsigned long long>(header.symbols),
                static_cast<unsigned long long>(header.trades),
                static_cast<unsigned long long>(header.checksum));
    return 0;
}

} // namespace openbell::bench
