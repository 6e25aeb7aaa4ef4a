#include "ui/charts/sparkline.h"

#include <QPainter>

#include <algorithm>

namespace openbell::charts {

Sparkline::Sparkline(const models::Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &models::Theme::changed, this, qOverload<>(&QWidget::update));
}

void Sparkline::setTitle(const QString& title) {
    m_title = title;
    setAccessibleName(title);
    update();
}

void Sparkline::setValues(const std::vector<double>& values, const QString& figure) {
    m_values = values;
    m_figure = figure;
    setAccessibleDescription(figure);
    update();
}

void Sparkline::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& colors = m_theme.colors();
    painter.fillRect(rect(), colors.raised);
    painter.setFont(m_theme.labelFont(-1));
    painter.setPen(colors.textDim);
    const QRect head = rect().adjusted(8, 4, -8, 0);
    painter.drawText(head, Qt::AlignLeft | Qt::AlignTop, m_title);
    painter.setFont(m_theme.numberFont(1));
    painter.setPen(colors.text);
    painter.drawText(head.adjusted(0, 15, 0, 0), Qt::AlignLeft | Qt::AlignTop, m_figure);
    if (m_values.size() < 2)
        return;
    const QRect area = rect().adjusted(8, height() - 22, -8, -4);
    const double top = std::max(1e-9, *std::max_element(m_values.begin(), m_values.end()));
    QPolygonF line;
    const auto count = static_cast<double>(m_values.size() - 1);
    for (std::size_t i = 0; i < m_values.size(); ++i)
        line << QPointF(area.left() + area.width() * static_cast<double>(i) / count,
                        area.bottom() - area.height() * m_values[i] / top);
    painter.setPen(QPen(colors.accent, 1));
    painter.drawPolyline(line);
}

} // namespace openbell::charts
