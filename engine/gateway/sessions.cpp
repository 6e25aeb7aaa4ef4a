#include "engine/gateway/sessions.h"

#include <algorithm>
#include <utility>

namespace openbell::gateway {

runtime::SessionToken Sessions::open(std::unique_ptr<FrameSink> sink, Origin origin) {
    auto outbox = std::make_shared<Outbox>(std::move(sink), m_services.options.outboxBytes);
    if (m_sessions.size() >= kMaxSessions ||
        (origin == Origin::Network && strangers() >= kMaxStrangers)) {
        outbox->close(api::RejectReason::Busy, "Too many connections. Try again later.");
        return 0;
    }
    if (m_empty) {
        outbox->close(api::RejectReason::None, "The venue is stopping.");
        return 0;
    }
    const runtime::SessionToken token = ++m_lastToken;
    m_sessions.emplace(token,
                       std::make_shared<Session>(token, std::move(outbox), m_services, origin));
    return token;
}

std::size_t Sessions::strangers() const {
    return static_cast<std::size_t>(
        std::count_if(m_sessions.begin(), m_sessions.end(),
                      [](const auto& entry) { return entry.second->isStranger(); }));
}

void Sessions::frame(runtime::SessionToken token, std::span<const std::uint8_t> frame,
                     Encoding encoding) {
    const auto at = m_sessions.find(token);
    if (at == m_sessions.end())
        return;
    // Kept alive here: a message may end the session that it is for.
    const std::shared_ptr<Session> session = at->second;
    session->onFrame(frame, encoding);
}

void Sessions::close(runtime::SessionToken token, api::RejectReason reason,
                     const std::string& text) {
    const auto at = m_sessions.find(token);
    if (at != m_sessions.end())
        at->second->close(reason, text);
}

void Sessions::closed(runtime::SessionToken token) {
    const auto at = m_sessions.find(token);
    if (at == m_sessions.end())
        return;
    at->second->onClosed();
    m_sessions.erase(at);
    if (m_empty && m_sessions.empty())
        m_empty();
}

void Sessions::onStatus(const api::VenueStatus& status) {
    m_services.status = status;
    // A new venue creates its first user right after it went live; until then nobody could sign in.
    m_heldBack = status.phase == api::VenuePhase::Live && m_services.users.empty();
    if (m_heldBack)
        m_services.status.phase = api::VenuePhase::Starting;
    for (const auto& [token, session] : m_sessions)
        session->onStatus(m_services.status);
}

void Sessions::onUserChanged(const api::UserDefined& user) {
    m_services.users.put(user);
    if (m_heldBack) {
        api::VenueStatus live = m_services.status;
        live.phase = api::VenuePhase::Live;
        onStatus(live);
    }
    for (const auto& [token, session] : m_sessions)
        session->onUserChanged(user);
}

void Sessions::onTimer(std::int64_t now) {
    m_services.refusedSignIns.onTimer();
    for (const auto& [token, session] : m_sessions)
        session->onTimer(now);
}

void Sessions::passwordChanged(UserId user, runtime::SessionToken except) {
    for (const auto& [token, session] : m_sessions)
        if (token != except && session->signedIn() && session->principal().user == user)
            session->close(api::RejectReason::NotPermitted,
                           "Your password was changed. Sign in again with the new one.");
}

void Sessions::closeAll(const std::string& text, std::function<void()> empty) {
    m_empty = std::move(empty);
    for (const auto& [token, session] : m_sessions)
        session->close(api::RejectReason::None, text);
    if (m_sessions.empty())
        m_empty();
}

} // namespace openbell::gateway
