#include "engine/runtime/input_queue.h"

#include "engine/runtime/spin.h"

namespace openbell::runtime {

InputQueue::Push InputQueue::tryPush(Submission&& submission, Wake wake) {
    bool notify = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed)
            return Push::Closed;
        if (m_waiting.load(std::memory_order_relaxed) >= m_capacity)
            return Push::Full;
        m_pending.push_back(std::move(submission));
        m_waiting.fetch_add(1, std::memory_order_relaxed);
        m_hasPending.store(true, std::memory_order_release);
        notify = m_sleeping && wake == Wake::Now;
    }
    if (notify)
        m_ready.notify_one();
    return Push::Queued;
}

void InputQueue::wait(Clock::time_point deadline) {
    spinUntil([this] { return hasPending(); });
    std::unique_lock lock(m_mutex);
    m_sleeping = true;
    const auto isReady = [this] { return !m_pending.empty() || m_closed || m_woken; };
    if (deadline == kForever)
        m_ready.wait(lock, isReady);
    else
        m_ready.wait_until(lock, deadline, isReady);
    m_sleeping = false;
    m_woken = false;
}

bool InputQueue::takeAll(std::vector<Submission>& taken) {
    taken.clear();
    const std::lock_guard lock(m_mutex);
    swapInto(taken);
    return !taken.empty() || !m_closed;
}

void InputQueue::wake() {
    {
        const std::lock_guard lock(m_mutex);
        m_woken = true;
    }
    m_ready.notify_one();
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
