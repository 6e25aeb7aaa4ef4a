#include "engine/runtime/publisher.h"

#include "engine/runtime/thread_tools.h"

#include <chrono>
#include <utility>

namespace openbell::runtime {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds kFlushEvery{16};
constexpr std::chrono::milliseconds kIdleTick{250};

void count(const PublishedBatch& batch, Metrics& metrics) {
    std::uint64_t trades = 0;
    std::uint64_t rejects = 0;
    batch.events.forEach([&]<class E>(const api::EventStamp&, const E&) {
        trades += std::is_same_v<E, api::TradeExecuted> ? 1U : 0U;
        rejects += std::is_same_v<E, api::CommandRejected> ? 1U : 0U;
    });
    metrics.commands.fetch_add(batch.origins.size(), std::memory_order_relaxed);
    metrics.events.fetch_add(batch.events.count(), std::memory_order_relaxed);
    metrics.trades.fetch_add(trades, std::memory_order_relaxed);
    metrics.rejects.fetch_add(rejects, std::memory_order_relaxed);
}

} // namespace

Publisher::Publisher(BatchConsumer& consumer, BatchPool& pool, Metrics& metrics, Logger& logger)
    : m_consumer(consumer)
    , m_pool(pool)
    , m_metrics(metrics)
    , m_logger(logger) {}

Publisher::~Publisher() {
    stop();
}

void Publisher::start() {
    m_thread = std::thread([this] { run(); });
}

void Publisher::stop() {
    m_items.close();
    if (m_thread.joinable())
        m_thread.join();
}

void Publisher::recovered(std::unique_ptr<api::EventBuffer> state, Sequence sequence) {
    m_items.push(Recovered{std::move(state), sequence});
}

void Publisher::publish(Batch* durable) {
    m_metrics.publishDepth.fetch_add(1, std::memory_order_relaxed);
    if (!m_items.push(durable))
        release(*durable);
}

void Publisher::status(EngineStatus status) {
    m_items.push(std::move(status));
}

void Publisher::task(std::function<void()> task) {
    m_items.push(std::move(task));
}

void Publisher::publishAtOnce(Batch* durable) {
    const std::unique_lock turn(m_turn, std::try_to_lock);
    if (!turn || !m_items.isEmpty())
        return publish(durable);
    m_metrics.publishDepth.fetch_add(1, std::memory_order_relaxed);
    Item item = durable;
    handle(item);
    if (!std::exchange(m_dirty, true))
        m_items.wake(); // the thread sleeps for longer than there is between two flushes
}

void Publisher::run() {
    nameThisThread("publish");
    m_lastTick = steady_clock::now();
    steady_clock::time_point look;
    do {
        {
            const std::lock_guard turn(m_turn);
            look = m_lastTick + tickEvery();
        }
        m_items.waitUntil(look);
    } while (workAll());
    const std::lock_guard turn(m_turn);
    m_consumer.onTick();
}

std::chrono::milliseconds Publisher::tickEvery() const {
    return m_dirty ? kFlushEvery : kIdleTick;
}

/// False when everything was published and nothing more will come.
bool Publisher::workAll() {
    const std::lock_guard turn(m_turn);
    const bool more = m_items.takeAll(m_taken);
    for (Item& item : m_taken)
        handle(item);
    m_dirty = m_dirty || !m_taken.empty();
    const auto now = steady_clock::now();
    if (now - m_lastTick >= tickEvery()) {
        m_consumer.onTick();
        m_lastTick = now;
        m_dirty = false;
    }
    return more;
}

void Publisher::handle(Item& item) {
    std::visit(api::Overloaded{
                   [this](Batch* batch) {
                       count(batch->published, m_metrics);
                       m_consumer.onBatch(batch->published);
                       release(*batch);
                   },
                   [this](Recovered& recovered) {
                       m_consumer.onRecovered(*recovered.state, recovered.sequence);
                       recovered.state.reset();
                   },
                   [this](const EngineStatus& status) { m_consumer.onStatus(status); },
                   [](const std::function<void()>& task) { task(); },
               },
               item);
}

void Publisher::release(Batch& batch) {
    m_metrics.publishDepth.fetch_sub(1, std::memory_order_relaxed);
    m_pool.release(&batch);
}

} // namespace openbell::runtime
