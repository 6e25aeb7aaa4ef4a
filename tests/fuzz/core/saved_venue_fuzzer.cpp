// Whatever bytes a venue is loaded from: it refuses them, or is a venue whose invariants hold and
// that can be saved and loaded again.
#include "engine/base/assertion.h"
#include "tests/fuzz/core/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace openbell;
    core::Venue venue;
    if (!venue.load(fuzz::savedVenueFrom({data, size})))
        return 0;
    OPENBELL_ASSERT(!venue.checkInvariants());
    api::Bytes saved;
    venue.save(saved);
    core::Venue loaded({2, false});
    OPENBELL_ASSERT(loaded.load(saved).hasValue());
    api::Bytes again;
    loaded.save(again);
    OPENBELL_ASSERT(again == saved);
    return 0;
}
