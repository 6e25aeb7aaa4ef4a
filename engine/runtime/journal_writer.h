// The journal thread: appends what the engine thread applied, as one group per sync, and passes a
// batch on to the publisher only when it is durable.
//
// Where nothing is synced, a single small batch may be written by the thread that applied it (ADR
// 0008): whoever has the turn is the writer.
//
// No space, or no file descriptor: the venue stops accepting (phase DiskFull), the group is kept and tried again until
// there is room; nothing is lost. A failed write or sync: the venue has failed for good; nothing
// of the group is ever published, and nothing is written over it.
#pragma once

#include "engine/journal/log.h"
#include "engine/runtime/batch_pool.h"
#include "engine/runtime/logger.h"
#include "engine/runtime/mailbox.h"
#include "engine/runtime/metrics.h"
#include "engine/runtime/publisher.h"
#include "engine/runtime/status_board.h"

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

namespace openbell::runtime {

struct JournalWriterParts {
    BatchPool& pool;
    Publisher& publisher;
    StatusBoard& board;
    Metrics& metrics;
    Logger& logger;
};

class JournalWriter {
public:
    /// `directory`: where the free space is looked at while the disk is full. `quick`: the log syncs
    /// nothing, so that appending to it is a matter of microseconds.
    JournalWriter(std::unique_ptr<journal::Log> log, std::filesystem::path directory,
                  JournalWriterParts parts, bool quick = false);
    ~JournalWriter();

    void start();

    /// Takes over a batch. Bounded by the pool.
    void append(Batch* batch);
    /// The same, but writes and publishes it on the calling thread if that takes no sync and nothing
    /// else is being written. Never waits. Calls of both come one at a time.
    void appendAtOnce(Batch* batch);

    /// From now on a full disk is not waited for: one more attempt, then the batches nobody was
    /// told about are given up.
    void stopWaitingForSpace();
    /// Writes what is queued and joins. Idempotent.
    void stop();

private:
    using Group = std::vector<Batch*>;

    void run();
    bool workAll();
    bool tryAtOnce(Batch* batch);
    void write(const Group& group);
    journal::LogBatch merge(const Group& group);
    bool appendWaitingForSpace(const journal::LogBatch& batch);
    void enterDiskFull(const std::string& message);
    bool waitForSpace(std::size_t bytes);
    void fail(const journal::LogFailure& failure);
    void written(const journal::LogBatch& batch, std::int64_t beforeNs);
    void passOn(const Group& group, std::int64_t durableNs);

    std::unique_ptr<journal::Log> m_log;
    const std::filesystem::path m_directory;
    JournalWriterParts m_parts;
    const bool m_quick;
    Mailbox<Batch*> m_queue;
    std::mutex m_turn; ///< held by who writes; the log and the three after it are theirs
    Group m_group;
    Batch* m_left = nullptr; ///< what found no room at once, before everything in the queue
    api::Bytes m_merged; ///< the records of a group of several batches
    bool m_failed = false;
    std::mutex m_stopMutex;
    std::condition_variable m_stopped; ///< cuts the waiting for space short
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace openbell::runtime
