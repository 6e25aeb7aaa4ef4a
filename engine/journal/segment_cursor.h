// Walks the frames of one segment file and checks them: lengths, checksums, the sequence, the seals
// and the hash chain from the segment's header on. What everything that reads a journal is made of.
#pragma once

#include "engine/journal/descriptor.h"
#include "engine/journal/frame.h"
#include "engine/journal/hash_chain.h"
#include "engine/journal/segment.h"

#include <optional>

namespace openbell::journal {

enum class CursorStatus {
    Record,     ///< frame() is the next record
    End,        ///< the file ends after a whole frame
    Unfinished, ///< what is left is not a whole frame, and nothing after it is one
    Failed,     ///< error() names the first bad place
};

class SegmentCursor {
public:
    /// Opens the file and checks its header against its name.
    static Result<SegmentCursor, JournalError> open(const SegmentName& name);

    CursorStatus next();
    /// The record that next() found; valid until the next call.
    const Frame& frame() const { return m_frame; }
    std::uint64_t frameOffset() const { return m_frameOffset; }
    const JournalError& error() const { return *m_error; }

    const SegmentHeader& header() const { return m_header; }
    /// The hash chain after last(); at a block's end the block is closed only if it is sealed.
    const HashChain& chain() const;
    const std::filesystem::path& file() const { return m_file; }
    /// The last record read; the one before the segment at first.
    Sequence last() const { return m_last; }
    /// The journal hash after last().
    Digest hash() const;
    /// Where the last whole frame ends.
    std::uint64_t offset() const { return m_fileOffset + m_at; }
    /// Bytes after offset() when next() returned Unfinished.
    std::uint64_t unfinishedBytes() const { return m_unfinished; }
    /// Whether the last frame read is a seal of last().
    bool sealed() const { return m_sealed; }
    std::uint64_t sealCount() const { return m_seals; }

    /// Forgets bytes read ahead, for a file that has been written to since.
    void refresh();

    /// The offset of the next recognisable frame after a bad place, and how many whole records
    /// follow from there on; for inspection.
    std::uint64_t countRecordsAfter(std::uint64_t offset);

private:
    SegmentCursor(Descriptor descriptor, std::filesystem::path file);
    CursorStatus fail(JournalErrorKind kind, const std::string& what);
    CursorStatus takeRecord();
    CursorStatus takeSeal();
    CursorStatus badFrame(FrameStatus status);
    FrameStatus parse(Frame& frame);
    bool fill();
    void hashTaken() const;
    /// The bytes from an offset to the end of the file; bounded by kMaxTailBytes.
    std::vector<std::uint8_t> readTail(std::uint64_t offset);

    Descriptor m_descriptor;
    std::filesystem::path m_file;
    SegmentHeader m_header;
    std::vector<std::uint8_t> m_buffer;
    std::size_t m_size = 0;         ///< bytes of the file in m_buffer
    std::size_t m_at = 0;           ///< of those, taken
    std::uint64_t m_fileOffset = 0; ///< of m_buffer[0]
    Frame m_frame;
    std::uint64_t m_frameOffset = 0;
    Sequence m_last;
    mutable HashChain m_chain; ///< lags behind by the records from m_hashed to m_at
    mutable std::size_t m_hashed = 0;
    bool m_sealed = false;
    std::uint64_t m_seals = 0;
    std::uint64_t m_unfinished = 0;
    std::optional<JournalError> m_error;
};

/// Why a segment that another one follows may not end where the cursor stopped; nothing when it
/// may.
std::optional<JournalError> incompleteSegment(const SegmentCursor& cursor, CursorStatus status);

} // namespace openbell::journal
