// An append of the file log, laid out before anything is written. Journal thread.
#pragma once

#include "engine/base/time.h"
#include "engine/journal/hash_chain.h"
#include "engine/journal/segment.h"

namespace openbell::journal {

/// What a batch becomes on disk: bytes for the present segment and, where it ends within the batch,
/// bytes for a new one.
struct WritePlan {
    api::Bytes present;
    api::Bytes fresh;
    bool startsSegment = false;
    SegmentHeader header; ///< of the new segment
    HashChain chain;      ///< after the batch
    Sequence last;
    Timestamp lastTime;
    bool sealed = false; ///< the batch ends with a seal

    /// Forgets the bytes; keeps their memory unless one batch made it exceptionally large.
    void clear() {
        constexpr std::size_t kKeptBytes = std::size_t{8} << 20U;
        for (api::Bytes* bytes : {&present, &fresh}) {
            if (bytes->capacity() > kKeptBytes)
                *bytes = api::Bytes();
            bytes->clear();
        }
        startsSegment = false;
    }
};

} // namespace openbell::journal
