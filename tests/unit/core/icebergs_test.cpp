// The sizes of the parts that an iceberg shows.
#include "engine/core/icebergs.h"

#include <QTest>

#include <map>

using namespace openbell;
using namespace openbell::core;

class IcebergsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void partsAreEvenlySpreadAroundTheDisplayQuantity();
    void fixedPartsAreAllTheSame();
    void partsAreAtLeastOneLotAndAtMostWhatIsLeft();
    void partsDependOnOrderAndNumberOnly();
    void theLargestQuantitiesHaveRoom();
    void quantitiesOfMoreThanAThousandPartsAreNotAllowed();
};

void IcebergsTest::partsAreEvenlySpreadAroundTheDisplayQuantity() {
    std::map<std::int64_t, int> seen;
    for (std::uint64_t order = 1; order <= 100; ++order) {
        IcebergTerms terms{Quantity(20), Quantity(3), 0};
        for (int i = 0; i < 70; ++i)
            ++seen[nextPart(OrderId(order), terms, Quantity(1000)).value()];
        QCOMPARE(terms.parts, std::uint64_t{70});
    }
    QCOMPARE(seen.size(), std::size_t{7});
    QCOMPARE(seen.begin()->first, std::int64_t{17});
    QCOMPARE(seen.rbegin()->first, std::int64_t{23});
    for (const auto& [part, times] : seen)
        QVERIFY2(times > 850 && times < 1150, std::to_string(part).c_str()); // of 1000 expected
}

void IcebergsTest::fixedPartsAreAllTheSame() {
    IcebergTerms terms{Quantity(4), Quantity(0), 0};
    for (int i = 0; i < 100; ++i)
        QCOMPARE(nextPart(OrderId(9), terms, Quantity(4 + i)), Quantity(4));
}

void IcebergsTest::partsAreAtLeastOneLotAndAtMostWhatIsLeft() {
    IcebergTerms terms{Quantity(5), Quantity(5), 0};
    for (int i = 0; i < 500; ++i) {
        const Quantity part = nextPart(OrderId(3), terms, Quantity(2));
        QVERIFY(part == Quantity(1) || part == Quantity(2));
    }
}

void IcebergsTest::partsDependOnOrderAndNumberOnly() {
    IcebergTerms one{Quantity(500), Quantity(400), 7};
    IcebergTerms same = one;
    IcebergTerms later{Quantity(500), Quantity(400), 8};
    const Quantity part = nextPart(OrderId(11), one, Quantity(5000));
    QCOMPARE(nextPart(OrderId(11), same, Quantity(9000)), part);
    QVERIFY(nextPart(OrderId(11), later, Quantity(5000)) != part);
    IcebergTerms other{Quantity(500), Quantity(400), 7};
    QVERIFY(nextPart(OrderId(12), other, Quantity(5000)) != part);
}

void IcebergsTest::theLargestQuantitiesHaveRoom() {
    const std::int64_t most = kMaxAmount - 1;
    IcebergTerms terms{Quantity(most - 1), Quantity(most - 1), 0};
    for (int i = 0; i < 100; ++i) {
        const Quantity part = nextPart(OrderId(5), terms, Quantity(most));
        QVERIFY(part.value() >= 1 && part.value() <= most);
    }
}

void IcebergsTest::quantitiesOfMoreThanAThousandPartsAreNotAllowed() {
    QVERIFY((IcebergTerms{Quantity(7), Quantity(2), 0}.allows(Quantity(5000))));
    QVERIFY(!(IcebergTerms{Quantity(7), Quantity(2), 0}.allows(Quantity(5001))));
    QVERIFY((IcebergTerms{Quantity(7), Quantity(7), 0}.allows(Quantity(1000))));
    QVERIFY(!(IcebergTerms{Quantity(7), Quantity(7), 0}.allows(Quantity(1001))));
}

QTEST_APPLESS_MAIN(IcebergsTest)
#include "icebergs_test.moc"
