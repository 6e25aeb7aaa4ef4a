// What `import` is asked to do.
#pragma once

#include "app/ctl/options.h"
#include "engine/recording/recorded_event.h"

#include <cstdint>
#include <filesystem>

namespace openbell::ctl {

struct ImportRequest {
    recording::Format format = recording::Format::Lobster;
    bool check = false;
    std::filesystem::path file;
    std::filesystem::path data; ///< the new venue's directory; empty with `check`
    std::uint32_t speed = 0;    ///< times real time; 0: as fast as possible
    bool interactive = false;   ///< take keys even from an input that is no terminal
};

/// Replays a recording into a new data directory. Exit code as in commands.h, 2 for a recording
/// that cannot be read; then, and when it is interrupted, no directory is left behind.
int importIntoVenue(const ImportRequest& request);

} // namespace openbell::ctl
