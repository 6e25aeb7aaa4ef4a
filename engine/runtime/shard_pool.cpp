#include "engine/runtime/shard_pool.h"

#include "engine/core/merge.h"
#include "engine/core/rejections.h"
#include "engine/core/stages.h"
#include "engine/runtime/spin.h"
#include "engine/runtime/thread_tools.h"

#include <algorithm>
#include <string>

namespace openbell::runtime {

using core::Reservation;

/// The fields of the claim word; taking a shard adds 1 to it. More shards than there are may be
/// asked for, at most one per thread and round, which 16 bits hold with room to spare.
struct ShardPool::Claim {
    Claim(std::uint32_t givenRound, Work givenWork, std::uint32_t givenShard)
        : round(givenRound)
        , work(givenWork)
        , shard(givenShard) {}
    explicit Claim(std::uint64_t word)
        : round(static_cast<std::uint32_t>(word >> 32))
        , work(static_cast<Work>(word >> 16 & 0xFFFF))
        , shard(static_cast<std::uint32_t>(word & 0xFFFF)) {}
    std::uint64_t word() const {
        return std::uint64_t{round} << 32 | std::uint64_t{static_cast<std::uint32_t>(work)} << 16 |
               shard;
    }
    std::uint32_t round;
    Work work;
    std::uint32_t shard;
};

ShardPool::ShardPool(core::Venue& venue, unsigned threads, std::size_t minRun)
    : m_venue(venue)
    , m_threadCount(std::clamp(threads, 1U, venue.shardCount()))
    , m_minRun(minRun)
    , m_routes(kMaxRun)
    , m_reservations(kMaxRun)
    , m_lanes(venue.shardCount()) {
    for (Lane& lane : m_lanes)
        lane.outbox.resize(m_lanes.size());
    for (unsigned thread = 1; thread < m_threadCount; ++thread)
        m_threads.emplace_back([this, thread] { threadMain(thread); });
}

ShardPool::~ShardPool() {
    const std::uint32_t round = Claim(m_claims.load(std::memory_order_relaxed)).round + 1;
    m_claims.store(Claim{round, Work::Stop, 0}.word(), std::memory_order_release);
    m_claims.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
}

void ShardPool::applyBatch(std::span<const SequencedCommand> commands, api::EventBuffer& events) {
    while (!commands.empty()) {
        std::size_t orders = 0;
        while (orders < commands.size() && orders < kMaxRun) {
            m_routes[orders] = m_venue.routeOf(commands[orders].command);
            if (!m_routes[orders].isOrder)
                break;
            ++orders;
        }
        if (orders == 0) {
            applySerially(commands.first(1), events);
            commands = commands.subspan(1);
            continue;
        }
        applyRun(commands.first(orders), events);
        commands = commands.subspan(orders);
    }
}

/// Works a run whose routes are in m_routes.
void ShardPool::applyRun(std::span<const SequencedCommand> run, api::EventBuffer& events) {
    std::size_t done = 0;
    while (done < run.size()) {
        const auto rest = run.subspan(done);
        if (m_threadCount == 1 || rest.size() < m_minRun ||
            !m_venue.hasRoomForOrders(rest.size() * core::kMostOrdersOfCommand)) {
            applySerially(rest, events);
            return;
        }
        applyInStages(rest, events);
        m_statistics.inStages += m_cut;
        done += m_cut;
        if (done < run.size()) {
            ++m_statistics.cuts;
            applySerially(run.subspan(done, 1), events);
            ++done;
            std::copy(m_routes.begin() + static_cast<std::ptrdiff_t>(m_cut) + 1,
                      m_routes.begin() + static_cast<std::ptrdiff_t>(rest.size()),
                      m_routes.begin());
        }
    }
}

void ShardPool::applySerially(std::span<const SequencedCommand> commands,
                              api::EventBuffer& events) {
    for (const SequencedCommand& sequenced : commands)
        m_venue.apply(sequenced.context, sequenced.command, events);
    m_statistics.serially += commands.size();
}

/// Works the run up to m_cut, which it finds.
void ShardPool::applyInStages(std::span<const SequencedCommand> run, api::EventBuffer& events) {
    m_run = run;
    onAllShards(Work::Reserve);
    m_cut = run.size();
    for (const Lane& lane : m_lanes)
        m_cut = std::min(m_cut, lane.cut);
    onAllShards(Work::Match);
    onAllShards(Work::Settle);
    for (const SequencedCommand& worked : run.first(m_cut)) {
        OPENBELL_ASSERT(worked.context.sequence == next(m_venue.lastSequence()));
        m_venue.advance(worked.context);
    }
    gather(events);
}

void ShardPool::reserve(unsigned shard) {
    Lane& lane = m_lanes[shard];
    lane.cut = m_run.size();
    for (lane.reserved = 0; lane.reserved < m_run.size(); ++lane.reserved) {
        const std::size_t i = lane.reserved;
        if (m_routes[i].home != shard)
            continue;
        // With room for the whole run there is room for each of its orders.
        const core::ReserveConditions conditions{i == 0, true};
        m_venue.shard(shard).reserve(m_run[i].context, m_run[i].command, conditions,
                                     m_reservations[i]);
        if (m_reservations[i].kind == Reservation::Kind::NeedsExactState) {
            lane.cut = i;
            return;
        }
    }
}

/// Takes back the shard's reservations after the cut, reports its refusals before it, and works
/// its books.
void ShardPool::match(unsigned shard) {
    Lane& lane = m_lanes[shard];
    core::Shard& worked = m_venue.shard(shard);
    for (std::size_t i = m_cut; i < lane.reserved; ++i)
        if (m_routes[i].home == shard)
            worked.undo(m_reservations[i]);
    lane.homeEvents.clear();
    lane.bookEvents.clear();
    for (auto& messages : lane.outbox)
        messages.clear();
    for (std::size_t i = 0; i < m_cut; ++i) {
        const auto& [context, command] = m_run[i];
        const Reservation& reservation = m_reservations[i];
        if (reservation.kind == Reservation::Kind::Rejected && m_routes[i].home == shard) {
            lane.homeEvents.setStamp(
                {context.sequence, context.time, context.actor, core::kHomeOrder});
            lane.homeEvents.append(
                core::rejectionOf(command, reservation.reason, reservation.original));
        }
        if (reservation.kind != Reservation::Kind::Forward || m_routes[i].book != shard)
            continue;
        lane.bookEvents.setStamp({context.sequence, context.time, context.actor, 0});
        core::BookOutput out{lane.bookEvents, lane.scratch};
        worked.match(context, reservation.request, out);
        for (const core::Settlement& settlement : lane.scratch)
            lane.outbox[m_venue.homeShardOf(settlement.account)].push_back(settlement);
        lane.scratch.clear();
    }
}

/// Books what all shards have sent to this one, command by command, as the serial order would.
void ShardPool::settle(unsigned shard) {
    Lane& lane = m_lanes[shard];
    core::Shard& worked = m_venue.shard(shard);
    lane.settleEvents.clear();
    constexpr std::size_t kMaxShards = 64;
    std::size_t at[kMaxShards] = {};
    for (std::size_t i = 0; i < m_cut; ++i) {
        const api::CommandContext& context = m_run[i].context;
        // A run's order commands have one book shard each: only that one can have sent anything.
        const unsigned source = m_routes[i].book;
        const auto& messages = m_lanes[source].outbox[shard];
        while (at[source] < messages.size() &&
               messages[at[source]].stamp.sourceSequence == context.sequence)
            worked.settle(messages[at[source]++]);
        worked.publish(context, lane.settleEvents);
    }
}

void ShardPool::gather(api::EventBuffer& events) {
    m_sources.clear();
    for (const Lane& lane : m_lanes)
        for (const api::EventBuffer* buffer :
             {&lane.homeEvents, &lane.bookEvents, &lane.settleEvents})
            if (!buffer->empty())
                m_sources.push_back(buffer);
    core::mergeEvents(m_sources, events);
}

/// One stage on every shard: announces it, takes part, waits for the last shard.
void ShardPool::onAllShards(Work work) {
    const auto shards = static_cast<std::uint32_t>(m_lanes.size());
    const std::uint32_t round = Claim(m_claims.load(std::memory_order_relaxed)).round + 1;
    m_done.store(0, std::memory_order_relaxed);
    m_claims.store(Claim{round, work, 0}.word(), std::memory_order_release);
    m_claims.notify_all();
    std::uint32_t seen = 0;
    while (claimAndWork(seen)) {
    }
    const auto done = [&] { return m_done.load(std::memory_order_acquire) == shards; };
    if (spinUntil(done))
        return;
    for (std::uint32_t count = m_done.load(std::memory_order_acquire); count != shards;
         count = m_done.load(std::memory_order_acquire))
        m_done.wait(count, std::memory_order_acquire);
}

/// Takes the next shard of the present round and works it. False when none is left; `round` is the
/// round either way.
bool ShardPool::claimAndWork(std::uint32_t& round) {
    // A shard taken here keeps the round from ending, so the claim cannot be of a past one.
    const Claim claim(m_claims.fetch_add(1, std::memory_order_acq_rel));
    round = claim.round;
    if (claim.shard >= m_lanes.size())
        return false;
    workShard(claim.work, claim.shard);
    if (m_done.fetch_add(1, std::memory_order_acq_rel) + 1 == m_lanes.size())
        m_done.notify_one();
    return true;
}

void ShardPool::workShard(Work work, unsigned shard) {
    switch (work) {
    case Work::Reserve:
        return reserve(shard);
    case Work::Match:
        return match(shard);
    case Work::Settle:
        return settle(shard);
    case Work::Stop:
        return;
    }
}

void ShardPool::threadMain(unsigned thread) {
    nameThisThread(("shard-" + std::to_string(thread)).c_str());
    std::uint32_t seen = 0;
    for (;;) {
        std::uint64_t word = m_claims.load(std::memory_order_acquire);
        const auto hasWork = [&] {
            word = m_claims.load(std::memory_order_acquire);
            return Claim(word).round != seen;
        };
        if (!spinUntil(hasWork)) {
            m_claims.wait(word, std::memory_order_acquire);
            continue;
        }
        if (Claim(word).work == Work::Stop)
            return;
        while (claimAndWork(seen)) {
        }
    }
}

} // namespace openbell::runtime
