// The work of the engine thread once the venue is live: takes what has queued up, gives each
// command its sequence number and time, encodes its journal record, applies it, and hands the
// batch to the journal thread. A batch is as large as what was waiting (no delay is added), up to
// a bound. When something becomes due in the venue by itself, such as the end of an auction, and no
// command comes, it lets the venue's time advance.
#pragma once

#include "engine/core/venue.h"
#include "engine/runtime/batch_pool.h"
#include "engine/runtime/input_queue.h"
#include "engine/runtime/journal_writer.h"
#include "engine/runtime/metrics.h"
#include "engine/runtime/shard_pool.h"

#include <optional>
#include <span>

namespace openbell::runtime {

inline constexpr std::size_t kMaxBatchCommands = 512;

struct SequencerParts {
    core::Venue& venue;
    InputQueue& input;
    BatchPool& pool;
    JournalWriter& writer;
    Clock& clock;
    Metrics& metrics;
};

class Sequencer {
public:
    /// With several shards `threads` of them are worked at once, this thread included.
    Sequencer(SequencerParts parts, unsigned threads);

    /// Works until the input is closed and empty, or the journal has failed.
    void run();

private:
    bool isDue() const;
    bool advanceTime();
    Timestamp businessTime() const;
    InputQueue::Clock::time_point nextLook() const;
    void work(Batch& batch, std::span<const Submission> submissions);
    void stamp(Batch& batch, const Submission& submission, const api::CommandContext& context);
    void applyOneByOne(Batch& batch, std::span<const Submission> submissions, Timestamp time);
    void applyOnShards(Batch& batch, std::span<const Submission> submissions, Timestamp time);

    SequencerParts m_parts;
    std::optional<ShardPool> m_shards;
    std::vector<SequencedCommand> m_sequenced; ///< the batch as the shard pool takes it
};

} // namespace openbell::runtime
