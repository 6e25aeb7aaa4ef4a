// The table of rights, complete: every role with every command, topic and query. The tests spell
// the table out again, so that a change of a right has to be made twice on purpose.
#include "engine/gateway/entitlements.h"

#include <QTest>

#include <map>
#include <string>

namespace {

using namespace openbell;
using namespace openbell::gateway;
using api::Role;

constexpr AccountId kOwn{5};
constexpr AccountId kOther{6};

// One letter per role in the order Operator, Compliance, Trader, Viewer:
// "a" anything, "o" what names the own account, "-" nothing.
const std::map<std::string, std::string, std::less<>> kCommands{
    {"AdvanceTime", "a---"},       {"CreateAsset", "a---"},    {"CreateInstrument", "a---"},
    {"SetInstrumentFees", "a---"}, {"CreateAccount", "a---"},  {"CreateUser", "a---"},
    {"ChangeUser", "a---"},        {"Deposit", "a---"},        {"Withdraw", "a---"},
    {"PlaceOrder", "o-o-"},        {"CancelOrder", "a-o-"},    {"AmendOrder", "o-o-"},
    {"CancelAll", "a-o-"},         {"HaltInstrument", "a---"}, {"ResumeInstrument", "a---"},
    {"SetTradeGroup", "a---"},      {"ReplaceOrder", "o-o-"}, {"ChangeInstrumentState", "a---"},
    {"SetTradingSchedule", "a---"}, {"SetTradingDay", "a---"}, {"SetPriceControls", "a---"},
    {"SetPriceBands", "a---"},      {"PlaceOrderList", "o-o-"},
    {"PlaceQuote", "o-o-"},
    {"SetMarketMakerProtection", "a-o-"}, {"ResetMarketMakerProtection", "a-o-"}};

const std::map<std::string, std::string, std::less<>> kTopics{
    {"ReferenceData", "aaaa"}, {"Tickers", "aaaa"}, {"Book", "aaaa"},   {"Trades", "aaaa"},
    {"Candles", "aaaa"},       {"Replay", "aaaa"},  {"Orders", "aao-"}, {"Fills", "aao-"},
    {"Balances", "aao-"},      {"Health", "aa--"},  {"Audit", "aa--"},  {"TopOfBook", "aaaa"},
    {"BookOrders", "aaaa"},    {"Auctions", "aaaa"}};

const std::map<std::string, std::string, std::less<>> kQueries{
    {"MarketSummary", "aaaa"}, {"CandleHistory", "aaaa"}, {"OpenOrders", "aao-"},
    {"OrderHistory", "aao-"},  {"Balances", "aao-"},      {"Accounts", "aao-"},
    {"AuditLog", "aa--"},      {"Users", "aa--"},         {"PreventedMatches", "aa--"},
    {"OrderLife", "aao-"}};

Principal principal(Role role, AccountId account = kOwn) {
    return {UserId(1), "somebody", role, account};
}

/// What the letter grants for the own account, another one, and none (all).
struct Granted {
    bool own, other, all;
};
Granted granted(const std::string& row, Role role) {
    const char letter = row[static_cast<std::size_t>(role)];
    return {letter != '-', letter == 'a', letter == 'a'};
}

/// The command of that place in the variant, with the account where it has one.
template<std::size_t I = 0>
api::Command commandAt(std::size_t index, AccountId account) {
    if constexpr (I < std::variant_size_v<api::Command>) {
        if (index != I)
            return commandAt<I + 1>(index, account);
        std::variant_alternative_t<I, api::Command> made;
        if constexpr (requires { made.account; })
            made.account = account;
        return made;
    } else {
        qFatal("there is no command at %zu", index);
    }
}

std::string nameOfCommand(const api::Command& command) {
    return std::visit([](const auto& c) { return std::string(c.kName); }, command);
}

constexpr Role kRoles[] = {Role::Operator, Role::Compliance, Role::Trader, Role::Viewer};

} // namespace

class EntitlementsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRoleMaySubmitExactlyWhatTheTableSays();
    void everyRoleMaySubscribeToExactlyWhatTheTableSays();
    void everyRoleMayAskExactlyWhatTheTableSays();
    void theTradesOfAMarketAreForEverybody();
    void withoutAnAccountNothingIsOnesOwn();
    void onlyOperatorsControlReplaysAndPasswords();
    void blankedTradesShowOnlyTheOwnSide();
};

void EntitlementsTest::everyRoleMaySubmitExactlyWhatTheTableSays() {
    QCOMPARE(kCommands.size(), std::variant_size_v<api::Command>);
    for (std::size_t i = 0; i < std::variant_size_v<api::Command>; ++i) {
        const api::Command own = commandAt(i, kOwn);
        const std::string name = nameOfCommand(own);
        const bool hasAccount = name == "PlaceOrder" || name == "CancelOrder" ||
                                name == "AmendOrder" || name == "CancelAll" ||
                                name == "ReplaceOrder" || name == "PlaceOrderList" ||
                                name == "PlaceQuote" ||
                                name == "SetMarketMakerProtection" ||
                                name == "ResetMarketMakerProtection";
        for (const Role role : kRoles) {
            const Granted may = granted(kCommands.at(name), role);
            QVERIFY2(maySubmit(principal(role), own) == may.own, name.c_str());
            if (!hasAccount)
                continue;
            QVERIFY2(maySubmit(principal(role), commandAt(i, kOther)) == may.other, name.c_str());
            QVERIFY2(maySubmit(principal(role), commandAt(i, {})) == may.all, name.c_str());
        }
    }
}

void EntitlementsTest::everyRoleMaySubscribeToExactlyWhatTheTableSays() {
    QCOMPARE(kTopics.size(), api::kEnumSize<api::TopicKind>);
    for (const auto& [name, row] : kTopics) {
        api::Topic topic;
        topic.kind = *api::enumFromName<api::TopicKind>(name);
        for (const Role role : kRoles) {
            const Granted may = granted(row, role);
            topic.account = kOwn;
            QVERIFY2(maySubscribe(principal(role), topic) == may.own, name.c_str());
            topic.account = kOther;
            QVERIFY2(maySubscribe(principal(role), topic) == may.other, name.c_str());
            topic.account = {};
            QVERIFY2(maySubscribe(principal(role), topic) == may.all, name.c_str());
        }
    }
}

void EntitlementsTest::everyRoleMayAskExactlyWhatTheTableSays() {
    QCOMPARE(kQueries.size() + 1, api::kEnumSize<api::QueryKind>); // TradeHistory: below
    for (const auto& [name, row] : kQueries) {
        api::Query query;
        query.kind = *api::enumFromName<api::QueryKind>(name);
        for (const Role role : kRoles) {
            const Granted may = granted(row, role);
            query.account = kOwn;
            QVERIFY2(mayAsk(principal(role), query) == may.own, name.c_str());
            query.account = kOther;
            QVERIFY2(mayAsk(principal(role), query) == may.other, name.c_str());
            query.account = {};
            QVERIFY2(mayAsk(principal(role), query) == may.all, name.c_str());
        }
    }
}

void EntitlementsTest::theTradesOfAMarketAreForEverybody() {
    api::Query query;
    query.kind = api::QueryKind::TradeHistory;
    for (const Role role : kRoles)
        QVERIFY(mayAsk(principal(role), query));
    query.account = kOther;
    QVERIFY(mayAsk(principal(Role::Operator), query));
    QVERIFY(mayAsk(principal(Role::Compliance), query));
    QVERIFY(!mayAsk(principal(Role::Trader), query));
    QVERIFY(!mayAsk(principal(Role::Viewer), query));
    query.account = kOwn;
    QVERIFY(mayAsk(principal(Role::Trader), query));
    QVERIFY(!mayAsk(principal(Role::Viewer), query));
}

void EntitlementsTest::withoutAnAccountNothingIsOnesOwn() {
    for (const Role role : kRoles) {
        const Principal nobody = principal(role, {});
        QVERIFY(!maySubmit(nobody, api::PlaceOrder{}));
        QVERIFY(!maySubmit(nobody, api::AmendOrder{}));
        api::Topic orders;
        orders.kind = api::TopicKind::Orders;
        QCOMPARE(maySubscribe(nobody, orders), seesEverything(role));
    }
}

void EntitlementsTest::onlyOperatorsControlReplaysAndPasswords() {
    for (const Role role : kRoles) {
        QCOMPARE(mayControlReplay(principal(role)), role == Role::Operator);
        QCOMPARE(maySetPasswordOfOthers(principal(role)), role == Role::Operator);
    }
}

void EntitlementsTest::blankedTradesShowOnlyTheOwnSide() {
    api::TradeView trade;
    trade.sequence = Sequence(9);
    trade.trade.price = Price(100);
    trade.trade.quantity = Quantity(3);
    trade.trade.makerAccount = kOwn;
    trade.trade.makerOrder = OrderId(1);
    trade.trade.makerFee = Amount(11);
    trade.trade.makerOpen = Quantity(21);
    trade.trade.takerAccount = kOther;
    trade.trade.takerOrder = OrderId(2);
    trade.trade.takerFee = Amount(12);
    trade.trade.takerOpen = Quantity(22);

    const api::TradeView own = blanked(trade, kOwn);
    QVERIFY(own.trade.makerAccount == kOwn && own.trade.makerFee == Amount(11));
    QVERIFY(own.trade.takerAccount.isNone() && own.trade.takerOrder.isNone());
    QVERIFY(own.trade.takerFee.isZero() && own.trade.takerOpen.isZero());
    const api::TradeView nobodys = blanked(trade, {});
    QVERIFY(nobodys.trade.makerAccount.isNone() && nobodys.trade.takerAccount.isNone());
    QVERIFY(nobodys.trade.makerOpen.isZero() && nobodys.trade.makerFee.isZero());
    QCOMPARE(nobodys.trade.price, Price(100));
    QCOMPARE(nobodys.trade.quantity, Quantity(3));
    QCOMPARE(nobodys.sequence, Sequence(9));
}

QTEST_APPLESS_MAIN(EntitlementsTest)
#include "entitlements_test.moc"
