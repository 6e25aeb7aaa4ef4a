#include "engine/runtime/engine.h"

#include "engine/base/exception_text.h"
#include "engine/runtime/batch_pool.h"
#include "engine/runtime/clock.h"
#include "engine/runtime/follower.h"
#include "engine/runtime/input_queue.h"
#include "engine/runtime/journal_writer.h"
#include "engine/runtime/metrics.h"
#include "engine/runtime/publisher.h"
#include "engine/runtime/recovery.h"
#include "engine/runtime/sequencer.h"
#include "engine/runtime/status_board.h"
#include "engine/runtime/thread_tools.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>

namespace openbell::runtime {
namespace {

/// Batches between the engine thread and the publisher: enough to match through a slow sync, few
/// enough to keep the memory small.
constexpr std::size_t kBatches = 64;

} // namespace

struct Engine::Parts {
    EngineOptions options;
    Metrics metrics;
    HealthSampler sampler{metrics};
    BatchPool pool{kBatches};
    InputQueue input;
    Publisher publisher;
    StatusBoard board;
    std::unique_ptr<core::Venue> venue;    ///< engine thread
    std::unique_ptr<JournalWriter> writer; ///< made by the engine thread, under writerMutex
    std::mutex writerMutex;
    std::unique_ptr<Sequencer> sequencer; ///< made by the engine thread, kept until the end
    std::atomic<Sequencer*> working{nullptr}; ///< the same, once it is live
    Follower follower;
    std::thread engineThread;
    bool started = false;
    bool stopped = false;

    Parts(EngineOptions engineOptions, BatchConsumer& consumer, ProjectionSink* projection)
        : options(std::move(engineOptions))
        , input(options.inputCapacity)
        , publisher(consumer, pool, metrics, *options.logger)
        , board(publisher, metrics)
        , follower({options.dataDirectory, options.snapshotEvery}, projection, metrics,
                   *options.logger) {}

    void runEngineThread();
    void live();
    void fail(const std::exception& problem);
    void openJournal(std::unique_ptr<journal::FileLog> log);
    void announce(Sequence snapshot, std::int64_t startedNs);
    void stopWaitingForSpace();
};

namespace {

EngineOptions withDefaults(EngineOptions options) {
    if (!options.clock)
        options.clock = std::make_shared<SystemClock>();
    if (!options.logger)
        options.logger = std::make_shared<Logger>();
    return options;
}

} // namespace

void Engine::Parts::runEngineThread() {
    nameThisThread("engine");
    try {
        live();
    } catch (const std::exception& problem) {
        fail(problem);
    }
    input.close();
}

void Engine::Parts::fail(const std::exception& problem) {
    options.logger->error("engine", textOf(problem));
    board.change(api::VenuePhase::Failed,
                 "The engine stopped: " + textOf(problem) +
                     ". Everything acknowledged is in the journal. Start the venue again.");
}

void Engine::Parts::live() {
    const std::int64_t startedNs = steadyNs();
    const auto progress = [this](std::uint64_t done, std::uint64_t total) {
        board.progress(done, total);
        return board.phase() == api::VenuePhase::Recovering;
    };
    auto recovered = recover({options.dataDirectory, options.shards, options.syncToDisk}, progress,
                             *options.logger);
    if (!recovered && board.phase() == api::VenuePhase::Stopping)
        return;
    if (!recovered) {
        options.logger->error("recovery", recovered.error().message);
        board.change(api::VenuePhase::Failed, recovered.error().message);
        return;
    }
    venue = std::move(recovered->venue);
    openJournal(std::move(recovered->log));
    announce(recovered->snapshot, startedNs);
    follower.start(recovered->unchecked);
    const unsigned cores = std::max(std::thread::hardware_concurrency(), 1U);
    sequencer = std::make_unique<Sequencer>(
        SequencerParts{*venue, input, pool, *writer, *options.clock, metrics},
        std::min(options.shards, cores));
    working.store(sequencer.get(), std::memory_order_release);
    sequencer->run();
}

void Engine::Parts::openJournal(std::unique_ptr<journal::FileLog> log) {
    metrics.journalBytes.store(log->byteSize(), std::memory_order_relaxed);
    metrics.applied.store(venue->lastSequence().value(), std::memory_order_relaxed);
    metrics.durable.store(log->durable().value(), std::memory_order_release);
    metrics.businessTime.store(venue->lastTime().value(), std::memory_order_relaxed);
    metrics.recoveredSession.store(venue->lastSession().value(), std::memory_order_relaxed);
    std::unique_ptr<journal::Log> wrapped = std::move(log);
    if (options.wrapLog)
        wrapped = options.wrapLog(std::move(wrapped));
    const std::lock_guard lock(writerMutex);
    writer = std::make_unique<JournalWriter>(
        std::move(wrapped), options.dataDirectory,
        JournalWriterParts{pool, publisher, board, metrics, *options.logger},
        !options.syncToDisk && !options.wrapLog);
    writer->start();
}

void Engine::Parts::announce(Sequence snapshot, std::int64_t startedNs) {
    auto state = std::make_unique<api::EventBuffer>();
    venue->describe(*state);
    const std::uint64_t last = venue->lastSequence().value();
    publisher.recovered(std::move(state), venue->lastSequence());
    board.change(api::VenuePhase::Live, "");
    options.logger->info("recovery", "live at sequence " + std::to_string(last) + " after " +
                                         std::to_string((steadyNs() - startedNs) / kNsPerMs) +
                                         " ms: snapshot " + std::to_string(snapshot.value()) +
                                         ", " + std::to_string(last - snapshot.value()) +
                                         " commands replayed");
}

void Engine::Parts::stopWaitingForSpace() {
    const std::lock_guard lock(writerMutex);
    if (writer)
        writer->stopWaitingForSpace();
}

Engine::Engine(EngineOptions options, BatchConsumer& consumer, ProjectionSink* projection)
    : m_parts(std::make_unique<Parts>(withDefaults(std::move(options)), consumer, projection)) {}

Engine::~Engine() {
    stop();
}

void Engine::start() {
    OPENBELL_ASSERT(!m_parts->started);
    m_parts->started = true;
    m_parts->publisher.start();
    m_parts->engineThread = std::thread([this] { m_parts->runEngineThread(); });
}

void Engine::stop() {
    if (!m_parts->started || m_parts->stopped)
        return;
    m_parts->stopped = true;
    m_parts->board.change(api::VenuePhase::Stopping, "The venue is stopping.");
    m_parts->input.close();
    m_parts->stopWaitingForSpace();
    m_parts->engineThread.join();
    if (m_parts->writer)
        m_parts->writer->stop();
    m_parts->publisher.stop();
    m_parts->follower.stop();
    m_parts->writer.reset(); // closes the log, which unlocks the directory
}

void Engine::workAtOnce() {
    Sequencer* const sequencer = m_parts->working.load(std::memory_order_acquire);
    if (sequencer == nullptr)
        return m_parts->input.wake();
    try {
        sequencer->workAtOnce();
    } catch (const std::exception& problem) {
        sequencer->giveUp();
        m_parts->fail(problem);
        m_parts->input.close();
    }
}

api::RejectReason Engine::trySubmit(Submission submission, Wake wake) {
    switch (m_parts->board.phase()) {
    case api::VenuePhase::Live:
        break;
    case api::VenuePhase::DiskFull:
        return api::RejectReason::DiskFull;
    case api::VenuePhase::Failed:
        return api::RejectReason::JournalFailed;
    case api::VenuePhase::Starting:
    case api::VenuePhase::Recovering:
    case api::VenuePhase::Stopping:
        return api::RejectReason::NotReady;
    }
    const auto wakes = wake == Wake::Now ? InputQueue::Wake::Now : InputQueue::Wake::Later;
    switch (m_parts->input.tryPush(std::move(submission), wakes)) {
    case InputQueue::Push::Queued:
        return api::RejectReason::None;
    case InputQueue::Push::Full:
        return api::RejectReason::Busy;
    case InputQueue::Push::Closed:
        return api::RejectReason::NotReady;
    }
    return api::RejectReason::NotReady;
}

void Engine::postToPublisher(std::function<void()> task) {
    m_parts->publisher.task(std::move(task));
}

SessionId Engine::recoveredSession() const {
    return SessionId(m_parts->metrics.recoveredSession.load(std::memory_order_relaxed));
}

api::HealthView Engine::health() const {
    const Metrics& metrics = m_parts->metrics;
    api::HealthView view;
    m_parts->sampler.fill(view);
    view.time = Timestamp(metrics.businessTime.load(std::memory_order_relaxed));
    view.sequence = Sequence(metrics.applied.load(std::memory_order_relaxed));
    view.durable = Sequence(metrics.durable.load(std::memory_order_relaxed));
    view.projected = Sequence(metrics.projected.load(std::memory_order_relaxed));
    view.snapshot = Sequence(metrics.snapshot.load(std::memory_order_relaxed));
    view.inputDepth = static_cast<std::uint32_t>(m_parts->input.depth());
    view.inputCapacity = static_cast<std::uint32_t>(m_parts->input.capacity());
    view.journalDepth = metrics.journalDepth.load(std::memory_order_relaxed);
    view.publishDepth = metrics.publishDepth.load(std::memory_order_relaxed);
    view.shards = m_parts->options.shards;
    view.journalBytes = metrics.journalBytes.load(std::memory_order_relaxed);
    view.residentBytes = residentBytes();
    return view;
}

EngineStatus Engine::status() const {
    return m_parts->board.status();
}

} // namespace openbell::runtime
