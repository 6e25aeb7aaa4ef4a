// Snapshot files of the venue's state: DIR/snapshots/<sequence>.obs. Written by the follower
// thread, read at start-up and by tools. A file is whole or not there: it is written aside, synced,
// renamed.
#pragma once

#include "engine/api/binary_codec.h"
#include "engine/base/ids.h"
#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/journal/digest.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace openbell::journal {

class FileSystem;

struct SnapshotInfo {
    Sequence sequence;       ///< the last command in it
    Timestamp time;          ///< of that command
    Digest journal{};        ///< the journal hash at that sequence number
    Digest state{};          ///< the state hash: SHA-256 of the payload
    std::uint64_t bytes = 0; ///< of the payload
    std::filesystem::path file;
};

struct Snapshot {
    SnapshotInfo info;
    api::Bytes payload; ///< core::Venue::save
};

/// A file that has a snapshot's name and cannot be read as one.
struct UnreadableSnapshot {
    Sequence named; ///< what its name says
    std::string reason;
};

/// The newest usable snapshot and a note for a person about each one that had to be passed over.
struct SnapshotChoice {
    std::optional<Snapshot> snapshot;
    std::vector<std::string> notes;
};

class SnapshotStore {
public:
    static constexpr std::size_t kKeep = 3;

    explicit SnapshotStore(const std::filesystem::path& dataDirectory, std::size_t keep = kKeep,
                           FileSystem* files = nullptr);

    /// Writes one and removes all but the newest `keep`. info.sequence, time and journal are the
    /// caller's; the rest is filled in and returned. A failure leaves the older ones as they were.
    Result<SnapshotInfo, Error> write(const SnapshotInfo& info,
                                      std::span<const std::uint8_t> payload);

    /// What the headers of the files say, newest first; unreadable() has the others.
    std::vector<SnapshotInfo> list() const;
    /// The files whose headers cannot be used, newest first.
    std::vector<UnreadableSnapshot> unreadable() const;

    /// The newest one at or before a sequence number whose checksums hold.
    SnapshotChoice loadNewest(Sequence atMost = Sequence{~std::uint64_t{0}}) const;

    /// One file, verified.
    static Result<Snapshot, Error> load(const std::filesystem::path& file);

private:
    void removeOld();

    std::filesystem::path m_directory;
    std::size_t m_keep;
    FileSystem* m_files;
};

} // namespace openbell::journal
