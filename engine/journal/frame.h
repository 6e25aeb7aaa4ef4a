// The frames of a segment file: records (engine/journal/record.h) and seals, which share the length
// and checksum in front. A seal has sequence 0, then the sequence number it seals and the journal
// hash there:  u32 48 | u32 CRC32C | u64 0 | u64 sequence | 32 bytes digest.
#pragma once

#include "engine/base/time.h"
#include "engine/journal/digest.h"
#include "engine/journal/record.h"

#include <optional>
#include <span>

namespace openbell::journal {

inline constexpr std::size_t kSealBody = 48;
inline constexpr std::size_t kSealBytes = kRecordPrefixBytes + kSealBody;

/// A whole frame with a good checksum.
struct Frame {
    std::span<const std::uint8_t> bytes; ///< prefix included
    Sequence sequence;                   ///< none for a seal
    bool isSeal() const { return sequence.isNone(); }
    std::span<const std::uint8_t> body() const { return bytes.subspan(kRecordPrefixBytes); }
};

struct Seal {
    Sequence sequence;
    Digest digest{};
};

enum class FrameStatus {
    Whole,
    Incomplete, ///< the bytes end before the frame does
    Bad,        ///< impossible length or wrong checksum
};

/// Reads the frame at the start of `in`.
FrameStatus parseFrame(std::span<const std::uint8_t> in, Frame& frame);

/// Fills in length and checksum of the frame that starts at `start` and ends with the vector.
void finishFrame(api::Bytes& bytes, std::size_t start);

void appendSeal(const Seal& seal, api::Bytes& bytes);
Seal sealOf(const Frame& frame);      ///< precondition: frame.isSeal()
Timestamp timeOf(const Frame& frame); ///< precondition: !frame.isSeal()

/// Decodes the record in a frame; nullopt when its command is not one of ours.
std::optional<Record> recordOf(const Frame& frame);
/// The same into an existing record, for speed.
bool decodeRecord(const Frame& frame, Record& record);

/// The offset of the first whole frame in `in` whose sequence number is above `after` (or that is
/// a seal), trying every byte: tells damage in the middle from a torn tail.
std::optional<std::size_t> findFrame(std::span<const std::uint8_t> in, Sequence after);

} // namespace openbell::journal
