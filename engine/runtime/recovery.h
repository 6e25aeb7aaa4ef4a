// How a venue comes back: the newest usable snapshot, then every journal record after it. Runs on
// the thread that will own the venue; also used by the tools, which only read.
#pragma once

#include "engine/base/result.h"
#include "engine/core/venue.h"
#include "engine/journal/file_log.h"
#include "engine/runtime/logger.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace openbell::runtime {

struct RecoveryOptions {
    std::filesystem::path dataDirectory;
    unsigned shards = 1;
    bool syncToDisk = true;
};

struct Recovered {
    std::unique_ptr<core::Venue> venue; ///< at the log's last durable sequence number
    std::unique_ptr<journal::FileLog> log;
    Sequence snapshot;  ///< where the replay started from; none: from the first record
    Sequence unchecked; ///< up to here the journal was not read; none: all of it was
};

/// Commands replayed and to be replayed; called about twenty times a second. False gives up.
using RecoveryProgress = std::function<bool(std::uint64_t done, std::uint64_t total)>;

/// Opens the journal for writing (a torn tail is cut and logged) and rebuilds the venue. Refuses a
/// damaged journal, and one that ends before its newest snapshot, without changing anything.
Result<Recovered, Error> recover(const RecoveryOptions& options, const RecoveryProgress& progress,
                                 Logger& logger);

struct VenueAt {
    std::unique_ptr<core::Venue> venue;
    journal::Digest journalHash{}; ///< at the venue's last sequence number
};

/// The venue as the newest snapshot at or before `atMost` has it, checked against the journal; an
/// empty one when there is none that fits.
Result<VenueAt, Error> venueFromSnapshot(const std::filesystem::path& dataDirectory,
                                         unsigned shards, Sequence atMost, Logger& logger);

} // namespace openbell::runtime
