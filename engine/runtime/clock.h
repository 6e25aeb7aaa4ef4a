// Where business time comes from. Read by the engine thread, once per batch; a manual clock may be
// set from any thread.
#pragma once

#include "engine/runtime/engine.h"

#include <atomic>

namespace openbell::runtime {

/// The system's wall clock, made monotone: it never gives an earlier time than it gave before.
class SystemClock final : public Clock {
public:
    Timestamp now() override;

private:
    Timestamp m_last;
};

/// A clock that stands still until it is set; for tests, simulations and replays.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Timestamp start = Timestamp(0)) : m_now(start.value()) {}
    Timestamp now() override { return Timestamp(m_now.load(std::memory_order_acquire)); }

    /// Thread-safe. Moves forward only; an earlier time is ignored.
    void set(Timestamp time);
    void advance(Duration by) {
        set(Timestamp(m_now.load(std::memory_order_acquire) + by.value()));
    }

private:
    std::atomic<std::int64_t> m_now;
};

/// Nanoseconds of a clock that only measures durations and never enters a command.
std::int64_t steadyNs();

} // namespace openbell::runtime
