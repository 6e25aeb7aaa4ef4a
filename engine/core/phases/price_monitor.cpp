#include "engine/core/phases/price_monitor.h"

#include <algorithm>

namespace openbell::core {
namespace {

using api::RejectReason;

constexpr std::int64_t kMaxSeconds = 7 * 86'400;

bool isRate(std::int64_t ppm) {
    return ppm >= 0 && ppm < kPpm;
}

} // namespace

PriceRange rangeAround(Price reference, std::int64_t ppm) {
    const Int128 away = static_cast<Int128>(reference.value()) * ppm / kPpm;
    return {Price(std::max<std::int64_t>(1, reference.value() - static_cast<std::int64_t>(away))),
            reference + Price(static_cast<std::int64_t>(away))};
}

std::array<PriceMonitor::Horizon, PriceMonitor::kHorizons>
PriceMonitor::horizonsOf(const api::SetPriceControls& c) {
    return {{{c.horizon1, c.deviation1Ppm},
             {c.horizon2, c.deviation2Ppm},
             {c.horizon3, c.deviation3Ppm}}};
}

RejectReason PriceMonitor::set(const api::SetPriceControls& controls) {
    const auto horizons = horizonsOf(controls);
    bool active = false;
    for (const Horizon& horizon : horizons) {
        const bool on = horizon.seconds != 0;
        if (!isRate(horizon.ppm) || horizon.seconds > kMaxSeconds || on != (horizon.ppm != 0))
            return RejectReason::InvalidDefinition;
        active = active || on;
    }
    if (!isRate(controls.collarPpm) || controls.auctionSeconds > kMaxSeconds ||
        active != (controls.auctionSeconds != 0))
        return RejectReason::InvalidDefinition;
    bool changed = controls.collarPpm != m_controls.collarPpm ||
                   controls.auctionSeconds != m_controls.auctionSeconds;
    for (std::size_t i = 0; i < kHorizons; ++i) {
        if (horizons[i].seconds != m_horizons[i].seconds)
            m_samples[i].clear();
        changed = changed || horizons[i].seconds != m_horizons[i].seconds ||
                  horizons[i].ppm != m_horizons[i].ppm;
    }
    m_controls = controls; // also for the name of the instrument in it
    if (!changed)
        return RejectReason::NothingToChange;
    m_horizons = horizons;
    m_active = active;
    return RejectReason::None;
}

std::int64_t PriceMonitor::sliceAt(std::size_t horizon, Timestamp time) const {
    return time.value() / (m_horizons[horizon].seconds * (kNsPerSecond / kSlices));
}

void PriceMonitor::note(Timestamp time, Price price) {
    for (std::size_t i = 0; i < kHorizons; ++i) {
        if (m_horizons[i].seconds == 0)
            continue;
        const std::int64_t slice = sliceAt(i, time);
        Samples& samples = m_samples[i];
        if (!samples.empty() && samples.back().slice == slice)
            samples.back().price = price;
        else
            samples.push_back({slice, price});
        // Of the samples at least a horizon old the newest is enough.
        while (samples.size() > 1 && samples[1].slice <= slice - kSlices)
            samples.pop_front();
    }
}

void PriceMonitor::noteFirst(Timestamp time, Price price) {
    for (std::size_t i = 0; i < kHorizons; ++i)
        if (m_horizons[i].seconds != 0 && m_samples[i].empty())
            m_samples[i].push_back({sliceAt(i, time), price});
}

PriceRange PriceMonitor::range(Timestamp time) const {
    PriceRange allowed;
    for (std::size_t i = 0; i < kHorizons; ++i) {
        const Samples& samples = m_samples[i];
        if (m_horizons[i].seconds == 0 || samples.empty())
            continue;
        const std::int64_t old = sliceAt(i, time) - kSlices;
        auto reference = samples.begin();
        while (std::next(reference) != samples.end() && std::next(reference)->slice <= old)
            ++reference;
        const PriceRange here = rangeAround(reference->price, m_horizons[i].ppm);
        allowed.lowest = std::max(allowed.lowest, here.lowest);
        allowed.highest = std::min(allowed.highest, here.highest);
    }
    return allowed;
}

void PriceMonitor::restart(Timestamp time, Price price) {
    for (Samples& samples : m_samples)
        samples.clear();
    note(time, price);
}

bool PriceMonitor::restore(std::size_t horizon, const Sample& sample) {
    Samples& samples = m_samples[horizon];
    const bool follows = samples.empty() || sample.slice > samples.back().slice;
    if (m_horizons[horizon].seconds == 0 || !follows || sample.slice < 0 ||
        sample.price.value() <= 0 || samples.size() > static_cast<std::size_t>(kSlices))
        return false;
    samples.push_back(sample);
    return true;
}

} // namespace openbell::core
