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

struct OutsideLevels;

enum class LevelReports : std::uint8_t;

/// The part of a side's prices that is found by position, and what changes only with the levels.
/// All of it is PriceLadder's.
struct alignas(64) PriceWindow {
    PriceKey bestKey; ///< of all levels, also those outside
    LevelHandle bestLevel;
    std::uint32_t levelCount;
    std::uint64_t summary; ///< a bit for each word of `occupied` that is not zero
    OutsideLevels* outside;
    std::uint64_t occupied[kWindowTicks / 64]; ///< a bit for each price that has orders
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
    bool full() const { return m_free == kNoSlot && m_fresh == m_firstLevel; }
    std::uint32_t size() const { return m_index.size(); }
    std::uint32_t maxOrders() const { return m_maxOrders; }
    /// All numbers of slots are below this bound.
    std::uint32_t slotNumbers() const { return m_maxOrders + 1; }

    /// The open order with that id, of whichever book; kNoSlot when there is none.
    Slot find(OrderId id) const { return *place(id); }
    const Order& order(Slot slot) const { return recordAt(m_first, slot.value()).order; }
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
    const Level& level(LevelHandle handle) const { return recordAt(m_first, handle).level; }

    const OrderIndex& index() const { return m_index; }

private:
    friend class LookAhead;
    template<LevelReports Reports>
    friend class BasicOrderBook;
    friend class PriceLadder;

    /// An order or a level. Both begin with their links.
    union Record {
        Order order;
        Level level;
        Link link;
    };

    Order& orderAt(Slot slot) { return recordAt(m_first, slot.value()).order; }
    Level& levelAt(LevelHandle handle) { return recordAt(m_first, handle).level; }
    Link& linkAt(std::size_t at) { return recordAt(m_first, at).link; }

    /// A slot for a new order; kNoSlot at the bound.
    Slot acquireOrder() {
        const std::size_t at = m_free.value();
        if (at == 0) [[unlikely]]
            return Slot(m_fresh != m_firstLevel ? std::exchange(m_fresh, m_fresh + kRecordBytes)
                                                : 0);
        const std::size_t next = linkAt(at).behind;
        m_free = Slot(static_cast<std::uint32_t>(next));
        prefetch(&linkAt(next));
        return Slot(static_cast<std::uint32_t>(at));
    }

    void enter(OrderId id, Slot slot, Order& order) { m_index.insert(id, slot, order); }
    /// Where the slot of an id is written, see OrderIndex.
    Slot* place(OrderId id) const { return m_index.find(id, &m_first->order); }
    Slot* place(Slot slot) const { return m_index.find(id(slot), slot, &m_first->order); }
    void forget(Slot* place, const Order& order) { m_index.erase(place, order); }

    /// It is neither linked nor entered any more.
    void releaseOrder(Slot slot, Order& order) {
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
    Record* m_first;        ///< the first of them, which is neither
    OrderIndex m_index;
    std::uint32_t m_maxOrders;
    std::uint32_t m_firstLevel;
    Slot m_free = kNoSlot;
    std::uint32_t m_fresh = kRecordBytes; ///< all orders before it were in use once
    LevelHandle m_freeLevel = kNoLevel;
    LevelHandle m_freshLevel;

    std::vector<Slab<PriceWindow>> m_windowChunks;
    std::uint32_t m_freshWindow = 0; ///< in the last chunk
    std::vector<PriceWindow*> m_freeWindows;
    std::pmr::unsynchronized_pool_resource m_farMemory; ///< nodes of the levels outside windows
};

} // namespace openbell::core
