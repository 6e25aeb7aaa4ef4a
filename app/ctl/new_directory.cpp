#include "app/ctl/new_directory.h"

#include "engine/host/data_directory.h"
#include "engine/journal/file_system.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace openbell::ctl {
namespace {

Unexpected<Error> refused(const std::string& what) {
    return Unexpected{Error{what + " Nothing was imported."}};
}

/// The real place of the directory, whether or not it is there; without a slash at its end.
Result<std::filesystem::path, Error> realPath(const std::filesystem::path& path) {
    std::error_code problem;
    auto real = std::filesystem::weakly_canonical(std::filesystem::absolute(path, problem));
    if (!real.has_filename())
        real = real.parent_path();
    if (problem || !real.has_filename())
        return refused(path.string() + " cannot be a new directory.");
    return real;
}

/// A new directory, or one that is there, empty, and can be replaced by another of its name.
Result<Done, Error> checkTarget(const std::filesystem::path& target) {
    struct stat found {};
    if (::lstat(target.c_str(), &found) != 0)
        return Done{};
    std::error_code problem;
    if (!S_ISDIR(found.st_mode))
        return refused(target.string() + " is not a directory. Choose a new one.");
    if (!std::filesystem::is_empty(target, problem))
        return refused(target.string() + " is not empty. Choose a new directory.");
    struct stat parent {};
    if (::stat(target.parent_path().c_str(), &parent) != 0 || parent.st_dev != found.st_dev)
        return refused(target.string() + " is the top of a file system. Choose a new directory "
                                         "in it.");
    return Done{};
}

bool isOfAVenue(const std::string& name) {
    for (const char* const known :
         {"venue.conf", "journal", "snapshots", "read_models.sqlite", "credentials.sqlite",
          "operator-password", "agent-password", "lock"})
        if (name.starts_with(known))
            return true;
    return false;
}

bool isStill(int descriptor, const std::filesystem::path& path) {
    struct stat open {};
    struct stat named {};
    return ::fstat(descriptor, &open) == 0 && ::lstat(path.c_str(), &named) == 0 &&
           open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

/// Makes the directory unless it is there, and locks it.
Result<int, Error> lockDirectory(const std::filesystem::path& path) {
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST)
        return refused(path.string() + " cannot be made: " + std::strerror(errno) +
                       ". Choose another directory.");
    const int lock = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (lock < 0)
        return refused(path.string() + " cannot be opened as a directory: " + std::strerror(errno) +
                       ". Remove it or choose another directory.");
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0 || !isStill(lock, path)) {
        ::close(lock);
        return refused("Another import is making " + path.string() + ". Choose another directory.");
    }
    return lock;
}

Result<Done, Error> sync(const std::filesystem::path& path) {
    const int file = ::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = file >= 0 && ::fsync(file) == 0;
    const int problem = errno;
    if (file >= 0)
        ::close(file);
    if (!synced)
        return Unexpected{
            Error{path.string() + " could not be made durable: " + std::strerror(problem)}};
    return Done{};
}

/// Every file of the directory, then the folders that name them.
Result<Done, Error> syncAll(const std::filesystem::path& directory) {
    std::vector<std::filesystem::path> paths{directory};
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory))
        if (entry.is_directory() || entry.is_regular_file())
            paths.insert(paths.begin(), entry.path());
    for (const std::filesystem::path& path : paths)
        if (auto synced = sync(path); !synced)
            return synced;
    return Done{};
}

} // namespace

Result<std::unique_ptr<NewDirectory>, Error>
NewDirectory::claim(const std::filesystem::path& target) {
    auto real = realPath(target);
    if (!real)
        return Unexpected{real.error()};
    if (auto checked = checkTarget(*real); !checked)
        return Unexpected{checked.error()};
    const auto above = journal::systemFiles().createDirectories(real->parent_path());
    if (!above)
        return refused(real->parent_path().string() + " cannot be made: " +
                       std::strerror(above.error().code) + ". Choose another directory.");
    const std::filesystem::path partial = real->string() + std::string(host::kUnfinishedSuffix);
    auto lock = lockDirectory(partial);
    if (!lock)
        return Unexpected{lock.error()};
    std::unique_ptr<NewDirectory> made(new NewDirectory(std::move(*real), partial, *lock));
    if (auto removed = made->removeLeftover(); !removed) {
        made->m_finished = true; // it is not ours to remove
        return Unexpected{removed.error()};
    }
    return made;
}

Result<Done, Error> NewDirectory::removeLeftover() {
    std::error_code problem;
    std::vector<std::filesystem::path> entries;
    for (const auto& entry : std::filesystem::directory_iterator(m_partial, problem))
        entries.push_back(entry.path());
    for (const std::filesystem::path& entry : entries)
        if (!isOfAVenue(entry.filename().string()))
            return refused(m_partial.string() + " is where the import would work, but it holds " +
                           entry.filename().string() +
                           ", which no import made. Move it away or choose another directory.");
    for (const std::filesystem::path& entry : entries)
        if (!problem)
            std::filesystem::remove_all(entry, problem);
    if (problem)
        return refused(m_partial.string() + ", left by an earlier import, cannot be emptied: " +
                       problem.message() + ". Remove it or choose another directory.");
    m_replaced = !entries.empty();
    return Done{};
}

NewDirectory::~NewDirectory() {
    std::error_code ignored;
    if (!m_finished)
        std::filesystem::remove_all(m_partial, ignored);
    ::close(m_lock);
}

Result<Done, Error> NewDirectory::finish() {
    if (auto synced = syncAll(m_partial); !synced)
        return synced;
    if (::rename(m_partial.c_str(), m_target.c_str()) != 0)
        return Unexpected{Error{m_partial.string() + " could not become " + m_target.string() +
                                ": " + std::strerror(errno)}};
    m_finished = true;
    if (const auto synced = sync(m_target.parent_path()); !synced)
        std::fprintf(stderr,
                     "openbell-ctl: %s is complete, but its name could be lost in a power "
                     "failure: %s\n",
                     m_target.c_str(), synced.error().message.c_str());
    return Done{};
}

} // namespace openbell::ctl
