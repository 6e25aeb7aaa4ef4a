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
        std::filesystem::create_directories(path, error);
        if (error)
            return Unexpected{IoError{error.value()}};
        return Done{};
    }
    Result<Done, IoError> syncDirectory(const std::filesystem::path& path) override {
        const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (descriptor < 0)
            return Unexpected{IoError{errno}};
        auto result = check(::fsync(descriptor));
        ::close(descriptor);
        return result;
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
