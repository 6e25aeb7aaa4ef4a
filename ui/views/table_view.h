// The console's table: a QTableView that keeps selection, headers, keyboard and accessibility but
// paints its cells itself, straight from the model, at a tenth of the delegates' cost.
#pragma once

#include "ui/models/panel.h"
#include "ui/models/table_model.h"
#include "ui/charts/glyph_painter.h"
#include "ui/views/column_fit.h"

#include <QTableView>

#include <optional>

class QSortFilterProxyModel;

namespace openbell::views {

class TableView final : public QTableView {
    Q_OBJECT
public:
    /// `id` is the object name; it must be unique in the console.
    TableView(const QString& id, models::PanelContext& context, QWidget* parent = nullptr);

    void setTable(models::TableModel* model);
    models::TableModel* table() const { return m_table; }
    /// Rows whose texts do not contain the words are left out; empty: all rows.
    void setFilter(const QString& words);
    /// Where the rows come from: users who may not see it are told so instead of that it is empty.
    void setTopic(api::TopicKind topic);
    /// Instead of the table's own hint while it is empty; empty: the table's.
    void setEmptyHint(const QString& hint);
    /// What stands there without rows.
    QString emptyText() const;
    /// Source row of the current row; -1: none.
    int currentSourceRow() const;
    std::vector<int> selectedSourceRows() const;
    void selectSourceRow(int row);

    /// Widths, order and whether they are a person's own; until then the columns follow the room.
    QByteArray saveColumns() const;
    void restoreColumns(const QByteArray& state);
    /// Copies the selected rows, tab separated with a header line.
    void copySelection() const;
    /// Asks for a file name and writes all rows as CSV beside the GUI thread.
    void exportCsv();
    /// Export and copy, for context menus and the command palette.
    QList<QAction*> tableActions() const { return {m_copy, m_export, m_unsort}; }

Q_SIGNALS:
    /// Enter or a double click on a row.
    void rowActivated(int sourceRow);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    static constexpr int kPad = 6;

    void onTheme();
    void retranslate();
    void onSortRequested(int column);
    void updateModel();
    int sourceRow(int row) const;
    void measureColumns();
    void fitToRoom();
    void onSectionResized();
    void paintRow(QPainter& painter, int row, int top);
    void paintBadge(QPainter& painter, const models::Cell& cell, const QRect& area, qreal room);
    void paintCell(QPainter& painter, const models::Cell& cell, const models::Column& column,
                   const QRect& area);
    void paintEmpty(QPainter& painter);

    models::PanelContext& m_context;
    models::TableModel* m_table = nullptr;
    QSortFilterProxyModel* m_proxy = nullptr;
    charts::GlyphPainter m_numbers;
    charts::GlyphPainter m_labels;
    models::Cell m_cell;
    std::optional<api::TopicKind> m_topic;
    QString m_emptyHint;
    std::vector<ColumnWish> m_wishes; ///< per column of the table
    QByteArray m_keptColumns;         ///< restored before there was a table
    bool m_ownWidths = false;         ///< a person has set widths
    bool m_fitting = false;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    QAction* m_copy = nullptr;
    QAction* m_export = nullptr;
    QAction* m_unsort = nullptr;
};

} // namespace openbell::views
