// A session before and beside its requests: handshake, malformed frames, silence, how many there
// may be.
#include "tests/unit/gateway/session_fixture.h"

#include <algorithm>

using namespace openbell;
using namespace openbell::gateway;
using api::RejectReason;
using api::Role;

class SessionStatesTest : public SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }

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
    void tooManyConnectionsAreRefused();
    void strangersDoNotTakeThePlacesOfUsers();
    void theTimeToSignInStartsWhenTheVenueIsThere();
};

void SessionStatesTest::helloIsAnsweredWithWelcomeAndStatus() {
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Hello{});
    const auto welcome = client.take<api::Welcome>();
    QCOMPARE(welcome.size(), std::size_t{1});
    QCOMPARE(welcome[0].protocolVersion, api::kProtocolVersion);
    const auto status = client.take<api::VenueStatus>();
    QCOMPARE(status.size(), std::size_t{1});
    QCOMPARE(status[0].phase, api::VenuePhase::Live);
}

void SessionStatesTest::theServerAnswersInTheEncodingOfTheHello() {
    // The rig's sink checks the encoding of every frame.
    for (const Encoding encoding : {Encoding::Binary, Encoding::Json}) {
        FakeClient& client = m_rig->signIn("olga", encoding);
        m_rig->send(client, api::Subscribe{SubscriptionId(1), topicOf(api::TopicKind::Tickers)});
        QCOMPARE(client.updatesOf(1).size(), std::size_t{1});
    }
}

void SessionStatesTest::anythingBeforeHelloClosesTheConnection() {
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Ping{1});
    expectClosed(client, RejectReason::Malformed);
}

void SessionStatesTest::aSecondHelloClosesTheConnection() {
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Hello{});
    m_rig->send(client, api::Hello{});
    expectClosed(client, RejectReason::Malformed);
}

void SessionStatesTest::everyRequestBeforeSignInClosesTheConnection() {
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

void SessionStatesTest::aSecondSignInClosesTheConnection() {
    FakeClient& client = m_rig->signIn("olga");
    signInWith(client, "olga", Rig::passwordOf("olga"));
    expectClosed(client, RejectReason::Malformed);
}

void SessionStatesTest::pingIsAnsweredFromTheHelloOn() {
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Hello{});
    m_rig->send(client, api::Ping{77});
    const auto pong = client.take<api::Pong>();
    QCOMPARE(pong.size(), std::size_t{1});
    QCOMPARE(pong[0].token, std::uint64_t{77});
}

void SessionStatesTest::strangersWhoDoNotReadAreClosedEarly() {
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

void SessionStatesTest::malformedFramesCloseTheConnection_data() {
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

void SessionStatesTest::malformedFramesCloseTheConnection() {
    QFETCH(QByteArray, frame);
    QFETCH(bool, json);
    FakeClient& client = m_rig->signIn("olga", json ? Encoding::Json : Encoding::Binary);
    m_rig->sendRaw(client, api::Bytes(frame.begin(), frame.end()));
    expectClosed(client, RejectReason::Malformed);
    m_rig->send(client, api::Ping{1}); // ignored, not a crash
    QVERIFY(client.take<api::Pong>().empty());
}

void SessionStatesTest::framesAtTheSizeLimitAreReadAndLargerOnesAreNot() {
    std::string ping = R"({"message":"Ping","token":5})";
    FakeClient& client = m_rig->signIn("olga", Encoding::Json);
    ping.resize(api::kMaxRequestBytes, ' ');
    m_rig->sendRaw(client, api::Bytes(ping.begin(), ping.end()));
    QCOMPARE(client.take<api::Pong>().size(), std::size_t{1});
    ping += ' ';
    m_rig->sendRaw(client, api::Bytes(ping.begin(), ping.end()));
    expectClosed(client, RejectReason::Malformed);
}

void SessionStatesTest::connectionsThatStaySilentAreClosed() {
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

void SessionStatesTest::tooManyConnectionsAreRefused() {
    for (std::size_t i = 0; i < Sessions::kMaxSessions; ++i)
        QVERIFY(!m_rig->connect(Encoding::Binary, Origin::Process).finished);
    FakeClient& tooMany = m_rig->connect(Encoding::Binary, Origin::Process);
    expectClosed(tooMany, RejectReason::Busy);
    QCOMPARE(m_rig->sessions.count(), Sessions::kMaxSessions);
}

void SessionStatesTest::strangersDoNotTakeThePlacesOfUsers() {
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

void SessionStatesTest::theTimeToSignInStartsWhenTheVenueIsThere() {
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

QTEST_APPLESS_MAIN(SessionStatesTest)
#include "session_states_test.moc"
