// Once warm, the engine and journal threads work commands without asking for memory: batches,
// queues and buffers are reused. Counted by this program's own operator new.
#include "tests/unit/runtime/running_engine.h"

#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>
#include <pthread.h>

namespace {

std::atomic<bool> g_counting{false};
std::atomic<std::uint64_t> g_allocations{0};

bool onPipelineThread() {
    thread_local int known = -1;
    if (known < 0) {
        char name[16] = "";
        pthread_getname_np(pthread_self(), name, sizeof name);
        known = std::strcmp(name, "engine") == 0 || std::strcmp(name, "journal") == 0 ? 1 : 0;
    }
    return known == 1;
}

void* counted(std::size_t size) {
    // Threads are looked at only while counting: by then each has its name.
    if (g_counting.load(std::memory_order_relaxed) && onPipelineThread())
        g_allocations.fetch_add(1, std::memory_order_relaxed);
    if (void* const memory = std::malloc(size == 0 ? 1 : size))
        return memory;
    throw std::bad_alloc();
}

} // namespace

void* operator new(std::size_t size) {
    return counted(size);
}
void* operator new[](std::size_t size) {
    return counted(size);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}

using namespace openbell;
using namespace openbell::runtime;
using test::RunningEngine;

namespace {

/// Commands whose number of resting orders stays the same: place one, cancel it, over and over.
bool placeAndCancel(RunningEngine& running, std::uint64_t pairs) {
    for (std::uint64_t i = 0; i < pairs; ++i) {
        api::PlaceOrder order;
        order.account = AccountId(static_cast<std::uint32_t>(1 + i % test::kAccounts));
        order.instrument = InstrumentId(1);
        order.side = i % 2 == 0 ? api::Side::Buy : api::Side::Sell;
        order.price = Price(i % 2 == 0 ? 990 : 1010);
        order.quantity = Quantity(5);
        const OrderId placed(running.submitted + 1);
        if (!running.submitPatiently(order) ||
            !running.submitPatiently(api::CancelOrder{order.account, InstrumentId(1), placed}))
            return false;
    }
    return running.consumer.waitForSequence(Sequence(running.submitted));
}

} // namespace

class SteadyStateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWarmPipelineDoesNotAllocatePerCommand() {
        const QTemporaryDir directory;
        EngineOptions options = RunningEngine::options(directory.path().toStdString());
        options.inputCapacity = 4096;
        RunningEngine running(std::move(options));
        QVERIFY(running.goesLive());
        for (const api::Command& command : test::marketSetup())
            QVERIFY(running.submitPatiently(command));
        QVERIFY(placeAndCancel(running, 50'000));
        g_counting = true;
        QVERIFY(placeAndCancel(running, 50'000));
        g_counting = false;
        // A batch or queue that grows to a new size is no cost per command. How many batches still
        // have to grow depends on how the threads are scheduled: a few hundred at the most.
        QVERIFY2(g_allocations < 10'000, std::to_string(g_allocations).c_str());
        qInfo("%llu allocations in 100000 commands",
              static_cast<unsigned long long>(g_allocations.load()));
    }
};

QTEST_APPLESS_MAIN(SteadyStateTest)
#include "test_steady_state.moc"
