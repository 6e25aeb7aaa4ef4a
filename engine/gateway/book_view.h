// The price levels of one instrument as published, with the prices that changed since the last
// flush. Publisher thread.
#pragma once

#include "engine/api/views.h"

#include <vector>

namespace openbell::gateway {

class BookView {
public:
    /// Takes a level as the event left it; quantity zero removes it.
    void apply(const api::BookLevelChanged& level);

    /// Every level: bids best first, then asks best first.
    std::vector<api::LevelView> levels() const;

    /// Best level of a side, or null.
    const api::LevelView* best(api::Side side) const;
    /// Of the best levels, as marketdata::LevelBook computes it.
    std::uint32_t checksum() const;

    /// Starts remembering which levels change; what was remembered before is forgotten.
    void startTracking();
    void stopTracking();

    /// The levels that changed since the last call, as they are now (quantity zero: gone), in
    /// price order per side.
    std::vector<api::LevelView> takeChanges();
    bool changed() const { return !m_changed.empty(); }

    std::uint64_t updates() const { return m_updates; }

private:
    struct Place {
        api::Side side;
        Price price;
        friend auto operator<=>(const Place&, const Place&) = default;
    };
    std::vector<api::LevelView>& side(api::Side side) {
        return side == api::Side::Buy ? m_bids : m_asks;
    }
    const std::vector<api::LevelView>& side(api::Side side) const {
        return side == api::Side::Buy ? m_bids : m_asks;
    }
    const api::LevelView* find(const Place& place) const;
    void remember(const Place& place);

    // Worst first, so that the busy end is the cheap one to insert at.
    std::vector<api::LevelView> m_bids;
    std::vector<api::LevelView> m_asks;
    std::vector<Place> m_changed;
    std::size_t m_compactAt = 0;
    bool m_tracking = false;
    std::uint64_t m_updates = 0;
};

} // namespace openbell::gateway
