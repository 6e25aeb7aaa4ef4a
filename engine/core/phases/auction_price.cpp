#include "engine/core/phases/auction_price.h"

namespace openbell::core {
namespace {

std::int64_t distance(Price a, Price b) {
    return a > b ? (a - b).value() : (b - a).value();
}

/// Prices [first, last], all as good as each other.
struct Range {
    Price first;
    Price last;
    Quantity quantity;
    Quantity surplus;

    bool isBetterThan(const Range& other) const {
        if (quantity != other.quantity)
            return quantity > other.quantity;
        return std::abs(surplus.value()) < std::abs(other.surplus.value());
    }
    bool isAsGoodAs(const Range& other) const {
        return !isBetterThan(other) && !other.isBetterThan(*this);
    }
    Price nearestTo(Price reference) const { return std::clamp(reference, first, last); }
};

} // namespace

AuctionPrice AuctionPricer::findAmongCrossed(Price reference) {
    const Price bid = m_buys.front().price;
    Quantity demand;
    m_starts.clear();
    for (const LevelSum& buys : m_buys) {
        demand += buys.quantity;
        if (buys.price < bid)
            m_starts.push_back(buys.price + Price(1)); // from there on this level no longer buys
    }
    for (const LevelSum& sells : m_sells)
        m_starts.push_back(sells.price);
    std::sort(m_starts.begin(), m_starts.end());
    m_starts.erase(std::unique(m_starts.begin(), m_starts.end()), m_starts.end());

    // From the lowest price up demand falls and supply grows. The best ranges need not be
    // neighbours, but none between them is worse in both respects, so the ends are enough for the
    // middle, and each of them is tried for the nearest price.
    Quantity supply;
    std::size_t sells = 0;
    std::size_t buys = m_buys.size();
    Range best{};
    AuctionPrice found;
    const auto pass = [&](auto&& visit) {
        supply = Quantity(0);
        sells = 0;
        buys = m_buys.size();
        Quantity wanted = demand;
        for (std::size_t i = 0; i < m_starts.size(); ++i) {
            const Price first = m_starts[i];
            const Price last = i + 1 < m_starts.size() ? m_starts[i + 1] - Price(1) : bid;
            for (; sells < m_sells.size() && m_sells[sells].price <= first; ++sells)
                supply += m_sells[sells].quantity;
            for (; buys > 0 && m_buys[buys - 1].price < first; --buys)
                wanted -= m_buys[buys - 1].quantity;
            visit(Range{first, last, std::min(wanted, supply), wanted - supply});
        }
    };
    pass([&](const Range& range) {
        if (range.isBetterThan(best))
            best = range;
        else if (range.isAsGoodAs(best))
            best.last = range.last;
    });
    if (reference.isZero())
        reference = Price(best.first.value() + (best.last - best.first).value() / 2);
    pass([&](const Range& range) {
        if (!range.isAsGoodAs(best))
            return;
        const Price price = range.nearestTo(reference);
        if (found.price.isZero() || distance(price, reference) < distance(found.price, reference))
            found = {price, range.quantity, range.surplus};
    });
    return found;
}

} // namespace openbell::core
