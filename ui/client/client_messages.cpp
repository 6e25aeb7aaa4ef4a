// ExchangeClient's receiving half: frames to messages, and what each message means here.
#include "ui/client/exchange_client.h"

#include <utility>

namespace openbell::client {

namespace {
QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}
} // namespace

void ExchangeClient::drain() {
    if (m_draining || !m_transport)
        return;
    m_draining = true;
    std::vector<Frame> frames = std::exchange(m_inbox, {});
    frames.clear();
    m_transport->takeFrames(frames);
    const FrameTransport* from = m_transport.get();
    for (const Frame& frame : frames) {
        if (m_transport.get() != from)
            break; // a handler moved to another exchange
        if (!handleFrame(*frame)) {
            fail(tr("The exchange sent a message that this console does not understand. The "
                    "connection was closed; check that both have the same version."));
            break;
        }
    }
    m_dropped.clear();
    frames.clear();
    m_inbox = std::move(frames);
    m_draining = false;
}

bool ExchangeClient::handleFrame(const api::Bytes& bytes) {
    if (bytes.size() > api::kMaxResponseBytes)
        return false;
    const auto message = api::fromBinary<api::ServerMessage>(bytes);
    if (!message)
        return false;
    std::visit([this](const auto& received) { handle(received); }, *message);
    return true;
}

void ExchangeClient::handle(const api::Welcome& message) {
    m_welcome = message;
    if (message.protocolVersion != api::kProtocolVersion) {
        m_refused = true;
        fail(tr("This exchange speaks protocol version %1, this console version %2. Install the "
                "same release on both sides.")
                 .arg(message.protocolVersion)
                 .arg(api::kProtocolVersion));
        return;
    }
    setState(ConnectionState::VenueNotReady);
    m_pingTimer.start();
}

void ExchangeClient::handle(const api::VenueStatus& message) {
    m_venueStatus = message;
    if (m_lastSequence < message.sequence)
        m_lastSequence = message.sequence;
    Q_EMIT venueStatusChanged();
    signInIfReady();
}

void ExchangeClient::signInIfReady() {
    if (m_state != ConnectionState::VenueNotReady)
        return;
    // Users are known once the venue has recovered; a full disk or a failed journal still allows a
    // look.
    const api::VenuePhase phase = m_venueStatus.phase;
    if (phase == api::VenuePhase::Live || phase == api::VenuePhase::DiskFull ||
        (phase == api::VenuePhase::Failed && !m_venueStatus.sequence.isNone())) {
        setState(ConnectionState::SigningIn);
        send(api::SignIn{m_signIn.user.toStdString(), m_signIn.password.toStdString()});
    } else {
        setState(ConnectionState::VenueNotReady, text(m_venueStatus.text));
    }
}

void ExchangeClient::handle(const api::SignedIn& message) {
    m_identity = message;
    m_attempts = 0;
    for (auto& [handle, follower] : m_followers)
        subscribeOnWire(handle, follower);
    setState(ConnectionState::Online);
    Q_EMIT signedIn();
}

void ExchangeClient::handle(const api::SignInRefused& message) {
    m_refused = true;
    fail(text(message.text));
}

void ExchangeClient::handle(const api::CommandResult& message) {
    if (m_lastSequence < message.sequence)
        m_lastSequence = message.sequence;
    auto node = m_commands.extract(message.request.value());
    if (!node.empty())
        deliver(node.mapped(), CommandAnswer{message, false});
}

void ExchangeClient::handle(const api::QueryResult& message) {
    auto node = m_queries.extract(message.request.value());
    if (!node.empty() && node.mapped().context)
        node.mapped().handler(message);
}

void ExchangeClient::handle(const api::TopicUpdate& message) {
    const auto handleAt = m_handleOfWireId.find(message.subscription.value());
    if (handleAt == m_handleOfWireId.end())
        return; // ended here, the exchange has not heard of it yet
    const std::uint32_t handle = handleAt->second;
    Follower& follower = m_followers.at(handle);
    if (message.snapshot) {
        follower.hasSnapshot = true;
    } else if (!follower.hasSnapshot || message.from != follower.last) {
        m_handleOfWireId.erase(handleAt);
        send(api::Unsubscribe{SubscriptionId(follower.wireId)});
        subscribeOnWire(handle, follower);
        return;
    }
    follower.last = message.to;
    if (m_lastSequence < message.to)
        m_lastSequence = message.to;
    if (m_venueTime < message.time) {
        m_venueTime = message.time;
        m_sinceVenueTime.start();
    }
    follower.handler(message);
}

void ExchangeClient::handle(const api::SubscribeRefused& message) {
    const auto handleAt = m_handleOfWireId.find(message.subscription.value());
    if (handleAt == m_handleOfWireId.end())
        return;
    Follower& follower = m_followers.at(handleAt->second);
    follower.wireId = 0;
    m_handleOfWireId.erase(handleAt);
    if (follower.refused)
        follower.refused(message);
}

void ExchangeClient::handle(const api::Closing& message) {
    m_closeReason = text(message.text);
    m_refused = m_refused || (message.reason == api::RejectReason::NotPermitted);
}

void ExchangeClient::handle(const api::Pong& message) {
    m_pingWaits = false;
    const auto now = static_cast<std::uint64_t>(m_clock.nsecsElapsed());
    if (message.token <= now)
        m_roundTripMs = static_cast<double>(now - message.token) / 1e6;
}

Subscription ExchangeClient::subscribe(const api::Topic& topic, UpdateHandler handler,
                                       std::function<void(const api::SubscribeRefused&)> refused) {
    const std::uint32_t handle = m_nextHandle++;
    Follower& follower = m_followers[handle];
    follower.topic = topic;
    follower.handler = std::move(handler);
    follower.refused = std::move(refused);
    if (isOnline())
        subscribeOnWire(handle, follower);
    return Subscription(this, handle);
}

void ExchangeClient::subscribeOnWire(std::uint32_t handle, Follower& follower) {
    follower.wireId = m_nextWireId++;
    follower.hasSnapshot = false;
    m_handleOfWireId[follower.wireId] = handle;
    send(api::Subscribe{SubscriptionId(follower.wireId), follower.topic});
}

void ExchangeClient::unsubscribe(std::uint32_t handle) {
    auto node = m_followers.extract(handle);
    if (node.empty())
        return;
    if (node.mapped().wireId != 0) {
        m_handleOfWireId.erase(node.mapped().wireId);
        send(api::Unsubscribe{SubscriptionId(node.mapped().wireId)});
    }
    // Its handler may be what runs at this moment.
    if (m_draining)
        m_dropped.push_back(std::move(node.mapped()));
}

} // namespace openbell::client
