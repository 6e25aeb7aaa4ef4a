#include "engine/journal/reader.h"

#include "engine/base/assertion.h"
#include "engine/journal/segment_cursor.h"

namespace openbell::journal {

struct JournalReader::State {
    std::filesystem::path dataDirectory;
    Sequence limit;
    Sequence unchanging; ///< bytes read ahead are sure to stay as they are up to this record
    std::optional<SegmentCursor> cursor; ///< none while there is no segment
    Record record;
    std::optional<JournalError> error;
    std::uint64_t unfinished = 0;

    bool isFollowing() const { return limit != kNoLimit; }
    Sequence position() const { return cursor ? cursor->last() : Sequence{}; }
    ReadStatus next();
    ReadStatus decode();
    ReadStatus atEndOfSegment(CursorStatus status);
    ReadStatus fail(JournalError reason);
    std::optional<JournalError> openAt(Sequence from);
    std::optional<JournalError> skipTo(Sequence position);
    JournalError tooShort(Sequence wanted) const;
};

ReadStatus JournalReader::State::fail(JournalError reason) {
    error = std::move(reason);
    return ReadStatus::Failed;
}

JournalError JournalReader::State::tooShort(Sequence wanted) const {
    return badPlace(JournalErrorKind::SequenceGap,
                    cursor ? cursor->file() : journalDirectory(dataDirectory) / "",
                    cursor ? cursor->offset() : 0, openbell::next(position()),
                    "the journal ends here, but record " + std::to_string(wanted.value()) +
                        " is known to have been written");
}

ReadStatus JournalReader::State::next() {
    while (!error) {
        unfinished = 0;
        if (position() >= limit)
            return ReadStatus::End;
        if (cursor && position() >= unchanging) {
            cursor->refresh();
            unchanging = limit;
        }
        if (!cursor) {
            if (auto failure = openAt(Sequence(1)))
                return fail(std::move(*failure));
            if (!cursor)
                return isFollowing() ? fail(tooShort(limit)) : ReadStatus::End;
        }
        const CursorStatus status = cursor->next();
        if (status == CursorStatus::Record)
            return decode();
        if (status == CursorStatus::Failed)
            return fail(cursor->error());
        if (const ReadStatus end = atEndOfSegment(status); end != ReadStatus::Record)
            return end;
    }
    return ReadStatus::Failed;
}

ReadStatus JournalReader::State::decode() {
    if (decodeRecord(cursor->frame(), record))
        return ReadStatus::Record;
    return fail(
        badPlace(JournalErrorKind::Corrupt, cursor->file(), cursor->frameOffset(), cursor->last(),
                 "the record is whole, but its command is not one that this program knows"));
}

/// Record: the next segment is open.
ReadStatus JournalReader::State::atEndOfSegment(CursorStatus status) {
    const Sequence following = openbell::next(cursor->last());
    const SegmentName segment{following, segmentFile(dataDirectory, following)};
    std::error_code ignored;
    if (segment.first != cursor->header().first && std::filesystem::exists(segment.file, ignored)) {
        if (auto incomplete = incompleteSegment(*cursor, status))
            return fail(std::move(*incomplete));
        auto opened = SegmentCursor::open(segment);
        if (!opened)
            return fail(opened.error());
        const SegmentLink link{cursor->last(), cursor->hash()};
        if (auto mismatch = link.check(opened->header(), segment.file))
            return fail(std::move(*mismatch));
        cursor = std::move(opened).value();
        return ReadStatus::Record;
    }
    if (isFollowing())
        return fail(tooShort(limit));
    const auto segments = listSegments(dataDirectory);
    if (segments && !segments->empty() && segments->back().first > cursor->header().first) {
        if (auto incomplete = incompleteSegment(*cursor, status))
            return fail(std::move(*incomplete));
        return fail(missingSegment(following, segments->back()));
    }
    unfinished = status == CursorStatus::Unfinished ? cursor->unfinishedBytes() : 0;
    cursor->refresh();
    return ReadStatus::End;
}

/// Opens the segment that holds `from` or would; leaves none open when the journal is empty.
std::optional<JournalError> JournalReader::State::openAt(Sequence from) {
    const auto segments = listSegments(dataDirectory);
    if (!segments)
        return segments.error();
    const SegmentName* found = nullptr;
    for (const SegmentName& segment : *segments)
        if (segment.first <= from)
            found = &segment;
    if (found == nullptr && !segments->empty())
        return missingSegment(from, segments->front());
    if (found == nullptr)
        return std::nullopt;
    auto opened = SegmentCursor::open(*found);
    if (!opened)
        return opened.error();
    if (found->first == Sequence(1))
        if (auto mismatch = SegmentLink{}.check(opened->header(), found->file))
            return mismatch;
    cursor = std::move(opened).value();
    return std::nullopt;
}

std::optional<JournalError> JournalReader::State::skipTo(Sequence target) {
    while (cursor && cursor->last() < target) {
        const CursorStatus status = cursor->next();
        if (status == CursorStatus::Failed)
            return cursor->error();
        if (status == CursorStatus::Record)
            continue;
        const ReadStatus end = atEndOfSegment(status);
        if (end == ReadStatus::Failed)
            return error;
        if (end == ReadStatus::End)
            return tooShort(target);
    }
    if (position() < target)
        return tooShort(target);
    return std::nullopt;
}

JournalReader::JournalReader(std::unique_ptr<State> state) : m_state(std::move(state)) {}
JournalReader::~JournalReader() = default;
JournalReader::JournalReader(JournalReader&&) noexcept = default;
JournalReader& JournalReader::operator=(JournalReader&&) noexcept = default;

Result<JournalReader, JournalError> JournalReader::open(const std::filesystem::path& dataDirectory,
                                                        Sequence from, Sequence limit) {
    auto state = std::make_unique<State>();
    state->dataDirectory = dataDirectory;
    state->limit = limit;
    state->unchanging = limit;
    const Sequence before(from.isNone() ? 0 : from.value() - 1);
    if (auto failure = state->openAt(openbell::next(before)))
        return Unexpected{std::move(*failure)};
    if (auto failure = state->skipTo(before))
        return Unexpected{std::move(*failure)};
    return JournalReader(std::move(state));
}

ReadStatus JournalReader::next() {
    return m_state->next();
}
const Record& JournalReader::record() const {
    return m_state->record;
}
const JournalError& JournalReader::error() const {
    OPENBELL_ASSERT(m_state->error.has_value());
    return *m_state->error;
}

void JournalReader::setLimit(Sequence limit) {
    m_state->limit = limit;
}

Sequence JournalReader::position() const {
    return m_state->position();
}

Digest JournalReader::hash() const {
    return m_state->cursor ? m_state->cursor->hash() : Digest{};
}

std::uint64_t JournalReader::unfinishedBytes() const {
    return m_state->unfinished;
}

Result<Digest, JournalError> journalHash(const std::filesystem::path& dataDirectory,
                                         Sequence sequence) {
    auto reader = JournalReader::open(dataDirectory, next(sequence));
    if (!reader)
        return Unexpected{reader.error()};
    return reader->hash();
}

} // namespace openbell::journal
