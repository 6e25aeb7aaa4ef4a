#include "ui/views/table_view.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPointer>
#include <QSaveFile>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <numeric>
#include <utility>

namespace openbell::views {
namespace {

/// First byte of saved columns: whether a person has set their widths.
const QByteArray kOwnMark = QByteArrayLiteral("U");
const QByteArray kFittedMark = QByteArrayLiteral("F");
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
    horizontalHeader()->hide(); // until there are columns
    connect(horizontalHeader(), &QHeaderView::sectionClicked, this, &TableView::onSortRequested);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, &TableView::onSectionResized);

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
    if (!first)
        return;
    horizontalHeader()->show();
    measureColumns();
    restoreColumns(std::exchange(m_keptColumns, {}));
}

void TableView::updateModel() {
    auto* proxy = static_cast<RowProxy*>(m_proxy);
    const bool direct = m_sortColumn < 0 && property("filter").toString().isEmpty();
    const QByteArray columns = model() != nullptr ? horizontalHeader()->saveState() : QByteArray();
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

void TableView::setTopic(api::TopicKind topic) {
    m_topic = topic;
    connect(&m_context.accounts, &models::AccountFeed::scopeChanged, viewport(),
            qOverload<>(&QWidget::update));
}

void TableView::setEmptyHint(const QString& hint) {
    m_emptyHint = hint;
    viewport()->update();
}

QString TableView::emptyText() const {
    if (m_table == nullptr)
        return tr("Choose a market to see its rows.");
    if (m_table->rowCount() > 0 && !property("filter").toString().isEmpty())
        return tr("No row matches the filter.");
    const QString hidden = m_topic ? m_context.accounts.whyHidden(*m_topic) : QString();
    if (!hidden.isEmpty())
        return hidden;
    return m_emptyHint.isEmpty() ? m_table->emptyText() : m_emptyHint;
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

void TableView::measureColumns() {
    if (m_table == nullptr)
        return;
    const qreal digit = m_numbers.width(u"0");
    const QFontMetrics metrics = horizontalHeader()->fontMetrics();
    m_wishes.clear();
    for (int i = 0; i < m_table->columnCount(); ++i) {
        const models::Column& column = m_table->columns()[static_cast<std::size_t>(i)];
        const auto digits = static_cast<int>(column.widthInDigits * digit) + 2 * kPad;
        const int title = metrics.horizontalAdvance(m_table->columnTitle(i)) + 3 * kPad;
        const int least = column.leastDigits > 0
                              ? static_cast<int>(column.leastDigits * digit) + 2 * kPad
                              : digits * 9 / 10;
        m_wishes.push_back({std::max(digits, title), std::max(least, title)});
    }
    fitToRoom();
}

/// Unless a person has set widths: everything in sight, optional columns left out if need be.
void TableView::fitToRoom() {
    if (m_ownWidths || m_wishes.empty() || m_fitting || model() == nullptr)
        return;
    m_fitting = true;
    const int room = viewport()->width();
    std::vector<ColumnWish> shown = m_wishes;
    const auto least = [&shown] {
        return std::accumulate(shown.begin(), shown.end(), 0,
                               [](int sum, const ColumnWish& one) { return sum + one.minimum; });
    };
    for (std::size_t i = shown.size(); i-- > 0;)
        if (m_table->columns()[i].isOptional && least() > room)
            shown[i] = {};
    const std::vector<int> widths = fitColumns(shown, room);
    for (int i = 0; i < static_cast<int>(widths.size()); ++i) {
        const bool hidden = widths[static_cast<std::size_t>(i)] == 0;
        setColumnHidden(i, hidden);
        if (!hidden)
            setColumnWidth(i, widths[static_cast<std::size_t>(i)]);
    }
    m_fitting = false;
}

void TableView::onSectionResized() {
    // The stretching last column is resized along with the view; a hand on the header is meant.
    if (!m_fitting && horizontalHeader()->underMouse() &&
        QGuiApplication::mouseButtons().testFlag(Qt::LeftButton))
        m_ownWidths = true;
}

void TableView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitToRoom();
}

QByteArray TableView::saveColumns() const {
    if (m_table == nullptr)
        return m_keptColumns;
    return (m_ownWidths ? kOwnMark : kFittedMark) + horizontalHeader()->saveState();
}

void TableView::restoreColumns(const QByteArray& state) {
    if (!state.startsWith(kOwnMark) && !state.startsWith(kFittedMark))
        return;
    if (m_table == nullptr) {
        m_keptColumns = state; // no columns yet
        return;
    }
    m_ownWidths = state.startsWith(kOwnMark);
    horizontalHeader()->restoreState(state.sliced(1));
    fitToRoom();
}

void TableView::onTheme() {
    m_numbers.setFont(m_context.theme.numberFont());
    m_labels.setFont(m_context.theme.labelFont());
    verticalHeader()->setMinimumSectionSize(m_context.theme.rowHeight());
    verticalHeader()->setDefaultSectionSize(m_context.theme.rowHeight());
    measureColumns();
    viewport()->update();
}

void TableView::retranslate() {
    m_copy->setText(tr("Copy rows"));
    m_export->setText(tr("Export as CSV…"));
    m_unsort->setText(tr("Original order"));
    if (m_table != nullptr)
        m_table->retranslate();
    measureColumns();
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

} // namespace openbell::views
