// The publisher thread: hands durable batches, tasks and status changes to the consumer in one
// order, and ticks. Batches reach it from the journal thread only, once they are durable; there is
// no other way in, which is the durability gate.
#pragma once

#include "engine/runtime/batch_pool.h"
#include "engine/runtime/engine.h"
#include "engine/runtime/logger.h"
#include "engine/runtime/mailbox.h"
#include "engine/runtime/metrics.h"

#include <functional>
#include <memory>
#include <thread>
#include <variant>

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
    void status(EngineStatus status);
    void task(std::function<void()> task);

private:
    struct Recovered {
        std::unique_ptr<api::EventBuffer> state;
        Sequence sequence;
    };
    using Item = std::variant<Batch*, Recovered, EngineStatus, std::function<void()>>;

    void run();
    void handle(Item& item);
    void release(Batch& batch);

    BatchConsumer& m_consumer;
    BatchPool& m_pool;
    Metrics& m_metrics;
    Logger& m_logger;
    Mailbox<Item> m_items;
    std::thread m_thread;
};

} // namespace openbell::runtime
