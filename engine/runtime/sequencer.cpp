#include "engine/runtime/sequencer.h"

#include "engine/api/audited.h"
#include "engine/journal/record.h"
#include "engine/runtime/clock.h"

#include <algorithm>
#include <limits>

namespace openbell::runtime {
namespace {

constexpr std::int64_t kLongestSleepNs = 250'000'000;

} // namespace

Sequencer::Sequencer(SequencerParts parts, unsigned threads) : m_parts(parts) {
    if (parts.venue.shardCount() > 1)
        m_shards.emplace(parts.venue, threads);
}

void Sequencer::run() {
    InputQueue::Clock::time_point look;
    do {
        {
            const std::lock_guard turn(m_turn);
            look = nextLook();
        }
        m_parts.input.wait(look);
    } while (workAll());
}

/// False when there is nothing more to work, ever.
bool Sequencer::workAll() {
    const std::lock_guard turn(m_turn);
    if (m_givenUp.load(std::memory_order_relaxed) || !m_parts.input.takeAll(m_taken) ||
        (isDue() && !advanceTime()))
        return false;
    std::span<const Submission> left(m_taken);
    while (!left.empty()) {
        Batch* const batch = m_parts.pool.acquire();
        if (batch == nullptr)
            return false;
        const std::size_t count = std::min(left.size(), kMaxBatchCommands);
        work(*batch, left.first(count));
        m_parts.input.sequenced(count);
        m_parts.writer.append(batch);
        left = left.subspan(count);
    }
    return true;
}

void Sequencer::workAtOnce() {
    if (!tryWorkAtOnce() && m_parts.input.hasPending())
        m_parts.input.wake();
}

/// False when it left what is waiting to the engine thread.
bool Sequencer::tryWorkAtOnce() {
    const std::unique_lock turn(m_turn, std::try_to_lock);
    if (!turn || m_givenUp.load(std::memory_order_relaxed) || isDue())
        return false;
    Batch* const batch = m_parts.pool.tryAcquire();
    if (batch == nullptr)
        return false;
    m_parts.input.takeFew(m_taken, kAtOnce, [this](const Submission& submission) {
        return m_parts.venue.routeOf(submission.command).isOrder;
    });
    if (m_taken.empty()) {
        m_parts.pool.release(batch);
        return false;
    }
    work(*batch, m_taken);
    m_parts.input.sequenced(m_taken.size());
    m_parts.writer.appendAtOnce(batch);
    if (m_parts.venue.nextDue() < m_lookedFor)
        m_parts.input.wake();
    return true;
}

bool Sequencer::isDue() const {
    return m_parts.venue.nextDue() <= businessTime();
}

Timestamp Sequencer::businessTime() const {
    return std::max(m_parts.clock.now(), m_parts.venue.lastTime());
}

/// The venue's clock need not run at the pace of the machine's, so it is looked at now and then.
InputQueue::Clock::time_point Sequencer::nextLook() {
    const Timestamp due = m_parts.venue.nextDue();
    m_lookedFor = due;
    if (due.value() == std::numeric_limits<std::int64_t>::max())
        return InputQueue::kForever;
    const std::int64_t wait = due.value() - businessTime().value();
    return InputQueue::Clock::now() +
           std::chrono::nanoseconds(std::clamp<std::int64_t>(wait, 0, kLongestSleepNs));
}

/// What is due happens, with a sequence number of its own. False when the journal has failed.
bool Sequencer::advanceTime() {
    Batch* const batch = m_parts.pool.acquire();
    if (batch == nullptr)
        return false;
    Submission tick;
    tick.command = api::AdvanceTime{};
    work(*batch, {&tick, 1});
    m_parts.writer.append(batch);
    return true;
}

void Sequencer::work(Batch& batch, std::span<const Submission> submissions) {
    const Timestamp time = businessTime();
    batch.sequencedNs = steadyNs();
    batch.published.first = next(m_parts.venue.lastSequence());
    if (m_shards)
        applyOnShards(batch, submissions, time);
    else
        applyOneByOne(batch, submissions, time);
    batch.published.last = m_parts.venue.lastSequence();
    batch.published.lastTime = time;
    m_parts.metrics.applied.store(batch.published.last.value(), std::memory_order_relaxed);
    m_parts.metrics.businessTime.store(time.value(), std::memory_order_relaxed);
}

void Sequencer::applyOneByOne(Batch& batch, std::span<const Submission> submissions,
                              Timestamp time) {
    std::int64_t before = batch.sequencedNs;
    for (std::size_t i = 0; i < submissions.size(); ++i) {
        const Submission& submission = submissions[i];
        if (i + core::Venue::kLookAhead < submissions.size())
            m_parts.venue.lookAhead(submissions[i + core::Venue::kLookAhead].command);
        const api::CommandContext context{next(m_parts.venue.lastSequence()), time,
                                          submission.actor, submission.signedIn};
        stamp(batch, submission, context);
        m_parts.venue.apply(context, submission.command, batch.published.events);
        const std::int64_t after = steadyNs();
        m_parts.metrics.applyNs.record(after - before);
        before = after;
    }
}

void Sequencer::applyOnShards(Batch& batch, std::span<const Submission> submissions,
                              Timestamp time) {
    m_sequenced.clear();
    Sequence sequence = m_parts.venue.lastSequence();
    for (const Submission& submission : submissions) {
        sequence = next(sequence);
        m_sequenced.push_back(
            {{sequence, time, submission.actor, submission.signedIn}, submission.command});
        stamp(batch, submission, m_sequenced.back().context);
    }
    m_shards->applyBatch(m_sequenced, batch.published.events);
    // All of them leave the stages together: the whole batch's time is each one's.
    m_parts.metrics.applyNs.record(steadyNs() - batch.sequencedNs, submissions.size());
}

void Sequencer::stamp(Batch& batch, const Submission& submission,
                      const api::CommandContext& context) {
    journal::encodeRecord(context, submission.command, batch.records);
    batch.published.origins.push_back({context.sequence, submission.session, submission.request});
    if (api::isAudited(submission.command)) {
        batch.published.audited.push_back(submission.command);
        batch.published.auditedContexts.push_back(context);
    }
}

} // namespace openbell::runtime
