// From order ids to slots. Ids are sequence numbers: they only grow, lie densely where trading is
// busy and have gaps where other commands were. They are kept in pages of consecutive ids; a page
// without open orders is recycled, so memory follows the open orders and not the ids ever issued.
// Owned by one shard's thread; all books of the shard share it.
#pragma once

#include "engine/base/ids.h"
#include "engine/core/book/order.h"
#include "engine/core/book/slab.h"

#include <cstdint>
#include <vector>

namespace openbell::core {

class OrderIndex {
public:
    /// Ids are below this bound.
    static constexpr std::uint64_t kIdBound = std::uint64_t{1} << 60;

    /// `maxOrders`: how many ids can be in the index at a time.
    explicit OrderIndex(std::uint32_t maxOrders);

    /// Enters an id that is not in the index; returns its position, by which it can be erased.
    std::uint32_t insert(OrderId id, Slot slot) {
        const std::uint64_t number = id.value() >> kPageBits;
        if (number != m_newestNumber) [[unlikely]]
            openPage(number);
        ++m_headers[m_newestPage].live;
        const std::uint32_t position =
            (m_newestPage << kPageBits) + static_cast<std::uint32_t>(id.value() & kPageMask);
        m_slots[position] = slot;
        return position;
    }

    /// The slot of an id; kNoSlot when it is not in the index, whatever its value.
    Slot find(OrderId id) const { return *placeOf(id); }

    void erase(std::uint32_t position) {
        m_slots[position] = kNoSlot;
        const std::uint32_t page = position >> kPageBits;
        if (--m_headers[page].live == 0) [[unlikely]]
            closePage(page);
    }

    OrderId idAt(std::uint32_t position) const {
        return OrderId((m_headers[position >> kPageBits].number << kPageBits) |
                       (position & kPageMask));
    }

    /// What find() will read, to load it ahead.
    const Slot* placeOf(OrderId id) const {
        const Slot* const page = findPage(id.value() >> kPageBits);
        return page + (id.value() & kPageMask);
    }

    /// What erase() and idAt() will read, to load it ahead.
    const void* headerOf(std::uint32_t position) const { return &m_headers[position >> kPageBits]; }

    /// Pages that hold at least one id (the last page used may be empty).
    std::uint32_t pageCount() const { return m_pageCount; }
    static constexpr std::uint32_t idsPerPage() { return 1U << kPageBits; }

private:
    static constexpr unsigned kPageBits = 8;
    static constexpr std::uint64_t kPageMask = (1U << kPageBits) - 1;

    /// The page of the ids whose upper bits are `number`. A free entry has the empty page 0.
    struct Entry {
        std::uint64_t number = ~std::uint64_t{0};
        Slot* page = nullptr;
    };

    struct PageHeader {
        std::uint64_t number;
        std::uint32_t live;
        std::uint32_t nextFree;
    };

    /// Consecutive numbers go far apart, so that they cannot pile up behind an old page.
    std::size_t home(std::uint64_t number) const {
        return static_cast<std::size_t>(number * 0x9E3779B97F4A7C15ULL) & m_directoryMask;
    }

    /// The page with that number, or page 0, which is always empty.
    Slot* findPage(std::uint64_t number) const {
        const Entry* entry = &m_directory[home(number)];
        while (entry->number != number && entry->page != m_slots.data())
            [[unlikely]] entry = entry == m_lastEntry ? m_directory.data() : entry + 1;
        return entry->page;
    }

    void openPage(std::uint64_t number);
    void closePage(std::uint32_t page);
    void enter(std::uint64_t number, Slot* page);
    void resetDirectory(std::size_t size);
    void growDirectory();
    Slot* pageAt(std::uint32_t page) { return &m_slots[std::size_t{page} << kPageBits]; }

    Slab<Slot> m_slots;
    Slab<PageHeader> m_headers;
    std::vector<Entry> m_directory; ///< open addressing, at most half full
    std::size_t m_directoryMask = 0;
    const Entry* m_lastEntry = nullptr;
    std::uint64_t m_newestNumber = ~std::uint64_t{0}; ///< of the page that insert() last used
    std::uint32_t m_newestPage = 0;
    std::uint32_t m_pageBound;
    std::uint32_t m_freshPage = 1;
    std::uint32_t m_freePage = 0;
    std::uint32_t m_pageCount = 0;
};

} // namespace openbell::core
