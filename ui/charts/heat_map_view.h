// The liquidity heat map: resting size by price (up) and time (right), with the best bid and ask
// drawn over it. Samples the book at a fixed rate; keeps sampling while hidden panels stay silent.
#pragma once

#include "ui/charts/glyph_painter.h"
#include "ui/charts/heat_map_ring.h"
#include "ui/charts/painted_parts.h"
#include "ui/models/panel.h"

#include <QElapsedTimer>
#include <QWidget>

namespace openbell::charts {

class HeatMapView final : public QWidget, public PaintedParts {
    Q_OBJECT
public:
    static constexpr int kSampleMs = 50;

    HeatMapView(models::PanelContext& context, QWidget* parent = nullptr);

    void setInstrument(InstrumentId instrument);
    const HeatMapRing& ring() const { return m_ring; }

    std::vector<PaintedPart> paintedParts() const override;
    QSize sizeHint() const override { return {640, 260}; }
    QSize minimumSizeHint() const override { return {200, 120}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void onFrame();
    void onTheme();
    void restart();
    void zoom(double factor);
    void keepInside();
    double firstRange(Price middle) const;
    QRect mapArea() const;
    int wantedRows() const;
    double yOf(Price price) const;
    void paintBestLines(QPainter& painter);
    void paintAxes(QPainter& painter, const models::InstrumentInfo& market);
    void paintHint(QPainter& painter, const QString& text);

    models::PanelContext& m_context;
    models::Lease<models::BookModel> m_book;
    InstrumentId m_instrument;
    HeatMapRing m_ring;
    GlyphPainter m_glyphs; ///< of the axes
    std::array<QRgb, 256> m_ramp{};
    QElapsedTimer m_clock;
    double m_ticksPerRow = 0; ///< 0: chosen from the book when it arrives
    QPoint m_pointer{-1, -1};
    QVector<QRect> m_runs; ///< scratch of paintBestLines()
};

} // namespace openbell::charts
