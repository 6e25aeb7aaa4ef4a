// Any bytes as a journal segment or a snapshot: reading, inspecting and opening them ends in an
// answer, and the answers agree with each other. The first byte says what the rest is.
#include "engine/base/assertion.h"
#include "engine/base/crc32c.h"
#include "engine/journal/file_log.h"
#include "engine/journal/file_system.h"
#include "engine/journal/frame.h"
#include "engine/journal/inspect.h"
#include "engine/journal/reader.h"
#include "engine/journal/segment.h"
#include "engine/journal/snapshot_store.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>

using namespace openbell;
using namespace openbell::journal;

namespace {

enum Mode : std::uint8_t {
    kRawSegment = 0, ///< the bytes as they are
    kRepairedSegment =
        1, ///< under a good header, with good checksums: reaches what lies behind them
    kSnapshot = 2,
    kModes = 3,
};

/// One directory per process, removed at its end.
class ScratchDirectory {
public:
    ScratchDirectory() {
        std::string name =
            (std::filesystem::temp_directory_path() / "fuzz_journal_XXXXXX").string();
        OPENBELL_ASSERT(::mkdtemp(name.data()) != nullptr);
        m_path = name;
        std::filesystem::create_directories(m_path / "journal");
        std::filesystem::create_directories(m_path / "snapshots");
    }
    ~ScratchDirectory() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

void write(const std::filesystem::path& file, std::span<const std::uint8_t> bytes) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
}

/// Cuts the bytes into frames by their length fields and makes every checksum right.
api::Bytes repaired(std::span<const std::uint8_t> bytes) {
    SegmentHeader header;
    header.first = Sequence(1);
    api::Bytes out;
    appendHeader(header, out);
    std::size_t at = out.size();
    out.insert(out.end(), bytes.begin(), bytes.end());
    while (out.size() - at >= kRecordPrefixBytes + kMinRecordBody) {
        std::uint32_t length = 0;
        std::memcpy(&length, out.data() + at, sizeof length);
        const std::size_t room = out.size() - at - kRecordPrefixBytes;
        length = static_cast<std::uint32_t>(
            std::min(room, kMinRecordBody + length % (kMaxRecordBody - kMinRecordBody + 1)));
        std::memcpy(out.data() + at, &length, sizeof length);
        const auto body = std::span(out).subspan(at + kRecordPrefixBytes, length);
        const std::uint32_t crc = crc32c(body, crc32c(std::span(out).subspan(at, 4)));
        std::memcpy(out.data() + at + 4, &crc, sizeof crc);
        at += kRecordPrefixBytes + length;
    }
    return out;
}

/// Reads to the end and returns the hash there, or nothing when the reader refuses.
std::optional<Digest> readThrough(const std::filesystem::path& directory, Sequence& last) {
    auto reader = JournalReader::open(directory, Sequence(1));
    if (!reader)
        return std::nullopt;
    ReadStatus status = ReadStatus::Record;
    while ((status = reader->next()) == ReadStatus::Record) {
        OPENBELL_ASSERT(reader->record().context.sequence == next(last));
        OPENBELL_ASSERT(!toText(reader->record()).empty());
        last = reader->position();
    }
    if (status == ReadStatus::Failed)
        return std::nullopt;
    return reader->hash();
}

void checkSegment(const std::filesystem::path& directory) {
    Sequence last;
    const auto hash = readThrough(directory, last);
    const JournalReport report = inspectJournal(directory);
    OPENBELL_ASSERT(report.problem.has_value() == !hash.has_value());
    OPENBELL_ASSERT(report.last == last || report.problem);

    FileLogOptions options;
    options.syncToDisk = false;
    auto log = FileLog::open(directory, options);
    if (!log) {
        OPENBELL_ASSERT(!hash && !log.error().message.empty());
        return;
    }
    // A record of an unknown command is whole: the log opens, the reader refuses it.
    if (!hash)
        return;
    OPENBELL_ASSERT((*log)->durable() == last && (*log)->hash() == *hash);
    log->reset();
    log = FileLog::open(directory, options);
    OPENBELL_ASSERT(log && !(*log)->tornTail() && (*log)->durable() == last);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const ScratchDirectory directory;
    if (size == 0)
        return 0;
    const std::span<const std::uint8_t> rest(data + 1, size - 1);
    const auto segment = segmentFile(directory.path(), Sequence(1));
    switch (data[0] % kModes) {
    case kRawSegment:
        write(segment, rest);
        checkSegment(directory.path());
        break;
    case kRepairedSegment:
        write(segment, repaired(rest));
        checkSegment(directory.path());
        break;
    case kSnapshot: {
        const auto file = directory.path() / "snapshots" / "00000000000000000001.obs";
        write(file, rest);
        const auto loaded = SnapshotStore::load(file);
        OPENBELL_ASSERT(loaded || !loaded.error().message.empty());
        break;
    }
    }
    return 0;
}
