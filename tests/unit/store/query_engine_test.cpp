#include "store_tools.h"

#include <algorithm>

using namespace openbell;
using namespace openbell::store;
using namespace openbell::store::test;

class QueryEngineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void openOrdersAreTheVenuesOwn();
    void ordersArePagedWithoutGapOrRepeat_data();
    void ordersArePagedWithoutGapOrRepeat();
    void tradesArePagedWithoutGapOrRepeat_data();
    void tradesArePagedWithoutGapOrRepeat();
    void aPageOfTradesEndsWithAWholeCommand();
    void theLifeOfEveryOrderIsToldInTheOrderOfItsEvents();
    void theLifeOfAnotherAccountsOrderIsNotTold();
    void theLifeOfAnOrderIsPagedBySequence();
    void candlesArePagedByTheirStart();
    void preventedMatchesArePagedWithoutGapOrRepeat_data();
    void preventedMatchesArePagedWithoutGapOrRepeat();
    void auditIsPagedBySequence();
    void usersAndAccountsAreListed();
    void limitsAreBounded();
    void theRequestIsEchoed();
    void aMissingDatabaseIsAnError();
    void theMarketSummaryIsRefused();
    void readsWhileTheProjectorWrites();

private:
    Folder m_folder;
    std::unique_ptr<RandomMarket> m_market;
    std::unique_ptr<Expected> m_expected;
    std::unique_ptr<QueryEngine> m_engine;
};

void QueryEngineTest::initTestCase() {
    m_market = std::make_unique<RandomMarket>(2024);
    m_market->trade(6000);
    m_expected = std::make_unique<Expected>(m_market->steps());
    auto projector = Projector::open(m_folder.database());
    QVERIFY(projector);
    project(**projector, m_market->steps(), m_market->last().value());
    auto engine = QueryEngine::open(m_folder.database());
    QVERIFY(engine);
    m_engine = std::move(engine).value();
}

void QueryEngineTest::openOrdersAreTheVenuesOwn() {
    api::EventBuffer state;
    m_market->venue().describe(state);
    std::map<OrderId, api::OrderAccepted> open;
    state.forEach([&]<class E>(const api::EventStamp&, const E& event) {
        if constexpr (std::is_same_v<E, api::OrderAccepted>)
            open[event.order] = event;
    });
    QVERIFY(open.size() > 50);
    const auto found = m_engine->run(query(api::QueryKind::OpenOrders)).orders;
    QCOMPARE(found.size(), open.size());
    for (const api::OrderView& order : found) {
        const api::OrderAccepted& wanted = open.at(order.order);
        QCOMPARE(order.account, wanted.account);
        QCOMPARE(order.instrument, wanted.instrument);
        QCOMPARE(order.clientOrderId, wanted.clientOrderId);
        QCOMPARE(order.side, wanted.side);
        QCOMPARE(order.price, wanted.price);
        QCOMPARE(order.quantity, wanted.quantity);
        QCOMPARE(order.filled, wanted.filled);
        QCOMPARE(order.placed, wanted.time);
        QCOMPARE(order.status, api::OrderStatus::Open);
    }
}

namespace {

void filterRows() {
    QTest::addColumn<unsigned>("account");
    QTest::addColumn<unsigned>("instrument");
    QTest::newRow("everything") << 0U << 0U;
    QTest::newRow("one account") << 3U << 0U;
    QTest::newRow("one instrument") << 0U << 2U;
    QTest::newRow("both") << 3U << 2U;
    QTest::newRow("nobody") << 77U << 0U;
}

} // namespace

void QueryEngineTest::ordersArePagedWithoutGapOrRepeat_data() {
    filterRows();
}

void QueryEngineTest::ordersArePagedWithoutGapOrRepeat() {
    QFETCH(unsigned, account);
    QFETCH(unsigned, instrument);
    for (const api::QueryKind kind : {api::QueryKind::OrderHistory, api::QueryKind::OpenOrders}) {
        std::vector<OrderId> wanted;
        for (auto at = m_expected->orders.rbegin(); at != m_expected->orders.rend(); ++at)
            if ((account == 0 || at->second.account == AccountId(account)) &&
                (instrument == 0 || at->second.instrument == InstrumentId(instrument)) &&
                (kind == api::QueryKind::OrderHistory ||
                 at->second.status == api::OrderStatus::Open))
                wanted.push_back(at->first);
        std::vector<OrderId> found;
        auto q = query(kind, 17);
        q.account = AccountId(account);
        q.instrument = InstrumentId(instrument);
        while (true) {
            const auto page = m_engine->run(q).orders;
            QVERIFY(page.size() <= 17);
            if (page.empty())
                break;
            for (const api::OrderView& order : page)
                found.push_back(order.order);
            q.before = Sequence(page.back().order.value());
        }
        QVERIFY(found == wanted);
    }
}

void QueryEngineTest::tradesArePagedWithoutGapOrRepeat_data() {
    filterRows();
}

void QueryEngineTest::tradesArePagedWithoutGapOrRepeat() {
    QFETCH(unsigned, account);
    QFETCH(unsigned, instrument);
    std::vector<api::TradeView> wanted;
    for (const api::TradeView& view : m_expected->trades)
        if ((account == 0 || view.trade.makerAccount == AccountId(account) ||
             view.trade.takerAccount == AccountId(account)) &&
            (instrument == 0 || view.trade.instrument == InstrumentId(instrument)))
            wanted.push_back(view);
    std::reverse(wanted.begin(), wanted.end());
    for (const std::uint32_t limit : {1U, 2U, 23U}) {
        std::vector<api::TradeView> found;
        auto q = query(api::QueryKind::TradeHistory, limit);
        q.account = AccountId(account);
        q.instrument = InstrumentId(instrument);
        while (true) {
            const auto page = m_engine->run(q).trades;
            if (page.empty())
                break;
            found.insert(found.end(), page.begin(), page.end());
            q.before = page.back().sequence;
        }
        QCOMPARE(found.size(), wanted.size());
        QVERIFY(same(found, wanted));
    }
}

void QueryEngineTest::aPageOfTradesEndsWithAWholeCommand() {
    std::map<Sequence, std::size_t> perCommand;
    for (const api::TradeView& view : m_expected->trades)
        ++perCommand[view.sequence];
    const auto most =
        std::max_element(perCommand.begin(), perCommand.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    QVERIFY(most->second > 2);
    auto q = query(api::QueryKind::TradeHistory, 1);
    q.before = next(most->first);
    QCOMPARE(m_engine->run(q).trades.size(), most->second);
}

void QueryEngineTest::theLifeOfEveryOrderIsToldInTheOrderOfItsEvents() {
    std::map<api::OrderEventKind, int> kinds;
    int auctionFills = 0;
    for (const auto& [id, wanted] : m_expected->lives) {
        auto q = query(api::QueryKind::OrderLife);
        q.order = id;
        const auto found = m_engine->run(q);
        QCOMPARE(found.orders.size(), std::size_t{1});
        QVERIFY(same(found.orders[0], m_expected->orders.at(id)));
        QCOMPARE(found.orderEvents.size(), wanted.size());
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const api::OrderEventView& event = found.orderEvents[wanted.size() - 1 - i];
            QVERIFY2(same(event, wanted[i]), qPrintable(QString::number(id.value())));
            ++kinds[event.kind];
            auctionFills += event.auction ? 1 : 0;
        }
    }
    QCOMPARE(kinds.size(), api::kEnumSize<api::OrderEventKind>); // each kind has occurred
    QVERIFY(auctionFills > 0);
}

void QueryEngineTest::theLifeOfAnotherAccountsOrderIsNotTold() {
    const api::OrderView& order = m_expected->orders.begin()->second;
    auto q = query(api::QueryKind::OrderLife);
    q.order = order.order;
    q.account = order.account;
    QCOMPARE(m_engine->run(q).orders.size(), std::size_t{1});
    q.account = AccountId(order.account.value() + 1);
    QVERIFY(m_engine->run(q).orders.empty());
    QVERIFY(m_engine->run(q).orderEvents.empty());
    q.order = OrderId(999'999'999);
    QVERIFY(m_engine->run(q).orders.empty());
}

void QueryEngineTest::theLifeOfAnOrderIsPagedBySequence() {
    for (const auto& [id, wanted] : m_expected->lives) {
        if (wanted.size() < 4 || wanted[1].sequence == wanted[2].sequence)
            continue;
        auto q = query(api::QueryKind::OrderLife);
        q.order = id;
        q.before = wanted[2].sequence;
        QCOMPARE(m_engine->run(q).orderEvents.size(), std::size_t{2});
        q.before = {};
        q.limit = 1;
        QVERIFY(same(m_engine->run(q).orderEvents.at(0), wanted.back()));
        return;
    }
    QFAIL("no order with a life long enough");
}

void QueryEngineTest::candlesArePagedByTheirStart() {
    const auto wanted = m_expected->candles(InstrumentId(1), api::CandleInterval::Minute1);
    std::vector<api::CandleView> found;
    auto q = query(api::QueryKind::CandleHistory, 7);
    q.instrument = InstrumentId(1);
    q.interval = api::CandleInterval::Minute1;
    while (true) {
        const auto page = m_engine->run(q).candles;
        QVERIFY(page.size() <= 7);
        if (page.empty())
            break;
        found.insert(found.end(), page.begin(), page.end());
        q.beforeTime = page.back().start;
    }
    std::reverse(found.begin(), found.end());
    QVERIFY(same(found, wanted));
}

void QueryEngineTest::preventedMatchesArePagedWithoutGapOrRepeat_data() {
    filterRows();
}

void QueryEngineTest::preventedMatchesArePagedWithoutGapOrRepeat() {
    QFETCH(unsigned, account);
    QFETCH(unsigned, instrument);
    QVERIFY(m_expected->prevented.size() > 20);
    std::vector<api::PreventedMatchView> wanted;
    for (const api::PreventedMatchView& view : m_expected->prevented)
        if ((account == 0 || view.match.makerAccount == AccountId(account) ||
             view.match.takerAccount == AccountId(account)) &&
            (instrument == 0 || view.match.instrument == InstrumentId(instrument)))
            wanted.push_back(view);
    std::reverse(wanted.begin(), wanted.end());
    for (const std::uint32_t limit : {1U, 2U, 23U}) {
        std::vector<api::PreventedMatchView> found;
        auto q = query(api::QueryKind::PreventedMatches, limit);
        q.account = AccountId(account);
        q.instrument = InstrumentId(instrument);
        while (true) {
            const auto page = m_engine->run(q).prevented;
            if (page.empty())
                break;
            found.insert(found.end(), page.begin(), page.end());
            q.before = page.back().sequence;
        }
        QVERIFY(same(found, wanted));
    }
}

void QueryEngineTest::auditIsPagedBySequence() {
    std::vector<Sequence> found;
    auto q = query(api::QueryKind::AuditLog, 10);
    while (true) {
        const auto page = m_engine->run(q).audit;
        if (page.empty())
            break;
        for (const api::AuditView& entry : page) {
            found.push_back(entry.sequence);
            QVERIFY(!entry.action.empty());
            QCOMPARE(entry.actorName, std::string("Olga"));
        }
        q.before = page.back().sequence;
    }
    QCOMPARE(found.size(), m_expected->audit.size());
    QVERIFY(std::is_sorted(found.rbegin(), found.rend()));
    const auto halts =
        std::count_if(m_expected->audit.begin(), m_expected->audit.end(),
                      [](const auto& entry) { return entry.action == "HaltInstrument"; });
    QVERIFY(halts > 0);
}

void QueryEngineTest::usersAndAccountsAreListed() {
    const auto users = m_engine->run(query(api::QueryKind::Users)).users;
    QCOMPARE(users.size(), 1U);
    QCOMPARE(users[0].name.view(), std::string_view("Olga"));
    QCOMPARE(users[0].role, api::Role::Operator);
    QVERIFY(users[0].enabled);
    auto q = query(api::QueryKind::Accounts);
    QCOMPARE(m_engine->run(q).accounts.size(), 8U);
    q.account = AccountId(5);
    const auto one = m_engine->run(q).accounts;
    QCOMPARE(one.size(), 1U);
    QCOMPARE(one[0].name.view(), std::string_view("account 5"));
    auto balances = query(api::QueryKind::Balances);
    balances.account = AccountId(5);
    QCOMPARE(m_engine->run(balances).balances.size(), 2U);
}

void QueryEngineTest::limitsAreBounded() {
    QVERIFY(m_engine->run(query(api::QueryKind::OrderHistory, 0)).orders.empty());
    QVERIFY(m_engine->run(query(api::QueryKind::TradeHistory, 0)).trades.empty());
    const auto everything = m_engine->run(query(api::QueryKind::OrderHistory, ~std::uint32_t{0}));
    QVERIFY(everything.orders.size() <= api::kMaxQueryRows);
    auto far = query(api::QueryKind::TradeHistory);
    far.before = Sequence(~std::uint64_t{0});
    QCOMPARE(m_engine->run(far).trades.size(), m_expected->trades.size());
}

void QueryEngineTest::theRequestIsEchoed() {
    auto q = query(api::QueryKind::Users);
    q.request = RequestId(4242);
    QCOMPARE(m_engine->run(q).request, RequestId(4242));
}

void QueryEngineTest::aMissingDatabaseIsAnError() {
    const auto engine = QueryEngine::open(Folder().path() / "none.sqlite");
    QVERIFY(!engine);
    QVERIFY(engine.error().message.find("none.sqlite") != std::string::npos);
}

void QueryEngineTest::theMarketSummaryIsRefused() {
    const auto result = m_engine->run(query(api::QueryKind::MarketSummary));
    QVERIFY(result.reason != api::RejectReason::None);
    QVERIFY(!result.text.empty());
}

void QueryEngineTest::readsWhileTheProjectorWrites() {
    Folder folder;
    auto projector = Projector::open(folder.database());
    auto engine = QueryEngine::open(folder.database());
    QVERIFY(projector && engine);
    const auto& steps = m_market->steps();
    for (std::uint64_t at = 1; at <= 500; ++at) {
        (*projector)->onCommand(steps[at - 1].context, steps[at - 1].command);
        (*projector)->onEvents(steps[at - 1].events);
        const auto before = (*engine)->run(query(api::QueryKind::Accounts));
        QCOMPARE(before.reason, api::RejectReason::None);
        QCOMPARE(before.asOf, (*projector)->projected());
        if (at % 20 == 0)
            QVERIFY((*projector)->commit(Sequence(at)));
    }
}

QTEST_APPLESS_MAIN(QueryEngineTest)
#include "query_engine_test.moc"
