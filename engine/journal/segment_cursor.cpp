#include "engine/journal/segment_cursor.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <utility>

namespace openbell::journal {
namespace {

constexpr std::size_t kBlockBytes = 256 * 1024;
/// A frame can only be torn within the last write; searching this far for a whole one afterwards
/// covers every batch and keeps the memory bounded.
constexpr std::size_t kMaxTailBytes = 256 * 1024 * 1024;

ssize_t readSome(int descriptor, std::uint8_t* into, std::size_t size, std::uint64_t offset) {
    ssize_t got = 0;
    do
        got = ::pread(descriptor, into, size, static_cast<off_t>(offset));
    while (got < 0 && errno == EINTR);
    return got;
}

std::string number(Sequence sequence) {
    return std::to_string(sequence.value());
}

} // namespace

Result<SegmentCursor, JournalError> SegmentCursor::open(const SegmentName& name) {
    Descriptor descriptor(::open(name.file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor.isOpen())
        return Unexpected{ioError("open", name.file, errno)};
    SegmentCursor cursor(std::move(descriptor), name.file);
    std::array<std::uint8_t, kSegmentHeaderBytes> bytes{};
    const ssize_t got = readSome(cursor.m_descriptor.get(), bytes.data(), bytes.size(), 0);
    if (got < 0)
        return Unexpected{ioError("read", name.file, errno)};
    auto header = parseHeader(std::span(bytes).first(static_cast<std::size_t>(got)), name.file);
    if (!header)
        return Unexpected{header.error()};
    if (header->first != name.first)
        return Unexpected{badPlace(JournalErrorKind::SequenceGap, name.file, 0, {},
                                   "the segment's header says that it starts with record " +
                                       number(header->first) + ", its name says otherwise")};
    cursor.m_header = *header;
    cursor.m_last = Sequence(header->first.value() - 1);
    cursor.m_chain = HashChain(header->previousHash);
    return cursor;
}

SegmentCursor::SegmentCursor(Descriptor descriptor, std::filesystem::path file)
    : m_descriptor(std::move(descriptor))
    , m_file(std::move(file))
    , m_buffer(kBlockBytes)
    , m_fileOffset(kSegmentHeaderBytes) {}

void SegmentCursor::hashTaken() const {
    m_chain.add(std::span(m_buffer).subspan(m_hashed, m_at - m_hashed));
    m_hashed = m_at;
}

const HashChain& SegmentCursor::chain() const {
    hashTaken();
    return m_chain;
}

Digest SegmentCursor::hash() const {
    return chain().digest();
}

/// Moves what is left to the front of the buffer and reads more behind it; false on an error.
bool SegmentCursor::fill() {
    hashTaken();
    std::memmove(m_buffer.data(), m_buffer.data() + m_at, m_size - m_at);
    m_fileOffset += m_at;
    m_size -= m_at;
    m_at = 0;
    m_hashed = 0;
    const ssize_t got = readSome(m_descriptor.get(), m_buffer.data() + m_size,
                                 m_buffer.size() - m_size, m_fileOffset + m_size);
    if (got < 0) {
        m_error = ioError("read", m_file, errno);
        return false;
    }
    m_size += static_cast<std::size_t>(got);
    return true;
}

void SegmentCursor::refresh() {
    m_size = m_at;
    m_unfinished = 0;
}

FrameStatus SegmentCursor::parse(Frame& frame) {
    return parseFrame(std::span(m_buffer).subspan(m_at, m_size - m_at), frame);
}

CursorStatus SegmentCursor::next() {
    if (m_error)
        return CursorStatus::Failed;
    while (true) {
        FrameStatus status = parse(m_frame);
        if (status == FrameStatus::Incomplete) {
            if (!fill())
                return CursorStatus::Failed;
            if (m_size == 0)
                return CursorStatus::End;
            status = parse(m_frame);
        }
        if (status != FrameStatus::Whole)
            return badFrame(status);
        if (!m_frame.isSeal())
            return takeRecord();
        if (takeSeal() == CursorStatus::Failed)
            return CursorStatus::Failed;
    }
}

CursorStatus SegmentCursor::takeRecord() {
    if (m_frame.sequence != openbell::next(m_last))
        return fail(JournalErrorKind::SequenceGap,
                    "record " + number(m_frame.sequence) + " is here instead");
    if (isBlockEnd(m_last) && !m_sealed && m_last >= m_header.first)
        return fail(JournalErrorKind::Corrupt,
                    "the seal after record " + number(m_last) + " is missing");
    m_frameOffset = offset();
    m_at += m_frame.bytes.size();
    m_last = m_frame.sequence;
    m_sealed = false;
    return CursorStatus::Record;
}

CursorStatus SegmentCursor::takeSeal() {
    const Seal seal = sealOf(m_frame);
    if (seal.sequence != m_last || m_last < m_header.first)
        return fail(JournalErrorKind::SequenceGap,
                    "a seal of record " + number(seal.sequence) + " is here instead");
    hashTaken();
    if (isBlockEnd(m_last) && !m_sealed)
        m_chain.endBlock();
    if (m_chain.digest() != seal.digest)
        return fail(JournalErrorKind::WrongDigest,
                    "the records up to here are not the ones that were sealed (the hash chain is " +
                        toHex(m_chain.digest()) + ", the seal says " + toHex(seal.digest) + ")");
    m_at += m_frame.bytes.size();
    m_hashed = m_at;
    m_sealed = true;
    ++m_seals;
    return CursorStatus::Record;
}

CursorStatus SegmentCursor::fail(JournalErrorKind kind, const std::string& what) {
    m_error = badPlace(kind, m_file, offset(), openbell::next(m_last), what);
    return CursorStatus::Failed;
}

CursorStatus SegmentCursor::badFrame(FrameStatus status) {
    const auto tail = readTail(offset());
    if (m_error)
        return CursorStatus::Failed;
    // The frame itself is bad, so a whole one can start one byte further on at the earliest.
    const auto later = std::span(std::as_const(tail)).subspan(tail.empty() ? 0 : 1);
    if (const auto found = findFrame(later, m_last))
        return fail(JournalErrorKind::Corrupt,
                    std::string(status == FrameStatus::Bad ? "the record is damaged"
                                                           : "the record's length is damaged") +
                        ", and whole records follow from byte " +
                        std::to_string(offset() + 1 + *found) + " on");
    m_unfinished = tail.size();
    return CursorStatus::Unfinished;
}

std::vector<std::uint8_t> SegmentCursor::readTail(std::uint64_t offset) {
    std::vector<std::uint8_t> tail;
    while (tail.size() < kMaxTailBytes) {
        const std::size_t had = tail.size();
        tail.resize(had + kBlockBytes);
        const ssize_t got =
            readSome(m_descriptor.get(), tail.data() + had, kBlockBytes, offset + had);
        tail.resize(had + static_cast<std::size_t>(got > 0 ? got : 0));
        if (got < 0)
            m_error = ioError("read", m_file, errno);
        if (got <= 0)
            break;
    }
    return tail;
}

std::uint64_t SegmentCursor::countRecordsAfter(std::uint64_t offset) {
    const auto tail = readTail(offset);
    std::span<const std::uint8_t> rest(tail);
    std::uint64_t records = 0;
    Frame frame;
    while (!rest.empty()) {
        if (parseFrame(rest, frame) == FrameStatus::Whole) {
            records += frame.isSeal() ? 0 : 1;
            rest = rest.subspan(frame.bytes.size());
            continue;
        }
        const auto found = findFrame(rest.subspan(1), m_last);
        if (!found)
            break;
        rest = rest.subspan(1 + *found);
    }
    return records;
}

std::optional<JournalError> incompleteSegment(const SegmentCursor& cursor, CursorStatus status) {
    if (status == CursorStatus::End && isBlockEnd(cursor.last()) && cursor.sealed())
        return std::nullopt;
    return badPlace(
        JournalErrorKind::Corrupt, cursor.file(), cursor.offset(), openbell::next(cursor.last()),
        status == CursorStatus::End
            ? "the segment ends here without its final seal, although another one follows"
            : "the record is damaged or incomplete, although a later segment follows");
}

} // namespace openbell::journal
