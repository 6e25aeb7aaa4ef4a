// The sequencer's input: bounds, order, closing, many producers.
#include "engine/runtime/input_queue.h"

#include <QtTest>

#include <thread>

using namespace openbell;
using runtime::InputQueue;
using runtime::Submission;

namespace {

Submission submission(std::uint64_t session, std::uint64_t request) {
    Submission made;
    made.session = session;
    made.request = RequestId(request);
    return made;
}

} // namespace

class InputQueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsPushedIsTakenAtOnceAndInOrder() {
        InputQueue queue(8);
        for (std::uint64_t i = 1; i <= 5; ++i)
            QCOMPARE(queue.tryPush(submission(1, i)), InputQueue::Push::Queued);
        std::vector<Submission> taken;
        QVERIFY(queue.take(taken));
        QCOMPARE(taken.size(), std::size_t{5});
        for (std::uint64_t i = 1; i <= 5; ++i)
            QCOMPARE(taken[i - 1].request, RequestId(i));
    }

    void theBoundCountsWhatIsTakenButNotYetSequenced() {
        InputQueue queue(2);
        QCOMPARE(queue.tryPush(submission(1, 1)), InputQueue::Push::Queued);
        QCOMPARE(queue.tryPush(submission(1, 2)), InputQueue::Push::Queued);
        QCOMPARE(queue.tryPush(submission(1, 3)), InputQueue::Push::Full);
        std::vector<Submission> taken;
        QVERIFY(queue.take(taken));
        QCOMPARE(queue.tryPush(submission(1, 3)), InputQueue::Push::Full);
        queue.sequenced(1);
        QCOMPARE(queue.depth(), std::size_t{1});
        QCOMPARE(queue.tryPush(submission(1, 3)), InputQueue::Push::Queued);
        QCOMPARE(queue.tryPush(submission(1, 4)), InputQueue::Push::Full);
    }

    void closingRefusesPushesButGivesOutWhatIsQueued() {
        InputQueue queue(8);
        QCOMPARE(queue.tryPush(submission(1, 1)), InputQueue::Push::Queued);
        queue.close();
        QCOMPARE(queue.tryPush(submission(1, 2)), InputQueue::Push::Closed);
        std::vector<Submission> taken;
        QVERIFY(queue.take(taken));
        QCOMPARE(taken.size(), std::size_t{1});
        QVERIFY(!queue.take(taken));
    }

    void closingWakesAWaitingConsumer() {
        InputQueue queue(8);
        std::thread consumer([&] {
            std::vector<Submission> taken;
            while (queue.take(taken))
                continue;
        });
        queue.close();
        consumer.join();
    }

    void manyProducersLoseNothingAndKeepTheirOwnOrder() {
        constexpr std::uint64_t kProducers = 4;
        constexpr std::uint64_t kEach = 20'000;
        InputQueue queue(1000);
        std::vector<std::thread> producers;
        for (std::uint64_t p = 1; p <= kProducers; ++p)
            producers.emplace_back([&queue, p] {
                for (std::uint64_t i = 1; i <= kEach;) {
                    if (queue.tryPush(submission(p, i)) == InputQueue::Push::Queued)
                        ++i;
                    else
                        std::this_thread::yield();
                }
            });
        std::vector<std::uint64_t> last(kProducers + 1, 0);
        std::vector<Submission> taken;
        for (std::uint64_t got = 0; got < kProducers * kEach; got += taken.size()) {
            QVERIFY(queue.take(taken));
            QVERIFY(taken.size() <= queue.capacity());
            for (const Submission& s : taken)
                QCOMPARE(s.request.value(), ++last[s.session]);
            queue.sequenced(taken.size());
        }
        for (std::thread& producer : producers)
            producer.join();
        QCOMPARE(queue.depth(), std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(InputQueueTest)
#include "test_input_queue.moc"
