// The running engine: recovery, then the sequencer, journal, publisher and follower threads around
// one core::Venue. The gateway submits to it and consumes its durable batches.
#pragma once

#include "engine/api/views.h"
#include "engine/base/result.h"
#include "engine/journal/log.h"
#include "engine/runtime/logger.h"
#include "engine/runtime/submission.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace openbell::runtime {

/// Business time. The only clock that can influence an outcome; read by the engine thread alone.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Timestamp now() = 0;
};

struct EngineStatus {
    api::VenuePhase phase = api::VenuePhase::Starting;
    std::uint64_t done = 0; ///< commands replayed while recovering
    std::uint64_t total = 0;
    Sequence durable;
    std::string text;
};

/// Receives the durable stream. Calls come one at a time, on the publisher thread or within
/// Engine::workAtOnce().
class BatchConsumer {
public:
    virtual ~BatchConsumer() = default;
    /// The recovered state as events (Venue::describe), before the first batch.
    virtual void onRecovered(const api::EventBuffer& state, Sequence sequence) = 0;
    virtual void onBatch(const PublishedBatch& batch) = 0;
    virtual void onStatus(const EngineStatus& status) = 0;
    /// About every 16 ms while there is something to flush, at least every 250 ms otherwise.
    virtual void onTick() = 0;
};

/// Receives every event once, in order, for the read models; calls come on the follower thread and
/// may be slow. Restarts continue after projected().
class ProjectionSink {
public:
    virtual ~ProjectionSink() = default;
    /// The last sequence number that is committed in the read models; none when empty.
    virtual Sequence projected() = 0;
    virtual void onCommand(const api::CommandContext& context, const api::Command& command) = 0;
    virtual void onEvents(const api::EventBuffer& events) = 0;
    /// Makes everything up to `sequence` durable in one transaction.
    virtual Result<Done, Error> commit(Sequence sequence) = 0;

    /// Given before each commit: the journal hash at its sequence number, in hexadecimal.
    virtual void setJournalHash(std::string_view) {}
    /// The one that came with the last commit; empty when it is not kept. Another one in the
    /// journal means that the read models were made from another history.
    virtual std::string journalHash() { return {}; }
    /// Empties the read models, so that projected() is none.
    virtual Result<Done, Error> clear() {
        return Unexpected{Error{"These read models cannot be emptied."}};
    }
};

struct EngineOptions {
    std::filesystem::path dataDirectory;
    unsigned shards = 1;
    bool syncToDisk = true; ///< false for benchmarks and throw-away venues only
    std::size_t inputCapacity = 65'536;
    std::uint64_t snapshotEvery = 250'000; ///< commands between snapshots
    std::shared_ptr<Clock> clock;          ///< null: the system clock
    std::shared_ptr<Logger> logger;        ///< null: standard error, from Info on
    /// Puts another log around the local files: a replicated one, or one that a test makes fail.
    std::function<std::unique_ptr<journal::Log>(std::unique_ptr<journal::Log>)> wrapLog;
};

class Engine {
public:
    Engine(EngineOptions options, BatchConsumer& consumer, ProjectionSink* projection);
    ~Engine(); ///< stops if still running
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Starts the threads; recovery runs on the engine thread and reports through onStatus.
    void start();
    /// Stops accepting, drains, makes everything durable, joins. Idempotent.
    void stop();

    /// Thread-safe, never blocks. RejectReason::None when queued; Busy, NotReady, DiskFull,
    /// JournalFailed otherwise, and then nothing was queued.
    api::RejectReason trySubmit(Submission submission) {
        return trySubmit(std::move(submission), Wake::Now);
    }
    /// `Later`: the engine thread is not woken for it; the caller calls workAtOnce() soon.
    enum class Wake { Now, Later };
    api::RejectReason trySubmit(Submission submission, Wake wake);

    /// Works a single submitted order on the calling thread when the engine is idle, which spares
    /// waking other threads; with more waiting it wakes them. Answers and updates may be sent during
    /// the call. Thread-safe, waits for nobody.
    void workAtOnce();

    /// Runs a task on the publisher thread, in order with batches. Thread-safe, never blocks.
    void postToPublisher(std::function<void()> task);

    /// Fills the engine's part of the health figures. Thread-safe.
    api::HealthView health() const;

    /// The highest session number in the journal when the engine went live; zero before.
    SessionId recoveredSession() const;

    EngineStatus status() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace openbell::runtime
