// Keeps two processes from writing one data directory: an flock on DIR/lock, which the kernel
// releases however the process ends. The file holds the owner's process id for the message.
#pragma once

#include "engine/base/result.h"
#include "engine/journal/descriptor.h"
#include "engine/journal/journal_error.h"

#include <filesystem>

namespace openbell::journal {

class DirectoryLock {
public:
    /// Fails with Locked, naming the other process, when somebody holds it (this process included).
    static Result<DirectoryLock, JournalError> acquire(const std::filesystem::path& dataDirectory);

private:
    explicit DirectoryLock(Descriptor file) : m_file(std::move(file)) {}
    Descriptor m_file;
};

} // namespace openbell::journal
