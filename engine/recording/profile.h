// A first pass over a whole recording: proves that it can be read to the end before anything is
// made from it, and measures what a venue for it needs. Memory: a record per instrument.
#pragma once

#include "engine/recording/recording_source.h"

#include <functional>
#include <string>
#include <vector>

namespace openbell::recording {

struct InstrumentProfile {
    std::uint32_t instrument = 0;
    std::string symbol;
    std::uint64_t events = 0;      ///< about its orders and trades
    std::int64_t priceStep = 0;    ///< the largest step that all shown orders' prices are on
    std::int64_t quantityStep = 0; ///< the same for quantities, trades included
    std::int64_t maxPrice = 0;
    std::int64_t maxQuantity = 0;
};

struct RecordingProfile {
    RecordingInfo info;
    std::uint64_t messages = 0;
    Timestamp firstTime;
    Timestamp lastTime;
    std::vector<InstrumentProfile> instruments; ///< those with orders, busiest first
};

Result<RecordingProfile, Error>
profileRecording(const std::filesystem::path& path, Format format,
                 const std::function<void(std::uint64_t messages)>& progress);

} // namespace openbell::recording
