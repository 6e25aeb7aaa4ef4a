// The venue's users as the gateway thread knows them. Gateway thread.
#pragma once

#include "engine/api/events.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace openbell::gateway {

class UserDirectory {
public:
    void put(const api::UserDefined& user) {
        m_byName.try_emplace(std::string(user.name.view()), user.user);
        m_users[user.user] = user;
    }

    bool empty() const { return m_users.empty(); }

    const api::UserDefined* find(UserId user) const {
        const auto at = m_users.find(user);
        return at == m_users.end() ? nullptr : &at->second;
    }
    const api::UserDefined* find(std::string_view name) const {
        const auto at = m_byName.find(name);
        return at == m_byName.end() ? nullptr : find(at->second);
    }

private:
    std::map<UserId, api::UserDefined> m_users;
    std::map<std::string, UserId, std::less<>> m_byName; ///< names are unique and never change
};

} // namespace openbell::gateway
