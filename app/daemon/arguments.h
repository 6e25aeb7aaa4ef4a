// The daemon's command line.
#pragma once

#include "engine/base/result.h"
#include "engine/host/host.h"

#include <span>
#include <string>

namespace openbell::daemon {

struct Arguments {
    bool help = false;
    bool version = false;
    host::HostOptions host;
};

/// An error says what is wrong with which argument.
Result<Arguments, Error> parseArguments(std::span<const char* const> arguments);

std::string usage();

} // namespace openbell::daemon
