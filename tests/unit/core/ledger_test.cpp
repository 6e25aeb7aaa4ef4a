// Transfers between ledger accounts: nothing appears, nothing vanishes, promises bind.
#include "engine/core/ledger.h"
#include "engine/core/messages.h"

#include <QTest>

using namespace openbell;
using namespace openbell::core;

namespace {

constexpr AccountId kAnn{1};
constexpr AccountId kBob{2};
constexpr AssetId kUsd{1};
constexpr AssetId kBtc{2};

Ledger twoAccounts() {
    Ledger ledger;
    ledger.openAccount(kAnn);
    ledger.openAccount(kBob);
    return ledger;
}

/// external + available + held + clearing of an asset.
Amount sumOf(const Ledger& ledger, AssetId asset) {
    Amount sum = ledger.external(asset) + ledger.clearing(asset);
    for (const AccountId account : {kAnn, kBob})
        for (const Balance& balance : ledger.balances(account))
            if (balance.asset == asset)
                sum += balance.available + balance.held;
    return sum;
}

std::vector<api::BalanceChanged> publish(Ledger& ledger) {
    api::EventBuffer buffer;
    ledger.publish({Sequence(1), Timestamp(1), UserId(), 0}, buffer);
    std::vector<api::BalanceChanged> events;
    buffer.forEach([&](const api::EventStamp&, const auto& event) {
        if constexpr (requires { event.held; })
            events.push_back(event);
    });
    return events;
}

} // namespace

class LedgerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void debitsAreCreditsAtEveryStep();
    void promisedFundsCannotBeUsedAgain();
    void brokenPromiseGivesTheFundsBack();
    void withdrawalNeedsUsableFunds();
    void publishesEachChangedBalanceOnceInOrder();
    void balanceThatIsAsBeforeIsNotPublished();
};

void LedgerTest::debitsAreCreditsAtEveryStep() {
    Ledger ledger = twoAccounts();
    ledger.deposit(kAnn, kUsd, Amount(1000));
    QCOMPARE(sumOf(ledger, kUsd), Amount(0));
    QCOMPARE(ledger.external(kUsd), Amount(-1000));

    QVERIFY(ledger.promise(kAnn, kUsd, Amount(600)));
    Movement bought;
    bought.promised = Amount(600);
    bought.held = Amount(600);
    bought.paid = Amount(350);
    bought.released = Amount(100);
    ledger.book(kAnn, kUsd, bought);
    QCOMPARE(sumOf(ledger, kUsd), Amount(0));
    QCOMPARE(ledger.clearing(kUsd), Amount(350));
    QCOMPARE(ledger.usable(kAnn, kUsd), Amount(500));
    QCOMPARE(ledger.balances(kAnn).front().held, Amount(150));

    Movement sold;
    sold.received = Amount(345);
    ledger.book(kBob, kUsd, sold);
    QCOMPARE(sumOf(ledger, kUsd), Amount(0));
    QCOMPARE(ledger.clearing(kUsd), Amount(5)); // the fees
    QCOMPARE(ledger.usable(kBob, kUsd), Amount(345));
}

void LedgerTest::promisedFundsCannotBeUsedAgain() {
    Ledger ledger = twoAccounts();
    ledger.deposit(kAnn, kUsd, Amount(1000));
    QVERIFY(ledger.promise(kAnn, kUsd, Amount(700)));
    QVERIFY(!ledger.promise(kAnn, kUsd, Amount(301)));
    QVERIFY(!ledger.withdraw(kAnn, kUsd, Amount(301)));
    QVERIFY(ledger.promise(kAnn, kUsd, Amount(300)));
    QCOMPARE(ledger.usable(kAnn, kUsd), Amount(0));
    QVERIFY(!ledger.promise(kBob, kUsd, Amount(1)));
    QVERIFY(ledger.promise(kBob, kUsd, Amount(0)));
}

void LedgerTest::brokenPromiseGivesTheFundsBack() {
    Ledger ledger = twoAccounts();
    ledger.deposit(kAnn, kUsd, Amount(1000));
    QVERIFY(ledger.promise(kAnn, kUsd, Amount(1000)));
    ledger.unpromise(kAnn, kUsd, Amount(400));
    QCOMPARE(ledger.usable(kAnn, kUsd), Amount(400));
    ledger.unpromise(kBob, kUsd, Amount(0));
}

void LedgerTest::withdrawalNeedsUsableFunds() {
    Ledger ledger = twoAccounts();
    QVERIFY(!ledger.withdraw(kAnn, kUsd, Amount(1)));
    ledger.deposit(kAnn, kUsd, Amount(10));
    QVERIFY(!ledger.withdraw(kAnn, kUsd, Amount(11)));
    QVERIFY(ledger.withdraw(kAnn, kUsd, Amount(10)));
    QCOMPARE(ledger.external(kUsd), Amount(0));
    QCOMPARE(sumOf(ledger, kUsd), Amount(0));
}

void LedgerTest::publishesEachChangedBalanceOnceInOrder() {
    Ledger ledger = twoAccounts();
    ledger.deposit(kBob, kUsd, Amount(1));
    ledger.deposit(kAnn, kBtc, Amount(2));
    ledger.deposit(kAnn, kUsd, Amount(3));
    ledger.deposit(kBob, kUsd, Amount(4));
    QVERIFY(ledger.hasUnpublished());
    const auto events = publish(ledger);
    QCOMPARE(events.size(), std::size_t{3});
    QVERIFY(events[0].account == kAnn && events[0].asset == kUsd);
    QVERIFY(events[1].account == kAnn && events[1].asset == kBtc);
    QVERIFY(events[2].account == kBob && events[2].available == Amount(5));
    QVERIFY(!ledger.hasUnpublished());
    QVERIFY(publish(ledger).empty());
}

void LedgerTest::balanceThatIsAsBeforeIsNotPublished() {
    Ledger ledger = twoAccounts();
    ledger.deposit(kAnn, kUsd, Amount(10));
    QCOMPARE(publish(ledger).size(), std::size_t{1});
    QVERIFY(ledger.promise(kAnn, kUsd, Amount(10)));
    Movement refused; // the order was not accepted
    refused.promised = Amount(10);
    ledger.book(kAnn, kUsd, refused);
    QVERIFY(publish(ledger).empty());
    QCOMPARE(ledger.usable(kAnn, kUsd), Amount(10));
}

QTEST_APPLESS_MAIN(LedgerTest)
#include "ledger_test.moc"
