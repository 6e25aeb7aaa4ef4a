#include "engine/simulation/replay_driver.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <thread>

namespace openbell::simulation {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::int64_t quantumOf(Timestamp time) {
    return time.value() / ReplayDriver::kQuantumNs;
}

} // namespace

struct ReplayDriver::Parts {
    ReplayPlan plan;
    ReplayVenue venue;
    std::thread thread;

    // The driver's thread.
    std::unique_ptr<ReplayFollower> follower;
    std::unique_ptr<recording::RecordingSource> source;
    std::int64_t quantum = std::numeric_limits<std::int64_t>::min();
    std::uint64_t position = 0; ///< of the message being replayed

    mutable std::mutex mutex; ///< guards what follows
    std::condition_variable wake;
    std::unique_ptr<SessionClient> session;
    api::ReplayView view;
    ReplayFigures figures;
    std::uint64_t stepsAllowed = 0;
    bool rebase = true; ///< the pace starts anew from the next event
    bool stopping = false;
    SteadyClock::time_point paceStart;
    Timestamp paceTime;

    void run();
    Result<Done, Error> signIn();
    Result<Done, Error> replay();
    Result<Done, Error> replayEvent(const recording::RecordedEvent& event);
    Result<bool, Error> awaitTurn(Timestamp time);
    bool mustWait(Timestamp time, SteadyClock::time_point& until);
    void publish(Timestamp time, bool finished = false);
};

void ReplayDriver::Parts::run() {
    Result<Done, Error> result = signIn();
    if (result)
        result = replay();
    {
        const std::lock_guard lock(mutex);
        if (stopping)
            return;
    }
    if (venue.onEnded)
        venue.onEnded(result ? std::nullopt : std::optional(result.error()));
}

Result<Done, Error> ReplayDriver::Parts::signIn() {
    {
        const std::lock_guard lock(mutex);
        if (stopping)
            return Unexpected{Error{"interrupted"}};
        session = std::make_unique<SessionClient>(venue.connect, std::string(kReplayName));
    }
    if (auto signedIn = session->signIn(std::string(kReplayName), venue.password()); !signedIn)
        return signedIn;
    follower = std::make_unique<ReplayFollower>(*session, plan);
    auto opened = recording::openRecording(plan.file, plan.profile.info.format);
    if (!opened)
        return Unexpected{opened.error()};
    source = std::move(*opened);
    return Done{};
}

Result<Done, Error> ReplayDriver::Parts::replay() {
    const Timestamp replayed = venue.lastTime();
    if (replayed > plan.startTime())
        follower->catchUp();
    recording::RecordedEvent event;
    for (;;) {
        auto has = source->next(event);
        if (!has)
            return Unexpected{has.error()};
        if (!*has)
            break;
        if (follower->isCatchingUp() && quantumOf(event.time) > quantumOf(replayed))
            if (auto taken = follower->takeUp(); !taken)
                return taken;
        if (auto done = replayEvent(event); !done)
            return done;
    }
    if (auto flushed = follower->flush(); !flushed)
        return flushed;
    publish(event.time, true);
    return Done{};
}

Result<Done, Error> ReplayDriver::Parts::replayEvent(const recording::RecordedEvent& event) {
    if (!follower->isCatchingUp()) {
        if (source->position() != position) {
            position = source->position();
            auto turn = awaitTurn(event.time);
            if (!turn)
                return Unexpected{turn.error()};
            if (!*turn)
                return Unexpected{Error{"interrupted"}};
        }
        if (const std::int64_t current = quantumOf(event.time); current != quantum) {
            if (auto flushed = follower->flush(); !flushed)
                return flushed;
            quantum = current;
            venue.clock->set(event.time);
        }
    }
    if (auto followed = follower->follow(event); !followed)
        return followed;
    publish(event.time);
    return Done{};
}

/// Waits until the message of that time is due; false when the driver is to stop.
Result<bool, Error> ReplayDriver::Parts::awaitTurn(Timestamp time) {
    SteadyClock::time_point until;
    std::unique_lock lock(mutex);
    while (!stopping && mustWait(time, until)) {
        lock.unlock(); // what was submitted is to be seen while the replay stands still
        if (auto flushed = follower->flush(); !flushed)
            return Unexpected{flushed.error()};
        lock.lock();
        if (stopping || !mustWait(time, until))
            break;
        if (until == SteadyClock::time_point::max())
            wake.wait(lock);
        else
            wake.wait_until(lock, until);
    }
    return !stopping;
}

/// With the mutex held. `until`: when to look again, unless something changes.
bool ReplayDriver::Parts::mustWait(Timestamp time, SteadyClock::time_point& until) {
    if (view.paused) {
        rebase = true;
        until = SteadyClock::time_point::max();
        if (stepsAllowed == 0)
            return true;
        --stepsAllowed;
        return false;
    }
    if (view.speed == 0)
        return false;
    if (rebase) {
        rebase = false;
        paceStart = SteadyClock::now();
        paceTime = time;
    }
    const std::int64_t after = (time.value() - paceTime.value()) / view.speed;
    until = paceStart + std::chrono::nanoseconds(after);
    return SteadyClock::now() < until;
}

void ReplayDriver::Parts::publish(Timestamp time, bool finished) {
    const std::lock_guard lock(mutex);
    figures = follower->figures();
    view.position = source->position();
    view.time = time;
    view.executions = figures.executions;
    view.faithful = figures.faithful;
    view.finished = finished;
}

ReplayDriver::ReplayDriver(ReplayPlan plan, ReplayVenue venue, std::uint32_t speed)
    : m_parts(std::make_unique<Parts>()) {
    m_parts->plan = std::move(plan);
    m_parts->venue = std::move(venue);
    m_parts->view.source = m_parts->plan.profile.info.fileName;
    m_parts->view.total = m_parts->plan.profile.messages;
    m_parts->view.time = m_parts->plan.startTime();
    m_parts->view.speed = speed;
}

ReplayDriver::~ReplayDriver() {
    stop();
}

void ReplayDriver::start() {
    OPENBELL_ASSERT(!m_parts->thread.joinable());
    m_parts->thread = std::thread([parts = m_parts.get()] { parts->run(); });
}

void ReplayDriver::stop() {
    {
        const std::lock_guard lock(m_parts->mutex);
        m_parts->stopping = true;
        m_parts->wake.notify_all();
        if (m_parts->session)
            m_parts->session->interrupt();
    }
    join();
}

void ReplayDriver::join() {
    if (m_parts->thread.joinable())
        m_parts->thread.join();
}

void ReplayDriver::control(api::ReplayAction action, std::uint32_t speed) {
    const std::lock_guard lock(m_parts->mutex);
    api::ReplayView& view = m_parts->view;
    switch (action) {
    case api::ReplayAction::Play:
        view.paused = false;
        break;
    case api::ReplayAction::Pause:
        view.paused = true;
        m_parts->stepsAllowed = 0;
        break;
    case api::ReplayAction::Step:
        view.paused = true;
        ++m_parts->stepsAllowed;
        break;
    case api::ReplayAction::SetSpeed:
        view.speed = speed;
        break;
    }
    m_parts->rebase = true;
    m_parts->wake.notify_all();
}

api::ReplayView ReplayDriver::view() const {
    const std::lock_guard lock(m_parts->mutex);
    return m_parts->view;
}

ReplayFigures ReplayDriver::figures() const {
    const std::lock_guard lock(m_parts->mutex);
    return m_parts->figures;
}

} // namespace openbell::simulation
