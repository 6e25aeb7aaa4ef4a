// How a table looks: everything TableView paints.
#include "ui/views/table_view.h"

#include <QHeaderView>
#include <QPainter>

#include <algorithm>

namespace openbell::views {

void TableView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    const auto& colors = m_context.theme.colors();
    painter.fillRect(event->rect(), colors.surface);
    if (m_table == nullptr || model() == nullptr)
        return paintEmpty(painter);
    const int count = model()->rowCount();
    if (count == 0)
        return paintEmpty(painter);
    const int first = std::max(0, rowAt(event->rect().top()));
    for (int row = first; row < count; ++row) {
        const int top = rowViewportPosition(row);
        if (top > event->rect().bottom())
            break;
        paintRow(painter, row, top);
    }
    m_numbers.flush(painter);
    m_labels.flush(painter);
}

void TableView::paintRow(QPainter& painter, int row, int top) {
    const auto& colors = m_context.theme.colors();
    const int height = m_context.theme.rowHeight();
    if (selectionModel()->isRowSelected(row, QModelIndex()))
        painter.fillRect(0, top, viewport()->width(), height, colors.selection);
    if (hasFocus() && currentIndex().row() == row)
        painter.fillRect(0, top, 2, height, colors.accent);
    const int source = sourceRow(row);
    if (source < 0 || source >= m_table->rowCount())
        return;
    const auto& columns = m_table->columns();
    for (int column = 0; column < static_cast<int>(columns.size()); ++column) {
        if (isColumnHidden(column))
            continue;
        const QRect area(columnViewportPosition(column), top, columnWidth(column), height);
        if (area.right() < 0 || area.left() > viewport()->width())
            continue;
        m_cell.clear();
        m_table->cell(source, column, m_cell);
        paintCell(painter, m_cell, columns[static_cast<std::size_t>(column)], area);
    }
}

void TableView::paintCell(QPainter& painter, const models::Cell& cell,
                          const models::Column& column, const QRect& area) {
    if (cell.barFraction > 0)
        painter.fillRect(QRectF(area.left(), area.top() + 1,
                                area.width() * std::min(cell.barFraction, 1.0), area.height() - 2),
                         m_context.theme.colors().accentFill);
    charts::GlyphPainter& glyphs = column.isNumber ? m_numbers : m_labels;
    const QColor color = m_context.theme.tone(cell.tone);
    const qreal wanted = glyphs.width(cell.view());
    const qreal room = area.width() - 2 * kPad;
    if (!cell.badge.isEmpty())
        paintBadge(painter, cell, area, room - wanted - kPad);
    if (wanted > room) {
        const QFont font =
            column.isNumber ? m_context.theme.numberFont() : m_context.theme.labelFont();
        const QString shown = QFontMetricsF(font).elidedText(cell.view().toString(), Qt::ElideRight,
                                                             room);
        glyphs.left(area.left() + kPad, area.top(), area.height(), shown, color);
    } else if (column.isNumber) {
        glyphs.right(area.right() + 1 - kPad, area.top(), area.height(), cell.view(), color);
    } else {
        glyphs.left(area.left() + kPad, area.top(), area.height(), cell.view(), color);
    }
}

/// Beside the text, in what it leaves: the text itself is never cut for it.
void TableView::paintBadge(QPainter& painter, const models::Cell& cell, const QRect& area,
                           qreal room) {
    const QFont font = m_context.theme.labelFont(-2);
    const QString shown = QFontMetricsF(font).elidedText(cell.badge, Qt::ElideRight, room);
    painter.setFont(font);
    painter.setPen(m_context.theme.tone(cell.badgeTone));
    if (shown.size() > 2)
        painter.drawText(area.adjusted(kPad, 0, -kPad, 0), Qt::AlignRight | Qt::AlignVCenter,
                         shown);
}

void TableView::paintEmpty(QPainter& painter) {
    painter.setPen(m_context.theme.colors().textDim);
    painter.setFont(m_context.theme.labelFont());
    painter.drawText(viewport()->rect().adjusted(2 * kPad, kPad, -2 * kPad, -kPad),
                     Qt::AlignCenter | Qt::TextWordWrap, emptyText());
}

} // namespace openbell::views
