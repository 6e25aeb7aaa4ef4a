// How the candle chart is put together: axes, layers, plottables, colours.
#include "ui/charts/candle_chart.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace openbell::charts {
namespace {

/// Price labels on round numbers of ticks.
class PriceTicker final : public QCPAxisTicker {
public:
    PriceTicker(const models::PanelContext& context, const InstrumentId& instrument)
        : m_context(context), m_instrument(instrument) {}

protected:
    double getTickStep(const QCPRange& range) override {
        return std::max(1.0, std::round(QCPAxisTicker::getTickStep(range)));
    }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override {
        const auto* market = m_context.feed.reference().instrument(m_instrument);
        return market == nullptr ? QString()
                                 : m_context.format.price(*market, Price(std::llround(tick)));
    }

private:
    const models::PanelContext& m_context;
    const InstrumentId& m_instrument;
};

/// Candle numbers as times, at candles whose time is round.
class CandleTicker final : public QCPAxisTicker {
public:
    std::function<const models::CandleSeries*()> series;

protected:
    double getTickStep(const QCPRange& range) override {
        return std::max(1.0, std::ceil(range.size() / 7));
    }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override {
        const auto* candles = series();
        if (candles == nullptr || candles->candles().empty())
            return {};
        const auto index = std::llround(tick);
        if (index < 0)
            return {};
        const QDateTime time =
            QDateTime::fromMSecsSinceEpoch(candles->startAt(index).value() / kNsPerMs);
        if (candles->interval() == api::CandleInterval::Month1) // begins at midnight UTC
            return time.toUTC().toString(QStringLiteral("MMM yyyy"));
        const std::int64_t seconds = candles->secondsPerCandle();
        if (seconds >= 86'400)
            return time.toString(QStringLiteral("d MMM yy"));
        if (seconds >= 3'600)
            return time.toString(QStringLiteral("d MMM HH:mm"));
        return time.toString(seconds >= 60 ? QStringLiteral("HH:mm") : QStringLiteral("HH:mm:ss"));
    }

};

} // namespace

void CandleChart::build() {
    setNotAntialiasedElements(QCP::aeAll);
    setNoAntialiasingOnDrag(true);
    setPlottingHint(QCP::phCacheLabels, true);
    addLayer(QStringLiteral("last"), layer(QStringLiteral("main")), limAbove);
    layer(QStringLiteral("last"))->setMode(QCPLayer::lmBuffered);
    addLayer(QStringLiteral("cross"), layer(QStringLiteral("last")), limAbove);
    layer(QStringLiteral("cross"))->setMode(QCPLayer::lmBuffered);

    plotLayout()->clear();
    m_prices = new QCPAxisRect(this);
    m_volumes = new QCPAxisRect(this);
    plotLayout()->addElement(0, 0, m_prices);
    plotLayout()->addElement(1, 0, m_volumes);
    plotLayout()->setRowStretchFactor(0, 4);
    plotLayout()->setRowStretchFactor(1, 1);
    plotLayout()->setRowSpacing(0);
    plotLayout()->setMargins(QMargins(0, 0, 0, 0));
    auto* group = new QCPMarginGroup(this);
    for (QCPAxisRect* area : {m_prices, m_volumes}) {
        area->setMarginGroup(QCP::msLeft | QCP::msRight, group);
        area->setMinimumMargins(QMargins(0, 2, 4, 0));
        area->axis(QCPAxis::atLeft)->setVisible(false);
        area->axis(QCPAxis::atTop)->setVisible(false);
        area->axis(QCPAxis::atRight)->setVisible(true);
        area->axis(QCPAxis::atLeft)->grid()->setVisible(false);
        area->axis(QCPAxis::atRight)->grid()->setVisible(true);
        for (QCPAxis* axis : area->axes()) {
            axis->setLayer(QStringLiteral("axes"));
            axis->grid()->setLayer(QStringLiteral("grid"));
            axis->grid()->setZeroLinePen(Qt::NoPen);
            axis->setTickLength(0, 3);
            axis->setSubTicks(false);
        }
    }
    m_prices->axis(QCPAxis::atBottom)->setTickLabels(false);
    m_prices->axis(QCPAxis::atBottom)->setTickLength(0, 0);
    m_prices->axis(QCPAxis::atRight)
        ->setTicker(QSharedPointer<PriceTicker>::create(m_context, m_instrument));
    auto ticker = QSharedPointer<CandleTicker>::create();
    ticker->series = [this] { return m_series.get(); };
    m_timeTicker = ticker;
    m_prices->axis(QCPAxis::atBottom)->setTicker(m_timeTicker);
    m_volumes->axis(QCPAxis::atBottom)->setTicker(m_timeTicker);
    m_volumes->axis(QCPAxis::atRight)->setTickLabels(false);
    m_volumes->axis(QCPAxis::atRight)->grid()->setVisible(false);
}

void CandleChart::buildSeries() {
    QCPAxis* x = m_prices->axis(QCPAxis::atBottom);
    QCPAxis* y = m_prices->axis(QCPAxis::atRight);
    QCPAxis* vx = m_volumes->axis(QCPAxis::atBottom);
    QCPAxis* vy = m_volumes->axis(QCPAxis::atRight);
    const auto financial = [&](const QString& onLayer) {
        auto* made = new QCPFinancial(x, y);
        made->setLayer(onLayer);
        made->setChartStyle(QCPFinancial::csCandlestick);
        made->setWidth(0.7);
        made->setTwoColored(true);
        made->setAntialiased(false);
        return made;
    };
    const auto bars = [&](const QString& onLayer) {
        auto* made = new QCPBars(vx, vy);
        made->setLayer(onLayer);
        made->setWidth(0.7);
        made->setAntialiased(false);
        return made;
    };
    m_candles = financial(QStringLiteral("main"));
    m_lastCandle = financial(QStringLiteral("last"));
    m_volumeUp = bars(QStringLiteral("main"));
    m_volumeDown = bars(QStringLiteral("main"));
    m_lastVolume = bars(QStringLiteral("last"));
    for (QCPGraph*& average : m_averages) {
        average = new QCPGraph(x, y);
        average->setLayer(QStringLiteral("main"));
        average->setAntialiased(false);
        average->setAdaptiveSampling(false);
    }
    const auto straight = [&](QCPAxis* keys, QCPAxis* values, QCPAxisRect* area,
                              const QString& onLayer) {
        auto* made = new QCPItemStraightLine(this);
        for (QCPItemPosition* position : {made->point1, made->point2}) {
            position->setAxes(keys, values);
            position->setAxisRect(area);
        }
        made->setClipAxisRect(area);
        made->setLayer(onLayer);
        made->setAntialiased(false);
        return made;
    };
    m_crossX = straight(x, y, m_prices, QStringLiteral("cross"));
    m_crossY = straight(x, y, m_prices, QStringLiteral("cross"));
    m_crossVolume = straight(vx, vy, m_volumes, QStringLiteral("cross"));
    m_lastLine = straight(x, y, m_prices, QStringLiteral("last"));
    for (auto* line : {m_crossX, m_crossY, m_crossVolume})
        line->setVisible(false);
}

void CandleChart::styleFinancial(QCPFinancial* financial) {
    const auto& colors = m_context.theme.colors();
    financial->setPenPositive(QPen(colors.up, 1));
    financial->setBrushPositive(colors.up);
    financial->setPenNegative(QPen(colors.down, 1));
    financial->setBrushNegative(colors.down);
}

void CandleChart::onTheme() {
    const auto& colors = m_context.theme.colors();
    setBackground(colors.surface);
    for (QCPAxisRect* area : {m_prices, m_volumes}) {
        for (QCPAxis* axis : area->axes()) {
            axis->setBasePen(QPen(colors.line, 1));
            axis->setTickPen(QPen(colors.line, 1));
            axis->setTickLabelColor(colors.textDim);
            axis->setTickLabelFont(m_context.theme.numberFont(-1));
            axis->grid()->setPen(QPen(colors.grid, 1));
        }
    }
    styleFinancial(m_candles);
    styleFinancial(m_lastCandle);
    m_volumeUp->setPen(Qt::NoPen);
    m_volumeUp->setBrush(colors.upFill);
    m_volumeDown->setPen(Qt::NoPen);
    m_volumeDown->setBrush(colors.downFill);
    m_lastVolume->setPen(Qt::NoPen);
    const std::array<QColor, 3> averages{colors.average1, colors.average2, colors.average3};
    for (std::size_t i = 0; i < m_averages.size(); ++i)
        m_averages[i]->setPen(QPen(averages[i], 1));
    for (auto* line : {m_crossX, m_crossY, m_crossVolume})
        line->setPen(QPen(colors.textDim, 1, Qt::DashLine));
    m_stale = true;
    updateReadout();
}

} // namespace openbell::charts
