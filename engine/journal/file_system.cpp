#include "engine/journal/file_system.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace openbell::journal {
namespace {

class SystemFile final : public File {
public:
    explicit SystemFile(int descriptor) : m_descriptor(descriptor) {}
    ~SystemFile() override { ::close(m_descriptor); }
    SystemFile(const SystemFile&) = delete;
    SystemFile& operator=(const SystemFile&) = delete;

    Result<std::size_t, IoError> write(std::span<const std::uint8_t> bytes) override {
        ssize_t written = 0;
        do
            written = ::write(m_descriptor, bytes.data(), bytes.size());
        while (written < 0 && errno == EINTR);
        if (written < 0)
            return Unexpected{IoError{errno}};
        return static_cast<std::size_t>(written);
    }

    Result<Done, IoError> truncate(std::uint64_t size) override {
        if (::ftruncate(m_descriptor, static_cast<off_t>(size)) != 0)
            return Unexpected{IoError{errno}};
        return Done{};
    }

    Result<Done, IoError> sync() override {
        // Not repeated on EINTR or anything else: after a failure the kernel may have dropped the
        // pages, and a second call would report success over lost data.
        if (::fdatasync(m_descriptor) != 0)
            return Unexpected{IoError{errno}};
        return Done{};
    }

private:
    int m_descriptor;
};

class SystemDirectory final : public Directory {
public:
    explicit SystemDirectory(int descriptor) : m_descriptor(descriptor) {}
    ~SystemDirectory() override { ::close(m_descriptor); }
    SystemDirectory(const SystemDirectory&) = delete;
    SystemDirectory& operator=(const SystemDirectory&) = delete;

    Result<Done, IoError> sync() override {
        if (::fsync(m_descriptor) != 0)
            return Unexpected{IoError{errno}};
        return Done{};
    }

private:
    int m_descriptor;
};

class SystemFiles final : public FileSystem {
public:
    Result<std::unique_ptr<File>, IoError> create(const std::filesystem::path& path) override {
        return open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC);
    }
    Result<std::unique_ptr<File>, IoError>
    openToAppend(const std::filesystem::path& path) override {
        return open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    }
    Result<Done, IoError> rename(const std::filesystem::path& from,
                                 const std::filesystem::path& to) override {
        return check(::rename(from.c_str(), to.c_str()));
    }
    Result<Done, IoError> remove(const std::filesystem::path& path) override {
        return check(::unlink(path.c_str()));
    }
    Result<Done, IoError> createDirectories(const std::filesystem::path& path) override {
        std::error_code error;
        std::vector<std::filesystem::path> grown; ///< the directories that get a new entry
        auto missing = std::filesystem::absolute(path, error);
        if (!error && !missing.has_filename())
            missing = missing.parent_path();
        while (!error && missing.has_relative_path() && !std::filesystem::exists(missing, error)) {
            missing = missing.parent_path();
            grown.push_back(missing);
        }
        if (!error)
            std::filesystem::create_directories(path, error);
        if (error)
            return Unexpected{IoError{error.value()}};
        for (const std::filesystem::path& directory : grown)
            if (auto synced = syncDirectory(directory); !synced)
                return synced;
        return Done{};
    }
    Result<std::unique_ptr<Directory>, IoError>
    openDirectory(const std::filesystem::path& path) override {
        const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (descriptor < 0)
            return Unexpected{IoError{errno}};
        return std::unique_ptr<Directory>(std::make_unique<SystemDirectory>(descriptor));
    }

private:
    static Result<Done, IoError> check(int returned) {
        if (returned != 0)
            return Unexpected{IoError{errno}};
        return Done{};
    }
    static Result<std::unique_ptr<File>, IoError> open(const std::filesystem::path& path,
                                                       int flags) {
        const int descriptor = ::open(path.c_str(), flags, 0640);
        if (descriptor < 0)
            return Unexpected{IoError{errno}};
        return std::unique_ptr<File>(std::make_unique<SystemFile>(descriptor));
    }
};

} // namespace

Result<Done, IoError> FileSystem::syncDirectory(const std::filesystem::path& path) {
    const auto directory = openDirectory(path);
    if (!directory)
        return Unexpected{directory.error()};
    return (*directory)->sync();
}

FileSystem& systemFiles() {
    static SystemFiles files; // stateless
    return files;
}

Result<Done, IoError> writeAll(File& file, std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const auto written = file.write(bytes);
        if (!written)
            return Unexpected{written.error()};
        if (written.value() == 0)
            return Unexpected{IoError{EIO}};
        bytes = bytes.subspan(written.value());
    }
    return Done{};
}

} // namespace openbell::journal
