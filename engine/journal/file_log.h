// The journal in local files: DIR/journal/<first sequence>.obj, see app/docs/journal.md. Opened at
// start-up, then owned by the journal thread; the directory stays locked while it lives.
#pragma once

#include "engine/base/time.h"
#include "engine/journal/digest.h"
#include "engine/journal/journal_error.h"
#include "engine/journal/log.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace openbell::journal {

class FileSystem;

struct FileLogOptions {
    /// A segment that has reached this size is closed at the next seal (every 4096 records).
    std::uint64_t segmentBytes = 64ULL * 1024 * 1024;
    bool syncToDisk = true;       ///< false for benchmarks and throw-away venues only
    bool checkOldSegments = true; ///< false: read only the last segment through when opening
    FileSystem* files = nullptr;  ///< null: the operating system's
};

/// An unfinished write of a crash, found and cut off when the log was opened.
struct TornTail {
    std::string file;
    std::uint64_t offset = 0; ///< where the file ends now
    std::uint64_t bytes = 0;  ///< how many were cut off; none of them was ever acknowledged
    std::string text() const;
};

/// Left when the journal could not be written; says why. While it is there the log refuses to open.
std::filesystem::path failureMarker(const std::filesystem::path& dataDirectory);

class FileLog final : public Log {
public:
    /// Opens or creates DIR/journal, checks it and cuts a torn tail. Damage that is not a torn tail
    /// is refused with file and offset, and nothing is changed.
    static Result<std::unique_ptr<FileLog>, JournalError>
    open(const std::filesystem::path& dataDirectory, const FileLogOptions& options = {});
    ~FileLog() override; ///< closes

    /// At most one write and one fdatasync; a batch is on one segment or, where a segment ends
    /// within it, on two. The batch's records are consecutive and start after durable().
    Result<Done, LogFailure> append(const LogBatch& batch) override;
    Sequence durable() const override;
    /// Locally the directory lock is the fence; an epoch below the newest one is refused.
    Result<Done, LogFailure> fence(std::uint64_t epoch) override;

    /// Seals the last record, so that later damage to it is not mistaken for a torn tail.
    /// Idempotent; nothing can be appended afterwards.
    void close();

    const std::optional<TornTail>& tornTail() const; ///< what open() cut off
    Digest hash() const;                             ///< the journal hash at durable()
    Timestamp lastTime() const;                      ///< of the last record; zero when empty
    std::uint64_t byteSize() const;                  ///< of all segments
    std::int64_t lastSyncNs() const; ///< how long the last fdatasync took; zero when none

private:
    struct State;
    explicit FileLog(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace openbell::journal
