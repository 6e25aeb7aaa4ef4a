// Queries about the past through a session: bounds, blanking, the audit log and its pages.
#include "tests/unit/gateway/session_fixture.h"

#include <algorithm>
#include <set>

using namespace openbell;
using namespace openbell::gateway;
using api::RejectReason;
using api::Role;

class SessionQueriesTest : public SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }

    void historyQueriesOfAClosedSessionAreNotRun();
    void tooManyQueriesAreRefused();
    void publicTradeHistoryIsBlanked();
    void theOtherSideOfAnOrdersLifeIsForStaffOnly();
    void theAuditLogMergesBothSources();
    void theWholeAuditLogCanBeReadPageByPage_data();
    void theWholeAuditLogCanBeReadPageByPage();
};

void SessionQueriesTest::historyQueriesOfAClosedSessionAreNotRun() {
    FakeClient& olga = m_rig->signIn("olga");
    api::Query query;
    query.kind = api::QueryKind::OrderHistory;
    const api::Bytes frame = api::toBinary(api::ClientMessage(query));
    m_rig->sessions.frame(olga.token, frame, Encoding::Binary);
    m_rig->sessions.closed(olga.token);
    m_rig->settle();
    QVERIFY(m_rig->queriesRun.empty());
}

void SessionQueriesTest::tooManyQueriesAreRefused() {
    FakeClient& olga = m_rig->signIn("olga");
    api::Query query;
    query.kind = api::QueryKind::OrderHistory;
    const api::Bytes frame = api::toBinary(api::ClientMessage(query));
    for (int i = 0; i < 9; ++i) // the rig's queue takes eight
        m_rig->sessions.frame(olga.token, frame, Encoding::Binary);
    m_rig->settle();
    QCOMPARE(m_rig->queriesRun.size(), std::size_t{8});
    const auto results = olga.take<api::QueryResult>();
    QCOMPARE(results.size(), std::size_t{9});
    QCOMPARE(results[0].reason, RejectReason::Busy);
}

void SessionQueriesTest::theOtherSideOfAnOrdersLifeIsForStaffOnly() {
    m_rig->readModels = [](const api::Query&) {
        api::QueryResult result;
        result.orderEvents.resize(1);
        result.orderEvents[0].otherOrder = OrderId(20);
        result.orderEvents[0].fee = Amount(3);
        return result;
    };
    api::Query query;
    query.kind = api::QueryKind::OrderLife;
    query.order = OrderId(7);
    FakeClient& olga = m_rig->signIn("olga");
    m_rig->send(olga, query);
    QCOMPARE(olga.take<api::QueryResult>().at(0).orderEvents.at(0).otherOrder, OrderId(20));
    FakeClient& tara = m_rig->signIn("tara");
    m_rig->send(tara, query); // of everybody: not for traders
    QCOMPARE(tara.take<api::QueryResult>().at(0).reason, RejectReason::NotPermitted);
    query.account = AccountId(20);
    m_rig->send(tara, query);
    const auto own = tara.take<api::QueryResult>().at(0);
    QVERIFY(own.orderEvents.at(0).otherOrder.isNone());
    QCOMPARE(own.orderEvents.at(0).fee, Amount(3));
}

void SessionQueriesTest::publicTradeHistoryIsBlanked() {
    m_rig->readModels = [](const api::Query&) {
        api::QueryResult result;
        result.trades.resize(1);
        result.trades[0].trade.makerAccount = AccountId(20);
        result.trades[0].trade.takerAccount = AccountId(21);
        return result;
    };
    api::Query query;
    query.kind = api::QueryKind::TradeHistory;
    FakeClient& tara = m_rig->signIn("tara");
    m_rig->send(tara, query);
    auto trade = tara.take<api::QueryResult>().at(0).trades.at(0).trade;
    QVERIFY(trade.makerAccount.isNone() && trade.takerAccount.isNone());
    query.account = AccountId(20);
    m_rig->send(tara, query);
    trade = tara.take<api::QueryResult>().at(0).trades.at(0).trade;
    QCOMPARE(trade.makerAccount, AccountId(20));
    QVERIFY(trade.takerAccount.isNone());
    FakeClient& olga = m_rig->signIn("olga");
    m_rig->send(olga, query);
    trade = olga.take<api::QueryResult>().at(0).trades.at(0).trade;
    QCOMPARE(trade.takerAccount, AccountId(21));
}

void SessionQueriesTest::theAuditLogMergesBothSources() {
    FakeClient& olga = m_rig->signIn("olga"); // logged at m_rig->now
    const std::int64_t signedIn = m_rig->now;
    m_rig->readModels = [signedIn](const api::Query&) {
        api::QueryResult result;
        result.audit.resize(2);
        result.audit[0].sequence = Sequence(8);
        result.audit[0].time = Timestamp(signedIn + 1);
        result.audit[1].sequence = Sequence(7);
        result.audit[1].time = Timestamp(signedIn - 1);
        return result;
    };
    api::Query query;
    query.kind = api::QueryKind::AuditLog;
    m_rig->send(olga, query);
    const auto audit = olga.take<api::QueryResult>().at(0).audit;
    QCOMPARE(audit.size(), std::size_t{3});
    QCOMPARE(audit[0].sequence, Sequence(8));
    QCOMPARE(audit[1].action, std::string("SignedIn"));
    QCOMPARE(audit[2].sequence, Sequence(7));
}

void SessionQueriesTest::theWholeAuditLogCanBeReadPageByPage_data() {
    QTest::addColumn<std::uint32_t>("limit");
    for (const std::uint32_t limit : {1U, 2U, 3U, 10U, 5000U, 1'000'000U})
        QTest::addRow("%u", limit) << limit;
}

void SessionQueriesTest::theWholeAuditLogCanBeReadPageByPage() {
    QFETCH(std::uint32_t, limit);
    const int entries = limit < 100 ? 601 : 12'001; // more than the largest page
    constexpr std::size_t kLargestInstant = 5;      // two entries and three commands
    constexpr std::uint64_t kCommands = 100;
    FakeClient& olga = m_rig->signIn("olga");
    m_rig->accessWritten.clear();
    for (int i = 0; i < entries; ++i) { // two in each instant
        api::AuditView entry;
        entry.time = Timestamp(1'000 + i / 2);
        entry.details = std::to_string(i);
        m_rig->accessWritten.push_back(entry);
    }
    m_rig->readModels = [](const api::Query& query) {
        api::QueryResult result;
        const std::uint64_t before = query.before.isNone() ? kCommands + 1 : query.before.value();
        for (std::uint64_t i = before - 1; i > 0 && result.audit.size() < query.limit; --i) {
            result.audit.emplace_back();
            result.audit.back().sequence = Sequence(i);
            result.audit.back().time = Timestamp(1'100 + static_cast<std::int64_t>(i / 3));
        }
        return result;
    };
    std::set<std::string> seen;
    api::Query query;
    query.kind = api::QueryKind::AuditLog;
    query.limit = limit;
    for (;;) {
        m_rig->now += kNsPerSecond;
        m_rig->send(olga, query);
        const auto page = olga.take<api::QueryResult>().at(0).audit;
        if (page.empty())
            break;
        QVERIFY(page.size() <= std::max<std::size_t>(std::min(limit, 10'000U), kLargestInstant));
        for (const api::AuditView& row : page) {
            const bool isNew = seen.insert(row.sequence.isNone()
                                               ? row.details
                                               : "command " + std::to_string(row.sequence.value()))
                                   .second;
            QVERIFY(isNew);
            if (!row.sequence.isNone())
                query.before = row.sequence;
        }
        query.beforeTime = page.back().time;
    }
    QCOMPARE(seen.size(), static_cast<std::size_t>(entries) + kCommands);
}

QTEST_APPLESS_MAIN(SessionQueriesTest)
#include "session_queries_test.moc"
