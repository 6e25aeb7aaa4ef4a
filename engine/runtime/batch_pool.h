// The batches that travel from the engine thread through the journal thread to the publisher and
// back. Their fixed number bounds every queue between those threads; a thread that finds none free
// waits, and by that the gateway sees Busy. Reuse keeps the memory: no allocation in steady state.
#pragma once

#include "engine/runtime/submission.h"

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace openbell::runtime {

/// One owner at a time: engine thread, journal thread, publisher thread, in that order.
struct Batch {
    PublishedBatch published;
    api::Bytes records;           ///< the journal records of its commands
    std::int64_t sequencedNs = 0; ///< steady clock, when its first command got its number

    std::size_t commands() const { return published.origins.size(); }
    /// Forgets the content; keeps the memory unless one batch made it exceptionally large.
    void reset();
};

class BatchPool {
public:
    explicit BatchPool(std::size_t count);

    /// An empty batch; waits for one. Null after close().
    Batch* acquire();
    /// The same without waiting: null when there is none.
    Batch* tryAcquire();
    void release(Batch* batch);

    /// Ends all waiting: nothing is handed out any more.
    void close();

private:
    std::vector<std::unique_ptr<Batch>> m_all;
    std::mutex m_mutex;
    std::condition_variable m_freed;
    std::vector<Batch*> m_free; ///< last in, first out: the warmest memory is reused first
    bool m_closed = false;
};

} // namespace openbell::runtime
