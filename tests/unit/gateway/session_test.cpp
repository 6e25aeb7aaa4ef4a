// A session's states, sign-in and requests, message by message.
#include "tests/unit/gateway/rig.h"

#include <QTest>

#include <algorithm>

namespace {

using namespace openbell;
using namespace openbell::gateway;
using api::RejectReason;
using api::Role;

void expectClosed(FakeClient& client, RejectReason reason) {
    const auto closing = client.take<api::Closing>();
    QCOMPARE(closing.size(), std::size_t{1});
    QCOMPARE(closing[0].reason, reason);
    QVERIFY(!closing[0].text.empty());
    QVERIFY(client.finished);
}

api::PlaceOrder orderOf(std::uint32_t account) {
    api::PlaceOrder order;
    order.account = AccountId(account);
    order.instrument = InstrumentId(1);
    order.price = Price(1);
    order.quantity = Quantity(1);
    return order;
}

api::Topic topicOf(api::TopicKind kind) {
    api::Topic topic;
    topic.kind = kind;
    return topic;
}

} // namespace

class SessionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void helloIsAnsweredWithWelcomeAndStatus();
    void theServerAnswersInTheEncodingOfTheHello();
    void anythingBeforeHelloClosesTheConnection();
    void aSecondHelloClosesTheConnection();
    void everyRequestBeforeSignInClosesTheConnection();
    void aSecondSignInClosesTheConnection();
    void pingIsAnsweredFromTheHelloOn();
    void strangersWhoDoNotReadAreClosedEarly();
    void malformedFramesCloseTheConnection_data();
    void malformedFramesCloseTheConnection();
    void framesAtTheSizeLimitAreReadAndLargerOnesAreNot();
    void connectionsThatStaySilentAreClosed();

    void signInIsRefusedWhileTheVenueRecovers();
    void aNewVenueIsLiveOnceItHasAUser();
    void unknownUsersAndWrongPasswordsLookTheSame();
    void disabledUsersAreRefusedOnlyAfterTheRightPassword();
    void failuresMakeTheNextAttemptsWait();
    void failuresOfOneUserCountAcrossConnections();
    void tooManyFailuresEndTheConnection();
    void earlyAttemptsEndTheConnectionAndAreLoggedOnce();
    void aFloodOfRefusalsIsCountedInTheLog();
    void tooManySignInsAtOnceAreRefused();
    void signInsAreLogged();

    void aCommandCarriesItsUserAndComesBackToItsSession();
    void aFullEngineIsAnsweredAtOnce();
    void deniedCommandsAreAnsweredAndLogged();
    void aSessionThatKeepsBeingDeniedIsClosed();
    void commandsOverTheRateAreRefused();
    void theRateIsLimitedByDefaultButNotForTheHostingProcess();
    void losingRightsEndsTheSessionBeforeItsNextRequest();
    void onesOwnPasswordNeedsTheCurrentOne();
    void operatorsSetPasswordsOfOthersAndEndTheirSessions();
    void aPasswordChangeCountsWithoutTheSessionThatAsked();
    void aReplayCannotBeControlledWhereThereIsNone();
    void historyQueriesOfAClosedSessionAreNotRun();
    void tooManyQueriesAreRefused();
    void publicTradeHistoryIsBlanked();
    void theAuditLogMergesBothSources();
    void tooManyConnectionsAreRefused();
    void strangersDoNotTakeThePlacesOfUsers();
    void theTimeToSignInStartsWhenTheVenueIsThere();

private:
    void signInWith(FakeClient& client, const std::string& user, const std::string& password) {
        m_rig->send(client, api::SignIn{user, password});
    }

    std::unique_ptr<Rig> m_rig;
};

void SessionTest::init() {
    m_rig = std::make_unique<Rig>();
    m_rig->addUser(1, "olga", Role::Operator);
    m_rig->addUser(2, "tara", Role::Trader, 20);
    m_rig->addUser(3, "vic", Role::Viewer);
}

// ---- states ----

void SessionTest::helloIsAnsweredWithWelcomeAndStatus() {
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Hello{});
    const auto welcome = client.take<api::Welcome>();
    QCOMPARE(welcome.size(), std::size_t{1});
    QCOMPARE(welcome[0].protocolVersion, api::kProtocolVersion);
    const auto status = client.take<api::VenueStatus>();
    QCOMPARE(status.size(), std::size_t{1});
    QCOMPARE(status[0].phase, api::VenuePhase::Live);
}

void SessionTest::theServerAnswersInTheEncodingOfTheHello() {
    // The rig's sink checks the encoding of every frame.
    for (const Encoding encoding : {Encoding::Binary, Encoding::Json}) {
        FakeClient& client = m_rig->signIn("olga", encoding);
        m_rig->send(client, api::Subscribe{SubscriptionId(1), topicOf(api::TopicKind::Tickers)});
        QCOMPARE(client.updatesOf(1).size(), std::size_t{1});
    }
}

void SessionTest::anythingBeforeHelloClosesTheConnection() {
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Ping{1});
    expectClosed(client, RejectReason::Malformed);
}

void SessionTest::aSecondHelloClosesTheConnection() {
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Hello{});
    m_rig->send(client, api::Hello{});
    expectClosed(client, RejectReason::Malformed);
}

void SessionTest::everyRequestBeforeSignInClosesTheConnection() {
    const std::vector<api::ClientMessage> requests{api::Submit{},      api::Query{},
                                                   api::Subscribe{},   api::Unsubscribe{},
                                                   api::SetPassword{}, api::ControlReplay{}};
    for (const api::ClientMessage& request : requests) {
        FakeClient& client = m_rig->connect();
        m_rig->send(client, api::Hello{});
        m_rig->send(client, request);
        expectClosed(client, RejectReason::NotSignedIn);
    }
    QVERIFY(m_rig->engine.submissions.empty());
}

void SessionTest::aSecondSignInClosesTheConnection() {
    FakeClient& client = m_rig->signIn("olga");
    signInWith(client, "olga", Rig::passwordOf("olga"));
    expectClosed(client, RejectReason::Malformed);
}

void SessionTest::pingIsAnsweredFromTheHelloOn() {
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Hello{});
    m_rig->send(client, api::Ping{77});
    const auto pong = client.take<api::Pong>();
    QCOMPARE(pong.size(), std::size_t{1});
    QCOMPARE(pong[0].token, std::uint64_t{77});
}

void SessionTest::strangersWhoDoNotReadAreClosedEarly() {
    constexpr std::size_t kOfStrangers = std::size_t{256} << 10U;
    FakeClient& stranger = m_rig->connect();
    m_rig->send(stranger, api::Hello{});
    FakeClient& olga = m_rig->signIn("olga");
    for (FakeClient* client : {&stranger, &olga}) {
        client->unread = kOfStrangers;
        m_rig->send(*client, api::Ping{1});
    }
    expectClosed(stranger, RejectReason::Busy);
    QCOMPARE(olga.take<api::Pong>().size(), std::size_t{1});
}

void SessionTest::malformedFramesCloseTheConnection_data() {
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<bool>("json");
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("one byte") << QByteArray("\x01") << false;
    QTest::newRow("unknown type") << QByteArray("\xFF\xFF", 2) << false;
    QTest::newRow("server message") << QByteArray("\x6E\x00\0\0\0\0\0\0\0\0", 10) << false;
    QTest::newRow("bytes too many") << QByteArray("\x09\x00\0\0\0\0\0\0\0\0X", 11) << false;
    QTest::newRow("cut") << QByteArray("\x09\x00\0\0", 4) << false;
    QTest::newRow("empty JSON") << QByteArray() << true;
    QTest::newRow("not JSON") << QByteArray("hello") << true;
    QTest::newRow("unknown message") << QByteArray(R"({"message":"Shout"})") << true;
    QTest::newRow("deeply nested") << QByteArray(60'000, '[') << true;
}

void SessionTest::malformedFramesCloseTheConnection() {
    QFETCH(QByteArray, frame);
    QFETCH(bool, json);
    FakeClient& client = m_rig->signIn("olga", json ? Encoding::Json : Encoding::Binary);
    m_rig->sendRaw(client, api::Bytes(frame.begin(), frame.end()));
    expectClosed(client, RejectReason::Malformed);
    m_rig->send(client, api::Ping{1}); // ignored, not a crash
    QVERIFY(client.take<api::Pong>().empty());
}

void SessionTest::framesAtTheSizeLimitAreReadAndLargerOnesAreNot() {
    std::string ping = R"({"message":"Ping","token":5})";
    FakeClient& client = m_rig->signIn("olga", Encoding::Json);
    ping.resize(api::kMaxRequestBytes, ' ');
    m_rig->sendRaw(client, api::Bytes(ping.begin(), ping.end()));
    QCOMPARE(client.take<api::Pong>().size(), std::size_t{1});
    ping += ' ';
    m_rig->sendRaw(client, api::Bytes(ping.begin(), ping.end()));
    expectClosed(client, RejectReason::Malformed);
}

void SessionTest::connectionsThatStaySilentAreClosed() {
    FakeClient& silent = m_rig->connect();
    FakeClient& greeted = m_rig->connect();
    m_rig->send(greeted, api::Hello{});
    FakeClient& signedIn = m_rig->signIn("olga");
    m_rig->now += 11 * kNsPerSecond;
    m_rig->sessions.onTimer(m_rig->now);
    expectClosed(silent, RejectReason::NotSignedIn);
    QVERIFY(!greeted.finished);
    m_rig->now += 50 * kNsPerSecond;
    m_rig->sessions.onTimer(m_rig->now);
    expectClosed(greeted, RejectReason::NotSignedIn);
    QVERIFY(!signedIn.finished);
}

// ---- sign-in ----

void SessionTest::signInIsRefusedWhileTheVenueRecovers() {
    api::VenueStatus status;
    status.phase = api::VenuePhase::Recovering;
    m_rig->sessions.onStatus(status);
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Hello{});
    signInWith(client, "olga", Rig::passwordOf("olga"));
    QCOMPARE(client.take<api::SignInRefused>().size(), std::size_t{1});
    status.phase = api::VenuePhase::Live;
    m_rig->sessions.onStatus(status);
    QCOMPARE(client.take<api::VenueStatus>().back().phase, api::VenuePhase::Live);
    signInWith(client, "olga", Rig::passwordOf("olga"));
    QCOMPARE(client.take<api::SignedIn>().size(), std::size_t{1});
}

void SessionTest::aNewVenueIsLiveOnceItHasAUser() {
    m_rig = std::make_unique<Rig>();
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Hello{});
    QCOMPARE(client.take<api::VenueStatus>().back().phase, api::VenuePhase::Starting);
    m_rig->addUser(1, "first", Role::Operator);
    QCOMPARE(client.take<api::VenueStatus>().back().phase, api::VenuePhase::Live);
    signInWith(client, "first", Rig::passwordOf("first"));
    QCOMPARE(client.take<api::SignedIn>().size(), std::size_t{1});
}

void SessionTest::unknownUsersAndWrongPasswordsLookTheSame() {
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Hello{});
    signInWith(client, "olga", "wrong");
    signInWith(client, "nobody", "wrong");
    const auto refused = client.take<api::SignInRefused>();
    QCOMPARE(refused.size(), std::size_t{2});
    QCOMPARE(refused[0].text, refused[1].text);
}

void SessionTest::disabledUsersAreRefusedOnlyAfterTheRightPassword() {
    m_rig->batches.command();
    m_rig->batches.event(
        api::UserDefined{UserId(3), api::Name("vic"), Role::Viewer, AccountId(), false});
    m_rig->publish();
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Hello{});
    signInWith(client, "vic", "wrong");
    const auto wrong = client.take<api::SignInRefused>();
    QVERIFY(wrong.at(0).text.find("disabled") == std::string::npos);
    signInWith(client, "vic", Rig::passwordOf("vic"));
    const auto right = client.take<api::SignInRefused>();
    QVERIFY(right.at(0).text.find("disabled") != std::string::npos);
    QVERIFY(client.take<api::SignedIn>().empty());
}

void SessionTest::failuresMakeTheNextAttemptsWait() {
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Hello{});
    for (int i = 0; i < 3; ++i)
        signInWith(client, "olga", "wrong");
    client.received.clear();
    // Even the right password has to wait now, and is not even checked.
    signInWith(client, "olga", Rig::passwordOf("olga"));
    auto refused = client.take<api::SignInRefused>();
    QCOMPARE(refused.size(), std::size_t{1});
    QVERIFY(refused[0].text.find("Wait") != std::string::npos);
    m_rig->now += kNsPerSecond;
    signInWith(client, "olga", Rig::passwordOf("olga"));
    QCOMPARE(client.take<api::SignedIn>().size(), std::size_t{1});
}

void SessionTest::failuresOfOneUserCountAcrossConnections() {
    for (int i = 0; i < 6; ++i) {
        FakeClient& client = m_rig->connect();
        m_rig->send(client, api::Hello{});
        signInWith(client, "olga", "wrong");
    }
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Hello{});
    signInWith(client, "olga", Rig::passwordOf("olga"));
    QVERIFY(client.take<api::SignedIn>().empty());
    // Never for long: strangers cannot lock a user out.
    m_rig->now += 5 * kNsPerSecond;
    signInWith(client, "olga", Rig::passwordOf("olga"));
    QCOMPARE(client.take<api::SignedIn>().size(), std::size_t{1});
}

void SessionTest::tooManyFailuresEndTheConnection() {
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Hello{});
    for (int i = 0; i < 10; ++i) {
        m_rig->now += 60 * kNsPerSecond;
        signInWith(client, "olga", "wrong");
    }
    expectClosed(client, RejectReason::RateLimited);
}

void SessionTest::earlyAttemptsEndTheConnectionAndAreLoggedOnce() {
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Hello{});
    for (int i = 0; i < 3; ++i)
        signInWith(client, "olga", "wrong");
    for (int i = 0; i < 7; ++i) // all within the wait
        signInWith(client, "olga", Rig::passwordOf("olga"));
    expectClosed(client, RejectReason::RateLimited);
    QCOMPARE(m_rig->accessWritten.size(), std::size_t{4});
    m_rig->sessions.onTimer(m_rig->now);
    m_rig->settle();
    QCOMPARE(m_rig->accessWritten.size(), std::size_t{5});
    QCOMPARE(m_rig->accessWritten[4].details, std::string("more=6"));
}

void SessionTest::aFloodOfRefusalsIsCountedInTheLog() {
    constexpr std::size_t kAttempts = 200;
    for (std::size_t i = 0; i < kAttempts; ++i) {
        FakeClient& client = m_rig->connect();
        m_rig->send(client, api::Hello{});
        signInWith(client, "olga", "wrong");
        m_rig->sessions.closed(client.token);
    }
    QCOMPARE(m_rig->accessWritten.size(), std::size_t{RefusedSignIns::kEntriesPerSecond});
    m_rig->sessions.onTimer(m_rig->now);
    m_rig->settle();
    QCOMPARE(m_rig->accessWritten.back().details, std::string("more=150"));
}

void SessionTest::tooManySignInsAtOnceAreRefused() {
    std::vector<FakeClient*> clients;
    for (int i = 0; i < 5; ++i) {
        clients.push_back(&m_rig->connect());
        m_rig->send(*clients.back(), api::Hello{});
    }
    // The rig's queue takes four.
    const api::Bytes frame =
        api::toBinary(api::ClientMessage(api::SignIn{"olga", Rig::passwordOf("olga")}));
    for (FakeClient* client : clients)
        m_rig->sessions.frame(client->token, frame, Encoding::Binary);
    m_rig->settle();
    for (int i = 0; i < 4; ++i)
        QCOMPARE(clients[static_cast<std::size_t>(i)]->take<api::SignedIn>().size(),
                 std::size_t{1});
    QCOMPARE(clients[4]->take<api::SignInRefused>().size(), std::size_t{1});
}

void SessionTest::signInsAreLogged() {
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Hello{api::kProtocolVersion, "a console"});
    signInWith(client, "olga", "wrong");
    signInWith(client, "olga", Rig::passwordOf("olga"));
    m_rig->sessions.closed(client.token);
    m_rig->settle();
    QCOMPARE(m_rig->accessWritten.size(), std::size_t{3});
    QCOMPARE(m_rig->accessWritten[0].action, std::string("SignInRefused"));
    QVERIFY(m_rig->accessWritten[0].details.find("wrong") == std::string::npos);
    QCOMPARE(m_rig->accessWritten[1].action, std::string("SignedIn"));
    QCOMPARE(m_rig->accessWritten[1].actor, UserId(1));
    QVERIFY(m_rig->accessWritten[1].details.find("a console") != std::string::npos);
    QCOMPARE(m_rig->accessWritten[2].action, std::string("SignedOut"));
}

// ---- requests ----

void SessionTest::aCommandCarriesItsUserAndComesBackToItsSession() {
    FakeClient& tara = m_rig->signIn("tara");
    FakeClient& other = m_rig->signIn("tara");
    m_rig->send(tara, api::Submit{RequestId(9), orderOf(20)});
    QCOMPARE(m_rig->engine.submissions.size(), std::size_t{1});
    const runtime::Submission& submitted = m_rig->engine.submissions[0];
    QCOMPARE(submitted.actor, UserId(2));
    QVERIFY(tara.take<api::CommandResult>().empty()); // not before it is durable

    const Sequence sequence =
        m_rig->batches.command(submitted.actor, submitted.session, submitted.request);
    m_rig->publish();
    const auto results = tara.take<api::CommandResult>();
    QCOMPARE(results.size(), std::size_t{1});
    QCOMPARE(results[0].request, RequestId(9));
    QCOMPARE(results[0].sequence, sequence);
    QCOMPARE(results[0].reason, RejectReason::None);
    QVERIFY(other.take<api::CommandResult>().empty());
}

void SessionTest::aFullEngineIsAnsweredAtOnce() {
    FakeClient& tara = m_rig->signIn("tara");
    for (const RejectReason reason : {RejectReason::Busy, RejectReason::DiskFull,
                                      RejectReason::JournalFailed, RejectReason::NotReady}) {
        m_rig->engine.answer = reason;
        m_rig->send(tara, api::Submit{RequestId(1), orderOf(20)});
        const auto results = tara.take<api::CommandResult>();
        QCOMPARE(results.size(), std::size_t{1});
        QCOMPARE(results[0].reason, reason);
        QVERIFY(results[0].sequence.isNone());
        QVERIFY(!results[0].text.empty());
    }
}

void SessionTest::deniedCommandsAreAnsweredAndLogged() {
    FakeClient& vic = m_rig->signIn("vic");
    m_rig->accessWritten.clear();
    m_rig->send(vic, api::Submit{RequestId(4), orderOf(20)});
    const auto results = vic.take<api::CommandResult>();
    QCOMPARE(results.size(), std::size_t{1});
    QCOMPARE(results[0].reason, RejectReason::NotPermitted);
    QVERIFY(m_rig->engine.submissions.empty());
    QCOMPARE(m_rig->accessWritten.size(), std::size_t{1});
    QCOMPARE(m_rig->accessWritten[0].actorName, std::string("vic"));
    QVERIFY(m_rig->accessWritten[0].details.find("PlaceOrder") == 0);
    QCOMPARE(m_rig->accessWritten[0].outcome, RejectReason::NotPermitted);
}

void SessionTest::aSessionThatKeepsBeingDeniedIsClosed() {
    FakeClient& vic = m_rig->signIn("vic");
    for (int i = 0; i < 51; ++i)
        m_rig->send(vic, api::Submit{RequestId(4), orderOf(20)});
    expectClosed(vic, RejectReason::RateLimited);
}

void SessionTest::commandsOverTheRateAreRefused() {
    GatewayOptions options;
    options.commandsPerSecond = 10;
    m_rig = std::make_unique<Rig>(options);
    m_rig->addUser(2, "tara", Role::Trader, 20);
    FakeClient& tara = m_rig->signIn("tara");
    for (int i = 0; i < 15; ++i)
        m_rig->send(tara, api::Submit{RequestId(1), orderOf(20)});
    QCOMPARE(m_rig->engine.submissions.size(), std::size_t{10});
    const auto results = tara.take<api::CommandResult>();
    QCOMPARE(results.size(), std::size_t{5});
    QCOMPARE(results[0].reason, RejectReason::RateLimited);
    m_rig->now += kNsPerSecond / 10;
    m_rig->send(tara, api::Submit{RequestId(1), orderOf(20)});
    QCOMPARE(m_rig->engine.submissions.size(), std::size_t{11});
}

void SessionTest::theRateIsLimitedByDefaultButNotForTheHostingProcess() {
    constexpr std::size_t kBurst = 5'000;
    FakeClient& remote = m_rig->signIn("tara");
    FakeClient& agent = m_rig->signIn("tara", Encoding::Binary, Origin::Process);
    for (FakeClient* client : {&remote, &agent})
        for (std::size_t i = 0; i < kBurst + 1; ++i)
            m_rig->send(*client, api::Submit{RequestId(1), orderOf(20)});
    const auto refused = remote.take<api::CommandResult>();
    QCOMPARE(refused.size(), std::size_t{1});
    QCOMPARE(refused[0].reason, RejectReason::RateLimited);
    QVERIFY(agent.take<api::CommandResult>().empty());
    QCOMPARE(m_rig->engine.submissions.size(), 2 * kBurst + 1);
}

void SessionTest::losingRightsEndsTheSessionBeforeItsNextRequest() {
    FakeClient& tara = m_rig->signIn("tara");
    FakeClient& olga = m_rig->signIn("olga");
    m_rig->batches.command();
    m_rig->batches.event(
        api::UserDefined{UserId(2), api::Name("tara"), Role::Viewer, AccountId(20), true});
    m_rig->publish();
    expectClosed(tara, RejectReason::NotPermitted);
    m_rig->send(tara, api::Submit{RequestId(1), orderOf(20)});
    QVERIFY(m_rig->engine.submissions.empty());
    QVERIFY(!olga.finished);
    QCOMPARE(m_rig->hub.sessionCount(), std::size_t{1});
}

void SessionTest::onesOwnPasswordNeedsTheCurrentOne() {
    FakeClient& vic = m_rig->signIn("vic");
    const auto set = [&](const std::string& current, const std::string& wanted) {
        m_rig->send(vic, api::SetPassword{RequestId(1), UserId(3), current, wanted});
        return vic.take<api::CommandResult>().at(0).reason;
    };
    QCOMPARE(set("wrong", "a new password"), RejectReason::NotPermitted);
    QCOMPARE(set(Rig::passwordOf("vic"), "short"), RejectReason::InvalidDefinition);
    QCOMPARE(m_rig->passwords[UserId(3)], Rig::passwordOf("vic"));
    QCOMPARE(set(Rig::passwordOf("vic"), "a new password"), RejectReason::None);
    QCOMPARE(m_rig->passwords[UserId(3)], std::string("a new password"));
    QVERIFY(!vic.finished);
    m_rig->send(vic, api::SetPassword{RequestId(2), UserId(2), {}, "a new password"});
    QCOMPARE(vic.take<api::CommandResult>().at(0).reason, RejectReason::NotPermitted);
}

void SessionTest::operatorsSetPasswordsOfOthersAndEndTheirSessions() {
    FakeClient& olga = m_rig->signIn("olga");
    FakeClient& tara = m_rig->signIn("tara");
    m_rig->send(olga, api::SetPassword{RequestId(1), UserId(2), {}, "a new password"});
    QCOMPARE(olga.take<api::CommandResult>().at(0).reason, RejectReason::None);
    expectClosed(tara, RejectReason::NotPermitted);
    m_rig->send(olga, api::SetPassword{RequestId(1), UserId(99), {}, "a new password"});
    QCOMPARE(olga.take<api::CommandResult>().at(0).reason, RejectReason::UnknownUser);
}

void SessionTest::aPasswordChangeCountsWithoutTheSessionThatAsked() {
    FakeClient& olga = m_rig->signIn("olga");
    FakeClient& tara = m_rig->signIn("tara");
    m_rig->accessWritten.clear();
    const api::Bytes frame = api::toBinary(
        api::ClientMessage(api::SetPassword{RequestId(1), UserId(2), {}, "a new password"}));
    m_rig->sessions.frame(olga.token, frame, Encoding::Binary);
    m_rig->sessions.closed(olga.token); // before the password is hashed
    m_rig->settle();
    QCOMPARE(m_rig->passwords[UserId(2)], std::string("a new password"));
    QVERIFY(olga.take<api::CommandResult>().empty());
    expectClosed(tara, RejectReason::NotPermitted);
    const auto changed = std::find_if(
        m_rig->accessWritten.begin(), m_rig->accessWritten.end(),
        [](const api::AuditView& entry) { return entry.action == "PasswordSet"; });
    QVERIFY(changed != m_rig->accessWritten.end());
    QCOMPARE(changed->actorName, std::string("olga"));
    QCOMPARE(changed->details, std::string("user=2"));
}

void SessionTest::aReplayCannotBeControlledWhereThereIsNone() {
    FakeClient& olga = m_rig->signIn("olga");
    m_rig->send(olga, api::ControlReplay{RequestId(1), api::ReplayAction::Pause, 0});
    QCOMPARE(olga.take<api::CommandResult>().at(0).reason, RejectReason::NotReady);

    class Recorder final : public ReplayControl {
    public:
        void control(api::ReplayAction action, std::uint32_t speed) override {
            actions.emplace_back(action, speed);
        }
        api::ReplayView view() const override { return {}; }
        std::vector<std::pair<api::ReplayAction, std::uint32_t>> actions;
    } replay;
    m_rig->services.replay = &replay;
    m_rig->send(olga, api::ControlReplay{RequestId(1), api::ReplayAction::SetSpeed, 10});
    QCOMPARE(olga.take<api::CommandResult>().at(0).reason, RejectReason::None);
    QCOMPARE(replay.actions.size(), std::size_t{1});
    FakeClient& tara = m_rig->signIn("tara");
    m_rig->send(tara, api::ControlReplay{RequestId(1), api::ReplayAction::Play, 1});
    QCOMPARE(tara.take<api::CommandResult>().at(0).reason, RejectReason::NotPermitted);
    QCOMPARE(replay.actions.size(), std::size_t{1});
}

void SessionTest::historyQueriesOfAClosedSessionAreNotRun() {
    FakeClient& olga = m_rig->signIn("olga");
    api::Query query;
    query.kind = api::QueryKind::OrderHistory;
    const api::Bytes frame = api::toBinary(api::ClientMessage(query));
    m_rig->sessions.frame(olga.token, frame, Encoding::Binary);
    m_rig->sessions.closed(olga.token);
    m_rig->settle();
    QVERIFY(m_rig->queriesRun.empty());
}

void SessionTest::tooManyQueriesAreRefused() {
    FakeClient& olga = m_rig->signIn("olga");
    api::Query query;
    query.kind = api::QueryKind::OrderHistory;
    const api::Bytes frame = api::toBinary(api::ClientMessage(query));
    for (int i = 0; i < 9; ++i) // the rig's queue takes eight
        m_rig->sessions.frame(olga.token, frame, Encoding::Binary);
    m_rig->settle();
    QCOMPARE(m_rig->queriesRun.size(), std::size_t{8});
    const auto results = olga.take<api::QueryResult>();
    QCOMPARE(results.size(), std::size_t{9});
    QCOMPARE(results[0].reason, RejectReason::Busy);
}

void SessionTest::publicTradeHistoryIsBlanked() {
    m_rig->readModels = [](const api::Query&) {
        api::QueryResult result;
        result.trades.resize(1);
        result.trades[0].trade.makerAccount = AccountId(20);
        result.trades[0].trade.takerAccount = AccountId(21);
        return result;
    };
    api::Query query;
    query.kind = api::QueryKind::TradeHistory;
    FakeClient& tara = m_rig->signIn("tara");
    m_rig->send(tara, query);
    auto trade = tara.take<api::QueryResult>().at(0).trades.at(0).trade;
    QVERIFY(trade.makerAccount.isNone() && trade.takerAccount.isNone());
    query.account = AccountId(20);
    m_rig->send(tara, query);
    trade = tara.take<api::QueryResult>().at(0).trades.at(0).trade;
    QCOMPARE(trade.makerAccount, AccountId(20));
    QVERIFY(trade.takerAccount.isNone());
    FakeClient& olga = m_rig->signIn("olga");
    m_rig->send(olga, query);
    trade = olga.take<api::QueryResult>().at(0).trades.at(0).trade;
    QCOMPARE(trade.takerAccount, AccountId(21));
}

void SessionTest::theAuditLogMergesBothSources() {
    FakeClient& olga = m_rig->signIn("olga"); // logged at m_rig->now
    const std::int64_t signedIn = m_rig->now;
    m_rig->readModels = [signedIn](const api::Query&) {
        api::QueryResult result;
        result.audit.resize(2);
        result.audit[0].sequence = Sequence(8);
        result.audit[0].time = Timestamp(signedIn + 1);
        result.audit[1].sequence = Sequence(7);
        result.audit[1].time = Timestamp(signedIn - 1);
        return result;
    };
    api::Query query;
    query.kind = api::QueryKind::AuditLog;
    m_rig->send(olga, query);
    const auto audit = olga.take<api::QueryResult>().at(0).audit;
    QCOMPARE(audit.size(), std::size_t{3});
    QCOMPARE(audit[0].sequence, Sequence(8));
    QCOMPARE(audit[1].action, std::string("SignedIn"));
    QCOMPARE(audit[2].sequence, Sequence(7));
}

void SessionTest::tooManyConnectionsAreRefused() {
    for (std::size_t i = 0; i < Sessions::kMaxSessions; ++i)
        QVERIFY(!m_rig->connect(Encoding::Binary, Origin::Process).finished);
    FakeClient& tooMany = m_rig->connect(Encoding::Binary, Origin::Process);
    expectClosed(tooMany, RejectReason::Busy);
    QCOMPARE(m_rig->sessions.count(), Sessions::kMaxSessions);
}

void SessionTest::strangersDoNotTakeThePlacesOfUsers() {
    std::vector<FakeClient*> strangers;
    for (std::size_t i = 0; i < Sessions::kMaxStrangers; ++i)
        strangers.push_back(&m_rig->connect());
    FakeClient& tooMany = m_rig->connect();
    expectClosed(tooMany, RejectReason::Busy);
    QVERIFY(!m_rig->connect(Encoding::Binary, Origin::Process).finished);
    m_rig->send(*strangers[0], api::Hello{});
    signInWith(*strangers[0], "olga", Rig::passwordOf("olga"));
    QVERIFY(!m_rig->connect().finished);
}

void SessionTest::theTimeToSignInStartsWhenTheVenueIsThere() {
    api::VenueStatus status;
    status.phase = api::VenuePhase::Recovering;
    m_rig->sessions.onStatus(status);
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Hello{});
    m_rig->now += 100 * kNsPerSecond;
    m_rig->sessions.onTimer(m_rig->now);
    QVERIFY(!client.finished);
    status.phase = api::VenuePhase::Live;
    m_rig->sessions.onStatus(status);
    m_rig->now += 61 * kNsPerSecond;
    m_rig->sessions.onTimer(m_rig->now);
    expectClosed(client, RejectReason::NotSignedIn);
}

QTEST_APPLESS_MAIN(SessionTest)
#include "session_test.moc"
