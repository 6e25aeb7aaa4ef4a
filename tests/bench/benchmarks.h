// The benchmarks of openbell-bench: each lives in a file of its own, takes the arguments after its
// name and returns the process's exit code.
#pragma once

#include <span>
#include <string_view>

namespace openbell::bench {

using Arguments = std::span<const std::string_view>;

int runConsole(Arguments arguments);
int runCore(Arguments arguments);
int runCurves(Arguments arguments);
int runJournal(Arguments arguments);
int runMatching(Arguments arguments);
int runGenerate(Arguments arguments);
int runPipeline(Arguments arguments);
int runReadModels(Arguments arguments);
int runRecovery(Arguments arguments);
int runWatching(Arguments arguments);

} // namespace openbell::bench
