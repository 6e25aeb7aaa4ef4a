// Signing in: who is let in, what failures cost, what the log says.
#include "tests/unit/gateway/session_fixture.h"

#include <algorithm>

using namespace openbell;
using namespace openbell::gateway;
using api::RejectReason;
using api::Role;

class SessionSignInTest : public SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }

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
};

void SessionSignInTest::signInIsRefusedWhileTheVenueRecovers() {
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

void SessionSignInTest::aNewVenueIsLiveOnceItHasAUser() {
    m_rig = std::make_unique<Rig>();
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Hello{});
    QCOMPARE(client.take<api::VenueStatus>().back().phase, api::VenuePhase::Starting);
    m_rig->addUser(1, "first", Role::Operator);
    QCOMPARE(client.take<api::VenueStatus>().back().phase, api::VenuePhase::Live);
    signInWith(client, "first", Rig::passwordOf("first"));
    QCOMPARE(client.take<api::SignedIn>().size(), std::size_t{1});
}

void SessionSignInTest::unknownUsersAndWrongPasswordsLookTheSame() {
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Hello{});
    signInWith(client, "olga", "wrong");
    signInWith(client, "nobody", "wrong");
    const auto refused = client.take<api::SignInRefused>();
    QCOMPARE(refused.size(), std::size_t{2});
    QCOMPARE(refused[0].text, refused[1].text);
}

void SessionSignInTest::disabledUsersAreRefusedOnlyAfterTheRightPassword() {
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

void SessionSignInTest::failuresMakeTheNextAttemptsWait() {
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

void SessionSignInTest::failuresOfOneUserCountAcrossConnections() {
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

void SessionSignInTest::tooManyFailuresEndTheConnection() {
    FakeClient& client = m_rig->connect();
    m_rig->send(client, api::Hello{});
    for (int i = 0; i < 10; ++i) {
        m_rig->now += 60 * kNsPerSecond;
        signInWith(client, "olga", "wrong");
    }
    expectClosed(client, RejectReason::RateLimited);
}

void SessionSignInTest::earlyAttemptsEndTheConnectionAndAreLoggedOnce() {
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

void SessionSignInTest::aFloodOfRefusalsIsCountedInTheLog() {
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

void SessionSignInTest::tooManySignInsAtOnceAreRefused() {
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

void SessionSignInTest::signInsAreLogged() {
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

QTEST_APPLESS_MAIN(SessionSignInTest)
#include "session_sign_in_test.moc"
