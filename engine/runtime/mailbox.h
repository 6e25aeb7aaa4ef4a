// A queue between two engine threads: pushes never wait, the receiver takes everything at once.
// Unbounded by itself; each use names what bounds it.
#pragma once

#include "engine/runtime/spin.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

namespace openbell::runtime {

template<class T>
class Mailbox {
public:
    /// False, and nothing queued, after close().
    bool push(T item) {
        bool wake = false;
        {
            const std::lock_guard lock(m_mutex);
            if (m_closed)
                return false;
            m_items.push_back(std::move(item));
            m_hasItems.store(true, std::memory_order_release);
            wake = m_sleeping;
        }
        if (wake)
            m_ready.notify_one();
        return true;
    }

    /// True when nothing is queued. What was pushed before by the same thread counts.
    bool isEmpty() const { return !m_hasItems.load(std::memory_order_acquire); }

    /// Waits for items, for wake() or for the deadline, and takes nothing. For receivers that take
    /// with takeAll() while they have their stage's turn.
    void waitUntil(std::chrono::steady_clock::time_point deadline) {
        spinUntil([this] { return m_hasItems.load(std::memory_order_acquire); });
        std::unique_lock lock(m_mutex);
        m_sleeping = true;
        m_ready.wait_until(lock, deadline,
                           [this] { return !m_items.empty() || m_closed || m_woken; });
        m_sleeping = m_woken = false;
    }
    void wait() {
        spinUntil([this] { return m_hasItems.load(std::memory_order_acquire); });
        std::unique_lock lock(m_mutex);
        m_sleeping = true;
        m_ready.wait(lock, [this] { return !m_items.empty() || m_closed || m_woken; });
        m_sleeping = m_woken = false;
    }
    /// Swaps what there is into `taken`. False when closed and empty.
    bool takeAll(std::vector<T>& taken) {
        taken.clear();
        const std::lock_guard lock(m_mutex);
        taken.swap(m_items);
        m_hasItems.store(false, std::memory_order_relaxed);
        return !taken.empty() || !m_closed;
    }
    /// Ends a wait, now or the next one.
    void wake() {
        {
            const std::lock_guard lock(m_mutex);
            m_woken = true;
        }
        m_ready.notify_one();
    }

    /// Refuses pushes from now on; what is queued can still be taken.
    void close() {
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
        }
        m_ready.notify_one();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_ready;
    std::vector<T> m_items;
    bool m_sleeping = false;
    bool m_closed = false;
    bool m_woken = false;
    std::atomic<bool> m_hasItems{false}; ///< lets the receiver look without the lock
};

} // namespace openbell::runtime
