#include "app/ctl/stopped_directory.h"

#include <system_error>

namespace openbell::ctl {

Result<std::filesystem::path, Error> existingDirectory(const Options& options) {
    const std::filesystem::path path = options.text("--data");
    if (path.empty())
        return Unexpected{Error{"--data DIR is missing."}};
    std::error_code ignored;
    if (!std::filesystem::is_directory(path / "journal", ignored))
        return Unexpected{Error{path.string() + " holds no journal. Name the data directory of a "
                                                "venue with --data."}};
    return path;
}

Result<StoppedDirectory, Error> StoppedDirectory::open(const Options& options) {
    auto path = existingDirectory(options);
    if (!path)
        return Unexpected{path.error()};
    auto lock = journal::DirectoryLock::acquire(*path);
    if (!lock)
        return Unexpected{Error{lock.error().message}};
    return StoppedDirectory(std::move(*path), std::move(*lock));
}

std::string stateHashOf(const core::Venue& venue) {
    api::Bytes saved;
    venue.save(saved);
    return journal::toHex(journal::stateHash(saved));
}

Result<journal::Digest, Error>
forEachRecord(const std::filesystem::path& directory, Sequence from, Sequence last,
              const std::function<void(const journal::Record&)>& work) {
    auto reader = journal::JournalReader::open(directory, from);
    if (!reader)
        return Unexpected{Error{reader.error().message}};
    while (reader->position() < last) {
        const journal::ReadStatus status = reader->next();
        if (status == journal::ReadStatus::Failed)
            return Unexpected{Error{reader->error().message}};
        if (status == journal::ReadStatus::End)
            break;
        work(reader->record());
    }
    return reader->hash();
}

} // namespace openbell::ctl
