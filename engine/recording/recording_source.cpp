#include "engine/recording/recording_source.h"

#include "engine/recording/bitstamp_source.h"
#include "engine/recording/byte_source.h"
#include "engine/recording/checks.h"
#include "engine/recording/itch_source.h"
#include "engine/recording/lobster_source.h"

#include <algorithm>
#include <array>

namespace openbell::recording {
namespace {

constexpr std::array<std::string_view, 3> kFormatNames{"lobster", "itch", "bitstamp"};

/// Hands a concrete source on as the interface.
template<class Source>
Result<std::unique_ptr<RecordingSource>, Error>
asSource(Result<std::unique_ptr<Source>, Error> opened) {
    if (!opened)
        return Unexpected{opened.error()};
    return std::unique_ptr<RecordingSource>(std::move(*opened));
}

bool looksLikeItch(std::span<const std::uint8_t> head) {
    if (head.size() < 3)
        return false;
    const ItchType* type = findItchType(head[2]);
    return type != nullptr && type->length == (head[0] << 8 | head[1]);
}

bool looksLikeBitstamp(std::span<const std::uint8_t> head) {
    const auto isDigit = [](std::uint8_t c) { return c >= '0' && c <= '9'; };
    const auto space = std::find_if_not(head.begin(), head.end(), isDigit);
    return space - head.begin() >= 10 && space != head.end() && *space == ' ';
}

} // namespace

std::optional<Format> formatFromName(std::string_view name) {
    for (std::size_t i = 0; i < kFormatNames.size(); ++i)
        if (kFormatNames[i] == name)
            return static_cast<Format>(i);
    return std::nullopt;
}

std::string_view nameOf(Format format) {
    return kFormatNames[static_cast<std::size_t>(format)];
}

Result<std::unique_ptr<RecordingSource>, Error> openRecording(const std::filesystem::path& path,
                                                              Format format) {
    switch (format) {
    case Format::Lobster:
        return asSource(LobsterSource::open(path));
    case Format::Itch:
        return asSource(ItchSource::open(path));
    case Format::Bitstamp:
        return asSource(BitstampSource::open(path));
    }
    return Unexpected{Error{"unknown recording format"}};
}

Result<Format, Error> detectFormat(const std::filesystem::path& path) {
    auto bytes = openFile(path); // already unpacked if it is xz
    if (!bytes)
        return Unexpected{bytes.error()};
    std::array<std::uint8_t, 64> buffer{};
    auto got = (*bytes)->read(buffer);
    if (!got)
        return Unexpected{got.error()};
    const std::span<const std::uint8_t> head = std::span(buffer).first(*got);
    if (head.size() >= 2 && head[0] == 'P' && head[1] == 'K')
        return Format::Lobster;
    if (looksLikeItch(head))
        return Format::Itch;
    if (looksLikeBitstamp(head))
        return Format::Bitstamp;
    return Unexpected{Error{path.filename().string() +
                            ": offset 0: neither a LOBSTER zip, nor NASDAQ ITCH 5.0 with 2-byte "
                            "lengths, nor a Bitstamp log"}};
}

Result<CheckReport, Error> check(const std::filesystem::path& path, Format format,
                                 const CheckProgress& progress) {
    switch (format) {
    case Format::Lobster:
        return checkLobster(path, progress);
    case Format::Itch:
        return checkItch(path, progress);
    case Format::Bitstamp:
        return checkBitstamp(path, progress);
    }
    return Unexpected{Error{"unknown recording format"}};
}

} // namespace openbell::recording
