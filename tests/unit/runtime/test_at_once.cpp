// Orders worked by the thread that submits them: the same answers in the same order as through the
// engine's own threads, beside them, and through trouble.
#include "tests/unit/runtime/running_engine.h"

#include <QTemporaryDir>
#include <QtTest>

#include <thread>

using namespace openbell;
using namespace openbell::runtime;
using api::RejectReason;
using api::VenuePhase;
using test::RecordingConsumer;
using test::RunningEngine;
using Wake = Engine::Wake;

namespace {

/// True when each accepted command was answered once, in the order of its number, without gaps.
bool eachIsAnsweredOnce(RunningEngine& running) {
    return running.consumer.with([&](const RecordingConsumer& seen) {
        Sequence last;
        for (const auto& batch : seen.m_batches)
            for (const Origin& origin : batch.origins) {
                if (origin.sequence != next(last))
                    return false;
                last = origin.sequence;
            }
        return last == Sequence(running.submitted);
    });
}

bool setUp(RunningEngine& running) {
    if (!running.goesLive())
        return false;
    for (const api::Command& command : test::marketSetup())
        if (!running.submitPatiently(command))
            return false;
    return running.consumer.waitForSequence(Sequence(running.submitted));
}

api::PlaceOrder anOrder() {
    api::PlaceOrder order;
    order.account = AccountId(1);
    order.instrument = InstrumentId(1);
    order.price = Price(1000);
    order.quantity = Quantity(1);
    return order;
}

bool lastWasPublishedHere(RecordingConsumer& consumer) {
    return consumer.with([](const RecordingConsumer& seen) {
        return seen.m_batches.back().thread == std::this_thread::get_id();
    });
}

} // namespace

class AtOnceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anOrderAloneIsWorkedAndPublishedByItsThread() {
        const QTemporaryDir directory;
        RunningEngine running(RunningEngine::options(directory.path().toStdString()));
        QVERIFY(setUp(running));
        // An engine thread that is just awake takes the order itself; it falls asleep soon.
        bool here = false;
        for (const QDeadlineTimer limit(30'000); !here && !limit.hasExpired();) {
            QCOMPARE(running.submit(anOrder(), Wake::Later), RejectReason::None);
            running.engine->workAtOnce();
            QVERIFY(running.consumer.waitForSequence(Sequence(running.submitted)));
            here = lastWasPublishedHere(running.consumer);
        }
        QVERIFY(here);
        QVERIFY(eachIsAnsweredOnce(running));
    }

    void configurationIsLeftToTheEngineThread() {
        const QTemporaryDir directory;
        RunningEngine running(RunningEngine::options(directory.path().toStdString()));
        QVERIFY(setUp(running));
        for (std::uint32_t i = 100; i < 150; ++i) {
            const api::CreateAccount command{.account = AccountId(i), .name = api::Name("later")};
            QCOMPARE(running.submit(command, Wake::Later), RejectReason::None);
            running.engine->workAtOnce();
            QVERIFY(running.consumer.waitForSequence(Sequence(running.submitted)));
            QVERIFY(!lastWasPublishedHere(running.consumer));
        }
    }

    void bothWaysTogetherAnswerEachOrderOnceAndInOrder_data() {
        QTest::addColumn<bool>("sync");
        QTest::newRow("nothing is synced") << false;
        QTest::newRow("synced") << true;
    }
    void bothWaysTogetherAnswerEachOrderOnceAndInOrder() {
        QFETCH(bool, sync);
        const QTemporaryDir directory;
        const std::uint64_t count = sync ? 300 : 20'000;
        {
            EngineOptions options = RunningEngine::options(directory.path().toStdString());
            options.syncToDisk = sync;
            RunningEngine running(std::move(options));
            QVERIFY(setUp(running));
            qInfo("seed 7");
            Random random(7);
            test::OrderStream stream(7);
            for (std::uint64_t i = 0; i < count; ++i) {
                const bool later = random.chance(2, 3);
                const api::Command command = stream.next(Sequence(running.submitted + 1));
                if (later)
                    QCOMPARE(running.submit(command, Wake::Later), RejectReason::None);
                else
                    QVERIFY(running.submitPatiently(command));
                if (later || random.chance(1, 3))
                    running.engine->workAtOnce();
                if (random.chance(1, 4))
                    QVERIFY(running.consumer.waitForSequence(Sequence(running.submitted)));
            }
            QVERIFY(running.consumer.waitForSequence(Sequence(running.submitted)));
            QVERIFY(eachIsAnsweredOnce(running));
        }
        // What was written by either thread is one journal, which replays to the same end.
        RunningEngine again(RunningEngine::options(directory.path().toStdString()));
        QVERIFY(again.goesLive());
        QVERIFY(again.engine->status().durable.value() > count);
    }

    void severalThreadsMayWorkAtOnceTogether() {
        const QTemporaryDir directory;
        RunningEngine running(RunningEngine::options(directory.path().toStdString()));
        QVERIFY(setUp(running));
        constexpr std::uint64_t kEach = 3'000;
        const auto submit = [&running](Wake wake) {
            for (std::uint64_t i = 0; i < kEach;) {
                Submission submission;
                submission.command = anOrder();
                if (running.engine->trySubmit(std::move(submission), wake) == RejectReason::None)
                    ++i;
                if (wake == Wake::Later)
                    running.engine->workAtOnce();
            }
        };
        std::thread other([&] { submit(Wake::Later); });
        std::thread third([&] { submit(Wake::Later); });
        submit(Wake::Now);
        other.join();
        third.join();
        running.submitted += 3 * kEach;
        QVERIFY(running.consumer.waitForSequence(Sequence(running.submitted)));
        QVERIFY(eachIsAnsweredOnce(running));
    }

    void stoppingAnswersWhatWaitsForNobody() {
        const QTemporaryDir directory;
        RunningEngine running(RunningEngine::options(directory.path().toStdString()));
        QVERIFY(setUp(running));
        QCOMPARE(running.submit(anOrder(), Wake::Later), RejectReason::None);
        running.engine->stop();
        running.engine->workAtOnce(); // finds nothing left
        QVERIFY(eachIsAnsweredOnce(running));
    }

    void beforeTheVenueIsLiveThereIsNothingToWork() {
        const QTemporaryDir directory;
        RunningEngine running(RunningEngine::options(directory.path().toStdString()));
        running.engine->workAtOnce();
        QVERIFY(running.goesLive());
    }

    void whatAnOrderMakesDueEarlierHappensInTime() {
        const QTemporaryDir directory;
        RunningEngine running(RunningEngine::options(directory.path().toStdString()));
        QVERIFY(setUp(running));
        api::PlaceOrder order = anOrder();
        order.timeInForce = api::TimeInForce::GoodTillTime;
        order.expiry = Timestamp(2'000);
        QCOMPARE(running.submit(order, Wake::Later), RejectReason::None);
        running.engine->workAtOnce();
        const Sequence placed(running.submitted);
        QVERIFY(running.consumer.waitForSequence(placed));
        running.clock->set(Timestamp(2'000));
        QVERIFY(running.consumer.waitForSequence(next(placed)));
        QCOMPARE(running.engine->health().time, Timestamp(2'000));
    }
};

QTEST_APPLESS_MAIN(AtOnceTest)
#include "test_at_once.moc"
