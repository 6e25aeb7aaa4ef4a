// The fast book beside the naive one over random operations: fills, priorities, best prices and
// reported level changes have to be the same at every step.
#include "engine/core/book/order_book.h"

#include "engine/base/random.h"
#include "tests/unit/book/naive_book.h"

#include <QTest>

#include <map>
#include <memory>
#include <vector>

using namespace openbell;
using namespace openbell::core;
using namespace openbell::test;

namespace {

constexpr std::size_t kBooks = 3;

struct Prices {
    std::int64_t centre;
    std::int64_t spread; ///< of most prices around the centre
    std::int64_t farOne; ///< one price in this many lies up to 2^42 away
    std::int64_t drift;  ///< the centre moves by up to this once in a while
};

struct FillSink {
    const OrderPool& pool;
    std::vector<NaiveFill>& fills;
    std::map<std::uint64_t, std::int64_t>& reserves;
    Quantity nextPart(Slot slot) {
        std::int64_t& reserve = reserves[pool.id(slot).value()];
        const std::int64_t part = std::min(NaiveBook::kPart, reserve);
        reserve -= part;
        return Quantity(part);
    }
    void onFill(Slot maker, const Order& order, Price price, Quantity filled) {
        fills.push_back(
            {pool.id(maker).value(), price.value(), filled.value(), order.open.value()});
    }
};

/// Several books over one pool, each beside its naive twin.
class Comparison {
public:
    Comparison(std::uint64_t seed, const Prices& prices, bool conceals)
        : m_random(seed)
        , m_prices(prices)
        , m_conceals(conceals) {
        for (std::uint32_t i = 0; i < kBooks; ++i)
            m_books.push_back(std::make_unique<OrderBook>(m_pool, InstrumentId(i + 1)));
        m_naive.resize(kBooks);
    }

    bool step() {
        m_book = m_random.below(kBooks);
        if (m_random.chance(1, 5000))
            m_prices.centre += m_random.between(-m_prices.drift, m_prices.drift);
        m_prices.centre = std::max(m_prices.centre, m_prices.spread + 1);
        m_lastId += m_random.chance(1, 10) ? m_random.between(1, 300) : 1;
        const auto choice = m_random.below(100);
        bool same = false;
        if (choice < 48)
            same = place();
        else if (choice < 80)
            same = cancel();
        else if (choice < 88)
            same = amend();
        else if (choice < 92)
            same = reduce();
        else
            same = takeImmediately();
        return same && sameChanges() && sameBest();
    }

    bool sameEverything() const {
        for (std::size_t i = 0; i < kBooks; ++i) {
            if (m_books[i]->checkInvariants())
                return false;
            for (const Side side : {Side::Buy, Side::Sell}) {
                std::vector<std::tuple<std::int64_t, std::uint64_t, std::int64_t>> orders;
                m_books[i]->forEachOrder(side, [&](Slot at, const Order& order, Price price) {
                    orders.emplace_back(price.value(), m_pool.id(at).value(), order.open.value());
                });
                if (orders != m_naive[i].orders(side))
                    return false;
            }
        }
        return true;
    }

    std::size_t size() const { return m_pool.size(); }
    std::size_t trades() const { return m_trades; }
    bool usedFarLevels() const { return m_farLevels; }

private:
    OrderBook& book() { return *m_books[m_book]; }
    NaiveBook& naive() { return m_naive[m_book]; }

    std::int64_t price() {
        if (m_random.chance(1, static_cast<std::uint64_t>(m_prices.farOne)))
            return m_random.between(1, std::int64_t{1} << 42);
        return std::max<std::int64_t>(1, m_prices.centre +
                                             m_random.between(-m_prices.spread, m_prices.spread));
    }

    /// A recent id, live or not.
    std::uint64_t someId() {
        return m_ids.empty() ? 1 : m_ids[m_ids.size() - 1 - m_random.below(m_ids.size())];
    }

    bool trade(Side side, std::int64_t limit, std::int64_t quantity, std::int64_t& left) {
        std::vector<NaiveFill> expected;
        std::vector<NaiveFill> fills;
        const std::int64_t wanted = m_random.between(1, quantity);
        if (!m_conceals && book().fillable(side, Price(limit), Quantity(wanted)).value() !=
                               naive().fillable(side, limit, wanted))
            return false;
        left = naive().match(side, limit, quantity, expected);
        FillSink sink{m_pool, fills, m_reserves};
        const bool crossed = book().wouldTrade(side, Price(limit));
        const Quantity mine = book().match(side, Price(limit), Quantity(quantity), sink);
        m_trades += fills.size();
        return mine.value() == left && fills == expected && crossed == !expected.empty();
    }

    bool rest(std::uint64_t id, Side side, std::int64_t at, std::int64_t quantity) {
        const bool hidden = m_conceals && m_random.chance(1, 4);
        const bool iceberg = m_conceals && !hidden && m_random.chance(1, 3);
        const std::int64_t shown = iceberg ? std::min(quantity, NaiveBook::kPart) : quantity;
        const auto flags =
            static_cast<std::uint8_t>((hidden ? kHiddenOrder : 0) | (iceberg ? kIcebergOrder : 0));
        const Slot slot = book().add({OrderId(id), side, Price(at), Quantity(shown), flags});
        if (slot == kNoSlot)
            return m_pool.size() == m_pool.maxOrders();
        naive().add(id, side, at, shown, hidden, quantity - shown);
        m_reserves[id] = quantity - shown;
        if (m_ids.size() == 2000)
            m_ids.erase(m_ids.begin(), m_ids.begin() + 1000);
        m_ids.push_back(id);
        m_farLevels |= book().ladder(side).farLevels() != 0;
        return m_pool.price(slot) == Price(at) && m_pool.id(slot) == OrderId(id);
    }

    bool place() {
        const Side side = m_random.chance(1, 2) ? Side::Buy : Side::Sell;
        const std::int64_t at = price();
        std::int64_t left = m_random.between(1, 1000);
        return trade(side, at, left, left) && (left == 0 || rest(m_lastId, side, at, left));
    }

    bool takeImmediately() {
        const Side side = m_random.chance(1, 2) ? Side::Buy : Side::Sell;
        std::int64_t left = 0;
        const std::int64_t any =
            (side == Side::Buy ? OrderBook::kAnyBuyPrice : OrderBook::kAnySellPrice).value();
        return trade(side, m_random.chance(1, 3) ? any : price(), m_random.between(1, 3000), left);
    }

    bool cancel() {
        const std::uint64_t id = someId();
        const Slot slot = book().find(OrderId(id));
        if ((slot != kNoSlot) != naive().contains(id))
            return false;
        if (slot != kNoSlot) {
            book().remove(slot);
            naive().remove(id);
        }
        return book().find(OrderId(id)) == kNoSlot;
    }

    bool reduce() {
        const Slot slot = book().find(OrderId(someId()));
        if (slot == kNoSlot)
            return true;
        const std::int64_t open = m_random.between(1, m_pool.order(slot).open.value());
        naive().reduce(m_pool.id(slot).value(), open);
        book().reduce(slot, Quantity(open));
        return true;
    }

    /// Like the core: an amendment that crosses trades first, what is left goes behind.
    bool amend() {
        const std::uint64_t id = someId();
        const Slot slot = book().find(OrderId(id));
        if (slot == kNoSlot)
            return true;
        const Side side = m_pool.order(slot).side;
        const std::int64_t at = m_random.chance(1, 3) ? m_pool.price(slot).value() : price();
        std::int64_t left = m_random.between(1, 1000);
        if (!trade(side, at, left, left))
            return false;
        if (left == 0) {
            book().remove(slot);
            naive().remove(id);
        } else {
            book().move(slot, Price(at), Quantity(left));
            naive().move(id, at, left);
        }
        return true;
    }

    bool sameChanges() {
        std::vector<NaiveLevelChange> changes;
        book().drainTouched([&](Side side, Price at, Quantity quantity, std::uint32_t orders) {
            changes.push_back({side, at.value(), quantity.value(), orders});
        });
        std::sort(changes.begin(), changes.end());
        return changes == naive().takeTouched();
    }

    bool sameBest() {
        for (const Side side : {Side::Buy, Side::Sell})
            if (book().bestPrice(side).value_or(Price(0)).value() != naive().bestPrice(side))
                return false;
        return true;
    }

    OrderPool m_pool{{.maxOrders = 1500}};
    std::vector<std::unique_ptr<OrderBook>> m_books;
    std::vector<NaiveBook> m_naive;
    std::vector<std::uint64_t> m_ids;
    Random m_random;
    Prices m_prices;
    std::size_t m_book = 0;
    std::uint64_t m_lastId = 0;
    std::size_t m_trades = 0;
    bool m_farLevels = false;
    bool m_conceals;
    std::map<std::uint64_t, std::int64_t> m_reserves; ///< of icebergs
};

} // namespace

class OrderBookRandomTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheNaiveBook_data();
    void agreesWithTheNaiveBook();
};

void OrderBookRandomTest::agreesWithTheNaiveBook_data() {
    QTest::addColumn<qint64>("centre");
    QTest::addColumn<qint64>("spread");
    QTest::addColumn<qint64>("farOne");
    QTest::addColumn<qint64>("drift");
    QTest::addColumn<bool>("conceals");
    const auto market = [](const char* name, qint64 centre, qint64 spread, qint64 farOne,
                           qint64 drift) {
        for (const bool conceals : {false, true})
            QTest::addRow("%s, %s", name, conceals ? "icebergs and hidden orders" : "plain orders")
                << centre << spread << farOne << drift << conceals;
    };
    market("a narrow market", 10'000, 20, 1000, 10);
    market("window edges", 1'000'000, 3'000, 200, 4'000);
    market("prices near one tick", 10, 30, 500, 5);
    market("mostly far prices", qint64{1} << 40, qint64{1} << 39, 10, qint64{1} << 38);
    market("jumps of the market", 500'000, 200, 5000, 100'000);
}

void OrderBookRandomTest::agreesWithTheNaiveBook() {
    QFETCH(const qint64, centre);
    QFETCH(const qint64, spread);
    QFETCH(const qint64, farOne);
    QFETCH(const qint64, drift);
    QFETCH(const bool, conceals);
    // The seed can be given to repeat a run: BOOK_SEED=123.
    bool given = false;
    const int fromEnvironment = qEnvironmentVariableIntValue("BOOK_SEED", &given);
    const std::uint64_t seed = given ? static_cast<std::uint64_t>(fromEnvironment) : 20260117;
    qInfo("seed %llu", static_cast<unsigned long long>(seed));

    constexpr int kSteps = OPENBELL_BOOK_THOUSANDS * 1000;
    Comparison comparison(seed, {centre, spread, farOne, drift}, conceals);
    for (int step = 0; step < kSteps; ++step) {
        QVERIFY2(comparison.step(), qPrintable(QStringLiteral("step %1").arg(step)));
        if (step % 5000 == 0)
            QVERIFY2(comparison.sameEverything(), qPrintable(QStringLiteral("step %1").arg(step)));
    }
    QVERIFY(comparison.sameEverything());
    QVERIFY(comparison.trades() > kSteps / 25);
    QVERIFY(comparison.usedFarLevels());
}

QTEST_APPLESS_MAIN(OrderBookRandomTest)
#include "order_book_random_test.moc"
