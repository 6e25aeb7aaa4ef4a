// How closely a venue followed a recording. Plain data.
#pragma once

#include <cstdint>

namespace openbell::simulation {

struct ReplayFigures {
    std::uint64_t executions = 0; ///< recorded, hidden ones included
    std::uint64_t hidden = 0;     ///< of those, with orders that the recording never showed
    std::uint64_t faithful = 0;   ///< hit the recorded order, which was first in its queue
    std::uint64_t unprinted = 0;  ///< could not be made a trade: too much in the way, off the grid
    std::uint64_t refused = 0;    ///< commands that the venue refused
};

} // namespace openbell::simulation
