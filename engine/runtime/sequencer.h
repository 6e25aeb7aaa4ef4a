// The work of the engine thread once the venue is live: takes what has queued up, gives each
// command its sequence number and time, encodes its journal record, applies it, and hands the
// batch to the journal thread. A batch is as large as what was waiting (no delay is added), up to
// a bound. A thread that has just submitted a single order to an idle engine may do this work itself
// (ADR 0010): whoever has the turn owns what is here, the venue included. When something becomes due in the venue by itself, such as the end of an auction, and no
// command comes, it lets the venue's time advance.
#pragma once

#include "engine/core/venue.h"
#include "engine/runtime/batch_pool.h"
#include "engine/runtime/input_queue.h"
#include "engine/runtime/journal_writer.h"
#include "engine/runtime/metrics.h"
#include "engine/runtime/shard_pool.h"

#include <atomic>
#include <mutex>
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

    /// Works what is waiting on the calling thread, up to and including the journal where nothing is
    /// synced, if that is at most kAtOnce order commands and nothing else is going on. Otherwise
    /// wakes the engine thread. Never waits.
    void workAtOnce();

    /// Nothing is worked any more: run() returns.
    void giveUp() { m_givenUp.store(true, std::memory_order_relaxed); }

private:
    static constexpr std::size_t kAtOnce = 2;

    bool tryWorkAtOnce();
    bool workAll();
    bool isDue() const;
    bool advanceTime();
    Timestamp businessTime() const;
    InputQueue::Clock::time_point nextLook();
    void work(Batch& batch, std::span<const Submission> submissions);
    void stamp(Batch& batch, const Submission& submission, const api::CommandContext& context);
    void applyOneByOne(Batch& batch, std::span<const Submission> submissions, Timestamp time);
    void applyOnShards(Batch& batch, std::span<const Submission> submissions, Timestamp time);

    SequencerParts m_parts;
    std::mutex m_turn; ///< held while the venue is worked or looked at
    std::atomic<bool> m_givenUp{false};
    std::vector<Submission> m_taken;
    Timestamp m_lookedFor; ///< what becomes due when the engine thread looks again
    std::optional<ShardPool> m_shards;
    std::vector<SequencedCommand> m_sequenced; ///< the batch as the shard pool takes it
};

} // namespace openbell::runtime
