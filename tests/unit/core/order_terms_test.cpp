// The money arithmetic of orders against plain definitions. Seeds are printed.
#include "engine/core/order_terms.h"

#include "engine/base/random.h"

#include <QTest>

using namespace openbell;
using namespace openbell::core;

namespace {

/// A random instrument and order whose amounts fit.
struct Case {
    Terms terms;
    Price price;
    Quantity quantity;
    std::int64_t makerPpm = 0;
    std::int64_t takerPpm = 0;
};

Case randomCase(Random& random) {
    for (;;) {
        Case c;
        const int bits = static_cast<int>(random.below(20));
        c.terms = {random.between(1, std::int64_t{1} << bits), random.between(1, 1000)};
        c.price = Price(random.between(1, std::int64_t{1} << random.below(30)));
        c.quantity = Quantity(random.between(1, std::int64_t{1} << random.below(20)));
        c.makerPpm = random.between(0, random.chance(1, 2) ? 3000 : 999'999);
        c.takerPpm = random.between(0, random.chance(1, 2) ? 3000 : 999'999);
        if (costOf(c.terms, c.price, c.quantity, std::max(c.makerPpm, c.takerPpm)))
            return c;
    }
}

} // namespace

class OrderTermsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void feesOfPartialFillsNeverExceedTheHold();
    void affordableQuantityIsTheLargest();
    void holdOfASellIsItsBaseAmount();
    void amountsThatDoNotFitAreNotGiven();
};

/// Whatever parts an order trades in, at whatever prices within its limit and as maker or taker:
/// what it pays for a part leaves at least the hold of the rest.
void OrderTermsTest::feesOfPartialFillsNeverExceedTheHold() {
    constexpr std::uint64_t kSeed = 101;
    qInfo("seed %llu", static_cast<unsigned long long>(kSeed));
    Random random(kSeed);
    for (int round = 0; round < 100'000; ++round) {
        const Case c = randomCase(random);
        const std::int64_t highest = std::max(c.makerPpm, c.takerPpm);
        Quantity open = c.quantity;
        Amount held = *holdOf(c.terms, api::Side::Buy, c.price, open, highest);
        for (int fill = 0; fill < 20 && open.value() > 0; ++fill) {
            const Quantity part(random.between(1, open.value()));
            const Price price(random.between(1, c.price.value()));
            const std::int64_t rate = random.chance(1, 2) ? c.makerPpm : c.takerPpm;
            open -= part;
            const Amount rest = *holdOf(c.terms, api::Side::Buy, c.price, open, highest);
            const Amount released = held - *costOf(c.terms, price, part, rate) - rest;
            QVERIFY(released.value() >= 0);
            held = rest;
        }
    }
}

void OrderTermsTest::affordableQuantityIsTheLargest() {
    constexpr std::uint64_t kSeed = 102;
    qInfo("seed %llu", static_cast<unsigned long long>(kSeed));
    Random random(kSeed);
    for (int round = 0; round < 100'000; ++round) {
        const Case c = randomCase(random);
        const Amount cost = *costOf(c.terms, c.price, c.quantity, c.takerPpm);
        const Amount budget(cost.value() + random.between(-3, 3));
        if (budget.value() < 0)
            continue;
        const Quantity most = affordableQuantity(c.terms, budget, c.price, c.takerPpm);
        if (const auto paid = costOf(c.terms, c.price, most, c.takerPpm))
            QVERIFY(*paid <= budget);
        const auto oneMore = costOf(c.terms, c.price, most + Quantity(1), c.takerPpm);
        QVERIFY(!oneMore || *oneMore > budget);
    }
    QCOMPARE(affordableQuantity({1, 1}, Amount(0), Price(1), 0), Quantity(0));
    // The product leaves 64 bits, the answer does not.
    QCOMPARE(affordableQuantity({1'000'000'000, 1}, Amount(kMaxAmount - 1), Price(4'000'000'000),
                                999'999),
             Quantity(0));
}

void OrderTermsTest::holdOfASellIsItsBaseAmount() {
    QCOMPARE(holdOf({7, 250}, api::Side::Sell, Price(9), Quantity(4), 5000), Amount(1000));
    QCOMPARE(holdOf({7, 250}, api::Side::Buy, Price(100), Quantity(4), 5000), Amount(2814));
}

void OrderTermsTest::amountsThatDoNotFitAreNotGiven() {
    QVERIFY(!baseAmount({1, kMaxAmount / 2}, Quantity(2)));
    QVERIFY(baseAmount({1, kMaxAmount / 2 - 1}, Quantity(2)));
    QVERIFY(!costOf({1, 1}, Price(kMaxAmount / 2), Quantity(2), 0));
    QVERIFY(!costOf({1, 1}, Price(kMaxAmount - 1), Quantity(1), 1));
    QVERIFY(costOf({1, 1}, Price(kMaxAmount - 1), Quantity(1), 0));
}

QTEST_APPLESS_MAIN(OrderTermsTest)
#include "order_terms_test.moc"
