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
    onAllShards(Work::Stop);
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
            !m_venue.hasRoomForOrders(rest.size())) {
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
    if (m_cut > 0)
        m_venue.advance(run[m_cut - 1].context);
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
            lane.homeEvents.append(core::rejectionOf(command, reservation.reason));
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

void ShardPool::onAllShards(Work work) {
    m_work = work;
    m_working.store(m_threadCount - 1, std::memory_order_relaxed);
    m_round.fetch_add(1, std::memory_order_release);
    m_round.notify_all();
    workShards(work, 0);
    const auto done = [this] { return m_working.load(std::memory_order_acquire) == 0; };
    if (spinUntil(done))
        return;
    for (std::uint32_t left = m_working.load(std::memory_order_acquire); left != 0;
         left = m_working.load(std::memory_order_acquire))
        m_working.wait(left, std::memory_order_acquire);
}

/// The shards of one thread: those whose number leaves its own when divided by the thread count.
void ShardPool::workShards(Work work, unsigned thread) {
    for (unsigned shard = thread; shard < m_lanes.size(); shard += m_threadCount)
        switch (work) {
        case Work::Reserve:
            reserve(shard);
            break;
        case Work::Match:
            match(shard);
            break;
        case Work::Settle:
            settle(shard);
            break;
        case Work::Stop:
            break;
        }
}

void ShardPool::threadMain(unsigned thread) {
    nameThisThread(("shard-" + std::to_string(thread)).c_str());
    std::uint32_t seen = 0;
    for (;;) {
        const auto hasWork = [&] { return m_round.load(std::memory_order_acquire) != seen; };
        if (!spinUntil(hasWork))
            m_round.wait(seen, std::memory_order_acquire);
        if (!hasWork())
            continue;
        ++seen;
        const Work work = m_work;
        workShards(work, thread);
        if (m_working.fetch_sub(1, std::memory_order_acq_rel) == 1)
            m_working.notify_one();
        if (work == Work::Stop)
            return;
    }
}

} // namespace openbell::runtime
