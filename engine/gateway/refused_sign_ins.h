// Refused sign-ins in the access log. Strangers cause them, so only so many are written one by one;
// the others are counted, and the count is an entry of its own. Gateway thread.
#pragma once

#include "engine/gateway/access_log.h"
#include "engine/gateway/token_bucket.h"

#include <cstdint>
#include <string>
#include <utility>

namespace openbell::gateway {

class RefusedSignIns {
public:
    /// Of all connections together.
    static constexpr unsigned kEntriesPerSecond = 50;

    RefusedSignIns(AccessLog& log, std::int64_t now) : m_log(log), m_entries(kEntriesPerSecond, now) {}

    void record(std::string details, std::int64_t now) {
        if (!m_entries.tryTake(now))
            return count();
        write(std::move(details));
    }
    /// One more that has no entry of its own.
    void count() { ++m_notWritten; }
    /// Writes the count, if there is one; called once a second.
    void onTimer() {
        if (m_notWritten > 0)
            write("more=" + std::to_string(std::exchange(m_notWritten, 0)));
    }

private:
    void write(std::string details) {
        m_log.record(UserId(), {}, "SignInRefused", std::move(details),
                     api::RejectReason::NotPermitted);
    }

    AccessLog& m_log;
    TokenBucket m_entries;
    std::uint64_t m_notWritten = 0;
};

} // namespace openbell::gateway
