// Latencies in logarithmic buckets: eight per power of two, so a percentile is right to about 9 %.
// Recorded without locks from any thread; read as a copy.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace openbell::runtime {

/// Bucket counts at one moment; differences of two give the latencies in between.
struct HistogramCounts {
    static constexpr int kSubBits = 3;
    static constexpr int kExponents =
        40; ///< up to 2^42 ns, over an hour; longer ones count as that
    static constexpr std::size_t kBuckets = static_cast<std::size_t>(kExponents) << kSubBits;

    std::array<std::uint64_t, kBuckets> counts{};

    std::uint64_t total() const;
    HistogramCounts minus(const HistogramCounts& earlier) const;

    /// Upper edge of the bucket that holds the given fraction (parts per thousand); 0 when empty.
    std::int64_t percentileNs(unsigned perMille) const;

    static std::size_t bucketOf(std::int64_t ns);
    static std::int64_t upperEdgeNs(std::size_t bucket);
};

class LatencyHistogram {
public:
    void record(std::int64_t ns, std::uint64_t times = 1) {
        m_counts[HistogramCounts::bucketOf(ns)].fetch_add(times, std::memory_order_relaxed);
    }
    HistogramCounts counts() const;

private:
    std::array<std::atomic<std::uint64_t>, HistogramCounts::kBuckets> m_counts{};
};

} // namespace openbell::runtime
