#include "engine/core/book/order_index.h"

#include "engine/base/random.h"

#include <QTest>

#include <map>

using namespace openbell;
using namespace openbell::core;

class OrderIndexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatWasEntered();
    void unknownIdsOfAnySizeAreNotFound();
    void emptyPagesAreRecycled();
    void oldOrdersStayFoundWhileIdsRunFarAhead();
    void agreesWithAMapOnRandomUse();
};

void OrderIndexTest::findsWhatWasEntered() {
    OrderIndex index(100);
    const auto first = index.insert(OrderId(1), 7);
    const auto second = index.insert(OrderId(1'000'000'000'000), 8);
    QCOMPARE(index.find(OrderId(1)), 7U);
    QCOMPARE(index.find(OrderId(1'000'000'000'000)), 8U);
    QCOMPARE(index.idAt(first), OrderId(1));
    QCOMPARE(index.idAt(second), OrderId(1'000'000'000'000));
    index.erase(first);
    QCOMPARE(index.find(OrderId(1)), kNoSlot);
    QCOMPARE(index.find(OrderId(1'000'000'000'000)), 8U);
}

void OrderIndexTest::unknownIdsOfAnySizeAreNotFound() {
    OrderIndex index(100);
    for (const std::uint64_t id : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{255},
                                   std::uint64_t{1} << 47, ~std::uint64_t{0}})
        QCOMPARE(index.find(OrderId(id)), kNoSlot);
    index.insert(OrderId(5), 9);
    for (const std::uint64_t id : {std::uint64_t{0}, std::uint64_t{4}, std::uint64_t{6},
                                   (std::uint64_t{1} << 48) + 5, ~std::uint64_t{0}})
        QCOMPARE(index.find(OrderId(id)), kNoSlot);
}

void OrderIndexTest::emptyPagesAreRecycled() {
    OrderIndex index(10);
    std::map<std::uint64_t, std::uint32_t> live;
    for (std::uint64_t id = 1; id <= 1'000'000; ++id) {
        live[id] = index.insert(OrderId(id), 3);
        if (live.size() == 10) {
            index.erase(live.begin()->second);
            live.erase(live.begin());
        }
    }
    QVERIFY(index.pageCount() <= 2);
}

void OrderIndexTest::oldOrdersStayFoundWhileIdsRunFarAhead() {
    OrderIndex index(2000);
    for (std::uint64_t i = 0; i < 1000; ++i)
        index.insert(OrderId(1 + i * 1'000'003), static_cast<Slot>(i + 1));
    for (std::uint64_t i = 0; i < 1'000'000; ++i)
        index.erase(index.insert(OrderId(2'000'000'000 + i), 2000));
    for (std::uint64_t i = 0; i < 1000; ++i)
        QCOMPARE(index.find(OrderId(1 + i * 1'000'003)), static_cast<Slot>(i + 1));
    QVERIFY(index.pageCount() <= 1001);
}

void OrderIndexTest::agreesWithAMapOnRandomUse() {
    constexpr std::uint64_t kSeed = 20260101;
    qInfo("seed %llu", static_cast<unsigned long long>(kSeed));
    Random random(kSeed);
    constexpr std::uint32_t kMaxOrders = 3000;
    OrderIndex index(kMaxOrders);
    std::map<std::uint64_t, std::pair<Slot, std::uint32_t>> live;
    std::uint64_t id = 0;
    for (int step = 0; step < 1'000'000; ++step) {
        // Mostly the next id, sometimes a gap, sometimes an order of the past that is loaded.
        std::uint64_t next = id += random.chance(1, 50) ? 1 + random.below(5000) : 1;
        if (random.chance(1, 100))
            next = 1 + random.below(id);
        if (live.size() < kMaxOrders && !live.contains(next)) {
            const auto slot = static_cast<Slot>(1 + random.below(1'000'000));
            live[next] = {slot, index.insert(OrderId(next), slot)};
        }
        const std::uint64_t asked = random.below(id) + 1;
        const auto found = live.lower_bound(asked);
        if (found == live.end() || found->first != asked)
            QCOMPARE(index.find(OrderId(asked)), kNoSlot);
        if (found != live.end()) {
            QCOMPARE(index.find(OrderId(found->first)), found->second.first);
            QCOMPARE(index.idAt(found->second.second), OrderId(found->first));
            if (random.chance(99, 100)) {
                index.erase(found->second.second);
                live.erase(found);
            }
        }
    }
    QVERIFY(index.pageCount() <= live.size() + 1);
}

QTEST_APPLESS_MAIN(OrderIndexTest)
#include "order_index_test.moc"
