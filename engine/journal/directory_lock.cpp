#include "engine/journal/directory_lock.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <unistd.h>

namespace openbell::journal {
namespace {

constexpr std::size_t kOwnerBytes = 16;

std::string readOwner(int descriptor) {
    char text[kOwnerBytes] = {};
    const ssize_t size = ::pread(descriptor, text, sizeof text, 0);
    std::string owner(text, size > 0 ? static_cast<std::size_t>(size) : 0);
    owner.erase(owner.find_last_not_of("\n ") + 1);
    return owner;
}

} // namespace

Result<DirectoryLock, JournalError>
DirectoryLock::acquire(const std::filesystem::path& dataDirectory) {
    std::error_code error;
    std::filesystem::create_directories(dataDirectory, error);
    if (error)
        return Unexpected{ioError("create the directory", dataDirectory, error.value())};

    const std::filesystem::path path = dataDirectory / "lock";
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640));
    if (!file.isOpen())
        return Unexpected{ioError("open", path, errno)};
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK)
            return Unexpected{ioError("lock", path, errno)};
        const std::string owner = readOwner(file.get());
        return Unexpected{JournalError{
            JournalErrorKind::Locked,
            path.string(),
            0,
            {},
            dataDirectory.string() + " is in use by another process" +
                (owner.empty() ? std::string() : " (pid " + owner + ")") +
                ". Nothing was changed. Stop that process, or choose another data directory."}};
    }
    // For people; the lock holds without it. Of fixed width, so that nothing need be cut off: some
    // file systems write a file to the disk at once when it is cut and written again.
    std::string owner = std::to_string(::getpid());
    owner.resize(kOwnerBytes - 1, ' ');
    owner += '\n';
    static_cast<void>(!::pwrite(file.get(), owner.data(), owner.size(), 0));
    return DirectoryLock(std::move(file));
}

} // namespace openbell::journal
