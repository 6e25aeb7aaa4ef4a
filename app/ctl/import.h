// What `import` is asked to do, and how it tells of its progress.
#pragma once

#include "app/ctl/options.h"
#include "engine/recording/recorded_event.h"

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace openbell::ctl {

struct ImportRequest {
    recording::Format format = recording::Format::Lobster;
    bool check = false;
    std::filesystem::path file;
    std::filesystem::path data; ///< the new venue's directory; empty with `check`
};

/// One line on standard error that is written over, when that is a terminal; silent otherwise.
class ProgressLine {
public:
    ProgressLine();
    ~ProgressLine(); ///< clears the line
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// `total` 0: not known.
    void show(std::string_view what, std::uint64_t done, std::uint64_t total = 0);

private:
    bool m_terminal;
    bool m_shown = false;
};

/// Replays a recording into a new data directory. Exit code as in commands.h, 2 for a recording
/// that cannot be read; then no directory is left behind.
int importIntoVenue(const ImportRequest& request);

} // namespace openbell::ctl
