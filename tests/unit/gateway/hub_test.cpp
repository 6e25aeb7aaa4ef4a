// What sessions are shown: snapshots, deltas, conflation, slow readers, queries, history.
#include "tests/unit/gateway/market_generator.h"
#include "tests/unit/gateway/replica.h"
#include "tests/unit/gateway/rig.h"

#include <QTest>

#include <random>

namespace {

using namespace openbell;
using namespace openbell::gateway;
using api::RejectReason;
using api::Role;
using api::TopicKind;

constexpr std::size_t kCompareTail = 150; // below the shortest ring, that of an account's fills

api::Topic topicOf(TopicKind kind, std::uint32_t instrument = 0, std::uint32_t account = 0) {
    api::Topic topic;
    topic.kind = kind;
    topic.instrument = InstrumentId(instrument);
    topic.account = AccountId(account);
    return topic;
}

/// Every topic whose state follows from its updates.
std::vector<api::Topic> statefulTopics() {
    std::vector<api::Topic> topics{topicOf(TopicKind::ReferenceData), topicOf(TopicKind::Tickers),
                                   topicOf(TopicKind::Orders), topicOf(TopicKind::Fills),
                                   topicOf(TopicKind::Balances)};
    for (std::uint32_t i = 1; i <= 2; ++i) {
        topics.push_back(topicOf(TopicKind::Book, i));
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

} // namespace

class HubTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void snapshotPlusDeltasIsTheState();
    void aSlowReaderSkipsConflatedUpdatesAndCatchesUp();
    void aReaderThatFallsTooFarBehindIsDisconnected();
    void conflatedTopicsWaitForTheTick();
    void ordersAndTradesArriveWithTheirBatch();
    void aCommandRefusedByTheVenueNamesItsReason();
    void everyTradeIsSentAndBlankedForThosePublic();
    void anOrdersLastStateInABatchIsSentOnce();
    void subscriptionsAreRefusedForWhatDoesNotExist();
    void aSubscriptionIdIsUsedOnce();
    void subscriptionsAreLimited();
    void unsubscribingEndsTheUpdates();
    void operatorsSeeTheAuditLogAsItGrows();
    void queriesAboutThePresentAreAnsweredAtThePublishedSequence();
    void openOrdersArePagedNewestFirst();
    void theTickerForgetsWhatIsOlderThanADay();
    void recoveryShowsTheDescribedState();
    void historyFillsTradesAndCandlesWithoutCountingTwice();
    void healthComesFourTimesASecond();

private:
    FakeClient& subscribe(FakeClient& client, std::uint32_t id, const api::Topic& topic) {
        m_rig->send(client, api::Subscribe{SubscriptionId(id), topic});
        return client;
    }
    void publishTrade(std::int64_t price, std::int64_t quantity);
    void publishLevel(std::int64_t price, std::int64_t quantity);

    std::unique_ptr<Rig> m_rig;
    std::uint64_t m_tradeId = 0;
};

void HubTest::init() {
    m_tradeId = 0;
    GatewayOptions options;
    options.outboxBytes = 1U << 20U;
    m_rig = std::make_unique<Rig>(options);
    m_rig->addUser(1, "olga", Role::Operator);
    m_rig->addUser(2, "ann", Role::Trader, 1);
    m_rig->addUser(3, "bob", Role::Trader, 2);
    m_rig->addUser(4, "eve", Role::Trader, 3);
    m_rig->addMarket(1);
    m_rig->addMarket(2);
}

void HubTest::publishTrade(std::int64_t price, std::int64_t quantity) {
    m_rig->batches.command();
    api::TradeExecuted trade;
    trade.trade = TradeId(++m_tradeId);
    trade.instrument = InstrumentId(1);
    trade.price = Price(price);
    trade.quantity = Quantity(quantity);
    trade.makerAccount = AccountId(1);
    trade.takerAccount = AccountId(2);
    trade.makerOrder = OrderId(101);
    trade.takerOrder = OrderId(102);
    m_rig->batches.event(trade);
    m_rig->publish();
}

void HubTest::publishLevel(std::int64_t price, std::int64_t quantity) {
    m_rig->batches.command();
    m_rig->batches.event(api::BookLevelChanged{InstrumentId(1), api::Side::Buy, Price(price),
                                               Quantity(quantity), quantity == 0 ? 0U : 1U});
    m_rig->publish();
}

void HubTest::snapshotPlusDeltasIsTheState() {
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

void HubTest::aSlowReaderSkipsConflatedUpdatesAndCatchesUp() {
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

void HubTest::aReaderThatFallsTooFarBehindIsDisconnected() {
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

void HubTest::conflatedTopicsWaitForTheTick() {
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

void HubTest::ordersAndTradesArriveWithTheirBatch() {
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

void HubTest::aCommandRefusedByTheVenueNamesItsReason() {
    FakeClient& ann = m_rig->signIn("ann");
    const auto submit = [&](std::uint64_t request, RejectReason reason) {
        m_rig->batches.command(UserId(2), ann.token, RequestId(request));
        if (reason != RejectReason::None)
            m_rig->batches.event(api::CommandRejected{reason, {}, {}, {}, {}});
    };
    submit(1, RejectReason::None);
    submit(2, RejectReason::InsufficientFunds);
    submit(3, RejectReason::None);
    submit(4, RejectReason::MarketHalted);
    m_rig->publish();
    const auto results = ann.take<api::CommandResult>();
    QCOMPARE(results.size(), std::size_t{4});
    QCOMPARE(results[0].reason, RejectReason::None);
    QCOMPARE(results[1].reason, RejectReason::InsufficientFunds);
    QCOMPARE(results[2].reason, RejectReason::None);
    QCOMPARE(results[3].reason, RejectReason::MarketHalted);
    QCOMPARE(results[3].request, RequestId(4));
}

void HubTest::everyTradeIsSentAndBlankedForThosePublic() {
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

void HubTest::anOrdersLastStateInABatchIsSentOnce() {
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

void HubTest::subscriptionsAreRefusedForWhatDoesNotExist() {
    FakeClient& olga = m_rig->signIn("olga");
    subscribe(olga, 1, topicOf(TopicKind::Book, 99));
    QCOMPARE(olga.take<api::SubscribeRefused>().at(0).reason, RejectReason::UnknownInstrument);
    subscribe(olga, 1, topicOf(TopicKind::Orders, 0, 99));
    QCOMPARE(olga.take<api::SubscribeRefused>().at(0).reason, RejectReason::UnknownAccount);
    subscribe(olga, 1, topicOf(TopicKind::Book, 1));
    QCOMPARE(olga.updatesOf(1).size(), std::size_t{1});
}

void HubTest::aSubscriptionIdIsUsedOnce() {
    FakeClient& olga = subscribe(m_rig->signIn("olga"), 1, topicOf(TopicKind::Book, 1));
    subscribe(olga, 1, topicOf(TopicKind::Book, 2));
    QCOMPARE(olga.take<api::SubscribeRefused>().at(0).reason, RejectReason::AlreadyExists);
}

void HubTest::subscriptionsAreLimited() {
    FakeClient& olga = m_rig->signIn("olga");
    for (std::uint32_t id = 1; id <= api::kMaxSubscriptions; ++id)
        subscribe(olga, id, topicOf(TopicKind::Tickers));
    QVERIFY(olga.take<api::SubscribeRefused>().empty());
    subscribe(olga, 1000, topicOf(TopicKind::Tickers));
    QCOMPARE(olga.take<api::SubscribeRefused>().at(0).reason, RejectReason::Busy);
    m_rig->send(olga, api::Unsubscribe{SubscriptionId(1)});
    subscribe(olga, 1000, topicOf(TopicKind::Tickers));
    QVERIFY(olga.take<api::SubscribeRefused>().empty());
}

void HubTest::unsubscribingEndsTheUpdates() {
    FakeClient& olga = subscribe(m_rig->signIn("olga"), 1, topicOf(TopicKind::Trades, 1));
    subscribe(olga, 2, topicOf(TopicKind::Trades, 1));
    m_rig->send(olga, api::Unsubscribe{SubscriptionId(1)});
    m_rig->send(olga, api::Unsubscribe{SubscriptionId(77)}); // unknown ones are ignored
    olga.received.clear();
    publishTrade(100, 1);
    QVERIFY(olga.updatesOf(1).empty());
    QCOMPARE(olga.updatesOf(2).size(), std::size_t{1});
}

void HubTest::operatorsSeeTheAuditLogAsItGrows() {
    FakeClient& olga = subscribe(m_rig->signIn("olga"), 1, topicOf(TopicKind::Audit));
    const auto snapshot = olga.updatesOf(1).at(0);
    QCOMPARE(snapshot.audit.at(0).action, std::string("SignedIn"));
    m_rig->batches.command(UserId(1));
    api::HaltInstrument halt{InstrumentId(1), api::Note("news pending")};
    m_rig->batches.audited(halt);
    m_rig->batches.event(
        api::InstrumentStateChanged{InstrumentId(1), api::InstrumentState::Halted, halt.reason});
    m_rig->publish();
    const auto entry = olga.updatesOf(1).at(0).audit.at(0);
    QCOMPARE(entry.action, std::string("HaltInstrument"));
    QCOMPARE(entry.actorName, std::string("olga"));
    QVERIFY(entry.details.find("news pending") != std::string::npos);
    m_rig->signIn("ann");
    QCOMPARE(olga.updatesOf(1).at(0).audit.at(0).actorName, std::string("ann"));
}

void HubTest::queriesAboutThePresentAreAnsweredAtThePublishedSequence() {
    FakeClient& olga = m_rig->signIn("olga");
    publishLevel(100, 5);
    m_rig->batches.command();
    m_rig->batches.event(api::BalanceChanged{AccountId(1), AssetId(1), Amount(5), Amount(6)});
    m_rig->publish();
    const auto ask = [&](api::QueryKind kind, std::uint32_t account = 0) {
        api::Query query;
        query.kind = kind;
        query.account = AccountId(account);
        m_rig->send(olga, query);
        return olga.take<api::QueryResult>().at(0);
    };
    const auto summary = ask(api::QueryKind::MarketSummary);
    QCOMPARE(summary.asOf, m_rig->batches.last());
    QCOMPARE(summary.tickers.size(), std::size_t{2});
    QCOMPARE(summary.tickers[0].bestBid, Price(100));
    QCOMPARE(ask(api::QueryKind::Balances, 1).balances.at(0).held, Amount(6));
    QVERIFY(ask(api::QueryKind::Balances, 2).balances.empty());
    QCOMPARE(ask(api::QueryKind::Users).users.size(), std::size_t{4});
    QCOMPARE(ask(api::QueryKind::Users).users[0].user, UserId(4));
    QCOMPARE(ask(api::QueryKind::Accounts).accounts.size(), std::size_t{3});
    QCOMPARE(ask(api::QueryKind::Accounts, 2).accounts.at(0).account, AccountId(2));
}

void HubTest::openOrdersArePagedNewestFirst() {
    for (std::uint32_t i = 0; i < 25; ++i) {
        const Sequence placed = m_rig->batches.command();
        api::OrderAccepted order;
        order.order = OrderId(placed.value());
        order.account = AccountId(1 + i % 2);
        order.instrument = InstrumentId(1);
        order.quantity = Quantity(5);
        m_rig->batches.event(order);
    }
    m_rig->publish();
    FakeClient& ann = m_rig->signIn("ann");
    api::Query query;
    query.kind = api::QueryKind::OpenOrders;
    query.account = AccountId(1);
    query.limit = 5;
    std::vector<OrderId> seen;
    for (int page = 0; page < 3; ++page) {
        m_rig->send(ann, query);
        const auto orders = ann.take<api::QueryResult>().at(0).orders;
        for (const api::OrderView& order : orders) {
            QCOMPARE(order.account, AccountId(1));
            QVERIFY(seen.empty() || order.order < seen.back());
            seen.push_back(order.order);
        }
        query.before = Sequence(seen.back().value());
    }
    QCOMPARE(seen.size(), std::size_t{13});
}

void HubTest::theTickerForgetsWhatIsOlderThanADay() {
    FakeClient& olga = m_rig->signIn("olga");
    const auto ticker = [&] {
        api::Query query;
        query.instrument = InstrumentId(1);
        m_rig->send(olga, query);
        return olga.take<api::QueryResult>().at(0).tickers.at(0);
    };
    publishTrade(50, 1);
    m_rig->batches.time = m_rig->batches.time + Duration(3600 * kNsPerSecond);
    publishTrade(200, 2);
    publishTrade(100, 4);
    QCOMPARE(ticker().low24h, Price(50));
    QCOMPARE(ticker().high24h, Price(200));
    QCOMPARE(ticker().open24h, Price(50));
    QCOMPARE(ticker().volume24h, Quantity(7));
    subscribe(olga, 1, topicOf(TopicKind::Tickers));
    m_rig->tick();
    olga.received.clear();
    m_rig->batches.time = m_rig->batches.time + Duration(23 * 3600 * kNsPerSecond);
    m_rig->batches.command(); // time passes without a trade
    m_rig->publish();
    m_rig->tick();
    const auto update = olga.updatesOf(1);
    QCOMPARE(update.size(), std::size_t{1});
    QCOMPARE(update[0].tickers.at(0).low24h, Price(100));
    QCOMPARE(ticker().volume24h, Quantity(6));
    QCOMPARE(ticker().trades24h, std::uint64_t{2});
    QCOMPARE(ticker().last, Price(100));
}

void HubTest::recoveryShowsTheDescribedState() {
    m_rig = std::make_unique<Rig>();
    api::EventBuffer state;
    state.setStamp({Sequence(500), Timestamp(kNsPerSecond), UserId(), 0});
    state.append(api::UserDefined{UserId(1), api::Name("olga"), Role::Operator, {}, true});
    state.append(api::AccountCreated{AccountId(1), api::Name("ann")});
    api::InstrumentDefined defined;
    defined.definition.instrument = InstrumentId(1);
    state.append(defined);
    // A book describes its orders by price, not by age.
    for (const std::uint64_t id : {300U, 100U, 200U}) {
        api::OrderAccepted order;
        order.order = OrderId(id);
        order.account = AccountId(1);
        order.instrument = InstrumentId(1);
        order.quantity = Quantity(10);
        order.filled = Quantity(4);
        order.time = Timestamp(5);
        state.append(order);
    }
    state.append(api::BookLevelChanged{InstrumentId(1), api::Side::Buy, Price(9), Quantity(18), 3});
    m_rig->passwords[UserId(1)] = Rig::passwordOf("olga");
    m_rig->hub.onRecovered(state, Sequence(500));
    m_rig->settle();
    FakeClient& olga = m_rig->signIn("olga");
    subscribe(olga, 1, topicOf(TopicKind::Orders));
    const auto orders = olga.updatesOf(1).at(0);
    QCOMPARE(orders.to, Sequence(500));
    QCOMPARE(orders.orders.size(), std::size_t{3});
    QCOMPARE(orders.orders[0].order, OrderId(100));
    QCOMPARE(orders.orders[2].order, OrderId(300));
    QCOMPARE(orders.orders[0].filled, Quantity(4));
    QCOMPARE(orders.orders[0].placed, Timestamp(5));
    subscribe(olga, 2, topicOf(TopicKind::Book, 1));
    QCOMPARE(olga.updatesOf(2).at(0).levels.at(0).orders, 3U);
}

void HubTest::historyFillsTradesAndCandlesWithoutCountingTwice() {
    m_rig = std::make_unique<Rig>();
    api::EventBuffer state;
    state.setStamp({Sequence(100), Timestamp(3600 * kNsPerSecond), UserId(), 0});
    state.append(api::UserDefined{UserId(1), api::Name("olga"), Role::Operator, {}, true});
    api::InstrumentDefined defined;
    defined.definition.instrument = InstrumentId(1);
    state.append(defined);
    m_rig->passwords[UserId(1)] = Rig::passwordOf("olga");
    m_rig->hub.onRecovered(state, Sequence(100));
    m_rig->settle();
    FakeClient& olga = m_rig->signIn("olga");
    api::Topic minutes = topicOf(TopicKind::Candles, 1);
    subscribe(olga, 1, minutes);
    subscribe(olga, 2, topicOf(TopicKind::Trades, 1));
    olga.received.clear();

    const auto tradeAt = [](std::uint64_t sequence, std::int64_t quantity) {
        api::TradeView trade;
        trade.sequence = Sequence(sequence);
        trade.time = Timestamp(3600 * kNsPerSecond);
        trade.trade.trade = TradeId(sequence);
        trade.trade.instrument = InstrumentId(1);
        trade.trade.price = Price(10);
        trade.trade.quantity = Quantity(quantity);
        return trade;
    };
    runtime::PublishedBatch live; // two trades after the recovery, before the history arrives
    for (const std::uint64_t sequence : {101U, 102U}) {
        live.events.setStamp({Sequence(sequence), Timestamp(3600 * kNsPerSecond), {}, 0});
        live.events.append(tradeAt(sequence, 1).trade);
    }
    live.first = Sequence(101);
    live.last = Sequence(102);
    live.lastTime = Timestamp(3600 * kNsPerSecond);
    m_rig->hub.onBatch(live);
    olga.received.clear();

    // The read models have come to 101: their candle has one of the two in it.
    InstrumentHistory history;
    history.instrument = InstrumentId(1);
    history.trades = {tradeAt(99, 5), tradeAt(101, 1)};
    InstrumentHistory::Candles candles;
    candles.interval = api::CandleInterval::Minute1;
    candles.asOf = Sequence(101);
    candles.candles = {{InstrumentId(1), api::CandleInterval::Minute1,
                        Timestamp(3600 * kNsPerSecond), Price(10), Price(10), Price(10), Price(10),
                        Quantity(6), 2}};
    history.candles = {candles};
    QVERIFY(m_rig->hub.awaitsHistory());
    m_rig->hub.mergeHistory(history);
    m_rig->hub.historyIsComplete();
    QVERIFY(!m_rig->hub.awaitsHistory());

    const auto shown = olga.updatesOf(1);
    QCOMPARE(shown.size(), std::size_t{1});
    QVERIFY(shown[0].snapshot);
    QCOMPARE(shown[0].candles.size(), std::size_t{1});
    QCOMPARE(shown[0].candles[0].volume, Quantity(7)); // 5 + 1 + 1
    QCOMPARE(shown[0].candles[0].trades, std::uint64_t{3});
    const auto trades = olga.updatesOf(2);
    QVERIFY(trades.at(0).snapshot);
    QCOMPARE(trades[0].trades.size(), std::size_t{3});
    QCOMPARE(trades[0].trades[0].sequence, Sequence(99));
    QCOMPARE(trades[0].trades[2].sequence, Sequence(102));
}

void HubTest::healthComesFourTimesASecond() {
    FakeClient& olga = subscribe(m_rig->signIn("olga"), 1, topicOf(TopicKind::Health));
    QCOMPARE(olga.updatesOf(1).at(0).health.at(0).sessions, 1U);
    for (int tick = 0; tick < 125; ++tick) // two seconds
        m_rig->tick();
    const auto updates = olga.updatesOf(1);
    QVERIFY(updates.size() >= 7 && updates.size() <= 9);
    QCOMPARE(updates.back().health.size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(HubTest)
#include "hub_test.moc"
