// Liquidity over time as an image: one column per time slice, one row per price step, newest column
// on the right. A ring, so that a new slice paints one column and nothing moves in memory.
#pragma once

#include "ui/models/book_model.h"

#include <QColor>
#include <QImage>

#include <array>
#include <cstdint>
#include <vector>

class QPainter;

namespace openbell::charts {

/// Colours of the ramp from nothing to the largest size, in equal perceived steps.
std::array<QRgb, 256> heatRamp(bool dark);

class HeatMapRing {
public:
    /// Empties the ring. `columns` time slices by `rows` price steps of `ticksPerRow` ticks, with
    /// `top` the highest price step shown.
    void reset(int columns, int rows, std::int64_t ticksPerRow, Price top);

    bool isEmpty() const { return m_columns == 0 || m_filled == 0; }
    int columns() const { return m_columns; }
    int rows() const { return m_rows; }
    int filled() const { return m_filled; }
    std::int64_t ticksPerRow() const { return m_ticksPerRow; }
    Price top() const { return m_top; }
    /// The row of a price, possibly outside [0, rows()).
    std::int64_t rowOf(Price price) const;

    /// Adds the book as it is now as the newest column. Sizes are shown on a logarithmic scale
    /// against a slowly adapting reference, so that one huge order does not turn the rest black.
    void addColumn(const models::BookModel& book, const std::array<QRgb, 256>& ramp);
    /// Moves the window to another top price, keeping what is still inside.
    void moveTop(Price top, QRgb background);

    /// Best bid and ask of a column, 0 the oldest held; zero when there was none.
    Price bestBid(int column) const { return m_bids[index(column)]; }
    Price bestAsk(int column) const { return m_asks[index(column)]; }

    /// Paints the held columns into `target`, the newest at its right edge.
    void paint(QPainter& painter, const QRect& target) const;

private:
    std::size_t index(int column) const {
        return static_cast<std::size_t>((m_next - m_filled + column + m_columns) % m_columns);
    }

    double median();

    int m_columns = 0;
    int m_rows = 0;
    int m_next = 0;
    int m_filled = 0;
    std::int64_t m_ticksPerRow = 1;
    Price m_top;
    double m_reference = 0;
    QImage m_image;
    std::vector<std::int64_t> m_sums;
    std::vector<std::int64_t> m_sorted; ///< reused by median()
    std::vector<Price> m_bids;
    std::vector<Price> m_asks;
};

} // namespace openbell::charts
