// A few microseconds of watching before a thread goes to sleep: under load the next batch usually
// arrives sooner than a wake-up would take; an idle thread costs nothing after that.
#pragma once

#include <thread>

namespace openbell::runtime {

/// Checks `ready` a bounded number of times; returns whether it came true.
template<class Condition>
bool spinUntil(Condition&& ready) {
    constexpr int kPauses = 200;
    constexpr int kYields = 4;
    for (int i = 0; i < kPauses; ++i) {
        if (ready())
            return true;
#if defined(__x86_64__)
        __builtin_ia32_pause();
#endif
    }
    for (int i = 0; i < kYields; ++i) {
        if (ready())
            return true;
        std::this_thread::yield();
    }
    return ready();
}

} // namespace openbell::runtime
