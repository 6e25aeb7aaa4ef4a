// The few file operations that the journal and the snapshots write through, so that tests can make
// them fail. Reading is done directly.
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace openbell::journal {

/// An errno value.
struct IoError {
    int code = 0;
};

/// A file open for appending. One thread.
class File {
public:
    virtual ~File() = default;
    /// Appends some of the bytes and returns how many (at least one unless there were none).
    virtual Result<std::size_t, IoError> write(std::span<const std::uint8_t> bytes) = 0;
    /// Cuts the file; the next write goes to its new end.
    virtual Result<Done, IoError> truncate(std::uint64_t size) = 0;
    /// fdatasync: returns when the data are on the disk.
    virtual Result<Done, IoError> sync() = 0;
};

/// A directory held open, so that making its entries durable needs no new descriptor. One thread.
class Directory {
public:
    virtual ~Directory() = default;
    /// fsync: makes creations, renames and removals in it durable.
    virtual Result<Done, IoError> sync() = 0;
};

class FileSystem {
public:
    virtual ~FileSystem() = default;
    /// Creates the file, or empties the one that is there; mode 0640.
    virtual Result<std::unique_ptr<File>, IoError> create(const std::filesystem::path& path) = 0;
    virtual Result<std::unique_ptr<File>, IoError>
    openToAppend(const std::filesystem::path& path) = 0;
    virtual Result<Done, IoError> rename(const std::filesystem::path& from,
                                         const std::filesystem::path& to) = 0;
    virtual Result<Done, IoError> remove(const std::filesystem::path& path) = 0;
    /// Creates the directory and the missing ones above it, and makes their names durable.
    virtual Result<Done, IoError> createDirectories(const std::filesystem::path& path) = 0;
    virtual Result<std::unique_ptr<Directory>, IoError>
    openDirectory(const std::filesystem::path& path) = 0;
    /// Makes creations, renames and removals in the directory durable.
    Result<Done, IoError> syncDirectory(const std::filesystem::path& path);
};

/// Writes everything, in several calls if the file takes it in parts. After an error an unknown
/// part has been written.
Result<Done, IoError> writeAll(File& file, std::span<const std::uint8_t> bytes);

/// The operating system's files.
FileSystem& systemFiles();

} // namespace openbell::journal
