// Reads the part of a large journal that a start from a snapshot did not need, in small pieces
// while the follower has nothing better to do, so that old damage is found while there are copies
// to restore from. Follower thread.
#pragma once

#include "engine/base/result.h"
#include "engine/journal/reader.h"

#include <filesystem>
#include <optional>

namespace openbell::runtime {

class JournalScrub {
public:
    /// Reads from the first record up to `until`; none: there is nothing to read.
    JournalScrub(std::filesystem::path dataDirectory, Sequence until)
        : m_directory(std::move(dataDirectory))
        , m_until(until) {}

    bool finished() const { return m_finished || m_until.isNone(); }

    /// Checks some thousand records. An error names the damaged place; it is given once, then the
    /// scrub is finished.
    Result<Done, Error> checkPiece();

private:
    Result<Done, Error> fail(const journal::JournalError& error);

    std::filesystem::path m_directory;
    Sequence m_until;
    std::optional<journal::JournalReader> m_reader;
    bool m_finished = false;
};

} // namespace openbell::runtime
