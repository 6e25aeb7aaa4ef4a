// The publisher: hands durable batches, tasks and status changes to the consumer in one order, and
// ticks. Batches reach it from the journal writer only, once they are durable; there is no other way
// in, which is the durability gate. The publisher thread does this, or for a single small batch the
// thread that wrote it (ADR 0010): whoever has the turn calls the consumer.
#pragma once

#include "engine/runtime/batch_pool.h"
#include "engine/runtime/engine.h"
#include "engine/runtime/logger.h"
#include "engine/runtime/mailbox.h"
#include "engine/runtime/metrics.h"

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <variant>
#include <vector>

namespace openbell::runtime {

class Publisher {
public:
    Publisher(BatchConsumer& consumer, BatchPool& pool, Metrics& metrics, Logger& logger);
    ~Publisher();

    void start();
    /// Publishes what is queued, ticks once more and joins. Idempotent.
    void stop();

    void recovered(std::unique_ptr<api::EventBuffer> state, Sequence sequence);
    /// Bounded by the pool.
    void publish(Batch* durable);
    /// The same, but on the calling thread if nothing else is being published. Never waits.
    void publishAtOnce(Batch* durable);
    void status(EngineStatus status);
    void task(std::function<void()> task);

private:
    struct Recovered {
        std::unique_ptr<api::EventBuffer> state;
        Sequence sequence;
    };
    using Item = std::variant<Batch*, Recovered, EngineStatus, std::function<void()>>;

    void run();
    bool workAll();
    std::chrono::milliseconds tickEvery() const;
    void handle(Item& item);
    void release(Batch& batch);

    BatchConsumer& m_consumer;
    BatchPool& m_pool;
    Metrics& m_metrics;
    Logger& m_logger;
    Mailbox<Item> m_items;
    std::mutex m_turn; ///< held by who calls the consumer; the next three are theirs
    std::vector<Item> m_taken;
    bool m_dirty = false; ///< something was published since the last tick
    std::chrono::steady_clock::time_point m_lastTick;
    std::thread m_thread;
};

} // namespace openbell::runtime
