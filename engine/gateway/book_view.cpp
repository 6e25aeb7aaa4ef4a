#include "engine/gateway/book_view.h"

#include "engine/marketdata/checksum.h"

#include <algorithm>

namespace openbell::gateway {
namespace {

constexpr std::size_t kCompactAbove = 4096;

/// True when `a` is further from the market than `b`.
bool worse(api::Side side, Price a, Price b) {
    return side == api::Side::Buy ? a < b : a > b;
}

template<class Levels>
auto placeOf(Levels& levels, api::Side side, Price price) {
    return std::lower_bound(
        levels.begin(), levels.end(), price,
        [side](const api::LevelView& level, Price p) { return worse(side, level.price, p); });
}

} // namespace

void BookView::apply(const api::BookLevelChanged& level) {
    ++m_updates;
    auto& levels = side(level.side);
    const auto at = placeOf(levels, level.side, level.price);
    const bool present = at != levels.end() && at->price == level.price;
    if (level.quantity.isZero()) {
        if (present)
            levels.erase(at);
    } else if (present) {
        at->quantity = level.quantity;
        at->orders = level.orders;
    } else {
        levels.insert(at, {level.side, level.price, level.quantity, level.orders});
    }
    if (m_tracking)
        remember({level.side, level.price});
}

std::vector<api::LevelView> BookView::levels() const {
    std::vector<api::LevelView> all;
    all.reserve(m_bids.size() + m_asks.size());
    all.insert(all.end(), m_bids.rbegin(), m_bids.rend());
    all.insert(all.end(), m_asks.rbegin(), m_asks.rend());
    return all;
}

const api::LevelView* BookView::best(api::Side which) const {
    const auto& levels = side(which);
    return levels.empty() ? nullptr : &levels.back();
}

std::uint32_t BookView::checksum() const {
    const auto covered = [](const std::vector<api::LevelView>& levels) {
        const std::size_t count = std::min(levels.size(), marketdata::kChecksumLevels);
        return std::vector(levels.rbegin(), levels.rbegin() + static_cast<std::ptrdiff_t>(count));
    };
    return marketdata::levelsChecksum(covered(m_bids), covered(m_asks));
}

void BookView::startTracking() {
    m_tracking = true;
    m_changed.clear();
    m_compactAt = kCompactAbove;
}

void BookView::stopTracking() {
    m_tracking = false;
    m_changed.clear();
}

const api::LevelView* BookView::find(const Place& place) const {
    const auto& levels = side(place.side);
    const auto at = placeOf(levels, place.side, place.price);
    return at != levels.end() && at->price == place.price ? &*at : nullptr;
}

void BookView::remember(const Place& place) {
    m_changed.push_back(place);
    if (m_changed.size() < m_compactAt)
        return;
    // Bounded by the distinct prices between two flushes, not by the number of updates.
    std::sort(m_changed.begin(), m_changed.end());
    m_changed.erase(std::unique(m_changed.begin(), m_changed.end()), m_changed.end());
    m_compactAt = std::max(kCompactAbove, 2 * m_changed.size());
}

std::vector<api::LevelView> BookView::takeChanges() {
    std::sort(m_changed.begin(), m_changed.end());
    m_changed.erase(std::unique(m_changed.begin(), m_changed.end()), m_changed.end());
    std::vector<api::LevelView> changes;
    changes.reserve(m_changed.size());
    for (const Place& place : m_changed) {
        const api::LevelView* level = find(place);
        changes.push_back(level != nullptr ? *level
                                           : api::LevelView{place.side, place.price, {}, 0});
    }
    m_changed.clear();
    m_compactAt = kCompactAbove;
    return changes;
}

} // namespace openbell::gateway
