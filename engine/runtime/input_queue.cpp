#include "engine/runtime/input_queue.h"

#include "engine/runtime/spin.h"

namespace openbell::runtime {

InputQueue::Push InputQueue::tryPush(Submission&& submission) {
    bool wake = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed)
            return Push::Closed;
        if (m_waiting.load(std::memory_order_relaxed) >= m_capacity)
            return Push::Full;
        m_pending.push_back(std::move(submission));
        m_waiting.fetch_add(1, std::memory_order_relaxed);
        m_hasPending.store(true, std::memory_order_release);
        wake = m_sleeping;
    }
    if (wake)
        m_ready.notify_one();
    return Push::Queued;
}

bool InputQueue::take(std::vector<Submission>& taken, Clock::time_point deadline) {
    taken.clear();
    spinUntil([this] { return m_hasPending.load(std::memory_order_acquire); });
    std::unique_lock lock(m_mutex);
    m_sleeping = true;
    const auto isReady = [this] { return !m_pending.empty() || m_closed; };
    if (deadline == kForever)
        m_ready.wait(lock, isReady);
    else
        m_ready.wait_until(lock, deadline, isReady);
    m_sleeping = false;
    taken.swap(m_pending);
    m_hasPending.store(false, std::memory_order_relaxed);
    return !taken.empty() || !m_closed;
}

void InputQueue::sequenced(std::size_t count) {
    m_waiting.fetch_sub(count, std::memory_order_relaxed);
}

void InputQueue::close() {
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_ready.notify_one();
}

} // namespace openbell::runtime
