// The log interface that every journal backend implements: the local files here, a replicated log
// beyond one machine. Called by the journal thread only.
#pragma once

#include "engine/base/ids.h"
#include "engine/base/result.h"

#include <cstdint>
#include <span>
#include <string>

namespace openbell::journal {

enum class LogError {
    /// The disk is full, or there are too many open files: nothing of the batch was kept; the same
    /// call may be made again later.
    NoSpace,
    Failed,     ///< the log may not be written any more (write or sync failed); never retry
    FencedOff,  ///< another writer has taken over at a higher epoch
    WrongPlace, ///< the batch does not start at the position the log expects
};

struct LogFailure {
    LogError error = LogError::Failed;
    std::string message; ///< complete: what happened, what is kept, what to do next
};

/// Consecutive encoded records.
struct LogBatch {
    Sequence first;
    Sequence last;
    std::span<const std::uint8_t> bytes;
};

class Log {
public:
    virtual ~Log() = default;

    /// Appends the batch and makes it durable before it returns. All or nothing.
    virtual Result<Done, LogFailure> append(const LogBatch& batch) = 0;

    /// The last durable sequence number; none when empty.
    virtual Sequence durable() const = 0;

    /// Raises the epoch so that an older writer is refused from now on.
    virtual Result<Done, LogFailure> fence(std::uint64_t epoch) = 0;
};

} // namespace openbell::journal
