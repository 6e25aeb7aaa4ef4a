#include "ui/charts/auction_charts.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace openbell::charts {
namespace {

/// Labels from a function, at whole numbers.
class TextTicker final : public QCPAxisTicker {
public:
    explicit TextTicker(std::function<QString(double)> text, int count)
        : m_text(std::move(text)) {
        setTickCount(count);
    }

protected:
    double getTickStep(const QCPRange& range) override {
        return std::max(1.0, QCPAxisTicker::getTickStep(range));
    }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override { return m_text(tick); }

private:
    std::function<QString(double)> m_text;
};

/// A book has far orders; the picture is about the middle of it.
constexpr std::size_t kPointsEachSide = 60;

} // namespace

AuctionPlot::AuctionPlot(models::PanelContext& context, QWidget* parent)
    : QCustomPlot(parent), m_context(context) {
    offerPaintedParts();
    setNotAntialiasedElements(QCP::aeAll);
    setPlottingHint(QCP::phCacheLabels, true);
    setFocusPolicy(Qt::NoFocus);
    yAxis->setVisible(false);
    yAxis2->setVisible(true);
    xAxis->grid()->setVisible(false);
    yAxis->grid()->setVisible(false);
    yAxis2->grid()->setVisible(true);
    for (QCPAxis* axis : {xAxis, yAxis2}) {
        axis->setSubTicks(false);
        axis->setTickLength(0, 3);
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    axisRect()->setMinimumMargins(QMargins(6, 6, 6, 2));
    yAxis2->setTicker(QSharedPointer<TextTicker>::create(
        [this](double lots) { return quantityText(lots); }, 4));
    xAxis->setTicker(
        QSharedPointer<TextTicker>::create([this](double ticks) { return priceText(ticks); }, 4));
    connect(&context.theme, &models::Theme::changed, this, [this] { onTheme(); });
}

QString AuctionPlot::priceText(double ticks) const {
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    return market && ticks > 0 ? m_context.format.price(*market, Price(std::llround(ticks)))
                               : QString();
}

QString AuctionPlot::quantityText(double lots) const {
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    return market && lots >= 0
               ? m_context.format.shortQuantity(*market, Quantity(std::llround(lots)))
               : QString();
}

void AuctionPlot::onTheme() {
    const auto& colors = m_context.theme.colors();
    setBackground(QBrush(colors.surface));
    for (QCPAxis* axis : {xAxis, yAxis2}) {
        axis->setBasePen(QPen(colors.line));
        axis->setTickPen(QPen(colors.line));
        axis->setTickLabelColor(colors.textDim);
        axis->setTickLabelFont(m_context.theme.numberFont(-1));
        axis->grid()->setPen(QPen(colors.grid));
    }
    replot(rpQueuedReplot);
}

void AuctionPlot::paintEvent(QPaintEvent* event) {
    if (m_hint.isEmpty())
        return QCustomPlot::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(rect(), m_context.theme.colors().surface);
    painter.setPen(m_context.theme.colors().textDim);
    painter.setFont(m_context.theme.labelFont());
    painter.drawText(rect().adjusted(12, 4, -12, -4), Qt::AlignCenter | Qt::TextWordWrap, m_hint);
}

// --- demand and supply --------------------------------------------------------------------------

SupplyDemandChart::SupplyDemandChart(models::PanelContext& context, QWidget* parent)
    : AuctionPlot(context, parent) {
    setObjectName(QStringLiteral("auctionCurves"));
    setAccessibleName(tr("Demand and supply by price"));
    m_demand = addGraph(xAxis, yAxis2);
    m_supply = addGraph(xAxis, yAxis2);
    m_demand->setLineStyle(QCPGraph::lsStepRight); // buyers at a price buy up to there
    m_supply->setLineStyle(QCPGraph::lsStepLeft);
    m_price = new QCPItemStraightLine(this);
    m_price->setClipAxisRect(axisRect());
    for (QCPItemPosition* point : {m_price->point1, m_price->point2}) {
        point->setTypeX(QCPItemPosition::ptPlotCoords);
        point->setTypeY(QCPItemPosition::ptAxisRectRatio);
    }
    onTheme();
}

void SupplyDemandChart::onTheme() {
    if (m_price == nullptr)
        return;
    const auto& colors = m_context.theme.colors();
    m_demand->setPen(QPen(colors.up, 1));
    m_demand->setBrush(colors.upFill);
    m_supply->setPen(QPen(colors.down, 1));
    m_supply->setBrush(colors.downFill);
    m_price->setPen(QPen(colors.accent, 1, Qt::DashLine));
    AuctionPlot::onTheme();
}

void SupplyDemandChart::show(InstrumentId instrument,
                             const std::vector<models::AuctionPoint>& points, Price auction,
                             const QString& hint) {
    m_instrument = instrument;
    m_hint = hint;
    m_spoken.clear();
    // Where demand meets supply is the middle.
    const auto middle = std::find_if(points.begin(), points.end(), [](const auto& point) {
        return point.supply > point.demand;
    });
    const auto at = static_cast<std::size_t>(middle - points.begin());
    const std::size_t from = at > kPointsEachSide ? at - kPointsEachSide : 0;
    const std::size_t to = std::min(points.size(), at + kPointsEachSide);
    QVector<QCPGraphData> demand;
    QVector<QCPGraphData> supply;
    double top = 1;
    for (std::size_t i = from; i < to; ++i) {
        const auto price = static_cast<double>(points[i].price.value());
        demand.append({price, static_cast<double>(points[i].demand.value())});
        supply.append({price, static_cast<double>(points[i].supply.value())});
        top = std::max({top, demand.last().value, supply.last().value});
    }
    m_demand->data()->set(demand, true);
    m_supply->data()->set(supply, true);
    const bool marked = !auction.isZero();
    m_price->setVisible(marked);
    if (marked) {
        const auto price = static_cast<double>(auction.value());
        m_price->point1->setCoords(price, 0);
        m_price->point2->setCoords(price, 1);
    }
    if (!demand.isEmpty()) {
        const double room = std::max(1.0, (demand.last().key - demand.first().key) * 0.04);
        xAxis->setRange(demand.first().key - room, demand.last().key + room);
        m_spoken = tr("%1 to %2").arg(priceText(demand.first().key), priceText(demand.last().key));
    }
    yAxis2->setRange(0, top * 1.08);
    replot(rpQueuedReplot);
}

std::vector<PaintedPart> SupplyDemandChart::paintedParts() const {
    if (!m_hint.isEmpty())
        return {{tr("Hint"), m_hint, rect()}};
    return {{tr("Demand and supply"), m_spoken, rect()}};
}

// --- indications --------------------------------------------------------------------------------

IndicationChart::IndicationChart(models::PanelContext& context, QWidget* parent)
    : AuctionPlot(context, parent) {
    setObjectName(QStringLiteral("auctionIndications"));
    setAccessibleName(tr("Indicative price since the auction began"));
    m_prices = addGraph(xAxis, yAxis2);
    m_prices->setLineStyle(QCPGraph::lsStepLeft);
    yAxis2->setTicker(
        QSharedPointer<TextTicker>::create([this](double ticks) { return priceText(ticks); }, 4));
    auto times = QSharedPointer<QCPAxisTickerDateTime>::create();
    times->setDateTimeFormat(QStringLiteral("HH:mm:ss"));
    times->setTickCount(2);
    times->setTickStepStrategy(QCPAxisTicker::tssMeetTickCount);
    xAxis->setTicker(times);
    onTheme();
}

void IndicationChart::onTheme() {
    if (m_prices == nullptr)
        return;
    m_prices->setPen(QPen(m_context.theme.colors().accent, 1));
    AuctionPlot::onTheme();
}

void IndicationChart::show(InstrumentId instrument,
                           const std::vector<models::Indication>& indications,
                           const QString& hint) {
    m_instrument = instrument;
    m_hint = hint;
    m_spoken.clear();
    QVector<QCPGraphData> prices;
    double low = std::numeric_limits<double>::max();
    double high = 0;
    for (const models::Indication& each : indications) {
        const double second = static_cast<double>(each.time.value()) / kNsPerSecond;
        if (each.price.isZero()) {
            prices.append({second, std::numeric_limits<double>::quiet_NaN()});
            continue;
        }
        const auto price = static_cast<double>(each.price.value());
        prices.append({second, price});
        low = std::min(low, price);
        high = std::max(high, price);
    }
    if (!prices.isEmpty()) {
        // What was indicated last holds until now.
        const double now =
            static_cast<double>(m_context.feed.auctions().now().value()) / kNsPerSecond;
        prices.append({std::max(now, prices.last().key), prices.last().value});
        const double length = std::max(5.0, prices.last().key - prices.first().key);
        xAxis->setRange(prices.first().key, prices.first().key + length);
    }
    if (high > 0) {
        const double room = std::max(2.0, (high - low) * 0.15);
        yAxis2->setRange(low - room, high + room);
        m_spoken = tr("%1 to %2").arg(priceText(low), priceText(high));
    }
    m_prices->data()->set(prices, true);
    replot(rpQueuedReplot);
}

std::vector<PaintedPart> IndicationChart::paintedParts() const {
    if (!m_hint.isEmpty())
        return {{tr("Hint"), m_hint, rect()}};
    return {{tr("Indicative price"), m_spoken, rect()}};
}

} // namespace openbell::charts
