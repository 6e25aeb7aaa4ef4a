// The order-book ladder: one row per price, bids left, asks right, own orders at the edges, painted
// as a whole from the book model. Clicks become intents; nothing here decides what is allowed.
#pragma once

#include "ui/models/panel.h"
#include "ui/charts/glyph_painter.h"
#include "ui/charts/painted_parts.h"
#include "ui/views/ladder_grid.h"

#include <QWidget>

#include <array>
#include <optional>

namespace openbell::views {

class LadderView final : public QWidget, public charts::PaintedParts {
    Q_OBJECT
public:
    enum class Column { OwnBids, Bids, Price, Asks, OwnAsks };
    struct Cell {
        int row = 0;
        Column column = Column::Price;
        Price price;
    };

    LadderView(models::PanelContext& context, QWidget* parent = nullptr);

    void setInstrument(InstrumentId instrument);
    /// When armed a click on a size column places an order; otherwise it only fills the ticket.
    void setArmed(bool armed);
    bool isArmed() const { return m_armed; }
    /// Ticks per row.
    void setStep(std::int64_t ticks);
    std::int64_t step() const { return m_grid.step(); }
    /// Puts the spread in the middle and follows it again.
    void recenter();
    bool isFollowing() const { return m_following; }

    /// The cell at a point; nothing above the first row or beside the columns.
    std::optional<Cell> cellAt(QPoint point) const;
    /// Where a price's cell is painted; empty when it is scrolled away.
    QRect cellRect(Column column, Price price) const;
    /// One per visible price, highest first.
    std::vector<charts::PaintedPart> paintedParts() const override;
    QSize sizeHint() const override { return {300, 700}; }
    QSize minimumSizeHint() const override { return {220, 160}; }
    /// What a screen reader says of the cell under the keyboard cursor.
    QString cursorText() const;
    /// What stands there without orders.
    QString emptyText() const;

Q_SIGNALS:
    void placeRequested(openbell::api::Side side, openbell::Price price);
    void cancelRequested(openbell::api::Side side, openbell::Price price);
    void pricePicked(openbell::api::Side side, openbell::Price price);
    void followingChanged(bool following);
    /// The spread fills the view; so many ticks per row would show both sides.
    void stepTooFine(qint64 enough);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Metrics {
        int rowHeight = 18;
        int headerHeight = 20;
        int spreadHeight = 18;
        int top() const { return headerHeight + spreadHeight; }
    };
    void onFrame();
    void onTheme();
    void layoutRows();
    void fitOwnColumns();
    void paintOwnText(QPainter& painter, const QRect& cell, const QString& whole,
                      const QString& brief);
    void follow();
    void act(const Cell& cell, Qt::MouseButton button, Qt::KeyboardModifiers modifiers);
    void moveCursor(int rows, int columns);
    QRect columnRect(Column column) const;
    void paintHeader(QPainter& painter);
    void paintEmpty(QPainter& painter, const QString& text);
    void paintBackground(QPainter& painter);
    void paintPrices(const models::InstrumentInfo& market);
    void paintSide(QPainter& painter, const models::InstrumentInfo& market, api::Side side);
    void paintOwn(QPainter& painter, const models::InstrumentInfo& market, api::Side side);
    void paintLastTrade(QPainter& painter);
    void paintCursor(QPainter& painter);
    void announceCursor();
    Quantity shownAt(api::Side side, int row) const;

    models::PanelContext& m_context;
    InstrumentId m_instrument;
    models::Lease<models::BookModel> m_book;
    LadderGrid m_grid;
    Metrics m_metrics;
    charts::GlyphPainter m_glyphs;
    std::vector<std::int64_t> m_sums; ///< quantity per row, reused between paints
    std::uint64_t m_paintedRevision = 0;
    std::uint64_t m_paintedOwn = 0;
    Price m_paintedLast;
    std::optional<Cell> m_hover;
    std::optional<Cell> m_cursor;
    std::array<int, 2> m_ownRoom{}; ///< wanted by the columns of own orders, by side
    bool m_armed = false;
    bool m_following = true;
    int m_wheelRest = 0;
};

} // namespace openbell::views
