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
    static constexpr std::size_t kMinPasswordCharacters = 8;
    static constexpr std::size_t kMaxPasswordBytes = 1024;
    /// The newest entries of the access log that are kept (a few more between two trims).
    static constexpr std::size_t kMaxAccessEntries = 100'000;
    static constexpr std::size_t kTrimEvery = 1000;

    /// Opens or creates the file with mode 0600.
    static Result<std::unique_ptr<Credentials>, Error> open(const std::filesystem::path& database);
    ~Credentials();

    bool hasPassword(UserId user) const;
    /// Slow on purpose (tens of ms); call from the password pool. Costs the same for an unknown
    /// user.
    bool verify(UserId user, std::string_view password) const;
    /// Durable when it returns. Refuses passwords outside the bounds above. As slow as verify().
    Result<Done, Error> setPassword(UserId user, std::string_view password);

    /// Never fails for the caller: on a full disk entries are lost rather than people locked out.
    void recordAccess(const api::AuditView& entry);
    /// Newest first; only entries earlier than `beforeTime`, unless that is zero.
    std::vector<api::AuditView> recentAccess(std::size_t limit, Timestamp beforeTime = {}) const;

private:
    struct State;
    explicit Credentials(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace openbell::store
