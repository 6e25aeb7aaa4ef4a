// Streams of bytes that recordings come in: plain files, xz files and entries of zip archives.
// Memory is bounded whatever the file says; compressed data that unpacks to implausibly much is
// refused. One thread per source.
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace openbell::recording {

class ByteSource {
public:
    virtual ~ByteSource() = default;
    /// Fills as much of `out` as there is; 0 means the end. An error names the file and the place.
    virtual Result<std::size_t, Error> read(std::span<std::uint8_t> out) = 0;
    /// For messages: the file, and for archives the entry.
    virtual const std::string& name() const = 0;
};

/// Real recordings compress about thirtyfold; a bomb a thousandfold and more.
inline constexpr std::uint64_t kFreeUnpackedBytes = 64U << 20U;
inline constexpr std::uint64_t kMaxUnpackRatio = 200;

/// Whether `unpacked` bytes out of `packed` are still plausible.
constexpr bool plausiblyUnpacked(std::uint64_t packed, std::uint64_t unpacked) {
    return unpacked <= kFreeUnpackedBytes || unpacked / kMaxUnpackRatio <= packed;
}

/// A plain file, or an xz file recognised by its first bytes. Refuses an empty file.
Result<std::unique_ptr<ByteSource>, Error> openFile(const std::filesystem::path& path);

/// A zip archive whose entries can be read side by side.
class ZipArchive {
public:
    static Result<std::unique_ptr<ZipArchive>, Error> open(const std::filesystem::path& path);
    virtual ~ZipArchive() = default;
    virtual const std::vector<std::string>& entries() const = 0;
    /// The source must not outlive the archive.
    virtual Result<std::unique_ptr<ByteSource>, Error> openEntry(const std::string& entry) = 0;
};

} // namespace openbell::recording
