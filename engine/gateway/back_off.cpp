#include "engine/gateway/back_off.h"

#include <algorithm>

namespace openbell::gateway {
namespace {

constexpr std::int64_t kFirstWaitNs = 500'000'000;
constexpr unsigned kFreeFailuresOfUser = 5;
// Short, because strangers who guess must not be able to lock the user out.
constexpr std::int64_t kLongestWaitOfUserNs = 5'000'000'000;
constexpr std::size_t kLongestName = 64;

} // namespace

void BackOff::failed(std::int64_t now) {
    ++m_failures;
    if (m_failures <= m_free)
        return;
    const unsigned doublings = std::min(m_failures - m_free - 1, 20U);
    m_until = now + std::min(kFirstWaitNs << doublings, m_limitNs);
}

std::int64_t UserBackOff::waitNs(std::string_view name, std::int64_t now) const {
    const auto at = m_users.find(name.substr(0, kLongestName));
    return at == m_users.end() ? 0 : at->second.waitNs(now);
}

void UserBackOff::failed(std::string_view name, std::int64_t now) {
    if (m_users.size() >= kCapacity)
        makeRoom(now);
    const auto at = m_users.try_emplace(std::string(name.substr(0, kLongestName)),
                                        kFreeFailuresOfUser, kLongestWaitOfUserNs);
    at.first->second.failed(now);
}

void UserBackOff::succeeded(std::string_view name) {
    const auto at = m_users.find(name.substr(0, kLongestName));
    if (at != m_users.end())
        m_users.erase(at);
}

void UserBackOff::makeRoom(std::int64_t now) {
    std::erase_if(m_users, [now](const auto& entry) { return entry.second.until() <= now; });
    if (m_users.size() >= kCapacity)
        m_users.erase(m_users.begin());
}

} // namespace openbell::gateway
