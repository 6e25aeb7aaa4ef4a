#include "store_tools.h"

#include <fstream>
#include <sqlite3.h>

using namespace openbell;
using namespace openbell::store;
using namespace openbell::store::test;

class ProjectorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyModelAgreesWithThePlainOne();
    void candlesOfEveryIntervalAgreeWithABruteForceCount();
    void aRebuildGivesTheSameTablesAsSmallStepsWithReopening();
    void whatWasNotCommittedIsProjectedAgain();
    void aCallerThatStartsAgainFromTheCommittedPlaceLosesAndDoublesNothing();
    void whatWasProjectedIsIgnored();
    void aCommandLeftOutIsRefusedAndNothingIsKept();
    void committingWhatWasNotGivenIsRefused();
    void aRefusalOfTheDatabaseIsNamed();
    void theJournalHashIsKeptWithTheProgress();
    void clearingGivesTheSameTablesAgainWhileQueriesGoOn();
    void anotherSchemaVersionIsRebuilt();
    void aDamagedFileIsRebuilt();
    void ordersBeyondTheMemoryLimitAreStillRight();
};

namespace {

/// Every table's content as one text; equal texts are equal databases.
std::string dump(const std::filesystem::path& file) {
    sqlite3* database = nullptr;
    std::string out;
    if (sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK)
        return "cannot open";
    const auto append = [](void* text, int count, char** values, char**) {
        for (int i = 0; i < count; ++i)
            *static_cast<std::string*>(text) += std::string(values[i] ? values[i] : "NULL") + '|';
        *static_cast<std::string*>(text) += '\n';
        return 0;
    };
    for (const char* table : {"progress", "assets", "instruments", "accounts", "users", "balances",
                              "orders", "trades", "candles", "audit", "prevented_matches"}) {
        const std::string sql = std::string("SELECT * FROM ") + table + " ORDER BY 1, 2, 3";
        out += table;
        out += '\n';
        if (sqlite3_exec(database, sql.c_str(), append, &out, nullptr) != SQLITE_OK)
            out += sqlite3_errmsg(database);
    }
    sqlite3_close(database);
    return out;
}

std::string dumpOf(const std::vector<Step>& steps, std::uint64_t perCommit) {
    Folder folder;
    {
        auto projector = Projector::open(folder.database());
        project(**projector, steps, steps.size(), perCommit);
    }
    return dump(folder.database());
}

} // namespace

void ProjectorTest::everyModelAgreesWithThePlainOne() {
    const std::uint64_t seed = 99;
    qInfo("seed %llu", static_cast<unsigned long long>(seed));
    RandomMarket market(seed);
    market.trade(5000);
    const Expected expected(market.steps());
    QVERIFY(expected.trades.size() > 1000);

    Folder folder;
    auto projector = Projector::open(folder.database());
    QVERIFY(projector);
    QVERIFY((*projector)->projected().isNone());
    project(**projector, market.steps(), market.last().value(), 777);
    QCOMPARE((*projector)->projected(), market.last());

    auto engine = QueryEngine::open(folder.database());
    QVERIFY(engine);
    const auto orders = (*engine)->run(query(api::QueryKind::OrderHistory));
    QCOMPARE(orders.reason, api::RejectReason::None);
    QCOMPARE(orders.asOf, market.last());
    QCOMPARE(orders.orders.size(), expected.orders.size());
    for (const api::OrderView& order : orders.orders)
        QVERIFY(same(order, expected.orders.at(order.order)));

    const auto trades = (*engine)->run(query(api::QueryKind::TradeHistory)).trades;
    QCOMPARE(trades.size(), expected.trades.size());
    for (std::size_t i = 0; i < trades.size(); ++i)
        QVERIFY(same(trades[i], expected.trades[trades.size() - 1 - i]));

    const auto balances = (*engine)->run(query(api::QueryKind::Balances)).balances;
    QCOMPARE(balances.size(), expected.balances.size());
    for (const api::BalanceChanged& balance : balances)
        QVERIFY(same(balance, expected.balances.at({balance.account, balance.asset})));

    const auto audit = (*engine)->run(query(api::QueryKind::AuditLog)).audit;
    QCOMPARE(audit.size(), expected.audit.size());
    for (std::size_t i = 0; i < audit.size(); ++i) {
        api::AuditView entry = audit[i];
        entry.details.clear();
        api::AuditView wanted = expected.audit[audit.size() - 1 - i];
        QVERIFY(same(entry, wanted));
    }
}

void ProjectorTest::candlesOfEveryIntervalAgreeWithABruteForceCount() {
    RandomMarket market(7);
    market.trade(4000);
    const Expected expected(market.steps());
    Folder folder;
    auto projector = Projector::open(folder.database());
    QVERIFY(projector);
    project(**projector, market.steps(), market.last().value(), 313);
    auto engine = QueryEngine::open(folder.database());
    QVERIFY(engine);
    for (std::size_t interval = 0; interval < api::kEnumSize<api::CandleInterval>; ++interval) {
        for (const std::uint32_t instrument : {1U, 2U, 3U}) {
            auto q = query(api::QueryKind::CandleHistory);
            q.interval = static_cast<api::CandleInterval>(interval);
            q.instrument = InstrumentId(instrument);
            const auto candles = (*engine)->run(q).candles;
            const auto wanted = expected.candles(q.instrument, q.interval);
            QVERIFY(!wanted.empty());
            QCOMPARE(candles.size(), wanted.size());
            for (std::size_t i = 0; i < candles.size(); ++i)
                QVERIFY(same(candles[i], wanted[candles.size() - 1 - i]));
        }
    }
}

void ProjectorTest::aRebuildGivesTheSameTablesAsSmallStepsWithReopening() {
    RandomMarket market(3);
    market.trade(2000);
    const std::string rebuilt = dumpOf(market.steps(), 100'000);
    QCOMPARE(dumpOf(market.steps(), 1), rebuilt);

    Folder folder;
    Random random(4);
    for (std::uint64_t at = 0; at < market.last().value();) {
        at = std::min(market.last().value(), at + 1 + random.below(200));
        auto projector = Projector::open(folder.database());
        QVERIFY(projector);
        project(**projector, market.steps(), at, 1 + random.below(50));
    }
    QCOMPARE(dump(folder.database()), rebuilt);
}

void ProjectorTest::whatWasNotCommittedIsProjectedAgain() {
    RandomMarket market(5);
    market.trade(1500);
    Folder folder;
    Random random(6);
    while (true) { // every round ends as a kill would: with an open transaction
        auto projector = Projector::open(folder.database());
        QVERIFY(projector);
        const std::uint64_t from = (*projector)->projected().value();
        if (from == market.last().value())
            break;
        const std::uint64_t committed = std::min(market.last().value(), from + random.below(200));
        project(**projector, market.steps(), committed, 60);
        const std::uint64_t uncommitted =
            std::min(market.last().value(), committed + random.below(200));
        for (std::uint64_t at = committed + 1; at <= uncommitted; ++at) {
            (*projector)->onCommand(market.steps()[at - 1].context, market.steps()[at - 1].command);
            (*projector)->onEvents(market.steps()[at - 1].events);
        }
    }
    QCOMPARE(dump(folder.database()), dumpOf(market.steps(), 100));
}

void ProjectorTest::aCallerThatStartsAgainFromTheCommittedPlaceLosesAndDoublesNothing() {
    RandomMarket market(8);
    market.trade(500);
    Folder folder;
    {
        auto projector = Projector::open(folder.database());
        QVERIFY(projector);
        project(**projector, market.steps(), 200);
        for (std::uint64_t at = 201; at <= 300; ++at) {
            (*projector)->onCommand(market.steps()[at - 1].context, market.steps()[at - 1].command);
            (*projector)->onEvents(market.steps()[at - 1].events);
        }
        project(**projector, market.steps(), market.last().value());
    }
    QCOMPARE(dump(folder.database()), dumpOf(market.steps(), 100));
}

void ProjectorTest::whatWasProjectedIsIgnored() {
    RandomMarket market(9);
    market.trade(300);
    Folder folder;
    auto projector = Projector::open(folder.database());
    QVERIFY(projector);
    project(**projector, market.steps(), market.last().value());
    const std::string before = dump(folder.database());
    for (const Step& step : market.steps()) {
        (*projector)->onCommand(step.context, step.command);
        (*projector)->onEvents(step.events);
        QVERIFY((*projector)->commit(step.context.sequence));
    }
    QCOMPARE((*projector)->projected(), market.last());
    QCOMPARE(dump(folder.database()), before);
}

void ProjectorTest::aCommandLeftOutIsRefusedAndNothingIsKept() {
    RandomMarket market(10);
    market.trade(100);
    Folder folder;
    auto projector = Projector::open(folder.database());
    QVERIFY(projector);
    project(**projector, market.steps(), 50);
    const std::string before = dump(folder.database());
    for (const std::uint64_t at : {51U, 53U}) {
        (*projector)->onCommand(market.steps()[at - 1].context, market.steps()[at - 1].command);
        (*projector)->onEvents(market.steps()[at - 1].events);
    }
    const auto committed = (*projector)->commit(Sequence(53));
    QVERIFY(!committed);
    QVERIFY(committed.error().message.find("52") != std::string::npos);
    QCOMPARE((*projector)->projected(), Sequence(50));
    QCOMPARE(dump(folder.database()), before);
    project(**projector, market.steps(), market.last().value());
    QCOMPARE(dump(folder.database()), dumpOf(market.steps(), 1000));
}

void ProjectorTest::aRefusalOfTheDatabaseIsNamed() {
    RandomMarket market(8);
    market.trade(50);
    Folder folder;
    auto projector = Projector::open(folder.database());
    QVERIFY(projector);
    sqlite3* other = nullptr;
    QCOMPARE(sqlite3_open(folder.database().c_str(), &other), SQLITE_OK);
    QCOMPARE(sqlite3_exec(other,
                          "CREATE TRIGGER refuse BEFORE UPDATE ON progress BEGIN "
                          "SELECT RAISE(ABORT, 'the disk says no'); END",
                          nullptr, nullptr, nullptr),
             SQLITE_OK);
    sqlite3_close(other);
    for (const Step& step : market.steps()) {
        (*projector)->onCommand(step.context, step.command);
        (*projector)->onEvents(step.events);
    }
    const auto committed = (*projector)->commit(market.last());
    QVERIFY(!committed);
    QVERIFY2(committed.error().message.find("the disk says no") != std::string::npos,
             committed.error().message.c_str());
}

void ProjectorTest::committingWhatWasNotGivenIsRefused() {
    RandomMarket market(11);
    Folder folder;
    auto projector = Projector::open(folder.database());
    QVERIFY(projector);
    QVERIFY(!(*projector)->commit(Sequence(1)));
    project(**projector, market.steps(), 5);
    QVERIFY(!(*projector)->commit(Sequence(6)));
    QCOMPARE((*projector)->projected(), Sequence(5));
}

void ProjectorTest::theJournalHashIsKeptWithTheProgress() {
    RandomMarket market(14);
    Folder folder;
    {
        auto projector = Projector::open(folder.database());
        QVERIFY(projector);
        QCOMPARE((*projector)->journalHash(), std::string());
        project(**projector, market.steps(), 4);
        const Step& fifth = market.steps()[4];
        (*projector)->onCommand(fifth.context, fifth.command);
        (*projector)->onEvents(fifth.events);
        QVERIFY((*projector)->commit(Sequence(5), "c0ffee"));
        QVERIFY(!(*projector)->commit(Sequence(7), "not kept"));
        QCOMPARE((*projector)->journalHash(), std::string("c0ffee"));
    }
    auto projector = Projector::open(folder.database());
    QVERIFY(projector);
    QCOMPARE((*projector)->journalHash(), std::string("c0ffee"));
    project(**projector, market.steps(), 6);
    QCOMPARE((*projector)->journalHash(), std::string());
}

void ProjectorTest::clearingGivesTheSameTablesAgainWhileQueriesGoOn() {
    RandomMarket other(15);
    other.trade(300);
    RandomMarket market(16);
    market.trade(300);
    Folder folder;
    {
        auto projector = Projector::open(folder.database());
        auto engine = QueryEngine::open(folder.database());
        QVERIFY(projector && engine);
        project(**projector, other.steps(), 200);
        for (std::uint64_t at = 201; at <= 220; ++at) { // not committed
            (*projector)->onCommand(other.steps()[at - 1].context, other.steps()[at - 1].command);
            (*projector)->onEvents(other.steps()[at - 1].events);
        }
        const std::string before = dump(folder.database());
        QVERIFY((*projector)->clear());
        QVERIFY((*projector)->projected().isNone());
        QCOMPARE(dump(folder.database().string() + ".previous"), before);
        const auto nothing = (*engine)->run(query(api::QueryKind::OrderHistory));
        QCOMPARE(nothing.reason, api::RejectReason::None);
        QVERIFY(nothing.orders.empty());
        project(**projector, market.steps(), market.last().value());
        QVERIFY(!(*engine)->run(query(api::QueryKind::OrderHistory)).orders.empty());
    }
    QCOMPARE(dump(folder.database()), dumpOf(market.steps(), 1000));
}

void ProjectorTest::anotherSchemaVersionIsRebuilt() {
    RandomMarket market(12);
    market.trade(100);
    Folder folder;
    {
        auto projector = Projector::open(folder.database());
        project(**projector, market.steps(), market.last().value());
    }
    sqlite3* database = nullptr;
    QCOMPARE(sqlite3_open(folder.database().c_str(), &database), SQLITE_OK);
    sqlite3_exec(database, "PRAGMA user_version = 4711; DROP TABLE trades", nullptr, nullptr,
                 nullptr);
    sqlite3_close(database);
    {
        auto projector = Projector::open(folder.database());
        QVERIFY(projector);
        QVERIFY((*projector)->projected().isNone());
        project(**projector, market.steps(), market.last().value());
    }
    QCOMPARE(dump(folder.database()), dumpOf(market.steps(), 1000));
}

void ProjectorTest::aDamagedFileIsRebuilt() {
    RandomMarket market(13);
    for (const char* content :
         {"", "this is not a database, although it is long enough to be one"}) {
        Folder folder;
        std::ofstream(folder.database()) << content << std::string(*content ? 5000 : 0, 'x');
        auto projector = Projector::open(folder.database());
        QVERIFY(projector);
        QVERIFY((*projector)->projected().isNone());
        project(**projector, market.steps(), market.last().value());
    }
}

void ProjectorTest::ordersBeyondTheMemoryLimitAreStillRight() {
    // More open orders than are kept in memory; then each is filled after a new start.
    constexpr std::uint64_t kOrders = 120'000;
    Folder folder;
    auto projector = Projector::open(folder.database());
    QVERIFY(projector);
    api::EventBuffer events;
    for (std::uint64_t i = 1; i <= kOrders; ++i) {
        const api::CommandContext context{Sequence(i), Timestamp(1), {}};
        api::PlaceOrder place;
        (*projector)->onCommand(context, place);
        events.clear();
        events.setStamp({context.sequence, context.time, {}, 0});
        api::OrderAccepted accepted;
        accepted.order = OrderId(i);
        accepted.account = AccountId(1);
        accepted.quantity = Quantity(10);
        events.append(accepted);
        (*projector)->onEvents(events);
    }
    QVERIFY((*projector)->commit(Sequence(kOrders)));
    const api::CommandContext context{Sequence(kOrders + 1), Timestamp(2), {}};
    (*projector)->onCommand(context, api::PlaceOrder{});
    events.clear();
    events.setStamp({context.sequence, context.time, {}, 0});
    for (std::uint64_t i = 1; i < kOrders; i += 2) {
        api::TradeExecuted trade;
        trade.makerOrder = OrderId(i);
        trade.takerOrder = OrderId(i + 1);
        trade.makerOpen = Quantity(4);
        events.append(trade);
    }
    (*projector)->onEvents(events);
    QVERIFY((*projector)->commit(context.sequence));

    auto engine = QueryEngine::open(folder.database());
    std::size_t open = 0;
    api::Query q = query(api::QueryKind::OpenOrders);
    while (true) {
        const auto page = (*engine)->run(q).orders;
        if (page.empty())
            break;
        for (const api::OrderView& order : page)
            QCOMPARE(order.filled, Quantity(6));
        open += page.size();
        q.before = Sequence(page.back().order.value());
    }
    QCOMPARE(open, std::size_t{kOrders / 2});
}

QTEST_APPLESS_MAIN(ProjectorTest)
#include "projector_test.moc"
