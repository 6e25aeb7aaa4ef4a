#include "engine/runtime/clock.h"

#include <chrono>

namespace openbell::runtime {

Timestamp SystemClock::now() {
    const auto sinceEpoch = std::chrono::system_clock::now().time_since_epoch();
    const Timestamp current(
        std::chrono::duration_cast<std::chrono::nanoseconds>(sinceEpoch).count());
    if (current > m_last)
        m_last = current;
    return m_last;
}

void ManualClock::set(Timestamp time) {
    std::int64_t current = m_now.load(std::memory_order_relaxed);
    while (time.value() > current &&
           !m_now.compare_exchange_weak(current, time.value(), std::memory_order_acq_rel))
        continue;
}

std::int64_t steadyNs() {
    const auto sinceStart = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(sinceStart).count();
}

} // namespace openbell::runtime
