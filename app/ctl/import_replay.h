// The replay of an import: a venue without a network address that lives until the recording ends,
// steered by keys.
#pragma once

#include "app/ctl/import.h"
#include "app/ctl/interrupts.h"
#include "engine/api/views.h"
#include "engine/simulation/replay_figures.h"

namespace openbell::ctl {

struct Replayed {
    api::ReplayView view;
    simulation::ReplayFigures figures;
};

/// Replays the recording to its end, or until the user asks for the end, into `directory`.
Result<Replayed, Error> replayInto(const std::filesystem::path& directory,
                                   const ImportRequest& request, Interrupts& interrupts);

} // namespace openbell::ctl
