// Watches what the process makes durable: stands in front of fsync and fdatasync. To be included
// by one source file of a test program.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <sys/syscall.h>
#include <unistd.h>

namespace openbell::test {

inline std::set<std::filesystem::path> syncedPaths;

inline int watchedSync(long call, int descriptor) {
    const std::filesystem::path link = "/proc/self/fd/" + std::to_string(descriptor);
    std::error_code unknown;
    syncedPaths.insert(std::filesystem::read_symlink(link, unknown));
    return static_cast<int>(::syscall(call, descriptor));
}

} // namespace openbell::test

extern "C" int fsync(int descriptor) {
    return openbell::test::watchedSync(SYS_fsync, descriptor);
}
extern "C" int fdatasync(int descriptor) {
    return openbell::test::watchedSync(SYS_fdatasync, descriptor);
}
