// The file: 8 bytes "OBELLSNP" | u32 format version | u32 protocol version | u64 sequence |
// i64 time | 32 bytes journal hash | 32 bytes SHA-256 of the payload | u64 payload bytes |
// u32 CRC32C of all that | payload.
#include "engine/journal/snapshot_store.h"

#include "engine/base/crc32c.h"
#include "engine/journal/file_system.h"
#include "engine/journal/segment.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <system_error>

namespace openbell::journal {
namespace {

constexpr std::array<std::uint8_t, 8> kMagic{'O', 'B', 'E', 'L', 'L', 'S', 'N', 'P'};
constexpr std::uint32_t kSnapshotVersion = 1;
constexpr std::size_t kHeaderBytes = 108;
constexpr std::string_view kExtension = ".obs";

api::Bytes headerOf(const SnapshotInfo& info) {
    api::Bytes bytes(kMagic.begin(), kMagic.end());
    api::BinaryWriter writer(bytes);
    writer.write(kSnapshotVersion);
    writer.write(api::kProtocolVersion);
    writer.write(info.sequence);
    writer.write(info.time);
    bytes.insert(bytes.end(), info.journal.begin(), info.journal.end());
    bytes.insert(bytes.end(), info.state.begin(), info.state.end());
    writer.write(info.bytes);
    writer.write(crc32c(std::span<const std::uint8_t>(bytes)));
    return bytes;
}

Error unusable(const std::filesystem::path& file, const std::string& what) {
    return {"The snapshot " + file.string() + " cannot be used: " + what +
            ". The journal has everything that was in it; an older snapshot or the journal's start "
            "is used instead."};
}

Result<SnapshotInfo, Error> parseHeader(const api::Bytes& bytes,
                                        const std::filesystem::path& file) {
    if (bytes.size() < kHeaderBytes || !std::equal(kMagic.begin(), kMagic.end(), bytes.begin()))
        return Unexpected{unusable(file, "it is not a snapshot or incomplete")};
    std::uint32_t checksum = 0;
    std::memcpy(&checksum, bytes.data() + kHeaderBytes - 4, sizeof checksum);
    if (crc32c(std::span(bytes).first(kHeaderBytes - 4)) != checksum)
        return Unexpected{unusable(file, "its header is damaged")};

    SnapshotInfo info;
    std::uint32_t format = 0;
    std::uint32_t protocol = 0;
    const std::span<const std::uint8_t> all(bytes);
    api::BinaryReader reader(all.subspan(kMagic.size(), 24));
    reader.read(format);
    reader.read(protocol);
    reader.read(info.sequence);
    reader.read(info.time);
    std::memcpy(info.journal.data(), bytes.data() + 32, info.journal.size());
    std::memcpy(info.state.data(), bytes.data() + 64, info.state.size());
    std::memcpy(&info.bytes, bytes.data() + 96, sizeof info.bytes);
    if (format != kSnapshotVersion || protocol != api::kProtocolVersion)
        return Unexpected{unusable(file, "it was written by another version of the program")};
    if (info.sequence.isNone() || file.filename() != numberedName(info.sequence, kExtension))
        return Unexpected{unusable(file, "its name and its content disagree")};
    info.file = file;
    return info;
}

Result<SnapshotInfo, Error> readHeader(std::ifstream& in, const std::filesystem::path& file) {
    api::Bytes bytes(kHeaderBytes);
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    return parseHeader(bytes, file);
}

Error writeFailed(const std::filesystem::path& file, IoError error) {
    return {"The snapshot " + file.string() +
            " could not be written: " + std::generic_category().message(error.code) +
            ". The older snapshots and the journal are untouched; it is tried again later."};
}

Result<Done, IoError> writeAside(FileSystem& files, const std::filesystem::path& path,
                                 const SnapshotInfo& info, std::span<const std::uint8_t> payload) {
    auto file = files.create(path);
    if (!file)
        return Unexpected{file.error()};
    if (auto written = writeAll(**file, headerOf(info)); !written)
        return written;
    if (auto written = writeAll(**file, payload); !written)
        return written;
    return (*file)->sync();
}

} // namespace

SnapshotStore::SnapshotStore(const std::filesystem::path& dataDirectory, std::size_t keep,
                             FileSystem* files)
    : m_directory(dataDirectory / "snapshots")
    , m_keep(std::max<std::size_t>(keep, 1))
    , m_files(files != nullptr ? files : &systemFiles()) {}

Result<SnapshotInfo, Error> SnapshotStore::write(const SnapshotInfo& info,
                                                 std::span<const std::uint8_t> payload) {
    SnapshotInfo full = info;
    full.state = stateHash(payload);
    full.bytes = payload.size();
    full.file = m_directory / numberedName(info.sequence, kExtension);
    const auto aside = m_directory / "next.tmp";

    auto done = m_files->createDirectories(m_directory);
    if (done)
        done = writeAside(*m_files, aside, full, payload);
    if (done)
        done = m_files->rename(aside, full.file);
    if (done)
        done = m_files->syncDirectory(m_directory);
    if (!done) {
        static_cast<void>(m_files->remove(aside));
        return Unexpected{writeFailed(full.file, done.error())};
    }
    removeOld();
    return full;
}

/// Removes all but the newest ones; one that stays because of an error costs only its space.
void SnapshotStore::removeOld() {
    const auto found = listNumbered(m_directory, kExtension);
    if (!found || found->size() <= m_keep)
        return;
    for (std::size_t i = 0; i < found->size() - m_keep; ++i)
        static_cast<void>(m_files->remove((*found)[i].file));
}

std::vector<SnapshotInfo> SnapshotStore::list() const {
    std::vector<SnapshotInfo> infos;
    const auto found = listNumbered(m_directory, kExtension);
    if (!found)
        return infos;
    for (auto at = found->rbegin(); at != found->rend(); ++at) {
        std::ifstream in(at->file, std::ios::binary);
        if (auto info = readHeader(in, at->file))
            infos.push_back(std::move(info).value());
    }
    return infos;
}

std::vector<UnreadableSnapshot> SnapshotStore::unreadable() const {
    std::vector<UnreadableSnapshot> files;
    const auto found = listNumbered(m_directory, kExtension);
    if (!found)
        return {{Sequence(), found.error().message}};
    for (auto at = found->rbegin(); at != found->rend(); ++at) {
        std::ifstream in(at->file, std::ios::binary);
        if (const auto info = readHeader(in, at->file); !info)
            files.push_back({at->first, info.error().message});
    }
    return files;
}

SnapshotChoice SnapshotStore::loadNewest(Sequence atMost) const {
    SnapshotChoice choice;
    const auto found = listNumbered(m_directory, kExtension);
    if (!found) {
        choice.notes.push_back(found.error().message);
        return choice;
    }
    for (auto at = found->rbegin(); at != found->rend(); ++at) {
        if (at->first > atMost)
            continue;
        auto loaded = load(at->file);
        if (loaded) {
            choice.snapshot = std::move(loaded).value();
            break;
        }
        choice.notes.push_back(loaded.error().message);
    }
    return choice;
}

Result<Snapshot, Error> SnapshotStore::load(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return Unexpected{unusable(file, "it cannot be opened")};
    auto info = readHeader(in, file);
    if (!info)
        return Unexpected{info.error()};
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error || size != kHeaderBytes + info->bytes)
        return Unexpected{unusable(file, "it is incomplete")};

    Snapshot snapshot{std::move(info).value(), {}};
    snapshot.payload.resize(snapshot.info.bytes);
    in.read(reinterpret_cast<char*>(snapshot.payload.data()),
            static_cast<std::streamsize>(snapshot.payload.size()));
    if (!in || stateHash(snapshot.payload) != snapshot.info.state)
        return Unexpected{unusable(file, "its content is damaged")};
    return snapshot;
}

} // namespace openbell::journal
