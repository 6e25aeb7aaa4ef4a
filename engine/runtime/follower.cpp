#include "engine/runtime/follower.h"

#include "engine/runtime/clock.h"
#include "engine/runtime/recovery.h"
#include "engine/runtime/thread_tools.h"

#include <algorithm>
#include <chrono>

namespace openbell::runtime {
namespace {

/// Commands between two looks at the clock and at stop().
constexpr std::uint64_t kChunkCommands = 1024;
constexpr std::uint64_t kCommitEveryCommands = 50'000;
constexpr std::int64_t kCommitEveryNs = 200 * kNsPerMs;
constexpr std::chrono::milliseconds kPollEvery{50};
constexpr std::chrono::seconds kRetryAfter{2};
/// How long stop() lets the follower catch up; what is left is caught up after the next start.
constexpr std::int64_t kCatchUpNs = 10 * kNsPerSecond;

} // namespace

Follower::Follower(FollowerOptions options, ProjectionSink* projection, Metrics& metrics,
                   Logger& logger)
    : m_options(std::move(options))
    , m_projection(projection)
    , m_metrics(metrics)
    , m_logger(logger)
    , m_snapshots(m_options.dataDirectory) {}

Follower::~Follower() {
    stop();
}

void Follower::start(Sequence unchecked) {
    m_scrub.emplace(m_options.dataDirectory, unchecked);
    m_thread = std::thread([this] { run(); });
}

void Follower::stop() {
    {
        const std::lock_guard lock(m_mutex);
        if (!m_stopping)
            m_stopByNs = steadyNs() + kCatchUpNs;
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void Follower::run() {
    nameThisThread("follower");
    lowerThisThreadsPriority();
    while (true) {
        const auto result = follow();
        if (result)
            return;
        // Live trading does not depend on this thread: it says so and starts again from what the
        // read models and snapshots hold.
        if (result.error().message != m_lastError)
            m_logger.error("follower", result.error().message);
        m_lastError = result.error().message;
        if (!waitBeforeRetry())
            return;
    }
}

Result<Done, Error> Follower::follow() {
    if (auto started = startFromSnapshot(); !started)
        return started;
    while (true) {
        auto more = workChunk();
        if (!more)
            return Unexpected{more.error()};
        if (auto committed = commitIfDue(false); !committed)
            return committed;
        if (auto written = snapshotIfDue(false); !written)
            return written;
        if (!*more && !scrubPiece() && !waitForWork())
            break;
    }
    if (auto committed = commitIfDue(true); !committed)
        return committed;
    return snapshotIfDue(true);
}

Result<Done, Error> Follower::startFromSnapshot() {
    const Sequence durable(m_metrics.durable.load(std::memory_order_acquire));
    m_projected = m_projection != nullptr ? m_projection->projected() : durable;
    if (m_projected > durable) {
        auto cleared = startOver("are at sequence " + std::to_string(m_projected.value()) +
                                 ", ahead of the journal at " + std::to_string(durable.value()));
        if (!cleared)
            return cleared;
    }
    auto start = venueFromSnapshot(m_options.dataDirectory, 1, m_projected, m_logger);
    if (!start)
        return Unexpected{start.error()};
    m_venue = std::move(start->venue);
    m_snapshot = at();
    if (const auto snapshots = m_snapshots.list(); !snapshots.empty())
        m_snapshot = std::max(m_snapshot, snapshots.front().sequence);
    auto reader = journal::JournalReader::open(m_options.dataDirectory, next(at()), durable);
    if (!reader)
        return Unexpected{Error{reader.error().message}};
    m_reader.emplace(std::move(*reader));
    m_uncompared = m_projection != nullptr ? m_projected : Sequence();
    m_metrics.projected.store(m_projected.value(), std::memory_order_relaxed);
    m_metrics.snapshot.store(m_snapshot.value(), std::memory_order_relaxed);
    m_lastCommitNs = steadyNs();
    return Done{};
}

/// The read models hold another history than the journal when the journal's end was lost and
/// written anew, or when the file comes from elsewhere.
Result<Done, Error> Follower::compareHistories() {
    if (m_uncompared.isNone() || m_reader->position() != m_uncompared)
        return Done{};
    m_uncompared = {};
    const std::string hash = m_projection->journalHash();
    if (hash.empty() || hash == journal::toHex(m_reader->hash()))
        return Done{};
    if (auto cleared =
            startOver("differ from the journal at sequence " + std::to_string(m_projected.value()));
        !cleared)
        return cleared;
    return startFromSnapshot();
}

/// What the read models say can always be made again from the journal.
Result<Done, Error> Follower::startOver(const std::string& why) {
    m_logger.warning("follower", "The read models " + why +
                                     ": they were made from another history. They are made again "
                                     "from the journal, which is not affected.");
    auto cleared = m_projection->clear();
    m_projected = m_projection->projected();
    return cleared;
}

/// True when there is more to do at once.
Result<bool, Error> Follower::workChunk() {
    m_reader->setLimit(Sequence(m_metrics.durable.load(std::memory_order_acquire)));
    for (std::uint64_t i = 0; i < kChunkCommands; ++i) {
        if (auto compared = compareHistories(); !compared)
            return Unexpected{compared.error()};
        switch (m_reader->next()) {
        case journal::ReadStatus::Record:
            apply(m_reader->record());
            break;
        case journal::ReadStatus::End:
            return false;
        case journal::ReadStatus::Failed:
            return Unexpected{Error{m_reader->error().message}};
        }
    }
    const std::lock_guard lock(m_mutex);
    return !m_stopping || steadyNs() < m_stopByNs;
}

/// True when there was something to check; false too once the venue stops.
bool Follower::scrubPiece() {
    if (m_scrub->finished())
        return false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            return false;
    }
    if (auto checked = m_scrub->checkPiece(); !checked)
        m_logger.error("journal", checked.error().message);
    return true;
}

void Follower::apply(const journal::Record& record) {
    m_events.clear();
    m_venue->apply(record.context, record.command, m_events);
    if (m_projection == nullptr || record.context.sequence <= m_projected)
        return;
    m_projection->onCommand(record.context, record.command);
    m_projection->onEvents(m_events);
}

Result<Done, Error> Follower::commitIfDue(bool now) {
    if (m_projection == nullptr) {
        m_projected = at();
        return Done{};
    }
    if (at() <= m_projected)
        return Done{};
    const std::int64_t nowNs = steadyNs();
    if (!now && at().value() - m_projected.value() < kCommitEveryCommands &&
        nowNs - m_lastCommitNs < kCommitEveryNs)
        return Done{};
    m_projection->setJournalHash(journal::toHex(m_reader->hash()));
    if (auto committed = m_projection->commit(at()); !committed)
        return committed;
    m_projected = at();
    m_lastError.clear();
    m_lastCommitNs = nowNs;
    m_metrics.projected.store(m_projected.value(), std::memory_order_relaxed);
    return Done{};
}

Result<Done, Error> Follower::snapshotIfDue(bool now) {
    const std::uint64_t due = m_snapshot.value() + (now ? 1 : m_options.snapshotEvery);
    if (at().value() < due)
        return Done{};
    // A snapshot above the read models would leave the next start without one to resume them from.
    if (auto committed = commitIfDue(true); !committed)
        return committed;
    if (at() > m_projected)
        return Done{};
    m_saved.clear();
    m_venue->save(m_saved);
    journal::SnapshotInfo info;
    info.sequence = at();
    info.time = m_venue->lastTime();
    info.journal = m_reader->hash();
    const auto written = m_snapshots.write(info, m_saved);
    if (!written)
        return Unexpected{written.error()};
    m_snapshot = at();
    m_metrics.snapshot.store(m_snapshot.value(), std::memory_order_relaxed);
    m_saved = api::Bytes();
    return Done{};
}

/// False when there is nothing more to come.
bool Follower::waitForWork() {
    std::unique_lock lock(m_mutex);
    if (!m_wake.wait_for(lock, kPollEvery, [this] { return m_stopping; }))
        return true;
    const bool behind = m_metrics.durable.load(std::memory_order_acquire) > at().value();
    return behind && steadyNs() < m_stopByNs;
}

bool Follower::waitBeforeRetry() {
    std::unique_lock lock(m_mutex);
    return !m_wake.wait_for(lock, kRetryAfter, [this] { return m_stopping; });
}

} // namespace openbell::runtime
