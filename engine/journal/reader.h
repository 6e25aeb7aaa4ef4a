// Streams records from the journal's segments, checking every checksum, the sequence and the hash
// chain. Reads while another thread appends, as far as it is told is durable. One thread owns it.
#pragma once

#include "engine/base/result.h"
#include "engine/journal/digest.h"
#include "engine/journal/journal_error.h"
#include "engine/journal/record.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace openbell::journal {

inline constexpr Sequence kNoLimit{~std::uint64_t{0}};

enum class ReadStatus {
    Record, ///< record() is the next one
    End,    ///< the limit or the end of the journal is reached; more may come
    Failed, ///< error() says where and why; every later call fails too
};

class JournalReader {
public:
    /// Positions before `from` (1 for the first). A directory without journal reads as empty.
    /// limit: the last durable sequence number when somebody is appending. Without a limit an
    /// unfinished record at the very end of the last segment reads as the end.
    static Result<JournalReader, JournalError> open(const std::filesystem::path& dataDirectory,
                                                    Sequence from, Sequence limit = kNoLimit);
    ~JournalReader();
    JournalReader(JournalReader&&) noexcept;
    JournalReader& operator=(JournalReader&&) noexcept;

    ReadStatus next();
    /// Valid after next() returned Record, until the next call.
    const Record& record() const;
    const JournalError& error() const;

    /// Allows reading up to a higher durable sequence number.
    void setLimit(Sequence limit);

    /// The last record read or skipped to; `from` - 1 at first.
    Sequence position() const;
    /// The journal hash at position(); recovery compares it with a snapshot's.
    Digest hash() const;

    /// Bytes left unread after the last whole record, once End is reached without a limit.
    std::uint64_t unfinishedBytes() const;

private:
    struct State;
    explicit JournalReader(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// The journal hash at a sequence number: the same for the same commands, whatever the batches and
/// segments were. Zero bytes at sequence none.
Result<Digest, JournalError> journalHash(const std::filesystem::path& dataDirectory,
                                         Sequence sequence);

} // namespace openbell::journal
