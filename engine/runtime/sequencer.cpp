#include "engine/runtime/sequencer.h"

#include "engine/api/audited.h"
#include "engine/journal/record.h"
#include "engine/runtime/clock.h"

#include <algorithm>

namespace openbell::runtime {

void Sequencer::run() {
    std::vector<Submission> taken;
    while (m_parts.input.take(taken)) {
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

void Sequencer::work(Batch& batch, std::span<const Submission> submissions) {
    const Timestamp time = std::max(m_parts.clock.now(), m_parts.venue.lastTime());
    Sequence sequence = m_parts.venue.lastSequence();
    std::int64_t before = steadyNs();
    batch.sequencedNs = before;
    batch.published.first = next(sequence);
    for (const Submission& submission : submissions) {
        sequence = next(sequence);
        const api::CommandContext context{sequence, time, submission.actor};
        stamp(batch, submission, context);
        m_parts.venue.apply(context, submission.command, batch.published.events);
        const std::int64_t after = steadyNs();
        m_parts.metrics.applyNs.record(after - before);
        before = after;
    }
    batch.published.last = sequence;
    batch.published.lastTime = time;
    m_parts.metrics.applied.store(sequence.value(), std::memory_order_relaxed);
    m_parts.metrics.businessTime.store(time.value(), std::memory_order_relaxed);
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
