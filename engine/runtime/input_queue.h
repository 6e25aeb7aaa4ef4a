// The sequencer's bounded input: many producers, one consumer (the engine thread). A push never
// waits. The lock is held for one move of a submission; the consumer takes everything at once.
#pragma once

#include "engine/runtime/submission.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <vector>

namespace openbell::runtime {

class InputQueue {
public:
    enum class Push { Queued, Full, Closed };

    /// `capacity`: how many submissions may wait, those taken but not yet sequenced included.
    explicit InputQueue(std::size_t capacity) : m_capacity(capacity) {}

    Push tryPush(Submission&& submission);

    using Clock = std::chrono::steady_clock;
    static constexpr Clock::time_point kForever = Clock::time_point::max();

    /// Waits until there is something, or until the deadline, then swaps what there is into `taken`
    /// (which comes back empty-handed and keeps its memory). False when closed and empty.
    bool take(std::vector<Submission>& taken, Clock::time_point deadline = kForever);

    /// Tells that `count` of the taken submissions have left the queue.
    void sequenced(std::size_t count);

    /// Refuses pushes from now on; what is queued can still be taken.
    void close();

    /// Submissions that wait for the sequencer.
    std::size_t depth() const { return m_waiting.load(std::memory_order_relaxed); }
    std::size_t capacity() const { return m_capacity; }

private:
    const std::size_t m_capacity;
    std::mutex m_mutex;
    std::condition_variable m_ready;
    std::vector<Submission> m_pending;
    bool m_sleeping = false;
    bool m_closed = false;
    std::atomic<std::size_t> m_waiting{0};
    std::atomic<bool> m_hasPending{false}; ///< lets the consumer look without the lock
};

} // namespace openbell::runtime
