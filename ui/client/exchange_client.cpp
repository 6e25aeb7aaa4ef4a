#include "ui/client/exchange_client.h"

#include <QDateTime>
#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace openbell::client {

namespace {
constexpr int kPingMs = 2000;
constexpr int kFirstRetryMs = 250;
constexpr int kLastRetryMs = 5000;

/// Doubles from attempt to attempt, with a fifth of jitter so that many consoles do not come back
/// at the same moment.
int retryDelayMs(int attempts) {
    const int base = std::min(kLastRetryMs, kFirstRetryMs << std::min(attempts, 8));
    return base + QRandomGenerator::global()->bounded(base / 5);
}
} // namespace

ExchangeClient::ExchangeClient(QObject* parent) : QObject(parent) {
    m_clock.start();
    m_frameTimer.setTimerType(Qt::PreciseTimer);
    m_frameTimer.setInterval(kFrameMs);
    connect(&m_frameTimer, &QTimer::timeout, this, &ExchangeClient::onFrameTimer);
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &ExchangeClient::startAttempt);
    m_pingTimer.setInterval(kPingMs);
    connect(&m_pingTimer, &QTimer::timeout, this, [this] {
        m_pingWaits = true;
        send(api::Ping{static_cast<std::uint64_t>(m_clock.nsecsElapsed())});
    });
    m_frameTimer.start();
}

ExchangeClient::~ExchangeClient() {
    if (m_transport) {
        m_transport->disconnect(this);
        m_transport->close();
    }
}

void ExchangeClient::connectTo(std::unique_ptr<FrameTransport> transport, SignInData signIn) {
    leave();
    m_transport = std::move(transport);
    m_signIn = std::move(signIn);
    m_attempts = 0;
    m_welcome = {};
    m_lastSequence = {};
    m_venueTime = {};
    m_sinceVenueTime.invalidate();
    Q_EMIT exchangeChanged();
    connect(m_transport.get(), &FrameTransport::opened, this, &ExchangeClient::onOpened);
    connect(m_transport.get(), &FrameTransport::closed, this, &ExchangeClient::onClosed);
    connect(m_transport.get(), &FrameTransport::framesReady, this, &ExchangeClient::onFramesReady);
    startAttempt();
}

void ExchangeClient::leave() {
    m_retryTimer.stop();
    m_pingTimer.stop();
    if (m_transport) {
        m_transport->disconnect(this);
        m_transport->close();
        m_transport.release()->deleteLater(); // it may be the sender of what led here
    }
    for (auto& [handle, follower] : m_followers)
        follower.wireId = 0;
    m_handleOfWireId.clear();
    m_refused = false;
    m_closeReason.clear();
    m_identity = {};
    m_venueStatus = {};
    setState(ConnectionState::Offline);
    loseAnswers();
}

void ExchangeClient::retryNow() {
    if (!m_transport)
        return;
    if (m_state == ConnectionState::WaitingToRetry || m_state == ConnectionState::Refused)
        startAttempt();
}

int ExchangeClient::msToRetry() const {
    return m_retryTimer.isActive() ? m_retryTimer.remainingTime() : 0;
}

Timestamp ExchangeClient::venueTime() const {
    if (!m_sinceVenueTime.isValid())
        return Timestamp(QDateTime::currentMSecsSinceEpoch() * kNsPerMs);
    return m_venueTime + Duration(m_sinceVenueTime.nsecsElapsed());
}

bool ExchangeClient::isHosted() const {
    return m_transport && m_transport->isHosted();
}

QString ExchangeClient::place() const {
    return m_transport ? m_transport->place() : QString();
}

void ExchangeClient::setState(ConnectionState state, const QString& text) {
    if (state == m_state && text == m_stateText)
        return;
    m_state = state;
    m_stateText = text;
    Q_EMIT stateChanged(state);
}

void ExchangeClient::startAttempt() {
    m_retryTimer.stop();
    m_refused = false;
    m_closeReason.clear();
    setState(ConnectionState::Connecting);
    m_transport->open();
}

void ExchangeClient::onOpened() {
    setState(ConnectionState::Handshaking);
    send(api::Hello{api::kProtocolVersion, "openbell console"});
}

void ExchangeClient::onClosed(const QString& reason) {
    m_pingTimer.stop();
    drain(); // the last frame may say why
    for (auto& [handle, follower] : m_followers)
        follower.wireId = 0;
    m_handleOfWireId.clear();
    m_identity = {};
    m_roundTripMs = -1;
    const QString why = m_closeReason.isEmpty() ? reason : m_closeReason;
    if (m_refused) {
        setState(ConnectionState::Refused, why);
    } else {
        m_retryTimer.start(retryDelayMs(m_attempts++));
        setState(ConnectionState::WaitingToRetry, why);
    }
    loseAnswers();
}

void ExchangeClient::onFramesReady() {
    // A person waits for the answer to a command or query, and a ping measures the way, not the
    // frame rate; everything else waits for the frame.
    const bool someoneWaits = m_state != ConnectionState::Online || !m_commands.empty() ||
                              !m_queries.empty() || m_pingWaits;
    if (someoneWaits)
        drain();
}

void ExchangeClient::onFrameTimer() {
    drain();
    Q_EMIT frame();
}

void ExchangeClient::fail(const QString& reason) {
    m_closeReason = reason;
    m_transport->close();
}

void ExchangeClient::loseAnswers() {
    const auto commands = std::exchange(m_commands, {});
    const auto queries = std::exchange(m_queries, {});
    for (const auto& [request, pending] : commands) {
        CommandAnswer answer;
        answer.result.request = RequestId(request);
        answer.result.reason = api::RejectReason::NotReady;
        answer.lost = true;
        deliver(pending, answer);
    }
    for (const auto& [request, pending] : queries) {
        if (!pending.context)
            continue;
        api::QueryResult result;
        result.request = RequestId(request);
        result.reason = api::RejectReason::NotReady;
        pending.handler(result);
    }
}

void ExchangeClient::deliver(const PendingCommand& pending, const CommandAnswer& answer) {
    if (pending.handler && (!pending.hasContext || pending.context))
        pending.handler(answer);
    Q_EMIT answered(answer);
}

void ExchangeClient::answerLater(PendingCommand pending, CommandAnswer answer) {
    QMetaObject::invokeMethod(
        this, [this, pending = std::move(pending), answer] { deliver(pending, answer); },
        Qt::QueuedConnection);
}

template <class MakeMessage>
RequestId ExchangeClient::request(QObject* context, AnswerHandler handler, MakeMessage&& make) {
    const RequestId id(m_nextRequest++);
    PendingCommand pending{context, context != nullptr, std::move(handler)};
    if (!isOnline() || m_commands.size() >= kMaxOutstanding) {
        CommandAnswer answer;
        answer.result.request = id;
        answer.result.reason = isOnline() ? api::RejectReason::Busy : api::RejectReason::NotReady;
        answerLater(std::move(pending), answer);
        return id;
    }
    m_commands.emplace(id.value(), std::move(pending));
    send(make(id));
    return id;
}

RequestId ExchangeClient::submit(const api::Command& command, QObject* context,
                                 AnswerHandler handler) {
    return request(context, std::move(handler),
                   [&](RequestId id) { return api::Submit{id, command}; });
}

RequestId ExchangeClient::setPassword(UserId user, const QString& current, const QString& wanted,
                                      QObject* context, AnswerHandler handler) {
    return request(context, std::move(handler), [&](RequestId id) {
        return api::SetPassword{id, user, current.toStdString(), wanted.toStdString()};
    });
}

RequestId ExchangeClient::controlReplay(api::ReplayAction action, std::uint32_t speed,
                                        QObject* context, AnswerHandler handler) {
    return request(context, std::move(handler),
                   [&](RequestId id) { return api::ControlReplay{id, action, speed}; });
}

RequestId ExchangeClient::query(api::Query query, QObject* context, QueryHandler handler) {
    query.request = RequestId(m_nextRequest++);
    if (!isOnline() || m_queries.size() >= kMaxOutstanding) {
        api::QueryResult result;
        result.request = query.request;
        result.reason = isOnline() ? api::RejectReason::Busy : api::RejectReason::NotReady;
        QMetaObject::invokeMethod(
            context, [handler = std::move(handler), result] { handler(result); },
            Qt::QueuedConnection);
        return query.request;
    }
    m_queries.emplace(query.request.value(), PendingQuery{context, std::move(handler)});
    send(query);
    return query.request;
}

} // namespace openbell::client
