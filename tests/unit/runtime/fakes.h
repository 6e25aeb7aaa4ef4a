// Stand-ins for the runtime's tests: a consumer that remembers, a log that waits and fails on
// command. Waiting is on conditions, with a limit only a broken build reaches.
#pragma once

#include "engine/journal/log.h"
#include "engine/runtime/engine.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace openbell::runtime::test {

inline constexpr std::chrono::seconds kPatience{30};

/// Remembers what was published, in order.
class RecordingConsumer final : public BatchConsumer {
public:
    struct Published {
        Sequence first;
        Sequence last;
        std::vector<Origin> origins;
        std::size_t audited = 0;
        std::size_t events = 0;
        std::thread::id thread;
    };

    void onRecovered(const api::EventBuffer& state, Sequence sequence) override {
        const std::lock_guard lock(m_mutex);
        m_recovered = sequence;
        m_describedEvents = state.count();
        m_changed.notify_all();
    }
    void onBatch(const PublishedBatch& batch) override {
        const std::lock_guard lock(m_mutex);
        m_batches.push_back(
            {batch.first, batch.last, batch.origins, batch.audited.size(), batch.events.count(),
             std::this_thread::get_id()});
        m_changed.notify_all();
    }
    void onStatus(const EngineStatus& status) override {
        const std::lock_guard lock(m_mutex);
        m_statuses.push_back(status);
        m_changed.notify_all();
    }
    void onTick() override {
        const std::lock_guard lock(m_mutex);
        ++m_ticks;
        m_changed.notify_all();
    }

    /// False when it did not come true within the limit.
    template<class Condition>
    bool waitFor(Condition&& condition) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, kPatience, [&] { return condition(*this); });
    }
    bool waitForPhase(api::VenuePhase phase) {
        return waitFor([phase](const RecordingConsumer& seen) { return seen.sawPhase(phase); });
    }
    /// Waits until everything up to `sequence` was published.
    bool waitForSequence(Sequence sequence) {
        return waitFor(
            [sequence](const RecordingConsumer& seen) { return seen.lastPublished() >= sequence; });
    }

    template<class F>
    auto with(F&& f) {
        const std::lock_guard lock(m_mutex);
        return f(*this);
    }

    bool sawPhase(api::VenuePhase phase) const {
        return std::any_of(m_statuses.begin(), m_statuses.end(),
                           [phase](const EngineStatus& s) { return s.phase == phase; });
    }
    Sequence lastPublished() const {
        return m_batches.empty() ? Sequence() : m_batches.back().last;
    }

    std::vector<Published> m_batches;
    std::vector<EngineStatus> m_statuses;
    std::optional<Sequence> m_recovered;
    std::size_t m_describedEvents = 0;
    std::size_t m_ticks = 0;

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
};

/// Steers a ScriptedLog from the test's thread.
class LogScript {
public:
    /// Appends wait while it lives. A check that fails meanwhile cannot leave the log held, and
    /// with it the engine that is to stop.
    class Hold {
    public:
        explicit Hold(LogScript& script) : m_script(&script) { m_script->setHeld(true); }
        ~Hold() { release(); }
        Hold(const Hold&) = delete;
        Hold& operator=(const Hold&) = delete;
        void release() {
            if (m_script != nullptr)
                m_script->setHeld(false);
            m_script = nullptr;
        }

    private:
        LogScript* m_script;
    };
    [[nodiscard]] Hold hold() { return Hold(*this); }
    /// Every append fails so from now on; nothing: they succeed.
    void failWith(std::optional<journal::LogError> error) {
        const std::lock_guard lock(m_mutex);
        m_failure = error;
    }
    /// Waits until so many appends have been asked for.
    bool waitForAttempts(std::size_t count) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, kPatience, [&] { return m_attempts >= count; });
    }
    std::size_t attempts() {
        const std::lock_guard lock(m_mutex);
        return m_attempts;
    }

    /// For the log: what to do with this append.
    std::optional<journal::LogError> enter() {
        std::unique_lock lock(m_mutex);
        ++m_attempts;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return !m_held; });
        return m_failure;
    }

private:
    void setHeld(bool held) {
        const std::lock_guard lock(m_mutex);
        m_held = held;
        m_changed.notify_all();
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_held = false;
    std::size_t m_attempts = 0;
    std::optional<journal::LogError> m_failure;
};

/// Does what the script says, then what the log behind it does (nothing without one).
class ScriptedLog final : public journal::Log {
public:
    ScriptedLog(LogScript& script, std::unique_ptr<journal::Log> behind)
        : m_script(script)
        , m_behind(std::move(behind)) {}

    Result<Done, journal::LogFailure> append(const journal::LogBatch& batch) override {
        if (const auto failure = m_script.enter())
            return Unexpected{journal::LogFailure{*failure, "the test's disk refuses"}};
        if (m_behind)
            return m_behind->append(batch);
        m_durable = batch.last;
        return Done{};
    }
    Sequence durable() const override { return m_behind ? m_behind->durable() : m_durable; }
    Result<Done, journal::LogFailure> fence(std::uint64_t epoch) override {
        return m_behind ? m_behind->fence(epoch) : Result<Done, journal::LogFailure>(Done{});
    }

private:
    LogScript& m_script;
    std::unique_ptr<journal::Log> m_behind;
    Sequence m_durable;
};

} // namespace openbell::runtime::test
