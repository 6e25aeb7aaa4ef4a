// What the journal's tests share: commands to write, batches, copies of directories, raw files.
#pragma once

#include "engine/base/random.h"
#include "engine/journal/file_log.h"
#include "engine/journal/hash_chain.h"
#include "engine/journal/reader.h"
#include "engine/journal/segment.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

namespace openbell::journal::test {

/// A command of a kind and content that follow from the sequence number alone.
inline api::Command commandAt(std::uint64_t sequence) {
    Random random(sequence);
    switch (random.below(5)) {
    case 0:
        return api::AdvanceTime{};
    case 1:
        return api::CancelOrder{AccountId(1), InstrumentId(2), OrderId(random.next())};
    case 2:
        return api::CreateUser{UserId(static_cast<std::uint32_t>(sequence)),
                               api::Name(std::string(random.below(64), 'n')), api::Role::Trader,
                               AccountId(1)};
    default: {
        api::PlaceOrder order;
        order.account = AccountId(static_cast<std::uint32_t>(random.below(100)));
        order.instrument = InstrumentId(1);
        order.price = Price(random.between(1, 1000));
        order.quantity = Quantity(random.between(1, 1000));
        return order;
    }
    }
}

inline api::CommandContext contextAt(std::uint64_t sequence) {
    return {Sequence(sequence), Timestamp(1'000'000 + static_cast<std::int64_t>(sequence) * 10),
            UserId(static_cast<std::uint32_t>(sequence % 7))};
}

/// The encoded records first..last.
inline api::Bytes records(std::uint64_t first, std::uint64_t last) {
    api::Bytes bytes;
    for (std::uint64_t i = first; i <= last; ++i)
        encodeRecord(contextAt(i), commandAt(i), bytes);
    return bytes;
}

inline Result<Done, LogFailure> append(Log& log, std::uint64_t first, std::uint64_t last) {
    const api::Bytes bytes = records(first, last);
    return log.append({Sequence(first), Sequence(last), bytes});
}

/// The journal hash by its definition, from the encoded records.
inline Digest expectedHash(std::uint64_t last) {
    Digest hash{};
    for (std::uint64_t first = 1; first <= last; first += kSealInterval) {
        api::Bytes bytes(hash.begin(), hash.end());
        const api::Bytes block = records(first, std::min(last, first + kSealInterval - 1));
        bytes.insert(bytes.end(), block.begin(), block.end());
        hash = sha256(bytes);
    }
    return hash;
}

/// A folder of its own per use.
class Folder {
public:
    std::filesystem::path path() const { return m_directory.path().toStdString(); }

private:
    QTemporaryDir m_directory;
};

inline api::Bytes readFile(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return api::Bytes(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

inline void writeFile(const std::filesystem::path& file, std::span<const std::uint8_t> bytes) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
}

/// Changes one byte in place: much cheaper than writing the file anew.
inline void flipByte(const std::filesystem::path& file, std::uint64_t offset, std::uint8_t mask) {
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekg(static_cast<std::streamoff>(offset));
    const int byte = stream.get();
    stream.seekp(static_cast<std::streamoff>(offset));
    stream.put(static_cast<char>(byte ^ mask));
}

/// Most tests are not about durability, and syncing costs milliseconds.
inline FileLogOptions withoutSync(std::uint64_t segmentBytes = 64 * 1024 * 1024) {
    FileLogOptions options;
    options.segmentBytes = segmentBytes;
    options.syncToDisk = false;
    return options;
}

/// The files of a log with records 1..last as a crash would leave them: without the final seal.
inline api::Bytes crashedSegment(std::uint64_t last) {
    Folder folder;
    auto log = FileLog::open(folder.path(), withoutSync());
    if (!log || !append(**log, 1, last))
        qFatal("the log cannot be written");
    return readFile(segmentFile(folder.path(), Sequence(1)));
}

/// The same after an orderly stop.
inline api::Bytes closedSegment(std::uint64_t last) {
    Folder folder;
    {
        auto log = FileLog::open(folder.path(), withoutSync());
        if (!log || !append(**log, 1, last))
            qFatal("the log cannot be written");
    }
    return readFile(segmentFile(folder.path(), Sequence(1)));
}

inline std::vector<std::filesystem::path> segmentFiles(const std::filesystem::path& directory) {
    std::vector<std::filesystem::path> files;
    const auto segments = listSegments(directory);
    for (const SegmentName& segment : segments.value())
        files.push_back(segment.file);
    return files;
}

} // namespace openbell::journal::test
