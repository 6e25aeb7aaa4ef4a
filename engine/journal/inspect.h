// Read-only inspection of a journal, damaged ones included, for openbell-ctl. Changes nothing and
// takes no lock, so it also looks at a running venue's files (whose end may then be unfinished).
#pragma once

#include "engine/journal/digest.h"
#include "engine/journal/journal_error.h"
#include "engine/journal/record.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace openbell::journal {

struct SegmentReport {
    std::string file;
    std::uint64_t bytes = 0;
    std::uint32_t formatVersion = 0;
    std::uint32_t protocolVersion = 0;
    Timestamp created;
    Digest previousHash{}; ///< the journal hash before the first record
    Sequence first;        ///< none when the segment has no whole record
    Sequence last;
    Timestamp firstTime;
    Timestamp lastTime;
    std::uint64_t records = 0; ///< whole records, up to the first bad place
    std::uint64_t seals = 0;
    std::uint64_t unfinishedBytes = 0;     ///< a torn tail, cut off when the venue opens it
    std::optional<JournalError> problem;   ///< the first bad place
    std::uint64_t recordsAfterProblem = 0; ///< whole ones that can still be recognised
};

struct JournalReport {
    std::vector<SegmentReport> segments; ///< in order
    Sequence last;                       ///< of the sound part
    Digest hash{};                       ///< the journal hash at hashAt
    Sequence hashAt;                     ///< not `last` where a segment is damaged in the middle
    std::optional<JournalError> problem; ///< the first bad place of all

    bool hashKnown() const { return hashAt == last && (!last.isNone() || !problem); }
};

/// A whole record and where it lies.
struct PlacedRecord {
    const Record& record;
    const std::string& file;
    std::uint64_t offset;
};

/// Reads every segment through and calls `visit` (may be empty) for each sound record in order up
/// to the first bad place; return false to stop being called.
JournalReport inspectJournal(const std::filesystem::path& dataDirectory,
                             const std::function<bool(const PlacedRecord&)>& visit = {});

} // namespace openbell::journal
