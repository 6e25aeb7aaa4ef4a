#include "engine/journal/frame.h"

#include "engine/base/assertion.h"
#include "engine/base/crc32c.h"

#include <cstring>

namespace openbell::journal {
namespace {

/// Sequence numbers this far above the last good one are taken for noise by findFrame.
constexpr std::uint64_t kPlausibleJump = std::uint64_t{1} << 32;

template<class I>
I readAt(std::span<const std::uint8_t> in, std::size_t at) {
    I value{};
    std::memcpy(&value, in.data() + at, sizeof value);
    return value;
}

std::uint32_t checksum(std::span<const std::uint8_t> frame) {
    return crc32c(frame.subspan(kRecordPrefixBytes), crc32c(frame.first(4)));
}

} // namespace

FrameStatus parseFrame(std::span<const std::uint8_t> in, Frame& frame) {
    if (in.size() < kRecordPrefixBytes)
        return FrameStatus::Incomplete;
    const auto length = readAt<std::uint32_t>(in, 0);
    if (length < kMinRecordBody || length > kMaxRecordBody)
        return FrameStatus::Bad;
    if (in.size() - kRecordPrefixBytes < length)
        return FrameStatus::Incomplete;
    const auto whole = in.first(kRecordPrefixBytes + length);
    if (checksum(whole) != readAt<std::uint32_t>(in, 4))
        return FrameStatus::Bad;
    frame.bytes = whole;
    frame.sequence = Sequence(readAt<std::uint64_t>(in, kRecordPrefixBytes));
    if (frame.isSeal() && length != kSealBody)
        return FrameStatus::Bad;
    return FrameStatus::Whole;
}

void finishFrame(api::Bytes& bytes, std::size_t start) {
    const std::size_t body = bytes.size() - start - kRecordPrefixBytes;
    OPENBELL_ASSERT(body >= kMinRecordBody && body <= kMaxRecordBody);
    const auto length = static_cast<std::uint32_t>(body);
    std::memcpy(bytes.data() + start, &length, sizeof length);
    const std::uint32_t crc = checksum(std::span(bytes).subspan(start));
    std::memcpy(bytes.data() + start + 4, &crc, sizeof crc);
}

void appendSeal(const Seal& seal, api::Bytes& bytes) {
    const std::size_t start = bytes.size();
    bytes.resize(start + kRecordPrefixBytes);
    api::BinaryWriter writer(bytes);
    writer.write(Sequence{});
    writer.write(seal.sequence);
    bytes.insert(bytes.end(), seal.digest.begin(), seal.digest.end());
    finishFrame(bytes, start);
}

Seal sealOf(const Frame& frame) {
    OPENBELL_ASSERT(frame.isSeal() && frame.bytes.size() == kSealBytes);
    Seal seal;
    seal.sequence = Sequence(readAt<std::uint64_t>(frame.body(), 8));
    std::memcpy(seal.digest.data(), frame.body().data() + 16, seal.digest.size());
    return seal;
}

Timestamp timeOf(const Frame& frame) {
    return Timestamp(readAt<std::int64_t>(frame.body(), 8));
}

bool decodeRecord(const Frame& frame, Record& record) {
    api::BinaryReader reader(frame.body());
    reader.read(record.context);
    reader.read(record.command);
    return reader.ok() && reader.atEnd();
}

std::optional<Record> recordOf(const Frame& frame) {
    Record record;
    if (!decodeRecord(frame, record))
        return std::nullopt;
    return record;
}

std::optional<std::size_t> findFrame(std::span<const std::uint8_t> in, Sequence after) {
    Frame frame;
    for (std::size_t at = 0; at + kRecordPrefixBytes + kMinRecordBody <= in.size(); ++at) {
        const auto length = readAt<std::uint32_t>(in, at);
        if (length < kMinRecordBody || length > kMaxRecordBody)
            continue;
        const auto sequence = readAt<std::uint64_t>(in, at + kRecordPrefixBytes);
        // Unsigned: a number at or below `after` wraps to an implausibly large jump.
        if (sequence != 0 && sequence - after.value() - 1 >= kPlausibleJump)
            continue;
        if (parseFrame(in.subspan(at), frame) == FrameStatus::Whole)
            return at;
    }
    return std::nullopt;
}

} // namespace openbell::journal
