// A client's copy of a book of price levels (L2), built from the Book topic. Its memory is bounded
// by the venue's levels. One thread.
#pragma once

#include "engine/api/protocol.h"

#include <map>
#include <vector>

namespace openbell::marketdata {

class LevelBook {
public:
    static constexpr api::TopicKind kTopic = api::TopicKind::Book;
    static const std::vector<api::LevelView>& rowsOf(const api::TopicUpdate& update) {
        return update.levels;
    }

    void clear();
    /// Makes the level what the row says. False when the row cannot be: nothing has changed then.
    bool apply(const api::LevelView& row, bool bookIsCut = false);

    /// The levels of a side, best first, at most `limit`.
    std::vector<api::LevelView> levels(api::Side side, std::size_t limit = SIZE_MAX) const;
    std::uint32_t checksum() const;

private:
    using Levels = std::map<Price, api::LevelView>;
    Levels m_bids;
    Levels m_asks;
};

} // namespace openbell::marketdata
