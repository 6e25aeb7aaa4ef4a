// The engine as a whole: order, bounds, refusals, stopping, and failing disks.
#include "tests/unit/runtime/running_engine.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace openbell;
using namespace openbell::runtime;
using api::RejectReason;
using api::VenuePhase;
using test::LogScript;
using test::RecordingConsumer;
using test::RunningEngine;
using test::ScriptedLog;

namespace {

/// Options whose log does what the script says.
EngineOptions scripted(const QTemporaryDir& directory, LogScript& script) {
    EngineOptions options = RunningEngine::options(directory.path().toStdString());
    options.wrapLog = [&script](std::unique_ptr<journal::Log> files) {
        return std::make_unique<ScriptedLog>(script, std::move(files));
    };
    return options;
}

/// The requests that were answered, in order of publication.
std::vector<std::uint64_t> answered(RecordingConsumer& consumer) {
    return consumer.with([](const RecordingConsumer& seen) {
        std::vector<std::uint64_t> requests;
        for (const auto& batch : seen.m_batches)
            for (const Origin& origin : batch.origins)
                requests.push_back(origin.request.value());
        return requests;
    });
}

bool isCountedFromOne(const std::vector<std::uint64_t>& requests, std::uint64_t count) {
    for (std::size_t i = 0; i < requests.size(); ++i)
        if (requests[i] != i + 1)
            return false;
    return requests.size() == count;
}

} // namespace

class EngineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewVenueGoesLiveAtSequenceNone() {
        const QTemporaryDir directory;
        RunningEngine running(RunningEngine::options(directory.path().toStdString()));
        QVERIFY(running.goesLive());
        QCOMPARE(running.consumer.with([](auto& seen) { return seen.m_recovered.value(); }),
                 Sequence());
        QCOMPARE(running.engine->status().phase, VenuePhase::Live);
    }

    void theStateIsDescribedBeforeTheVenueIsLive() {
        const QTemporaryDir directory;
        RunningEngine running(RunningEngine::options(directory.path().toStdString()));
        QVERIFY(running.consumer.waitFor([](const RecordingConsumer& seen) {
            // Whenever Live is seen, the recovered state has been seen too.
            if (seen.sawPhase(VenuePhase::Live) && !seen.m_recovered)
                qFatal("live before the state was described");
            return seen.sawPhase(VenuePhase::Live);
        }));
    }

    void everyCommandIsAnsweredOnceAndInOrder() {
        const QTemporaryDir directory;
        RunningEngine running(RunningEngine::options(directory.path().toStdString()));
        QVERIFY(running.goesLive());
        QVERIFY(running.trade(5'000, 1));
        QVERIFY(isCountedFromOne(answered(running.consumer), running.submitted));
        running.consumer.with([&](const RecordingConsumer& seen) {
            Sequence expected(1);
            for (const auto& batch : seen.m_batches) {
                QCOMPARE(batch.first, expected);
                QCOMPARE(batch.origins.size(), batch.last.value() - batch.first.value() + 1);
                expected = next(batch.last);
            }
        });
    }

    void configurationIsAuditedAndOrdersAreNot() {
        const QTemporaryDir directory;
        RunningEngine running(RunningEngine::options(directory.path().toStdString()));
        QVERIFY(running.goesLive());
        QVERIFY(running.trade(100, 2));
        const std::size_t audited = running.consumer.with([](const RecordingConsumer& seen) {
            std::size_t sum = 0;
            for (const auto& batch : seen.m_batches)
                sum += batch.audited;
            return sum;
        });
        QCOMPARE(audited, test::marketSetup().size());
    }

    void aFullInputAnswersBusyAndWhatWasAcceptedIsStillAnswered() {
        const QTemporaryDir directory;
        LogScript script;
        EngineOptions options = scripted(directory, script);
        options.inputCapacity = 100;
        RunningEngine running(std::move(options));
        QVERIFY(running.goesLive());
        LogScript::Hold held = script.hold();
        // The batches between the threads fill up first, then the input. Busy alone does not say
        // that they are full: a slow sequencer may be about to take what waits.
        QDeadlineTimer patience(60'000);
        RejectReason answer = RejectReason::None;
        while (!patience.hasExpired() &&
               (answer != RejectReason::Busy || running.engine->health().inputDepth != 100))
            answer = running.submit(api::AdvanceTime{});
        QCOMPARE(answer, RejectReason::Busy);
        QVERIFY(answered(running.consumer).empty());
        held.release();
        QVERIFY(running.consumer.waitForSequence(Sequence(running.submitted)));
        QVERIFY(isCountedFromOne(answered(running.consumer), running.submitted));
        QCOMPARE(running.submit(api::AdvanceTime{}), RejectReason::None);
    }

    void beforeLiveAndAfterStopCommandsAreRefused() {
        const QTemporaryDir directory;
        RunningEngine running(RunningEngine::options(directory.path().toStdString()));
        QVERIFY(running.goesLive());
        running.engine->stop();
        QCOMPARE(running.submit(api::AdvanceTime{}), RejectReason::NotReady);
        RecordingConsumer unused;
        Engine neverStarted(RunningEngine::options(directory.path().toStdString()), unused,
                            nullptr);
        QCOMPARE(neverStarted.trySubmit({}), RejectReason::NotReady);
    }

    void aCleanStopAnswersEverythingAccepted() {
        const QTemporaryDir directory;
        RunningEngine running(RunningEngine::options(directory.path().toStdString()));
        QVERIFY(running.goesLive());
        for (int i = 0; i < 20'000; ++i)
            QCOMPARE(running.submit(api::AdvanceTime{}), RejectReason::None);
        running.engine->stop();
        QVERIFY(isCountedFromOne(answered(running.consumer), running.submitted));
        RunningEngine again(RunningEngine::options(directory.path().toStdString()));
        QVERIFY(again.goesLive());
        QCOMPARE(again.engine->status().durable, Sequence(20'000));
    }

    void stoppingDuringRecoveryChangesNothing() {
        const QTemporaryDir directory;
        RunningEngine running(RunningEngine::options(directory.path().toStdString()));
        running.engine->stop(); // wherever the start was just then
        RunningEngine again(RunningEngine::options(directory.path().toStdString()));
        QVERIFY(again.goesLive());
    }

    void timeComesFromTheClockAndNeverGoesBack() {
        const QTemporaryDir directory;
        {
            RunningEngine running(RunningEngine::options(directory.path().toStdString()));
            QVERIFY(running.goesLive());
            running.clock->set(Timestamp(5'000));
            QCOMPARE(running.submit(api::AdvanceTime{}), RejectReason::None);
            QVERIFY(running.consumer.waitForSequence(Sequence(1)));
            QCOMPARE(running.engine->health().time, Timestamp(5'000));
        }
        // After a restart the clock reads 1000 again: the venue's time stays where it was.
        RunningEngine again(RunningEngine::options(directory.path().toStdString()));
        QVERIFY(again.goesLive());
        QCOMPARE(again.submit(api::AdvanceTime{}), RejectReason::None);
        QVERIFY(again.consumer.waitForSequence(Sequence(2)));
        QCOMPARE(again.engine->health().time, Timestamp(5'000));
    }

    void whatBecomesDueHappensWithoutACommand() {
        const QTemporaryDir directory;
        RunningEngine running(RunningEngine::options(directory.path().toStdString()));
        QVERIFY(running.goesLive());
        for (const api::Command& command : test::marketSetup())
            QVERIFY(running.submitPatiently(command));
        QVERIFY(running.submitPatiently(api::ChangeInstrumentState{
            InstrumentId(1), api::InstrumentState::VolatilityAuction, Timestamp(2'000), {}}));
        const Sequence before(running.submitted);
        QVERIFY(running.consumer.waitForSequence(before));
        running.clock->set(Timestamp(2'000));
        QVERIFY(running.consumer.waitForSequence(next(before)));
        QCOMPARE(running.engine->health().time, Timestamp(2'000));
        // Once: the next command follows directly.
        QCOMPARE(running.submit(api::AdvanceTime{}), RejectReason::None);
        QVERIFY(running.consumer.waitForSequence(next(next(before))));
        running.engine->stop();
        QCOMPARE(running.engine->status().durable, next(next(before)));
    }

    void aFullDiskRefusesNewCommandsAndLosesNone() {
        const QTemporaryDir directory;
        LogScript script;
        RunningEngine running(scripted(directory, script));
        QVERIFY(running.goesLive());
        script.failWith(journal::LogError::NoSpace);
        for (int i = 0; i < 10; ++i)
            QVERIFY(running.submit(api::AdvanceTime{}) != RejectReason::Busy);
        QVERIFY(running.consumer.waitForPhase(VenuePhase::DiskFull));
        QCOMPARE(running.submit(api::AdvanceTime{}), RejectReason::DiskFull);
        QVERIFY(!running.engine->status().text.empty());
        QVERIFY(answered(running.consumer).empty());
        script.failWith(std::nullopt);
        QVERIFY(running.consumer.waitForSequence(Sequence(running.submitted)));
        QVERIFY(isCountedFromOne(answered(running.consumer), running.submitted));
        QCOMPARE(running.engine->status().phase, VenuePhase::Live);
    }

    void aFailedSyncStopsTheVenueForGood() {
        const QTemporaryDir directory;
        LogScript script;
        RunningEngine running(scripted(directory, script));
        QVERIFY(running.goesLive());
        QCOMPARE(running.submit(api::AdvanceTime{}), RejectReason::None);
        QVERIFY(running.consumer.waitForSequence(Sequence(1)));
        script.failWith(journal::LogError::Failed);
        QCOMPARE(running.submit(api::AdvanceTime{}), RejectReason::None);
        QVERIFY(running.consumer.waitForPhase(VenuePhase::Failed));
        script.failWith(std::nullopt);
        QCOMPARE(running.submit(api::AdvanceTime{}), RejectReason::JournalFailed);
        running.engine->stop();
        QCOMPARE(answered(running.consumer).size(), std::size_t{1});
        QCOMPARE(running.engine->status().phase, VenuePhase::Failed);
    }

    void stoppingAVenueWhoseDiskStaysFullEnds() {
        const QTemporaryDir directory;
        LogScript script;
        RunningEngine running(scripted(directory, script));
        QVERIFY(running.goesLive());
        script.failWith(journal::LogError::NoSpace);
        QCOMPARE(running.submit(api::AdvanceTime{}), RejectReason::None);
        QVERIFY(running.consumer.waitForPhase(VenuePhase::DiskFull));
        running.engine->stop();
        QVERIFY(answered(running.consumer).empty());
    }

    void aSecondEngineOnTheSameDirectoryIsRefused() {
        const QTemporaryDir directory;
        RunningEngine running(RunningEngine::options(directory.path().toStdString()));
        QVERIFY(running.goesLive());
        RunningEngine second(RunningEngine::options(directory.path().toStdString()));
        QVERIFY(second.consumer.waitForPhase(VenuePhase::Failed));
        QVERIFY(!second.engine->status().text.empty());
    }

    void tasksRunOnThePublisherThreadInOrder() {
        const QTemporaryDir directory;
        RunningEngine running(RunningEngine::options(directory.path().toStdString()));
        std::vector<int> order;
        for (int i = 0; i < 100; ++i)
            running.engine->postToPublisher([&order, i] { order.push_back(i); });
        running.engine->stop();
        QCOMPARE(order.size(), std::size_t{100});
        QVERIFY(std::is_sorted(order.begin(), order.end()));
    }

    void healthTellsWhatHappened() {
        const QTemporaryDir directory;
        RunningEngine running(RunningEngine::options(directory.path().toStdString()));
        QVERIFY(running.goesLive());
        QVERIFY(running.trade(2'000, 3));
        const api::HealthView health = running.engine->health();
        QCOMPARE(health.sequence, Sequence(running.submitted));
        QCOMPARE(health.durable, health.sequence);
        QCOMPARE(health.inputDepth, 0U);
        QCOMPARE(health.shards, 1U);
        QVERIFY(health.commandsPerSecond > 0);
        QVERIFY(health.tradesPerSecond > 0);
        QVERIFY(health.applyNsP50 > 0);
        QVERIFY(health.durableNsP999 >= health.durableNsP50);
        QVERIFY(health.journalBytes > 0);
        QVERIFY(health.residentBytes > 0);
    }

    void severalShardsPublishTheSameEventsAsOne() {
        std::vector<std::size_t> events;
        for (const unsigned shards : {1U, 2U, 4U}) {
            const QTemporaryDir directory;
            EngineOptions options = RunningEngine::options(directory.path().toStdString());
            options.shards = shards;
            RunningEngine running(std::move(options));
            QVERIFY(running.goesLive());
            QVERIFY(running.trade(10'000, 4));
            events.push_back(running.consumer.with([](const RecordingConsumer& seen) {
                std::size_t sum = 0;
                for (const auto& batch : seen.m_batches)
                    sum += batch.events;
                return sum;
            }));
        }
        QCOMPARE(events[1], events[0]);
        QCOMPARE(events[2], events[0]);
    }
};

QTEST_APPLESS_MAIN(EngineTest)
#include "test_engine.moc"
