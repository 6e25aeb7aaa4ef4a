#include "engine/runtime/journal_writer.h"

#include "engine/runtime/clock.h"
#include "engine/runtime/thread_tools.h"

#include <chrono>
#include <system_error>

namespace openbell::runtime {
namespace {

constexpr std::chrono::milliseconds kRetryEvery{200};
/// Room beyond the waiting records before the venue opens again, so that it does not flap.
constexpr std::uintmax_t kSpareBytes = 1U << 20U;
constexpr std::size_t kKeptMergeBytes = 8U << 20U;

} // namespace

JournalWriter::JournalWriter(std::unique_ptr<journal::Log> log, std::filesystem::path directory,
                             JournalWriterParts parts)
    : m_log(std::move(log))
    , m_directory(std::move(directory))
    , m_parts(parts) {}

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

void JournalWriter::run() {
    nameThisThread("journal");
    Group group;
    while (m_queue.take(group)) {
        write(group);
        m_parts.metrics.journalDepth.fetch_sub(static_cast<std::uint32_t>(group.size()),
                                               std::memory_order_relaxed);
    }
}

void JournalWriter::write(const Group& group) {
    if (!m_failed) {
        const journal::LogBatch merged = merge(group);
        if (appendWaitingForSpace(merged)) {
            m_parts.metrics.journalBytes.fetch_add(merged.bytes.size(), std::memory_order_relaxed);
            m_parts.metrics.durable.store(merged.last.value(), std::memory_order_release);
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
        const auto written = m_log->append(batch);
        if (written) {
            m_parts.metrics.syncNs.record(steadyNs() - before);
            if (full) {
                m_parts.logger.info("journal", "there is room again; the venue accepts commands");
                m_parts.board.change(api::VenuePhase::Live, "");
            }
            return true;
        }
        if (written.error().error != journal::LogError::NoSpace) {
            fail(written.error());
            return false;
        }
        if (!full)
            enterDiskFull(written.error().message);
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
