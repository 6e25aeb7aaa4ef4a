#include "engine/core/book/price_ladder.h"

#include <algorithm>

namespace openbell::core {

/// The first position at or after `position` that has a level; kNoPosition when there is none.
std::uint64_t PriceLadder::occupiedFrom(std::uint64_t position) const {
    if (position >= kWindowTicks)
        return kNoPosition;
    std::uint64_t word = position / 64;
    std::uint64_t bits = m_window->occupied[word] & (~std::uint64_t{0} << position % 64);
    if (bits == 0) {
        const std::uint64_t later = word == 63 ? 0 : m_summary & (~std::uint64_t{0} << (word + 1));
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
    const auto far = m_far.from(key + 1);
    if (far && (!inWindow || far->key < m_base))
        return far->level;
    return inWindow ? m_window->levels[position] : kNoLevel;
}

LevelHandle PriceLadder::findFar(Key key) const {
    return m_far.find(key);
}

void PriceLadder::insertFar(Key key, LevelHandle level) {
    m_far.insert(key, level);
    noteAside();
    offerBest(key, level);
}

void PriceLadder::eraseFar(Key key) {
    m_far.erase(key);
    noteAside();
    ++m_farWork;
}

LevelHandle PriceLadder::findHidden(Key key) const {
    const auto found = m_hidden.find(key);
    return found == m_hidden.end() ? kNoLevel : found->second;
}

void PriceLadder::insertHidden(Key key, LevelHandle level) {
    m_hidden.emplace(key, level);
    noteAside();
    if (key < m_bestKey) {
        m_bestKey = key;
        m_bestLevel = level;
    }
}

void PriceLadder::eraseHidden(Key key) {
    m_hidden.erase(key);
    noteAside();
    if (key == m_bestKey)
        findBest();
}

void PriceLadder::noteAside() {
    const Key far = m_far.empty() ? kNoKey : m_far.first().key;
    const Key hidden = m_hidden.empty() ? kNoKey : m_hidden.begin()->first;
    m_asideBestKey = std::min(far, hidden);
}

void PriceLadder::takeBestAside() {
    const bool isShown = !m_far.empty() && m_far.first().key == m_asideBestKey;
    m_bestKey = m_asideBestKey;
    m_bestLevel = isShown ? m_far.first().level : m_hidden.begin()->second;
}

/// Considers moving the window because a level comes that lies outside; true when it is inside
/// now. Each move is paid for by the work outside before it: at most one level moved per such step.
bool PriceLadder::moveWindowFor(Key key) {
    ++m_farWork;
    if (m_windowLevels + m_far.size() == 0) {
        m_base = key - kBestPosition;
        m_farWork = 0;
        return true;
    }
    if (m_farWork < kMovePatience + m_windowLevels)
        return false;
    m_farWork = 0;
    const Key base = std::min(key, m_bestKey) - kBestPosition;
    const Key shift = base < m_base ? m_base - base : base - m_base;
    if (shift < kBestPosition / 2)
        return false; // it already lies where it should
    placeWindow(base);
    return positionOf(key) < kWindowTicks;
}

void PriceLadder::placeWindow(Key base) {
    for (std::uint64_t at = occupiedFrom(0); at != kNoPosition; at = occupiedFrom(at)) {
        m_far.insert(m_base + static_cast<Key>(at), m_window->levels[at]);
        m_window->levels[at] = kNoLevel;
        m_window->occupied[at / 64] &= ~(std::uint64_t{1} << at % 64);
        if (m_window->occupied[at / 64] == 0)
            m_summary &= ~(std::uint64_t{1} << at / 64);
    }
    m_base = base;
    m_windowLevels = 0;
    for (auto from = m_far.from(base); from && positionOf(from->key) < kWindowTicks;
         from = m_far.from(from->key)) {
        const std::uint64_t at = positionOf(from->key);
        m_window->levels[at] = from->level;
        m_window->occupied[at / 64] |= std::uint64_t{1} << at % 64;
        m_summary |= std::uint64_t{1} << at / 64;
        ++m_windowLevels;
        m_far.erase(from->key);
    }
    noteAside();
}

bool PriceLadder::consistent() const {
    Key best = m_far.empty() ? kNoKey : m_far.first().key;
    const Key bestHidden = m_hidden.empty() ? kNoKey : m_hidden.begin()->first;
    if (m_asideBestKey != std::min(best, bestHidden))
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
        if ((m_window->occupied[word] != 0) != ((m_summary >> word & 1) != 0))
            return false;
    std::size_t far = 0;
    for (auto at = m_far.from(std::numeric_limits<Key>::min()); at; at = m_far.from(at->key + 1))
        if (++far; positionOf(at->key) < kWindowTicks)
            return false;
    if (far != m_far.size())
        return false;
    const bool bestIsShown = best <= bestHidden;
    best = std::min(best, bestHidden);
    return levels == m_windowLevels && best == m_bestKey &&
           (best == kNoKey) == (m_bestLevel == kNoLevel) &&
           (best == kNoKey || (bestIsShown ? find(best) : findHidden(best)) == m_bestLevel);
}

} // namespace openbell::core
