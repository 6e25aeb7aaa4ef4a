// Where each price of a ladder stands: rows of a fixed price step, highest on top, around a centre.
// Pure arithmetic, so that hit-testing and scrolling are tested without a window.
#pragma once

#include "engine/api/enums.h"
#include "engine/base/money.h"

namespace openbell::views {

class LadderGrid {
public:
    /// Ticks per row; at least 1.
    void setStep(std::int64_t ticks) { m_step = ticks < 1 ? 1 : ticks; }
    std::int64_t step() const { return m_step; }
    void setRows(int rows) { m_rows = rows < 1 ? 1 : rows; }
    int rows() const { return m_rows; }

    /// Puts this price's row in the middle.
    void centerOn(Price price) { m_top = bucket(price, api::Side::Buy) + m_rows / 2; }
    void scroll(int rows) { m_top += rows; }
    bool isPlaced() const { return m_top != kNowhere; }

    /// The row of a price. Several ticks share a row: bids are counted at its lower price, asks at
    /// its upper one, so that neither looks better than it is. May lie outside [0, rows()).
    int rowOf(Price price, api::Side side) const {
        const std::int64_t row = m_top - bucket(price, side);
        return static_cast<int>(row < -1 ? -1 : row > m_rows ? m_rows : row);
    }
    Price priceAt(int row) const { return Price((m_top - row) * m_step); }
    bool shows(int row) const { return row >= 0 && row < m_rows; }

    /// True when the price is in the outer quarter of the rows, or outside.
    bool nearEdge(Price price) const {
        const std::int64_t row = m_top - bucket(price, api::Side::Buy);
        return row < m_rows / 4 || row >= m_rows - m_rows / 4;
    }

private:
    static constexpr std::int64_t kNowhere = INT64_MIN / 4;

    std::int64_t bucket(Price price, api::Side side) const {
        return side == api::Side::Buy ? price.value() / m_step
                                      : (price.value() + m_step - 1) / m_step;
    }

    std::int64_t m_step = 1;
    std::int64_t m_top = kNowhere; ///< bucket number of row 0
    int m_rows = 1;
};

} // namespace openbell::views
