// The order book of one instrument: price-time priority, at the makers' prices. Owned by the
// shard's thread. It knows quantities and priority only; funds, fees, validation and events are the
// core's, which hears of every fill and, once per command, of every price level that changed.
// Hidden orders rank behind all others of their price and are in no price level; of an iceberg the
// book knows what it shows.
//
// Saving and restoring: forEachOrder() and add() in that order give the same priorities.
#pragma once

#include "engine/core/book/match_sinks.h"
#include "engine/core/book/order_pool.h"
#include "engine/core/book/order_views.h"
#include "engine/core/book/price_ladder.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace openbell::core {

/// Who needs the changed levels reads them with drainTouched(). Who follows the orders can derive
/// them from what happens to orders, and has no report to pay for.
enum class LevelReports : std::uint8_t { Drained, None };

/// What a command needs of it while it neither makes nor empties a level lies in one cache line.
template<LevelReports Reports>
class alignas(64) BasicOrderBook {
public:
    /// Limits for takers that take any price.
    static constexpr Price kAnyBuyPrice{std::numeric_limits<std::int64_t>::max() - 1};
    static constexpr Price kAnySellPrice{1};

    BasicOrderBook(OrderPool& pool, InstrumentId instrument)
        : m_ladders{PriceLadder(pool), PriceLadder(pool)}
        , m_pool(pool)
        , m_instrument(instrument) {
        OPENBELL_ASSERT(!instrument.isNone());
    }
    /// Gives back what still rests: linear.
    ~BasicOrderBook();
    BasicOrderBook(const BasicOrderBook&) = delete;
    BasicOrderBook& operator=(const BasicOrderBook&) = delete;

    InstrumentId instrument() const { return m_instrument; }
    /// See OrderPool::full().
    bool full() const { return m_pool.full(); }
    /// Linear in the price levels.
    std::uint32_t orderCount() const;

    /// Rests an order behind all others of its price, whether or not the book is crossed then.
    /// kNoSlot when the pool is full (see OrderPool::full).
    Slot add(const NewOrder& order) {
        OrderPool& pool = m_pool;
        m_hasConcealed |= (order.flags & kConcealedOrder) != 0;
        const Slot slot = pool.acquireOrder();
        if (slot == kNoSlot) [[unlikely]]
            return kNoSlot;
        Order& resting = pool.orderAt(slot);
        static_cast<OrderTag&>(resting) = OrderTag::of(order.id, order.side, order.flags);
        pool.enter(order.id, slot, resting);
        link(slot, resting, order.flags, order.side, order.price, order.open);
        return slot;
    }

    /// Takes an order off the book and forgets its id; gives what it was. Precondition: it rests in
    /// this book.
    Rested remove(Slot slot) { return take(m_pool.place(slot)); }

    /// The same for the open order of this book with that id; nullopt when there is none.
    std::optional<Rested> remove(OrderId id) {
        Slot* const place = m_pool.place(id);
        if (m_pool.instrument(*place) != m_instrument) [[unlikely]]
            return std::nullopt;
        return take(place);
    }

    /// Lowers an order's open quantity; it keeps its priority.
    /// Preconditions: it rests in this book; 0 < open <= what it was.
    void reduce(Slot slot, Quantity open) {
        Order& order = m_pool.orderAt(slot);
        OPENBELL_ASSERT(open.value() > 0 && open <= order.open);
        Level& level = m_pool.levelAt(order.level);
        level.quantity -= order.open - open;
        order.open = open;
        touch(level.key, order);
    }

    /// Puts an order behind all others of its new price, with a new open quantity; gives what it
    /// was. It keeps its slot and id. Preconditions: it rests in this book; open > 0.
    Rested move(Slot slot, Price price, Quantity open) {
        Order& order = m_pool.orderAt(slot);
        const OrderTag tag = order;
        const Rested was{m_pool.level(order.level).key, order.open};
        unlink(order, was.open);
        link(slot, order, tag.flags, tag.side, price, open);
        return was;
    }

    /// True when icebergs or hidden orders may be in the book: it may have more to trade than its
    /// price levels say.
    bool hasConcealed() const { return m_hasConcealed; }

    /// The open order of this book with that id; kNoSlot when there is none.
    Slot find(OrderId id) const {
        const Slot slot = m_pool.find(id);
        if (m_pool.instrument(slot) != m_instrument) [[unlikely]]
            return kNoSlot;
        if (slot == kNoSlot)
            __builtin_unreachable(); // it has no instrument; saves callers a second branch
        return slot;
    }

    const Order& order(Slot slot) const { return m_pool.order(slot); }
    PriceKey keyAt(Slot slot) const { return m_pool.key(slot); }

    /// Matches a taker against the other side, best price first and at one price the oldest first,
    /// and returns what is left of its quantity. For each fill calls
    ///     sink.onFill(Slot maker, const Order& order, Price price, Quantity filled)
    /// with order.open already lowered; when it is zero the order leaves the book right after the
    /// call. The sink must not touch the book. See BudgetedSink for a cap, PreventingSink for
    /// makers that must not trade with the taker.
    template<class Sink>
    Quantity match(api::Side taker, Price limit, Quantity quantity, Sink&& sink);

    /// How much a taker would get up to its limit price, at most `wanted`. Precondition: nothing is
    /// concealed.
    Quantity fillable(api::Side taker, Price limit, Quantity wanted) const;

    /// True when an order of that side and price would trade at once.
    bool wouldTrade(api::Side taker, Price limit) const {
        return keyOf(taker, limit) <= m_tradesFrom[static_cast<std::size_t>(taker)];
    }

    /// Of any order, hidden ones included.
    std::optional<Price> bestPrice(api::Side side) const {
        const LevelHandle level = ladder(side).bestLevel();
        return level == kNoLevel ? std::nullopt : std::optional(m_pool.level(level).price());
    }
    std::optional<Price> bestBid() const { return bestPrice(api::Side::Buy); }
    std::optional<Price> bestAsk() const { return bestPrice(api::Side::Sell); }
    std::optional<LevelView> bestLevel(api::Side side) const {
        return viewOf(ladder(side).bestLevel());
    }
    std::optional<LevelView> levelAt(api::Side side, Price price) const {
        return viewOf(ladder(side).find(keyOf(side, price)));
    }

    /// Calls f(const LevelView&) for each shown level, best first; f returns false to stop.
    template<class F>
    void forEachLevel(api::Side side, F&& f) const {
        const PriceLadder& levels = ladder(side);
        for (LevelHandle at = levels.firstLevel(); at != kNoLevel;) {
            const Level& level = m_pool.level(at);
            if (!f(LevelView{level.price(), level.quantity, level.orders, level.first()}))
                return;
            at = levels.levelAfter(level.key);
        }
    }

    /// The same for shown and hidden levels, in the order of priority.
    template<class F>
    void forEachQueue(api::Side side, F&& f) const {
        const PriceLadder& levels = ladder(side);
        auto hidden = levels.hiddenLevels().begin();
        const auto end = levels.hiddenLevels().end();
        LevelHandle shown = levels.firstLevel();
        while (shown != kNoLevel || hidden != end) {
            const bool takesHidden =
                hidden != end && (shown == kNoLevel || hidden->first < m_pool.level(shown).key);
            const LevelHandle at = takesHidden ? (hidden++)->second : shown;
            const Level& level = m_pool.level(at);
            if (!f(LevelView{level.price(), level.quantity, level.orders, level.first()}))
                return;
            if (!takesHidden)
                shown = levels.levelAfter(level.key);
        }
    }

    /// Calls f(Slot, const Order&, Price) for each order of a side in the order of priority.
    template<class F>
    void forEachOrder(api::Side side, F&& f) const {
        forEachQueue(side, [&](const LevelView& level) {
            for (Slot at = level.first; at != kNoSlot; at = m_pool.behind(at))
                f(at, m_pool.order(at), level.price);
            return true;
        });
    }

    /// True when levels have changed since the last drainTouched().
    bool hasTouched() const { return !m_touched.empty(); }

    /// Calls f(side, price, quantity, orders) once for each shown level that changed since the last
    /// call, with what it is now (zero: gone); the last one that came to change comes first. To be
    /// called after every command: until then each change may take 8 bytes.
    template<class F>
    void drainTouched(F&& f) {
        if (m_touched.size() > 1)
            keepFirstOfEachTouched();
        for (auto key = m_touched.rbegin(); key != m_touched.rend(); ++key) {
            const api::Side side = sideOf(*key);
            const LevelHandle handle = ladder(side).find(*key);
            const Level& level = m_pool.level(handle);
            f(side, priceOf(*key), level.quantity, level.orders);
        }
        m_touched.clear();
    }

    /// The first broken invariant, if any (linear, for tests and debug runs).
    std::optional<std::string> checkInvariants() const;

    const PriceLadder& ladder(api::Side side) const {
        return m_ladders[static_cast<std::size_t>(side)];
    }

private:
    PriceLadder& levelsOf(api::Side side) { return m_ladders[static_cast<std::size_t>(side)]; }

    /// Without a branch.
    static api::Side otherSide(api::Side side) {
        return static_cast<api::Side>(1 - static_cast<int>(side));
    }

    std::optional<LevelView> viewOf(LevelHandle handle) const {
        if (handle == kNoLevel)
            return std::nullopt;
        const Level& level = m_pool.level(handle);
        return LevelView{level.price(), level.quantity, level.orders, level.first()};
    }

    void touch(PriceKey key, const Order& order) {
        if constexpr (Reports == LevelReports::Drained)
            noteTouched(key, order.flags);
    }

    /// Takes the order off the book whose slot is written there.
    Rested take(Slot* place) {
        OrderPool& pool = m_pool;
        const Slot slot = *place;
        Order& order = pool.orderAt(slot);
        const Rested was{pool.level(order.level).key, order.open};
        unlink(order, was.open);
        pool.forget(place, order);
        pool.releaseOrder(slot, order);
        return was;
    }

    void link(Slot slot, Order& order, std::uint8_t flags, api::Side side, Price price,
              Quantity open) {
        OrderPool& pool = m_pool;
        const PriceKey key = keyOf(side, price);
        std::size_t handle = kNoLevel;
        if (!(flags & kHiddenOrder)) [[likely]]
            handle = ladder(side).find(key);
        if (handle == kNoLevel) [[unlikely]]
            handle = levelFor(key, flags);
        Level& level = pool.levelAt(handle);
        const std::size_t last = level.ahead;
        order.behind = static_cast<LevelHandle>(handle);
        pool.linkAt(last).behind = slot.value();
        order.ahead = static_cast<std::uint32_t>(last);
        order.open = open;
        order.level = static_cast<LevelHandle>(handle);
        level.ahead = slot.value();
        level.quantity += open;
        ++level.orders;
        touch(key, order);
    }

    /// `counted`: what its level's quantity counts of it.
    void unlink(const Order& order, Quantity counted) {
        OrderPool& pool = m_pool;
        Level& level = pool.levelAt(order.level);
        const Link links = order;
        pool.linkAt(links.ahead).behind = links.behind;
        pool.linkAt(links.behind).ahead = links.ahead;
        level.quantity -= counted;
        touch(level.key, order);
        if (--level.orders == 0) [[unlikely]]
            dropLevel(order);
    }

    /// Puts an order that has just shown its last behind all others of its level.
    void refresh(Slot slot, Order& order, Level& level, Quantity open) {
        order.open = open;
        level.quantity += open;
        const std::uint32_t last = level.ahead;
        if (last == slot.value())
            return;
        m_pool.linkAt(order.ahead).behind = order.behind;
        m_pool.linkAt(order.behind).ahead = order.ahead;
        order.behind = order.level;
        order.ahead = last;
        m_pool.linkAt(last).behind = slot.value();
        level.ahead = slot.value();
    }

    [[gnu::noinline]] LevelHandle levelFor(PriceKey key, std::uint8_t flags);
    [[gnu::noinline]] LevelHandle hiddenLevelFor(PriceKey key);
    LevelHandle makeLevel(PriceKey key);
    [[gnu::noinline]] void dropLevel(const Order& last);
    [[gnu::noinline]] LevelHandle insertOutside(PriceKey key, LevelHandle handle);
    [[gnu::noinline]] void eraseOutside(PriceKey key, std::uint8_t flags);
    [[gnu::noinline]] void findBest(api::Side side);
    void noteBest(api::Side side) {
        m_tradesFrom[static_cast<std::size_t>(otherSide(side))] = ~ladder(side).bestKey();
    }
    void noteTouched(PriceKey key, std::uint8_t flags);
    void keepFirstOfEachTouched();

    PriceLadder m_ladders[2]; ///< by side
    /// By a taker's side: the worst of its keys at which it trades.
    PriceKey m_tradesFrom[2] = {~PriceLadder::kNoKey, ~PriceLadder::kNoKey};
    OrderPool& m_pool;
    InstrumentId m_instrument;
    bool m_hasConcealed = false;
    std::vector<PriceKey> m_touched; ///< in order, some more than once
};

template<LevelReports Reports>
template<class Sink>
Quantity BasicOrderBook<Reports>::match(api::Side taker, Price limit, Quantity quantity,
                                        Sink&& sink) {
    const api::Side side = otherSide(taker);
    PriceLadder& makers = levelsOf(side);
    const PriceKey limitKey = keyOf(side, limit);
    while (makers.bestKey() <= limitKey && quantity.value() > 0) {
        Level& level = m_pool.levelAt(makers.bestLevel());
        const Slot slot = level.first();
        Order& maker = m_pool.orderAt(slot);
        if constexpr (PreventingSink<Sink>) {
            const auto prevented = sink.prevention(slot, std::as_const(maker), quantity);
            if (prevented) {
                if (prevented->makerOpen != maker.open) {
                    level.quantity -= maker.open - prevented->makerOpen;
                    maker.open = prevented->makerOpen;
                    touch(level.key, maker);
                }
                quantity -= prevented->fromTaker;
                sink.onPrevented(slot, std::as_const(maker), level.price(), *prevented);
                if (maker.open.isZero())
                    remove(slot);
                if (prevented->ends)
                    break;
                continue;
            }
        }
        const Quantity wanted = std::min(maker.open, quantity);
        Quantity filled = wanted;
        if constexpr (BudgetedSink<Sink>) {
            filled = sink.affordable(level.price(), wanted);
            if (filled.value() <= 0)
                break;
        }
        maker.open -= filled;
        level.quantity -= filled;
        quantity -= filled;
        touch(level.key, maker);
        sink.onFill(slot, std::as_const(maker), level.price(), filled);
        if (maker.open.isZero()) {
            if constexpr (RefreshingSink<Sink>) {
                if (maker.flags & kIcebergOrder) [[unlikely]] {
                    const Quantity next = sink.nextPart(slot);
                    if (!next.isZero()) {
                        refresh(slot, maker, level, next);
                        continue; // what was wanted was had: no budget has ended it
                    }
                }
            }
            m_pool.forget(m_pool.place(slot), maker);
            unlink(maker, Quantity(0));
            m_pool.releaseOrder(slot, maker);
        }
        if constexpr (BudgetedSink<Sink>)
            if (filled < wanted)
                break;
    }
    return quantity;
}

extern template class BasicOrderBook<LevelReports::Drained>;
extern template class BasicOrderBook<LevelReports::None>;

using OrderBook = BasicOrderBook<LevelReports::Drained>;
using UnreportedOrderBook = BasicOrderBook<LevelReports::None>;

} // namespace openbell::core
