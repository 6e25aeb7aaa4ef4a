// Files that fail on demand: no room, short writes, an error at the n-th operation.
#pragma once

#include "engine/journal/file_system.h"

#include <algorithm>
#include <cerrno>

namespace openbell::journal::test {

/// The operating system's files with limits and faults.
class FaultyFiles final : public FileSystem {
public:
    std::uint64_t room = ~std::uint64_t{0}; ///< bytes until ENOSPC
    std::size_t largestWrite = ~std::size_t{0};
    std::uint64_t failAt = 0; ///< the operation that fails, counted from 1; 0: none
    int failCode = EIO;
    std::uint64_t operations = 0;
    std::uint64_t writes = 0;
    std::uint64_t syncedFiles = 0;
    std::vector<std::filesystem::path> syncedDirectories;

    bool fails() { return ++operations == failAt; }
    template<class R>
    R guard(R (FileSystem::*call)(const std::filesystem::path&),
            const std::filesystem::path& path) {
        if (fails())
            return Unexpected{IoError{failCode}};
        return (systemFiles().*call)(path);
    }

    Result<std::unique_ptr<File>, IoError> create(const std::filesystem::path& path) override {
        return wrap(guard(&FileSystem::create, path));
    }
    Result<std::unique_ptr<File>, IoError>
    openToAppend(const std::filesystem::path& path) override {
        return wrap(guard(&FileSystem::openToAppend, path));
    }
    Result<Done, IoError> rename(const std::filesystem::path& from,
                                 const std::filesystem::path& to) override {
        if (fails())
            return Unexpected{IoError{failCode}};
        return systemFiles().rename(from, to);
    }
    Result<Done, IoError> remove(const std::filesystem::path& path) override {
        return guard(&FileSystem::remove, path);
    }
    Result<Done, IoError> createDirectories(const std::filesystem::path& path) override {
        return guard(&FileSystem::createDirectories, path);
    }
    Result<std::unique_ptr<Directory>, IoError>
    openDirectory(const std::filesystem::path& path) override {
        auto directory = guard(&FileSystem::openDirectory, path);
        if (!directory)
            return directory;
        return std::unique_ptr<Directory>(
            std::make_unique<FaultyDirectory>(*this, path, std::move(directory).value()));
    }

private:
    class FaultyFile final : public File {
    public:
        FaultyFile(FaultyFiles& files, std::unique_ptr<File> file)
            : m_files(files)
            , m_file(std::move(file)) {}
        Result<std::size_t, IoError> write(std::span<const std::uint8_t> bytes) override {
            ++m_files.writes;
            if (m_files.fails())
                return Unexpected{IoError{m_files.failCode}};
            const auto size =
                std::min<std::uint64_t>({bytes.size(), m_files.largestWrite, m_files.room});
            if (size == 0)
                return Unexpected{IoError{ENOSPC}};
            m_files.room -= size;
            return m_file->write(bytes.first(size));
        }
        Result<Done, IoError> truncate(std::uint64_t size) override {
            if (m_files.fails())
                return Unexpected{IoError{m_files.failCode}};
            return m_file->truncate(size);
        }
        Result<Done, IoError> sync() override {
            if (m_files.fails())
                return Unexpected{IoError{m_files.failCode}};
            ++m_files.syncedFiles;
            return Done{}; // the page cache is enough for a test
        }

    private:
        FaultyFiles& m_files;
        std::unique_ptr<File> m_file;
    };

    class FaultyDirectory final : public Directory {
    public:
        FaultyDirectory(FaultyFiles& files, std::filesystem::path path,
                        std::unique_ptr<Directory> directory)
            : m_files(files)
            , m_path(std::move(path))
            , m_directory(std::move(directory)) {}
        Result<Done, IoError> sync() override {
            m_files.syncedDirectories.push_back(m_path);
            if (m_files.fails())
                return Unexpected{IoError{m_files.failCode}};
            return m_directory->sync();
        }

    private:
        FaultyFiles& m_files;
        std::filesystem::path m_path;
        std::unique_ptr<Directory> m_directory;
    };

    Result<std::unique_ptr<File>, IoError> wrap(Result<std::unique_ptr<File>, IoError> file) {
        if (!file)
            return file;
        return std::unique_ptr<File>(std::make_unique<FaultyFile>(*this, std::move(file).value()));
    }
};

} // namespace openbell::journal::test
