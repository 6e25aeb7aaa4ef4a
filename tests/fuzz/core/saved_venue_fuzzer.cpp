// Whatever bytes a venue is loaded from: it refuses them, or is a venue whose invariants hold and
// that can be saved and loaded again.
#include "engine/base/assertion.h"
#include "engine/core/snapshot.h"
#include "engine/core/venue.h"

#include <cstring>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace openbell;
    // With the right beginning, so that the fuzzer need not find it.
    api::Bytes bytes = api::toBinary(core::SavedHeader{});
    bytes.insert(bytes.end(), data, data + size);
    if (size >= 8) // a sequence number that later orders can lie before
        std::memcpy(bytes.data() + 6, data, 8);
    core::Venue venue;
    if (!venue.load(bytes))
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
