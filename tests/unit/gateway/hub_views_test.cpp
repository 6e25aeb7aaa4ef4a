// Subscriptions and their bounds, queries about the present, recovery, history, health.
#include "tests/unit/gateway/hub_fixture.h"
#include "tests/unit/gateway/replica.h"

using namespace openbell;
using namespace openbell::gateway;
using api::RejectReason;
using api::Role;
using api::TopicKind;

class HubViewsTest : public HubFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }

    void subscriptionsAreRefusedForWhatDoesNotExist();
    void aSubscriptionIdIsUsedOnce();
    void subscriptionsAreLimited();
    void unsubscribingEndsTheUpdates();
    void operatorsSeeTheAuditLogAsItGrows();
    void queriesAboutThePresentAreAnsweredAtThePublishedSequence();
    void openOrdersArePagedNewestFirst();
    void aSnapshotThatLeavesOutOrdersSaysSo();
    void theTickerForgetsWhatIsOlderThanADay();
    void recoveryShowsTheDescribedState();
    void historyFillsTradesAndCandlesWithoutCountingTwice();
    void healthComesFourTimesASecond();
};

void HubViewsTest::subscriptionsAreRefusedForWhatDoesNotExist() {
    FakeClient& olga = m_rig->signIn("olga");
    subscribe(olga, 1, topicOf(TopicKind::Book, 99));
    QCOMPARE(olga.take<api::SubscribeRefused>().at(0).reason, RejectReason::UnknownInstrument);
    subscribe(olga, 1, topicOf(TopicKind::Orders, 0, 99));
    QCOMPARE(olga.take<api::SubscribeRefused>().at(0).reason, RejectReason::UnknownAccount);
    subscribe(olga, 1, topicOf(TopicKind::Book, 1));
    QCOMPARE(olga.updatesOf(1).size(), std::size_t{1});
}

void HubViewsTest::aSubscriptionIdIsUsedOnce() {
    FakeClient& olga = subscribe(m_rig->signIn("olga"), 1, topicOf(TopicKind::Book, 1));
    subscribe(olga, 1, topicOf(TopicKind::Book, 2));
    QCOMPARE(olga.take<api::SubscribeRefused>().at(0).reason, RejectReason::AlreadyExists);
}

void HubViewsTest::subscriptionsAreLimited() {
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

void HubViewsTest::unsubscribingEndsTheUpdates() {
    FakeClient& olga = subscribe(m_rig->signIn("olga"), 1, topicOf(TopicKind::Trades, 1));
    subscribe(olga, 2, topicOf(TopicKind::Trades, 1));
    m_rig->send(olga, api::Unsubscribe{SubscriptionId(1)});
    m_rig->send(olga, api::Unsubscribe{SubscriptionId(77)}); // unknown ones are ignored
    olga.received.clear();
    publishTrade(100, 1);
    QVERIFY(olga.updatesOf(1).empty());
    QCOMPARE(olga.updatesOf(2).size(), std::size_t{1});
}

void HubViewsTest::operatorsSeeTheAuditLogAsItGrows() {
    FakeClient& olga = subscribe(m_rig->signIn("olga"), 1, topicOf(TopicKind::Audit));
    const auto snapshot = olga.updatesOf(1).at(0);
    QCOMPARE(snapshot.audit.at(0).action, std::string("SignedIn"));
    m_rig->batches.command(UserId(1));
    api::HaltInstrument halt{InstrumentId(1), api::Note("news pending")};
    m_rig->batches.audited(halt);
    m_rig->batches.event(
        api::InstrumentStateChanged{InstrumentId(1), api::InstrumentState::Halted,
                                    Timestamp(), halt.reason});
    m_rig->publish();
    const auto entry = olga.updatesOf(1).at(0).audit.at(0);
    QCOMPARE(entry.action, std::string("HaltInstrument"));
    QCOMPARE(entry.actorName, std::string("olga"));
    QVERIFY(entry.details.find("news pending") != std::string::npos);
    m_rig->signIn("ann");
    QCOMPARE(olga.updatesOf(1).at(0).audit.at(0).actorName, std::string("ann"));
}

void HubViewsTest::queriesAboutThePresentAreAnsweredAtThePublishedSequence() {
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

void HubViewsTest::openOrdersArePagedNewestFirst() {
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

void HubViewsTest::aSnapshotThatLeavesOutOrdersSaysSo() {
    setUp(GatewayOptions{}.outboxBytes); // such a snapshot is large
    const auto placeOrders = [this](std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            api::OrderAccepted order;
            order.order = OrderId(m_rig->batches.command().value());
            order.account = AccountId(1);
            order.instrument = InstrumentId(1);
            order.quantity = Quantity(5);
            m_rig->batches.event(order);
        }
        m_rig->publish();
    };
    FakeClient& olga = m_rig->signIn("olga");
    placeOrders(Hub::kMaxSnapshotOrders);
    subscribe(olga, 1, topicOf(TopicKind::Orders));
    const api::TopicUpdate whole = olga.updatesOf(1).at(0);
    QVERIFY(!whole.cut);
    QCOMPARE(whole.orders.size(), Hub::kMaxSnapshotOrders);
    placeOrders(1);
    subscribe(olga, 2, topicOf(TopicKind::Orders));
    const api::TopicUpdate cut = olga.updatesOf(2).at(0);
    QVERIFY(cut.cut);
    QCOMPARE(cut.orders.size(), Hub::kMaxSnapshotOrders);
    QCOMPARE(cut.orders.front().order, whole.orders.at(1).order); // the oldest one is left out
}

void HubViewsTest::theTickerForgetsWhatIsOlderThanADay() {
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

void HubViewsTest::recoveryShowsTheDescribedState() {
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

void HubViewsTest::historyFillsTradesAndCandlesWithoutCountingTwice() {
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

void HubViewsTest::healthComesFourTimesASecond() {
    FakeClient& olga = subscribe(m_rig->signIn("olga"), 1, topicOf(TopicKind::Health));
    QCOMPARE(olga.updatesOf(1).at(0).health.at(0).sessions, 1U);
    for (int tick = 0; tick < 125; ++tick) // two seconds
        m_rig->tick();
    const auto updates = olga.updatesOf(1);
    QVERIFY(updates.size() >= 7 && updates.size() <= 9);
    QCOMPARE(updates.back().health.size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(HubViewsTest)
#include "hub_views_test.moc"
