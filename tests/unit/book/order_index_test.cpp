#include "engine/core/book/order_index.h"

#include "engine/base/random.h"

#include <QTest>

#include <map>

using namespace openbell;
using namespace openbell::core;

namespace {

/// The index with orders that carry the ids; slots are given out by the caller.
class IndexedOrders {
public:
    explicit IndexedOrders(std::uint32_t maxOrders)
        : m_orders(maxOrders + std::size_t{1})
        , m_index(maxOrders) {}

    void insert(std::uint64_t id, Slot slot) {
        Order& order = m_orders[numberOf(slot)];
        order.id = id;
        m_index.insert(OrderId(id), slot, order);
    }
    void erase(std::uint64_t id) {
        Slot* const found = m_index.find(OrderId(id), m_orders.data());
        m_index.erase(found, m_orders[numberOf(*found)]);
    }
    Slot find(std::uint64_t id) { return *m_index.find(OrderId(id), m_orders.data()); }
    const OrderIndex& index() const { return m_index; }

private:
    Slab<Order> m_orders;
    OrderIndex m_index;
};

} // namespace

class OrderIndexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatWasEntered();
    void unknownIdsOfAnySizeAreNotFound();
    void ordersThatStayWhileTheRingComesRoundAreStillFound();
    void idsOfOnePlaceInTheRingAreToldApart();
    void idsThatDifferInTheUpperHalfOnlyAreToldApart();
    void agreesWithAMapOnRandomUse_data();
    void agreesWithAMapOnRandomUse();
};

void OrderIndexTest::findsWhatWasEntered() {
    IndexedOrders orders(100);
    orders.insert(1, slotOf(7));
    orders.insert(1'000'000'000'000, slotOf(8));
    QCOMPARE(orders.find(1), slotOf(7));
    QCOMPARE(orders.find(1'000'000'000'000), slotOf(8));
    QCOMPARE(orders.index().size(), 2U);
    orders.erase(1);
    QCOMPARE(orders.find(1), kNoSlot);
    QCOMPARE(orders.find(1'000'000'000'000), slotOf(8));
    QCOMPARE(orders.index().size(), 1U);
}

void OrderIndexTest::unknownIdsOfAnySizeAreNotFound() {
    IndexedOrders orders(100);
    for (const std::uint64_t id : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{255},
                                   std::uint64_t{1} << 47, ~std::uint64_t{0}})
        QCOMPARE(orders.find(id), kNoSlot);
    orders.insert(5, slotOf(9));
    for (const std::uint64_t id : {std::uint64_t{0}, std::uint64_t{4}, std::uint64_t{6},
                                   (std::uint64_t{1} << 48) + 5, ~std::uint64_t{0}})
        QCOMPARE(orders.find(id), kNoSlot);
}

void OrderIndexTest::ordersThatStayWhileTheRingComesRoundAreStillFound() {
    IndexedOrders orders(2000);
    for (std::uint64_t i = 0; i < 1000; ++i)
        orders.insert(1 + i * 3, slotOf(static_cast<std::uint32_t>(i + 1)));
    const std::uint64_t end = 3000 + 2 * orders.index().ringSize();
    for (std::uint64_t id = 3000; id < end; ++id) {
        orders.insert(id, slotOf(2000));
        orders.erase(id);
    }
    for (std::uint64_t i = 0; i < 1000; ++i)
        QCOMPARE(orders.find(1 + i * 3), slotOf(static_cast<std::uint32_t>(i + 1)));
    for (std::uint64_t i = 0; i < 1000; ++i)
        orders.erase(1 + i * 3);
    QCOMPARE(orders.index().size(), 0U);
}

void OrderIndexTest::idsOfOnePlaceInTheRingAreToldApart() {
    IndexedOrders orders(100);
    const std::uint64_t ring = orders.index().ringSize();
    // Also when older ones come later, as from a saved venue.
    for (const std::uint64_t round : {5U, 3U, 9U, 1U})
        orders.insert(round * ring, slotOf(static_cast<std::uint32_t>(round)));
    for (const std::uint64_t round : {5U, 3U, 9U, 1U})
        QCOMPARE(orders.find(round * ring), slotOf(static_cast<std::uint32_t>(round)));
    QCOMPARE(orders.find(0), kNoSlot);
    QCOMPARE(orders.find(2 * ring), kNoSlot);
    for (const std::uint64_t round : {3U, 1U, 5U, 9U}) {
        orders.erase(round * ring);
        QCOMPARE(orders.find(round * ring), kNoSlot);
    }
    QCOMPARE(orders.index().size(), 0U);
}

void OrderIndexTest::idsThatDifferInTheUpperHalfOnlyAreToldApart() {
    IndexedOrders orders(100);
    constexpr std::uint64_t kHalf = std::uint64_t{1} << 32;
    for (std::uint64_t i = 1; i <= 10; ++i)
        orders.insert(7 + i * kHalf, slotOf(static_cast<std::uint32_t>(i)));
    for (std::uint64_t i = 10; i >= 1; --i)
        QCOMPARE(orders.find(7 + i * kHalf), slotOf(static_cast<std::uint32_t>(i)));
    orders.erase(7 + 3 * kHalf);
    QCOMPARE(orders.find(7 + 3 * kHalf), kNoSlot);
    QCOMPARE(orders.find(7 + 4 * kHalf), slotOf(4));
    QCOMPARE(orders.find(7), kNoSlot);
}

void OrderIndexTest::agreesWithAMapOnRandomUse_data() {
    QTest::addColumn<quint64>("gap");
    QTest::newRow("dense") << quint64{1};
    QTest::newRow("gaps of other commands") << quint64{50};
    QTest::newRow("long gaps") << quint64{5'000};
    QTest::newRow("gaps longer than the ring") << quint64{1'000'000};
}

void OrderIndexTest::agreesWithAMapOnRandomUse() {
    QFETCH(const quint64, gap);
    constexpr std::uint64_t kSeed = 20260101;
    qInfo("seed %llu", static_cast<unsigned long long>(kSeed));
    Random random(kSeed);
    constexpr std::uint32_t kMaxOrders = 3000;
    IndexedOrders orders(kMaxOrders);
    std::vector<Slot> free;
    for (std::uint32_t number = 1; number <= kMaxOrders; ++number)
        free.push_back(slotOf(number));
    std::map<std::uint64_t, Slot> live;
    std::uint64_t id = 0;
    for (int step = 0; step < 500'000; ++step) {
        // Mostly the next id, sometimes a gap, sometimes an order of the past that is loaded.
        std::uint64_t next = id += random.chance(1, 50) ? 1 + random.below(gap) : 1;
        if (random.chance(1, 100))
            next = 1 + random.below(id);
        if (!free.empty() && !live.contains(next)) {
            std::swap(free.back(), free[random.below(free.size())]);
            live[next] = free.back();
            orders.insert(next, free.back());
            free.pop_back();
        }
        const std::uint64_t asked = random.below(id) + 1;
        const auto found = live.lower_bound(asked);
        if (found == live.end() || found->first != asked)
            QCOMPARE(orders.find(asked), kNoSlot);
        if (found != live.end()) {
            QCOMPARE(orders.find(found->first), found->second);
            if (random.chance(99, 100)) {
                orders.erase(found->first);
                QCOMPARE(orders.find(found->first), kNoSlot);
                free.push_back(found->second);
                live.erase(found);
            }
        }
        QCOMPARE(orders.index().size(), static_cast<std::uint32_t>(live.size()));
    }
    for (const auto& [number, slot] : live)
        QCOMPARE(orders.find(number), slot);
}

QTEST_APPLESS_MAIN(OrderIndexTest)
#include "order_index_test.moc"
