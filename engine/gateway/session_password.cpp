// SetPassword of a session.
#include "engine/gateway/session.h"

#include <utility>

namespace openbell::gateway {
namespace {

using api::RejectReason;

constexpr std::size_t kShortestPassword = 8;
constexpr std::size_t kLongestPassword = 1024;

std::string userDetail(UserId user) { return "user=" + std::to_string(user.value()); }

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
    const bool queued = m_services.authenticator.set(
        {request.user, std::move(request.currentPassword), own, std::move(request.newPassword)},
        [self = weak_from_this(), id = request.request,
         user = request.user](Authenticator::SetOutcome outcome, const std::string& text) {
            if (const auto session = self.lock())
                session->passwordSet(id, user, outcome, text);
        });
    if (!queued)
        answer(request.request, RejectReason::Busy,
               "Too many passwords are being checked. Try again in a few seconds.");
}

void Session::passwordSet(RequestId request, UserId user, Authenticator::SetOutcome outcome,
                          const std::string& text) {
    switch (outcome) {
    case Authenticator::SetOutcome::Done:
        m_services.accessLog.record(m_principal.user, m_principal.name, "PasswordSet",
                                    userDetail(user), RejectReason::None);
        m_services.passwordChanged(user, m_token);
        return answer(request, RejectReason::None);
    case Authenticator::SetOutcome::WrongPassword:
        m_backOff.failed(m_services.now());
        answer(request, RejectReason::NotPermitted,
               "The current password is wrong. The password was not changed.");
        return logDenied("DeniedSetPassword", userDetail(user));
    case Authenticator::SetOutcome::Failed:
        return answer(request, RejectReason::NotReady,
                      text + " The password was not changed; try again.");
    }
}

} // namespace openbell::gateway
