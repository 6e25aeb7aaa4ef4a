#include "engine/journal/journal_error.h"

#include <system_error>

namespace openbell::journal {

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
            "cannot " + action + " " + file.string() + ": " +
                std::generic_category().message(code)};
}

} // namespace openbell::journal
