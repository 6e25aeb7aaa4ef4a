#include "engine/gateway/work_queue.h"

#include <pthread.h>

#include <utility>

namespace openbell::gateway {

WorkQueue::WorkQueue(const char* name, unsigned threads, std::size_t capacity)
    : m_name(name)
    , m_threadCount(threads)
    , m_capacity(capacity) {}

WorkQueue::~WorkQueue() {
    stop(Rest::Drop);
}

void WorkQueue::start() {
    while (m_threads.size() < m_threadCount) {
        m_threads.emplace_back([this] { run(); });
        pthread_setname_np(m_threads.back().native_handle(), m_name);
    }
}

void WorkQueue::stop(Rest rest) {
    std::deque<std::function<void()>> dropped;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        if (rest == Rest::Drop)
            dropped.swap(m_tasks);
    }
    m_ready.notify_all();
    for (std::thread& thread : std::exchange(m_threads, {}))
        thread.join();
    if (rest == Rest::Run)
        runQueued();
}

bool WorkQueue::tryPost(std::function<void()> task) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping || m_tasks.size() >= m_capacity)
            return false;
        m_tasks.push_back(std::move(task));
    }
    m_ready.notify_one();
    return true;
}

void WorkQueue::runQueued() {
    for (;;) {
        std::function<void()> task;
        {
            const std::lock_guard lock(m_mutex);
            if (m_tasks.empty())
                return;
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        task();
    }
}

void WorkQueue::run() {
    for (;;) {
        std::function<void()> task;
        {
            std::unique_lock lock(m_mutex);
            m_ready.wait(lock, [this] { return m_stopping || !m_tasks.empty(); });
            if (m_tasks.empty())
                return;
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        task();
    }
}

} // namespace openbell::gateway
