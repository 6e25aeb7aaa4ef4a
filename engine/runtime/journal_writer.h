// The journal thread: appends what the engine thread applied, as one group per sync, and passes a
// batch on to the publisher only when it is durable.
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
    /// `directory`: where the free space is looked at while the disk is full.
    JournalWriter(std::unique_ptr<journal::Log> log, std::filesystem::path directory,
                  JournalWriterParts parts);
    ~JournalWriter();

    void start();

    /// Takes over a batch. Bounded by the pool.
    void append(Batch* batch);

    /// From now on a full disk is not waited for: one more attempt, then the batches nobody was
    /// told about are given up.
    void stopWaitingForSpace();
    /// Writes what is queued and joins. Idempotent.
    void stop();

private:
    using Group = std::vector<Batch*>;

    void run();
    void write(const Group& group);
    journal::LogBatch merge(const Group& group);
    bool appendWaitingForSpace(const journal::LogBatch& batch);
    void enterDiskFull(const std::string& message);
    bool waitForSpace(std::size_t bytes);
    void fail(const journal::LogFailure& failure);
    void passOn(const Group& group, std::int64_t durableNs);

    std::unique_ptr<journal::Log> m_log;
    const std::filesystem::path m_directory;
    JournalWriterParts m_parts;
    Mailbox<Batch*> m_queue;
    api::Bytes m_merged; ///< the records of a group of several batches
    bool m_failed = false;
    std::mutex m_stopMutex;
    std::condition_variable m_stopped; ///< cuts the waiting for space short
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace openbell::runtime
