// Keeps two processes from writing one data directory: an flock on DIR/lock, which the kernel
// releases however the process ends. The file holds the owner's process id for the message.
#pragma once

#include "engine/base/result.h"
#include "engine/journal/journal_error.h"

#include <filesystem>

namespace openbell::journal {

class DirectoryLock {
public:
    /// Fails with Locked, naming the other process, when somebody holds it (this process included).
    static Result<DirectoryLock, JournalError> acquire(const std::filesystem::path& dataDirectory);
    ~DirectoryLock();
    DirectoryLock(DirectoryLock&& other) noexcept;
    DirectoryLock& operator=(DirectoryLock&& other) noexcept;

private:
    explicit DirectoryLock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor = -1;
};

} // namespace openbell::journal
