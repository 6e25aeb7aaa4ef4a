#include "ui/charts/candle_chart.h"

#include <algorithm>
#include <cmath>

namespace openbell::charts {
namespace {

constexpr std::array<int, 3> kPeriods{9, 21, 50}; ///< of the moving averages, in candles
constexpr double kRightRoom = 6; ///< empty candles between the newest one and the axis

} // namespace

CandleChart::CandleChart(models::PanelContext& context, QWidget* parent)
    : QCustomPlot(parent), m_context(context) {
    setObjectName(QStringLiteral("candleChart"));
    setAccessibleName(tr("Candle chart"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    offerPaintedParts();
    build();
    buildSeries();
    connect(&context.feed, &models::MarketFeed::frame, this, &CandleChart::onFrame);
    connect(&context.theme, &models::Theme::changed, this, &CandleChart::onTheme);
    connect(this, &QCustomPlot::afterReplot, this, [this] { ++m_fullPaints; });
    onTheme();
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
    if (!m_series)
        clearSeries();
    describeToReaders(true);
}

/// Nothing to show: no candle of the market before may stay.
void CandleChart::clearSeries() {
    m_candles->data()->clear();
    m_volumeUp->data()->clear();
    m_volumeDown->data()->clear();
    for (QCPGraph* average : m_averages)
        average->data()->clear();
    m_lastCandle->data()->clear();
    m_lastVolume->data()->clear();
    m_lastLine->setVisible(false);
    Q_EMIT readoutChanged({});
    replot(rpQueuedRefresh);
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
    describeToReaders(false);
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
        m_right += static_cast<double>(m_series->countBefore(Timestamp(m_firstStart)));
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
        painter.drawText(m_prices->rect(), Qt::AlignCenter | Qt::TextWordWrap, emptyText());
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
    double left = m_prices->left() + 8;
    for (std::size_t i = 0; i < kPeriods.size(); ++i) {
        const QString name = tr("MA %1").arg(kPeriods[i]);
        painter.setPen(m_averages[i]->pen().color());
        painter.drawText(QPointF(left, m_prices->top() + 14), name);
        left += painter.fontMetrics().horizontalAdvance(name) + 12;
    }
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

QString CandleChart::emptyText() const {
    if (!m_series)
        return tr("Choose a market to see its chart.");
    if (!m_series->isLoaded())
        return tr("Loading candles…");
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    if (market != nullptr && market->state == api::InstrumentState::Delisted)
        return tr("No trades to show: the market is delisted and trades no more.");
    return tr("No trades yet. The first trade starts the chart.");
}

int CandleChart::candleAt(double x) const {
    return static_cast<int>(std::lround(m_prices->axis(QCPAxis::atBottom)->pixelToCoord(x)));
}

QStringList CandleChart::describe(int index) const {
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    if (market == nullptr || !m_series || index < 0 ||
        index >= static_cast<int>(m_series->candles().size()))
        return {};
    const api::CandleView& candle = m_series->candles()[static_cast<std::size_t>(index)];
    const auto& format = m_context.format;
    const auto vwap = candle.turnover.average(candle.volume);
    const QString open = tr("O %1", "open").arg(format.price(*market, candle.open));
    const QString high = tr("H %1", "high").arg(format.price(*market, candle.high));
    const QString low = tr("L %1", "low").arg(format.price(*market, candle.low));
    const QString close = tr("C %1", "close").arg(format.price(*market, candle.close));
    const QString volume = tr("V %1", "volume").arg(format.shortQuantity(*market, candle.volume));
    const QString change = format.changePercent(candle.open, candle.close);
    QStringList whole{open, high, low, close, change, volume};
    if (vwap)
        whole << tr("VWAP %1").arg(format.price(*market, *vwap));
    const QString kGap = QStringLiteral("  ");
    return {whole.join(kGap),
            QStringList{open, high, low, close, change, volume}.join(kGap),
            QStringList{open, high, low, close, change}.join(kGap),
            QStringList{open, high, low, close}.join(kGap),
            QStringList{high, low, close}.join(kGap),
            QStringList{close, change}.join(kGap),
            close};
}

void CandleChart::updateReadout() {
    if (!m_series)
        return;
    const int index = m_pointer.x() >= 0 ? candleAt(m_pointer.x())
                                         : static_cast<int>(m_series->candles().size()) - 1;
    Q_EMIT readoutChanged(describe(index));
}

void CandleChart::maybeLoadOlder() {
    if (m_series && m_right - m_visible < 20 && !m_series->isComplete() &&
        !m_series->isLoadingOlder() && m_series->isLoaded())
        m_series->requestOlder();
}

} // namespace openbell::charts
