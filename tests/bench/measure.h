// Clocks, percentiles and facts about the machine for the benchmarks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace openbell::bench {

/// Processor time of the calling thread: what others do on the machine counts little.
std::int64_t threadCpuNs();

/// A cheap counter for single operations, and how many nanoseconds one tick of it is.
std::uint64_t ticks();
double nsPerTick();

/// What reading the counter twice in a row gives, to be taken off each measurement.
std::uint64_t tickOverhead();

double median(std::vector<double> values);

/// Counts values exactly up to a bound; larger ones count as the bound.
class LatencyHistogram {
public:
    explicit LatencyHistogram(std::size_t bound) : m_counts(bound + 1) {}
    void record(std::uint64_t value) {
        ++m_counts[value < m_counts.size() ? value : m_counts.size() - 1];
        ++m_total;
    }
    /// The smallest value that `share` (0..1) of all values do not exceed.
    std::uint64_t percentile(double share) const;

private:
    std::vector<std::uint32_t> m_counts;
    std::uint64_t m_total = 0;
};

std::uint64_t residentBytes();

/// For reports: the processor and number of cores, the commit that was built.
std::string machineName();
std::string commitName();

} // namespace openbell::bench
