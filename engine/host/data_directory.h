// What a venue keeps on disk and where:
//   DIR/venue.conf             what kind of venue this is; written once
//   DIR/journal, DIR/snapshots the truth and the short cuts to it
//   DIR/read_models.sqlite     rebuilt from the journal when it is missing
//   DIR/credentials.sqlite     password verifiers, access log
//   DIR/operator-password      the local operator's password, for the owner's eyes only
//   DIR/agent-password         the simulated traders' password, in a simulated venue
//   DIR/lock                   held while a process uses the directory
#pragma once

#include "engine/api/enums.h"
#include "engine/base/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace openbell::host {

struct DataPaths {
    std::filesystem::path directory;

    std::filesystem::path config() const { return directory / "venue.conf"; }
    std::filesystem::path readModels() const { return directory / "read_models.sqlite"; }
    std::filesystem::path credentials() const { return directory / "credentials.sqlite"; }
    std::filesystem::path operatorPassword() const { return directory / "operator-password"; }
    std::filesystem::path agentPassword() const { return directory / "agent-password"; }
};

/// A directory with this at the end of its name is not complete and is not opened as a venue. It
/// gets its own name when it is.
inline constexpr std::string_view kUnfinishedSuffix = ".partial";
bool isUnfinished(const std::filesystem::path& directory);

/// What a data directory was made for. A directory keeps its kind: simulated and real orders never
/// mix, and a simulated venue is shown as one for ever.
struct VenueKind {
    api::VenueMode mode = api::VenueMode::Normal;
    std::uint64_t simulationSeed = 0; ///< Simulation
    std::string recording;            ///< Recording: the file's name
    friend bool operator==(const VenueKind&, const VenueKind&) = default;
};

/// Creates the directory, for its owner only, unless it is there.
Result<Done, Error> makeDataDirectory(const std::filesystem::path& directory);

/// The kind stored in the directory; nothing when the directory has none yet.
Result<std::optional<VenueKind>, Error> readKind(const DataPaths& paths);
Result<Done, Error> writeKind(const DataPaths& paths, const VenueKind& kind);

/// A password from its file; nothing when there is no such file.
Result<std::optional<std::string>, Error> readPassword(const std::filesystem::path& file);
/// Makes a random password and stores it, readable by the owner only.
Result<std::string, Error> makePassword(const std::filesystem::path& file);

} // namespace openbell::host
