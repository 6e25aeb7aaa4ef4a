// The price levels of one side of one book, best first. Owned by the shard's thread.
//
// Levels within a window of prices are found by position and by bits; the few outside it lie in
// sorted pages. Where the window lies decides about speed only: it follows the best price once
// enough work fell outside.
#pragma once

#include "engine/core/book/far_levels.h"
#include "engine/core/book/order_pool.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <map>

namespace openbell::core {

/// The key of no price: worse than all.
inline constexpr PriceKey kNoKey = std::numeric_limits<PriceKey>::max();

/// The levels of one side that are not in its window.
struct OutsideLevels {
    /// Levels of hidden orders, one at a price, apart from the shown ones.
    using Hidden = std::pmr::map<PriceKey, LevelHandle>;

    OutsideLevels(OrderPool& orderPool, std::pmr::memory_resource* memory)
        : far(memory)
        , hidden(memory)
        , pool(orderPool) {}

    PriceKey bestHidden() const { return hidden.empty() ? kNoKey : hidden.begin()->first; }
    void findBest() { bestKey = std::min(far.empty() ? kNoKey : far.first().key, bestHidden()); }

    FarLevels far;
    Hidden hidden;
    PriceKey bestKey = kNoKey; ///< of all of them
    std::uint32_t work = 0;    ///< outside the window since that was last considered
    OrderPool& pool;
};

class PriceLadder {
public:
    using Key = PriceKey;
    static constexpr Key kNoKey = core::kNoKey;

    explicit PriceLadder(OrderPool& pool);
    ~PriceLadder();
    PriceLadder(const PriceLadder&) = delete;
    PriceLadder& operator=(const PriceLadder&) = delete;

    /// Of all levels, hidden ones included; at one price the shown level is the better one. kNoKey
    /// and kNoLevel on an empty side.
    Key bestKey() const { return m_window->bestKey; }
    LevelHandle bestLevel() const { return m_window->bestLevel; }
    bool empty() const { return bestLevel() == kNoLevel; }

    /// The shown level at that price.
    LevelHandle find(Key key) const {
        const std::uint64_t position = positionOf(key);
        if (position < kWindowTicks) [[likely]]
            return m_window->levels[position];
        return findFar(key);
    }

    /// Precondition: no level with that key is in the ladder.
    void insert(Key key, LevelHandle level);
    /// Precondition: the level with that key is in the ladder.
    void erase(Key key);

    /// The same in the window, where nearly all of it happens.
    bool hasInWindow(Key key) const { return positionOf(key) < kWindowTicks; }
    /// True when it is the best level now.
    bool insertInWindow(Key key, LevelHandle level) {
        const std::uint64_t position = positionOf(key);
        PriceWindow& window = *m_window;
        window.levels[position] = level;
        window.occupied[position / 64] |= std::uint64_t{1} << position % 64;
        window.summary |= std::uint64_t{1} << position / 64;
        ++window.levelCount;
        return offerBest(key, level);
    }
    /// True when it was the best level: findBest() is to follow.
    [[nodiscard]] bool eraseInWindow(Key key) {
        const std::uint64_t position = positionOf(key);
        PriceWindow& window = *m_window;
        window.levels[position] = kNoLevel;
        const std::uint64_t word = window.occupied[position / 64] ^= std::uint64_t{1}
                                                                     << position % 64;
        window.summary ^= static_cast<std::uint64_t>(word == 0) << position / 64;
        --window.levelCount;
        return key == window.bestKey;
    }
    void findBest();

    /// Loads ahead what making or emptying the level of that price will touch; harmless for any.
    void load(Key key) const {
        const std::uint64_t position = positionOf(key) % kWindowTicks;
        prefetch(m_window);
        prefetch(&m_window->occupied[position / 64]);
        prefetch(&m_window->levels[position]);
    }
    /// The level of that price, or of any other.
    LevelHandle guess(Key key) const { return m_window->levels[positionOf(key) % kWindowTicks]; }

    /// The first shown level; kNoLevel when there is none.
    LevelHandle firstLevel() const { return levelAfter(std::numeric_limits<Key>::min()); }
    /// The next worse shown level; kNoLevel at the end.
    LevelHandle levelAfter(Key key) const;

    const OutsideLevels::Hidden& hiddenLevels() const { return outside().hidden; }
    LevelHandle findHidden(Key key) const;
    /// Preconditions as of insert() and erase().
    void insertHidden(Key key, LevelHandle level);
    void eraseHidden(Key key);

    /// What find() will read, to load it ahead; any place for a key outside the window.
    const LevelHandle* placeOf(Key key) const {
        const std::uint64_t position = positionOf(key);
        return &m_window->levels[position < kWindowTicks ? position : 0];
    }

    /// How many levels lie outside the window, and where it begins (for tests).
    std::size_t farLevels() const { return outside().far.size(); }
    Key windowBase() const { return m_base; }

    /// True when bits, summary, best and pages agree (linear).
    bool consistent() const;

private:
    /// The best price is put here in a window: worse prices are many, better ones few.
    static constexpr Key kBestPosition = kWindowTicks / 8;
    /// Work outside the window before it moves, on top of the levels that may have to be moved.
    static constexpr std::uint32_t kMovePatience = 64;
    static constexpr std::uint64_t kNoPosition = kWindowTicks;

    OutsideLevels& outside() const { return *m_window->outside; }

    std::uint64_t positionOf(Key key) const {
        return static_cast<std::uint64_t>(key) - static_cast<std::uint64_t>(m_base);
    }

    bool offerBest(Key key, LevelHandle level) {
        // Equal only when the best level is a hidden one: there is no other shown one of that
        // price.
        if (key > m_window->bestKey)
            return false;
        m_window->bestKey = key;
        m_window->bestLevel = level;
        return true;
    }

    void takeBestOutside();

    std::uint64_t occupiedFrom(std::uint64_t position) const;
    LevelHandle findFar(Key key) const;
    void insertFar(Key key, LevelHandle level);
    void eraseFar(Key key);
    bool moveWindowFor(Key key);
    void placeWindow(Key base);

    Key m_base = Key{1} << 62; ///< the window's first key; holds no price until the first one
    PriceWindow* m_window;
};

} // namespace openbell::core
