// What the candle chart does with mouse and keyboard.
#include "ui/charts/candle_chart.h"

#include <algorithm>
#include <cmath>

namespace openbell::charts {
namespace {
constexpr double kMinVisible = 15;
constexpr double kMaxVisible = 1500;
} // namespace

void CandleChart::mouseMoveEvent(QMouseEvent* event) {
    m_pointer = event->pos();
    if (m_dragging) {
        QCPAxis* x = m_prices->axis(QCPAxis::atBottom);
        const double perPixel = x->range().size() / std::max(1, m_prices->width());
        m_right = m_dragRight - (event->pos().x() - m_dragFrom) * perPixel;
        setFollowing(false);
        m_stale = true;
    }
    const bool inside = m_prices->rect().united(m_volumes->rect()).contains(event->pos());
    const double key = candleAt(event->pos().x());
    const double price = m_prices->axis(QCPAxis::atRight)->pixelToCoord(event->pos().y());
    m_crossX->point1->setCoords(key, 0);
    m_crossX->point2->setCoords(key, 1);
    m_crossVolume->point1->setCoords(key, 0);
    m_crossVolume->point2->setCoords(key, 1);
    m_crossY->point1->setCoords(0, price);
    m_crossY->point2->setCoords(1, price);
    for (auto* line : {m_crossX, m_crossVolume})
        line->setVisible(inside);
    m_crossY->setVisible(m_prices->rect().contains(event->pos()));
    layer(QStringLiteral("cross"))->replot();
    updateReadout();
}

void CandleChart::leaveEvent(QEvent*) {
    m_pointer = {-1, -1};
    for (auto* line : {m_crossX, m_crossY, m_crossVolume})
        line->setVisible(false);
    layer(QStringLiteral("cross"))->replot();
    updateReadout();
}

void CandleChart::mousePressEvent(QMouseEvent* event) {
    setFocus(Qt::MouseFocusReason);
    if (event->button() != Qt::LeftButton)
        return;
    m_dragging = true;
    m_dragFrom = event->pos().x();
    m_dragRight = m_right;
}

void CandleChart::mouseReleaseEvent(QMouseEvent*) { m_dragging = false; }

void CandleChart::wheelEvent(QWheelEvent* event) {
    if (event->modifiers() & Qt::ShiftModifier)
        return pan(-event->angleDelta().y() / 120.0 * m_visible / 10);
    zoom(std::pow(0.85, event->angleDelta().y() / 120.0),
         m_prices->axis(QCPAxis::atBottom)->pixelToCoord(event->position().x()));
}

void CandleChart::zoom(double factor, double at) {
    const double visible = std::clamp(m_visible * factor, kMinVisible, kMaxVisible);
    // The candle under the pointer stays; while following, the right edge stays.
    if (!m_following)
        m_right = at + (m_right - at) * visible / m_visible;
    m_visible = visible;
    m_stale = true;
}

void CandleChart::pan(double candles) {
    m_right += candles;
    setFollowing(false);
    m_stale = true;
}

void CandleChart::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        return pan(-m_visible / 10);
    case Qt::Key_Right:
        return pan(m_visible / 10);
    case Qt::Key_Plus:
    case Qt::Key_Up:
        return zoom(0.8, m_right);
    case Qt::Key_Minus:
    case Qt::Key_Down:
        return zoom(1.25, m_right);
    case Qt::Key_Space:
    case Qt::Key_End:
        return follow();
    default:
        QCustomPlot::keyPressEvent(event);
    }
}

} // namespace openbell::charts
