#include "ui/views/table_view.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QPointer>
#include <QSaveFile>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <set>

namespace openbell::views {
namespace {

constexpr int kPad = 6;
/// A sorted table is put in order again this often while its rows change.
constexpr int kResortMs = 1000;

class RowProxy final : public QSortFilterProxyModel {
public:
    explicit RowProxy(QObject* parent) : QSortFilterProxyModel(parent) {
        setSortRole(models::SortRole);
        setDynamicSortFilter(false);
    }
    void setWords(const QString& words) {
        m_words = words.split(u' ', Qt::SkipEmptyParts);
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
        if (m_words.isEmpty())
            return true;
        QString all;
        for (int column = 0; column < sourceModel()->columnCount(parent); ++column)
            all += sourceModel()->index(row, column, parent).data().toString() + u' ';
        return std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) {
            return all.contains(word, Qt::CaseInsensitive);
        });
    }

private:
    QStringList m_words;
};

QString csvFileName(const QString& id) { return id + QStringLiteral(".csv"); }

} // namespace

TableView::TableView(const QString& id, models::PanelContext& context, QWidget* parent)
    : QTableView(parent), m_context(context), m_proxy(new RowProxy(this)),
      m_numbers(context.theme.numberFont()), m_labels(context.theme.labelFont()),
      m_copy(new QAction(this)), m_export(new QAction(this)), m_unsort(new QAction(this)) {
    setObjectName(id);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setFrameShape(QFrame::NoFrame);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setSectionsClickable(true);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setObjectName(id + QStringLiteral("Header"));
    connect(horizontalHeader(), &QHeaderView::sectionClicked, this, &TableView::onSortRequested);

    m_copy->setObjectName(id + QStringLiteral("Copy"));
    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetShortcut);
    connect(m_copy, &QAction::triggered, this, &TableView::copySelection);
    m_export->setObjectName(id + QStringLiteral("Export"));
    connect(m_export, &QAction::triggered, this, &TableView::exportCsv);
    m_unsort->setObjectName(id + QStringLiteral("Unsort"));
    connect(m_unsort, &QAction::triggered, this, [this] { onSortRequested(-1); });
    addActions({m_copy, m_export, m_unsort});
    setContextMenuPolicy(Qt::ActionsContextMenu);

    connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        Q_EMIT rowActivated(sourceRow(index.row()));
    });
    connect(&context.theme, &models::Theme::changed, this, &TableView::onTheme);
    auto* resort = new QTimer(this);
    connect(resort, &QTimer::timeout, this, [this] {
        if (m_sortColumn >= 0 && isVisible())
            m_proxy->sort(m_sortColumn, m_sortOrder);
    });
    resort->start(kResortMs);
    retranslate();
    onTheme();
}

void TableView::setTable(models::TableModel* model) {
    if (m_table == model)
        return;
    const bool first = m_table == nullptr;
    m_table = model;
    updateModel();
    if (first)
        initColumns();
}

void TableView::updateModel() {
    auto* proxy = static_cast<RowProxy*>(m_proxy);
    const bool direct = m_sortColumn < 0 && property("filter").toString().isEmpty();
    const QByteArray columns = model() != nullptr ? saveColumns() : QByteArray();
    proxy->setSourceModel(direct ? nullptr : m_table);
    QAbstractItemModel* wanted = direct ? static_cast<QAbstractItemModel*>(m_table) : m_proxy;
    if (model() != wanted) {
        QItemSelectionModel* old = selectionModel();
        setModel(wanted);
        delete old;
    }
    if (!columns.isEmpty())
        horizontalHeader()->restoreState(columns);
    horizontalHeader()->setSortIndicatorShown(m_sortColumn >= 0);
    if (m_sortColumn >= 0) {
        horizontalHeader()->setSortIndicator(m_sortColumn, m_sortOrder);
        m_proxy->sort(m_sortColumn, m_sortOrder);
    } else {
        m_proxy->sort(-1);
    }
    viewport()->update();
}

void TableView::setFilter(const QString& words) {
    setProperty("filter", words.trimmed());
    static_cast<RowProxy*>(m_proxy)->setWords(words);
    updateModel();
}

void TableView::onSortRequested(int column) {
    if (column == m_sortColumn && m_sortOrder == Qt::AscendingOrder) {
        m_sortOrder = Qt::DescendingOrder;
    } else if (column == m_sortColumn) {
        m_sortColumn = -1; // the third click gives the table's own order back
    } else {
        m_sortColumn = column;
        m_sortOrder = Qt::AscendingOrder;
    }
    updateModel();
}

int TableView::sourceRow(int row) const {
    if (row < 0 || model() == m_table)
        return row;
    return m_proxy->mapToSource(m_proxy->index(row, 0)).row();
}

int TableView::currentSourceRow() const {
    return currentIndex().isValid() ? sourceRow(currentIndex().row()) : -1;
}

std::vector<int> TableView::selectedSourceRows() const {
    std::vector<int> rows;
    if (selectionModel() != nullptr)
        for (const QModelIndex& index : selectionModel()->selectedRows())
            rows.push_back(sourceRow(index.row()));
    std::sort(rows.begin(), rows.end());
    return rows;
}

void TableView::selectSourceRow(int row) {
    if (m_table == nullptr || row < 0)
        return;
    const QModelIndex source = m_table->index(row, 0);
    const QModelIndex shown = model() == m_table ? source : m_proxy->mapFromSource(source);
    if (shown.isValid())
        setCurrentIndex(shown);
}

void TableView::initColumns() {
    const auto& columns = m_table->columns();
    const qreal digit = m_numbers.width(u"0");
    for (int i = 0; i < static_cast<int>(columns.size()); ++i) {
        const int wanted =
            static_cast<int>(columns[static_cast<std::size_t>(i)].widthInDigits * digit) + 2 * kPad;
        const int title =
            horizontalHeader()->fontMetrics().horizontalAdvance(m_table->columnTitle(i)) + 4 * kPad;
        setColumnWidth(i, std::max(wanted, title));
    }
}

QByteArray TableView::saveColumns() const { return horizontalHeader()->saveState(); }
void TableView::restoreColumns(const QByteArray& state) { horizontalHeader()->restoreState(state); }

void TableView::onTheme() {
    m_numbers.setFont(m_context.theme.numberFont());
    m_labels.setFont(m_context.theme.labelFont());
    verticalHeader()->setMinimumSectionSize(m_context.theme.rowHeight());
    verticalHeader()->setDefaultSectionSize(m_context.theme.rowHeight());
    viewport()->update();
}

void TableView::retranslate() {
    m_copy->setText(tr("Copy rows"));
    m_export->setText(tr("Export as CSV…"));
    m_unsort->setText(tr("Original order"));
    if (m_table != nullptr)
        m_table->retranslate();
}

void TableView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QTableView::changeEvent(event);
}

void TableView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (currentSourceRow() >= 0)
            Q_EMIT rowActivated(currentSourceRow());
        return;
    }
    QTableView::keyPressEvent(event);
}

void TableView::copySelection() const {
    if (m_table == nullptr)
        return;
    QString text;
    for (int column = 0; column < m_table->columnCount(); ++column)
        text += (column > 0 ? QStringLiteral("\t") : QString()) + m_table->columnTitle(column);
    text += u'\n';
    for (const int row : selectedSourceRows()) {
        for (int column = 0; column < m_table->columnCount(); ++column)
            text += (column > 0 ? QStringLiteral("\t") : QString()) +
                    m_table->index(row, column).data().toString();
        text += u'\n';
    }
    QGuiApplication::clipboard()->setText(text);
}

void TableView::exportCsv() {
    if (m_table == nullptr)
        return;
    auto* dialog = new QFileDialog(this, tr("Export as CSV"), csvFileName(objectName()),
                                   tr("Comma-separated values (*.csv)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& name) {
        const QByteArray bytes = m_table->toCsv().toUtf8();
        const QPointer<TableView> self(this);
        QThreadPool::globalInstance()->start([self, name, bytes] {
            QSaveFile file(name);
            const bool written = file.open(QIODevice::WriteOnly) &&
                                 file.write(bytes) == bytes.size() && file.commit();
            const QString problem = written ? QString() : file.errorString();
            QMetaObject::invokeMethod(qApp, [self, name, problem] {
                if (!self)
                    return;
                if (problem.isEmpty())
                    Q_EMIT self->m_context.actions.reported(tr("Saved %1.").arg(name),
                                                            models::Severity::Success);
                else
                    Q_EMIT self->m_context.actions.reported(
                        tr("Could not write %1: %2. Nothing was saved.").arg(name, problem),
                        models::Severity::Problem);
            });
        });
    });
    dialog->open();
}

void TableView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    const auto& colors = m_context.theme.colors();
    painter.fillRect(event->rect(), colors.surface);
    if (m_table == nullptr || model() == nullptr)
        return;
    const int count = model()->rowCount();
    if (count == 0)
        return paintEmpty(painter);
    const int first = std::max(0, rowAt(event->rect().top()));
    for (int row = first; row < count; ++row) {
        const int top = rowViewportPosition(row);
        if (top > event->rect().bottom())
            break;
        paintRow(painter, row, top);
    }
    m_numbers.flush(painter);
    m_labels.flush(painter);
}

void TableView::paintRow(QPainter& painter, int row, int top) {
    const auto& colors = m_context.theme.colors();
    const int height = m_context.theme.rowHeight();
    if (selectionModel()->isRowSelected(row, QModelIndex()))
        painter.fillRect(0, top, viewport()->width(), height, colors.selection);
    if (hasFocus() && currentIndex().row() == row)
        painter.fillRect(0, top, 2, height, colors.accent);
    const int source = sourceRow(row);
    if (source < 0 || source >= m_table->rowCount())
        return;
    const auto& columns = m_table->columns();
    for (int column = 0; column < static_cast<int>(columns.size()); ++column) {
        if (isColumnHidden(column))
            continue;
        const QRect area(columnViewportPosition(column), top, columnWidth(column), height);
        if (area.right() < 0 || area.left() > viewport()->width())
            continue;
        m_cell.clear();
        m_table->cell(source, column, m_cell);
        paintCell(painter, m_cell, columns[static_cast<std::size_t>(column)], area);
    }
}

void TableView::paintCell(QPainter& painter, const models::Cell& cell,
                          const models::Column& column, const QRect& area) {
    if (cell.barFraction > 0)
        painter.fillRect(QRectF(area.left(), area.top() + 1,
                                area.width() * std::min(cell.barFraction, 1.0), area.height() - 2),
                         m_context.theme.colors().accentFill);
    charts::GlyphPainter& glyphs = column.isNumber ? m_numbers : m_labels;
    const QColor color = m_context.theme.tone(cell.tone);
    const qreal room = area.width() - 2 * kPad;
    const qreal wanted = glyphs.width(cell.view());
    if (wanted > room) {
        const QFont font =
            column.isNumber ? m_context.theme.numberFont() : m_context.theme.labelFont();
        const QString shown = QFontMetricsF(font).elidedText(cell.view().toString(), Qt::ElideRight,
                                                             room);
        glyphs.left(area.left() + kPad, area.top(), area.height(), shown, color);
    } else if (column.isNumber) {
        glyphs.right(area.right() + 1 - kPad, area.top(), area.height(), cell.view(), color);
    } else {
        glyphs.left(area.left() + kPad, area.top(), area.height(), cell.view(), color);
    }
}

void TableView::paintEmpty(QPainter& painter) {
    painter.setPen(m_context.theme.colors().textDim);
    painter.setFont(m_context.theme.labelFont());
    const QString text = property("filter").toString().isEmpty() || m_table->rowCount() == 0
                             ? m_table->emptyText()
                             : tr("No row matches the filter.");
    painter.drawText(viewport()->rect().adjusted(2 * kPad, kPad, -2 * kPad, -kPad),
                     Qt::AlignCenter | Qt::TextWordWrap, text);
}

} // namespace openbell::views
