#include "engine/runtime/journal_writer.h"

#include "engine/runtime/clock.h"
#include "engine/runtime/thread_tools.h"

#include <chrono>
#include <system_error>
#include <utility>

namespace openbell::runtime {
namespace {

constexpr std::chrono::milliseconds kRetryEvery{200};
/// Room beyond the waiting records before the venue opens again, so that it does not flap.
constexpr std::uintmax_t kSpareBytes = 1U << 20U;
constexpr std::size_t kKeptMergeBytes = 8U << 20U;

} // namespace

JournalWriter::JournalWriter(std::unique_ptr<journal::Log> log, std::filesystem::path directory,
                             JournalWriterParts parts, bool quick)
    : m_log(std::move(log))
    , m_directory(std::move(directory))
    , m_parts(parts)
    , m_quick(quick) {}

JournalWriter::~JournalWriter() {
    stop();
}

void JournalWriter::start() {
    m_thread = std::thread([this] { run(); });
}

void JournalWriter::append(Batch* batch) {
    m_parts.metrics.journalDepth.fetch_add(1, std::memory_order_relaxed);
    const bool queued = m_queue.push(batch);
    OPENBELL_ASSERT(queued);
}

void JournalWriter::stopWaitingForSpace() {
    {
        const std::lock_guard lock(m_stopMutex);
        m_stopping = true;
    }
    m_stopped.notify_one();
}

void JournalWriter::stop() {
    stopWaitingForSpace();
    m_queue.close();
    if (m_thread.joinable())
        m_thread.join();
}

void JournalWriter::appendAtOnce(Batch* batch) {
    if (!m_quick || !tryAtOnce(batch))
        append(batch);
}

/// False when the batch was left alone.
bool JournalWriter::tryAtOnce(Batch* batch) {
    const std::unique_lock turn(m_turn, std::try_to_lock);
    // Nobody else appends now, so what is empty stays empty.
    if (!turn || m_failed || m_left != nullptr || !m_queue.isEmpty())
        return false;
    const journal::LogBatch records{batch->published.first, batch->published.last, batch->records};
    const std::int64_t before = steadyNs();
    const auto appended = m_log->append(records);
    if (appended) {
        written(records, before);
        m_parts.metrics.durableNs.record(steadyNs() - batch->sequencedNs, batch->commands());
        m_parts.publisher.publishAtOnce(batch);
        return true;
    }
    if (appended.error().error == journal::LogError::NoSpace) {
        // The journal thread tries again, and waits.
        m_parts.metrics.journalDepth.fetch_add(1, std::memory_order_relaxed);
        m_left = batch;
        m_queue.wake();
        return true;
    }
    fail(appended.error());
    m_parts.pool.release(batch);
    return true;
}

void JournalWriter::run() {
    nameThisThread("journal");
    do
        m_queue.wait();
    while (workAll());
}

/// False when everything was written and nothing more will come.
bool JournalWriter::workAll() {
    const std::lock_guard turn(m_turn);
    const bool more = m_queue.takeAll(m_group);
    if (m_left != nullptr)
        m_group.insert(m_group.begin(), std::exchange(m_left, nullptr));
    if (m_group.empty())
        return more;
    write(m_group);
    m_parts.metrics.journalDepth.fetch_sub(static_cast<std::uint32_t>(m_group.size()),
                                           std::memory_order_relaxed);
    return true;
}

void JournalWriter::write(const Group& group) {
    if (!m_failed) {
        const journal::LogBatch merged = merge(group);
        if (appendWaitingForSpace(merged)) {
            passOn(group, steadyNs());
            return;
        }
    }
    // What could not be made durable goes back unseen.
    for (Batch* const batch : group)
        m_parts.pool.release(batch);
}

journal::LogBatch JournalWriter::merge(const Group& group) {
    const Sequence first = group.front()->published.first;
    const Sequence last = group.back()->published.last;
    if (group.size() == 1)
        return {first, last, group.front()->records};
    if (m_merged.capacity() > kKeptMergeBytes)
        m_merged = api::Bytes();
    m_merged.clear();
    for (const Batch* const batch : group)
        m_merged.insert(m_merged.end(), batch->records.begin(), batch->records.end());
    return {first, last, m_merged};
}

bool JournalWriter::appendWaitingForSpace(const journal::LogBatch& batch) {
    bool full = false;
    while (true) {
        const std::int64_t before = steadyNs();
        const auto appended = m_log->append(batch);
        if (appended) {
            written(batch, before);
            if (full) {
                m_parts.logger.info("journal", "there is room again; the venue accepts commands");
                m_parts.board.change(api::VenuePhase::Live, "");
            }
            return true;
        }
        if (appended.error().error != journal::LogError::NoSpace) {
            fail(appended.error());
            return false;
        }
        if (!full)
            enterDiskFull(appended.error().message);
        full = true;
        if (!waitForSpace(batch.bytes.size())) {
            fail({journal::LogError::NoSpace,
                  "There was still no room for the journal when the venue was stopped. Commands "
                  "that were not acknowledged were dropped; everything acknowledged is kept. Make "
                  "room before the venue is started again."});
            return false;
        }
    }
}

void JournalWriter::written(const journal::LogBatch& batch, std::int64_t beforeNs) {
    m_parts.metrics.syncNs.record(steadyNs() - beforeNs);
    m_parts.metrics.journalBytes.fetch_add(batch.bytes.size(), std::memory_order_relaxed);
    m_parts.metrics.durable.store(batch.last.value(), std::memory_order_release);
}

void JournalWriter::enterDiskFull(const std::string& message) {
    m_parts.logger.error("journal", message);
    m_parts.board.change(api::VenuePhase::DiskFull, message);
}

/// True when another attempt is due, false when the venue is stopping and had its last one.
bool JournalWriter::waitForSpace(std::size_t bytes) {
    std::unique_lock lock(m_stopMutex);
    if (m_stopping)
        return false;
    while (!m_stopped.wait_for(lock, kRetryEvery, [this] { return m_stopping; })) {
        std::error_code unknown;
        const auto space = std::filesystem::space(m_directory, unknown);
        if (unknown || space.available >= bytes + kSpareBytes)
            return true;
    }
    return true; // stopping: one last attempt
}

void JournalWriter::fail(const journal::LogFailure& failure) {
    m_failed = true;
    m_parts.logger.error("journal", failure.message);
    m_parts.board.change(api::VenuePhase::Failed, failure.message);
    // The engine thread may be waiting for a batch: it must stop working commands.
    m_parts.pool.close();
}

void JournalWriter::passOn(const Group& group, std::int64_t durableNs) {
    for (Batch* const batch : group) {
        m_parts.metrics.durableNs.record(durableNs - batch->sequencedNs, batch->commands());
        m_parts.publisher.publish(batch);
    }
}

} // namespace openbell::runtime
