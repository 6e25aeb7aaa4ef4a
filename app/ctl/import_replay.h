// The replay of an import: a venue without a network address that lives until the recording ends,
// steered by keys.
#pragma once

#include "app/ctl/import.h"
#include "engine/api/views.h"
#include "engine/simulation/replay_figures.h"

namespace openbell::ctl {

struct Replayed {
    api::ReplayView view;
    simulation::ReplayFigures figures;
};

/// From now on the first SIGINT or SIGTERM only asks for an orderly end; a second one ends at once.
void catchInterrupts();
/// The user has asked for the end, with a signal or a key.
bool isInterrupted();

/// Replays the recording to its end into `directory`.
Result<Replayed, Error> replayInto(const std::filesystem::path& directory,
                                   const ImportRequest& request);

} // namespace openbell::ctl
