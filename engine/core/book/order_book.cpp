#include "engine/core/book/order_book.h"

namespace openbell::core {

template<LevelReports Reports>
BasicOrderBook<Reports>::~BasicOrderBook() {
    for (const api::Side side : {api::Side::Buy, api::Side::Sell})
        while (const auto level = bestLevel(side))
            remove(level->first);
}

template<LevelReports Reports>
std::uint32_t BasicOrderBook<Reports>::orderCount() const {
    std::uint32_t orders = 0;
    for (const api::Side side : {api::Side::Buy, api::Side::Sell})
        forEachQueue(side, [&](const LevelView& level) {
            orders += level.orders;
            return true;
        });
    return orders;
}

template<LevelReports Reports>
Quantity BasicOrderBook<Reports>::fillable(api::Side taker, Price limit, Quantity wanted) const {
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

// What follows is written so that the common way through each function calls no other one.

template<LevelReports Reports>
LevelHandle BasicOrderBook<Reports>::makeLevel(PriceKey key) {
    const LevelHandle handle = m_pool.acquireLevel();
    m_pool.levelAt(handle) = {{handle, handle}, Quantity(0), key, 0, m_instrument};
    return handle;
}

/// The level for an order that is to rest; a new one unless it is one of hidden orders.
template<LevelReports Reports>
LevelHandle BasicOrderBook<Reports>::levelFor(PriceKey key, std::uint8_t flags) {
    if (flags & kHiddenOrder) [[unlikely]]
        return hiddenLevelFor(key);
    const LevelHandle handle = makeLevel(key);
    const api::Side side = sideOf(key);
    PriceLadder& levels = levelsOf(side);
    if (!levels.hasInWindow(key)) [[unlikely]]
        return insertOutside(key, handle);
    if (levels.insertInWindow(key, handle))
        noteBest(side);
    return handle;
}

template<LevelReports Reports>
LevelHandle BasicOrderBook<Reports>::hiddenLevelFor(PriceKey key) {
    const api::Side side = sideOf(key);
    PriceLadder& levels = levelsOf(side);
    if (const LevelHandle found = levels.findHidden(key); found != kNoLevel)
        return found;
    const LevelHandle handle = makeLevel(key);
    levels.insertHidden(key, handle);
    noteBest(side);
    return handle;
}

template<LevelReports Reports>
LevelHandle BasicOrderBook<Reports>::insertOutside(PriceKey key, LevelHandle handle) {
    levelsOf(sideOf(key)).insert(key, handle);
    noteBest(sideOf(key));
    return handle;
}

/// Takes away the level of an order that was the last one there.
template<LevelReports Reports>
void BasicOrderBook<Reports>::dropLevel(const Order& last) {
    const LevelHandle handle = last.level;
    const PriceKey key = m_pool.level(handle).key;
    m_pool.releaseLevel(handle);
    const api::Side side = sideOf(key);
    PriceLadder& levels = levelsOf(side);
    if (!levels.hasInWindow(key) || last.flags & kHiddenOrder) [[unlikely]]
        return eraseOutside(key, last.flags);
    if (levels.eraseInWindow(key)) [[unlikely]]
        return findBest(side);
}

template<LevelReports Reports>
void BasicOrderBook<Reports>::eraseOutside(PriceKey key, std::uint8_t flags) {
    PriceLadder& levels = levelsOf(sideOf(key));
    if (flags & kHiddenOrder)
        levels.eraseHidden(key);
    else
        levels.erase(key);
    noteBest(sideOf(key));
}

template<LevelReports Reports>
void BasicOrderBook<Reports>::findBest(api::Side side) {
    levelsOf(side).findBest();
    noteBest(side);
}

/// Most commands change few levels, and what changes again is mostly the last one.
template<LevelReports Reports>
void BasicOrderBook<Reports>::noteTouched(PriceKey key, std::uint8_t flags) {
    if (flags & kHiddenOrder)
        return;
    if (m_touched.empty() || m_touched.back() != key)
        m_touched.push_back(key);
}

template<LevelReports Reports>
void BasicOrderBook<Reports>::keepFirstOfEachTouched() {
    constexpr std::size_t kFew = 8;
    if (m_touched.size() <= kFew) {
        auto end = m_touched.begin();
        for (const PriceKey key : m_touched)
            if (std::find(m_touched.begin(), end, key) == end)
                *end++ = key;
        m_touched.erase(end, m_touched.end());
        return;
    }
    std::vector<std::pair<PriceKey, std::size_t>> places;
    places.reserve(m_touched.size());
    for (std::size_t at = 0; at < m_touched.size(); ++at)
        places.emplace_back(m_touched[at], at);
    std::sort(places.begin(), places.end());
    const auto sameKey = [](const auto& a, const auto& b) { return a.first == b.first; };
    places.erase(std::unique(places.begin(), places.end(), sameKey), places.end());
    std::sort(places.begin(), places.end(),
              [](const auto& a, const auto& b) { return a.second < b.second; });
    m_touched.clear();
    for (const auto& [key, at] : places)
        m_touched.push_back(key);
}

template<LevelReports Reports>
std::optional<std::string> BasicOrderBook<Reports>::checkInvariants() const {
    for (const api::Side side : {api::Side::Buy, api::Side::Sell}) {
        if (!ladder(side).consistent())
            return "the ladder's bits, best price and levels disagree";
        if (m_tradesFrom[static_cast<std::size_t>(otherSide(side))] != ~ladder(side).bestKey())
            return "takers are not told the best price";
        PriceKey previous = std::numeric_limits<PriceKey>::min();
        std::optional<std::string> broken;
        bool previousIsHidden = true;
        forEachQueue(side, [&](const LevelView& view) {
            const PriceKey key = keyOf(side, view.price);
            const bool isHidden = (m_pool.order(view.first).flags & kHiddenOrder) != 0;
            const LevelHandle handle =
                isHidden ? ladder(side).findHidden(key) : ladder(side).find(key);
            std::uint32_t count = 0;
            Quantity sum;
            std::uint32_t before = handle;
            for (Slot at = view.first; at != kNoSlot; at = m_pool.behind(at)) {
                const Order& order = m_pool.order(at);
                if (order.ahead != before || order.level != handle || order.side != side ||
                    m_pool.instrument(at) != m_instrument || order.open.value() <= 0 ||
                    m_pool.find(m_pool.id(at)) != at ||
                    ((order.flags & kConcealedOrder) != 0 && !m_hasConcealed) ||
                    ((order.flags & kHiddenOrder) != 0) != isHidden)
                    broken = "an order's links, level or id are wrong";
                ++count;
                sum += order.open;
                before = at.value();
            }
            const bool follows =
                key > previous || (key == previous && isHidden && !previousIsHidden);
            previousIsHidden = isHidden;
            if (count != view.orders || count == 0 || sum != view.quantity || !follows ||
                (handle != kNoLevel && m_pool.level(handle).ahead != before))
                broken = "a level's totals or place are wrong";
            previous = key;
            return !broken;
        });
        if (broken)
            return broken;
    }
    return std::nullopt;
}

template class BasicOrderBook<LevelReports::Drained>;
template class BasicOrderBook<LevelReports::None>;

} // namespace openbell::core
