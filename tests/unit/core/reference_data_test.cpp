// Tick values at the edges of what fits; the definitions' other rules are scenarios.
#include "engine/core/reference_data.h"

#include <QTest>

using namespace openbell;
using namespace openbell::core;

class ReferenceDataTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tickValueIsExactOrNothing();
    void refusedDefinitionChangesNothing();
    void tableIteratesInIdOrder();
};

void ReferenceDataTest::tickValueIsExactOrNothing() {
    constexpr std::int64_t kMost = 1'000'000'000'000'000'000;
    QCOMPARE(tickValueOf(1, 1, 0), std::optional<std::int64_t>(1));
    QCOMPARE(tickValueOf(25, 4, -2), std::optional<std::int64_t>(1));
    QCOMPARE(tickValueOf(25, 3, -2), std::optional<std::int64_t>());
    QCOMPARE(tickValueOf(kMost, kMost, -36), std::optional<std::int64_t>(1));
    QCOMPARE(tickValueOf(kMost, kMost, 0), std::optional<std::int64_t>());
    QCOMPARE(tickValueOf(kMost, kMost, 18), std::optional<std::int64_t>());
    QCOMPARE(tickValueOf(4, 1, 18), std::optional<std::int64_t>(4 * kMost));
    QCOMPARE(tickValueOf(5, 1, 18), std::optional<std::int64_t>()); // 5 x 10^18 > 2^62
}

void ReferenceDataTest::refusedDefinitionChangesNothing() {
    ReferenceData data;
    QCOMPARE(data.create(api::CreateAsset{AssetId(1), api::AssetCode("USD"), 2}),
             api::RejectReason::None);
    QCOMPARE(data.create(api::CreateAsset{AssetId(2), api::AssetCode("USD"), 2}),
             api::RejectReason::AlreadyExists);
    QVERIFY(!data.assets().find(AssetId(2)));
    QCOMPARE(data.create(api::CreateAsset{AssetId(2), api::AssetCode("EUR"), 2}),
             api::RejectReason::None);
    QCOMPARE(data.assets().size(), std::size_t{2});
}

void ReferenceDataTest::tableIteratesInIdOrder() {
    IdTable<AccountId, int> table;
    const int& nine = table.add(AccountId(900), 9);
    for (std::uint32_t id = 1; id < 500; ++id)
        table.add(AccountId(500 - id), 0);
    QVERIFY(&nine == table.find(AccountId(900))); // entries never move
    QVERIFY(!table.find(AccountId(0)));
    QVERIFY(!table.find(AccountId(899)));
    QVERIFY(!table.find(AccountId(5'000'000)));
    int last = 0;
    table.forEach([&](int value) { last = value; });
    QCOMPARE(last, 9);
}

QTEST_APPLESS_MAIN(ReferenceDataTest)
#include "reference_data_test.moc"
