// The price levels of one side of one book, best first. Owned by the shard's thread.
//
// Levels within a window of prices are found by position and by bits; the few outside it lie in
// sorted pages. Where the window lies decides about speed only: it follows the best price once enough
// work fell outside.
#pragma once

#include "engine/core/book/far_levels.h"
#include "engine/core/book/order_pool.h"

#include <bit>
#include <cstdint>
#include <limits>
#include <map>

namespace openbell::core {

class alignas(128) PriceLadder {
public:
    using Key = PriceKey;
    static constexpr Key kNoKey = std::numeric_limits<Key>::max();

    explicit PriceLadder(OrderPool& pool)
        : m_window(pool.acquireWindow())
        , m_far(&pool.m_farMemory)
        , m_hidden(&pool.m_farMemory)
        , m_pool(pool) {}
    ~PriceLadder() { m_pool.releaseWindow(m_window); }
    PriceLadder(const PriceLadder&) = delete;
    PriceLadder& operator=(const PriceLadder&) = delete;

    /// Of all levels, hidden ones included; at one price the shown level is the better one. kNoKey
    /// and kNoLevel on an empty side.
    Key bestKey() const { return m_bestKey; }
    LevelHandle bestLevel() const { return m_bestLevel; }
    bool empty() const { return m_bestLevel == kNoLevel; }

    /// The shown level at that price.
    LevelHandle find(Key key) const {
        const std::uint64_t position = positionOf(key);
        if (position < kWindowTicks) [[likely]]
            return m_window->levels[position];
        return findFar(key);
    }

    /// Precondition: no level with that key is in the ladder.
    void insert(Key key, LevelHandle level) {
        std::uint64_t position = positionOf(key);
        if (position >= kWindowTicks) [[unlikely]] {
            if (!moveWindowFor(key)) {
                insertFar(key, level);
                return;
            }
            position = positionOf(key);
        }
        m_window->levels[position] = level;
        m_window->occupied[position / 64] |= std::uint64_t{1} << position % 64;
        m_summary |= std::uint64_t{1} << position / 64;
        ++m_windowLevels;
        offerBest(key, level);
    }

    /// Precondition: the level with that key is in the ladder.
    void erase(Key key) {
        const std::uint64_t position = positionOf(key);
        if (position < kWindowTicks) [[likely]] {
            m_window->levels[position] = kNoLevel;
            const std::uint64_t word = m_window->occupied[position / 64] ^= std::uint64_t{1}
                                                                            << position % 64;
            m_summary ^= static_cast<std::uint64_t>(word == 0) << position / 64;
            --m_windowLevels;
        } else {
            eraseFar(key);
        }
        if (key == m_bestKey)
            findBest();
    }

    /// The first shown level; kNoLevel when there is none.
    LevelHandle firstLevel() const { return levelAfter(std::numeric_limits<Key>::min()); }
    /// The next worse shown level; kNoLevel at the end.
    LevelHandle levelAfter(Key key) const;

    /// Levels of hidden orders, one at a price, apart from the shown ones.
    using HiddenLevels = std::pmr::map<Key, LevelHandle>;
    const HiddenLevels& hiddenLevels() const { return m_hidden; }
    LevelHandle findHidden(Key key) const;
    /// Preconditions as of insert() and erase().
    void insertHidden(Key key, LevelHandle level);
    void eraseHidden(Key key);

    /// What find() will read, to load it ahead; any address for a key outside the window.
    const void* placeOf(Key key) const {
        const std::uint64_t position = positionOf(key);
        return &m_window->levels[position < kWindowTicks ? position : 0];
    }

    /// How many levels lie outside the window, and where it begins (for tests).
    std::size_t farLevels() const { return m_far.size(); }
    Key windowBase() const { return m_base; }

    /// True when bits, summary, best and pages agree (linear).
    bool consistent() const;

private:
    /// The best price is put here in a window: worse prices are many, better ones few.
    static constexpr Key kBestPosition = kWindowTicks / 8;
    /// Work outside the window before it moves, on top of the levels that may have to be moved.
    static constexpr std::uint32_t kMovePatience = 64;
    static constexpr std::uint64_t kNoPosition = kWindowTicks;

    std::uint64_t positionOf(Key key) const {
        return static_cast<std::uint64_t>(key) - static_cast<std::uint64_t>(m_base);
    }

    void offerBest(Key key, LevelHandle level) {
        // Equal only when the best level is a hidden one: there is no other shown one of that
        // price.
        if (key <= m_bestKey) {
            m_bestKey = key;
            m_bestLevel = level;
        }
    }

    void findBest() {
        m_bestKey = kNoKey;
        m_bestLevel = kNoLevel;
        if (m_summary != 0) {
            const auto word = static_cast<std::uint64_t>(std::countr_zero(m_summary));
            const std::uint64_t position =
                word * 64 + static_cast<std::uint64_t>(std::countr_zero(m_window->occupied[word]));
            m_bestKey = m_base + static_cast<Key>(position);
            m_bestLevel = m_window->levels[position];
        }
        if (m_asideBestKey < m_bestKey) [[unlikely]]
            takeBestAside();
    }

    void noteAside();
    void takeBestAside();

    std::uint64_t occupiedFrom(std::uint64_t position) const;
    LevelHandle findFar(Key key) const;
    void insertFar(Key key, LevelHandle level);
    void eraseFar(Key key);
    bool moveWindowFor(Key key);
    void placeWindow(Key base);

    Key m_base = Key{1} << 62; ///< the window's first key; holds no price until the first one
    Key m_bestKey = kNoKey;
    Key m_asideBestKey = kNoKey; ///< of the levels outside the window, shown and hidden
    PriceWindow* m_window;
    std::uint64_t m_summary = 0;
    LevelHandle m_bestLevel = kNoLevel;
    std::uint32_t m_windowLevels = 0;
    std::uint32_t m_farWork = 0;
    FarLevels m_far;
    HiddenLevels m_hidden;
    OrderPool& m_pool;
};

} // namespace openbell::core
