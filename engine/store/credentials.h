// Password verifiers (Argon2id) of the venue's users, in a file of their own readable by the owner
// only, so that they never enter the journal. And the access log: sign-ins, refusals, denials.
#pragma once

#include "engine/api/views.h"
#include "engine/base/result.h"

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

namespace openbell::store {

/// Thread-safe.
class Credentials {
public:
    static Result<std::unique_ptr<Credentials>, Error> open(const std::filesystem::path& database);
    ~Credentials();

    bool hasPassword(UserId user) const;
    /// Slow on purpose (tens of ms); call from the password pool. Costs the same for an unknown user.
    bool verify(UserId user, std::string_view password) const;
    Result<Done, Error> setPassword(UserId user, std::string_view password);

    void recordAccess(const api::AuditView& entry);
    std::vector<api::AuditView> recentAccess(std::size_t limit) const;

private:
    struct State;
    explicit Credentials(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace openbell::store
