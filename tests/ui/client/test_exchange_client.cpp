// ExchangeClient against a transport that follows a script.
#include "tests/ui/client/scripted_transport.h"
#include "ui/client/exchange_client.h"
#include "ui/client/web_socket_transport.h"

#include <QSignalSpy>
#include <QTest>

using namespace openbell;
using namespace openbell::client;

class TestExchangeClient : public QObject {
    Q_OBJECT

private:
    struct Connected {
        ExchangeClient client;
        ScriptedTransport* transport = nullptr;

        explicit Connected(bool signedIn = true) {
            auto made = std::make_unique<ScriptedTransport>();
            transport = made.get();
            client.connectTo(std::move(made), {QStringLiteral("demo"), QStringLiteral("secret")});
            if (signedIn)
                transport->signIn();
        }
    };

    static api::Topic bookTopic() {
        api::Topic topic;
        topic.kind = api::TopicKind::Book;
        topic.instrument = InstrumentId(1);
        return topic;
    }
    static api::TopicUpdate update(SubscriptionId id, bool snapshot, std::uint64_t from,
                                   std::uint64_t to) {
        api::TopicUpdate message;
        message.subscription = id;
        message.snapshot = snapshot;
        message.from = Sequence(from);
        message.to = Sequence(to);
        return message;
    }

private Q_SLOTS:
    void handshakeEndsOnline() {
        Connected c(false);
        QCOMPARE(c.client.state(), ConnectionState::Connecting);
        c.transport->signIn();
        QCOMPARE(c.client.state(), ConnectionState::Online);
        QCOMPARE(c.transport->countSent<api::Hello>(), 1);
        QCOMPARE(c.transport->lastSent<api::SignIn>()->password, std::string("secret"));
        QCOMPARE(c.client.identity().account, AccountId(7));
        QCOMPARE(c.client.lastSequence(), Sequence(10));
    }

    void signInWaitsUntilTheVenueHasRecovered() {
        Connected c(false);
        c.transport->accept();
        c.transport->receive(api::Welcome{api::kProtocolVersion, "test", api::VenueMode::Normal});
        api::VenueStatus status;
        status.phase = api::VenuePhase::Recovering;
        status.done = 3;
        status.total = 9;
        QSignalSpy progress(&c.client, &ExchangeClient::venueStatusChanged);
        c.transport->receive(status);
        QCOMPARE(progress.count(), 1);
        QCOMPARE(c.client.state(), ConnectionState::VenueNotReady);
        QCOMPARE(c.transport->countSent<api::SignIn>(), 0);
        status.phase = api::VenuePhase::Live;
        c.transport->receive(status);
        QCOMPARE(c.client.state(), ConnectionState::SigningIn);
        QCOMPARE(c.transport->countSent<api::SignIn>(), 1);
    }

    void wrongPasswordIsNotTriedAgain() {
        Connected c(false);
        c.transport->accept();
        c.transport->receive(api::Welcome{api::kProtocolVersion, "test", api::VenueMode::Normal});
        api::VenueStatus live;
        live.phase = api::VenuePhase::Live;
        c.transport->receive(live);
        c.transport->receive(api::SignInRefused{"The password is wrong."});
        QCOMPARE(c.client.state(), ConnectionState::Refused);
        QCOMPARE(c.client.stateText(), QStringLiteral("The password is wrong."));
        QCOMPARE(c.client.msToRetry(), 0);
    }

    void anotherProtocolVersionIsRefusedInWords() {
        Connected c(false);
        c.transport->accept();
        c.transport->receive(api::Welcome{999, "test", api::VenueMode::Normal});
        QCOMPARE(c.client.state(), ConnectionState::Refused);
        QVERIFY(c.client.stateText().contains(QStringLiteral("999")));
    }

    void commandIsAnsweredOnce() {
        Connected c;
        int answers = 0;
        CommandAnswer seen;
        const RequestId id = c.client.submit(api::CancelAll{AccountId(7), InstrumentId()}, this,
                                             [&](const CommandAnswer& answer) {
                                                 ++answers;
                                                 seen = answer;
                                             });
        QCOMPARE(c.transport->lastSent<api::Submit>()->request, id);
        const api::CommandResult result{id, Sequence(42), api::RejectReason::None, ""};
        c.transport->receive(result);
        c.transport->receive(result);
        QCOMPARE(answers, 1);
        QVERIFY(seen.accepted());
        QCOMPARE(c.client.lastSequence(), Sequence(42));
    }

    void commandWhileOfflineIsRefusedLaterNotAtOnce() {
        ExchangeClient client;
        bool answered = false;
        client.submit(api::CancelAll{}, this, [&](const CommandAnswer& answer) {
            answered = true;
            QCOMPARE(answer.result.reason, api::RejectReason::NotReady);
        });
        QVERIFY(!answered);
        QTRY_VERIFY(answered);
    }

    void outcomeOfACommandThatWasUnderWayIsUnknownAfterALoss() {
        Connected c;
        bool lost = false;
        c.client.submit(api::CancelAll{}, this,
                        [&](const CommandAnswer& answer) { lost = answer.lost; });
        c.transport->drop(QStringLiteral("cable"));
        QVERIFY(lost);
        QCOMPARE(c.client.state(), ConnectionState::WaitingToRetry);
        QCOMPARE(c.client.stateText(), QStringLiteral("cable"));
    }

    void handlerOfADeadContextIsNotCalled() {
        Connected c;
        auto context = std::make_unique<QObject>();
        bool called = false;
        const RequestId id = c.client.submit(api::CancelAll{}, context.get(),
                                             [&](const CommandAnswer&) { called = true; });
        context.reset();
        c.transport->receive(api::CommandResult{id, Sequence(1), api::RejectReason::None, ""});
        QVERIFY(!called);
    }

    void queryGetsItsResult() {
        Connected c;
        std::size_t rows = 0;
        api::Query query;
        query.kind = api::QueryKind::Users;
        const RequestId id = c.client.query(
            query, this, [&](const api::QueryResult& result) { rows = result.users.size(); });
        api::QueryResult result;
        result.request = id;
        result.users.resize(3);
        c.transport->receive(result);
        QCOMPARE(rows, std::size_t(3));
    }

    void subscriptionGetsSnapshotThenDeltas() {
        Connected c;
        QStringList seen;
        const Subscription subscription =
            c.client.subscribe(bookTopic(), [&](const api::TopicUpdate& message) {
                seen += QStringLiteral("%1%2").arg(QChar(message.snapshot ? u's' : u'd')).arg(
                    message.to.value());
            });
        const SubscriptionId id = c.transport->lastSent<api::Subscribe>()->subscription;
        c.transport->receive(update(id, true, 0, 20));
        c.transport->receive(update(id, false, 20, 25));
        QTRY_COMPARE(seen, (QStringList{QStringLiteral("s20"), QStringLiteral("d25")}));
        QCOMPARE(c.client.lastSequence(), Sequence(25));
    }

    void gapSubscribesAgainAndDropsTheDelta() {
        Connected c;
        int updates = 0;
        const Subscription subscription =
            c.client.subscribe(bookTopic(), [&](const api::TopicUpdate&) { ++updates; });
        const SubscriptionId first = c.transport->lastSent<api::Subscribe>()->subscription;
        c.transport->receive(update(first, true, 0, 20));
        c.transport->receive(update(first, false, 21, 25));
        QTRY_COMPARE(c.transport->countSent<api::Unsubscribe>(), 1);
        QCOMPARE(updates, 1);
        const SubscriptionId second = c.transport->lastSent<api::Subscribe>()->subscription;
        QVERIFY(second != first);
        c.transport->receive(update(first, false, 25, 26)); // a late one of the old number
        c.transport->receive(update(second, true, 0, 30));
        QTRY_COMPARE(updates, 2);
    }

    void subscriptionsAreRestoredAfterAReconnection() {
        Connected c;
        int snapshots = 0;
        const Subscription subscription = c.client.subscribe(
            bookTopic(), [&](const api::TopicUpdate& message) { snapshots += message.snapshot; });
        c.transport->receive(
            update(c.transport->lastSent<api::Subscribe>()->subscription, true, 0, 20));
        QTRY_COMPARE(snapshots, 1);
        c.transport->drop(QStringLiteral("cable"));
        QVERIFY(c.client.msToRetry() > 0);
        QTRY_COMPARE(c.transport->opens, 2); // by itself
        c.transport->sent.clear();
        c.transport->signIn();
        QCOMPARE(c.transport->countSent<api::Subscribe>(), 1);
        c.transport->receive(
            update(c.transport->lastSent<api::Subscribe>()->subscription, true, 0, 40));
        QTRY_COMPARE(snapshots, 2);
    }

    void subscriptionEndsWithItsObject() {
        Connected c;
        {
            const Subscription subscription =
                c.client.subscribe(bookTopic(), [](const api::TopicUpdate&) {});
        }
        QCOMPARE(c.transport->countSent<api::Unsubscribe>(), 1);
        c.transport->drop(QStringLiteral("cable"));
        c.client.retryNow();
        c.transport->sent.clear();
        c.transport->signIn();
        QCOMPARE(c.transport->countSent<api::Subscribe>(), 0);
    }

    void subscriptionMayEndInsideItsOwnHandler() {
        Connected c;
        auto subscription = std::make_unique<Subscription>();
        std::string alive = "alive";
        *subscription = c.client.subscribe(bookTopic(), [&, alive](const api::TopicUpdate&) {
            subscription.reset();
            QCOMPARE(alive, std::string("alive")); // the running handler still exists
        });
        c.transport->receive(
            update(c.transport->lastSent<api::Subscribe>()->subscription, true, 0, 20));
        QTRY_VERIFY(!subscription);
    }

    void undecodableFrameClosesWithAMessage() {
        Connected c;
        c.client.submit(api::CancelAll{});
        c.transport->receiveBytes({1, 2, 3});
        QCOMPARE(c.client.state(), ConnectionState::WaitingToRetry);
        QVERIFY(!c.client.stateText().isEmpty());
    }

    void closingFrameGivesTheReason() {
        Connected c;
        c.transport->receive(api::Closing{api::RejectReason::Busy, "You were too slow."});
        c.transport->drop(QStringLiteral("eof"));
        QCOMPARE(c.client.stateText(), QStringLiteral("You were too slow."));
    }

    void anotherExchangeIsAnnouncedBeforeItsData() {
        Connected c;
        QSignalSpy changed(&c.client, &ExchangeClient::exchangeChanged);
        auto other = std::make_unique<ScriptedTransport>();
        ScriptedTransport* transport = other.get();
        c.client.connectTo(std::move(other), {});
        QCOMPARE(changed.count(), 1);
        QVERIFY(c.client.lastSequence().isNone());
        transport->signIn();
        QVERIFY(c.client.isOnline());
    }

    void marketDataWaitsForTheFrame() {
        Connected c;
        int updates = 0;
        const Subscription subscription =
            c.client.subscribe(bookTopic(), [&](const api::TopicUpdate&) { ++updates; });
        const SubscriptionId id = c.transport->lastSent<api::Subscribe>()->subscription;
        c.transport->receive(update(id, true, 0, 20));
        QCOMPARE(updates, 0);
        QSignalSpy frame(&c.client, &ExchangeClient::frame);
        QVERIFY(frame.wait());
        QCOMPARE(updates, 1);
    }

    void addressesAreReadAsPeopleTypeThem_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url");
        QTest::newRow("bare host") << "example.org" << "ws://example.org:7411";
        QTest::newRow("host and port") << " 127.0.0.1:9000 " << "ws://127.0.0.1:9000";
        QTest::newRow("whole") << "ws://localhost:1" << "ws://localhost:1";
        QTest::newRow("secure") << "wss://x:2/p" << "wss://x:2/p";
        QTest::newRow("http") << "http://x:2" << "";
        QTest::newRow("with password") << "ws://me:secret@x:2" << "";
        QTest::newRow("nothing") << "" << "";
        QTest::newRow("bad port") << "x:99999" << "";
    }
    void addressesAreReadAsPeopleTypeThem() {
        QFETCH(QString, typed);
        QFETCH(QString, url);
        QCOMPARE(WebSocketTransport::parseAddress(typed).toString(), url);
    }
};

QTEST_GUILESS_MAIN(TestExchangeClient)
#include "test_exchange_client.moc"
