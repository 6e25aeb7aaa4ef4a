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
    JournalWriter writer;
    std::uint64_t last = 0;

    explicit Pipeline(bool quick = false)
        : writer(std::make_unique<ScriptedLog>(script, nullptr), directory.path().toStdString(),
                 JournalWriterParts{pool, publisher, board, metrics, logger}, quick) {
        publisher.start();
        writer.start();
        board.change(api::VenuePhase::Live, "");
    }

    void append() { writer.append(nextBatch()); }
    void appendAtOnce() { writer.appendAtOnce(nextBatch()); }

    Batch* nextBatch() {
        Batch* const batch = pool.acquire();
        OPENBELL_ASSERT(batch != nullptr);
        ++last;
        batch->published.first = batch->published.last = Sequence(last);
        batch->published.origins.push_back({Sequence(last), 1, RequestId(last)});
        batch->records.push_back(static_cast<std::uint8_t>(last));
        return batch;
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

    void withNothingToSyncTheCallerWritesAndPublishesWhileNobodyElseDoes() {
        Pipeline pipeline(true);
        // The publisher may be busy with the status that it was given; then it takes the batch.
        for (std::uint64_t i = 1; i <= 100; ++i) {
            pipeline.appendAtOnce();
            QCOMPARE(pipeline.script.attempts(), std::size_t{i});
            QVERIFY(pipeline.consumer.waitForSequence(Sequence(i)));
        }
        QCOMPARE(pipeline.metrics.durable.load(), std::uint64_t{100});
    }

    void whatIsAppendedAtOnceComesAfterWhatWaits() {
        Pipeline pipeline(true);
        LogScript::Hold held = pipeline.script.hold();
        pipeline.append();
        QVERIFY(pipeline.script.waitForAttempts(1));
        pipeline.appendAtOnce(); // the journal thread writes: this must neither wait nor overtake
        pipeline.append();
        QCOMPARE(pipeline.script.attempts(), std::size_t{1});
        held.release();
        QVERIFY(pipeline.consumer.waitForSequence(Sequence(3)));
        QCOMPARE(pipeline.script.attempts(), std::size_t{2});
    }

    void aFullDiskKeepsWhatWasAppendedAtOnceBeforeWhatFollows() {
        Pipeline pipeline(true);
        pipeline.script.failWith(journal::LogError::NoSpace);
        pipeline.appendAtOnce();
        pipeline.appendAtOnce();
        pipeline.append();
        QVERIFY(pipeline.consumer.waitForPhase(api::VenuePhase::DiskFull));
        QCOMPARE(pipeline.publishedBatches(), std::size_t{0});
        pipeline.script.failWith(std::nullopt);
        QVERIFY(pipeline.consumer.waitForSequence(Sequence(3)));
        QCOMPARE(pipeline.board.phase(), api::VenuePhase::Live);
        pipeline.consumer.with([](const RecordingConsumer& seen) {
            for (std::size_t i = 0; i < seen.m_batches.size(); ++i)
                QCOMPARE(seen.m_batches[i].first, Sequence(i + 1));
        });
    }

    void aFailedWriteAtOncePublishesNothingAndStopsTheVenue() {
        Pipeline pipeline(true);
        pipeline.script.failWith(journal::LogError::Failed);
        pipeline.appendAtOnce();
        QVERIFY(pipeline.consumer.waitForPhase(api::VenuePhase::Failed));
        pipeline.script.failWith(std::nullopt);
        QVERIFY(pipeline.pool.tryAcquire() == nullptr);
        QCOMPARE(pipeline.publishedBatches(), std::size_t{0});
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
