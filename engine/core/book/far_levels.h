// The levels of one side of a book that lie outside its window, in pages of 64 prices: a tree of
// pages is a good deal flatter than one of levels, and levels come and go mostly within a page. A
// level that is alone in its page takes about 300 bytes. Owned by the shard's thread.
#pragma once

#include "engine/core/book/order.h"

#include <bit>
#include <cstdint>
#include <map>
#include <memory_resource>
#include <optional>

namespace openbell::core {

class FarLevels {
public:
    struct Entry {
        PriceKey key;
        LevelHandle level;
    };

    explicit FarLevels(std::pmr::memory_resource* memory) : m_pages(memory) {}

    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }

    /// kNoLevel when there is none with that key.
    LevelHandle find(PriceKey key) const {
        const auto page = m_pages.find(pageOf(key));
        return page == m_pages.end() ? kNoLevel : page->second.levels[offsetOf(key)];
    }

    /// Precondition: none with that key is there.
    void insert(PriceKey key, LevelHandle level) {
        Page& page = m_pages[pageOf(key)];
        page.occupied |= bitOf(key);
        page.levels[offsetOf(key)] = level;
        ++m_size;
    }

    /// Precondition: one with that key is there.
    void erase(PriceKey key) {
        const auto page = m_pages.find(pageOf(key));
        page->second.levels[offsetOf(key)] = kNoLevel;
        page->second.occupied ^= bitOf(key);
        if (page->second.occupied == 0)
            m_pages.erase(page);
        --m_size;
    }

    /// The first level at or after a key.
    std::optional<Entry> from(PriceKey key) const {
        auto page = m_pages.lower_bound(pageOf(key));
        if (page == m_pages.end())
            return std::nullopt;
        std::uint64_t bits = page->second.occupied;
        if (page->first == pageOf(key))
            bits &= ~std::uint64_t{0} << offsetOf(key);
        if (bits == 0) {
            if (++page == m_pages.end())
                return std::nullopt;
            bits = page->second.occupied;
        }
        const int offset = std::countr_zero(bits);
        return Entry{page->first * kPageTicks + offset, page->second.levels[offset]};
    }
    /// Precondition: not empty.
    Entry first() const {
        const auto page = m_pages.begin();
        const int offset = std::countr_zero(page->second.occupied);
        return {page->first * kPageTicks + offset, page->second.levels[offset]};
    }

private:
    static constexpr PriceKey kPageTicks = 64;

    struct Page {
        std::uint64_t occupied = 0;
        LevelHandle levels[kPageTicks] = {};
    };
    static_assert(kNoLevel == LevelHandle{});

    static PriceKey pageOf(PriceKey key) { return key >> 6; }
    static unsigned offsetOf(PriceKey key) { return static_cast<unsigned>(key & 63); }
    static std::uint64_t bitOf(PriceKey key) { return std::uint64_t{1} << offsetOf(key); }

    std::pmr::map<PriceKey, Page> m_pages; ///< each has a level
    std::size_t m_size = 0;
};

} // namespace openbell::core
