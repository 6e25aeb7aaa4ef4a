// Whatever commands a venue is given: no invariant breaks, one shard and three do the same, and
// the state it leaves loads into another venue.
#include "engine/base/assertion.h"
#include "tests/fuzz/core/fuzz_input.h"

namespace {

using namespace openbell;

api::Bytes stateAfter(const std::vector<api::Command>& commands, unsigned shards) {
    core::Venue venue({shards, true});
    fuzz::run(venue, commands, [](const api::Command&, const api::EventBuffer&) {});
    api::Bytes bytes;
    venue.save(bytes);
    return bytes;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto commands = fuzz::commandsFrom({data, size});
    const api::Bytes state = stateAfter(commands, 1);
    OPENBELL_ASSERT(stateAfter(commands, 3) == state);
    core::Venue loaded;
    OPENBELL_ASSERT(loaded.load(state).hasValue());
    api::Bytes again;
    loaded.save(again);
    OPENBELL_ASSERT(again == state);
    return 0;
}
