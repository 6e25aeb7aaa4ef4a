#include "engine/runtime/metrics.h"

#include "engine/runtime/clock.h"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace openbell::runtime {
namespace {

constexpr std::int64_t kSampleSpacingNs = 1'000'000'000;

std::uint64_t perSecond(std::uint64_t difference, std::int64_t elapsedNs) {
    if (elapsedNs <= 0)
        return 0;
    return difference * 1'000 /
           static_cast<std::uint64_t>(std::max<std::int64_t>(elapsedNs / 1'000'000, 1));
}

HistogramCounts recent(const HistogramCounts& now, const HistogramCounts& earlier) {
    HistogramCounts difference = now.minus(earlier);
    return difference.total() == 0 ? now : difference;
}

} // namespace

HealthSampler::HealthSampler(const Metrics& metrics) : m_metrics(metrics) {
    m_samples.push_back(take());
}

HealthSampler::Sample HealthSampler::take() const {
    Sample sample;
    sample.atNs = steadyNs();
    sample.commands = m_metrics.commands.load(std::memory_order_relaxed);
    sample.events = m_metrics.events.load(std::memory_order_relaxed);
    sample.trades = m_metrics.trades.load(std::memory_order_relaxed);
    sample.rejects = m_metrics.rejects.load(std::memory_order_relaxed);
    sample.applyNs = m_metrics.applyNs.counts();
    sample.durableNs = m_metrics.durableNs.counts();
    sample.syncNs = m_metrics.syncNs.counts();
    return sample;
}

void HealthSampler::fill(api::HealthView& view) {
    const std::lock_guard lock(m_mutex);
    const Sample now = take();
    // Rates look back to the newest sample that is a whole spacing old, or the oldest there is.
    auto base = std::find_if(m_samples.rbegin(), m_samples.rend(), [&](const Sample& sample) {
        return now.atNs - sample.atNs >= kSampleSpacingNs;
    });
    const Sample& before = base == m_samples.rend() ? m_samples.front() : *base;
    const std::int64_t elapsed = now.atNs - before.atNs;
    view.commandsPerSecond = perSecond(now.commands - before.commands, elapsed);
    view.eventsPerSecond = perSecond(now.events - before.events, elapsed);
    view.tradesPerSecond = perSecond(now.trades - before.trades, elapsed);
    view.rejectsPerSecond = perSecond(now.rejects - before.rejects, elapsed);

    const Sample& oldest = m_samples.front();
    const HistogramCounts apply = recent(now.applyNs, oldest.applyNs);
    const HistogramCounts durable = recent(now.durableNs, oldest.durableNs);
    const HistogramCounts sync = recent(now.syncNs, oldest.syncNs);
    view.applyNsP50 = apply.percentileNs(500);
    view.applyNsP99 = apply.percentileNs(990);
    view.durableNsP50 = durable.percentileNs(500);
    view.durableNsP99 = durable.percentileNs(990);
    view.durableNsP999 = durable.percentileNs(999);
    view.syncNsP50 = sync.percentileNs(500);
    view.syncNsP99 = sync.percentileNs(990);

    if (now.atNs - m_samples.back().atNs >= kSampleSpacingNs) {
        m_samples.push_back(now);
        if (m_samples.size() > kSamples)
            m_samples.pop_front();
    }
}

std::uint64_t residentBytes() {
    std::FILE* file = std::fopen("/proc/self/statm", "r");
    if (file == nullptr)
        return 0;
    unsigned long long total = 0;
    unsigned long long resident = 0;
    const int read = std::fscanf(file, "%llu %llu", &total, &resident);
    std::fclose(file);
    return read == 2 ? resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) : 0;
}

} // namespace openbell::runtime
