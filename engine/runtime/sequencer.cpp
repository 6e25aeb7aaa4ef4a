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
    std::vector<Submission> taken;
    while (m_parts.input.take(taken, nextLook())) {
        if (isDue() && !advanceTime())
            return;
        std::span<const Submission> left(taken);
        while (!left.empty()) {
            Batch* const batch = m_parts.pool.acquire();
            if (batch == nullptr)
                return;
            const std::size_t count = std::min(left.size(), kMaxBatchCommands);
            work(*batch, left.first(count));
            m_parts.input.sequenced(count);
            m_parts.writer.append(batch);
            left = left.subspan(count);
        }
    }
}

bool Sequencer::isDue() const {
    return m_parts.venue.nextDue() <= businessTime();
}

Timestamp Sequencer::businessTime() const {
    return std::max(m_parts.clock.now(), m_parts.venue.lastTime());
}

/// The venue's clock need not run at the pace of the machine's, so it is looked at now and then.
InputQueue::Clock::time_point Sequencer::nextLook() const {
    const Timestamp due = m_parts.venue.nextDue();
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
    for (const Submission& submission : submissions) {
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
