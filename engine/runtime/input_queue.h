// The sequencer's bounded input: many producers, one consumer at a time (whoever has the sequencer's
// turn; only the engine thread waits). A push never waits. The lock is held for one move of a
// submission; the consumer takes everything at once.
#pragma once

#include "engine/runtime/submission.h"

#include <algorithm>
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

    enum class Wake { Now, Later };

    /// `Later` leaves a sleeping consumer asleep: somebody calls takeFew() or wake() soon.
    Push tryPush(Submission&& submission, Wake wake = Wake::Now);

    using Clock = std::chrono::steady_clock;
    static constexpr Clock::time_point kForever = Clock::time_point::max();

    /// Waits until there is something, until the deadline, or until wake(); takes nothing.
    void wait(Clock::time_point deadline = kForever);
    /// Swaps what there is into `taken` (which comes back empty-handed and keeps its memory). False
    /// when closed and empty.
    bool takeAll(std::vector<Submission>& taken);
    /// Both, for one consumer alone.
    bool take(std::vector<Submission>& taken, Clock::time_point deadline = kForever) {
        wait(deadline);
        return takeAll(taken);
    }
    /// Swaps what there is into `taken` if `accepts` is true of each and there are at most `most`;
    /// otherwise takes nothing.
    template<class Accepts>
    void takeFew(std::vector<Submission>& taken, std::size_t most, Accepts&& accepts) {
        taken.clear();
        const std::lock_guard lock(m_mutex);
        if (m_pending.size() <= most && std::all_of(m_pending.begin(), m_pending.end(), accepts))
            swapInto(taken);
    }
    /// Ends a wait(), now or the next one.
    void wake();
    bool hasPending() const { return m_hasPending.load(std::memory_order_acquire); }

    /// Tells that `count` of the taken submissions have left the queue.
    void sequenced(std::size_t count);

    /// Refuses pushes from now on; what is queued can still be taken.
    void close();

    /// Submissions that wait for the sequencer.
    std::size_t depth() const { return m_waiting.load(std::memory_order_relaxed); }
    std::size_t capacity() const { return m_capacity; }

private:
    void swapInto(std::vector<Submission>& taken) {
        taken.swap(m_pending);
        m_hasPending.store(false, std::memory_order_relaxed);
    }

    const std::size_t m_capacity;
    std::mutex m_mutex;
    std::condition_variable m_ready;
    std::vector<Submission> m_pending;
    bool m_sleeping = false;
    bool m_woken = false;
    bool m_closed = false;
    std::atomic<std::size_t> m_waiting{0};
    std::atomic<bool> m_hasPending{false}; ///< lets the consumer look without the lock
};

} // namespace openbell::runtime
