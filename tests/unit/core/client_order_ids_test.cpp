// Which client order ids of an account are taken, beside a list of all orders ever accepted.
// OPENBELL_TEST_SEED=<n> runs another seed.
#include "engine/core/client_order_ids.h"

#include "engine/base/random.h"

#include <QTest>

#include <algorithm>

using namespace openbell;
using namespace openbell::core;

namespace {

struct Order {
    ClientOrderId id;
    OrderId order;
    bool open = false;
};

/// The order that has the id, going back through all that were accepted.
const Order* takenBy(const std::vector<Order>& accepted, ClientOrderId id) {
    for (std::size_t back = 0; back < accepted.size(); ++back) {
        const Order& order = accepted[accepted.size() - 1 - back];
        if (order.id == id && (order.open || back < ClientOrderIds::kRemembered))
            return &order;
    }
    return nullptr;
}

} // namespace

class ClientOrderIdsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takenAreTheOpenAndTheNewest();
    void anOrderThatEndsIsRememberedAmongTheNewestOnly();
    void refusedOrdersGiveTheirIdBack();
    void everyTermCounts();
};

void ClientOrderIdsTest::takenAreTheOpenAndTheNewest() {
    std::uint64_t seed = qEnvironmentVariable("OPENBELL_TEST_SEED").toULongLong();
    seed = seed == 0 ? 71 : seed;
    qInfo("seed %llu", static_cast<unsigned long long>(seed));
    Random random(seed);
    ClientOrderIds ids(std::pmr::new_delete_resource());
    std::vector<Order> accepted;
    for (std::uint64_t step = 1; step < 8000; ++step) {
        const ClientOrderId id(random.below(3000));
        const Order* expected = takenBy(accepted, id);
        const auto* found = ids.find(id);
        QCOMPARE(found != nullptr, expected != nullptr);
        if (found) {
            QCOMPARE(found->order, expected->order);
            continue;
        }
        ids.take(id, OrderId(step), step);
        const bool open = random.chance(1, 4);
        ids.accept(id, open);
        accepted.push_back({id, OrderId(step), open});
        // Every now and then an order ends, new or old.
        Order& ending = accepted[random.below(accepted.size())];
        if (ending.open) {
            ids.end(ending.id);
            ending.open = false;
        }
        const auto isOpen = [](const Order& order) { return order.open; };
        QVERIFY(ids.entries().size() <=
                ClientOrderIds::kRemembered + static_cast<std::size_t>(std::count_if(
                                                  accepted.begin(), accepted.end(), isOpen)));
    }
    QVERIFY(accepted.size() > 3 * ClientOrderIds::kRemembered);
}

void ClientOrderIdsTest::anOrderThatEndsIsRememberedAmongTheNewestOnly() {
    for (const std::uint64_t later :
         {ClientOrderIds::kRemembered - 1, ClientOrderIds::kRemembered}) {
        ClientOrderIds ids(std::pmr::new_delete_resource());
        const auto accept = [&](std::uint64_t id, bool isOpen) {
            ids.take(ClientOrderId(id), OrderId(id), 0);
            ids.accept(ClientOrderId(id), isOpen);
        };
        accept(1, true);
        for (std::uint64_t id = 2; id <= later + 1; ++id)
            accept(id, false);
        QVERIFY(ids.find(ClientOrderId(1)));
        ids.end(ClientOrderId(1));
        QCOMPARE(ids.find(ClientOrderId(1)) != nullptr, later < ClientOrderIds::kRemembered);
        accept(5000, false);
        QVERIFY(!ids.find(ClientOrderId(1)));
    }
}

void ClientOrderIdsTest::refusedOrdersGiveTheirIdBack() {
    ClientOrderIds ids(std::pmr::new_delete_resource());
    ids.take(ClientOrderId(5), OrderId(1), 9);
    QVERIFY(ids.find(ClientOrderId(5)));
    ids.giveBack(ClientOrderId(5));
    QVERIFY(!ids.find(ClientOrderId(5)));
}

void ClientOrderIdsTest::everyTermCounts() {
    const api::PlaceOrder plain;
    QCOMPARE(termsOf(plain), termsOf(api::PlaceOrder()));
    QVERIFY(termsOf(plain) != termsOf(api::ReplaceOrder()));
    int terms = 0;
    // Each field in turn is given another value than it has by default.
    for (int field = 0;; ++field) {
        api::PlaceOrder changed;
        int at = 0;
        api::PlaceOrder::fields(changed, [&]<class T>(std::string_view, T& value) {
            if (at++ != field)
                return;
            if constexpr (std::is_same_v<T, bool>)
                value = !value;
            else if constexpr (std::is_enum_v<T>)
                value = static_cast<T>(1);
            else
                value = T(1);
            ++terms;
        });
        if (field >= at)
            break;
        QVERIFY2(termsOf(changed) != termsOf(plain), std::to_string(field).c_str());
    }
    QCOMPARE(terms, 20);
}

QTEST_APPLESS_MAIN(ClientOrderIdsTest)
#include "client_order_ids_test.moc"
