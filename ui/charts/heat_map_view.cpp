#include "ui/charts/heat_map_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace openbell::charts {
namespace {
/// Samples kept, at least: as wide as most screens.
constexpr int kColumns = 2048;
constexpr int kRowPixels = 3;
constexpr int kAxisHeight = 18;
/// Share of the middle price that the map shows at first, from top to bottom; less when the book is
/// narrow.
constexpr double kFirstRange = 0.004;
constexpr double kRoomForGrowth = 1.6;
} // namespace

HeatMapView::HeatMapView(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_glyphs(context.theme.numberFont(-1)) {
    setObjectName(QStringLiteral("heatMap"));
    setAccessibleName(tr("Liquidity heat map"));
    offerPaintedParts();
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    m_clock.start();
    connect(&context.feed, &models::MarketFeed::frame, this, &HeatMapView::onFrame);
    connect(&context.theme, &models::Theme::changed, this, &HeatMapView::onTheme);
    connect(&context.selection, &models::Selection::instrumentChanged, this,
            &HeatMapView::setInstrument);
    onTheme();
    setInstrument(context.selection.instrument());
}

void HeatMapView::setInstrument(InstrumentId instrument) {
    m_instrument = instrument;
    m_book = instrument.isNone() ? models::Lease<models::BookModel>{}
                                 : m_context.feed.book(instrument);
    m_ticksPerRow = 0;
    m_ring.reset(1, 1, 1, Price());
    update();
}

void HeatMapView::onTheme() {
    m_ramp = heatRamp(m_context.theme.isDark());
    m_glyphs.setFont(m_context.theme.numberFont(-1));
    restart();
}

QRect HeatMapView::mapArea() const {
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    const QString widest = market != nullptr ? m_context.format.price(*market, m_ring.top())
                                             : QStringLiteral("00000.00");
    return rect().adjusted(0, 0, -(static_cast<int>(m_glyphs.width(widest)) + 15), -kAxisHeight);
}

void HeatMapView::restart() {
    if (!m_book || !m_book->isLoaded() || m_book->isEmpty())
        return m_ring.reset(1, 1, 1, Price());
    const Price middle = m_book->bestBid().isZero() ? m_book->bestAsk() : m_book->bestBid();
    const int rows = wantedRows();
    if (m_ticksPerRow <= 0)
        m_ticksPerRow = std::max(1.0, firstRange(middle) / rows);
    const auto step = static_cast<std::int64_t>(std::max(1.0, std::round(m_ticksPerRow)));
    const std::int64_t top = (middle.value() / step + rows / 2) * step;
    m_ring.reset(std::max(kColumns, width()), rows, step, Price(top));
    update();
}

int HeatMapView::wantedRows() const {
    return std::max(8, (height() - kAxisHeight) / kRowPixels);
}

/// In ticks: around all that rests, as far as that is near.
double HeatMapView::firstRange(Price middle) const {
    std::int64_t farthest = 0;
    for (const api::Side side : {api::Side::Buy, api::Side::Sell})
        if (!m_book->side(side).empty())
            farthest = std::max(
                farthest, std::abs(m_book->side(side).back().price.value() - middle.value()));
    const double most = static_cast<double>(middle.value()) * kFirstRange;
    return std::clamp(2 * kRoomForGrowth * static_cast<double>(farthest), most / 3, most);
}

void HeatMapView::keepInside() {
    const Price best = m_book->bestBid().isZero() ? m_book->bestAsk() : m_book->bestBid();
    const std::int64_t row = m_ring.rowOf(best);
    if (row >= m_ring.rows() / 5 && row < m_ring.rows() - m_ring.rows() / 5)
        return;
    const std::int64_t step = m_ring.ticksPerRow();
    m_ring.moveTop(Price((best.value() / step + m_ring.rows() / 2) * step), m_ramp[0]);
}

void HeatMapView::onFrame() {
    if (!isVisible() || !m_book || !m_book->isLoaded() || m_book->isEmpty() ||
        m_clock.elapsed() < kSampleMs)
        return;
    m_clock.restart();
    if (m_ring.columns() <= 1)
        restart();
    keepInside();
    m_ring.addColumn(*m_book, m_ramp);
    update();
}

/// Starts anew only when the rows would get far too high or too low: what has been seen is worth
/// more than their height.
void HeatMapView::resizeEvent(QResizeEvent*) {
    const bool fits = width() <= m_ring.columns() && wantedRows() * 2 >= m_ring.rows() &&
                      wantedRows() <= m_ring.rows() * 2;
    if (!fits)
        restart();
}

double HeatMapView::yOf(Price price) const {
    const QRect area = mapArea();
    const double rows = static_cast<double>(m_ring.top().value() - price.value()) /
                            static_cast<double>(m_ring.ticksPerRow()) +
                        0.5;
    return area.top() + rows / m_ring.rows() * area.height();
}

void HeatMapView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_context.theme.colors().surface);
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    if (market == nullptr || !m_book)
        return paintHint(painter, tr("Choose a market to see where its liquidity rests."));
    if (m_ring.isEmpty())
        return paintHint(painter, m_book->isLoaded() && m_book->isEmpty()
                                      ? tr("No orders yet.")
                                      : tr("Waiting for the order book…"));
    const QRect area = mapArea();
    painter.fillRect(area, QColor::fromRgb(m_ramp[0]));
    m_ring.paint(painter, area);
    paintBestLines(painter);
    paintAxes(painter, *market);
}

void HeatMapView::paintBestLines(QPainter& painter) {
    const QRect area = mapArea();
    painter.setClipRect(area);
    const int shown = std::min(m_ring.filled(), area.width());
    // Rectangles, one to a run of the same price or a jump, cost a third of a polyline.
    const auto line = [&](auto best, const QColor& color) {
        m_runs.clear();
        int before = -1;
        for (int i = 0; i < shown; ++i) {
            const Price price = best(m_ring.filled() - shown + i);
            if (price.isZero()) {
                before = -1;
                continue;
            }
            const int x = area.right() + 1 - shown + i;
            const int y = static_cast<int>(yOf(price));
            if (y == before)
                m_runs.last().setRight(x);
            else {
                if (before >= 0)
                    m_runs.append(QRect(QPoint(x, std::min(y, before)),
                                        QPoint(x, std::max(y, before))));
                m_runs.append(QRect(x, y, 1, 1));
            }
            before = y;
        }
        painter.setBrush(color);
        painter.drawRects(m_runs);
    };
    painter.setPen(Qt::NoPen);
    const auto& colors = m_context.theme.colors();
    line([this](int column) { return m_ring.bestBid(column); }, colors.up);
    line([this](int column) { return m_ring.bestAsk(column); }, colors.down);
    painter.setBrush(Qt::NoBrush);
    painter.setClipping(false);
}

void HeatMapView::paintAxes(QPainter& painter, const models::InstrumentInfo& market) {
    const auto& colors = m_context.theme.colors();
    const QRect area = mapArea();
    const int labels = std::max(2, area.height() / 44);
    for (int i = 0; i < labels; ++i) {
        const std::int64_t row = static_cast<std::int64_t>(m_ring.rows()) * (2 * i + 1) / (2 * labels);
        const Price price(m_ring.top().value() - row * m_ring.ticksPerRow());
        const int y = static_cast<int>(yOf(price));
        m_glyphs.left(area.right() + 6, y - 10, 20, m_context.format.price(market, price),
                      colors.textDim);
    }
    const int secondsShown = area.width() * kSampleMs / 1000;
    const int every = secondsShown > 60 ? 20 : secondsShown > 20 ? 10 : 5;
    for (int seconds = 0; seconds < secondsShown; seconds += every) {
        const int x = area.right() - seconds * 1000 / kSampleMs;
        const QString text = seconds == 0 ? tr("now") : tr("−%1 s").arg(seconds);
        const qreal w = m_glyphs.width(text) + 4;
        const qreal left = std::min(x - w / 2, area.right() - w);
        if (left < 0)
            break;
        m_glyphs.center(left + w / 2, area.bottom() + 1, kAxisHeight, text, colors.textDim);
    }
    m_glyphs.flush(painter);
    if (!area.contains(m_pointer))
        return;
    const double row = (m_pointer.y() - area.top()) * static_cast<double>(m_ring.rows()) / area.height();
    const Price price(m_ring.top().value() -
                      static_cast<std::int64_t>(row) * m_ring.ticksPerRow());
    painter.setFont(m_context.theme.numberFont(-1));
    painter.setPen(QPen(colors.accent, 1, Qt::DotLine));
    painter.drawLine(area.left(), m_pointer.y(), area.right(), m_pointer.y());
    const QRect tag(area.right() + 1, m_pointer.y() - 10, width() - area.right() - 1, 20);
    painter.fillRect(tag, colors.accentFill);
    painter.setPen(colors.text);
    painter.drawText(tag.adjusted(5, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     m_context.format.price(market, price));
}

/// The best prices and the largest sizes of the newest column: what the eye finds first.
std::vector<PaintedPart> HeatMapView::paintedParts() const {
    std::vector<PaintedPart> parts;
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    if (market == nullptr || !m_book || m_book->isEmpty() || m_ring.isEmpty())
        return parts;
    const auto add = [&](const QString& name, const models::BookLevel& level) {
        const int y = static_cast<int>(yOf(level.price));
        parts.push_back({name,
                         tr("%1 at %2").arg(m_context.format.quantity(*market, level.quantity),
                                            m_context.format.price(*market, level.price)),
                         QRect(mapArea().left(), y - 2, mapArea().width(), 4)});
    };
    const auto side = [&](api::Side which, const QString& best, const QString& largest) {
        const auto& levels = m_book->side(which);
        if (levels.empty())
            return;
        add(best, levels.front());
        add(largest, *std::max_element(levels.begin(), levels.end(),
                                       [](const auto& a, const auto& b) {
                                           return a.quantity < b.quantity;
                                       }));
    };
    side(api::Side::Sell, tr("Best ask"), tr("Largest ask"));
    side(api::Side::Buy, tr("Best bid"), tr("Largest bid"));
    return parts;
}

void HeatMapView::paintHint(QPainter& painter, const QString& text) {
    painter.setPen(m_context.theme.colors().textDim);
    painter.setFont(m_context.theme.labelFont());
    painter.drawText(rect().adjusted(8, 0, -8, 0), Qt::AlignCenter | Qt::TextWordWrap, text);
}

void HeatMapView::mouseMoveEvent(QMouseEvent* event) {
    m_pointer = event->pos();
    update();
}

void HeatMapView::leaveEvent(QEvent*) {
    m_pointer = {-1, -1};
    update();
}

void HeatMapView::zoom(double factor) {
    m_ticksPerRow = std::max(1.0, m_ticksPerRow * factor);
    restart();
}

void HeatMapView::wheelEvent(QWheelEvent* event) {
    zoom(event->angleDelta().y() > 0 ? 0.8 : 1.25);
}

void HeatMapView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Plus)
        zoom(0.8);
    else if (event->key() == Qt::Key_Minus)
        zoom(1.25);
    else
        QWidget::keyPressEvent(event);
}

} // namespace openbell::charts
