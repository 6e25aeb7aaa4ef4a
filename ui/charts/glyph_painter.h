// Draws many short texts of digits cheaply: glyphs of a fixed-pitch font are looked up once, then a
// whole widget's texts go out as one QGlyphRun per colour. GUI thread.
#pragma once

#include <QColor>
#include <QFont>
#include <QGlyphRun>
#include <QPainter>
#include <QRawFont>

#include <array>
#include <vector>

namespace openbell::charts {

/// Collects texts by colour, then draws them. Characters outside Latin-1 and fonts without fixed
/// pitch are drawn glyph by glyph at their own advance, just slower.
class GlyphPainter {
public:
    explicit GlyphPainter(const QFont& font);

    void setFont(const QFont& font);
    qreal width(QStringView text) const;
    qreal ascent() const { return m_ascent; }
    qreal height() const { return m_height; }

    /// Text whose right edge is at `right`, vertically centred in [top, top + rowHeight).
    void right(qreal right, qreal top, qreal rowHeight, QStringView text, const QColor& color);
    void left(qreal left, qreal top, qreal rowHeight, QStringView text, const QColor& color);
    void center(qreal middle, qreal top, qreal rowHeight, QStringView text, const QColor& color);

    /// Draws everything collected and forgets it; memory is kept.
    void flush(QPainter& painter);

private:
    struct Run {
        QRgb color = 0;
        std::vector<quint32> glyphs;
        std::vector<QPointF> positions;
    };
    struct Glyph {
        quint32 index = 0;
        qreal advance = 0;
    };
    Run& run(const QColor& color);
    Glyph glyph(QChar c) const;
    void add(qreal left, qreal top, qreal rowHeight, QStringView text, const QColor& color);

    QRawFont m_font;
    std::array<Glyph, 256> m_latin;
    qreal m_ascent = 0;
    qreal m_height = 0;
    std::vector<Run> m_runs;
};

} // namespace openbell::charts
