#include "engine/recording/profile.h"

#include <algorithm>
#include <numeric>

namespace openbell::recording {
namespace {

constexpr std::uint64_t kProgressEvery = 16'384;

bool showsOrder(RecordedKind kind) {
    return kind == RecordedKind::Add || kind == RecordedKind::Replace;
}

bool concernsOrders(RecordedKind kind) {
    switch (kind) {
    case RecordedKind::Add:
    case RecordedKind::Reduce:
    case RecordedKind::Delete:
    case RecordedKind::Execute:
    case RecordedKind::HiddenExecution:
    case RecordedKind::Replace:
        return true;
    case RecordedKind::Halt:
    case RecordedKind::Resume:
    case RecordedKind::Other:
        return false;
    }
    return false;
}

void measure(InstrumentProfile& profile, const RecordedEvent& event) {
    ++profile.events;
    if (event.quantity > 0) {
        profile.quantityStep = std::gcd(profile.quantityStep, event.quantity);
        profile.maxQuantity = std::max(profile.maxQuantity, event.quantity);
    }
    if (showsOrder(event.kind) && event.price > 0) {
        profile.priceStep = std::gcd(profile.priceStep, event.price);
        profile.maxPrice = std::max(profile.maxPrice, event.price);
    }
}

} // namespace

Result<RecordingProfile, Error>
profileRecording(const std::filesystem::path& path, Format format,
                 const std::function<void(std::uint64_t messages)>& progress) {
    auto source = openRecording(path, format);
    if (!source)
        return Unexpected{source.error()};
    RecordingProfile profile;
    std::vector<InstrumentProfile> measured;
    RecordedEvent event;
    std::uint64_t events = 0;
    for (;;) {
        auto has = (*source)->next(event);
        if (!has)
            return Unexpected{has.error()};
        if (!*has)
            break;
        if (++events % kProgressEvery == 0 && progress)
            progress((*source)->position());
        profile.lastTime = std::max(profile.lastTime, event.time);
        if (!concernsOrders(event.kind))
            continue;
        profile.firstTime = profile.firstTime.isZero() ? event.time : profile.firstTime;
        if (measured.size() <= event.instrument)
            measured.resize(event.instrument + std::size_t{1});
        measure(measured[event.instrument], event);
    }
    profile.info = (*source)->info();
    profile.messages = (*source)->position();
    for (std::size_t i = 0; i < measured.size(); ++i) {
        if (measured[i].priceStep == 0)
            continue;
        measured[i].instrument = static_cast<std::uint32_t>(i);
        if (i < profile.info.symbols.size())
            measured[i].symbol = profile.info.symbols[i];
        profile.instruments.push_back(measured[i]);
    }
    std::stable_sort(profile.instruments.begin(), profile.instruments.end(),
                     [](const auto& a, const auto& b) { return a.events > b.events; });
    if (profile.instruments.empty())
        return Unexpected{Error{profile.info.fileName + ": holds no order of any instrument"}};
    return profile;
}

} // namespace openbell::recording
