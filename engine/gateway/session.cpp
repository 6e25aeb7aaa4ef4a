#include "engine/gateway/session.h"

#include "engine/api/text_codec.h"

#include <algorithm>
#include <utility>

namespace openbell::gateway {
namespace {

using api::RejectReason;

constexpr std::int64_t kHelloWithinNs = 10 * kNsPerSecond;
constexpr std::int64_t kSignInWithinNs = 60 * kNsPerSecond;
/// Strangers are sent little and may not make the venue keep more.
constexpr std::size_t kOutboxBytesOfStrangers = std::size_t{256} << 10U;
constexpr unsigned kFreeFailures = 2;
constexpr unsigned kMaxFailures = 10;
constexpr std::int64_t kLongestWaitNs = 30 * kNsPerSecond;
/// Denied requests are all logged; a session that makes more of them per second is ended.
constexpr unsigned kDenialsPerSecond = 50;

std::string inQuotes(std::string_view text) {
    constexpr std::size_t kShown = 64;
    return "\"" + std::string(text.substr(0, kShown)) + "\"";
}

} // namespace

std::string refusalText(RejectReason reason) {
    switch (reason) {
    case RejectReason::Busy:
        return "The venue has more commands waiting than it takes. Nothing was done; try again.";
    case RejectReason::RateLimited:
        return "This session sends commands faster than it may. Nothing was done; slow down.";
    case RejectReason::DiskFull:
        return "The venue's disk is full. Nothing was done and nothing is lost; the venue goes on "
               "when there is room.";
    case RejectReason::JournalFailed:
        return "The venue's journal failed and it takes no more commands. What was acknowledged is "
               "kept; the venue has to be restarted.";
    case RejectReason::NotReady:
        return "The venue is not taking commands now. Nothing was done; try again when it is live.";
    case RejectReason::NotPermitted:
        return "Your role does not allow this. Nothing was done; the refusal is in the audit log.";
    default:
        return {};
    }
}

Session::Session(runtime::SessionToken token, std::shared_ptr<Outbox> outbox,
                 SessionServices& services, Origin origin)
    : m_token(token)
    , m_outbox(std::move(outbox))
    , m_services(services)
    , m_origin(origin)
    , m_deadline(services.now() + kHelloWithinNs)
    , m_backOff(kFreeFailures, kLongestWaitNs)
    , m_commands(origin == Origin::Process ? 0 : services.options.commandsPerSecond, services.now())
    , m_denials(kDenialsPerSecond, services.now()) {
    m_outbox->setLimit(std::min(services.options.outboxBytes, kOutboxBytesOfStrangers));
}

// ---- life ----

void Session::onFrame(std::span<const std::uint8_t> frame, Encoding encoding) {
    if (m_state == State::Closed)
        return;
    if (m_state == State::Connected)
        m_outbox->setEncoding(encoding);
    if (frame.size() > api::kMaxRequestBytes)
        return malformed("a frame may have at most " + std::to_string(api::kMaxRequestBytes) +
                         " bytes");
    auto message = decodeFrame(frame, encoding);
    if (!message)
        return malformed("malformed frame: " + message.error().message);
    handle(*message, encoding);
}

void Session::onStatus(const api::VenueStatus& status) {
    if (m_state != State::Connected && m_state != State::Closed)
        m_outbox->send(status);
}

void Session::onUserChanged(const api::UserDefined& user) {
    if (m_state != State::SignedIn || user.user != m_principal.user)
        return;
    if (!user.enabled)
        close(RejectReason::NotPermitted, "Your user was disabled by an operator.");
    else if (user.role != m_principal.role || user.account != m_principal.account)
        close(RejectReason::NotPermitted,
              "Your rights were changed by an operator. Sign in again to go on with the new ones.");
}

void Session::onTimer(std::int64_t now) {
    // A recovery may take longer than people are given to sign in.
    if (m_state == State::Greeted && !canSignIn())
        m_deadline = now + kSignInWithinNs;
    if ((m_state == State::Connected || m_state == State::Greeted) && now >= m_deadline)
        close(RejectReason::NotSignedIn, m_state == State::Connected
                                             ? "No Hello arrived in time."
                                             : "Nobody signed in; connect again to do so.");
}

void Session::onClosed() {
    m_outbox->abandon();
    if (m_state == State::SignedIn) {
        m_services.accessLog.record(m_principal.user, m_principal.name, "SignedOut", {},
                                    RejectReason::None);
        m_services.engine.postToPublisher(
            [&hub = m_services.hub, token = m_token] { hub.close(token); });
    }
    m_state = State::Closed;
}

void Session::close(RejectReason reason, const std::string& text) {
    m_outbox->close(reason, text);
    onClosed();
}

void Session::malformed(const std::string& what) {
    close(RejectReason::Malformed, what);
}

void Session::answer(RequestId request, RejectReason reason, const std::string& text) {
    m_outbox->send(
        api::CommandResult{request, Sequence(), reason, text.empty() ? refusalText(reason) : text});
}

template<class F>
bool Session::toHub(F task) {
    if (!m_outbox->tryBeginWork())
        return false;
    m_services.engine.postToPublisher(
        [&hub = m_services.hub, outbox = m_outbox, task = std::move(task)] {
            task(hub);
            outbox->endWork();
        });
    return true;
}

void Session::handle(api::ClientMessage& message, Encoding encoding) {
    if (auto* ping = std::get_if<api::Ping>(&message); ping && m_state != State::Connected)
        return on(*ping);
    if (auto* hello = std::get_if<api::Hello>(&message))
        return m_state == State::Connected ? on(*hello, encoding) : malformed("a second Hello");
    if (m_state == State::Connected)
        return malformed("the first message must be Hello");
    if (auto* signIn = std::get_if<api::SignIn>(&message))
        return m_state == State::Greeted ? on(*signIn)
                                         : malformed("SignIn while signed in or signing in");
    if (m_state != State::SignedIn)
        return close(RejectReason::NotSignedIn, "Sign in first.");
    std::visit(
        [this](auto& request) {
            using M = std::remove_cvref_t<decltype(request)>;
            if constexpr (!std::is_same_v<M, api::Hello> && !std::is_same_v<M, api::SignIn>)
                on(request);
        },
        message);
}

// ---- greeting and sign-in ----

void Session::on(const api::Hello& hello, Encoding encoding) {
    m_outbox->setEncoding(encoding);
    if (hello.protocolVersion != api::kProtocolVersion)
        return malformed("protocol version " + std::to_string(hello.protocolVersion) +
                         " is not spoken here; this server speaks " +
                         std::to_string(api::kProtocolVersion));
    m_clientName = hello.clientName;
    m_state = State::Greeted;
    m_deadline = m_services.now() + kSignInWithinNs;
    m_outbox->send(api::Welcome{api::kProtocolVersion, m_services.options.serverVersion,
                                m_services.options.mode});
    m_outbox->send(m_services.status);
}

bool Session::canSignIn() const {
    return m_services.status.phase != api::VenuePhase::Starting &&
           m_services.status.phase != api::VenuePhase::Recovering;
}

void Session::on(api::SignIn& request) {
    if (!canSignIn()) {
        m_outbox->send(
            api::SignInRefused{"The venue is still starting. Sign in when its status is Live."});
        return;
    }
    if (m_services.users.empty()) {
        m_outbox->send(api::SignInRefused{
            "The venue could not start, so nobody can sign in. Its status says why."});
        return;
    }
    const std::int64_t now = m_services.now();
    const std::int64_t wait =
        std::max(m_backOff.waitNs(now), m_services.userBackOff.waitNs(request.user, now));
    if (wait > 0)
        return refuseEarlySignIn(request.user, wait);
    const api::UserDefined* const user = m_services.users.find(request.user);
    const UserId id = user == nullptr ? UserId() : user->user;
    const bool queued = m_services.authenticator.verify(
        id, std::move(request.password),
        [self = weak_from_this(), name = request.user, id](bool correct) {
            if (const auto session = self.lock())
                session->passwordChecked(name, id, correct);
        });
    if (!queued)
        return refuseSignIn(request.user,
                            "Too many people are signing in. Try again in a few seconds.");
    m_state = State::Checking;
}

void Session::passwordChecked(const std::string& name, UserId id, bool correct) {
    if (m_state != State::Checking)
        return;
    m_state = State::Greeted;
    const api::UserDefined* const user = m_services.users.find(id);
    if (!correct || user == nullptr) {
        m_backOff.failed(m_services.now());
        m_services.userBackOff.failed(name, m_services.now());
        refuseSignIn(name, "The user name or the password is wrong.");
        return;
    }
    if (!user->enabled)
        return refuseSignIn(name, "This user is disabled. Ask an operator to enable it.");
    m_services.userBackOff.succeeded(name);
    signIn(*user);
}

void Session::refuseSignIn(const std::string& name, const std::string& text) {
    m_services.refusedSignIns.record("user=" + inQuotes(name), m_services.now());
    answerRefused(text);
}

void Session::refuseEarlySignIn(const std::string& name, std::int64_t waitNs) {
    const std::int64_t now = m_services.now();
    if (now < m_earlyLoggedUntil) {
        m_services.refusedSignIns.count();
    } else {
        m_services.refusedSignIns.record("user=" + inQuotes(name), now);
        m_earlyLoggedUntil = now + waitNs;
    }
    answerRefused("Too many failed attempts. Wait " + std::to_string(waitNs / kNsPerSecond + 1) +
                  " s and try again.");
}

void Session::answerRefused(const std::string& text) {
    m_outbox->send(api::SignInRefused{text});
    if (++m_refusedSignIns >= kMaxFailures)
        close(RejectReason::RateLimited, "Too many failed attempts on this connection.");
}

void Session::signIn(const api::UserDefined& user) {
    m_state = State::SignedIn;
    m_outbox->setLimit(m_services.options.outboxBytes);
    m_principal = {user.user, std::string(user.name.view()), user.role, user.account};
    m_services.accessLog.record(user.user, m_principal.name, "SignedIn",
                                "client=" + inQuotes(m_clientName), RejectReason::None);
    m_services.engine.postToPublisher(
        [&hub = m_services.hub, token = m_token, outbox = m_outbox, principal = m_principal] {
            hub.open(token, outbox, principal);
        });
    m_number = m_services.nextSession();
    m_outbox->send(
        api::SignedIn{user.user, m_principal.name, user.role, user.account, m_number});
}

// ---- requests of somebody signed in ----

void Session::logDenied(const std::string& action, const std::string& details) {
    m_services.accessLog.record(m_principal.user, m_principal.name, action, details,
                                RejectReason::NotPermitted);
    if (!m_denials.tryTake(m_services.now()))
        close(RejectReason::RateLimited, "Too many requests that your role does not allow.");
}

void Session::on(const api::Submit& request) {
    if (!maySubmit(m_principal, request.command)) {
        answer(request.request, RejectReason::NotPermitted);
        return logDenied("DeniedCommand", api::toText(request.command));
    }
    if (!m_commands.tryTake(m_services.now()))
        return answer(request.request, RejectReason::RateLimited);
    const RejectReason reason =
        m_services.engine.trySubmit({m_token, request.request, m_principal.user, request.command,
                                     m_number});
    if (reason != RejectReason::None)
        answer(request.request, reason);
}

void Session::on(const api::Query& request) {
    const auto refuse = [&](RejectReason reason, const std::string& text) {
        api::QueryResult result;
        result.request = request.request;
        result.reason = reason;
        result.text = text;
        m_outbox->send(std::move(result));
    };
    if (!mayAsk(m_principal, request)) {
        refuse(RejectReason::NotPermitted, refusalText(RejectReason::NotPermitted));
        return logDenied("DeniedQuery", "kind=" + std::string(nameOf(request.kind)) +
                                            " account=" + std::to_string(request.account.value()));
    }
    constexpr const char* kTooMany = "Too many queries wait. Ask again when some are answered.";
    if (!isAboutThePast(request.kind)) {
        if (!toHub([token = m_token, request](Hub& hub) { hub.query(token, request); }))
            refuse(RejectReason::Busy, kTooMany);
        return;
    }
    if (!m_outbox->tryBeginWork())
        return refuse(RejectReason::Busy, kTooMany);
    if (!m_services.queries.ask(request, m_principal, m_outbox)) {
        m_outbox->endWork();
        refuse(RejectReason::Busy, kTooMany);
    }
}

void Session::on(const api::Subscribe& request) {
    if (!maySubscribe(m_principal, request.topic)) {
        m_outbox->send(api::SubscribeRefused{request.subscription, RejectReason::NotPermitted,
                                             refusalText(RejectReason::NotPermitted)});
        return logDenied("DeniedSubscription",
                         "topic=" + std::string(nameOf(request.topic.kind)) +
                             " account=" + std::to_string(request.topic.account.value()));
    }
    if (!toHub([token = m_token, request](Hub& hub) { hub.subscribe(token, request); }))
        m_outbox->send(api::SubscribeRefused{request.subscription, RejectReason::Busy,
                                             "Too many requests wait. Subscribe again later."});
}

void Session::on(const api::Unsubscribe& request) {
    const bool queued = toHub(
        [token = m_token, request](Hub& hub) { hub.unsubscribe(token, request.subscription); });
    // Forgetting it would leave a subscription that the client believes ended.
    if (!queued)
        close(RejectReason::Busy, "Too many requests wait. Connect again and send fewer at once.");
}

void Session::on(const api::ControlReplay& request) {
    if (!mayControlReplay(m_principal)) {
        answer(request.request, RejectReason::NotPermitted);
        return logDenied("DeniedControlReplay", std::string(nameOf(request.action)));
    }
    if (m_services.replay == nullptr)
        return answer(request.request, RejectReason::NotReady,
                      "This venue replays no recording, so there is nothing to control.");
    m_services.replay->control(request.action, request.speed);
    m_services.accessLog.record(m_principal.user, m_principal.name, "ControlReplay",
                                "action=" + std::string(nameOf(request.action)) +
                                    " speed=" + std::to_string(request.speed),
                                RejectReason::None);
    answer(request.request, RejectReason::None);
}

void Session::on(const api::Ping& ping) {
    m_outbox->send(api::Pong{ping.token});
}

} // namespace openbell::gateway
