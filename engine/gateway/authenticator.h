// Checks and sets passwords on a small pool, because Argon2id is slow on purpose. Answers come back
// on the gateway thread.
#pragma once

#include "engine/base/ids.h"
#include "engine/base/result.h"
#include "engine/gateway/work_queue.h"

#include <functional>
#include <string>
#include <string_view>

namespace openbell::gateway {

struct PasswordChecks {
    /// Must cost the same for an unknown user (none).
    std::function<bool(UserId, std::string_view)> verify;
    std::function<Result<Done, Error>(UserId, std::string_view)> set;
};

class Authenticator {
public:
    using Post = std::function<void(std::function<void()>)>;

    /// `post` queues a task to the gateway thread.
    Authenticator(WorkQueue& pool, PasswordChecks checks, Post post);

    /// False, and `done` is never called, when too many wait already.
    bool verify(UserId user, std::string password, std::function<void(bool correct)> done);

    enum class SetOutcome { Done, WrongPassword, Failed };
    struct NewPassword {
        UserId user;
        std::string current; ///< checked first when `checkCurrent`
        bool checkCurrent = true;
        std::string wanted;
    };
    /// `done` gets the outcome and, when it failed, why.
    bool set(NewPassword request, std::function<void(SetOutcome, std::string)> done);

private:
    WorkQueue& m_pool;
    PasswordChecks m_checks;
    Post m_post;
};

/// Overwrites a password's bytes before its memory is given back.
void wipe(std::string& secret);

} // namespace openbell::gateway
