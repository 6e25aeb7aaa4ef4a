#include "engine/gateway/authenticator.h"

#include <memory>
#include <utility>

namespace openbell::gateway {

void wipe(std::string& secret) {
    volatile char* bytes = secret.data();
    for (std::size_t i = 0; i < secret.size(); ++i)
        bytes[i] = 0;
    secret.clear();
}

Authenticator::Authenticator(WorkQueue& pool, PasswordChecks checks, Post post)
    : m_pool(pool)
    , m_checks(std::move(checks))
    , m_post(std::move(post)) {}

bool Authenticator::verify(UserId user, std::string password,
                           std::function<void(bool correct)> done) {
    return m_pool.tryPost(
        [this, user, secret = std::move(password), done = std::move(done)]() mutable {
            const bool correct = m_checks.verify(user, secret);
            wipe(secret);
            m_post([done = std::move(done), correct] { done(correct); });
        });
}

bool Authenticator::set(NewPassword request, std::function<void(SetOutcome, std::string)> done) {
    return m_pool.tryPost([this, request = std::move(request), done = std::move(done)]() mutable {
        SetOutcome outcome = SetOutcome::Done;
        std::string text;
        if (request.checkCurrent && !m_checks.verify(request.user, request.current)) {
            outcome = SetOutcome::WrongPassword;
        } else if (const auto kept = m_checks.set(request.user, request.wanted); !kept) {
            outcome = SetOutcome::Failed;
            text = kept.error().message;
        }
        wipe(request.current);
        wipe(request.wanted);
        m_post([done = std::move(done), outcome, text] { done(outcome, text); });
    });
}

} // namespace openbell::gateway
