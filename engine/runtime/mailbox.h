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

    /// Waits for items and swaps them into `taken`. False when closed and empty.
    bool take(std::vector<T>& taken) {
        taken.clear();
        spinUntil([this] { return m_hasItems.load(std::memory_order_acquire); });
        std::unique_lock lock(m_mutex);
        m_sleeping = true;
        m_ready.wait(lock, [this] { return !m_items.empty() || m_closed; });
        return swapInto(taken);
    }

    /// The same with a limit to the waiting: at `deadline` it returns true with nothing taken.
    bool takeUntil(std::vector<T>& taken, std::chrono::steady_clock::time_point deadline) {
        taken.clear();
        spinUntil([this] { return m_hasItems.load(std::memory_order_acquire); });
        std::unique_lock lock(m_mutex);
        m_sleeping = true;
        m_ready.wait_until(lock, deadline, [this] { return !m_items.empty() || m_closed; });
        const bool got = swapInto(taken);
        return got || !m_closed;
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
    bool swapInto(std::vector<T>& taken) {
        m_sleeping = false;
        taken.swap(m_items);
        m_hasItems.store(false, std::memory_order_relaxed);
        return !taken.empty();
    }

    std::mutex m_mutex;
    std::condition_variable m_ready;
    std::vector<T> m_items;
    bool m_sleeping = false;
    bool m_closed = false;
    std::atomic<bool> m_hasItems{false}; ///< lets the receiver look without the lock
};

} // namespace openbell::runtime
