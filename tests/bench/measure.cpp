#include "tests/bench/measure.h"

#include "openbell_commit.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <thread>
#include <time.h>
#include <unistd.h>
#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace openbell::bench {

std::int64_t threadCpuNs() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

std::uint64_t ticks() {
#if defined(__x86_64__)
    unsigned processor = 0;
    return __rdtscp(&processor); // waits for the instructions before it
#else
    return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
#endif
}

double nsPerTick() {
    using Clock = std::chrono::steady_clock;
    const auto begin = Clock::now();
    const std::uint64_t beginTicks = ticks();
    while (Clock::now() - begin < std::chrono::milliseconds(50)) {
    }
    const std::uint64_t endTicks = ticks();
    const std::chrono::duration<double, std::nano> passed = Clock::now() - begin;
    return passed.count() / static_cast<double>(endTicks - beginTicks);
}

std::uint64_t tickOverhead() {
    std::uint64_t least = ~std::uint64_t{0};
    for (int i = 0; i < 10'000; ++i) {
        const std::uint64_t begin = ticks();
        least = std::min(least, ticks() - begin);
    }
    return least;
}

double median(std::vector<double> values) {
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::uint64_t LatencyHistogram::percentile(double share) const {
    const auto wanted = static_cast<std::uint64_t>(share * static_cast<double>(m_total));
    std::uint64_t seen = 0;
    for (std::size_t value = 0; value < m_counts.size(); ++value) {
        seen += m_counts[value];
        if (seen > wanted)
            return value;
    }
    return m_counts.size() - 1;
}

std::uint64_t residentBytes() {
    std::ifstream file("/proc/self/statm");
    std::uint64_t pages = 0;
    std::uint64_t resident = 0;
    file >> pages >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::string machineName() {
    std::string model = "unknown processor";
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("model name")) {
            model = line.substr(line.find(':') + 2);
            break;
        }
    return model + ", " + std::to_string(std::thread::hardware_concurrency()) + " cores";
}

std::string commitName() {
    return OPENBELL_COMMIT;
}

} // namespace openbell::bench
