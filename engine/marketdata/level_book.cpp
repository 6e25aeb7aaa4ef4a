#include "engine/marketdata/level_book.h"

#include "engine/marketdata/checksum.h"

namespace openbell::marketdata {

void LevelBook::clear() {
    m_bids.clear();
    m_asks.clear();
}

bool LevelBook::apply(const api::LevelView& row, bool) {
    if (row.quantity < Quantity(0) || row.quantity.isZero() != (row.orders == 0))
        return false;
    Levels& levels = row.side == api::Side::Buy ? m_bids : m_asks;
    if (row.quantity.isZero())
        levels.erase(row.price);
    else
        levels[row.price] = row;
    return true;
}

std::vector<api::LevelView> LevelBook::levels(api::Side side, std::size_t limit) const {
    std::vector<api::LevelView> rows;
    const auto take = [&](auto at, auto end) {
        for (; at != end && rows.size() < limit; ++at)
            rows.push_back(at->second);
    };
    if (side == api::Side::Buy)
        take(m_bids.rbegin(), m_bids.rend());
    else
        take(m_asks.begin(), m_asks.end());
    return rows;
}

std::uint32_t LevelBook::checksum() const {
    return levelsChecksum(levels(api::Side::Buy, kChecksumLevels),
                          levels(api::Side::Sell, kChecksumLevels));
}

} // namespace openbell::marketdata
