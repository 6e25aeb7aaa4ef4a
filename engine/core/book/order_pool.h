// The orders and price levels of all books of one shard, and the way from an order's id to the
// order. Owned by the shard's thread. Takes memory for what is in use, and keeps it for reuse.
#pragma once

#include "engine/core/book/order.h"
#include "engine/core/book/order_index.h"
#include "engine/core/book/slab.h"

#include <cstdint>
#include <memory_resource>
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
    bool full() const { return m_size == m_maxOrders; }
    std::uint32_t size() const { return m_size; }
    std::uint32_t maxOrders() const { return m_maxOrders; }
    /// All slots are below this bound.
    std::uint32_t slotBound() const { return m_maxOrders + 1; }

    /// The open order with that id, of whichever book; kNoSlot when there is none.
    Slot find(OrderId id) const { return m_index.find(id); }
    const Order& order(Slot slot) const { return m_orders[slot]; }
    /// The core's flags of an order; everything else changes through the order's book.
    void setFlags(Slot slot, std::uint8_t flags) { m_orders[slot].flags = flags; }
    OrderId id(Slot slot) const { return m_index.idAt(m_orders[slot].indexPosition); }
    Price price(Slot slot) const { return m_levels[m_orders[slot].level].price(); }
    const Level& level(LevelHandle handle) const { return m_levels[handle]; }

    const OrderIndex& index() const { return m_index; }

private:
    friend class LookAhead;
    friend class OrderBook;
    friend class PriceLadder;

    /// A slot for a new order, entered in the index; kNoSlot at the bound.
    Slot acquireOrder(OrderId id) {
        if (full()) [[unlikely]]
            return kNoSlot;
        ++m_size;
        Slot slot = m_free;
        if (slot != kNoSlot) [[likely]] {
            m_free = m_orders[slot].next;
            __builtin_prefetch(&m_orders[m_free], 1);
        } else {
            slot = m_fresh++;
        }
        m_orders[slot].indexPosition = m_index.insert(id, slot);
        return slot;
    }

    void releaseOrder(Slot slot) {
        m_index.erase(m_orders[slot].indexPosition);
        m_orders[slot].next = m_free;
        m_free = slot;
        --m_size;
    }

    /// Levels with orders are never more than orders; emptied ones wait for their book's
    /// drainTouched(), which is why there are twice as many.
    LevelHandle acquireLevel() {
        const LevelHandle handle = m_freeLevel;
        if (handle != kNoLevel) {
            m_freeLevel = m_levels[handle].first;
            return handle;
        }
        OPENBELL_ASSERT(m_freshLevel < m_levels.size());
        return m_freshLevel++;
    }

    void releaseLevel(LevelHandle handle) {
        m_levels[handle].first = m_freeLevel;
        m_freeLevel = handle;
    }

    PriceWindow* acquireWindow();
    void releaseWindow(PriceWindow* window) { m_freeWindows.push_back(window); }

    Slab<Order> m_orders;
    Slab<Level> m_levels;
    OrderIndex m_index;
    std::uint32_t m_maxOrders;
    std::uint32_t m_size = 0;
    Slot m_free = kNoSlot;
    Slot m_fresh = 1;
    LevelHandle m_freeLevel = kNoLevel;
    LevelHandle m_freshLevel = 1;

    std::vector<Slab<PriceWindow>> m_windowChunks;
    std::uint32_t m_freshWindow = 0; ///< in the last chunk
    std::vector<PriceWindow*> m_freeWindows;
    std::pmr::unsynchronized_pool_resource m_farMemory; ///< nodes of the levels outside windows
};

} // namespace openbell::core
