#include "ui/charts/candle_chart.h"

#include "ui/models/texts.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace openbell::charts {
namespace {

constexpr std::array<int, 3> kPeriods{9, 21, 50}; ///< of the moving averages, in candles
constexpr double kMinVisible = 15;
constexpr double kMaxVisible = 1500;
constexpr double kRightRoom = 6; ///< empty candles between the newest one and the axis

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
        const auto& all = candles->candles();
        if (index < 0)
            return {};
        const auto last = static_cast<std::int64_t>(all.size()) - 1;
        // To the right of the newest candle time goes on evenly.
        const std::int64_t start =
            index <= last ? all[static_cast<std::size_t>(index)].start.value()
                          : all.back().start.value() + (index - last) * step();
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(start / kNsPerMs);
        const std::int64_t seconds = step() / kNsPerSecond;
        if (seconds >= 86'400)
            return time.toString(QStringLiteral("d MMM yy"));
        if (seconds >= 3'600)
            return time.toString(QStringLiteral("d MMM HH:mm"));
        return time.toString(seconds >= 60 ? QStringLiteral("HH:mm") : QStringLiteral("HH:mm:ss"));
    }

private:
    std::int64_t step() const { return api::intervalNs(series()->interval()); }
};

} // namespace

CandleChart::CandleChart(models::PanelContext& context, QWidget* parent)
    : QCustomPlot(parent), m_context(context) {
    setObjectName(QStringLiteral("candleChart"));
    setAccessibleName(tr("Candle chart"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    build();
    buildSeries();
    connect(&context.feed, &models::MarketFeed::frame, this, &CandleChart::onFrame);
    connect(&context.theme, &models::Theme::changed, this, &CandleChart::onTheme);
    connect(this, &QCustomPlot::afterReplot, this, [this] { ++m_fullPaints; });
    onTheme();
}

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

void CandleChart::showMarket(InstrumentId instrument, api::CandleInterval interval) {
    m_instrument = instrument;
    m_interval = interval;
    if (m_series)
        disconnect(m_series.get(), nullptr, this, nullptr);
    m_series = instrument.isNone() ? models::Lease<models::CandleSeries>{}
                                   : m_context.feed.candles(instrument, interval);
    if (m_series) {
        connect(m_series.get(), &models::CandleSeries::appended, this, [this] { m_stale = true; });
        connect(m_series.get(), &models::CandleSeries::reset, this, [this] { m_stale = true; });
    }
    m_built = 0;
    m_firstStart = 0;
    m_stale = true;
    m_visible = 120;
    setFollowing(true);
    if (isVisible())
        rebuild();
}

void CandleChart::setFollowing(bool following) {
    if (m_following == following)
        return;
    m_following = following;
    Q_EMIT followingChanged(following);
}

void CandleChart::follow() {
    setFollowing(true);
    m_stale = true;
}

void CandleChart::onFrame() {
    if (!isVisible() || !m_series)
        return;
    if (m_stale)
        rebuild();
    else
        updateLast();
}

void CandleChart::showEvent(QShowEvent* event) {
    QCustomPlot::showEvent(event);
    m_stale = true;
}

void CandleChart::resizeEvent(QResizeEvent* event) {
    QCustomPlot::resizeEvent(event);
    m_stale = true;
}

void CandleChart::rebuild() {
    m_stale = false;
    if (!m_series)
        return;
    const auto& all = m_series->candles();
    // Older candles that arrived in front shift every number.
    const std::int64_t first = all.empty() ? 0 : all.front().start.value();
    if (m_firstStart != 0 && first < m_firstStart && !m_following)
        m_right += static_cast<double>(m_firstStart - first) /
                   static_cast<double>(api::intervalNs(m_interval));
    m_firstStart = first;
    if (m_following)
        m_right = static_cast<double>(all.size()) - 1 + kRightRoom;

    const auto last = static_cast<std::int64_t>(all.size()) - 1; // drawn apart
    const auto from = std::clamp<std::int64_t>(static_cast<std::int64_t>(m_right - m_visible) - 1, 0,
                                               std::max<std::int64_t>(last, 0));
    const auto to = std::clamp<std::int64_t>(static_cast<std::int64_t>(m_right) + 1, 0,
                                             std::max<std::int64_t>(last, 0));
    QVector<QCPFinancialData> candles;
    QVector<QCPBarsData> up;
    QVector<QCPBarsData> down;
    std::array<QVector<QCPGraphData>, 3> averages;
    std::array<double, 3> sums{};
    std::array<int, 3> counts{};
    for (std::int64_t i = std::max<std::int64_t>(0, from - kPeriods.back()); i < to; ++i) {
        const api::CandleView& candle = all[static_cast<std::size_t>(i)];
        const auto key = static_cast<double>(i);
        const auto close = static_cast<double>(candle.close.value());
        for (std::size_t a = 0; a < averages.size(); ++a) {
            sums[a] += close;
            if (++counts[a] > kPeriods[a]) {
                --counts[a];
                sums[a] -= static_cast<double>(
                    all[static_cast<std::size_t>(i - kPeriods[a])].close.value());
            }
            if (counts[a] == kPeriods[a] && i >= from)
                averages[a].append({key, sums[a] / kPeriods[a]});
        }
        if (i < from)
            continue;
        candles.append({key, static_cast<double>(candle.open.value()),
                        static_cast<double>(candle.high.value()),
                        static_cast<double>(candle.low.value()), close});
        (candle.close >= candle.open ? up : down)
            .append({key, static_cast<double>(candle.volume.value())});
    }
    m_candles->data()->set(candles, true);
    m_volumeUp->data()->set(up, true);
    m_volumeDown->data()->set(down, true);
    for (std::size_t a = 0; a < averages.size(); ++a)
        m_averages[a]->data()->set(averages[a], true);
    m_built = all.size();
    updateTag();
    updateRanges();
    updateReadout();
    replot(rpQueuedRefresh);
    maybeLoadOlder();
}

/// The newest candle and its price line; axes only when it leaves the visible prices.
void CandleChart::updateLast() {
    const auto& all = m_series->candles();
    if (all.empty() || all.size() != m_built)
        return;
    const api::CandleView& candle = all.back();
    const auto* shown = m_lastCandle->data()->isEmpty() ? nullptr
                                                        : &*m_lastCandle->data()->constBegin();
    if (shown != nullptr && shown->close == static_cast<double>(candle.close.value()) &&
        shown->high == static_cast<double>(candle.high.value()) &&
        shown->low == static_cast<double>(candle.low.value()) &&
        !m_lastVolume->data()->isEmpty() &&
        m_lastVolume->data()->constBegin()->value == static_cast<double>(candle.volume.value()))
        return;
    updateTag();
    const QCPRange prices = m_prices->axis(QCPAxis::atRight)->range();
    const QCPRange volumes = m_volumes->axis(QCPAxis::atRight)->range();
    const bool inside = static_cast<double>(candle.high.value()) <= prices.upper &&
                        static_cast<double>(candle.low.value()) >= prices.lower &&
                        static_cast<double>(candle.volume.value()) <= volumes.upper;
    if (m_following && !inside) {
        m_stale = true;
        return;
    }
    ++m_lastPaints;
    layer(QStringLiteral("last"))->replot();
    if (m_pointer.x() < 0)
        updateReadout();
}

void CandleChart::updateTag() {
    const auto& colors = m_context.theme.colors();
    const auto& all = m_series->candles();
    const bool any = !all.empty();
    m_lastLine->setVisible(any);
    if (!any) {
        m_lastCandle->data()->clear();
        m_lastVolume->data()->clear();
        return;
    }
    const api::CandleView& candle = all.back();
    const double key = static_cast<double>(all.size()) - 1;
    const auto close = static_cast<double>(candle.close.value());
    const bool up = candle.close >= candle.open;
    m_lastCandle->data()->set({QCPFinancialData(key, static_cast<double>(candle.open.value()),
                                                static_cast<double>(candle.high.value()),
                                                static_cast<double>(candle.low.value()), close)});
    m_lastVolume->data()->set({QCPBarsData(key, static_cast<double>(candle.volume.value()))});
    m_lastVolume->setBrush(up ? colors.upFill : colors.downFill);
    m_lastLine->point1->setCoords(key, close);
    m_lastLine->point2->setCoords(key + 1, close);
    m_lastLine->setPen(QPen(up ? colors.up : colors.down, 1, Qt::DotLine));
}

void CandleChart::updateRanges() {
    const auto& all = m_series->candles();
    const QCPRange keys(m_right - m_visible, m_right);
    m_prices->axis(QCPAxis::atBottom)->setRange(keys);
    m_volumes->axis(QCPAxis::atBottom)->setRange(keys);
    double low = 1e300;
    double high = -1e300;
    double volume = 1;
    const auto from = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::ceil(keys.lower)));
    const auto to = std::min<std::int64_t>(static_cast<std::int64_t>(all.size()) - 1,
                                           static_cast<std::int64_t>(keys.upper));
    for (std::int64_t i = from; i <= to; ++i) {
        const api::CandleView& candle = all[static_cast<std::size_t>(i)];
        low = std::min(low, static_cast<double>(candle.low.value()));
        high = std::max(high, static_cast<double>(candle.high.value()));
        volume = std::max(volume, static_cast<double>(candle.volume.value()));
    }
    if (low <= high) {
        const double room = std::max(2.0, (high - low) * 0.08);
        m_prices->axis(QCPAxis::atRight)->setRange(low - room, high + room);
    }
    m_volumes->axis(QCPAxis::atRight)->setRange(0, volume * 1.15);
}

void CandleChart::paintEvent(QPaintEvent* event) {
    QCustomPlot::paintEvent(event);
    const auto& colors = m_context.theme.colors();
    QPainter painter(this);
    const bool empty = !m_series || m_series->candles().empty();
    if (empty) {
        painter.setPen(colors.textDim);
        painter.setFont(m_context.theme.labelFont());
        const QString text = !m_series ? tr("Choose a market to see its chart.")
                             : m_series->isLoaded()
                                 ? tr("No trades yet. The first trade starts the chart.")
                                 : tr("Loading candles…");
        painter.drawText(m_prices->rect(), Qt::AlignCenter, text);
        return;
    }
    // Tags on the price axis, over everything: the last price, and the pointer's.
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    if (market == nullptr)
        return;
    QCPAxis* axis = m_prices->axis(QCPAxis::atRight);
    painter.setFont(m_context.theme.numberFont(-1));
    const auto tag = [&](double y, const QString& text, const QColor& fill, const QColor& ink) {
        const QRect box(m_prices->right() + 1, static_cast<int>(y) - 9,
                        width() - m_prices->right() - 1, 18);
        painter.fillRect(box, fill);
        painter.setPen(ink);
        painter.drawText(box, Qt::AlignCenter, text);
    };
    const api::CandleView& candle = m_series->candles().back();
    const double y = axis->coordToPixel(static_cast<double>(candle.close.value()));
    if (y >= m_prices->top() && y <= m_prices->bottom())
        tag(y, m_context.format.price(*market, candle.close),
            candle.close >= candle.open ? colors.up : colors.down, colors.window);
    if (m_prices->rect().contains(m_pointer))
        tag(m_pointer.y(),
            m_context.format.price(*market, Price(std::llround(axis->pixelToCoord(m_pointer.y())))),
            colors.accentFill, colors.text);
}

int CandleChart::candleAt(double x) const {
    return static_cast<int>(std::lround(m_prices->axis(QCPAxis::atBottom)->pixelToCoord(x)));
}

QString CandleChart::describe(int index) const {
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    if (market == nullptr || !m_series || index < 0 ||
        index >= static_cast<int>(m_series->candles().size()))
        return {};
    const api::CandleView& candle = m_series->candles()[static_cast<std::size_t>(index)];
    const auto& format = m_context.format;
    return tr("O %1  H %2  L %3  C %4  V %5  %6")
        .arg(format.price(*market, candle.open), format.price(*market, candle.high),
             format.price(*market, candle.low), format.price(*market, candle.close),
             format.shortQuantity(*market, candle.volume),
             format.changePercent(candle.open, candle.close));
}

void CandleChart::updateReadout() {
    if (!m_series)
        return;
    const int index = m_pointer.x() >= 0 ? candleAt(m_pointer.x())
                                         : static_cast<int>(m_series->candles().size()) - 1;
    Q_EMIT readoutChanged(describe(index));
}

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

void CandleChart::maybeLoadOlder() {
    if (m_series && m_right - m_visible < 20 && !m_series->isComplete() &&
        !m_series->isLoadingOlder() && m_series->isLoaded())
        m_series->requestOlder();
}

} // namespace openbell::charts
