#include "engine/core/book/order_book.h"

namespace openbell::core {

OrderBook::~OrderBook() {
    for (const api::Side side : {api::Side::Buy, api::Side::Sell})
        while (const auto level = bestLevel(side))
            remove(level->first);
    drainTouched([](api::Side, Price, Quantity, std::uint32_t) {});
}

Quantity OrderBook::fillable(api::Side taker, Price limit, Quantity wanted) const {
    const api::Side side = api::opposite(taker);
    const PriceKey limitKey = keyOf(side, limit);
    Quantity missing = wanted;
    forEachLevel(side, [&](const LevelView& level) {
        if (keyOf(side, level.price) > limitKey)
            return false;
        missing -= std::min(missing, level.quantity);
        return !missing.isZero();
    });
    return wanted - missing;
}

/// A level that became empty during the same command, so that it is reported once only.
LevelHandle OrderBook::reviveLevel(PriceKey key) {
    for (LevelHandle at = m_touched; at != kEndOfTouched; at = m_pool.m_levels[at].nextTouched) {
        const Level& level = m_pool.m_levels[at];
        if (level.orders == 0 && level.key == key) {
            --m_emptied;
            return at;
        }
    }
    return kNoLevel;
}

std::optional<std::string> OrderBook::checkInvariants() const {
    std::uint32_t orders = 0;
    for (const api::Side side : {api::Side::Buy, api::Side::Sell}) {
        if (!ladder(side).consistent())
            return "the ladder's bits, best price and levels disagree";
        PriceKey previous = std::numeric_limits<PriceKey>::min();
        std::optional<std::string> broken;
        forEachLevel(side, [&](const LevelView& view) {
            const PriceKey key = keyOf(side, view.price);
            const LevelHandle handle = ladder(side).find(key);
            std::uint32_t count = 0;
            Quantity sum;
            Slot before = kNoSlot;
            for (Slot at = view.first; at != kNoSlot; at = m_pool.order(at).next) {
                const Order& order = m_pool.order(at);
                if (order.previous != before || order.level != handle || order.side != side ||
                    order.instrument != m_instrument || order.open.value() <= 0 ||
                    m_pool.find(m_pool.id(at)) != at)
                    broken = "an order's links, level or id are wrong";
                ++count;
                sum += order.open;
                before = at;
            }
            if (count != view.orders || count == 0 || sum != view.quantity || key <= previous ||
                (handle != kNoLevel && m_pool.level(handle).last != before))
                broken = "a level's totals or place are wrong";
            previous = key;
            orders += count;
            return !broken;
        });
        if (broken)
            return broken;
    }
    if (orders != m_orders)
        return "the book's number of orders is wrong";
    return std::nullopt;
}

} // namespace openbell::core
