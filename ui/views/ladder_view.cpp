#include "ui/views/ladder_view.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace openbell::views {
namespace {

constexpr int kOwnShare = 14; ///< of 106, at least, for one's own orders on either side
constexpr int kAllShares = 106;
constexpr int kOwnPad = 12; ///< the mark at the edge and the space beside the number

api::Side sideOf(LadderView::Column column) {
    return column == LadderView::Column::OwnBids || column == LadderView::Column::Bids
               ? api::Side::Buy
               : api::Side::Sell;
}

} // namespace

LadderView::LadderView(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_glyphs(context.theme.numberFont()) {
    setObjectName(QStringLiteral("ladder"));
    setAccessibleName(tr("Order book ladder"));
    charts::offerPaintedParts();
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    connect(&context.theme, &models::Theme::changed, this, &LadderView::onTheme);
    connect(&context.feed, &models::MarketFeed::frame, this, &LadderView::onFrame);
    onTheme();
}

void LadderView::setInstrument(InstrumentId instrument) {
    if (instrument == m_instrument)
        return;
    m_instrument = instrument;
    m_book = instrument.isNone() ? models::Lease<models::BookModel>{}
                                 : m_context.feed.book(instrument);
    m_grid = LadderGrid{};
    m_cursor.reset();
    m_hover.reset();
    fitOwnColumns();
    layoutRows();
    recenter();
}

void LadderView::setArmed(bool armed) {
    m_armed = armed;
    setCursor(armed ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void LadderView::setStep(std::int64_t ticks) {
    m_grid.setStep(ticks);
    m_cursor.reset();
    recenter();
}

void LadderView::recenter() {
    const bool was = m_following;
    m_following = true;
    if (m_book && !m_book->isEmpty()) {
        const Price bid = m_book->bestBid();
        const Price ask = m_book->bestAsk();
        const bool both = !bid.isZero() && !ask.isZero();
        m_grid.centerOn(both ? Price((bid.value() + ask.value()) / 2)
                             : bid.isZero() ? ask : bid);
        const std::int64_t spread = both ? (ask - bid).value() : 0;
        if (spread / m_grid.step() > m_grid.rows() / 2)
            Q_EMIT stepTooFine(3 * spread / m_grid.rows() + 1);
    }
    if (!was)
        Q_EMIT followingChanged(true);
    update();
}

void LadderView::follow() {
    if (!m_book || m_book->isEmpty() || !m_following)
        return;
    // Rows never move under an armed pointer: the click would land on another price.
    if (m_grid.isPlaced() && m_armed && m_hover)
        return;
    const Price best = m_book->bestBid().isZero() ? m_book->bestAsk() : m_book->bestBid();
    if (!m_grid.isPlaced() || m_grid.nearEdge(best))
        recenter();
}

void LadderView::onFrame() {
    if (!isVisible() || !m_book)
        return;
    follow();
    const auto* ticker = m_context.feed.tickers().ticker(m_instrument);
    const Price last = ticker != nullptr ? ticker->view.last : Price();
    if (m_book->revision() == m_paintedRevision &&
        m_context.accounts.ownOrders().revision() == m_paintedOwn && last == m_paintedLast)
        return;
    fitOwnColumns();
    update();
}

void LadderView::onTheme() {
    m_glyphs.setFont(m_context.theme.numberFont());
    m_metrics.rowHeight = m_context.theme.rowHeight();
    m_metrics.headerHeight = m_context.theme.rowHeight() + 4;
    m_metrics.spreadHeight = m_context.theme.rowHeight();
    fitOwnColumns();
    layoutRows();
    update();
}

void LadderView::layoutRows() {
    const Price middle = m_grid.isPlaced() ? m_grid.priceAt(m_grid.rows() / 2) : Price();
    m_grid.setRows((height() - m_metrics.top()) / m_metrics.rowHeight);
    if (m_grid.isPlaced())
        m_grid.centerOn(middle);
    m_sums.assign(static_cast<std::size_t>(m_grid.rows()), 0);
}

void LadderView::resizeEvent(QResizeEvent*) { layoutRows(); }
void LadderView::showEvent(QShowEvent*) { follow(); }

QRect LadderView::columnRect(Column column) const {
    const auto own = [this](api::Side side) {
        return std::max(width() * kOwnShare / kAllShares,
                        std::min(m_ownRoom[static_cast<std::size_t>(side)], width() / 4));
    };
    const int left = own(api::Side::Buy);
    const int inner = width() - left - own(api::Side::Sell);
    const std::array<int, 6> edges{0, left, left + inner / 3, left + inner * 2 / 3, left + inner,
                                   width()};
    const auto i = static_cast<std::size_t>(column);
    return {edges[i], m_metrics.top(), edges[i + 1] - edges[i], height() - m_metrics.top()};
}

/// Room for the longest of one's own quantities; several at one price add up to the sum at most.
void LadderView::fitOwnColumns() {
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    // Columns never move under an armed pointer either.
    if (market == nullptr || (m_armed && m_hover))
        return;
    for (const api::Side side : {api::Side::Buy, api::Side::Sell}) {
        std::int64_t sum = 0;
        for (const auto& [price, level] :
             m_context.accounts.ownOrders().levels(m_instrument, side))
            sum += level.open.value();
        const QString longest = m_context.format.quantity(*market, Quantity(sum));
        m_ownRoom[static_cast<std::size_t>(side)] =
            sum == 0 ? 0 : static_cast<int>(std::ceil(m_glyphs.width(longest))) + kOwnPad;
    }
}

std::optional<LadderView::Cell> LadderView::cellAt(QPoint point) const {
    if (point.y() < m_metrics.top() || !rect().contains(point) || !m_grid.isPlaced())
        return std::nullopt;
    const int row = (point.y() - m_metrics.top()) / m_metrics.rowHeight;
    if (!m_grid.shows(row) || m_grid.priceAt(row).value() <= 0)
        return std::nullopt;
    for (int i = 0; i < 5; ++i) {
        const auto column = static_cast<Column>(i);
        const QRect area = columnRect(column);
        if (point.x() >= area.left() && point.x() <= area.right())
            return Cell{row, column, m_grid.priceAt(row)};
    }
    return std::nullopt;
}

QRect LadderView::cellRect(Column column, Price price) const {
    const int row = m_grid.rowOf(price, sideOf(column));
    if (!m_grid.isPlaced() || !m_grid.shows(row))
        return {};
    const QRect area = columnRect(column);
    return {area.left(), area.top() + row * m_metrics.rowHeight, area.width(),
            m_metrics.rowHeight};
}

void LadderView::act(const Cell& cell, Qt::MouseButton button, Qt::KeyboardModifiers modifiers) {
    const api::Side side = sideOf(cell.column);
    const bool own = cell.column == Column::OwnBids || cell.column == Column::OwnAsks;
    if (button == Qt::RightButton || (own && button == Qt::LeftButton)) {
        if (cell.column != Column::Price)
            Q_EMIT cancelRequested(side, cell.price);
    } else if (button == Qt::LeftButton && cell.column != Column::Price) {
        if (m_armed && !(modifiers & Qt::ShiftModifier))
            Q_EMIT placeRequested(side, cell.price);
        else
            Q_EMIT pricePicked(side, cell.price);
    } else if (button == Qt::MiddleButton) {
        recenter();
    }
}

void LadderView::mousePressEvent(QMouseEvent* event) {
    setFocus(Qt::MouseFocusReason);
    if (const auto cell = cellAt(event->pos()))
        act(*cell, event->button(), event->modifiers());
}

void LadderView::mouseMoveEvent(QMouseEvent* event) {
    const auto cell = cellAt(event->pos());
    const bool same = cell && m_hover && cell->row == m_hover->row && cell->column == m_hover->column;
    if (same || (!cell && !m_hover))
        return;
    m_hover = cell;
    update();
}

void LadderView::leaveEvent(QEvent*) {
    m_hover.reset();
    update();
}

void LadderView::wheelEvent(QWheelEvent* event) {
    m_wheelRest += event->angleDelta().y();
    const int rows = m_wheelRest / 40; // three rows per notch
    m_wheelRest -= rows * 40;
    if (rows == 0 || !m_grid.isPlaced())
        return;
    m_grid.scroll(rows);
    if (m_following) {
        m_following = false;
        Q_EMIT followingChanged(false);
    }
    update();
}

void LadderView::moveCursor(int rows, int columns) {
    if (!m_grid.isPlaced() || !m_book)
        return;
    if (!m_cursor) {
        const Price best = m_book->bestBid().isZero() ? m_book->bestAsk() : m_book->bestBid();
        m_cursor = Cell{m_grid.rowOf(best, api::Side::Buy), Column::Bids, best};
    } else {
        const int column = std::clamp(static_cast<int>(m_cursor->column) + columns, 0, 4);
        m_cursor->column = static_cast<Column>(column);
        m_cursor->row += rows;
    }
    if (!m_grid.shows(m_cursor->row)) {
        const int by = m_cursor->row < 0 ? -m_cursor->row : m_grid.rows() - 1 - m_cursor->row;
        m_grid.scroll(by);
        m_cursor->row += by;
        m_following = false;
        Q_EMIT followingChanged(false);
    }
    m_cursor->price = m_grid.priceAt(m_cursor->row);
    announceCursor();
    update();
}

void LadderView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Up:
        return moveCursor(-1, 0);
    case Qt::Key_Down:
        return moveCursor(1, 0);
    case Qt::Key_Left:
        return moveCursor(0, -1);
    case Qt::Key_Right:
        return moveCursor(0, 1);
    case Qt::Key_PageUp:
        return moveCursor(-m_grid.rows() / 2, 0);
    case Qt::Key_PageDown:
        return moveCursor(m_grid.rows() / 2, 0);
    case Qt::Key_Space:
    case Qt::Key_Home:
        m_cursor.reset();
        return recenter();
    case Qt::Key_Escape:
        m_cursor.reset();
        return update();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_cursor)
            act(*m_cursor, Qt::LeftButton, event->modifiers());
        return;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        if (m_cursor)
            act(*m_cursor, Qt::RightButton, event->modifiers());
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void LadderView::focusInEvent(QFocusEvent*) { update(); }
void LadderView::focusOutEvent(QFocusEvent*) { update(); }

QString LadderView::cursorText() const {
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    if (!m_cursor || market == nullptr || !m_book)
        return {};
    const QString price = m_context.format.price(*market, m_cursor->price);
    const api::Side side = sideOf(m_cursor->column);
    const Quantity quantity = m_book->quantityAt(side, m_cursor->price);
    const QString size = m_context.format.quantity(*market, quantity);
    if (m_cursor->column == Column::Price)
        return price;
    return side == api::Side::Buy ? tr("Bid %1, size %2").arg(price, size)
                                  : tr("Ask %1, size %2").arg(price, size);
}

std::vector<charts::PaintedPart> LadderView::paintedParts() const {
    std::vector<charts::PaintedPart> parts;
    const auto* market = m_context.feed.reference().instrument(m_instrument);
    if (market == nullptr || !m_book || m_book->isEmpty() || !m_grid.isPlaced())
        return parts;
    const auto& own = m_context.accounts.ownOrders();
    const auto size = [&](Quantity quantity) { return m_context.format.quantity(*market, quantity); };
    for (int row = 0; row < m_grid.rows() && m_grid.priceAt(row).value() > 0; ++row) {
        const Price price = m_grid.priceAt(row);
        QStringList texts;
        for (const api::Side side : {api::Side::Buy, api::Side::Sell}) {
            const bool buy = side == api::Side::Buy;
            const Quantity all = shownAt(side, row);
            if (!all.isZero())
                texts << (buy ? tr("Bid %1") : tr("Ask %1")).arg(size(all));
            std::int64_t mine = 0;
            for (const auto& [at, level] : own.levels(m_instrument, side))
                mine += m_grid.rowOf(at, side) == row ? level.open.value() : 0;
            if (mine > 0)
                texts << (buy ? tr("your bid %1") : tr("your ask %1")).arg(size(Quantity(mine)));
        }
        parts.push_back({m_context.format.price(*market, price), texts.join(QStringLiteral(", ")),
                         QRect(0, m_metrics.top() + row * m_metrics.rowHeight, width(),
                               m_metrics.rowHeight)});
    }
    return parts;
}

/// What rests at the prices of a row.
Quantity LadderView::shownAt(api::Side side, int row) const {
    std::int64_t sum = 0;
    const std::int64_t far = side == api::Side::Buy ? m_grid.step() - 1 : 1 - m_grid.step();
    const std::int64_t near = m_grid.priceAt(row).value();
    for (std::int64_t at = std::min(near, near + far); at <= std::max(near, near + far); ++at)
        sum += m_book->quantityAt(side, Price(at)).value();
    return Quantity(sum);
}

void LadderView::announceCursor() {
    setAccessibleDescription(cursorText());
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

} // namespace openbell::views
