// SetPassword of a session.
#include "engine/gateway/session.h"

#include <utility>

namespace openbell::gateway {
namespace {

using api::RejectReason;

constexpr std::size_t kShortestPassword = 8;
constexpr std::size_t kLongestPassword = 1024;

std::string userDetail(UserId user) {
    return "user=" + std::to_string(user.value());
}

void logOutcome(SessionServices& services, const Principal& actor, UserId user,
                Authenticator::SetOutcome outcome) {
    switch (outcome) {
    case Authenticator::SetOutcome::Done:
        return services.accessLog.record(actor.user, actor.name, "PasswordSet", userDetail(user),
                                         RejectReason::None);
    case Authenticator::SetOutcome::WrongPassword:
        return services.accessLog.record(actor.user, actor.name, "DeniedSetPassword",
                                         userDetail(user), RejectReason::NotPermitted);
    case Authenticator::SetOutcome::Failed:
        return;
    }
}

} // namespace

void Session::on(api::SetPassword& request) {
    const bool own = request.user == m_principal.user;
    if (!own && !maySetPasswordOfOthers(m_principal)) {
        answer(request.request, RejectReason::NotPermitted);
        return logDenied("DeniedSetPassword", userDetail(request.user));
    }
    if (m_services.users.find(request.user) == nullptr)
        return answer(request.request, RejectReason::UnknownUser, "There is no such user.");
    if (request.newPassword.size() < kShortestPassword ||
        request.newPassword.size() > kLongestPassword)
        return answer(request.request, RejectReason::InvalidDefinition,
                      "A password has 8 to 1024 bytes. The old one still counts.");
    if (own && m_backOff.waitNs(m_services.now()) > 0)
        return answer(request.request, RejectReason::RateLimited,
                      "Too many failed attempts. Wait half a minute and try again.");
    // A change counts, is logged and ends the sessions under the old password even when the one that
    // asked is gone by then; only the answer needs it.
    const bool queued = m_services.authenticator.set(
        {request.user, std::move(request.currentPassword), own, std::move(request.newPassword)},
        [&services = m_services, self = weak_from_this(), token = m_token, actor = m_principal,
         id = request.request,
         user = request.user](Authenticator::SetOutcome outcome, const std::string& text) {
            logOutcome(services, actor, user, outcome);
            if (outcome == Authenticator::SetOutcome::Done)
                services.passwordChanged(user, token);
            if (const auto session = self.lock())
                session->passwordSet(id, outcome, text);
        });
    if (!queued)
        answer(request.request, RejectReason::Busy,
               "Too many passwords are being checked. Try again in a few seconds.");
}

void Session::passwordSet(RequestId request, Authenticator::SetOutcome outcome,
                          const std::string& text) {
    switch (outcome) {
    case Authenticator::SetOutcome::Done:
        return answer(request, RejectReason::None);
    case Authenticator::SetOutcome::WrongPassword:
        m_backOff.failed(m_services.now());
        return answer(request, RejectReason::NotPermitted,
                      "The current password is wrong. The password was not changed.");
    case Authenticator::SetOutcome::Failed:
        return answer(request, RejectReason::NotReady,
                      text + " The password was not changed; try again.");
    }
}

} // namespace openbell::gateway
