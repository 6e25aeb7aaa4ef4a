// What the engine counts about itself: written by its threads without locks, read by health().
#pragma once

#include "engine/api/views.h"
#include "engine/runtime/latency_histogram.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>

namespace openbell::runtime {

struct Metrics {
    std::atomic<std::uint64_t> commands{0}; ///< published
    std::atomic<std::uint64_t> events{0};
    std::atomic<std::uint64_t> trades{0};
    std::atomic<std::uint64_t> rejects{0};
    std::atomic<std::uint64_t> applied{0}; ///< last sequence number
    std::atomic<std::uint64_t> durable{0};
    std::atomic<std::uint64_t> projected{0};
    std::atomic<std::uint64_t> snapshot{0};
    std::atomic<std::int64_t> businessTime{0};
    std::atomic<std::uint32_t> recoveredSession{0};
    std::atomic<std::uint64_t> journalBytes{0};
    std::atomic<std::uint32_t> journalDepth{0};
    std::atomic<std::uint32_t> publishDepth{0};
    LatencyHistogram applyNs;
    LatencyHistogram durableNs;
    LatencyHistogram syncNs;
};

/// Turns counters into rates and percentiles over the last seconds. Thread-safe.
class HealthSampler {
public:
    explicit HealthSampler(const Metrics& metrics);

    /// Rates over about a second, percentiles over about ten (over the whole run while idle).
    void fill(api::HealthView& view);

private:
    struct Sample {
        std::int64_t atNs = 0;
        std::uint64_t commands = 0;
        std::uint64_t events = 0;
        std::uint64_t trades = 0;
        std::uint64_t rejects = 0;
        HistogramCounts applyNs;
        HistogramCounts durableNs;
        HistogramCounts syncNs;
    };
    static constexpr std::size_t kSamples = 10; ///< one per second at most

    Sample take() const;

    const Metrics& m_metrics;
    std::mutex m_mutex;
    std::deque<Sample> m_samples; ///< oldest first, at most kSamples
};

/// Memory of this process that is in RAM; 0 where the system does not tell.
std::uint64_t residentBytes();

} // namespace openbell::runtime
