// The console's one way to an exchange, hosted or remote: handshake, sign-in, commands, queries and
// subscriptions over a FrameTransport, with reconnection. GUI thread; nothing here blocks.
//
// Frames are drained by one precise timer at the frame rate, and at once while a command or query
// waits for its answer. Whatever was received is applied before frame() is emitted, so a panel that
// paints on frame() shows one state of the venue.
#pragma once

#include "ui/client/frame_transport.h"
#include "ui/client/subscription.h"

#include "engine/api/protocol.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <map>
#include <unordered_map>

namespace openbell::client {

/// What is shown of the password's use: it is kept for reconnecting, in memory only.
struct SignInData {
    QString user;
    QString password;
};

enum class ConnectionState {
    Offline,      ///< no connection wanted
    Connecting,   ///< transport opening
    Handshaking,  ///< Hello sent
    VenueNotReady, ///< connected, the venue recovers or starts; see venueStatus()
    SigningIn,
    Online,
    WaitingToRetry, ///< lost; a new attempt comes by itself
    Refused,      ///< wrong password or protocol version: needs a person
};

/// The answer to a submitted command.
struct CommandAnswer {
    api::CommandResult result;
    bool lost = false; ///< the connection ended first: whether it was carried out is unknown
    bool accepted() const { return !lost && result.reason == api::RejectReason::None; }
};

class ExchangeClient final : public QObject {
    Q_OBJECT
public:
    using AnswerHandler = std::function<void(const CommandAnswer&)>;
    using QueryHandler = std::function<void(const api::QueryResult&)>;
    using UpdateHandler = std::function<void(const api::TopicUpdate&)>;

    static constexpr int kFrameMs = 16;
    static constexpr std::size_t kMaxOutstanding = 10'000; ///< commands and queries; then Busy

    explicit ExchangeClient(QObject* parent = nullptr);
    ~ExchangeClient() override;

    /// Leaves the present exchange, if any, and connects to another; subscriptions are carried over.
    void connectTo(std::unique_ptr<FrameTransport> transport, SignInData signIn);
    void leave();
    /// Does not wait for the back-off to end.
    void retryNow();

    ConnectionState state() const { return m_state; }
    bool isOnline() const { return m_state == ConnectionState::Online; }
    /// Why the connection is not online, for a person; empty when there is nothing to say.
    const QString& stateText() const { return m_stateText; }
    /// Milliseconds until the next attempt; 0 when none is planned.
    int msToRetry() const;
    bool isHosted() const;
    QString place() const;

    const api::Welcome& welcome() const { return m_welcome; }
    const api::VenueStatus& venueStatus() const { return m_venueStatus; }
    const api::SignedIn& identity() const { return m_identity; }
    bool isOperator() const { return isOnline() && m_identity.role == api::Role::Operator; }
    /// The newest sequence number that anything shown is based on.
    Sequence lastSequence() const { return m_lastSequence; }
    /// The venue's time now: simulations and recordings have times of their own. Goes on by itself
    /// between updates; this machine's time before the first.
    Timestamp venueTime() const;
    /// Round trip of the newest ping; -1 before the first.
    double roundTripMs() const { return m_roundTripMs; }

    /// Sends a command; `handler` (may be empty) and answered() tell the outcome, exactly once,
    /// never before this returns. `context` gone means nobody is told.
    RequestId submit(const api::Command& command, QObject* context = nullptr,
                     AnswerHandler handler = {});
    RequestId setPassword(UserId user, const QString& current, const QString& wanted,
                          QObject* context, AnswerHandler handler);
    RequestId controlReplay(api::ReplayAction action, std::uint32_t speed,
                            QObject* context = nullptr, AnswerHandler handler = {});
    /// Asks the read models. `query.request` is chosen here. When the connection is lost first, the
    /// handler gets an empty result with NotReady.
    RequestId query(api::Query query, QObject* context, QueryHandler handler);

    /// Follows a topic until the Subscription dies: a snapshot first (also after each reconnection),
    /// then deltas without gaps. Handlers run while frames are drained.
    [[nodiscard]] Subscription subscribe(const api::Topic& topic, UpdateHandler handler,
                                         std::function<void(const api::SubscribeRefused&)> refused = {});

Q_SIGNALS:
    /// Another exchange is about to be connected: what is known of the old one is void.
    void exchangeChanged();
    void stateChanged(openbell::client::ConnectionState state);
    void venueStatusChanged();
    void signedIn();
    void answered(const openbell::client::CommandAnswer& answer);
    /// Once per frame, after what had arrived was applied.
    void frame();

private:
    friend class Subscription;
    struct Follower {
        api::Topic topic;
        UpdateHandler handler;
        std::function<void(const api::SubscribeRefused&)> refused;
        std::uint32_t wireId = 0; ///< 0: not subscribed on the present connection
        Sequence last;
        bool hasSnapshot = false;
    };
    struct PendingCommand {
        QPointer<QObject> context;
        bool hasContext = false;
        AnswerHandler handler;
    };
    struct PendingQuery {
        QPointer<QObject> context;
        QueryHandler handler;
    };

    void setState(ConnectionState state, const QString& text = {});
    void startAttempt();
    void onOpened();
    void onClosed(const QString& reason);
    void onFramesReady();
    void onFrameTimer();
    void drain();
    bool handleFrame(const api::Bytes& bytes);
    void fail(const QString& reason);
    void signInIfReady();
    void loseAnswers();

    void handle(const api::Welcome& message);
    void handle(const api::VenueStatus& message);
    void handle(const api::SignedIn& message);
    void handle(const api::SignInRefused& message);
    void handle(const api::CommandResult& message);
    void handle(const api::QueryResult& message);
    void handle(const api::TopicUpdate& message);
    void handle(const api::SubscribeRefused& message);
    void handle(const api::Closing& message);
    void handle(const api::Pong& message);

    void unsubscribe(std::uint32_t handle);
    void subscribeOnWire(std::uint32_t handle, Follower& follower);
    template <class Message>
    void send(const Message& message) {
        if (m_transport)
            m_transport->send(api::toBinary(api::ClientMessage(message)));
    }
    template <class MakeMessage>
    RequestId request(QObject* context, AnswerHandler handler, MakeMessage&& make);
    void answerLater(PendingCommand pending, CommandAnswer answer);
    void deliver(const PendingCommand& pending, const CommandAnswer& answer);

    std::unique_ptr<FrameTransport> m_transport;
    SignInData m_signIn;
    ConnectionState m_state = ConnectionState::Offline;
    QString m_stateText;
    QString m_closeReason;
    bool m_refused = false;
    int m_attempts = 0;
    QTimer m_frameTimer;
    QTimer m_retryTimer;
    QTimer m_pingTimer;
    QElapsedTimer m_clock;
    double m_roundTripMs = -1;
    bool m_pingWaits = false;

    api::Welcome m_welcome;
    api::VenueStatus m_venueStatus;
    api::SignedIn m_identity;
    Sequence m_lastSequence;
    Timestamp m_venueTime;
    QElapsedTimer m_sinceVenueTime;

    std::uint64_t m_nextRequest = 1;
    std::uint32_t m_nextHandle = 1;
    std::uint32_t m_nextWireId = 1;
    std::map<std::uint32_t, Follower> m_followers;
    std::unordered_map<std::uint32_t, std::uint32_t> m_handleOfWireId;
    std::unordered_map<std::uint64_t, PendingCommand> m_commands;
    std::unordered_map<std::uint64_t, PendingQuery> m_queries;
    std::vector<Follower> m_dropped; ///< kept alive until the drain ends
    std::vector<Frame> m_inbox;
    bool m_draining = false;
};

} // namespace openbell::client

Q_DECLARE_METATYPE(openbell::client::ConnectionState)
