// What subscribers are shown: snapshots, deltas, conflation, slow readers.
#include "tests/unit/gateway/hub_fixture.h"
#include "tests/unit/gateway/market_generator.h"
#include "tests/unit/gateway/replica.h"

#include <random>

using namespace openbell;
using namespace openbell::gateway;
using api::RejectReason;
using api::Role;
using api::TopicKind;

namespace {

constexpr std::size_t kCompareTail = 150; // below the shortest ring, that of an account's fills

} // namespace

class HubUpdatesTest : public HubFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }

    void snapshotPlusDeltasIsTheState();
    void aSlowReaderSkipsConflatedUpdatesAndCatchesUp();
    void aReaderThatFallsTooFarBehindIsDisconnected();
    void conflatedTopicsWaitForTheTick();
    void ordersAndTradesArriveWithTheirBatch();
    void aCommandRefusedByTheVenueNamesItsReason();
    void answersDoNotWaitForTheView();
    void everyTradeIsSentAndBlankedForThosePublic();
    void anOrdersLastStateInABatchIsSentOnce();

private:
    static std::vector<api::Topic> statefulTopics();
};

/// Every topic whose state follows from its updates.
std::vector<api::Topic> HubUpdatesTest::statefulTopics() {
    std::vector<api::Topic> topics{topicOf(TopicKind::ReferenceData), topicOf(TopicKind::Tickers),
                                   topicOf(TopicKind::Orders), topicOf(TopicKind::Fills),
                                   topicOf(TopicKind::Balances), topicOf(TopicKind::Auctions)};
    for (std::uint32_t i = 1; i <= 2; ++i) {
        topics.push_back(topicOf(TopicKind::Book, i));
        topics.push_back(topicOf(TopicKind::TopOfBook, i));
        topics.push_back(topicOf(TopicKind::BookOrders, i));
        topics.push_back(topicOf(TopicKind::Trades, i));
        topics.push_back(topicOf(TopicKind::Orders, 0, i));
        topics.push_back(topicOf(TopicKind::Fills, 0, i));
        topics.push_back(topicOf(TopicKind::Balances, 0, i));
        topics.push_back(topicOf(TopicKind::Candles, i));
        topics.back().interval = api::CandleInterval::Minute1;
        topics.push_back(topicOf(TopicKind::Candles, i));
        topics.back().interval = api::CandleInterval::Day1;
    }
    return topics;
}

void HubUpdatesTest::snapshotPlusDeltasIsTheState() {
    const std::uint64_t seed = std::random_device{}();
    qInfo("seed %llu", static_cast<unsigned long long>(seed));
    Random random(seed);
    MarketGenerator market(m_rig->batches, seed);
    const auto topics = statefulTopics();
    FakeClient& client = m_rig->signIn("olga");
    FakeClient& checker = m_rig->signIn("olga");
    FakeClient& json = m_rig->signIn("olga", Encoding::Json);
    std::vector<Replica> replicas(topics.size());
    std::vector<Replica> jsonReplicas(topics.size());
    std::uint32_t subscribed = 0;

    for (int round = 0; round < 600; ++round) {
        for (std::uint64_t commands = 1 + random.below(8); commands > 0; --commands)
            market.step();
        m_rig->publish();
        // Subscribers of one topic begin at different times, so their deltas begin apart.
        if (subscribed < topics.size() && random.chance(1, 10)) {
            subscribe(client, subscribed, topics[subscribed]);
            subscribe(json, subscribed, topics[subscribed]);
            ++subscribed;
        }
        if (random.chance(1, 3))
            m_rig->tick();
        client.unread = random.chance(1, 8) ? 500'000 : 0; // reads slowly at times
        if (round % 20 != 0)
            continue;
        client.unread = 0;
        m_rig->tick();
        m_rig->tick();
        for (std::uint32_t i = 0; i < subscribed; ++i) {
            for (const auto& update : client.updatesOf(i))
                QVERIFY2(replicas[i].apply(update), api::nameOf(topics[i].kind).data());
            for (const auto& update : json.updatesOf(i))
                QVERIFY2(jsonReplicas[i].apply(update), api::nameOf(topics[i].kind).data());
            subscribe(checker, 1, topics[i]);
            Replica fresh;
            QVERIFY(fresh.apply(checker.updatesOf(1).at(0)));
            m_rig->send(checker, api::Unsubscribe{SubscriptionId(1)});
            QVERIFY2(replicas[i].sameAs(fresh, kCompareTail), api::nameOf(topics[i].kind).data());
            QVERIFY2(jsonReplicas[i].sameAs(fresh, kCompareTail),
                     api::nameOf(topics[i].kind).data());
        }
    }
    QCOMPARE(std::size_t{subscribed}, topics.size());
    for (const Replica& replica : replicas)
        QVERIFY(replica.size() > 0 || replica.at().isNone());
}

void HubUpdatesTest::aSlowReaderSkipsConflatedUpdatesAndCatchesUp() {
    FakeClient& slow = subscribe(m_rig->signIn("olga"), 1, topicOf(TopicKind::Book, 1));
    FakeClient& quick = subscribe(m_rig->signIn("olga"), 1, topicOf(TopicKind::Book, 1));
    slow.updatesOf(1);
    quick.updatesOf(1);
    slow.unread = 300'000; // above a quarter of the outbox
    for (int i = 1; i <= 5; ++i) {
        publishLevel(100 + i, 7);
        m_rig->tick();
    }
    QVERIFY(slow.updatesOf(1).empty());
    QCOMPARE(quick.updatesOf(1).size(), std::size_t{5});
    slow.unread = 0;
    m_rig->tick();
    const auto updates = slow.updatesOf(1);
    QCOMPARE(updates.size(), std::size_t{1});
    QVERIFY(updates[0].snapshot);
    QCOMPARE(updates[0].levels.size(), std::size_t{5});
    QCOMPARE(updates[0].to, m_rig->batches.last());
    QVERIFY(!slow.finished);
}

void HubUpdatesTest::aReaderThatFallsTooFarBehindIsDisconnected() {
    FakeClient& slow = subscribe(m_rig->signIn("olga"), 1, topicOf(TopicKind::Trades, 1));
    FakeClient& quick = subscribe(m_rig->signIn("olga"), 1, topicOf(TopicKind::Trades, 1));
    slow.unread = m_rig->options.outboxBytes;
    publishTrade(100, 1);
    const auto closing = slow.take<api::Closing>();
    QCOMPARE(closing.size(), std::size_t{1});
    QVERIFY(closing[0].text.find("slow consumer") != std::string::npos);
    QVERIFY(slow.finished);
    publishTrade(100, 1);
    QCOMPARE(quick.updatesOf(1).size(), std::size_t{3});
    QCOMPARE(m_rig->hub.sessionCount(), std::size_t{1});
}

void HubUpdatesTest::conflatedTopicsWaitForTheTick() {
    FakeClient& client = subscribe(m_rig->signIn("olga"), 1, topicOf(TopicKind::Book, 1));
    subscribe(client, 2, topicOf(TopicKind::Tickers));
    client.received.clear();
    for (int i = 1; i <= 10; ++i)
        publishLevel(100, i);
    QVERIFY(client.updatesOf(1).empty());
    m_rig->tick();
    const auto book = client.updatesOf(1);
    QCOMPARE(book.size(), std::size_t{1});
    QCOMPARE(book[0].levels.size(), std::size_t{1});
    QCOMPARE(book[0].levels[0].quantity, Quantity(10));
    QCOMPARE(book[0].to, m_rig->batches.last());
    const auto tickers = client.updatesOf(2);
    QCOMPARE(tickers.size(), std::size_t{1});
    QCOMPARE(tickers[0].tickers.size(), std::size_t{1});
    QCOMPARE(tickers[0].tickers[0].bestBidQuantity, Quantity(10));
    m_rig->tick();
    QVERIFY(client.updatesOf(1).empty()); // nothing changed
}

void HubUpdatesTest::ordersAndTradesArriveWithTheirBatch() {
    FakeClient& client = subscribe(m_rig->signIn("olga"), 1, topicOf(TopicKind::Trades, 1));
    const auto snapshot = client.updatesOf(1);
    publishTrade(100, 3);
    publishTrade(101, 4);
    const auto updates = client.updatesOf(1);
    QCOMPARE(updates.size(), std::size_t{2});
    QCOMPARE(updates[0].from, snapshot.at(0).to);
    QCOMPARE(updates[1].from, updates[0].to);
    QCOMPARE(updates[1].to, m_rig->batches.last());
}

void HubUpdatesTest::aCommandRefusedByTheVenueNamesItsReason() {
    FakeClient& ann = m_rig->signIn("ann");
    const auto submit = [&](std::uint64_t request, RejectReason reason) {
        m_rig->batches.command(UserId(2), ann.token, RequestId(request));
        if (reason != RejectReason::None)
            m_rig->batches.event(api::CommandRejected{reason, {}, {}, OrderId(17), {}});
    };
    submit(1, RejectReason::None);
    submit(2, RejectReason::InsufficientFunds);
    submit(3, RejectReason::None);
    submit(4, RejectReason::MarketHalted);
    submit(5, RejectReason::DuplicateOrder);
    m_rig->publish();
    const auto results = ann.take<api::CommandResult>();
    QCOMPARE(results.size(), std::size_t{5});
    QCOMPARE(results[0].reason, RejectReason::None);
    QCOMPARE(results[1].reason, RejectReason::InsufficientFunds);
    QCOMPARE(results[2].reason, RejectReason::None);
    QCOMPARE(results[3].reason, RejectReason::MarketHalted);
    QCOMPARE(results[3].request, RequestId(4));
    QCOMPARE(results[3].order, OrderId());
    // Whoever asks again learns which order it is.
    QCOMPARE(results[4].reason, RejectReason::DuplicateOrder);
    QCOMPARE(results[4].order, OrderId(17));
}

void HubUpdatesTest::answersDoNotWaitForTheView() {
    FakeClient& ann = m_rig->signIn("ann");
    (void)ann.take<api::CommandResult>();
    const Sequence before = m_rig->hub.view().sequence();
    std::size_t answers = 0;
    Sequence seen;
    m_rig->onAnswered = [&] {
        answers = ann.take<api::CommandResult>().size();
        seen = m_rig->hub.view().sequence();
    };
    m_rig->batches.command(UserId(2), ann.token, RequestId(7));
    m_rig->batches.event(api::BookLevelChanged{InstrumentId(1), api::Side::Buy, Price(100),
                                               Quantity(1), 1});
    m_rig->publish();
    QCOMPARE(answers, std::size_t{1});
    QVERIFY(seen == before);
    QVERIFY(m_rig->hub.view().sequence() > before);
}

void HubUpdatesTest::everyTradeIsSentAndBlankedForThosePublic() {
    FakeClient& olga = subscribe(m_rig->signIn("olga"), 1, topicOf(TopicKind::Trades, 1));
    FakeClient& ann = subscribe(m_rig->signIn("ann"), 1, topicOf(TopicKind::Trades, 1));
    subscribe(ann, 2, topicOf(TopicKind::Fills, 0, 1));
    FakeClient& eve = subscribe(m_rig->signIn("eve"), 2, topicOf(TopicKind::Fills, 0, 3));
    for (FakeClient* client : {&olga, &ann, &eve})
        client->received.clear();
    publishTrade(100, 3);
    QCOMPARE(olga.updatesOf(1).at(0).trades.at(0).trade.takerAccount, AccountId(2));
    const auto trade = ann.updatesOf(1).at(0).trades.at(0).trade;
    QVERIFY(trade.makerAccount.isNone() && trade.takerAccount.isNone());
    QVERIFY(trade.makerOrder.isNone() && trade.takerOrder.isNone());
    const auto fill = ann.updatesOf(2).at(0).trades.at(0).trade;
    QCOMPARE(fill.makerAccount, AccountId(1));
    QVERIFY(fill.takerAccount.isNone() && fill.takerOrder.isNone());
    QVERIFY(eve.updatesOf(2).empty());
    // The same holds for a snapshot.
    subscribe(ann, 3, topicOf(TopicKind::Trades, 1));
    QVERIFY(ann.updatesOf(3).at(0).trades.at(0).trade.makerAccount.isNone());
    subscribe(ann, 4, topicOf(TopicKind::Fills, 0, 1));
    QVERIFY(ann.updatesOf(4).at(0).trades.at(0).trade.takerAccount.isNone());
}

void HubUpdatesTest::anOrdersLastStateInABatchIsSentOnce() {
    FakeClient& client = subscribe(m_rig->signIn("ann"), 1, topicOf(TopicKind::Orders, 0, 1));
    client.received.clear();
    const Sequence placed = m_rig->batches.command();
    api::OrderAccepted order;
    order.order = OrderId(placed.value());
    order.account = AccountId(1);
    order.instrument = InstrumentId(1);
    order.quantity = Quantity(5);
    m_rig->batches.event(order);
    m_rig->batches.event(api::OrderCancelled{order.order, order.account, order.instrument,
                                             Quantity(5), api::CancelReason::UnfilledRemainder});
    m_rig->publish();
    const auto updates = client.updatesOf(1);
    QCOMPARE(updates.size(), std::size_t{1});
    QCOMPARE(updates[0].orders.size(), std::size_t{1});
    QCOMPARE(updates[0].orders[0].status, api::OrderStatus::Cancelled);
    QCOMPARE(updates[0].orders[0].cancelReason, api::CancelReason::UnfilledRemainder);
}

QTEST_APPLESS_MAIN(HubUpdatesTest)
#include "hub_updates_test.moc"
