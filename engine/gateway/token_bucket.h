// A rate limit: so many per second on average, one second's worth at once. Gateway thread.
#pragma once

#include <algorithm>
#include <cstdint>

namespace openbell::gateway {

class TokenBucket {
public:
    /// perSecond 0: no limit. Times are steady nanoseconds.
    TokenBucket(unsigned perSecond, std::int64_t now)
        : m_costNs(perSecond == 0 ? 0 : kSecondNs / perSecond)
        , m_paidUntil(now - kSecondNs) {}

    bool tryTake(std::int64_t now) {
        if (m_costNs == 0)
            return true;
        const std::int64_t start = std::max(m_paidUntil, now - kSecondNs);
        if (start + m_costNs > now)
            return false;
        m_paidUntil = start + m_costNs;
        return true;
    }

private:
    static constexpr std::int64_t kSecondNs = 1'000'000'000;

    std::int64_t m_costNs;
    std::int64_t m_paidUntil;
};

} // namespace openbell::gateway
