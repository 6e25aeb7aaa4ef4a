#include "engine/gateway/gateway_thread.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <pthread.h>

#include <chrono>
#include <memory>
#include <utility>

namespace openbell::gateway {
namespace {

struct Repeating {
    boost::asio::steady_timer timer;
    std::chrono::milliseconds period;
    std::function<void()> task;
};

void repeat(const std::shared_ptr<Repeating>& repeating) {
    repeating->timer.expires_after(repeating->period);
    repeating->timer.async_wait([repeating](const boost::system::error_code& error) {
        if (error)
            return;
        repeating->task();
        repeat(repeating);
    });
}

} // namespace

GatewayThread::GatewayThread() : m_work(boost::asio::make_work_guard(m_context)) {
    m_gate->thread = this;
}

GatewayThread::~GatewayThread() {
    stop();
    const std::lock_guard lock(m_gate->mutex);
    m_gate->thread = nullptr;
}

void GatewayThread::start() {
    m_thread = std::thread([this] { run(); });
    pthread_setname_np(m_thread.native_handle(), "gw");
}

void GatewayThread::run() {
    while (!m_context.stopped()) {
        if (m_waiting.empty())
            m_context.run_one(); // sleeps until something is ready
        for (int handled = 1; handled < kMaxBefore && m_context.poll_one() != 0; ++handled) {
        }
        if (const auto task = std::exchange(m_whenIdle, nullptr))
            task();
        endRound();
    }
}

void GatewayThread::endRound() {
    m_ending.swap(m_waiting);
    for (const auto& waiting : m_ending)
        waiting->roundEnded();
    m_ending.clear();
}

bool GatewayThread::whenIdle(std::function<void()> task) {
    if (m_whenIdle)
        return false;
    m_whenIdle = std::move(task);
    return true;
}

void GatewayThread::stop() {
    m_context.stop();
    if (m_thread.joinable())
        m_thread.join();
}

void GatewayThread::post(std::function<void()> task) {
    boost::asio::post(m_context, std::move(task));
}

std::function<void(std::function<void()>)> GatewayThread::poster() const {
    return [gate = m_gate](std::function<void()> task) {
        const std::lock_guard lock(gate->mutex);
        if (gate->thread != nullptr)
            gate->thread->post(std::move(task));
    };
}

void GatewayThread::every(int milliseconds, std::function<void()> task) {
    repeat(std::make_shared<Repeating>(Repeating{boost::asio::steady_timer(m_context),
                                                 std::chrono::milliseconds(milliseconds),
                                                 std::move(task)}));
}

} // namespace openbell::gateway
