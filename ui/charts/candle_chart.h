// Candles with volume and moving averages (QCustomPlot). History sits on a cached layer; while only
// the newest candle changes, only its own layer is painted again.
#pragma once

#include "ui/charts/painted_parts.h"
#include "ui/models/panel.h"

#include <QElapsedTimer>
#include <qcustomplot.h>

namespace openbell::charts {

class CandleChart final : public QCustomPlot, public PaintedParts {
    Q_OBJECT
public:
    CandleChart(models::PanelContext& context, QWidget* parent = nullptr);

    void showMarket(InstrumentId instrument, api::CandleInterval interval);
    /// Goes to the newest candle and stays there.
    void follow();
    bool isFollowing() const { return m_following; }
    /// What stands there without candles.
    QString emptyText() const;
    /// Repaints of everything, and of the newest candle alone; for tests and measurements.
    int fullPaints() const { return m_fullPaints; }
    int lastCandlePaints() const { return m_lastPaints; }

    /// The visible candles, the newest first.
    std::vector<PaintedPart> paintedParts() const override;

    QSize sizeHint() const override { return {640, 400}; }
    QSize minimumSizeHint() const override { return {240, 160}; }

Q_SIGNALS:
    void followingChanged(bool following);
    /// The candle in words, from the fullest to the briefest, which keeps the close.
    void readoutChanged(const QStringList& texts);

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void buildSeries();
    void onTheme();
    void onFrame();
    void rebuild();
    void clearSeries();
    void updateLast();
    void updateRanges();
    void updateTag();
    void updateReadout();
    void setFollowing(bool following);
    void zoom(double factor, double at);
    void pan(double candles);
    void maybeLoadOlder();
    int candleAt(double x) const;
    QStringList describe(int candle) const;
    QString spoken(const api::CandleView& candle, const models::InstrumentInfo& market) const;
    void describeToReaders(bool atOnce);
    void styleFinancial(QCPFinancial* financial);

    models::PanelContext& m_context;
    models::Lease<models::CandleSeries> m_series;
    InstrumentId m_instrument;
    api::CandleInterval m_interval = api::CandleInterval::Minute1;

    QCPAxisRect* m_prices = nullptr;
    QCPAxisRect* m_volumes = nullptr;
    QCPFinancial* m_candles = nullptr;
    QCPFinancial* m_lastCandle = nullptr;
    QCPBars* m_volumeUp = nullptr;
    QCPBars* m_volumeDown = nullptr;
    QCPBars* m_lastVolume = nullptr;
    std::array<QCPGraph*, 3> m_averages{};
    QCPItemStraightLine* m_crossX = nullptr;
    QCPItemStraightLine* m_crossVolume = nullptr;
    QCPItemStraightLine* m_crossY = nullptr;
    QCPItemStraightLine* m_lastLine = nullptr;
    QSharedPointer<QCPAxisTicker> m_timeTicker;

    double m_right = 0;    ///< index at the right edge
    double m_visible = 120; ///< candles shown
    std::size_t m_built = 0; ///< candles in the cached layer
    std::int64_t m_firstStart = 0;
    bool m_stale = true;
    bool m_following = true;
    bool m_dragging = false;
    double m_dragFrom = 0;
    double m_dragRight = 0;
    QPoint m_pointer{-1, -1};
    QElapsedTimer m_described;
    int m_fullPaints = 0;
    int m_lastPaints = 0;
};

} // namespace openbell::charts
