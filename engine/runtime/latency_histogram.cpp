#include "engine/runtime/latency_histogram.h"

#include <algorithm>
#include <bit>

namespace openbell::runtime {

std::size_t HistogramCounts::bucketOf(std::int64_t ns) {
    constexpr std::uint64_t kSub = std::uint64_t{1} << kSubBits;
    const auto value = static_cast<std::uint64_t>(std::max<std::int64_t>(ns, 0));
    if (value < kSub)
        return static_cast<std::size_t>(value);
    // The leading bit chooses the exponent, the three bits after it the bucket within.
    const int shift = std::bit_width(value) - 1 - kSubBits;
    const std::size_t bucket =
        (static_cast<std::size_t>(shift + 1) << kSubBits) + ((value >> shift) & (kSub - 1));
    return std::min(bucket, kBuckets - 1);
}

std::int64_t HistogramCounts::upperEdgeNs(std::size_t bucket) {
    constexpr std::size_t kSub = std::size_t{1} << kSubBits;
    if (bucket < kSub)
        return static_cast<std::int64_t>(bucket);
    const std::size_t shift = (bucket >> kSubBits) - 1;
    const std::uint64_t lower = (kSub + (bucket & (kSub - 1))) << shift;
    return static_cast<std::int64_t>(lower + (std::uint64_t{1} << shift) - 1);
}

std::uint64_t HistogramCounts::total() const {
    std::uint64_t sum = 0;
    for (const std::uint64_t count : counts)
        sum += count;
    return sum;
}

HistogramCounts HistogramCounts::minus(const HistogramCounts& earlier) const {
    HistogramCounts difference;
    for (std::size_t i = 0; i < kBuckets; ++i)
        difference.counts[i] = counts[i] - earlier.counts[i];
    return difference;
}

std::int64_t HistogramCounts::percentileNs(unsigned perMille) const {
    const std::uint64_t all = total();
    if (all == 0)
        return 0;
    // The rank of the wanted value, counted from 1 and rounded up.
    const std::uint64_t rank = std::max<std::uint64_t>((all * perMille + 999) / 1000, 1);
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < kBuckets; ++i) {
        seen += counts[i];
        if (seen >= rank)
            return upperEdgeNs(i);
    }
    return upperEdgeNs(kBuckets - 1);
}

HistogramCounts LatencyHistogram::counts() const {
    HistogramCounts copy;
    for (std::size_t i = 0; i < HistogramCounts::kBuckets; ++i)
        copy.counts[i] = m_counts[i].load(std::memory_order_relaxed);
    return copy;
}

} // namespace openbell::runtime
