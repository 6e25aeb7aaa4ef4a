// The journal thread and the durability gate, with a log that waits and fails on command.
#include <QTemporaryDir>
#include <QtTest> // first: moc stumbles over some orders of standard headers

#include "engine/runtime/journal_writer.h"
#include "tests/unit/runtime/fakes.h"

#include <future>

using namespace openbell;
using namespace openbell::runtime;
using test::LogScript;
using test::RecordingConsumer;
using test::ScriptedLog;

namespace {

/// A writer with everything around it.
struct Pipeline {
    QTemporaryDir directory;
    RecordingConsumer consumer;
    LogScript script;
    Logger logger{LogLevel::Error, [](std::string_view) {}};
    Metrics metrics;
    BatchPool pool{8};
    Publisher publisher{consumer, pool, metrics, logger};
    StatusBoard board{publisher, metrics};
    JournalWriter writer{std::make_unique<ScriptedLog>(script, nullptr),
                         directory.path().toStdString(),
                         JournalWriterParts{pool, publisher, board, metrics, logger}};
    std::uint64_t last = 0;

    Pipeline() {
        publisher.start();
        writer.start();
        board.change(api::VenuePhase::Live, "");
    }

    void append() {
        Batch* const batch = pool.acquire();
        QVERIFY(batch != nullptr);
        ++last;
        batch->published.first = batch->published.last = Sequence(last);
        batch->published.origins.push_back({Sequence(last), 1, RequestId(last)});
        batch->records.push_back(static_cast<std::uint8_t>(last));
        writer.append(batch);
    }

    std::size_t publishedBatches() {
        return consumer.with([](const RecordingConsumer& seen) { return seen.m_batches.size(); });
    }
};

} // namespace

class JournalWriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsPublishedBeforeItIsDurable() {
        Pipeline pipeline;
        LogScript::Hold held = pipeline.script.hold();
        pipeline.append();
        QVERIFY(pipeline.script.waitForAttempts(1));
        // The publisher is alive (a task passes through it) and has still seen no batch.
        std::promise<std::size_t> seen;
        pipeline.publisher.task([&] { seen.set_value(pipeline.publishedBatches()); });
        QCOMPARE(seen.get_future().get(), std::size_t{0});
        held.release();
        QVERIFY(pipeline.consumer.waitForSequence(Sequence(1)));
    }

    void batchesThatWaitTogetherShareOneSync() {
        Pipeline pipeline;
        LogScript::Hold held = pipeline.script.hold();
        pipeline.append();
        QVERIFY(pipeline.script.waitForAttempts(1));
        for (int i = 0; i < 5; ++i)
            pipeline.append();
        held.release();
        QVERIFY(pipeline.consumer.waitForSequence(Sequence(6)));
        QCOMPARE(pipeline.script.attempts(), std::size_t{2});
        QCOMPARE(pipeline.metrics.durable.load(), std::uint64_t{6});
        QCOMPARE(pipeline.publishedBatches(), std::size_t{6});
    }

    void aFullDiskStopsTheVenueAndLosesNothing() {
        Pipeline pipeline;
        pipeline.script.failWith(journal::LogError::NoSpace);
        pipeline.append();
        pipeline.append();
        QVERIFY(pipeline.consumer.waitForPhase(api::VenuePhase::DiskFull));
        QCOMPARE(pipeline.board.phase(), api::VenuePhase::DiskFull);
        QVERIFY(pipeline.script.waitForAttempts(3));
        QCOMPARE(pipeline.publishedBatches(), std::size_t{0});
        pipeline.script.failWith(std::nullopt);
        QVERIFY(pipeline.consumer.waitForSequence(Sequence(2)));
        QCOMPARE(pipeline.board.phase(), api::VenuePhase::Live);
    }

    void aFailedSyncIsNeverRetriedAndNothingOfItIsPublished() {
        Pipeline pipeline;
        pipeline.append();
        QVERIFY(pipeline.consumer.waitForSequence(Sequence(1)));
        pipeline.script.failWith(journal::LogError::Failed);
        pipeline.append();
        QVERIFY(pipeline.consumer.waitForPhase(api::VenuePhase::Failed));
        pipeline.script.failWith(std::nullopt); // a log that works again must not be trusted
        pipeline.writer.stop();
        pipeline.publisher.stop();
        QCOMPARE(pipeline.script.attempts(), std::size_t{2});
        QCOMPARE(pipeline.consumer.lastPublished(), Sequence(1));
        QVERIFY(pipeline.pool.acquire() == nullptr);
    }

    void aFencedOffWriterStopsForGood() {
        Pipeline pipeline;
        pipeline.script.failWith(journal::LogError::FencedOff);
        pipeline.append();
        QVERIFY(pipeline.consumer.waitForPhase(api::VenuePhase::Failed));
        QCOMPARE(pipeline.board.phase(), api::VenuePhase::Failed);
        // The log's own words are complete; nothing is said twice.
        QCOMPARE(pipeline.board.status().text, std::string("the test's disk refuses"));
    }

    void aFailedVenueStaysFailed() {
        Pipeline pipeline;
        pipeline.board.change(api::VenuePhase::Failed, "broken");
        pipeline.board.change(api::VenuePhase::Live, "");
        QCOMPARE(pipeline.board.status().text, std::string("broken"));
        QCOMPARE(pipeline.board.phase(), api::VenuePhase::Failed);
    }

    void stoppingWhileTheDiskIsFullGivesUpAfterOneMoreAttempt() {
        Pipeline pipeline;
        pipeline.script.failWith(journal::LogError::NoSpace);
        pipeline.append();
        QVERIFY(pipeline.consumer.waitForPhase(api::VenuePhase::DiskFull));
        pipeline.writer.stop();
        pipeline.publisher.stop();
        QCOMPARE(pipeline.publishedBatches(), std::size_t{0});
        QVERIFY(pipeline.consumer.sawPhase(api::VenuePhase::Failed));
    }

    void stoppingWritesAndPublishesWhatIsQueued() {
        Pipeline pipeline;
        LogScript::Hold held = pipeline.script.hold();
        for (int i = 0; i < 8; ++i)
            pipeline.append();
        held.release();
        pipeline.writer.stop();
        pipeline.publisher.stop();
        QCOMPARE(pipeline.consumer.lastPublished(), Sequence(8));
    }

    void anIdlePublisherTicksAFewTimesASecond() {
        Pipeline pipeline;
        QVERIFY(pipeline.consumer.waitFor(
            [](const RecordingConsumer& seen) { return seen.m_ticks >= 2; }));
    }
};

QTEST_APPLESS_MAIN(JournalWriterTest)
#include "test_journal_writer.moc"
