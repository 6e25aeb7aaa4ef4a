// The orders and price levels of all books of one shard, and the way from an order's id to the
// order. Owned by the shard's thread. Takes memory for what is in use, and keeps it for reuse.
#pragma once

#include "engine/core/book/order.h"
#include "engine/core/book/order_index.h"
#include "engine/core/book/slab.h"

#include <cstdint>
#include <memory_resource>
#include <utility>
#include <vector>

namespace openbell::core {

/// How many consecutive prices one side of a book keeps in its fast window.
inline constexpr std::uint32_t kWindowTicks = 4096;

/// The part of a side's prices that is found by position: a level for each price, a bit for each
/// price that has orders, a bit for each word of those bits that is not zero (in PriceLadder).
struct PriceWindow {
    std::uint64_t occupied[kWindowTicks / 64];
    LevelHandle levels[kWindowTicks];
};

class OrderPool {
public:
    struct Options {
        std::uint32_t maxOrders = 1U << 20; ///< open at a time, all books together; below 2^24
    };

    explicit OrderPool(const Options& options);
    OrderPool() : OrderPool(Options{}) {}
    OrderPool(const OrderPool&) = delete;
    OrderPool& operator=(const OrderPool&) = delete;

    /// At the bound no book adds another order: check before matching an order that may rest.
    bool full() const { return m_free == kNoSlot; }
    std::uint32_t size() const { return m_index.size(); }
    std::uint32_t maxOrders() const { return m_maxOrders; }
    /// All numbers of slots are below this bound.
    std::uint32_t slotNumbers() const { return m_maxOrders + 1; }

    /// The open order with that id, of whichever book; kNoSlot when there is none.
    Slot find(OrderId id) const {
        const Slot slot = *m_index.placeOf(id);
        return order(slot).id == id.value() ? slot : m_index.findOlder(id, slot);
    }
    const Order& order(Slot slot) const { return recordAt(m_records.data(), slot.value()).order; }
    /// The core's flags of an order; everything else changes through the order's book.
    void setFlags(Slot slot, std::uint8_t flags) { orderAt(slot).flags = flags; }
    OrderId id(Slot slot) const { return OrderId(order(slot).id); }
    PriceKey key(Slot slot) const { return level(order(slot).level).key; }
    Price price(Slot slot) const { return priceOf(key(slot)); }
    InstrumentId instrument(Slot slot) const { return level(order(slot).level).instrument; }
    /// The order behind it at its price; kNoSlot at the end.
    Slot behind(Slot slot) const {
        const std::uint32_t behind = order(slot).behind;
        return behind < m_firstLevel ? Slot(behind) : kNoSlot;
    }
    const Level& level(LevelHandle handle) const {
        return recordAt(m_records.data(), handle).level;
    }

    const OrderIndex& index() const { return m_index; }

private:
    friend class LookAhead;
    friend class OrderBook;
    friend class PriceLadder;

    /// An order or a level. Both begin with their links.
    union Record {
        Order order;
        Level level;
        Link link;
    };

    Order& orderAt(Slot slot) { return recordAt(m_records.data(), slot.value()).order; }
    Level& levelAt(LevelHandle handle) { return recordAt(m_records.data(), handle).level; }
    Link& linkAt(std::uint32_t at) { return recordAt(m_records.data(), at).link; }

    /// A slot for a new order; kNoSlot at the bound. The next one is always known, so that it can
    /// be loaded ahead: behind the last one that was given back come those never used.
    Slot acquireOrder() {
        const Slot slot = m_free;
        if (slot == kNoSlot) [[unlikely]]
            return kNoSlot;
        std::uint32_t next = orderAt(slot).behind;
        if (next == 0) [[unlikely]]
            next = m_fresh < m_firstLevel ? std::exchange(m_fresh, m_fresh + kRecordBytes) : 0;
        m_free = Slot(next);
        __builtin_prefetch(&linkAt(next), 1);
        return slot;
    }

    void enter(OrderId id, Slot slot) { m_index.insert(id, slot); }

    void releaseOrder(Slot slot, Order& order) {
        m_index.erase(OrderId(order.id), slot);
        order.behind = m_free.value();
        m_free = slot;
    }

    /// Levels have orders, so there are never more of them.
    LevelHandle acquireLevel() {
        const LevelHandle handle = m_freeLevel;
        if (handle != kNoLevel) [[likely]] {
            m_freeLevel = linkAt(handle).behind;
            return handle;
        }
        OPENBELL_ASSERT(m_freshLevel / kRecordBytes < m_records.size());
        return std::exchange(m_freshLevel, m_freshLevel + kRecordBytes);
    }

    void releaseLevel(LevelHandle handle) {
        linkAt(handle).behind = m_freeLevel;
        m_freeLevel = handle;
    }

    PriceWindow* acquireWindow();
    void releaseWindow(PriceWindow* window) { m_freeWindows.push_back(window); }

    Slab<Record> m_records; ///< orders from number 1 on, then levels
    OrderIndex m_index;
    std::uint32_t m_maxOrders;
    std::uint32_t m_firstLevel;
    Slot m_free = slotOf(1);
    std::uint32_t m_fresh = 2 * kRecordBytes; ///< all orders before it were in use once
    LevelHandle m_freeLevel = kNoLevel;
    LevelHandle m_freshLevel;

    std::vector<Slab<PriceWindow>> m_windowChunks;
    std::uint32_t m_freshWindow = 0; ///< in the last chunk
    std::vector<PriceWindow*> m_freeWindows;
    std::pmr::unsynchronized_pool_resource m_farMemory; ///< nodes of the levels outside windows
};

} // namespace openbell::core
