// What the book as it is holds for a taker: whether a fill-or-kill order would fill, by the price
// levels where they say it all, else by going through the orders as a match would; and what an
// amount comes to.
#include "engine/core/fills.h"

#include <vector>

namespace openbell::core {
namespace {

/// What is left of a maker in a match that is only thought of.
struct Imagined {
    Slot slot;
    Quantity shown;
    Quantity open;
    IcebergTerms iceberg;
};

/// A match that changes nothing, for takers whose budget or owner matters and for makers that show
/// less than they have.
class ImaginedMatch {
public:
    ImaginedMatch(const Market& market, const OrderRecords& records, const OrderPool& pool,
                  const Taker& taker, std::optional<Amount> budget)
        : m_market(market)
        , m_records(records)
        , m_pool(pool)
        , m_taker(taker)
        , m_budget(budget)
        , m_missing(taker.open) {}

    bool fillsTaker() {
        const api::Side makers = api::opposite(m_taker.side);
        const PriceKey limit = keyOf(makers, m_taker.limit());
        m_market.book.forEachQueue(makers, [&](const LevelView& level) {
            return keyOf(makers, level.price) <= limit && goesOnAfter(level);
        });
        return m_missing.isZero();
    }

private:
    /// Takes from the orders of a queue in turn; icebergs with a reserve come again behind them.
    bool goesOnAfter(const LevelView& level) {
        m_again.clear();
        for (Slot at = level.first; at != kNoSlot && !m_missing.isZero(); at = m_pool.behind(at)) {
            const Order& order = m_pool.order(at);
            if (prevents() && m_taker.owns(m_records[at])) {
                if (m_taker.prevention == api::SelfTradePrevention::CancelMaker)
                    continue;
                return false;
            }
            const bool isIceberg = (order.flags & kIcebergOrder) != 0;
            const Imagined maker{at, order.open, m_records[at].open(),
                                 isIceberg ? m_records.icebergs[at] : IcebergTerms{}};
            if (!take(level.price, maker))
                return false;
        }
        for (std::size_t i = 0; i < m_again.size() && !m_missing.isZero(); ++i)
            if (!take(level.price, Imagined(m_again[i])))
                return false;
        return !m_missing.isZero();
    }

    /// False when the budget does not pay for it.
    bool take(Price price, Imagined maker) {
        const Quantity wanted = std::min(m_missing, maker.shown);
        if (m_budget) {
            const auto cost = costOf(m_market.terms, price, wanted, m_taker.feePpm);
            if (!cost || *cost > *m_budget)
                return false;
            *m_budget -= *cost;
        }
        m_missing -= wanted;
        maker.open -= wanted;
        if (wanted == maker.shown && !maker.open.isZero()) {
            maker.shown = nextPart(m_pool.id(maker.slot), maker.iceberg, maker.open);
            m_again.push_back(maker);
        }
        return true;
    }

    bool prevents() const { return m_taker.prevention != api::SelfTradePrevention::None; }

    const Market& m_market;
    const OrderRecords& m_records;
    const OrderPool& m_pool;
    const Taker& m_taker;
    std::optional<Amount> m_budget;
    Quantity m_missing;
    std::vector<Imagined> m_again;
};

} // namespace

bool fillsAtOnce(const Market& market, const OrderRecords& records, const OrderPool& pool,
                 const Taker& taker, std::optional<Amount> budget) {
    if (budget || taker.prevention != api::SelfTradePrevention::None || market.book.hasConcealed())
        return ImaginedMatch(market, records, pool, taker, budget).fillsTaker();
    return market.book.fillable(taker.side, taker.limit(), taker.open) >= taker.open;
}

Quantity lotsForAmount(const Market& market, const OrderRecords& records, const OrderPool& pool,
                       const Taker& taker, Amount amount) {
    const bool buys = taker.side == api::Side::Buy;
    const api::Side makers = api::opposite(taker.side);
    const PriceKey limit = keyOf(makers, taker.ownLimit());
    const std::int64_t feePpm = buys ? taker.feePpm : 0;
    Quantity lots;
    Price price;
    Quantity offered; // at that price, shown or not
    const auto takesAllOfPrice = [&] {
        if (offered.isZero())
            return true;
        const Quantity taken =
            std::min(offered, affordableQuantity(market.terms, amount, price, feePpm));
        const bool all = taken == offered;
        lots += taken;
        amount -= *costOf(market.terms, price, taken, feePpm);
        offered = Quantity(0);
        return all;
    };
    market.book.forEachQueue(makers, [&](const LevelView& level) {
        if (keyOf(makers, level.price) > limit || (level.price != price && !takesAllOfPrice()))
            return false;
        price = level.price;
        if (!market.book.hasConcealed()) {
            offered += level.quantity;
            return true;
        }
        for (Slot at = level.first; at != kNoSlot; at = pool.behind(at))
            offered += records[at].open();
        return true;
    });
    takesAllOfPrice();
    return lots;
}

} // namespace openbell::core
