#include "engine/core/book/price_ladder.h"

#include <algorithm>

namespace openbell::core {

PriceLadder::PriceLadder(OrderPool& pool) : m_window(pool.acquireWindow()) {
    std::pmr::polymorphic_allocator<> allocator(&pool.m_farMemory);
    m_window->outside = allocator.new_object<OutsideLevels>(pool, &pool.m_farMemory);
    m_window->bestKey = kNoKey;
}

PriceLadder::~PriceLadder() {
    OrderPool& pool = m_window->outside->pool;
    std::pmr::polymorphic_allocator<>(&pool.m_farMemory).delete_object(m_window->outside);
    pool.releaseWindow(m_window);
}

void PriceLadder::insert(Key key, LevelHandle level) {
    if (hasInWindow(key) || moveWindowFor(key))
        insertInWindow(key, level);
    else
        insertFar(key, level);
}

void PriceLadder::erase(Key key) {
    if (hasInWindow(key)) {
        if (eraseInWindow(key))
            findBest();
        return;
    }
    eraseFar(key);
    if (key == bestKey())
        findBest();
}

void PriceLadder::findBest() {
    PriceWindow& window = *m_window;
    window.bestKey = kNoKey;
    window.bestLevel = kNoLevel;
    if (window.summary != 0) {
        const auto word = static_cast<std::uint64_t>(std::countr_zero(window.summary));
        const std::uint64_t position =
            word * 64 + static_cast<std::uint64_t>(std::countr_zero(window.occupied[word]));
        window.bestKey = m_base + static_cast<Key>(position);
        window.bestLevel = window.levels[position];
    }
    if (window.outside->bestKey < window.bestKey) [[unlikely]]
        takeBestOutside();
}

/// The first position at or after `position` that has a level; kNoPosition when there is none.
std::uint64_t PriceLadder::occupiedFrom(std::uint64_t position) const {
    if (position >= kWindowTicks)
        return kNoPosition;
    std::uint64_t word = position / 64;
    std::uint64_t bits = m_window->occupied[word] & (~std::uint64_t{0} << position % 64);
    if (bits == 0) {
        const std::uint64_t later =
            word == 63 ? 0 : m_window->summary & (~std::uint64_t{0} << (word + 1));
        if (later == 0)
            return kNoPosition;
        word = static_cast<std::uint64_t>(std::countr_zero(later));
        bits = m_window->occupied[word];
    }
    return word * 64 + static_cast<std::uint64_t>(std::countr_zero(bits));
}

LevelHandle PriceLadder::levelAfter(Key key) const {
    const Key first = std::max(key + 1, m_base);
    const std::uint64_t position = occupiedFrom(positionOf(first));
    const bool inWindow = position != kNoPosition;
    const auto far = outside().far.from(key + 1);
    if (far && (!inWindow || far->key < m_base))
        return far->level;
    return inWindow ? m_window->levels[position] : kNoLevel;
}

LevelHandle PriceLadder::findFar(Key key) const {
    return outside().far.find(key);
}

void PriceLadder::insertFar(Key key, LevelHandle level) {
    outside().far.insert(key, level);
    outside().bestKey = std::min(outside().bestKey, key);
    offerBest(key, level);
}

void PriceLadder::eraseFar(Key key) {
    outside().far.erase(key);
    if (key == outside().bestKey)
        outside().findBest();
    ++outside().work;
}

LevelHandle PriceLadder::findHidden(Key key) const {
    const OutsideLevels::Hidden& hidden = outside().hidden;
    const auto found = hidden.find(key);
    return found == hidden.end() ? kNoLevel : found->second;
}

void PriceLadder::insertHidden(Key key, LevelHandle level) {
    outside().hidden.emplace(key, level);
    outside().bestKey = std::min(outside().bestKey, key);
    if (key < m_window->bestKey) {
        m_window->bestKey = key;
        m_window->bestLevel = level;
    }
}

void PriceLadder::eraseHidden(Key key) {
    outside().hidden.erase(key);
    outside().findBest();
    if (key == m_window->bestKey)
        findBest();
}

void PriceLadder::takeBestOutside() {
    const OutsideLevels& from = outside();
    const bool isShown = !from.far.empty() && from.far.first().key == from.bestKey;
    m_window->bestKey = from.bestKey;
    m_window->bestLevel = isShown ? from.far.first().level : from.hidden.begin()->second;
}

/// Considers moving the window because a level comes that lies outside; true when it is inside
/// now. Each move is paid for by the work outside before it: at most one level moved per such step.
bool PriceLadder::moveWindowFor(Key key) {
    ++outside().work;
    if (m_window->levelCount + outside().far.size() == 0) {
        m_base = key - kBestPosition;
        outside().work = 0;
        return true;
    }
    if (outside().work < kMovePatience + m_window->levelCount)
        return false;
    outside().work = 0;
    const Key base = std::min(key, m_window->bestKey) - kBestPosition;
    const Key shift = base < m_base ? m_base - base : base - m_base;
    if (shift < kBestPosition / 2)
        return false; // it already lies where it should
    placeWindow(base);
    return positionOf(key) < kWindowTicks;
}

void PriceLadder::placeWindow(Key base) {
    for (std::uint64_t at = occupiedFrom(0); at != kNoPosition; at = occupiedFrom(at)) {
        outside().far.insert(m_base + static_cast<Key>(at), m_window->levels[at]);
        m_window->levels[at] = kNoLevel;
        m_window->occupied[at / 64] &= ~(std::uint64_t{1} << at % 64);
        if (m_window->occupied[at / 64] == 0)
            m_window->summary &= ~(std::uint64_t{1} << at / 64);
    }
    m_base = base;
    m_window->levelCount = 0;
    for (auto from = outside().far.from(base); from && positionOf(from->key) < kWindowTicks;
         from = outside().far.from(from->key)) {
        const std::uint64_t at = positionOf(from->key);
        m_window->levels[at] = from->level;
        m_window->occupied[at / 64] |= std::uint64_t{1} << at % 64;
        m_window->summary |= std::uint64_t{1} << at / 64;
        ++m_window->levelCount;
        outside().far.erase(from->key);
    }
    outside().findBest();
}

bool PriceLadder::consistent() const {
    const FarLevels& far = outside().far;
    Key best = far.empty() ? kNoKey : far.first().key;
    const Key bestHidden = outside().bestHidden();
    if (outside().bestKey != std::min(best, bestHidden))
        return false;
    std::uint32_t levels = 0;
    for (std::uint64_t at = 0; at < kWindowTicks; ++at) {
        const bool bit = (m_window->occupied[at / 64] >> at % 64 & 1) != 0;
        if (bit != (m_window->levels[at] != kNoLevel))
            return false;
        if (bit && ++levels != 0)
            best = std::min(best, m_base + static_cast<Key>(at));
    }
    for (std::uint64_t word = 0; word < kWindowTicks / 64; ++word)
        if ((m_window->occupied[word] != 0) != ((m_window->summary >> word & 1) != 0))
            return false;
    std::size_t farLevels = 0;
    for (auto at = far.from(std::numeric_limits<Key>::min()); at; at = far.from(at->key + 1))
        if (++farLevels; positionOf(at->key) < kWindowTicks)
            return false;
    if (farLevels != far.size())
        return false;
    const bool bestIsShown = best <= bestHidden;
    best = std::min(best, bestHidden);
    return levels == m_window->levelCount && best == m_window->bestKey &&
           (best == kNoKey) == (m_window->bestLevel == kNoLevel) &&
           (best == kNoKey || (bestIsShown ? find(best) : findHidden(best)) == m_window->bestLevel);
}

} // namespace openbell::core
