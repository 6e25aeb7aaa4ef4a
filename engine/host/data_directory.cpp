#include "engine/host/data_directory.h"

#include "engine/journal/file_system.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

namespace openbell::host {
namespace {

Unexpected<Error> cannot(const char* what, const std::filesystem::path& path) {
    return Unexpected{Error{std::string("Cannot ") + what + " " + path.string() + ": " +
                            std::strerror(errno) + ". Nothing was changed."}};
}

Result<std::optional<std::string>, Error> readSmallFile(const std::filesystem::path& path) {
    std::error_code problem;
    if (!std::filesystem::exists(path, problem) && !problem)
        return std::optional<std::string>();
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    if (!file)
        return cannot("read", path);
    return std::optional(content.str());
}

/// Writes aside, syncs and renames, so that a crash leaves the old file or the new one.
Result<Done, Error> writeSmallFile(const std::filesystem::path& path, const std::string& content,
                                   mode_t mode) {
    const std::filesystem::path aside = path.string() + ".new";
    const int file = ::open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (file < 0)
        return cannot("create", aside);
    const bool written =
        ::fchmod(file, mode) == 0 &&
        ::write(file, content.data(), content.size()) == static_cast<ssize_t>(content.size()) &&
        ::fsync(file) == 0;
    ::close(file);
    if (!written || ::rename(aside.c_str(), path.c_str()) != 0)
        return cannot("write", path);
    if (const auto synced = journal::systemFiles().syncDirectory(path.parent_path()); !synced) {
        errno = synced.error().code;
        return cannot("make durable", path);
    }
    return Done{};
}

std::string trimmed(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
        text.pop_back();
    return text;
}

} // namespace

bool isUnfinished(const std::filesystem::path& directory) {
    std::error_code unknown;
    auto real = std::filesystem::weakly_canonical(directory, unknown);
    if (unknown)
        real = directory;
    if (!real.has_filename())
        real = real.parent_path();
    return real.filename().string().ends_with(kUnfinishedSuffix);
}

Result<Done, Error> makeDataDirectory(const std::filesystem::path& directory) {
    std::error_code problem;
    if (std::filesystem::is_directory(directory, problem))
        return Done{};
    if (const auto made = journal::systemFiles().createDirectories(directory); !made) {
        const std::string why = std::strerror(made.error().code);
        return Unexpected{Error{"Cannot create the data directory " + directory.string() + ": " +
                                why + ". Choose another one with --data."}};
    }
    std::filesystem::permissions(directory, std::filesystem::perms::owner_all, problem);
    return Done{};
}

Result<std::optional<VenueKind>, Error> readKind(const DataPaths& paths) {
    const auto content = readSmallFile(paths.config());
    if (!content)
        return Unexpected{content.error()};
    if (!*content)
        return std::optional<VenueKind>();
    VenueKind kind;
    bool hasMode = false;
    std::istringstream lines(**content);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t space = line.find(' ');
        const std::string key = line.substr(0, space);
        const std::string value = space == std::string::npos ? "" : line.substr(space + 1);
        if (key == "mode") {
            const auto mode = api::enumFromName<api::VenueMode>(value);
            hasMode = mode.has_value();
            kind.mode = mode.value_or(api::VenueMode::Normal);
        } else if (key == "simulation-seed") {
            std::from_chars(value.data(), value.data() + value.size(), kind.simulationSeed);
        } else if (key == "recording") {
            kind.recording = value;
        }
    }
    if (!hasMode)
        return Unexpected{Error{paths.config().string() +
                                " does not name the venue's mode. Nothing was changed. Restore "
                                "the file; its first line reads like \"mode Normal\"."}};
    return std::optional(kind);
}

Result<Done, Error> writeKind(const DataPaths& paths, const VenueKind& kind) {
    std::string content = "mode " + std::string(api::nameOf(kind.mode)) + "\n";
    if (kind.mode == api::VenueMode::Simulation)
        content += "simulation-seed " + std::to_string(kind.simulationSeed) + "\n";
    if (kind.mode == api::VenueMode::Recording)
        content += "recording " + kind.recording + "\n";
    return writeSmallFile(paths.config(), content, 0640);
}

Result<std::optional<std::string>, Error> readPassword(const std::filesystem::path& file) {
    auto content = readSmallFile(file);
    if (!content || !*content)
        return content;
    return std::optional(trimmed(**content));
}

Result<std::string, Error> makePassword(const std::filesystem::path& file) {
    // 32 letters without look-alikes, 5 bits each: 24 of them are 120 bits.
    constexpr char kLetters[] = "abcdefghijkmnpqrstuvwxyz23456789";
    static_assert(sizeof kLetters == 33);
    std::array<unsigned char, 24> random{};
    if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size()))
        return cannot("get random bytes for", file);
    std::string password;
    for (const unsigned char byte : random)
        password.push_back(kLetters[byte & 31U]);
    if (auto written = writeSmallFile(file, password + "\n", 0600); !written)
        return Unexpected{written.error()};
    return password;
}

} // namespace openbell::host
