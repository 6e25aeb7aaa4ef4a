// Runs a stream of commands through core::Venue and the naive venue and says where they first
// differ; makes a failing stream short enough to read.
#pragma once

#include "engine/api/commands.h"
#include "engine/base/time.h"
#include "engine/core/venue.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace openbell::oracle {

using Commands = std::vector<api::Command>;

/// When the command at that index arrives: three at a time, as within a batch, 20 s apart, so that
/// a day has some ten thousand commands.
constexpr Timestamp timeOfCommand(std::size_t index) {
    return Timestamp(static_cast<std::int64_t>(index / 3) * 20 * kNsPerSecond);
}

/// The session in which it arrives: one of four, in turns.
constexpr SessionId sessionOfCommand(std::size_t index) {
    return SessionId(1 + static_cast<std::uint32_t>(index % 4));
}

struct Difference {
    std::size_t at = 0; ///< index of the command
    std::string text;   ///< the command, and both sides' events from the first that differs
};

struct ComparisonOptions {
    core::VenueOptions venue;
    std::size_t checkEvery = 1000; ///< invariants and the described state; 0: only at the end
};

/// The first difference in events, described state or invariants, if any.
std::optional<Difference> compareVenues(const Commands& commands, const ComparisonOptions& options);

/// A stream that still fails, with as many commands as possible replaced by AdvanceTime (so that
/// sequence numbers, and with them order ids, stay). Tries `fails` at most `attempts` times.
Commands minimise(Commands commands, const std::function<bool(const Commands&)>& fails,
                  std::size_t attempts = 2000);

/// The stream in the form of a scenario file.
std::string toScenario(const Commands& commands, const std::string& title);

/// Minimises a stream that differs, for a minute at most, leaves it in `path` as a scenario and
/// says for a person what differs.
std::string reportDifference(Commands commands, const ComparisonOptions& options,
                             const Difference& difference, std::uint64_t seed,
                             const std::string& path);

} // namespace openbell::oracle
