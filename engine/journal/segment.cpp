#include "engine/journal/segment.h"

#include "engine/base/crc32c.h"
#include "engine/journal/hash_chain.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace openbell::journal {
namespace {

constexpr std::array<std::uint8_t, 8> kMagic{'O', 'B', 'E', 'L', 'L', 'J', 'N', 'L'};
constexpr std::string_view kExtension = ".obj";
constexpr std::size_t kDigits = 20;

JournalError badHeader(JournalErrorKind kind, const std::filesystem::path& file,
                       const std::string& what) {
    return badPlace(kind, file, 0, {}, what);
}

std::string versionText(std::string_view what, std::uint32_t found, std::uint32_t known) {
    return "the segment has " + std::string(what) + " version " + std::to_string(found) +
           ", this program reads version " + std::to_string(known);
}

} // namespace

void appendHeader(const SegmentHeader& header, api::Bytes& bytes) {
    const std::size_t start = bytes.size();
    bytes.insert(bytes.end(), kMagic.begin(), kMagic.end());
    api::BinaryWriter writer(bytes);
    writer.write(header.formatVersion);
    writer.write(header.protocolVersion);
    writer.write(header.first);
    writer.write(header.created);
    bytes.insert(bytes.end(), header.previousHash.begin(), header.previousHash.end());
    writer.write(static_cast<std::uint32_t>(kSealInterval));
    writer.write(crc32c(std::span(bytes).subspan(start)));
}

Result<SegmentHeader, JournalError> parseHeader(std::span<const std::uint8_t> bytes,
                                                const std::filesystem::path& file) {
    using Kind = JournalErrorKind;
    if (bytes.size() < kSegmentHeaderBytes)
        return Unexpected{badHeader(Kind::Corrupt, file, "the segment's header is incomplete")};
    if (!std::equal(kMagic.begin(), kMagic.end(), bytes.begin()))
        return Unexpected{badHeader(Kind::Corrupt, file, "this is not a journal segment")};

    SegmentHeader header;
    std::uint32_t sealInterval = 0;
    std::uint32_t checksum = 0;
    api::BinaryReader reader(bytes.subspan(kMagic.size(), 24));
    reader.read(header.formatVersion);
    reader.read(header.protocolVersion);
    reader.read(header.first);
    reader.read(header.created);
    std::memcpy(header.previousHash.data(), bytes.data() + 32, header.previousHash.size());
    std::memcpy(&sealInterval, bytes.data() + 64, sizeof sealInterval);
    std::memcpy(&checksum, bytes.data() + 68, sizeof checksum);
    if (crc32c(bytes.first(kSegmentHeaderBytes - 4)) != checksum)
        return Unexpected{badHeader(Kind::Corrupt, file, "the segment's header is damaged")};
    if (header.formatVersion != kFormatVersion)
        return Unexpected{badHeader(Kind::UnknownVersion, file,
                                    versionText("format", header.formatVersion, kFormatVersion))};
    if (header.protocolVersion < kOldestProtocol || header.protocolVersion > api::kProtocolVersion)
        return Unexpected{
            badHeader(Kind::UnknownVersion, file,
                      versionText("protocol", header.protocolVersion, api::kProtocolVersion))};
    if (sealInterval != kSealInterval || header.first.isNone())
        return Unexpected{
            badHeader(Kind::UnknownVersion, file,
                      "the segment's header has values that this version does not use")};
    return header;
}

JournalError missingSegment(Sequence expected, const SegmentName& found) {
    return badHeader(JournalErrorKind::SequenceGap, found.file,
                     "the segment starts with record " + std::to_string(found.first.value()) +
                         ", but record " + std::to_string(expected.value()) +
                         " is next: a segment file is missing or misnamed");
}

std::optional<JournalError> SegmentLink::check(const SegmentHeader& header,
                                               const std::filesystem::path& file) const {
    if (header.first != next(last))
        return missingSegment(next(last), {header.first, file});
    if (header.previousHash != hash)
        return badHeader(JournalErrorKind::WrongDigest, file,
                         "the segment does not continue the one before it (it was written after "
                         "journal hash " +
                             toHex(header.previousHash) + ", the records before it give " +
                             toHex(hash) + ")");
    return std::nullopt;
}

std::filesystem::path journalDirectory(const std::filesystem::path& dataDirectory) {
    return dataDirectory / "journal";
}

std::filesystem::path segmentFile(const std::filesystem::path& dataDirectory, Sequence first) {
    return journalDirectory(dataDirectory) / numberedName(first, kExtension);
}

std::string numberedName(Sequence sequence, std::string_view extension) {
    const std::string digits = std::to_string(sequence.value());
    return std::string(kDigits - digits.size(), '0') + digits + std::string(extension);
}

Result<std::vector<SegmentName>, JournalError> listNumbered(const std::filesystem::path& directory,
                                                            std::string_view extension) {
    std::vector<SegmentName> found;
    std::error_code error;
    if (!std::filesystem::exists(directory, error) && !error)
        return found;
    std::filesystem::directory_iterator at(directory, error);
    if (error)
        return Unexpected{ioError("list", directory, error.value())};
    for (const auto end = std::filesystem::directory_iterator(); at != end; at.increment(error)) {
        const std::string name = at->path().filename().string();
        if (name.size() != kDigits + extension.size() || !name.ends_with(extension))
            continue;
        std::uint64_t number = 0;
        const auto [stop, failure] = std::from_chars(name.data(), name.data() + kDigits, number);
        if (failure == std::errc{} && stop == name.data() + kDigits)
            found.push_back({Sequence(number), at->path()});
    }
    if (error)
        return Unexpected{ioError("list", directory, error.value())};
    std::sort(found.begin(), found.end(),
              [](const SegmentName& a, const SegmentName& b) { return a.first < b.first; });
    return found;
}

Result<std::vector<SegmentName>, JournalError>
listSegments(const std::filesystem::path& dataDirectory) {
    return listNumbered(journalDirectory(dataDirectory), kExtension);
}

} // namespace openbell::journal
