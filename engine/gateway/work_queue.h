// A bounded queue of tasks with its own threads: password hashing, queries, the access log.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace openbell::gateway {

class WorkQueue {
public:
    /// With no threads, tasks run only when runQueued() is called (tests).
    WorkQueue(const char* name, unsigned threads, std::size_t capacity);
    ~WorkQueue(); ///< stops without running what is queued

    WorkQueue(const WorkQueue&) = delete;
    WorkQueue& operator=(const WorkQueue&) = delete;

    void start();

    enum class Rest { Run, Drop };
    /// Takes no more tasks, runs or drops the queued ones, joins. Idempotent.
    void stop(Rest rest);

    /// False when the queue is full or stopped; then nothing was queued. Thread-safe.
    bool tryPost(std::function<void()> task);

    /// Runs the queued tasks on the calling thread.
    void runQueued();

private:
    void run();

    const char* m_name;
    unsigned m_threadCount;
    std::size_t m_capacity;
    std::mutex m_mutex;
    std::condition_variable m_ready;
    std::deque<std::function<void()>> m_tasks;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace openbell::gateway
