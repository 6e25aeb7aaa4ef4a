#include "engine/journal/log_opening.h"

#include "engine/journal/segment_cursor.h"

#include <cerrno>
#include <fcntl.h>

namespace openbell::journal {
namespace {

struct Walk {
    std::optional<SegmentCursor> cursor; ///< of the last segment, at its end
    Timestamp lastTime;
    CursorStatus status = CursorStatus::End;
};

Result<Done, JournalError> prepareDirectory(const std::filesystem::path& dataDirectory,
                                            FileSystem& files, bool syncToDisk) {
    const auto directory = journalDirectory(dataDirectory);
    std::error_code error;
    if (!std::filesystem::exists(directory, error)) {
        if (const auto made = files.createDirectories(directory); !made)
            return Unexpected{ioError("create the directory", directory, made.error().code)};
    }
    if (syncToDisk) {
        if (const auto synced = files.syncDirectory(dataDirectory); !synced)
            return Unexpected{ioError("sync the directory", dataDirectory, synced.error().code)};
    }
    // A segment that never got its name: the crash came before anything of it was acknowledged.
    const auto unnamed = directory / "next.tmp";
    if (std::filesystem::exists(unnamed, error)) {
        if (const auto removed = files.remove(unnamed); !removed)
            return Unexpected{ioError("remove", unnamed, removed.error().code)};
    }
    return Done{};
}

/// The seal that a segment before the last one must end with; checked in place of all its records.
Result<Digest, JournalError> finalSeal(const SegmentName& segment, Sequence last) {
    std::error_code error;
    const auto size = std::filesystem::file_size(segment.file, error);
    if (error)
        return Unexpected{ioError("read", segment.file, error.value())};
    const std::uint64_t offset = size < kSealBytes ? 0 : size - kSealBytes;
    std::array<std::uint8_t, kSealBytes> bytes{};
    Descriptor file(::open(segment.file.c_str(), O_RDONLY | O_CLOEXEC));
    const ssize_t got = !file.isOpen() ? -1
                                       : ::pread(file.get(), bytes.data(), bytes.size(),
                                                 static_cast<off_t>(offset));
    if (got < 0)
        return Unexpected{ioError("read", segment.file, errno)};
    Frame frame;
    if (got != static_cast<ssize_t>(kSealBytes) || parseFrame(bytes, frame) != FrameStatus::Whole ||
        !frame.isSeal() || sealOf(frame).sequence != last)
        return Unexpected{badPlace(JournalErrorKind::Corrupt, segment.file, offset, last,
                                   "the segment does not end with the seal of this record, "
                                   "although a later segment follows")};
    return sealOf(frame).digest;
}

Result<SegmentCursor, JournalError> openLinked(const SegmentName& segment,
                                               const SegmentLink& link) {
    auto opened = SegmentCursor::open(segment);
    if (!opened)
        return opened;
    if (auto mismatch = link.check(opened->header(), segment.file))
        return Unexpected{*mismatch};
    return opened;
}

/// Reads one segment to its end. Any end but a whole one is an error unless it is the last segment.
Result<Walk, JournalError> walkSegment(const SegmentName& segment, const SegmentLink& link,
                                       bool isLast) {
    auto opened = openLinked(segment, link);
    if (!opened)
        return Unexpected{opened.error()};
    Walk walk;
    walk.cursor = std::move(opened).value();
    while ((walk.status = walk.cursor->next()) == CursorStatus::Record)
        walk.lastTime = timeOf(walk.cursor->frame());
    if (walk.status == CursorStatus::Failed)
        return Unexpected{walk.cursor->error()};
    if (!isLast)
        if (auto error = incompleteSegment(*walk.cursor, walk.status))
            return Unexpected{*error};
    return walk;
}

Result<std::optional<TornTail>, JournalError> cutTail(const Walk& walk, File& file) {
    if (walk.status != CursorStatus::Unfinished)
        return std::optional<TornTail>();
    const SegmentCursor& cursor = *walk.cursor;
    if (const auto cut = file.truncate(cursor.offset()); !cut)
        return Unexpected{ioError("cut the unfinished end of", cursor.file(), cut.error().code)};
    return std::optional(
        TornTail{cursor.file().string(), cursor.offset(), cursor.unfinishedBytes()});
}

/// What was read may be in the page cache alone: the process before this one may have been killed
/// between writing and syncing. Whoever builds on it (venue, read models, snapshots) takes it for
/// durable, so it is made so first. Segments before the last one were synced before the next began.
Result<Done, JournalError> makeDurable(const SegmentCursor& cursor, File& file, FileSystem& files) {
    if (const auto synced = file.sync(); !synced)
        return Unexpected{ioError("make durable", cursor.file(), synced.error().code)};
    const auto directory = cursor.file().parent_path();
    if (const auto synced = files.syncDirectory(directory); !synced)
        return Unexpected{ioError("sync the directory", directory, synced.error().code)};
    return Done{};
}

Result<OpenedSegments, JournalError> openLast(const Walk& walk, FileSystem& files,
                                              bool syncToDisk) {
    const SegmentCursor& cursor = *walk.cursor;
    auto file = files.openToAppend(cursor.file());
    if (!file)
        return Unexpected{ioError("open", cursor.file(), file.error().code)};
    OpenedSegments opened;
    opened.file = std::move(file).value();
    auto torn = cutTail(walk, *opened.file);
    if (!torn)
        return Unexpected{torn.error()};
    if (syncToDisk)
        if (const auto durable = makeDurable(cursor, *opened.file, files); !durable)
            return Unexpected{durable.error()};
    opened.tornTail = *torn;
    opened.fileBytes = cursor.offset();
    opened.last = cursor.last();
    opened.lastTime = walk.lastTime;
    opened.chain = cursor.chain();
    // A segment without a record yet: the one before it ends with the seal.
    opened.sealed = cursor.sealed() || cursor.last() < cursor.header().first;
    return opened;
}

} // namespace

Result<OpenedSegments, JournalError> openSegments(const std::filesystem::path& dataDirectory,
                                                  FileSystem& files, OpenSegments how) {
    if (const auto prepared = prepareDirectory(dataDirectory, files, how.syncToDisk); !prepared)
        return Unexpected{prepared.error()};
    auto segments = listSegments(dataDirectory);
    if (!segments)
        return Unexpected{segments.error()};

    SegmentLink link;
    std::uint64_t olderBytes = 0;
    Timestamp lastTime;
    for (std::size_t i = 0; i < segments->size(); ++i) {
        const SegmentName& segment = (*segments)[i];
        const bool isLast = i + 1 == segments->size();
        if (isLast || how.checkOld) {
            auto walk = walkSegment(segment, link, isLast);
            if (!walk)
                return Unexpected{walk.error()};
            if (isLast) {
                if (walk->lastTime.isZero())
                    walk->lastTime = lastTime;
                auto opened = openLast(*walk, files, how.syncToDisk);
                if (opened)
                    opened->olderBytes = olderBytes;
                return opened;
            }
            lastTime = walk->lastTime;
            olderBytes += walk->cursor->offset();
            link = {walk->cursor->last(), walk->cursor->hash()};
        } else {
            const auto cursor = openLinked(segment, link);
            if (!cursor)
                return Unexpected{cursor.error()};
            const Sequence last((*segments)[i + 1].first.value() - 1);
            const auto digest = finalSeal(segment, last);
            if (!digest)
                return Unexpected{digest.error()};
            std::error_code error;
            olderBytes += std::filesystem::file_size(segment.file, error);
            link = {last, *digest};
        }
    }
    return OpenedSegments{};
}

} // namespace openbell::journal
