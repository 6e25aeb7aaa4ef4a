#include "ui/charts/depth_chart.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace openbell::charts {
namespace {
constexpr double kMinSpan = 0.0002;
constexpr double kMaxSpan = 0.5;
constexpr double kFitSpan = 0.004; ///< as far as the range follows the book by itself
constexpr int kAxisHeight = 20;
/// Sums of hundreds of levels move slowly: twenty pictures a second look the same as sixty.
constexpr int kRepaintMs = 50;
} // namespace

DepthChart::DepthChart(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_context(context) {
    setObjectName(QStringLiteral("depthChart"));
    setAccessibleName(tr("Depth chart"));
    offerPaintedParts();
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    connect(&context.feed, &models::MarketFeed::frame, this, &DepthChart::onFrame);
    connect(&context.theme, &models::Theme::changed, this, qOverload<>(&QWidget::update));
    connect(&context.selection, &models::Selection::instrumentChanged, this,
            &DepthChart::setInstrument);
    setInstrument(context.selection.instrument());
}

void DepthChart::setInstrument(InstrumentId instrument) {
    m_instrument = instrument;
    m_book = instrument.isNone() ? models::Lease<models::BookModel>{}
                                 : m_context.feed.book(instrument);
    m_fits = true;
    m_painted = 0;
    update();
}

void DepthChart::setSpan(double span) {
    m_fits = false;
    m_span = std::clamp(span, kMinSpan, kMaxSpan);
    update();
}

void DepthChart::onFrame() {
    if (isVisible() && m_book && m_book->revision() != m_painted &&
        (!m_sincePaint.isValid() || m_sincePaint.elapsed() >= kRepaintMs))
        update();
}

QRect DepthChart::plotArea() const { return rect().adjusted(0, 4, 0, -kAxisHeight); }

double DepthChart::xOf(double price) const {
    const QRect area = plotArea();
    return area.left() + (price - m_low) / (m_high - m_low) * area.width();
}

double DepthChart::yOf(double total) const {
    const QRect area = plotArea();
    return area.bottom() - total / m_top * area.height() * 0.94;
}

void DepthChart::collect() {
    m_bids.clear();
    m_asks.clear();
    const Price bid = m_book->bestBid();
    const Price ask = m_book->bestAsk();
    const auto both = !bid.isZero() && !ask.isZero();
    m_middle = both ? static_cast<double>(bid.value() + ask.value()) / 2
                    : static_cast<double>(bid.isZero() ? ask.value() : bid.value());
    if (m_fits)
        m_span = fittingSpan();
    m_low = m_middle * (1 - m_span);
    m_high = m_middle * (1 + m_span);
    const auto gather = [&](api::Side side, std::vector<Step>& steps) {
        std::int64_t total = 0;
        for (const models::BookLevel& level : m_book->side(side)) {
            const auto price = static_cast<double>(level.price.value());
            if (price < m_low || price > m_high)
                break;
            total += level.quantity.value();
            steps.push_back({level.price, total});
        }
        return static_cast<double>(total);
    };
    const double bids = gather(api::Side::Buy, m_bids);
    const double asks = gather(api::Side::Sell, m_asks);
    m_top = std::max({bids, asks, 1.0});
}

/// Around all that rests, as far as that is near; changed in steps, so that the axis stands still.
double DepthChart::fittingSpan() const {
    double farthest = 0;
    for (const api::Side side : {api::Side::Buy, api::Side::Sell})
        if (!m_book->side(side).empty())
            farthest = std::max(farthest,
                                std::abs(static_cast<double>(
                                             m_book->side(side).back().price.value()) -
                                         m_middle));
    const double wanted = std::clamp(farthest * 1.1 / std::max(1.0, m_middle), kMinSpan, kFitSpan);
    return wanted > m_span || wanted < m_span * 0.6 ? std::min(wanted * 1.15, kFitSpan) : m_span;
}

void DepthChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& colors = m_context.theme.colors();
    painter.fillRect(rect(), colors.surface);
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    if (market == nullptr || !m_book)
        return paintHint(painter, tr("Choose a market to see its depth."));
    if (!m_book->isLoaded() || m_book->isEmpty())
        return paintHint(painter, m_book->isLoaded() ? tr("No orders to add up yet.")
                                                     : tr("Waiting for the order book…"));
    m_painted = m_book->revision();
    m_sincePaint.start();
    collect();
    paintAxes(painter, *market);
    paintSide(painter, m_bids, colors.up, colors.upFill);
    paintSide(painter, m_asks, colors.down, colors.downFill);
    paintTotals(painter, *market);
    const int x = static_cast<int>(xOf(m_middle));
    painter.setPen(QPen(colors.textDim, 1, Qt::DotLine));
    painter.drawLine(x, plotArea().top(), x, plotArea().bottom());
    paintHover(painter);
}

void DepthChart::paintSide(QPainter& painter, const std::vector<Step>& steps, const QColor& line,
                           const QColor& fill) {
    if (steps.empty())
        return;
    QPolygonF outline;
    outline.reserve(static_cast<qsizetype>(steps.size()) * 2 + 2);
    double y = plotArea().bottom();
    outline << QPointF(xOf(static_cast<double>(steps.front().price.value())), y);
    for (const Step& step : steps) {
        const double x = xOf(static_cast<double>(step.price.value()));
        outline << QPointF(x, y);
        y = yOf(static_cast<double>(step.total));
        outline << QPointF(x, y);
    }
    // The last total holds up to the edge of the chart.
    const bool bids = &steps == &m_bids;
    const double edge = bids ? plotArea().left() : plotArea().right();
    outline << QPointF(edge, y);
    QPolygonF area = outline;
    area << QPointF(edge, plotArea().bottom());
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(area);
    painter.setPen(QPen(line, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(outline);
}

void DepthChart::paintAxes(QPainter& painter, const models::InstrumentInfo& market) {
    const auto& colors = m_context.theme.colors();
    const QRect area = plotArea();
    painter.setFont(m_context.theme.numberFont(-1));
    const QFontMetrics metrics(painter.font());
    const int labelWidth =
        metrics.horizontalAdvance(m_context.format.price(market, Price(std::llround(m_high)))) + 24;
    const int labels = std::max(2, area.width() / std::max(60, labelWidth * 3 / 2));
    for (int i = 0; i <= labels; ++i) {
        const double price = m_low + (m_high - m_low) * (i + 0.5) / (labels + 1);
        const int x = static_cast<int>(xOf(price));
        painter.setPen(colors.grid);
        painter.drawLine(x, area.top(), x, area.bottom());
        painter.setPen(colors.textDim);
        painter.drawText(QRect(x - labelWidth / 2, area.bottom() + 1, labelWidth, kAxisHeight),
                         Qt::AlignCenter,
                         m_context.format.price(market, Price(std::llround(price))));
    }
    for (int i = 1; i <= 3; ++i) {
        const int y = static_cast<int>(yOf(m_top * i / 3));
        painter.setPen(colors.grid);
        painter.drawLine(area.left(), y, area.right(), y);
    }
}

/// The sums' scale, over the areas that it measures.
void DepthChart::paintTotals(QPainter& painter, const models::InstrumentInfo& market) {
    painter.setFont(m_context.theme.numberFont(-1));
    painter.setPen(m_context.theme.colors().text);
    const QFontMetrics metrics(painter.font());
    for (int i = 1; i <= 3; ++i) {
        const double total = m_top * i / 3;
        painter.drawText(QRect(plotArea().left() + 6, static_cast<int>(yOf(total)) + 1, 140,
                               metrics.height() + 2),
                         Qt::AlignLeft,
                         m_context.format.shortQuantity(market, Quantity(std::llround(total))));
    }
}

QString DepthChart::readout() const {
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    if (!m_pointer || market == nullptr || m_high <= m_low || !plotArea().contains(*m_pointer))
        return {};
    const double price = m_low + (m_pointer->x() - plotArea().left()) * (m_high - m_low) /
                                     std::max(1, plotArea().width());
    const bool bids = price <= m_middle;
    const auto& steps = bids ? m_bids : m_asks;
    std::int64_t total = 0;
    for (const Step& step : steps) {
        const auto at = static_cast<double>(step.price.value());
        if (bids ? at < price : at > price)
            break;
        total = step.total;
    }
    const QString quantity = m_context.format.quantity(*market, Quantity(total));
    const QString shown = m_context.format.price(*market, Price(std::llround(price)));
    return bids ? tr("%1 %2 bid down to %3").arg(quantity, market->baseCode, shown)
                : tr("%1 %2 offered up to %3").arg(quantity, market->baseCode, shown);
}

std::vector<PaintedPart> DepthChart::paintedParts() const {
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    std::vector<PaintedPart> parts;
    const auto add = [&](const QString& name, const std::vector<Step>& steps, const QString& text) {
        if (market == nullptr || steps.empty())
            return;
        const auto x = [&](const Step& step) {
            return static_cast<int>(xOf(static_cast<double>(step.price.value())));
        };
        const QRect area = plotArea();
        parts.push_back({name,
                         text.arg(m_context.format.quantity(*market, Quantity(steps.back().total)),
                                  market->baseCode,
                                  m_context.format.price(*market, steps.back().price)),
                         QRect(QPoint(std::min(x(steps.front()), x(steps.back())), area.top()),
                               QPoint(std::max(x(steps.front()), x(steps.back())), area.bottom()))});
    };
    add(tr("Bids"), m_bids, tr("%1 %2 bid down to %3"));
    add(tr("Asks"), m_asks, tr("%1 %2 offered up to %3"));
    return parts;
}

void DepthChart::paintHover(QPainter& painter) {
    const QString text = readout();
    if (text.isEmpty())
        return;
    const auto& colors = m_context.theme.colors();
    painter.setPen(QPen(colors.accent, 1));
    painter.drawLine(m_pointer->x(), plotArea().top(), m_pointer->x(), plotArea().bottom());
    painter.setFont(m_context.theme.labelFont());
    const QFontMetrics metrics(painter.font());
    QRect box(0, plotArea().top() + 6, metrics.horizontalAdvance(text) + 16, metrics.height() + 8);
    box.moveLeft(std::clamp(m_pointer->x() - box.width() / 2, 4, std::max(4, width() - box.width() - 4)));
    painter.fillRect(box, colors.raised);
    painter.setPen(colors.text);
    painter.drawText(box, Qt::AlignCenter, text);
}

void DepthChart::paintHint(QPainter& painter, const QString& text) {
    painter.setPen(m_context.theme.colors().textDim);
    painter.setFont(m_context.theme.labelFont());
    painter.drawText(rect().adjusted(8, 0, -8, 0), Qt::AlignCenter | Qt::TextWordWrap, text);
}

void DepthChart::mouseMoveEvent(QMouseEvent* event) {
    m_pointer = event->pos();
    update();
}

void DepthChart::leaveEvent(QEvent*) {
    m_pointer.reset();
    update();
}

void DepthChart::wheelEvent(QWheelEvent* event) {
    setSpan(m_span * std::pow(0.85, event->angleDelta().y() / 120.0));
}

void DepthChart::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Plus)
        setSpan(m_span * 0.7);
    else if (event->key() == Qt::Key_Minus)
        setSpan(m_span / 0.7);
    else
        QWidget::keyPressEvent(event);
}

} // namespace openbell::charts
