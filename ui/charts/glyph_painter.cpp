#include "ui/charts/glyph_painter.h"

#include <QVector>

#include <cmath>

namespace openbell::charts {

GlyphPainter::GlyphPainter(const QFont& font) { setFont(font); }

void GlyphPainter::setFont(const QFont& font) {
    m_font = QRawFont::fromFont(font);
    m_ascent = m_font.ascent();
    m_height = m_font.ascent() + m_font.descent();
    for (int code = 0; code < 256; ++code) {
        const QVector<quint32> indexes =
            m_font.glyphIndexesForString(QString(QChar(static_cast<ushort>(code))));
        if (indexes.isEmpty())
            continue;
        const QVector<QPointF> advances = m_font.advancesForGlyphIndexes({indexes.first()});
        m_latin[static_cast<std::size_t>(code)] = {indexes.first(), advances.first().x()};
    }
    m_runs.clear();
}

GlyphPainter::Glyph GlyphPainter::glyph(QChar c) const {
    if (c.unicode() < 256)
        return m_latin[c.unicode()];
    const QVector<quint32> indexes = m_font.glyphIndexesForString(QString(c));
    if (indexes.isEmpty())
        return {};
    return {indexes.first(), m_font.advancesForGlyphIndexes({indexes.first()}).first().x()};
}

qreal GlyphPainter::width(QStringView text) const {
    qreal sum = 0;
    for (const QChar c : text)
        sum += glyph(c).advance;
    return sum;
}

GlyphPainter::Run& GlyphPainter::run(const QColor& color) {
    const QRgb rgba = color.rgba();
    for (Run& existing : m_runs)
        if (existing.color == rgba)
            return existing;
    m_runs.push_back({rgba, {}, {}});
    return m_runs.back();
}

void GlyphPainter::add(qreal left, qreal top, qreal rowHeight, QStringView text,
                       const QColor& color) {
    Run& target = run(color);
    // Whole pixels: hinted glyphs stay sharp and equal in every row.
    const qreal baseline = std::round(top + (rowHeight - m_height) / 2 + m_ascent);
    qreal x = std::round(left);
    for (const QChar c : text) {
        const Glyph found = glyph(c);
        if (c != u' ') {
            target.glyphs.push_back(found.index);
            target.positions.emplace_back(x, baseline);
        }
        x += found.advance;
    }
}

void GlyphPainter::right(qreal right, qreal top, qreal rowHeight, QStringView text,
                         const QColor& color) {
    add(right - width(text), top, rowHeight, text, color);
}

void GlyphPainter::left(qreal left, qreal top, qreal rowHeight, QStringView text,
                        const QColor& color) {
    add(left, top, rowHeight, text, color);
}

void GlyphPainter::center(qreal middle, qreal top, qreal rowHeight, QStringView text,
                          const QColor& color) {
    add(middle - width(text) / 2, top, rowHeight, text, color);
}

void GlyphPainter::flush(QPainter& painter) {
    QGlyphRun glyphRun;
    glyphRun.setRawFont(m_font);
    for (Run& each : m_runs) {
        if (each.glyphs.empty())
            continue;
        glyphRun.setRawData(each.glyphs.data(), each.positions.data(),
                            static_cast<int>(each.glyphs.size()));
        painter.setPen(QColor::fromRgba(each.color));
        painter.drawGlyphRun({}, glyphRun);
        each.glyphs.clear();
        each.positions.clear();
    }
}

} // namespace openbell::charts
