// The gateway's one thread: an event loop for sockets, timers and posted tasks.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace openbell::gateway {

/// Something that gathers what it sends while the thread handles what is ready, see atRoundEnd().
class RoundEnd {
public:
    virtual ~RoundEnd() = default;
    virtual void roundEnded() = 0;
};

class GatewayThread {
public:
    GatewayThread();
    ~GatewayThread(); ///< stops

    void start();
    /// Ends the loop after the running task and joins; queued tasks are not run. Idempotent.
    void stop();

    /// Runs a task on the thread, after the tasks posted before. Thread-safe, never blocks.
    void post(std::function<void()> task);
    /// Runs a task once what is ready now has been handled, at the latest after kMaxBefore
    /// handlers; on the thread only, one task at a time (a second call replaces nothing and returns
    /// false).
    bool whenIdle(std::function<void()> task);
    /// Calls roundEnded() once when what is ready now has been handled, after the task of
    /// whenIdle(), at the latest after kMaxBefore handlers; on the thread only. Bounded by its
    /// callers, who ask once at a time.
    void atRoundEnd(std::shared_ptr<RoundEnd> waiting) { m_waiting.push_back(std::move(waiting)); }
    /// Does so now; on the thread only, not within a roundEnded().
    void endRound();
    bool isThisThread() const { return m_thread.get_id() == std::this_thread::get_id(); }

    /// A post() that may outlive this object; then it drops the tasks.
    std::function<void(std::function<void()>)> poster() const;
    /// Calls `task` every `milliseconds` on the thread until it stops.
    void every(int milliseconds, std::function<void()> task);

    boost::asio::io_context& context() { return m_context; }

private:
    static constexpr int kMaxBefore = 16;

    void run();

    /// Shared with the posters.
    struct Gate {
        std::mutex mutex;
        GatewayThread* thread = nullptr; ///< null when it is gone
    };

    boost::asio::io_context m_context{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_work;
    std::thread m_thread;
    std::function<void()> m_whenIdle;                 ///< the thread's, as the next two
    std::vector<std::shared_ptr<RoundEnd>> m_waiting; ///< for the end of the round
    std::vector<std::shared_ptr<RoundEnd>> m_ending;
    std::shared_ptr<Gate> m_gate = std::make_shared<Gate>();
};

} // namespace openbell::gateway
