// Makes guessing passwords slow: after failures, attempts have to wait. Kept per user name, known
// or not, so that spreading guesses over connections does not help. Gateway thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace openbell::gateway {

/// The wait of one connection or one user name. Times are steady nanoseconds.
class BackOff {
public:
    /// The first `free` failures cost nothing, the next ones 0.5 s, 1 s, 2 s, ... up to `limitNs`.
    constexpr BackOff(unsigned free, std::int64_t limitNs) : m_free(free), m_limitNs(limitNs) {}

    std::int64_t waitNs(std::int64_t now) const { return now < m_until ? m_until - now : 0; }
    void failed(std::int64_t now);
    void succeeded() { m_failures = 0; }
    unsigned failures() const { return m_failures; }
    std::int64_t until() const { return m_until; }

private:
    unsigned m_free;
    std::int64_t m_limitNs;
    unsigned m_failures = 0;
    std::int64_t m_until = 0;
};

class UserBackOff {
public:
    static constexpr std::size_t kCapacity = 4096;

    std::int64_t waitNs(std::string_view name, std::int64_t now) const;
    void failed(std::string_view name, std::int64_t now);
    void succeeded(std::string_view name);

private:
    void makeRoom(std::int64_t now);

    std::map<std::string, BackOff, std::less<>> m_users;
};

} // namespace openbell::gateway
