// The console protocol against a whole venue: each test runs through the loopback, WebSocket with
// binary frames and WebSocket with JSON frames.
#include "tests/conformance/venue.h"

#include <QTest>

#include <string>

namespace {

using namespace openbell;
using conformance::Client;
using conformance::TestVenue;
using conformance::Transport;

constexpr AccountId kAlice{1};
constexpr AccountId kBob{2};
constexpr InstrumentId kMarket{1};

api::PlaceOrder limit(AccountId account, api::Side side, std::int64_t price,
                      std::int64_t quantity) {
    api::PlaceOrder order;
    order.account = account;
    order.instrument = kMarket;
    order.side = side;
    order.price = Price(price);
    order.quantity = Quantity(quantity);
    return order;
}

api::Topic topic(api::TopicKind kind, AccountId account = {}) {
    api::Topic wanted;
    wanted.kind = kind;
    wanted.account = account;
    wanted.instrument = kMarket;
    return wanted;
}

std::optional<api::TopicUpdate> nextUpdate(Client& client, std::uint32_t subscription) {
    return client.next<api::TopicUpdate>([subscription](const api::TopicUpdate& update) {
        return update.subscription == SubscriptionId(subscription);
    });
}

} // namespace

class ConformanceTest : public QObject {
    Q_OBJECT

private:
    static void transports() {
        QTest::addColumn<int>("transport");
        QTest::newRow("loopback") << static_cast<int>(Transport::Loopback);
        QTest::newRow("WebSocket, binary") << static_cast<int>(Transport::WebSocketBinary);
        QTest::newRow("WebSocket, JSON") << static_cast<int>(Transport::WebSocketJson);
    }
    static Transport current() {
        QFETCH_GLOBAL(int, transport);
        return static_cast<Transport>(transport);
    }

    std::unique_ptr<TestVenue> m_venue;
    std::unique_ptr<Client> m_operator;

private Q_SLOTS:
    void initTestCase_data() { transports(); }
    void init();
    void cleanup();

    void anOrderIsAcknowledgedOnceAndSeenInEveryTopic();
    void aRefusedCommandNamesItsReason();
    void aTraderCannotActForAnotherAccount();
    void aWrongPasswordIsRefusedWithoutSayingWhich();
    void aDisabledUserLosesItsSession();
    void ordersAreStillOpenAfterARestart();
    void tradesAndCandlesAreStillShownAfterARestart();
    void aMalformedFrameClosesTheConnection();
    void anOversizedFrameClosesTheConnection();
    void requestsBeforeSignInCloseTheConnection();
    void anotherProtocolVersionIsRefused();
    void aStoppingVenueSaysSo();
    void webPagesOfOtherSitesAreRefused();

private:
    void fund(AccountId account);
    void createTraders();
};

void ConformanceTest::init() {
    m_venue = std::make_unique<TestVenue>();
    m_venue->start();
    m_operator = m_venue->connectOperator(current());
    m_venue->createMarket(*m_operator);
}

void ConformanceTest::cleanup() {
    m_operator.reset();
    m_venue.reset();
}

void ConformanceTest::fund(AccountId account) {
    for (const AssetId asset : {AssetId(1), AssetId(2)}) {
        const auto result =
            m_operator->submit(api::Deposit{account, asset, Amount(1'000'000'000'000)});
        QVERIFY(result && result->reason == api::RejectReason::None);
    }
}

void ConformanceTest::createTraders() {
    m_venue->createUser(*m_operator, UserId(11), "alice", api::Role::Trader, kAlice);
    m_venue->createUser(*m_operator, UserId(12), "bob", api::Role::Trader, kBob);
    fund(kAlice);
    fund(kBob);
}

void ConformanceTest::anOrderIsAcknowledgedOnceAndSeenInEveryTopic() {
    createTraders();
    const auto alice = m_venue->connectAs(current(), "alice");
    const auto bob = m_venue->connectAs(current(), "bob");
    alice->send(api::Subscribe{SubscriptionId(1), topic(api::TopicKind::Orders, kAlice)});
    alice->send(api::Subscribe{SubscriptionId(2), topic(api::TopicKind::Fills, kAlice)});
    alice->send(api::Subscribe{SubscriptionId(3), topic(api::TopicKind::Book)});
    alice->send(api::Subscribe{SubscriptionId(4), topic(api::TopicKind::Trades)});
    alice->send(api::Subscribe{SubscriptionId(5), topic(api::TopicKind::Balances, kAlice)});
    Sequence at[6];
    for (std::uint32_t id = 1; id <= 5; ++id) {
        const auto snapshot = nextUpdate(*alice, id);
        QVERIFY(snapshot && snapshot->snapshot);
        at[id] = snapshot->to;
    }

    const auto placed = alice->submit(limit(kAlice, api::Side::Sell, 100, 5));
    QVERIFY(placed);
    QCOMPARE(placed->reason, api::RejectReason::None);
    const auto order = nextUpdate(*alice, 1);
    QVERIFY(order && !order->snapshot && order->orders.size() == 1);
    QCOMPARE(order->from, at[1]);
    QCOMPARE(order->orders[0].order, OrderId(placed->sequence.value()));
    QCOMPARE(order->orders[0].status, api::OrderStatus::Open);
    const auto level = nextUpdate(*alice, 3);
    QVERIFY(level && level->levels.size() == 1);
    QCOMPARE(level->levels[0].quantity, Quantity(5));

    const auto taken = bob->submit(limit(kBob, api::Side::Buy, 100, 2));
    QVERIFY(taken && taken->reason == api::RejectReason::None);
    const auto fill = nextUpdate(*alice, 2);
    QVERIFY(fill && fill->trades.size() == 1);
    QCOMPARE(fill->trades[0].trade.makerAccount, kAlice);
    QCOMPARE(fill->trades[0].trade.takerAccount,
             AccountId()); // the other side is nobody's business
    const auto trade = nextUpdate(*alice, 4);
    QVERIFY(trade && trade->trades.size() == 1);
    QCOMPARE(trade->trades[0].trade.makerAccount, AccountId());
    QCOMPARE(trade->trades[0].trade.quantity, Quantity(2));
    const auto balance = nextUpdate(*alice, 5);
    QVERIFY(balance && !balance->balances.empty());
}

void ConformanceTest::aRefusedCommandNamesItsReason() {
    createTraders();
    const auto alice = m_venue->connectAs(current(), "alice");
    const auto result = alice->submit(api::CancelOrder{kAlice, kMarket, OrderId(999)});
    QVERIFY(result);
    QCOMPARE(result->reason, api::RejectReason::UnknownOrder);
    QVERIFY(!result->sequence.isNone());
}

void ConformanceTest::aTraderCannotActForAnotherAccount() {
    createTraders();
    const auto alice = m_venue->connectAs(current(), "alice");
    const auto result = alice->submit(limit(kBob, api::Side::Buy, 100, 1));
    QVERIFY(result);
    QCOMPARE(result->reason, api::RejectReason::NotPermitted);
    QVERIFY(result->sequence.isNone());
    alice->send(api::Subscribe{SubscriptionId(1), topic(api::TopicKind::Orders, kBob)});
    const auto refused = alice->next<api::SubscribeRefused>();
    QVERIFY(refused);
    QCOMPARE(refused->reason, api::RejectReason::NotPermitted);
    api::Query query;
    query.kind = api::QueryKind::OrderHistory;
    query.account = kBob;
    alice->send(query);
    const auto answer = alice->next<api::QueryResult>();
    QVERIFY(answer);
    QCOMPARE(answer->reason, api::RejectReason::NotPermitted);
    // Every denial is in the audit log.
    api::Query log;
    log.kind = api::QueryKind::AuditLog;
    m_operator->send(api::Subscribe{SubscriptionId(9), topic(api::TopicKind::Audit)});
    const auto audit = nextUpdate(*m_operator, 9);
    QVERIFY(audit);
    int denied = 0;
    for (const api::AuditView& entry : audit->audit)
        denied += entry.actorName == "alice" && entry.outcome == api::RejectReason::NotPermitted;
    QCOMPARE(denied, 3);
}

void ConformanceTest::aWrongPasswordIsRefusedWithoutSayingWhich() {
    createTraders();
    const auto client = m_venue->connect(current());
    client->hello();
    client->send(api::SignIn{"alice", "wrong password"});
    const auto wrong = client->next<api::SignInRefused>();
    client->send(api::SignIn{"nobody", "wrong password"});
    const auto unknown = client->next<api::SignInRefused>();
    QVERIFY(wrong && unknown);
    QCOMPARE(wrong->text, unknown->text);
    client->send(api::SignIn{"alice", TestVenue::kPassword});
    QVERIFY(client->next<api::SignedIn>());
}

void ConformanceTest::aDisabledUserLosesItsSession() {
    createTraders();
    const auto alice = m_venue->connectAs(current(), "alice");
    const auto result = m_operator->submit(api::ChangeUser{UserId(11), api::Role::Trader, false});
    QVERIFY(result && result->reason == api::RejectReason::None);
    const auto closing = alice->next<api::Closing>();
    QVERIFY(closing);
    QCOMPARE(closing->reason, api::RejectReason::NotPermitted);
    QVERIFY(alice->waitUntilClosed());
    const auto again = m_venue->connect(current());
    again->hello();
    again->send(api::SignIn{"alice", TestVenue::kPassword});
    QVERIFY(again->next<api::SignInRefused>());
}

void ConformanceTest::ordersAreStillOpenAfterARestart() {
    createTraders();
    auto alice = m_venue->connectAs(current(), "alice");
    const auto placed = alice->submit(limit(kAlice, api::Side::Sell, 100, 5));
    QVERIFY(placed && placed->reason == api::RejectReason::None);
    alice.reset();
    m_operator.reset();
    m_venue->stop();
    m_venue->start();
    alice = m_venue->connectAs(current(), "alice");
    api::Query query;
    query.kind = api::QueryKind::OpenOrders;
    query.account = kAlice;
    alice->send(query);
    const auto orders = alice->next<api::QueryResult>();
    QVERIFY(orders && orders->orders.size() == 1);
    QCOMPARE(orders->orders[0].order, OrderId(placed->sequence.value()));
    QCOMPARE(orders->orders[0].quantity, Quantity(5));
}

void ConformanceTest::tradesAndCandlesAreStillShownAfterARestart() {
    createTraders();
    auto alice = m_venue->connectAs(current(), "alice");
    auto bob = m_venue->connectAs(current(), "bob");
    QVERIFY(alice->submit(limit(kAlice, api::Side::Sell, 100, 5)));
    QVERIFY(bob->submit(limit(kBob, api::Side::Buy, 100, 3)));
    alice.reset();
    bob.reset();
    m_operator.reset();
    m_venue->stop();
    m_venue->start();
    m_operator = m_venue->connectOperator(current());
    m_operator->send(api::Subscribe{SubscriptionId(1), topic(api::TopicKind::Trades)});
    m_operator->send(api::Subscribe{SubscriptionId(2), topic(api::TopicKind::Candles)});
    m_operator->send(api::Subscribe{SubscriptionId(3), topic(api::TopicKind::Tickers)});
    // The read models may be read after the first snapshot; then a second one follows.
    const auto withTrades = m_operator->next<api::TopicUpdate>(
        [](const api::TopicUpdate& update) { return !update.trades.empty(); });
    QVERIFY(withTrades);
    QCOMPARE(withTrades->trades[0].trade.quantity, Quantity(3));
    const auto withCandles = m_operator->next<api::TopicUpdate>(
        [](const api::TopicUpdate& update) { return !update.candles.empty(); });
    QVERIFY(withCandles);
    QCOMPARE(withCandles->candles[0].volume, Quantity(3));
    const auto withTicker = m_operator->next<api::TopicUpdate>([](const api::TopicUpdate& update) {
        return !update.tickers.empty() && update.tickers[0].last == Price(100);
    });
    QVERIFY(withTicker);
    QCOMPARE(withTicker->tickers[0].volume24h, Quantity(3));
}

void ConformanceTest::aMalformedFrameClosesTheConnection() {
    const auto client = m_venue->connect(current());
    client->hello();
    QVERIFY(client->next<api::Welcome>());
    client->sendRaw({'n', 'o', '!'}, client->text());
    const auto closing = client->next<api::Closing>();
    QVERIFY(closing);
    QCOMPARE(closing->reason, api::RejectReason::Malformed);
    QVERIFY(client->waitUntilClosed());
    // The venue goes on.
    QVERIFY(m_operator->submit(api::CreateAccount{kAlice, api::Name("a")}));
}

void ConformanceTest::anOversizedFrameClosesTheConnection() {
    const auto client = m_venue->connect(current());
    client->hello();
    QVERIFY(client->next<api::Welcome>());
    client->sendRaw(api::Bytes(10 * api::kMaxRequestBytes, ' '), client->text());
    const auto closing = client->next<api::Closing>();
    QVERIFY(closing);
    QCOMPARE(closing->reason, api::RejectReason::Malformed);
    QVERIFY(client->waitUntilClosed());
}

void ConformanceTest::requestsBeforeSignInCloseTheConnection() {
    const auto client = m_venue->connect(current());
    client->hello();
    client->send(api::Submit{RequestId(1), api::CreateAccount{kAlice, api::Name("a")}});
    const auto closing = client->next<api::Closing>();
    QVERIFY(closing);
    QCOMPARE(closing->reason, api::RejectReason::NotSignedIn);
    QVERIFY(client->waitUntilClosed());
}

void ConformanceTest::anotherProtocolVersionIsRefused() {
    const auto client = m_venue->connect(current());
    client->send(api::Hello{api::kProtocolVersion + 1, "from the future"});
    const auto closing = client->next<api::Closing>();
    QVERIFY(closing);
    QCOMPARE(closing->reason, api::RejectReason::Malformed);
    QVERIFY(client->waitUntilClosed());
}

void ConformanceTest::aStoppingVenueSaysSo() {
    const auto client = m_venue->connectOperator(current());
    m_operator.reset();
    m_venue->stop();
    const auto closing = client->next<api::Closing>();
    QVERIFY(closing);
    QVERIFY(!closing->text.empty());
    QVERIFY(client->waitUntilClosed());
}

void ConformanceTest::webPagesOfOtherSitesAreRefused() {
    if (current() == Transport::Loopback)
        QSKIP("no web page reaches the loopback");
    const bool text = current() == Transport::WebSocketJson;
    const std::uint16_t port = m_venue->port();
    QVERIFY(!conformance::connectWebSocket({port, text, "127.0.0.1", "https://example.com"}));
    QVERIFY(!conformance::connectWebSocket({port, text, "127.0.0.1", "null"}));
    QVERIFY(!conformance::connectWebSocket({port, text, "rebound.example.com", {}}));
    QVERIFY(conformance::connectWebSocket({port, text, "127.0.0.1", "http://localhost:8080"}));
}

QTEST_GUILESS_MAIN(ConformanceTest)
#include "conformance_test.moc"
