// What a session lets its user do: commands, rights, rates, passwords.
#include "tests/unit/gateway/session_fixture.h"

#include <algorithm>

using namespace openbell;
using namespace openbell::gateway;
using api::RejectReason;
using api::Role;

class SessionCommandsTest : public SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }

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
};

void SessionCommandsTest::aCommandCarriesItsUserAndComesBackToItsSession() {
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

void SessionCommandsTest::aFullEngineIsAnsweredAtOnce() {
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

void SessionCommandsTest::deniedCommandsAreAnsweredAndLogged() {
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

void SessionCommandsTest::aSessionThatKeepsBeingDeniedIsClosed() {
    FakeClient& vic = m_rig->signIn("vic");
    for (int i = 0; i < 51; ++i)
        m_rig->send(vic, api::Submit{RequestId(4), orderOf(20)});
    expectClosed(vic, RejectReason::RateLimited);
}

void SessionCommandsTest::commandsOverTheRateAreRefused() {
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

void SessionCommandsTest::theRateIsLimitedByDefaultButNotForTheHostingProcess() {
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

void SessionCommandsTest::losingRightsEndsTheSessionBeforeItsNextRequest() {
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

void SessionCommandsTest::onesOwnPasswordNeedsTheCurrentOne() {
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

void SessionCommandsTest::operatorsSetPasswordsOfOthersAndEndTheirSessions() {
    FakeClient& olga = m_rig->signIn("olga");
    FakeClient& tara = m_rig->signIn("tara");
    m_rig->send(olga, api::SetPassword{RequestId(1), UserId(2), {}, "a new password"});
    QCOMPARE(olga.take<api::CommandResult>().at(0).reason, RejectReason::None);
    expectClosed(tara, RejectReason::NotPermitted);
    m_rig->send(olga, api::SetPassword{RequestId(1), UserId(99), {}, "a new password"});
    QCOMPARE(olga.take<api::CommandResult>().at(0).reason, RejectReason::UnknownUser);
}

void SessionCommandsTest::aPasswordChangeCountsWithoutTheSessionThatAsked() {
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
    const auto changed =
        std::find_if(m_rig->accessWritten.begin(), m_rig->accessWritten.end(),
                     [](const api::AuditView& entry) { return entry.action == "PasswordSet"; });
    QVERIFY(changed != m_rig->accessWritten.end());
    QCOMPARE(changed->actorName, std::string("olga"));
    QCOMPARE(changed->details, std::string("user=2"));
}

void SessionCommandsTest::aReplayCannotBeControlledWhereThereIsNone() {
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

QTEST_APPLESS_MAIN(SessionCommandsTest)
#include "session_commands_test.moc"
