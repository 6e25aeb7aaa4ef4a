// The follower thread: reads the durable journal and replays it on a venue of its own. It feeds the
// read models and writes snapshots, so the live venue is never stopped for either. Lags when there
// is much to do, catches up by itself, runs at low priority.
#pragma once

#include "engine/core/venue.h"
#include "engine/journal/reader.h"
#include "engine/journal/snapshot_store.h"
#include "engine/runtime/engine.h"
#include "engine/runtime/journal_scrub.h"
#include "engine/runtime/logger.h"
#include "engine/runtime/metrics.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace openbell::runtime {

struct FollowerOptions {
    std::filesystem::path dataDirectory;
    std::uint64_t snapshotEvery = 250'000;
};

class Follower {
public:
    /// `projection` may be null: then only snapshots are written.
    Follower(FollowerOptions options, ProjectionSink* projection, Metrics& metrics, Logger& logger);
    ~Follower();

    /// `unchecked`: up to here the journal has not been read yet; it is, when there is time.
    void start(Sequence unchecked = {});
    /// Catches up with what is durable (for a bounded time), commits, writes a snapshot and joins.
    /// Called when nothing more becomes durable. Idempotent.
    void stop();

private:
    void run();
    Result<Done, Error> follow();
    Result<Done, Error> startFromSnapshot();
    Result<Done, Error> compareHistories();
    Result<Done, Error> startOver(const std::string& why);
    Result<bool, Error> workChunk();
    bool scrubPiece();
    void apply(const journal::Record& record);
    Result<Done, Error> commitIfDue(bool now);
    Result<Done, Error> snapshotIfDue(bool now);
    Sequence at() const { return m_venue->lastSequence(); }
    bool waitForWork();
    bool waitBeforeRetry();

    const FollowerOptions m_options;
    ProjectionSink* const m_projection;
    Metrics& m_metrics;
    Logger& m_logger;
    journal::SnapshotStore m_snapshots;

    std::optional<JournalScrub> m_scrub;
    std::unique_ptr<core::Venue> m_venue;
    std::optional<journal::JournalReader> m_reader;
    api::EventBuffer m_events;
    api::Bytes m_saved;
    Sequence m_projected;  ///< committed
    Sequence m_uncompared; ///< where the read models' journal hash is still to be compared
    Sequence m_snapshot;   ///< newest
    std::int64_t m_lastCommitNs = 0;
    std::string m_lastError; ///< logged; empty again after a commit

    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    std::int64_t m_stopByNs = 0;
    std::thread m_thread;
};

} // namespace openbell::runtime
