// The tool's commands, one file each. Each takes the arguments after its name and gives the exit
// code: 0 done, 1 failure or a difference found, 2 bad arguments.
#pragma once

#include <span>

namespace openbell::ctl {

using ArgumentList = std::span<const char* const>;

int hashCommand(ArgumentList arguments);
int verifyCommand(ArgumentList arguments);
int inspectCommand(ArgumentList arguments);
int replayCommand(ArgumentList arguments);
int topCommand(ArgumentList arguments);
int importCommand(ArgumentList arguments);

} // namespace openbell::ctl
