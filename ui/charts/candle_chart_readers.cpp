// What the candle chart tells screen readers: market, interval and the latest candle as its
// description, the visible candles one by one as its parts.
#include "ui/charts/candle_chart.h"
#include "ui/models/texts.h"

#include <algorithm>

namespace openbell::charts {
namespace {

constexpr int kDescribeMs = 1000;
constexpr std::size_t kMostParts = 200;

} // namespace

QString CandleChart::spoken(const api::CandleView& candle,
                            const models::InstrumentInfo& market) const {
    const models::Format& format = m_context.format;
    return tr("open %1, high %2, low %3, close %4, volume %5, change %6")
        .arg(format.price(market, candle.open), format.price(market, candle.high),
             format.price(market, candle.low), format.price(market, candle.close),
             format.quantity(market, candle.volume),
             format.changePercent(candle.open, candle.close));
}

/// Once a second is enough for somebody who listens.
void CandleChart::describeToReaders(bool atOnce) {
    if (!atOnce && m_described.isValid() && m_described.elapsed() < kDescribeMs)
        return;
    m_described.start();
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    if (market == nullptr) {
        setAccessibleDescription(tr("No market is chosen."));
        return;
    }
    const QString interval = models::Texts::interval(m_interval);
    if (!m_series || m_series->candles().empty()) {
        setAccessibleDescription(
            tr("%1, candles of %2. Nothing has traded yet.").arg(market->symbol, interval));
        return;
    }
    const api::CandleView& candle = m_series->candles().back();
    setAccessibleDescription(tr("%1, candles of %2. The latest, from %3: %4.")
                                 .arg(market->symbol, interval,
                                      m_context.format.dateTimeSeconds(candle.start),
                                      spoken(candle, *market)));
}

std::vector<PaintedPart> CandleChart::paintedParts() const {
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    if (market == nullptr || !m_series)
        return {};
    const auto& all = m_series->candles();
    const QCPAxis* keys = m_prices->axis(QCPAxis::atBottom);
    const auto first = std::max<std::int64_t>(
        0, static_cast<std::int64_t>(std::ceil(keys->range().lower)));
    auto index = std::min(static_cast<std::int64_t>(all.size()) - 1,
                          static_cast<std::int64_t>(keys->range().upper));
    const double width = keys->coordToPixel(1) - keys->coordToPixel(0);
    std::vector<PaintedPart> parts;
    for (; index >= first && parts.size() < kMostParts; --index) {
        const api::CandleView& candle = all[static_cast<std::size_t>(index)];
        const double left = keys->coordToPixel(static_cast<double>(index) - 0.5);
        parts.push_back({m_context.format.dateTimeSeconds(candle.start), spoken(candle, *market),
                         QRect(static_cast<int>(left), m_prices->top(),
                               std::max(1, static_cast<int>(width)), m_prices->height())});
    }
    return parts;
}

} // namespace openbell::charts
