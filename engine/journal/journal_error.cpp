#include "engine/journal/journal_error.h"

#include <cerrno>
#include <system_error>

namespace openbell::journal {

namespace {

std::string adviceOn(int code) {
    switch (code) {
    case EACCES:
    case EPERM:
    case EROFS:
        return "Let the user that runs the venue own the data directory and write to it, then "
               "start again.";
    case ENOSPC:
    case EDQUOT:
        return "Free some space on that disk, then start again.";
    case EMFILE:
    case ENFILE:
        return "Too many files are open: raise the limit or close programs, then start again.";
    case ENOENT:
    case ENOTDIR:
        return "See whether the data directory is the right one and its disk is mounted, then "
               "start again.";
    default:
        return "Check the disk and the kernel's log before the venue is started again.";
    }
}

} // namespace

JournalError badPlace(JournalErrorKind kind, const std::filesystem::path& file,
                      std::uint64_t offset, Sequence sequence, const std::string& what) {
    std::string text = file.string() + ", byte " + std::to_string(offset);
    if (!sequence.isNone())
        text += ", record " + std::to_string(sequence.value());
    text += ": " + what + ". Nothing was changed. `openbell-ctl inspect --data " +
            file.parent_path().parent_path().string() +
            "` shows what can be read; restore the file from a copy to start the venue.";
    return {kind, file.string(), offset, sequence, std::move(text)};
}

JournalError ioError(const std::string& action, const std::filesystem::path& file, int code) {
    return {JournalErrorKind::Io,
            file.string(),
            0,
            {},
            "Cannot " + action + " " + file.string() + ": " +
                std::generic_category().message(code) + ". Nothing acknowledged is lost. " +
                adviceOn(code)};
}

} // namespace openbell::journal
