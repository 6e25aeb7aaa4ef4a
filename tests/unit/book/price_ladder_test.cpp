#include "engine/core/book/price_ladder.h"

#include "engine/base/random.h"

#include <QTest>

#include <map>

using namespace openbell;
using namespace openbell::core;
using Key = PriceLadder::Key;

namespace {

/// The ladder beside a sorted map; every step compares find, best and the whole walk.
class Pair {
public:
    void insert(Key key) {
        const LevelHandle level = ++m_next;
        m_ladder.insert(key, level);
        m_model[key] = level;
    }
    void erase(Key key) {
        m_ladder.erase(key);
        m_model.erase(key);
    }
    void insertHidden(Key key) {
        const LevelHandle level = ++m_next;
        m_ladder.insertHidden(key, level);
        m_hidden[key] = level;
    }
    void eraseHidden(Key key) {
        m_ladder.eraseHidden(key);
        m_hidden.erase(key);
    }
    bool contains(Key key) const { return m_model.contains(key); }
    bool containsHidden(Key key) const { return m_hidden.contains(key); }
    bool sameBest() const {
        const Key shown = m_model.empty() ? PriceLadder::kNoKey : m_model.begin()->first;
        if (!m_hidden.empty() && m_hidden.begin()->first < shown)
            return m_ladder.bestKey() == m_hidden.begin()->first &&
                   m_ladder.bestLevel() == m_hidden.begin()->second && sameFirst();
        return sameFirst() && m_model.empty()
                   ? m_ladder.empty() && m_ladder.bestKey() == PriceLadder::kNoKey
                   : m_ladder.bestKey() == m_model.begin()->first &&
                         m_ladder.bestLevel() == m_model.begin()->second;
    }
    bool sameFirst() const {
        return m_ladder.firstLevel() == (m_model.empty() ? kNoLevel : m_model.begin()->second);
    }
    bool sameWalk() const {
        for (const auto& [key, level] : m_hidden)
            if (m_ladder.findHidden(key) != level)
                return false;
        if (m_ladder.hiddenLevels().size() != m_hidden.size())
            return false;
        for (auto at = m_model.begin(); at != m_model.end(); ++at) {
            const auto next = std::next(at);
            if (m_ladder.find(at->first) != at->second ||
                m_ladder.levelAfter(at->first) != (next == m_model.end() ? kNoLevel : next->second))
                return false;
        }
        return sameBest() && m_ladder.consistent();
    }
    const std::map<Key, LevelHandle>& model() const { return m_model; }
    const PriceLadder& ladder() const { return m_ladder; }

private:
    OrderPool m_pool{{.maxOrders = 10}};
    PriceLadder m_ladder{m_pool};
    std::map<Key, LevelHandle> m_model;
    std::map<Key, LevelHandle> m_hidden;
    LevelHandle m_next = 0;
};

} // namespace

class PriceLadderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysOrderBothSidesBestFirst();
    void bestIsFoundAcrossWordsOfBits();
    void farPricesAreKeptInOrder();
    void aBetterPriceOutsideTheWindowIsTheBest();
    void theWindowFollowsAMarketThatMovesAway();
    void theWindowStaysForAFewStrayPrices();
    void hiddenLevelsAreBestOnlyWithoutAShownOneOfTheirPrice();
    void agreesWithAMapOnRandomUse_data();
    void agreesWithAMapOnRandomUse();
};

void PriceLadderTest::keysOrderBothSidesBestFirst() {
    using api::Side;
    QVERIFY(keyOf(Side::Sell, Price(5)) < keyOf(Side::Sell, Price(6)));
    QVERIFY(keyOf(Side::Buy, Price(6)) < keyOf(Side::Buy, Price(5)));
}

void PriceLadderTest::bestIsFoundAcrossWordsOfBits() {
    Pair pair;
    for (const Key key : {1000, 1001, 1063, 1064, 1300, 2500, 4000, 4583})
        pair.insert(key);
    QCOMPARE(pair.ladder().farLevels(), std::size_t{0});
    while (!pair.model().empty()) {
        QVERIFY(pair.sameWalk());
        pair.erase(pair.model().begin()->first);
    }
    QVERIFY(pair.sameWalk());
}

void PriceLadderTest::farPricesAreKeptInOrder() {
    Pair pair;
    pair.insert(1'000'000);
    for (const Key key : {Key{1}, Key{2}, Key{1} << 40, (Key{1} << 40) + 1, (Key{1} << 61),
                          Key{999'999}, Key{1'000'001}, Key{1'000'000 + 4096}, Key{-5}})
        pair.insert(key);
    QVERIFY(pair.ladder().farLevels() > 5);
    QVERIFY(pair.sameWalk());
    for (const Key key : {Key{-5}, Key{1'000'000}, Key{1} << 40, Key{1}}) {
        pair.erase(key);
        QVERIFY(pair.sameWalk());
    }
}

void PriceLadderTest::aBetterPriceOutsideTheWindowIsTheBest() {
    Pair pair;
    pair.insert(1'000'000);
    pair.insert(10);
    QVERIFY(pair.ladder().farLevels() == 1);
    QCOMPARE(pair.ladder().bestKey(), Key{10});
    pair.erase(10);
    QCOMPARE(pair.ladder().bestKey(), Key{1'000'000});
}

void PriceLadderTest::theWindowFollowsAMarketThatMovesAway() {
    Pair pair;
    for (Key key = 0; key < 200; ++key)
        pair.insert(1'000'000 + key);
    for (const Key market : {Key{500'000}, Key{2'000'000}, Key{1'000'000}}) {
        while (!pair.model().empty() && pair.model().size() > 50)
            pair.erase(pair.model().begin()->first);
        for (Key key = 0; key < 1000; ++key)
            if (!pair.contains(market + key))
                pair.insert(market + key);
        while (pair.model().begin()->first < market)
            pair.erase(pair.model().begin()->first);
        for (Key key = 1000; key < 1300; ++key)
            if (!pair.contains(market + key))
                pair.insert(market + key);
        QVERIFY(pair.sameWalk());
        QVERIFY2(pair.ladder().find(market + 1299) != kNoLevel &&
                     market + 1299 - pair.ladder().windowBase() < Key{kWindowTicks} &&
                     market >= pair.ladder().windowBase(),
                 "the window does not hold the market");
    }
}

void PriceLadderTest::theWindowStaysForAFewStrayPrices() {
    Pair pair;
    for (Key key = 0; key < 100; ++key)
        pair.insert(1'000'000 + key);
    const Key base = pair.ladder().windowBase();
    for (Key key = 0; key < 50; ++key)
        pair.insert(9'000'000 + 10'000 * key);
    QCOMPARE(pair.ladder().windowBase(), base);
    QVERIFY(pair.sameWalk());
}

void PriceLadderTest::hiddenLevelsAreBestOnlyWithoutAShownOneOfTheirPrice() {
    Pair pair;
    pair.insertHidden(100);
    QVERIFY(pair.sameWalk() && pair.ladder().firstLevel() == kNoLevel);
    pair.insert(100);
    QVERIFY(pair.sameWalk() && pair.ladder().bestLevel() == pair.ladder().find(100));
    pair.erase(100);
    QVERIFY(pair.sameWalk() && pair.ladder().bestLevel() == pair.ladder().findHidden(100));
    pair.insert(100 + (Key{1} << 40)); // outside the window
    pair.insertHidden(100 + (Key{1} << 40));
    pair.eraseHidden(100);
    QVERIFY(pair.sameWalk());
    pair.erase(100 + (Key{1} << 40));
    QVERIFY(pair.sameWalk() && pair.ladder().firstLevel() == kNoLevel);
    pair.eraseHidden(100 + (Key{1} << 40));
    QVERIFY(pair.sameWalk() && pair.ladder().empty());
}

void PriceLadderTest::agreesWithAMapOnRandomUse_data() {
    QTest::addColumn<qint64>("spread");
    QTest::newRow("inside the window") << qint64{500};
    QTest::newRow("window edges") << qint64{5'000};
    QTest::newRow("mostly outside") << qint64{1'000'000};
    QTest::newRow("huge prices") << (qint64{1} << 41);
}

void PriceLadderTest::agreesWithAMapOnRandomUse() {
    QFETCH(const qint64, spread);
    constexpr std::uint64_t kSeed = 77;
    qInfo("seed %llu", static_cast<unsigned long long>(kSeed));
    Random random(kSeed);
    Pair pair;
    Key centre = 0;
    for (int step = 0; step < 100'000; ++step) {
        if (random.chance(1, 2000))
            centre += random.between(-spread, spread);
        const Key shown = pair.model().empty() ? centre : pair.model().begin()->first;
        const Key hidden = random.chance(1, 2) ? shown : centre + random.between(-spread, spread);
        if (pair.containsHidden(hidden))
            pair.eraseHidden(hidden);
        else if (random.chance(1, 4))
            pair.insertHidden(hidden);
        if (pair.model().size() < 200 && random.chance(3, 5)) {
            const Key key = centre + random.between(-spread, spread);
            if (!pair.contains(key))
                pair.insert(key);
        } else if (!pair.model().empty()) {
            auto victim = pair.model().begin();
            if (random.chance(1, 2))
                victim = pair.model().lower_bound(centre);
            if (victim == pair.model().end())
                victim = pair.model().begin();
            pair.erase(victim->first);
        }
        QVERIFY(pair.sameBest());
        if (step % 1000 == 0)
            QVERIFY(pair.sameWalk());
    }
}

QTEST_APPLESS_MAIN(PriceLadderTest)
#include "price_ladder_test.moc"
