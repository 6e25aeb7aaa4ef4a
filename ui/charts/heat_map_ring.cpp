#include "ui/charts/heat_map_ring.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace openbell::charts {
namespace {

/// How far small sizes are lifted out of the dark: a tenth of the largest gets 0.38 of the ramp.
constexpr double kContrast = 24.0;
/// The brightest shade stands for at least so many times the usual size.
constexpr double kOverMedian = 6.0;

struct Stop {
    double at;
    int red;
    int green;
    int blue;
};

/// Dark to bright with steadily rising lightness, so that the middle keeps its detail.
constexpr std::array<Stop, 7> kDark{{{0.00, 11, 14, 19},
                                     {0.15, 16, 34, 62},
                                     {0.35, 22, 70, 116},
                                     {0.55, 24, 124, 143},
                                     {0.72, 68, 176, 128},
                                     {0.88, 214, 205, 92},
                                     {1.00, 255, 244, 196}}};
constexpr std::array<Stop, 7> kLight{{{0.00, 246, 248, 251},
                                      {0.15, 212, 226, 241},
                                      {0.35, 158, 199, 226},
                                      {0.55, 92, 163, 196},
                                      {0.72, 42, 122, 160},
                                      {0.88, 20, 78, 122},
                                      {1.00, 8, 36, 74}}};

} // namespace

std::array<QRgb, 256> heatRamp(bool dark) {
    const auto& stops = dark ? kDark : kLight;
    std::array<QRgb, 256> ramp{};
    for (std::size_t i = 0; i < ramp.size(); ++i) {
        const double at = static_cast<double>(i) / 255.0;
        std::size_t next = 1;
        while (next + 1 < stops.size() && stops[next].at < at)
            ++next;
        const Stop& a = stops[next - 1];
        const Stop& b = stops[next];
        const double t = (at - a.at) / (b.at - a.at);
        const auto mix = [t](int from, int to) {
            return static_cast<int>(std::lround(from + (to - from) * t));
        };
        ramp[i] = qRgb(mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue));
    }
    return ramp;
}

void HeatMapRing::reset(int columns, int rows, std::int64_t ticksPerRow, Price top) {
    m_columns = std::max(1, columns);
    m_rows = std::max(1, rows);
    m_ticksPerRow = std::max<std::int64_t>(1, ticksPerRow);
    m_top = top;
    m_next = 0;
    m_filled = 0;
    m_reference = 0;
    m_image = QImage(m_columns, m_rows, QImage::Format_RGB32);
    m_sums.assign(static_cast<std::size_t>(m_rows), 0);
    m_bids.assign(static_cast<std::size_t>(m_columns), Price());
    m_asks.assign(static_cast<std::size_t>(m_columns), Price());
}

std::int64_t HeatMapRing::rowOf(Price price) const {
    const std::int64_t below = m_top.value() - price.value();
    return below >= 0 ? below / m_ticksPerRow : -1;
}

void HeatMapRing::addColumn(const models::BookModel& book, const std::array<QRgb, 256>& ramp) {
    std::fill(m_sums.begin(), m_sums.end(), 0);
    std::int64_t largest = 0;
    for (const api::Side side : {api::Side::Buy, api::Side::Sell}) {
        for (const models::BookLevel& level : book.side(side)) {
            const std::int64_t row = rowOf(level.price);
            if (row < 0 || row >= m_rows) {
                if (side == api::Side::Buy ? row >= m_rows : row < 0)
                    break; // best first: nothing further is inside
                continue;
            }
            auto& sum = m_sums[static_cast<std::size_t>(row)];
            sum += level.quantity.value();
            largest = std::max(largest, sum);
        }
    }
    // A book of even sizes is the middle of the ramp; only what stands out of it is bright.
    const auto seen = std::max(static_cast<double>(largest), kOverMedian * median());
    m_reference = m_reference == 0 ? seen : std::max(seen * 0.25, m_reference * 0.98 + seen * 0.02);
    const double scale = 255.0 / std::log1p(kContrast);
    for (int row = 0; row < m_rows; ++row) {
        const auto sum = static_cast<double>(m_sums[static_cast<std::size_t>(row)]);
        int shade = 0;
        if (sum > 0 && m_reference > 0)
            shade = std::clamp(
                static_cast<int>(std::log1p(kContrast * std::min(1.0, sum / m_reference)) * scale), 24,
                255);
        reinterpret_cast<QRgb*>(m_image.scanLine(row))[m_next] =
            ramp[static_cast<std::size_t>(shade)];
    }
    m_bids[static_cast<std::size_t>(m_next)] = book.bestBid();
    m_asks[static_cast<std::size_t>(m_next)] = book.bestAsk();
    m_next = (m_next + 1) % m_columns;
    m_filled = std::min(m_filled + 1, m_columns);
}

/// Of the rows that hold anything.
double HeatMapRing::median() {
    m_sorted.clear();
    std::copy_if(m_sums.begin(), m_sums.end(), std::back_inserter(m_sorted),
                 [](std::int64_t sum) { return sum > 0; });
    if (m_sorted.empty())
        return 0;
    const auto middle = m_sorted.begin() + static_cast<std::ptrdiff_t>(m_sorted.size() / 2);
    std::nth_element(m_sorted.begin(), middle, m_sorted.end());
    return static_cast<double>(*middle);
}

void HeatMapRing::moveTop(Price top, QRgb background) {
    const std::int64_t by = (top.value() - m_top.value()) / m_ticksPerRow;
    if (by == 0)
        return;
    QImage moved(m_columns, m_rows, QImage::Format_RGB32);
    moved.fill(background);
    for (int row = 0; row < m_rows; ++row) {
        const std::int64_t from = row - by;
        if (from >= 0 && from < m_rows)
            std::copy_n(m_image.constScanLine(static_cast<int>(from)), m_image.bytesPerLine(),
                        moved.scanLine(row));
    }
    m_image = moved;
    m_top = Price(m_top.value() + by * m_ticksPerRow);
}

void HeatMapRing::paint(QPainter& painter, const QRect& target) const {
    if (isEmpty())
        return;
    const int shown = std::min(m_filled, target.width());
    // Two pieces where the ring wraps; the newest column ends at the right edge.
    int left = target.right() + 1 - shown;
    int column = (m_next - shown + m_columns) % m_columns;
    int rest = shown;
    while (rest > 0) {
        const int run = std::min(rest, m_columns - column);
        painter.drawImage(QRect(left, target.top(), run, target.height()), m_image,
                          QRect(column, 0, run, m_rows));
        left += run;
        rest -= run;
        column = 0;
    }
}

} // namespace openbell::charts
