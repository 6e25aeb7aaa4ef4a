// Works batches of commands on the shards of one venue with several threads, with exactly the
// result of applying them one after the other (ADR 0002). Owned by the engine thread, which works
// most of them itself; the other threads sleep between batches.
//
// A run of order commands goes through the home stage on all shards at once, then the book stage,
// then the settle stage. Settlements only add to what accounts may use, so a reservation that
// succeeds without those of earlier commands of the run succeeds with them too. The first that does
// not, or that depends on the exact balance, cuts the run: it and what follows are taken back and
// worked once everything before is settled.
#pragma once

#include "engine/core/shard.h"
#include "engine/core/venue.h"

#include <array>
#include <atomic>
#include <span>
#include <thread>
#include <vector>

namespace openbell::runtime {

/// A command with its place in the journal.
struct SequencedCommand {
    api::CommandContext context;
    api::Command command;
};

class ShardPool {
public:
    /// Runs shorter than this are worked by the caller alone: waking threads would take longer.
    static constexpr std::size_t kMinRun = 64;
    /// Longer runs are worked in pieces, which bounds the memory for messages.
    static constexpr std::size_t kMaxRun = 4096;

    /// `threads` counts the caller; more than there are shards are not started. `minRun` is for
    /// tests that want every run in parallel.
    ShardPool(core::Venue& venue, unsigned threads, std::size_t minRun = kMinRun);
    ~ShardPool();
    ShardPool(const ShardPool&) = delete;
    ShardPool& operator=(const ShardPool&) = delete;

    /// Applies the commands, whose sequence numbers are consecutive, and appends their events in
    /// the venue's total order.
    void applyBatch(std::span<const SequencedCommand> commands, api::EventBuffer& events);

    unsigned threads() const { return m_threadCount; }

    /// How the commands so far were worked.
    struct Statistics {
        std::uint64_t inStages = 0; ///< by all threads at once
        std::uint64_t serially = 0; ///< by the caller alone
        std::uint64_t cuts = 0;     ///< runs that a reservation cut short
    };
    const Statistics& statistics() const { return m_statistics; }

private:
    enum class Work : std::uint32_t { Reserve, Match, Settle, Stop };
    struct Claim;

    /// What one shard does and leaves for the others; written by the thread that works it.
    struct alignas(64) Lane {
        std::size_t reserved = 0; ///< how many commands of the run its home stage has looked at
        std::size_t cut = 0;      ///< the first that needs an exact state; the run's size if none
        api::EventBuffer homeEvents;
        api::EventBuffer bookEvents;
        api::EventBuffer settleEvents;
        std::vector<core::Settlement> scratch;
        std::vector<std::vector<core::Settlement>> outbox; ///< per home shard, ascending sequence
    };

    void applyRun(std::span<const SequencedCommand> run, api::EventBuffer& events);
    void applySerially(std::span<const SequencedCommand> commands, api::EventBuffer& events);
    void applyInStages(std::span<const SequencedCommand> run, api::EventBuffer& events);
    void onAllShards(Work work);
    bool claimAndWork(std::uint32_t& round);
    void workShard(Work work, unsigned shard);
    void reserve(unsigned shard);
    void match(unsigned shard);
    void settle(unsigned shard);
    void gather(api::EventBuffer& events);
    void threadMain(unsigned thread);

    core::Venue& m_venue;
    unsigned m_threadCount;
    std::size_t m_minRun;

    // The run being worked; changed between stages only.
    std::span<const SequencedCommand> m_run;
    std::size_t m_cut = 0;
    std::vector<core::Route> m_routes;
    std::vector<core::Reservation> m_reservations;
    std::vector<Lane> m_lanes;
    std::vector<const api::EventBuffer*> m_sources;
    Statistics m_statistics;

    // Whoever is awake takes the next shard of the present stage, so that nobody waits for a thread
    // that the system does not run. The word holds round, work and the next shard to take.
    alignas(64) std::atomic<std::uint64_t> m_claims{0};
    alignas(64) std::atomic<std::uint32_t> m_done{0}; ///< shards worked in this round
    std::vector<std::thread> m_threads;
};

} // namespace openbell::runtime
