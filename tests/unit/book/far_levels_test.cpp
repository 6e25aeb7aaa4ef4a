#include "engine/core/book/far_levels.h"

#include "engine/base/random.h"

#include <QTest>

#include <limits>
#include <map>
#include <new>

using namespace openbell;
using namespace openbell::core;

namespace {

constexpr PriceKey kLeast = std::numeric_limits<PriceKey>::min();
constexpr PriceKey kMost = std::numeric_limits<PriceKey>::max();

/// Counts what is taken and not given back.
class CountingMemory : public std::pmr::memory_resource {
public:
    std::size_t taken() const { return m_taken; }

private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override {
        m_taken += bytes;
        return ::operator new(bytes, std::align_val_t(alignment));
    }
    void do_deallocate(void* at, std::size_t bytes, std::size_t alignment) override {
        m_taken -= bytes;
        ::operator delete(at, std::align_val_t(alignment));
    }
    bool do_is_equal(const memory_resource& other) const noexcept override {
        return this == &other;
    }

    std::size_t m_taken = 0;
};

/// The levels beside a sorted map.
class Pair {
public:
    void insert(PriceKey key) {
        m_levels.insert(key, ++m_next);
        m_model[key] = m_next;
    }
    void erase(PriceKey key) {
        m_levels.erase(key);
        m_model.erase(key);
    }
    bool contains(PriceKey key) const { return m_model.contains(key); }
    bool sameFrom(PriceKey key) const {
        const auto expected = m_model.lower_bound(key);
        const auto found = m_levels.from(key);
        return expected == m_model.end() ? !found : found == entry(expected);
    }
    bool sameFind(PriceKey key) const {
        const auto expected = m_model.find(key);
        return m_levels.find(key) == (expected == m_model.end() ? kNoLevel : expected->second);
    }
    bool same() const {
        if (m_levels.size() != m_model.size() || m_levels.empty() != m_model.empty())
            return false;
        if (!m_model.empty() && m_levels.first() != entry(m_model.begin()))
            return false;
        for (auto at = m_model.begin(); at != m_model.end(); ++at)
            if (!sameFind(at->first) || !sameFrom(at->first) ||
                (at->first != kMost && !sameFrom(at->first + 1)))
                return false;
        return sameFrom(kLeast) && sameFrom(kMost);
    }
    const std::map<PriceKey, LevelHandle>& model() const { return m_model; }
    std::size_t memory() const { return m_memory.taken(); }

private:
    using Expected = std::map<PriceKey, LevelHandle>::const_iterator;
    static FarLevels::Entry entry(Expected at) { return {at->first, at->second}; }

    CountingMemory m_memory;
    FarLevels m_levels{&m_memory};
    std::map<PriceKey, LevelHandle> m_model;
    LevelHandle m_next = 0;
};

} // namespace

class FarLevelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsFoundWhereNothingIs();
    void keysOfBothSignsAndTheOutermostAreInOrder();
    void aLevelBetweenTwoPagesIsFoundFromBoth();
    void keysThatShareBitsOfAnOtherAreNotTakenForIt();
    void memoryFollowsTheLevels();
    void scatteredLevelsTakeBoundedMemory();
    void whatIsLeftIsGivenBackAtTheEnd();
    void agreesWithAMapOnRandomUse_data();
    void agreesWithAMapOnRandomUse();
};

void FarLevelsTest::nothingIsFoundWhereNothingIs() {
    Pair pair;
    QVERIFY(pair.same());
    for (const PriceKey key : {kLeast, PriceKey{-1}, PriceKey{0}, PriceKey{1}, kMost})
        QVERIFY(pair.sameFind(key) && pair.sameFrom(key));
}

void FarLevelsTest::keysOfBothSignsAndTheOutermostAreInOrder() {
    Pair pair;
    for (const PriceKey key :
         {PriceKey{0}, kMost, kLeast, PriceKey{-1}, kMost - 1, kLeast + 1, PriceKey{1} << 62,
          -(PriceKey{1} << 62), PriceKey{63}, PriceKey{64}}) {
        pair.insert(key);
        QVERIFY(pair.same());
    }
    while (!pair.model().empty()) {
        pair.erase(pair.model().begin()->first);
        QVERIFY(pair.same());
    }
}

void FarLevelsTest::aLevelBetweenTwoPagesIsFoundFromBoth() {
    Pair pair;
    pair.insert(64 * 1000);
    for (PriceKey key = 64 * 999; key < 64 * 1002; ++key)
        QVERIFY(pair.sameFrom(key) && pair.sameFind(key));
    pair.insert(64 * 5'000'000);
    for (PriceKey key = 64 * 999; key < 64 * 1002; ++key)
        QVERIFY(pair.sameFrom(key) && pair.sameFind(key));
}

void FarLevelsTest::keysThatShareBitsOfAnOtherAreNotTakenForIt() {
    Pair pair;
    pair.insert(5);
    pair.insert((PriceKey{1} << 40) + 5); // the bits between are skipped on the way to either
    for (int bit = 0; bit < 63; ++bit) {
        QVERIFY(pair.sameFind(5 ^ PriceKey{1} << bit) && pair.sameFrom(5 ^ PriceKey{1} << bit));
        const PriceKey other = ((PriceKey{1} << 40) + 5) ^ PriceKey { 1 } << bit;
        QVERIFY(pair.sameFind(other) && pair.sameFrom(other));
    }
}

void FarLevelsTest::memoryFollowsTheLevels() {
    Pair pair;
    for (PriceKey key = 0; key < 64'000; ++key)
        pair.insert(key);
    QVERIFY2(pair.memory() < 64'000 * 8, "64 levels side by side take more than one page");
    while (pair.model().size() > 1)
        pair.erase(pair.model().begin()->first);
    QVERIFY2(pair.memory() < 1000, "emptied pages, or forks without a choice, are kept");
    pair.erase(pair.model().begin()->first);
    QCOMPARE(pair.memory(), std::size_t{0});
}

void FarLevelsTest::scatteredLevelsTakeBoundedMemory() {
    Random random(3);
    Pair pair;
    while (pair.model().size() < 10'000)
        if (const PriceKey key = random.between(kLeast / 4, kMost / 4); !pair.contains(key))
            pair.insert(key);
    QVERIFY(pair.memory() < 10'000 * 900);
}

void FarLevelsTest::whatIsLeftIsGivenBackAtTheEnd() {
    CountingMemory memory;
    {
        FarLevels levels(&memory);
        for (PriceKey key = 0; key < 100; ++key)
            levels.insert(key * 977, 1);
        QVERIFY(memory.taken() > 0);
    }
    QCOMPARE(memory.taken(), std::size_t{0});
}

void FarLevelsTest::agreesWithAMapOnRandomUse_data() {
    QTest::addColumn<qint64>("spread");
    QTest::newRow("a few pages") << qint64{200};
    QTest::newRow("pages side by side") << qint64{5'000};
    QTest::newRow("scattered") << qint64{10'000'000};
    QTest::newRow("anywhere") << (qint64{1} << 62) - 1;
}

void FarLevelsTest::agreesWithAMapOnRandomUse() {
    QFETCH(const qint64, spread);
    constexpr std::uint64_t kSeed = 78;
    qInfo("seed %llu", static_cast<unsigned long long>(kSeed));
    Random random(kSeed);
    Pair pair;
    std::size_t most = 300;
    for (int step = 0; step < 100'000; ++step) {
        if (random.chance(1, 5000))
            most = random.below(600); // it shrinks and grows
        const PriceKey key = random.between(-spread, spread);
        if (pair.model().size() <= most && !pair.contains(key)) {
            pair.insert(key);
        } else if (!pair.model().empty()) {
            const auto victim = pair.model().lower_bound(key);
            pair.erase(victim == pair.model().end() ? pair.model().begin()->first : victim->first);
        }
        QVERIFY(pair.sameFind(key) && pair.sameFrom(key));
        if (step % 1000 == 0)
            QVERIFY(pair.same());
    }
}

QTEST_APPLESS_MAIN(FarLevelsTest)
#include "far_levels_test.moc"
