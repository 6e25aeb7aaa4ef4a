#include "engine/core/book/order_book.h"

namespace openbell::core {

OrderBook::~OrderBook() {
    for (const api::Side side : {api::Side::Buy, api::Side::Sell})
        while (const auto level = bestLevel(side))
            remove(level->first);
}

std::uint32_t OrderBook::orderCount() const {
    std::uint32_t orders = 0;
    for (const api::Side side : {api::Side::Buy, api::Side::Sell})
        forEachQueue(side, [&](const LevelView& level) {
            orders += level.orders;
            return true;
        });
    return orders;
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

LevelHandle OrderBook::hiddenLevelAt(PriceLadder& levels, PriceKey key) {
    LevelHandle handle = levels.findHidden(key);
    if (handle != kNoLevel)
        return handle;
    handle = m_pool.acquireLevel();
    m_pool.levelAt(handle) = {{handle, handle}, Quantity(0), key, 0, m_instrument};
    levels.insertHidden(key, handle);
    return handle;
}

/// Most commands change few levels, and what changes again is mostly the last one.
void OrderBook::noteTouched(PriceKey key, std::uint8_t flags) {
    if (flags & kHiddenOrder)
        return;
    if (m_touched.empty() || m_touched.back() != key)
        m_touched.push_back(key);
}

void OrderBook::keepFirstOfEachTouched() {
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

std::optional<std::string> OrderBook::checkInvariants() const {
    for (const api::Side side : {api::Side::Buy, api::Side::Sell}) {
        if (!ladder(side).consistent())
            return "the ladder's bits, best price and levels disagree";
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
                    m_pool.find(m_pool.id(at)) != at || ((order.flags & kConcealedOrder) != 0 && !m_hasConcealed) ||
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

} // namespace openbell::core
