// Checks of recordings against the engine's own order book: apply every message and compare with
// what the recording says the book was. One thread; nothing is kept.
#pragma once

#include "engine/recording/recording_source.h"

#include <functional>
#include <string>
#include <vector>

namespace openbell::recording {

struct CheckReport {
    std::vector<std::string> lines; ///< for a person, the summary last
    bool exact = false;             ///< nothing differs
};

/// Called now and then with the number of messages read.
using CheckProgress = std::function<void(std::uint64_t)>;

/// Compares the book with the order-book file at every row. Last line "rows R mismatches M"; row 1
/// is the seed and not counted.
Result<CheckReport, Error> checkLobster(const std::filesystem::path& path,
                                        const CheckProgress& progress);

/// Counts per message type. Last line
/// "messages N unknown-bytes U unknown-references R crossed C": bytes of messages of no known type,
/// messages about orders that do not rest, messages after which a book is crossed.
Result<CheckReport, Error> checkItch(const std::filesystem::path& path,
                                     const CheckProgress& progress);

/// Compares the order events with the level-2 snapshots in the log. Orders from before the first
/// line are unknown to the book, so the first hours differ most; agreement is listed per half hour.
/// Last line "snapshots S levels L equal E".
Result<CheckReport, Error> checkBitstamp(const std::filesystem::path& path,
                                         const CheckProgress& progress);

Result<CheckReport, Error> check(const std::filesystem::path& path, Format format,
                                 const CheckProgress& progress);

} // namespace openbell::recording
