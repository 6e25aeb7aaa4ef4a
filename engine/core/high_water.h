// Exactly-once delivery between shards: a receiver remembers, per source shard, the newest message
// it has worked and drops what is not newer. Owned by the receiving shard.
#pragma once

#include "engine/core/messages.h"

#include <utility>
#include <vector>

namespace openbell::core {

class HighWaterMarks {
public:
    /// One mark per source; everything up to the given sequence number counts as seen.
    void reset(unsigned sources, Sequence seen) { m_marks.assign(sources, Mark{seen, UINT32_MAX}); }

    /// True when the message is new, and from then on it is not. Messages of one source arrive in
    /// ascending order or are repeats.
    bool accept(const MessageStamp& stamp) {
        Mark& mark = m_marks[stamp.sourceShard];
        const Mark arrived{stamp.sourceSequence, stamp.index};
        if (arrived <= mark)
            return false;
        mark = arrived;
        return true;
    }

private:
    using Mark = std::pair<Sequence, std::uint32_t>;
    std::vector<Mark> m_marks;
};

} // namespace openbell::core
