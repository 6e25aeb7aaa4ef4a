// Segment files: their names, their headers, and which ones a directory has.
//   8 bytes "OBELLJNL" | u32 format version | u32 protocol version | u64 first sequence |
//   i64 time of the first record | 32 bytes journal hash before it | u32 records per seal |
//   u32 CRC32C of all that
#pragma once

#include "engine/api/binary_codec.h"
#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/journal/digest.h"
#include "engine/journal/journal_error.h"

#include <filesystem>
#include <optional>
#include <span>
#include <vector>

namespace openbell::journal {

inline constexpr std::uint32_t kFormatVersion = 1;
/// Commands written under this protocol version and later ones read the same; a change to a
/// command's field list raises it or brings a reader for the old form.
inline constexpr std::uint32_t kOldestProtocol = 4;
inline constexpr std::size_t kSegmentHeaderBytes = 72;

struct SegmentHeader {
    std::uint32_t formatVersion = kFormatVersion;
    std::uint32_t protocolVersion = api::kProtocolVersion;
    Sequence first;
    Timestamp created;
    Digest previousHash{};
};

void appendHeader(const SegmentHeader& header, api::Bytes& bytes);

/// Checks magic, checksum and versions; `file` is for the message.
Result<SegmentHeader, JournalError> parseHeader(std::span<const std::uint8_t> bytes,
                                                const std::filesystem::path& file);

struct SegmentName {
    Sequence first;
    std::filesystem::path file;
};

/// A segment does not start with the record that is next.
JournalError missingSegment(Sequence expected, const SegmentName& found);

/// What the next segment has to begin with.
struct SegmentLink {
    Sequence last; ///< the last record before it
    Digest hash{};
    /// Nothing when a header fits; what is wrong otherwise.
    std::optional<JournalError> check(const SegmentHeader& header,
                                      const std::filesystem::path& file) const;
};

std::filesystem::path journalDirectory(const std::filesystem::path& dataDirectory);
std::filesystem::path segmentFile(const std::filesystem::path& dataDirectory, Sequence first);

/// The segment files in order; none when the directory does not exist.
Result<std::vector<SegmentName>, JournalError>
listSegments(const std::filesystem::path& dataDirectory);

/// Files named <20 digits><extension>, in order; shared with the snapshots.
Result<std::vector<SegmentName>, JournalError> listNumbered(const std::filesystem::path& directory,
                                                            std::string_view extension);
std::string numberedName(Sequence sequence, std::string_view extension);

} // namespace openbell::journal
