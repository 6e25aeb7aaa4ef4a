#include "engine/journal/file_log.h"

#include "engine/journal/directory_lock.h"
#include "engine/journal/file_system.h"
#include "engine/journal/frame.h"
#include "engine/journal/hash_chain.h"
#include "engine/journal/log_opening.h"
#include "engine/journal/segment.h"
#include "engine/journal/write_plan.h"

#include <cerrno>
#include <chrono>
#include <system_error>
#include <utility>

namespace openbell::journal {
namespace {

bool isNoSpace(IoError error) {
    return error.code == ENOSPC || error.code == EDQUOT;
}

/// No descriptor left, in this process or in the system.
bool isNoDescriptor(IoError error) {
    return error.code == EMFILE || error.code == ENFILE;
}

std::string reason(IoError error) {
    return std::generic_category().message(error.code);
}

} // namespace

struct FileLog::State {
    std::filesystem::path dataDirectory;
    FileLogOptions options;
    FileSystem* files = nullptr;
    std::optional<DirectoryLock> lock;

    std::unique_ptr<File> file; ///< the present segment; null while the journal is empty
    /// The segments' directory; open all the time, so that the name of a new segment can be made
    /// durable when there are no descriptors left. Null when nothing is synced.
    std::unique_ptr<Directory> directory;
    std::uint64_t fileBytes = 0;
    std::uint64_t olderBytes = 0;
    Sequence last;
    Timestamp lastTime;
    HashChain chain;
    bool sealed = false;
    std::uint64_t epoch = 0;
    std::int64_t lastSyncNs = 0;
    std::optional<TornTail> tornTail;
    std::string failure; ///< not empty: nothing may be written any more
    WritePlan planned;   ///< of the append that is being done; kept for its memory

    bool plan(const LogBatch& batch, WritePlan& plan) const;
    void planRecord(const Frame& frame, WritePlan& plan) const;

    Result<Done, LogFailure> write(WritePlan& plan);
    Result<Done, LogFailure> writePresent(const api::Bytes& bytes);
    Result<std::unique_ptr<File>, LogFailure> writeFresh(WritePlan& plan);
    Result<Done, LogFailure> publishFresh(std::unique_ptr<File> fresh, const WritePlan& plan);
    Result<Done, IoError> sync(File& target);

    void leaveMarker() const;

    std::filesystem::path freshFile() const { return journalDirectory(dataDirectory) / "next.tmp"; }
    Unexpected<LogFailure> fail(const std::string& what, IoError error);
    Unexpected<LogFailure> noSpace() const;
    Unexpected<LogFailure> noDescriptor() const;
};

Unexpected<LogFailure> FileLog::State::fail(const std::string& what, IoError error) {
    failure =
        "The journal cannot " + what + ": " + reason(error) +
        ". Everything acknowledged is on disk; nothing more is accepted. Check the disk, then "
        "restart the venue.";
    leaveMarker();
    return {LogFailure{LogError::Failed, failure}};
}

/// Best effort: the disk is failing. The process says the same with its exit code.
void FileLog::State::leaveMarker() const {
    const std::string text = failure + "\n";
    auto marker = files->create(failureMarker(dataDirectory));
    if (!marker || !writeAll(**marker, std::span(reinterpret_cast<const std::uint8_t*>(text.data()),
                                                 text.size())))
        return;
    static_cast<void>((*marker)->sync());
    static_cast<void>(files->syncDirectory(dataDirectory));
}

Unexpected<LogFailure> FileLog::State::noSpace() const {
    return {LogFailure{LogError::NoSpace,
                       "The disk with " + dataDirectory.string() +
                           " is full. New commands are refused; everything acknowledged is on "
                           "disk. Free some space and the venue goes on by itself."}};
}

Unexpected<LogFailure> FileLog::State::noDescriptor() const {
    return {LogFailure{LogError::NoSpace,
                       "Too many files are open, so no new journal file can be made in " +
                           journalDirectory(dataDirectory).string() +
                           ". New commands are refused; everything acknowledged is on disk. Close "
                           "connections or programs, or raise the limit on open files, and the "
                           "venue goes on by itself."}};
}

std::string TornTail::text() const {
    return file + " ended in an unfinished write of " + std::to_string(bytes) + " bytes at byte " +
           std::to_string(offset) +
           "; it was cut off after the last whole record. None of it had been acknowledged.";
}

/// Lays out the batch; false when it is not what its header says.
bool FileLog::State::plan(const LogBatch& batch, WritePlan& plan) const {
    plan.clear();
    plan.chain = chain;
    plan.last = last;
    plan.lastTime = lastTime;
    plan.sealed = sealed;
    plan.present.reserve(batch.bytes.size() + 2 * kSealBytes);
    if (isBlockEnd(last) && !sealed && !last.isNone()) { // the crash came between record and seal
        plan.chain.endBlock();
        appendSeal({last, plan.chain.digest()}, plan.present);
    }
    std::span<const std::uint8_t> rest = batch.bytes;
    Frame frame;
    while (!rest.empty()) {
        if (parseFrame(rest, frame) != FrameStatus::Whole || frame.isSeal() ||
            frame.sequence != next(plan.last))
            return false;
        planRecord(frame, plan);
        rest = rest.subspan(frame.bytes.size());
    }
    return plan.last == batch.last;
}

void FileLog::State::planRecord(const Frame& frame, WritePlan& plan) const {
    const bool mayStart = !file || (isBlockEnd(plan.last) && !plan.last.isNone());
    if (!plan.startsSegment && mayStart &&
        (!file || fileBytes + plan.present.size() >= options.segmentBytes)) {
        plan.startsSegment = true;
        plan.header.first = frame.sequence;
        plan.header.created = timeOf(frame);
        plan.header.previousHash = plan.chain.digest();
        appendHeader(plan.header, plan.fresh);
    }
    api::Bytes& out = plan.startsSegment ? plan.fresh : plan.present;
    out.insert(out.end(), frame.bytes.begin(), frame.bytes.end());
    plan.chain.add(frame.bytes);
    plan.last = frame.sequence;
    plan.lastTime = timeOf(frame);
    plan.sealed = isBlockEnd(plan.last);
    if (plan.sealed) {
        plan.chain.endBlock();
        appendSeal({plan.last, plan.chain.digest()}, out);
    }
}

Result<Done, IoError> FileLog::State::sync(File& target) {
    if (!options.syncToDisk)
        return Done{};
    const auto start = std::chrono::steady_clock::now();
    auto result = target.sync();
    lastSyncNs = std::chrono::nanoseconds(std::chrono::steady_clock::now() - start).count();
    return result;
}

/// A new segment is complete and durable under another name before the present one is touched, so
/// that a full disk can still be answered with "nothing was kept".
Result<Done, LogFailure> FileLog::State::write(WritePlan& plan) {
    std::unique_ptr<File> fresh;
    if (plan.startsSegment) {
        auto written = writeFresh(plan);
        if (!written)
            return Unexpected{written.error()};
        fresh = std::move(written).value();
    }
    if (!plan.present.empty()) {
        auto written = writePresent(plan.present);
        if (!written) {
            if (fresh)
                static_cast<void>(files->remove(freshFile()));
            return written;
        }
    }
    if (fresh)
        return publishFresh(std::move(fresh), plan);
    return Done{};
}

Result<Done, LogFailure> FileLog::State::writePresent(const api::Bytes& bytes) {
    if (const auto written = writeAll(*file, bytes); !written) {
        if (!isNoSpace(written.error()))
            return fail("be written", written.error());
        if (const auto cut = file->truncate(fileBytes); !cut)
            return fail("take back an unfinished write", cut.error());
        return noSpace();
    }
    if (const auto synced = sync(*file); !synced)
        return fail("be made durable", synced.error());
    fileBytes += bytes.size();
    return Done{};
}

Result<std::unique_ptr<File>, LogFailure> FileLog::State::writeFresh(WritePlan& plan) {
    auto created = files->create(freshFile());
    if (!created) {
        if (isNoSpace(created.error()))
            return noSpace();
        if (isNoDescriptor(created.error()))
            return noDescriptor();
        return fail("start a new segment", created.error());
    }
    std::unique_ptr<File> fresh = std::move(created).value();
    if (const auto written = writeAll(*fresh, plan.fresh); !written) {
        static_cast<void>(files->remove(freshFile()));
        if (isNoSpace(written.error()))
            return noSpace();
        return fail("be written", written.error());
    }
    if (const auto synced = sync(*fresh); !synced)
        return fail("be made durable", synced.error());
    return fresh;
}

Result<Done, LogFailure> FileLog::State::publishFresh(std::unique_ptr<File> fresh,
                                                      const WritePlan& plan) {
    const auto target = segmentFile(dataDirectory, plan.header.first);
    if (const auto renamed = files->rename(freshFile(), target); !renamed)
        return fail("start a new segment", renamed.error());
    if (directory) {
        if (const auto synced = directory->sync(); !synced)
            return fail("be made durable", synced.error());
    }
    file = std::move(fresh);
    olderBytes += fileBytes;
    fileBytes = plan.fresh.size();
    return Done{};
}

std::filesystem::path failureMarker(const std::filesystem::path& dataDirectory) {
    return dataDirectory / "journal-failed";
}

namespace {

/// After a failed sync the page cache may show records that the disk does not hold, and a new sync
/// of them reports success without writing them. Only a person can find out.
std::optional<JournalError> checkNotFailed(const std::filesystem::path& dataDirectory) {
    const auto marker = failureMarker(dataDirectory);
    std::error_code unknown;
    if (!std::filesystem::exists(marker, unknown) && !unknown)
        return std::nullopt;
    const std::string directory = dataDirectory.string();
    return JournalError{
        JournalErrorKind::Io,
        marker.string(),
        0,
        {},
        "The journal in " + directory + " could not be written when the venue ran last (see " +
            marker.string() +
            "). Nothing was changed. Its end may be readable now without being on the disk. Check "
            "the disk and the kernel's log; copy the directory to a sound disk before this machine "
            "is restarted; check the copy with `openbell-ctl verify --data COPY`; then remove "
            "journal-failed from the directory that you go on with, and start the venue."};
}

} // namespace

FileLog::FileLog(std::unique_ptr<State> state) : m_state(std::move(state)) {}

FileLog::~FileLog() {
    close();
}

Result<std::unique_ptr<FileLog>, JournalError>
FileLog::open(const std::filesystem::path& dataDirectory, const FileLogOptions& options) {
    auto state = std::make_unique<State>();
    state->dataDirectory = dataDirectory;
    state->options = options;
    state->files = options.files != nullptr ? options.files : &systemFiles();

    auto lock = DirectoryLock::acquire(dataDirectory);
    if (!lock)
        return Unexpected{lock.error()};
    state->lock = std::move(lock).value();
    if (auto failed = checkNotFailed(dataDirectory))
        return Unexpected{std::move(*failed)};

    auto opening =
        openSegments(dataDirectory, *state->files, {options.checkOldSegments, options.syncToDisk});
    if (!opening)
        return Unexpected{opening.error()};
    if (options.syncToDisk) {
        const auto segments = journalDirectory(dataDirectory);
        auto directory = state->files->openDirectory(segments);
        if (!directory)
            return Unexpected{ioError("open the directory", segments, directory.error().code)};
        state->directory = std::move(directory).value();
    }
    state->file = std::move(opening->file);
    state->fileBytes = opening->fileBytes;
    state->olderBytes = opening->olderBytes;
    state->last = opening->last;
    state->lastTime = opening->lastTime;
    state->chain = std::move(opening->chain);
    state->sealed = opening->sealed;
    state->tornTail = std::move(opening->tornTail);
    return std::unique_ptr<FileLog>(new FileLog(std::move(state)));
}

Result<Done, LogFailure> FileLog::append(const LogBatch& batch) {
    if (!m_state->failure.empty())
        return Unexpected{LogFailure{LogError::Failed, m_state->failure}};
    WritePlan& plan = m_state->planned;
    if (batch.bytes.empty() || batch.first != next(m_state->last) || !m_state->plan(batch, plan))
        return Unexpected{LogFailure{
            LogError::WrongPlace,
            "The journal expects consecutive records from " +
                std::to_string(m_state->last.value() + 1) + " on; the batch says " +
                std::to_string(batch.first.value()) + " to " + std::to_string(batch.last.value()) +
                ". Nothing of it was written; everything acknowledged is on disk. Start "
                "the venue again, and report this: it is an error of the program."}};
    auto written = m_state->write(plan);
    if (!written)
        return written;
    std::swap(m_state->chain, plan.chain);
    m_state->last = plan.last;
    m_state->lastTime = plan.lastTime;
    m_state->sealed = plan.sealed;
    return Done{};
}

void FileLog::close() {
    State& state = *m_state;
    if (state.file && state.failure.empty() && !state.sealed && !state.last.isNone()) {
        api::Bytes seal;
        appendSeal({state.last, state.chain.digest()}, seal);
        // Without the seal the journal is as good as after a crash: nothing to report.
        static_cast<void>(state.writePresent(seal).hasValue());
        state.sealed = true;
    }
    state.file.reset();
    state.directory.reset();
    state.lock.reset();
    if (state.failure.empty())
        state.failure = "The journal is closed.";
}

Sequence FileLog::durable() const {
    return m_state->last;
}

Result<Done, LogFailure> FileLog::fence(std::uint64_t epoch) {
    if (epoch < m_state->epoch)
        return Unexpected{LogFailure{
            LogError::FencedOff, "A writer of epoch " + std::to_string(m_state->epoch) +
                                     " has taken over from epoch " + std::to_string(epoch) +
                                     ". Everything acknowledged is kept; go on with that writer."}};
    m_state->epoch = epoch;
    return Done{};
}

const std::optional<TornTail>& FileLog::tornTail() const {
    return m_state->tornTail;
}
Digest FileLog::hash() const {
    return m_state->chain.digest();
}
Timestamp FileLog::lastTime() const {
    return m_state->lastTime;
}
std::uint64_t FileLog::byteSize() const {
    return m_state->olderBytes + m_state->fileBytes;
}
std::int64_t FileLog::lastSyncNs() const {
    return m_state->lastSyncNs;
}

} // namespace openbell::journal
