// What happens when the journal's files are opened for writing: every segment is checked, links
// between segments included, and a torn tail of the last one is cut off.
#pragma once

#include "engine/journal/file_log.h"
#include "engine/journal/file_system.h"
#include "engine/journal/hash_chain.h"

namespace openbell::journal {

struct OpenedSegments {
    std::unique_ptr<File> file; ///< the last segment, at its end; null when there is none
    std::uint64_t fileBytes = 0;
    std::uint64_t olderBytes = 0;
    Sequence last;
    Timestamp lastTime;
    HashChain chain;
    bool sealed = false; ///< the last segment ends with a seal of `last`
    std::optional<TornTail> tornTail;
};

struct OpenSegments {
    bool checkOld = true;   ///< false: of those before the last one only header and final seal
    bool syncToDisk = true; ///< false: what was read may not be on the disk yet
};

/// Precondition: the directory is locked. All that is returned is durable.
Result<OpenedSegments, JournalError> openSegments(const std::filesystem::path& dataDirectory,
                                                  FileSystem& files, OpenSegments how);

} // namespace openbell::journal
