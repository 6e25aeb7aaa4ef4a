// Exactly-once delivery between shards: a receiver remembers, per source shard, the newest message
// it has worked and drops what is not newer. Owned by the receiving shard.
#pragma once

#include "engine/core/messages.h"

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
        if (stamp.sourceSequence < mark.sequence ||
            (stamp.sourceSequence == mark.sequence && stamp.index <= mark.index))
            return false;
        mark.sequence = stamp.sourceSequence;
        mark.index = stamp.index;
        return true;
    }

private:
    struct Mark {
        Sequence sequence;
        std::uint32_t index = 0;
    };
    std::vector<Mark> m_marks;
};

} // namespace openbell::core
