// How the ladder looks: everything LadderView paints.
#include "ui/views/ladder_view.h"

#include "ui/models/instrument_texts.h"

#include <QPainter>

#include <algorithm>

namespace openbell::views {
namespace {
constexpr int kPad = 6;
constexpr int kSmallestTitle = -3; ///< pixels against the normal size
}

void LadderView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& colors = m_context.theme.colors();
    painter.fillRect(rect(), colors.surface);
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    if (market == nullptr || !m_book)
        return paintEmpty(painter, emptyText());
    if (!m_book->isLoaded() || m_book->isEmpty() || !m_grid.isPlaced())
        return paintEmpty(painter, emptyText());

    m_paintedRevision = m_book->revision();
    m_paintedOwn = m_context.accounts.ownOrders().revision();
    const auto* ticker = m_context.feed.tickers().ticker(m_instrument);
    m_paintedLast = ticker != nullptr ? ticker->view.last : Price();

    paintBackground(painter);
    paintSide(painter, *market, api::Side::Buy);
    paintSide(painter, *market, api::Side::Sell);
    paintLastTrade(painter);
    paintOwn(painter, *market, api::Side::Buy);
    paintOwn(painter, *market, api::Side::Sell);
    paintPrices(*market);
    paintHeader(painter);
    m_glyphs.flush(painter);
    paintCursor(painter);
}

QString LadderView::emptyText() const {
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    if (market == nullptr || !m_book)
        return tr("Choose a market to see its order book.");
    if (!m_book->isLoaded())
        return tr("Waiting for the order book…");
    if (!models::takesNewOrder(market->state, api::OrderType::Limit,
                               api::TimeInForce::GoodTillCancelled))
        return tr("No orders. %1").arg(models::InstrumentTexts::stateNote(market->state));
    return tr("No orders yet. The first order sets the price.");
}

void LadderView::paintEmpty(QPainter& painter, const QString& text) {
    painter.setPen(m_context.theme.colors().textDim);
    painter.setFont(m_context.theme.labelFont());
    painter.drawText(rect().adjusted(kPad, 0, -kPad, 0), Qt::AlignCenter | Qt::TextWordWrap, text);
}

void LadderView::paintHeader(QPainter& painter) {
    const auto& colors = m_context.theme.colors();
    painter.fillRect(0, 0, width(), m_metrics.headerHeight, colors.raised);
    painter.fillRect(0, m_metrics.top() - 1, width(), 1, colors.line);
    const struct {
        Column column;
        QString text;
        Qt::Alignment align;
    } titles[] = {{Column::OwnBids, tr("Mine"), Qt::AlignLeft},
                  {Column::Bids, tr("Bid size"), Qt::AlignRight},
                  {Column::Price, tr("Price"), Qt::AlignHCenter},
                  {Column::Asks, tr("Ask size"), Qt::AlignRight},
                  {Column::OwnAsks, tr("Mine"), Qt::AlignRight}};
    // The largest size at which all of them fit.
    QFont font = m_context.theme.labelFont(-1);
    const auto fit = [&](const QFont& with) {
        const QFontMetrics metrics(with);
        return std::all_of(std::begin(titles), std::end(titles), [&](const auto& title) {
            return metrics.horizontalAdvance(title.text) <= columnRect(title.column).width() - kPad;
        });
    };
    for (int smaller = -2; smaller >= kSmallestTitle && !fit(font); --smaller)
        font = m_context.theme.labelFont(smaller);
    painter.setFont(font);
    painter.setPen(colors.textDim);
    const QFontMetrics metrics(font);
    for (const auto& title : titles) {
        const QRect column = columnRect(title.column);
        const QRect area(column.left() + kPad / 2, 0, column.width() - kPad, m_metrics.headerHeight);
        painter.drawText(area, title.align | Qt::AlignVCenter,
                         metrics.elidedText(title.text, Qt::ElideRight, area.width()));
    }

    const Price bid = m_book->bestBid();
    const Price ask = m_book->bestAsk();
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    const QString spread =
        bid.isZero() || ask.isZero()
            ? tr("One-sided book")
            : ask < bid ? tr("Crossed")
            : tr("Spread %1").arg(m_context.format.priceDifference(*market, ask - bid, false));
    painter.setPen(colors.text);
    painter.drawText(QRect(0, m_metrics.headerHeight, width(), m_metrics.spreadHeight),
                     Qt::AlignCenter, spread);
    if (m_armed) {
        painter.setPen(colors.warning);
        painter.drawText(QRect(kPad, m_metrics.headerHeight, width() - 2 * kPad,
                               m_metrics.spreadHeight),
                         Qt::AlignLeft | Qt::AlignVCenter, tr("Armed"));
    }
    if (!m_following) {
        painter.setPen(colors.accent);
        painter.drawText(QRect(kPad, m_metrics.headerHeight, width() - 2 * kPad,
                               m_metrics.spreadHeight),
                         Qt::AlignRight | Qt::AlignVCenter, tr("Space: centre"));
    }
}

void LadderView::paintBackground(QPainter& painter) {
    const auto& colors = m_context.theme.colors();
    const int top = m_metrics.top();
    const QRect prices = columnRect(Column::Price);
    const int bidRow = std::clamp(m_grid.rowOf(m_book->bestBid(), api::Side::Buy), 0, m_grid.rows());
    const int askRow =
        std::clamp(m_grid.rowOf(m_book->bestAsk(), api::Side::Sell), -1, m_grid.rows() - 1);
    if (!m_book->bids().empty())
        painter.fillRect(QRect(0, top + bidRow * m_metrics.rowHeight, prices.left(), height()),
                         colors.upTint);
    if (!m_book->asks().empty())
        painter.fillRect(QRect(prices.right() + 1, top, width() - prices.right() - 1,
                               (askRow + 1) * m_metrics.rowHeight),
                         colors.downTint);
    painter.fillRect(prices, colors.raised);
    if (m_hover && m_hover->column != Column::Price) {
        const QRect area = columnRect(m_hover->column);
        painter.fillRect(QRect(area.left(), top + m_hover->row * m_metrics.rowHeight, area.width(),
                               m_metrics.rowHeight),
                         colors.hover);
    }
}

void LadderView::paintPrices(const models::InstrumentInfo& market) {
    const auto& colors = m_context.theme.colors();
    const QRect area = columnRect(Column::Price);
    const int bidRow = m_book->bestBid().isZero() ? m_grid.rows()
                                                  : m_grid.rowOf(m_book->bestBid(), api::Side::Buy);
    const int askRow =
        m_book->bestAsk().isZero() ? -1 : m_grid.rowOf(m_book->bestAsk(), api::Side::Sell);
    models::TextBuffer text;
    for (int row = 0; row < m_grid.rows(); ++row) {
        const Price price = m_grid.priceAt(row);
        if (price.value() <= 0)
            break;
        text.clear();
        m_context.format.price(market, price, text);
        const QColor& color = row >= bidRow ? colors.up : row <= askRow ? colors.down : colors.textDim;
        m_glyphs.center(area.center().x(), m_metrics.top() + row * m_metrics.rowHeight,
                        m_metrics.rowHeight, text.view(), color);
    }
}

void LadderView::paintSide(QPainter& painter, const models::InstrumentInfo& market,
                           api::Side side) {
    const auto& colors = m_context.theme.colors();
    const QRect area = columnRect(side == api::Side::Buy ? Column::Bids : Column::Asks);
    std::fill(m_sums.begin(), m_sums.end(), 0);
    std::int64_t largest = 1;
    for (const models::BookLevel& level : m_book->side(side)) {
        const int row = m_grid.rowOf(level.price, side);
        if (!m_grid.shows(row)) {
            // Levels come best first: once past the far edge nothing more is visible.
            if (side == api::Side::Buy ? row >= m_grid.rows() : row < 0)
                break;
            continue;
        }
        auto& sum = m_sums[static_cast<std::size_t>(row)];
        sum += level.quantity.value();
        largest = std::max(largest, sum);
    }
    models::TextBuffer text;
    for (int row = 0; row < m_grid.rows(); ++row) {
        const std::int64_t sum = m_sums[static_cast<std::size_t>(row)];
        if (sum == 0)
            continue;
        const int top = m_metrics.top() + row * m_metrics.rowHeight;
        const int bar = static_cast<int>(static_cast<Int128>(area.width()) * sum / largest);
        // Bars grow away from the price column on both sides.
        painter.fillRect(side == api::Side::Buy ? area.right() + 1 - bar : area.left(), top + 1, bar,
                         m_metrics.rowHeight - 2,
                         side == api::Side::Buy ? colors.upFill : colors.downFill);
        text.clear();
        m_context.format.quantity(market, Quantity(sum), text);
        m_glyphs.right(area.right() - kPad, top, m_metrics.rowHeight, text.view(), colors.text);
    }
}

void LadderView::paintOwn(QPainter& painter, const models::InstrumentInfo& market, api::Side side) {
    const auto& colors = m_context.theme.colors();
    const QRect area = columnRect(side == api::Side::Buy ? Column::OwnBids : Column::OwnAsks);
    std::fill(m_sums.begin(), m_sums.end(), 0);
    for (const auto& [price, level] : m_context.accounts.ownOrders().levels(m_instrument, side)) {
        const int row = m_grid.rowOf(price, side);
        if (m_grid.shows(row))
            m_sums[static_cast<std::size_t>(row)] += level.open.value();
    }
    models::TextBuffer text;
    for (int row = 0; row < m_grid.rows(); ++row) {
        const std::int64_t sum = m_sums[static_cast<std::size_t>(row)];
        if (sum == 0)
            continue;
        const int top = m_metrics.top() + row * m_metrics.rowHeight;
        painter.fillRect(area.left() + 1, top + 1, area.width() - 2, m_metrics.rowHeight - 2,
                         colors.accentFill);
        painter.fillRect(side == api::Side::Buy ? area.left() : area.right() - 2, top + 1, 3,
                         m_metrics.rowHeight - 2, colors.accent);
        text.clear();
        m_context.format.quantity(market, Quantity(sum), text);
        const int room = area.width() - kPad - 4;
        if (m_glyphs.width(text.view()) <= room)
            m_glyphs.right(area.right() - kPad, top, m_metrics.rowHeight, text.view(), colors.text);
        else
            paintOwnText(painter, QRect(area.left() + 4, top, room, m_metrics.rowHeight),
                         text.view().toString(),
                         m_context.format.shortQuantity(market, Quantity(sum)));
    }
}

/// A quantity too long for its cell: smaller, or else rounded, but never with digits cut off.
void LadderView::paintOwnText(QPainter& painter, const QRect& cell, const QString& whole,
                              const QString& brief) {
    painter.setPen(m_context.theme.colors().text);
    for (const QString& text : {whole, brief})
        for (int smaller = 0; smaller >= kSmallestTitle; --smaller) {
            painter.setFont(m_context.theme.numberFont(smaller));
            if (painter.fontMetrics().horizontalAdvance(text) <= cell.width()) {
                painter.drawText(cell, Qt::AlignRight | Qt::AlignVCenter, text);
                return;
            }
        }
    painter.drawText(cell, Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("…"));
}

void LadderView::paintLastTrade(QPainter& painter) {
    if (m_paintedLast.isZero())
        return;
    const auto& colors = m_context.theme.colors();
    const QRect area = columnRect(Column::Price);
    const auto* ticker = m_context.feed.tickers().ticker(m_instrument);
    const int row = m_grid.rowOf(m_paintedLast, api::Side::Buy);
    if (!m_grid.shows(row) || ticker == nullptr)
        return;
    const int top = m_metrics.top() + row * m_metrics.rowHeight;
    const bool up = ticker->view.lastSide == api::Side::Buy;
    painter.fillRect(area.left(), top, area.width(), m_metrics.rowHeight, colors.selection);
    // A mark beside the colour: which way the last trade went.
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(up ? colors.up : colors.down);
    const qreal x = area.left() + 5;
    const qreal middle = top + m_metrics.rowHeight / 2.0;
    const qreal tip = up ? -3.5 : 3.5;
    const std::array<QPointF, 3> mark{QPointF(x, middle + tip), QPointF(x + 4, middle - tip),
                                      QPointF(x - 4, middle - tip)};
    painter.drawPolygon(mark.data(), 3);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void LadderView::paintCursor(QPainter& painter) {
    if (!m_cursor || !hasFocus() || !m_grid.shows(m_cursor->row))
        return;
    const QRect area = columnRect(m_cursor->column);
    painter.setPen(m_context.theme.colors().accent);
    painter.drawRect(QRect(area.left(), m_metrics.top() + m_cursor->row * m_metrics.rowHeight,
                           area.width() - 1, m_metrics.rowHeight - 1));
}

} // namespace openbell::views
