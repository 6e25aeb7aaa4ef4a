// The table of connections. Gateway thread.
#pragma once

#include "engine/gateway/session.h"

#include <functional>
#include <map>

namespace openbell::gateway {

class Sessions {
public:
    static constexpr std::size_t kMaxSessions = 1000;
    /// Of those, from the network and not signed in.
    static constexpr std::size_t kMaxStrangers = 100;

    explicit Sessions(SessionServices& services) : m_services(services) {}

    /// A new connection; none (0) when there are too many, then the sink was told so.
    runtime::SessionToken open(std::unique_ptr<FrameSink> sink, Origin origin);
    void frame(runtime::SessionToken token, std::span<const std::uint8_t> frame, Encoding encoding);
    /// Closes a session for the transport's reasons.
    void close(runtime::SessionToken token, api::RejectReason reason, const std::string& text);
    /// The transport's connection is gone.
    void closed(runtime::SessionToken token);

    void onStatus(const api::VenueStatus& status);
    void onUserChanged(const api::UserDefined& user);
    void onTimer(std::int64_t now);
    void passwordChanged(UserId user, runtime::SessionToken except);
    /// Closes every session, takes no more, and calls `empty` when the last connection is gone.
    void closeAll(const std::string& text, std::function<void()> empty);
    std::size_t count() const { return m_sessions.size(); }

private:
    std::size_t strangers() const;

    SessionServices& m_services;
    runtime::SessionToken m_lastToken = 0;
    std::function<void()> m_empty; ///< set when stopping
    bool m_heldBack = false;       ///< live, but without a user
    std::map<runtime::SessionToken, std::shared_ptr<Session>> m_sessions;
};

} // namespace openbell::gateway
