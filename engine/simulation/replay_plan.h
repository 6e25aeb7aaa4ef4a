// The venue that a recording is replayed on: its assets and instruments, the replay's user and
// account, the operator's. Made from a first pass over the whole file, so that a file that cannot
// be read to its end makes no venue at all.
#pragma once

#include "engine/api/commands.h"
#include "engine/recording/profile.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace openbell::simulation {

inline constexpr UserId kReplayUser{2};
inline constexpr AccountId kReplayAccount{2};
inline constexpr std::string_view kReplayName = "replay";

/// How a recorded instrument became one of the venue.
struct ReplayInstrument {
    std::uint32_t recorded = 0; ///< index in the recording
    InstrumentId instrument;
    std::int64_t priceStep = 1;    ///< recorded price units per tick
    std::int64_t quantityStep = 1; ///< recorded quantity units per lot
};

struct ReplayPlan {
    /// Of a recording with more instruments only the busiest are replayed.
    static constexpr std::size_t kMaxInstruments = 16;

    std::filesystem::path file;
    recording::RecordingProfile profile;
    std::vector<ReplayInstrument> instruments;
    /// The first commands of the venue; the operator (user 1) is among them.
    std::vector<api::Command> bootstrapCommands;

    static Result<ReplayPlan, Error>
    prepare(const std::filesystem::path& file, recording::Format format,
            const std::function<void(std::uint64_t messages)>& progress = {});

    /// Business time of the new venue.
    Timestamp startTime() const { return profile.firstTime; }
};

} // namespace openbell::simulation
