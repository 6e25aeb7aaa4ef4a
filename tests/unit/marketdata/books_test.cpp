// The client's books and their followers: what fits, what does not, and what is noticed.
#include "engine/marketdata/book_follower.h"
#include "engine/marketdata/checksum.h"

#include <QFile>
#include <QTest>

using namespace openbell;
using namespace openbell::marketdata;
using api::BookAction;
using api::Side;

namespace {

api::BookOrderView order(BookAction action, Side side, std::uint64_t id, std::int64_t price,
                         std::int64_t quantity) {
    return {Sequence(1), action, side, OrderId(id), Price(price), Quantity(quantity), {}};
}

api::LevelView level(Side side, std::int64_t price, std::int64_t quantity, std::uint32_t orders) {
    return {side, Price(price), Quantity(quantity), orders};
}

/// The example of app/docs/market-data.md: two bids at one price, one at another, one offer.
std::vector<api::BookOrderView> exampleOrders() {
    return {order(BookAction::Add, Side::Buy, 41, 1000, 5),
            order(BookAction::Add, Side::Buy, 44, 1000, 2),
            order(BookAction::Add, Side::Buy, 40, 999, 10),
            order(BookAction::Add, Side::Sell, 42, 1002, 3)};
}

std::vector<api::LevelView> exampleLevels() {
    return {level(Side::Buy, 1000, 7, 2), level(Side::Buy, 999, 10, 1),
            level(Side::Sell, 1002, 3, 1)};
}

template<class Book>
Book bookOf(const auto& rows) {
    Book book;
    for (const auto& row : rows)
        if (!book.apply(row))
            qFatal("a row of the example does not fit");
    return book;
}

std::vector<std::uint64_t> idsOf(const OrderBook& book, Side side) {
    std::vector<std::uint64_t> ids;
    for (const auto& row : book.orders(side))
        ids.push_back(row.order.value());
    return ids;
}

using Ids = std::vector<std::uint64_t>;

api::TopicUpdate update(std::uint32_t subscription, bool snapshot, std::uint64_t from,
                        std::uint64_t to, std::vector<api::LevelView> levels,
                        std::uint32_t checksum) {
    api::TopicUpdate made;
    made.subscription = SubscriptionId(subscription);
    made.snapshot = snapshot;
    made.from = Sequence(from);
    made.to = Sequence(to);
    made.levels = std::move(levels);
    made.checksum = checksum;
    return made;
}

} // namespace

class BooksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theExampleOfTheDocumentationHasItsChecksums();
    void theChecksumCoversTheBestLevelsAndTheirFirstOrders();
    void ordersKeepTheirPriority();
    void rowsThatCannotBeAreRefusedAndChangeNothing();
    void inABookThatWasCutUnknownOrdersAreLeftOut();
    void aFollowerNoticesAGapAndAsksForASnapshot();
    void aFollowerNoticesASnapshotThatWasLost();
    void aFollowerNoticesABookThatIsNotTheServers();
    void updatesOfAnEarlierSubscriptionAreIgnored();
    void whatTheServerLeftOutIsNamed();
};

void BooksTest::theExampleOfTheDocumentationHasItsChecksums() {
    const auto levels = bookOf<LevelBook>(exampleLevels()).checksum();
    const auto orders = bookOf<OrderBook>(exampleOrders()).checksum();
    QFile file(QStringLiteral(OPENBELL_SOURCE_DIR "/app/docs/market-data.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray page = file.readAll();
    QVERIFY2(page.contains("`" + QByteArray::number(levels) + "`"), QByteArray::number(levels));
    QVERIFY2(page.contains("`" + QByteArray::number(orders) + "`"), QByteArray::number(orders));
}

void BooksTest::theChecksumCoversTheBestLevelsAndTheirFirstOrders() {
    OrderBook orders;
    LevelBook levels;
    for (std::int64_t i = 1; i <= 11; ++i) {
        QVERIFY(orders.apply(
            order(BookAction::Add, Side::Sell, static_cast<std::uint64_t>(i), 100 + i, 1)));
        QVERIFY(levels.apply(level(Side::Sell, 100 + i, 1, 1)));
    }
    const std::uint32_t orderSum = orders.checksum();
    const std::uint32_t levelSum = levels.checksum();
    QVERIFY(orders.apply(order(BookAction::Delete, Side::Sell, 11, 111, 0))); // the eleventh level
    QVERIFY(levels.apply(level(Side::Sell, 111, 0, 0)));
    QCOMPARE(orders.checksum(), orderSum);
    QCOMPARE(levels.checksum(), levelSum);
    QVERIFY(levels.apply(level(Side::Sell, 110, 2, 1)));
    QVERIFY(levels.checksum() != levelSum);
    for (std::uint64_t id = 20; id < 29; ++id) // the first level has ten orders then
        QVERIFY(orders.apply(order(BookAction::Add, Side::Sell, id, 101, 1)));
    const std::uint32_t ten = orders.checksum();
    QVERIFY(orders.apply(order(BookAction::Add, Side::Sell, 29, 101, 1)));
    QCOMPARE(orders.checksum(), ten);
    QVERIFY(orders.apply(order(BookAction::Delete, Side::Sell, 1, 101, 0)));
    QVERIFY(orders.checksum() != ten);
}

void BooksTest::ordersKeepTheirPriority() {
    auto book = bookOf<OrderBook>(exampleOrders());
    QCOMPARE(idsOf(book, Side::Buy), (Ids{41, 44, 40}));
    QVERIFY(book.apply(order(BookAction::Reduce, Side::Buy, 41, 1000, 4)));
    QCOMPARE(idsOf(book, Side::Buy), (Ids{41, 44, 40}));
    QVERIFY(book.apply(order(BookAction::Execute, Side::Buy, 41, 1000, 3)));
    QCOMPARE(idsOf(book, Side::Buy), (Ids{41, 44, 40}));
    QVERIFY(book.apply(order(BookAction::Move, Side::Buy, 41, 1000, 9)));
    QCOMPARE(idsOf(book, Side::Buy), (Ids{44, 41, 40}));
    QVERIFY(book.apply(order(BookAction::Move, Side::Buy, 44, 999, 2)));
    QCOMPARE(idsOf(book, Side::Buy), (Ids{41, 40, 44}));
    QVERIFY(book.apply(order(BookAction::Execute, Side::Buy, 41, 1000, 0)));
    QVERIFY(book.apply(order(BookAction::Delete, Side::Buy, 40, 999, 0)));
    QCOMPARE(idsOf(book, Side::Buy), Ids{44});
    const auto levels = book.levels(Side::Buy);
    QCOMPARE(levels.size(), std::size_t{1});
    QCOMPARE(levels[0].quantity, Quantity(2));
    QCOMPARE(levels[0].orders, 1U);
}

void BooksTest::rowsThatCannotBeAreRefusedAndChangeNothing() {
    auto book = bookOf<OrderBook>(exampleOrders());
    const std::uint32_t before = book.checksum();
    for (const auto& row : {order(BookAction::Add, Side::Buy, 41, 1000, 5),      // there already
                            order(BookAction::Add, Side::Buy, 50, 1000, 0),      // empty
                            order(BookAction::Add, Side::Buy, 50, 1000, -1),     // negative
                            order(BookAction::Move, Side::Buy, 50, 1000, 5),     // not there
                            order(BookAction::Move, Side::Sell, 41, 1000, 5),    // other side
                            order(BookAction::Reduce, Side::Buy, 50, 1000, 1),   // not there
                            order(BookAction::Reduce, Side::Buy, 41, 999, 1),    // other price
                            order(BookAction::Reduce, Side::Buy, 41, 1000, 5),   // not less
                            order(BookAction::Execute, Side::Buy, 41, 1000, 6),  // more
                            order(BookAction::Execute, Side::Buy, 41, 1000, -1), // negative
                            order(BookAction::Delete, Side::Buy, 50, 1000, 0)})  // not there
        QVERIFY(!book.apply(row));
    QCOMPARE(book.checksum(), before);
    LevelBook levels;
    QVERIFY(!levels.apply(level(Side::Buy, 1000, -1, 1)));
    QVERIFY(!levels.apply(level(Side::Buy, 1000, 1, 0)));
    QVERIFY(!levels.apply(level(Side::Buy, 1000, 0, 1)));
    QVERIFY(levels.apply(level(Side::Buy, 1000, 0, 0))); // a level that came and went
}

void BooksTest::inABookThatWasCutUnknownOrdersAreLeftOut() {
    OrderBook book;
    QVERIFY(book.apply(order(BookAction::Execute, Side::Buy, 1, 90, 3), true));
    QVERIFY(book.apply(order(BookAction::Delete, Side::Buy, 1, 90, 0), true));
    QCOMPARE(book.size(), std::size_t{0});
    QVERIFY(book.apply(order(BookAction::Move, Side::Buy, 1, 95, 2), true));
    QCOMPARE(idsOf(book, Side::Buy), Ids{1});
}

void BooksTest::aFollowerNoticesAGapAndAsksForASnapshot() {
    LevelFollower follower{InstrumentId(1)};
    const auto asked = follower.synchronise(SubscriptionId(7));
    QCOMPARE(asked.size(), std::size_t{1});
    const auto& subscribe = std::get<api::Subscribe>(asked[0]);
    QCOMPARE(subscribe.subscription, SubscriptionId(7));
    QCOMPARE(subscribe.topic.kind, api::TopicKind::Book);
    QVERIFY(!follower.isCurrent());

    LevelBook truth = bookOf<LevelBook>(exampleLevels());
    QCOMPARE(follower.apply(update(7, true, 0, 10, exampleLevels(), truth.checksum())),
             Verdict::Applied);
    QVERIFY(follower.isCurrent());
    QCOMPARE(follower.at(), Sequence(10));
    const auto change = level(Side::Buy, 1001, 1, 1);
    QVERIFY(truth.apply(change));
    QCOMPARE(follower.apply(update(7, false, 10, 12, {change}, truth.checksum())),
             Verdict::Applied);
    QCOMPARE(follower.apply(update(7, false, 13, 14, {}, truth.checksum())), Verdict::Gap);
    QVERIFY(follower.needsSynchronising());
    QCOMPARE(follower.apply(update(7, false, 14, 15, {}, truth.checksum())), Verdict::Ignored);

    const auto again = follower.synchronise(SubscriptionId(8));
    QCOMPARE(again.size(), std::size_t{2});
    QCOMPARE(std::get<api::Unsubscribe>(again[0]).subscription, SubscriptionId(7));
    QVERIFY(!follower.needsSynchronising());
    QCOMPARE(follower.apply(update(8, true, 0, 15, {change},
                                   bookOf<LevelBook>(std::vector{change}).checksum())),
             Verdict::Applied);
    QCOMPARE(follower.book().levels(Side::Buy).size(), std::size_t{1});
    QVERIFY(follower.book().levels(Side::Sell).empty());
}

void BooksTest::aFollowerNoticesASnapshotThatWasLost() {
    LevelFollower follower{InstrumentId(1)};
    follower.synchronise(SubscriptionId(7));
    QCOMPARE(follower.apply(update(7, false, 10, 11, {}, 0)), Verdict::Gap);
    QVERIFY(follower.needsSynchronising());
}

void BooksTest::aFollowerNoticesABookThatIsNotTheServers() {
    const std::uint32_t checksum = bookOf<LevelBook>(exampleLevels()).checksum();
    LevelFollower follower{InstrumentId(1)};
    follower.synchronise(SubscriptionId(7));
    auto wrong = exampleLevels();
    wrong[1].quantity = Quantity(11);
    QCOMPARE(follower.apply(update(7, true, 0, 10, wrong, checksum)), Verdict::BadChecksum);
    QVERIFY(follower.needsSynchronising());
    wrong[1].orders = 0;
    QCOMPARE(follower.apply(update(7, true, 0, 10, wrong, checksum)), Verdict::Inconsistent);
    // A snapshot that comes by itself is as good as one that was asked for.
    QCOMPARE(follower.apply(update(7, true, 0, 10, exampleLevels(), checksum)), Verdict::Applied);
    QVERIFY(follower.isCurrent());
}

void BooksTest::updatesOfAnEarlierSubscriptionAreIgnored() {
    const std::uint32_t checksum = bookOf<LevelBook>(exampleLevels()).checksum();
    LevelFollower follower{InstrumentId(1)};
    follower.synchronise(SubscriptionId(7));
    follower.synchronise(SubscriptionId(8));
    QCOMPARE(follower.apply(update(7, true, 0, 9, exampleLevels(), checksum)), Verdict::Ignored);
    QVERIFY(!follower.isCurrent());
    QCOMPARE(follower.apply(update(8, true, 0, 10, exampleLevels(), checksum)), Verdict::Applied);
}

void BooksTest::whatTheServerLeftOutIsNamed() {
    const std::uint32_t checksum = bookOf<LevelBook>(exampleLevels()).checksum();
    LevelFollower follower{InstrumentId(1)};
    follower.synchronise(SubscriptionId(7));
    follower.apply(update(7, true, 0, 10, exampleLevels(), checksum));
    QVERIFY(!follower.skipped());
    auto later = update(7, true, 0, 30, exampleLevels(), checksum);
    later.skippedFrom = Sequence(10);
    QCOMPARE(follower.apply(later), Verdict::Applied);
    QVERIFY(follower.skipped());
    QCOMPARE(follower.skipped()->after, Sequence(10));
    QCOMPARE(follower.skipped()->upTo, Sequence(30));
}

QTEST_APPLESS_MAIN(BooksTest)
#include "books_test.moc"
