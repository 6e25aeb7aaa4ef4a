// The small parts: rate limit, back-off, ring, candles, book view, origins, work queue, frames.
#include "engine/api/json_codec.h"
#include "engine/base/random.h"
#include "engine/gateway/back_off.h"
#include "engine/gateway/book_view.h"
#include "engine/gateway/candle_series.h"
#include "engine/gateway/frame.h"
#include "engine/gateway/order_index.h"
#include "engine/gateway/origin_check.h"
#include "engine/gateway/token_bucket.h"
#include "engine/gateway/work_queue.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <map>
#include <random>
#include <vector>

namespace {

using namespace openbell;
using namespace openbell::gateway;

constexpr std::int64_t kSecond = kNsPerSecond;

} // namespace

class PartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTokenBucketHoldsOneSecondsWorth();
    void aBackOffDoublesUpToItsLimit();
    void userBackOffsAreBounded();
    void aRingKeepsTheNewest();
    void candlesFollowTheTrades();
    void theBookViewEqualsAMapOfLevels();
    void openOrdersComeByAgeAndNotByNumber();
    void onlyLocalOriginsAndHostsPass_data();
    void onlyLocalOriginsAndHostsPass();
    void aWorkQueueIsBoundedAndRunsOrDropsTheRest();
    void anUpdateIsAddressedInBothEncodings();
};

void PartsTest::aTokenBucketHoldsOneSecondsWorth() {
    std::int64_t now = 50 * kSecond;
    TokenBucket bucket(100, now);
    const auto take = [&] {
        int taken = 0;
        while (bucket.tryTake(now))
            ++taken;
        return taken;
    };
    QCOMPARE(take(), 100);
    now += kSecond / 2;
    QCOMPARE(take(), 50);
    now += 100 * kSecond;
    QCOMPARE(take(), 100);
    TokenBucket unlimited(0, now);
    for (int i = 0; i < 1000; ++i)
        QVERIFY(unlimited.tryTake(now));
}

void PartsTest::aBackOffDoublesUpToItsLimit() {
    BackOff backOff(2, 4 * kSecond);
    const std::int64_t now = kSecond;
    const std::int64_t expected[] = {0,           0,           kSecond / 2, kSecond,
                                     2 * kSecond, 4 * kSecond, 4 * kSecond};
    for (const std::int64_t wait : expected) {
        backOff.failed(now);
        QCOMPARE(backOff.waitNs(now), wait);
    }
    QCOMPARE(backOff.waitNs(now + 3 * kSecond), kSecond);
    QCOMPARE(backOff.waitNs(now + 4 * kSecond), std::int64_t{0});
    for (int i = 0; i < 100; ++i)
        backOff.failed(now);
    QCOMPARE(backOff.waitNs(now), 4 * kSecond);
}

void PartsTest::userBackOffsAreBounded() {
    UserBackOff users;
    for (std::size_t i = 0; i < 3 * UserBackOff::kCapacity; ++i)
        users.failed("user" + std::to_string(i), kSecond);
    for (int i = 0; i < 6; ++i)
        users.failed("olga", kSecond);
    QVERIFY(users.waitNs("olga", kSecond) > 0);
    users.succeeded("olga");
    QCOMPARE(users.waitNs("olga", kSecond), std::int64_t{0});
}

void PartsTest::aRingKeepsTheNewest() {
    Ring<int, 5> ring;
    QVERIFY(ring.items().empty());
    for (int i = 1; i <= 100; ++i) {
        ring.push(i);
        QCOMPARE(ring.newest(), i);
        const auto items = ring.items();
        QCOMPARE(items.size(), static_cast<std::size_t>(std::min(i, 5)));
        for (std::size_t at = 0; at < items.size(); ++at)
            QCOMPARE(items[at], i - static_cast<int>(items.size()) + 1 + static_cast<int>(at));
    }
}

void PartsTest::candlesFollowTheTrades() {
    CandleSeries series(InstrumentId(1), api::CandleInterval::Minute1);
    const Timestamp start(600 * kSecond);
    series.apply(start, Price(10), Quantity(1));
    series.apply(start + Duration(59 * kSecond), Price(8), Quantity(2));
    series.apply(start + Duration(59 * kSecond), Price(12), Quantity(3));
    QVERIFY(series.changed());
    QCOMPARE(series.takeChanges().size(), std::size_t{1});
    QVERIFY(!series.changed());
    series.apply(start + Duration(60 * kSecond), Price(9), Quantity(4));
    series.apply(start + Duration(600 * kSecond), Price(7), Quantity(5));
    QCOMPARE(series.takeChanges().size(), std::size_t{2});
    const auto candles = series.candles();
    QCOMPARE(candles.size(), std::size_t{3}); // quiet minutes have none
    QCOMPARE(candles[0].open, Price(10));
    QCOMPARE(candles[0].high, Price(12));
    QCOMPARE(candles[0].low, Price(8));
    QCOMPARE(candles[0].close, Price(12));
    QCOMPARE(candles[0].volume, Quantity(6));
    QCOMPARE(candles[0].trades, std::uint64_t{3});
    QCOMPARE(candles[1].start, start + Duration(60 * kSecond));
}

void PartsTest::theBookViewEqualsAMapOfLevels() {
    const std::uint64_t seed = std::random_device{}();
    qInfo("seed %llu", static_cast<unsigned long long>(seed));
    Random random(seed);
    BookView book;
    book.startTracking();
    using Key = std::pair<api::Side, std::int64_t>;
    std::map<Key, std::int64_t> oracle;
    std::map<Key, std::int64_t> follower;
    for (int step = 0; step < 50'000; ++step) {
        const auto side = random.chance(1, 2) ? api::Side::Buy : api::Side::Sell;
        const std::int64_t price = random.between(1, 3000);
        const std::int64_t quantity = random.chance(1, 2) ? 0 : random.between(1, 9);
        book.apply({InstrumentId(1), side, Price(price), Quantity(quantity), 1});
        if (quantity == 0)
            oracle.erase({side, price});
        else
            oracle[{side, price}] = quantity;
        if (!random.chance(1, 5000))
            continue;
        for (const api::LevelView& level : book.takeChanges()) {
            if (level.quantity.isZero())
                follower.erase({level.side, level.price.value()});
            else
                follower[{level.side, level.price.value()}] = level.quantity.value();
        }
        QVERIFY(follower == oracle);
    }
    const auto levels = book.levels();
    QCOMPARE(levels.size(), oracle.size());
    for (std::size_t i = 1; i < levels.size(); ++i) {
        if (levels[i].side != levels[i - 1].side)
            continue;
        QVERIFY(levels[i].side == api::Side::Buy ? levels[i].price < levels[i - 1].price
                                                 : levels[i].price > levels[i - 1].price);
    }
    QCOMPARE(book.best(api::Side::Buy)->price, levels.front().price);
}

void PartsTest::onlyLocalOriginsAndHostsPass_data() {
    QTest::addColumn<QString>("origin");
    QTest::addColumn<bool>("passes");
    QTest::newRow("none") << "" << true;
    QTest::newRow("localhost") << "http://localhost" << true;
    QTest::newRow("with port") << "https://127.0.0.1:8443" << true;
    QTest::newRow("IPv6") << "http://[::1]:80" << true;
    QTest::newRow("another site") << "https://example.com" << false;
    QTest::newRow("name that begins alike") << "http://localhost.example.com" << false;
    QTest::newRow("address that begins alike") << "http://127.0.0.1.example.com" << false;
    QTest::newRow("user part") << "http://localhost:80@example.com" << false;
    QTest::newRow("file") << "null" << false;
    QTest::newRow("other scheme") << "ftp://localhost" << false;
    QTest::newRow("empty port") << "http://localhost:" << false;
}

void PartsTest::onlyLocalOriginsAndHostsPass() {
    QFETCH(QString, origin);
    QFETCH(bool, passes);
    QCOMPARE(isLocalOrigin(origin.toStdString()), passes);
    if (const auto at = origin.indexOf(QLatin1String("://"));
        at >= 0 && !origin.startsWith(QLatin1String("ftp")))
        QCOMPARE(isLocalHost(origin.mid(at + 3).toStdString()), passes);
}

void PartsTest::aWorkQueueIsBoundedAndRunsOrDropsTheRest() {
    std::atomic<int> ran{0};
    WorkQueue idle("idle", 0, 3);
    for (int i = 0; i < 3; ++i)
        QVERIFY(idle.tryPost([&ran] { ++ran; }));
    QVERIFY(!idle.tryPost([&ran] { ++ran; }));
    idle.stop(WorkQueue::Rest::Drop);
    QCOMPARE(ran.load(), 0);
    QVERIFY(!idle.tryPost([] {}));

    WorkQueue busy("busy", 2, 1000);
    busy.start();
    for (int i = 0; i < 1000; ++i)
        QVERIFY(busy.tryPost([&ran] { ++ran; }));
    busy.stop(WorkQueue::Rest::Run);
    QCOMPARE(ran.load(), 1000);
}

void PartsTest::anUpdateIsAddressedInBothEncodings() {
    api::TopicUpdate update;
    update.to = Sequence(77);
    api::AuditView trap; // a text that looks like the members that are replaced
    trap.details = R"("subscription":0,"from":0)";
    update.audit.push_back(trap);
    UpdateFrame frame(update);
    for (const std::uint32_t id : {1U, 7U, 4'000'000'000U}) {
        update.subscription = SubscriptionId(id);
        update.from = Sequence(std::uint64_t{id} * 5'000'000'000U);
        const api::Bytes expected = api::toBinary(api::ServerMessage(update));
        QCOMPARE(frame.addressedTo(Encoding::Binary, update.subscription, update.from), expected);
        const api::Bytes json = frame.addressedTo(Encoding::Json, update.subscription, update.from);
        const auto parsed =
            api::serverMessageFromJson({reinterpret_cast<const char*>(json.data()), json.size()});
        QVERIFY(parsed.hasValue());
        QCOMPARE(api::toBinary(*parsed), expected);
    }
}

/// The second order of a command has a number above all first ones.
void PartsTest::openOrdersComeByAgeAndNotByNumber() {
    constexpr std::uint64_t kSecond50 = std::uint64_t{1} << 50;
    const std::vector<std::uint64_t> byAge{8, 7 + kSecond50, 7, 5 + kSecond50, 5, 4};
    OrderIndex index;
    for (const std::uint64_t id : {std::uint64_t{5}, std::uint64_t{4}, 7 + kSecond50, std::uint64_t{8},
                                   std::uint64_t{7}, 5 + kSecond50}) {
        api::OrderView order;
        order.order = OrderId(id);
        order.account = AccountId(1);
        index.add(order);
    }
    index.restoreOrder();
    const auto page = [&](AccountId account, std::uint64_t before) {
        std::vector<std::uint64_t> ids;
        for (const auto& order : index.newest({account, {}, Sequence(before)}, 2))
            ids.push_back(order.order.value());
        return ids;
    };
    for (const AccountId account : {AccountId(), AccountId(1)})
        for (std::size_t at = 0; at < byAge.size(); at += 2)
            QVERIFY(page(account, at == 0 ? 0 : byAge[at - 1]) ==
                    std::vector<std::uint64_t>({byAge[at], byAge[at + 1]}));
}

QTEST_APPLESS_MAIN(PartsTest)
#include "parts_test.moc"
