// One connection's way into the venue, the same over loopback and WebSocket: greeting, sign-in,
// then requests, each checked against the entitlements. Gateway thread.
//
//   Connected --Hello--> Greeted --SignIn--> Checking --password right--> SignedIn
//                            ^------------ password wrong ----'
//   Whatever does not belong to the state it arrives in closes the connection.
#pragma once

#include "engine/gateway/back_off.h"
#include "engine/gateway/entitlements.h"
#include "engine/gateway/outbox.h"
#include "engine/gateway/session_services.h"
#include "engine/gateway/token_bucket.h"

#include <memory>
#include <span>
#include <string>

namespace openbell::gateway {

/// Where a connection comes from.
enum class Origin {
    Network,
    Process, ///< the process that hosts the venue: its console, agents, replay
};

class Session : public std::enable_shared_from_this<Session> {
public:
    Session(runtime::SessionToken token, std::shared_ptr<Outbox> outbox, SessionServices& services,
            Origin origin);

    void onFrame(std::span<const std::uint8_t> frame, Encoding encoding);
    void onStatus(const api::VenueStatus& status);
    /// Ends the session when its user lost or changed rights.
    void onUserChanged(const api::UserDefined& user);
    /// Ends sessions that never introduce themselves or never sign in.
    void onTimer(std::int64_t now);
    /// The connection is gone, whoever closed it.
    void onClosed();

    void close(api::RejectReason reason, const std::string& text);
    runtime::SessionToken token() const { return m_token; }
    /// A connection from the network that nobody has signed in on yet.
    bool isStranger() const {
        return m_origin == Origin::Network && m_state != State::SignedIn &&
               m_state != State::Closed;
    }
    bool signedIn() const { return m_state == State::SignedIn; }
    const Principal& principal() const { return m_principal; }

private:
    enum class State { Connected, Greeted, Checking, SignedIn, Closed };

    void handle(api::ClientMessage& message, Encoding encoding);
    void on(const api::Hello& hello, Encoding encoding);
    void on(api::SignIn& request);
    void on(const api::Submit& request);
    void on(const api::Query& request);
    void on(const api::Subscribe& request);
    void on(const api::Unsubscribe& request);
    void on(api::SetPassword& request);
    void on(const api::ControlReplay& request);
    void on(const api::Ping& ping);

    void passwordChecked(const std::string& name, UserId user, bool correct);
    void passwordSet(RequestId request, Authenticator::SetOutcome outcome, const std::string& text);
    /// False while the venue starts or recovers.
    bool canSignIn() const;
    void refuseSignIn(const std::string& name, const std::string& text);
    /// Refuses an attempt that came too early, `waitNs` before the next one counts.
    void refuseEarlySignIn(const std::string& name, std::int64_t waitNs);
    /// Answers, and ends the session when it has failed too often.
    void answerRefused(const std::string& text);
    void signIn(const api::UserDefined& user);
    /// Logs a request that the entitlements refuse.
    void logDenied(const std::string& action, const std::string& details);
    void malformed(const std::string& what);
    void answer(RequestId request, api::RejectReason reason, const std::string& text = {});
    /// Runs a task on the publisher thread; false when too many of this session wait there.
    template<class F>
    bool toHub(F task);

    runtime::SessionToken m_token;
    std::shared_ptr<Outbox> m_outbox;
    SessionServices& m_services;
    Origin m_origin;
    State m_state = State::Connected;
    std::int64_t m_deadline; ///< for the Hello, then for the sign-in
    std::string m_clientName;
    Principal m_principal;
    SessionId m_number; ///< once signed in
    BackOff m_backOff;
    unsigned m_refusedSignIns = 0;
    std::int64_t m_earlyLoggedUntil = 0; ///< early attempts up to here are in the log
    TokenBucket m_commands;
    TokenBucket m_denials;
};

} // namespace openbell::gateway
