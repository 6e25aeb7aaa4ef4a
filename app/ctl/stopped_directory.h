// A data directory that no venue is running in, held locked while a command reads it.
#pragma once

#include "app/ctl/options.h"
#include "engine/core/venue.h"
#include "engine/journal/directory_lock.h"
#include "engine/journal/reader.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace openbell::ctl {

class StoppedDirectory {
public:
    /// The directory of --data. Refuses one that is missing, has no journal or is in use.
    static Result<StoppedDirectory, Error> open(const Options& options);

    const std::filesystem::path& path() const { return m_path; }

private:
    StoppedDirectory(std::filesystem::path path, journal::DirectoryLock lock)
        : m_path(std::move(path))
        , m_lock(std::move(lock)) {}

    std::filesystem::path m_path;
    journal::DirectoryLock m_lock;
};

/// The directory of --data, which must be there and hold a journal; not locked.
Result<std::filesystem::path, Error> existingDirectory(const Options& options);

/// The state hash of a venue, as hexadecimal digits.
std::string stateHashOf(const core::Venue& venue);

/// Calls `work` for each record up to `last`; gives the journal hash after the last one. An error
/// names the first bad place.
Result<journal::Digest, Error>
forEachRecord(const std::filesystem::path& directory, Sequence from, Sequence last,
              const std::function<void(const journal::Record&)>& work);

} // namespace openbell::ctl
