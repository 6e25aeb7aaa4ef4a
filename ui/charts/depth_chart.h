// Cumulative quantity by distance from the middle, bids left, asks right, with a hover readout.
// Own painter: two filled outlines per frame.
#pragma once

#include "ui/charts/painted_parts.h"
#include "ui/models/panel.h"

#include <QElapsedTimer>
#include <QWidget>

#include <optional>

namespace openbell::charts {

class DepthChart final : public QWidget, public PaintedParts {
    Q_OBJECT
public:
    DepthChart(models::PanelContext& context, QWidget* parent = nullptr);

    void setInstrument(InstrumentId instrument);
    /// Half of the shown price range as a share of the middle price; the wheel changes it.
    double span() const { return m_span; }
    void setSpan(double span);
    /// What is under the pointer, for tests and screen readers; empty when nothing is.
    QString readout() const;

    std::vector<PaintedPart> paintedParts() const override;
    QSize sizeHint() const override { return {480, 260}; }
    QSize minimumSizeHint() const override { return {200, 120}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Step {
        Price price;
        std::int64_t total = 0;
    };
    void onFrame();
    void collect();
    double fittingSpan() const;
    QRect plotArea() const;
    double xOf(double price) const;
    double yOf(double total) const;
    void paintSide(QPainter& painter, const std::vector<Step>& steps, const QColor& line,
                   const QColor& fill);
    void paintAxes(QPainter& painter, const models::InstrumentInfo& market);
    void paintTotals(QPainter& painter, const models::InstrumentInfo& market);
    void paintHover(QPainter& painter);
    void paintHint(QPainter& painter, const QString& text);

    models::PanelContext& m_context;
    models::Lease<models::BookModel> m_book;
    InstrumentId m_instrument;
    std::vector<Step> m_bids;
    std::vector<Step> m_asks;
    double m_middle = 0;
    double m_low = 0;
    double m_high = 0;
    double m_top = 1;
    double m_span = 0.004;
    bool m_fits = true; ///< the range follows the book until a person zooms
    std::uint64_t m_painted = 0;
    QElapsedTimer m_sincePaint;
    std::optional<QPoint> m_pointer;
};

} // namespace openbell::charts
