#include "ui/views/market_panels.h"

#include "ui/views/table_view.h"
#include "ui/views/tight_layout.h"

#include <QEvent>
#include <QHeaderView>
#include <QLineEdit>

namespace openbell::views {
MarketsPanel::MarketsPanel(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_context(context),
      m_table(new TableView(QStringLiteral("markets"), context, this)),
      m_filter(new QLineEdit(this)) {
    setObjectName(QStringLiteral("marketsPanel"));
    m_filter->setObjectName(QStringLiteral("marketsFilter"));
    m_filter->setClearButtonEnabled(true);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTable(&context.feed.tickers());
    auto* layout = tightLayout(this);
    layout->addWidget(m_filter);
    layout->addWidget(m_table, 1);

    connect(m_filter, &QLineEdit::textChanged, m_table, &TableView::setFilter);
    connect(m_table, &QTableView::clicked, this,
            [this] { selectRow(m_table->currentSourceRow()); });
    connect(m_table, &TableView::rowActivated, this, &MarketsPanel::selectRow);
    connect(&context.selection, &models::Selection::instrumentChanged, this,
            &MarketsPanel::followSelection);
    connect(&context.feed.tickers(), &QAbstractItemModel::rowsInserted, this,
            &MarketsPanel::followSelection);
    retranslate();
    followSelection();
}

void MarketsPanel::retranslate() {
    m_filter->setPlaceholderText(tr("Filter markets"));
    m_filter->setAccessibleName(tr("Filter markets"));
    m_table->setAccessibleName(tr("Markets"));
}

void MarketsPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void MarketsPanel::selectRow(int row) {
    if (row >= 0)
        m_context.selection.setInstrument(m_context.feed.tickers().instrumentAt(row));
}

void MarketsPanel::followSelection() {
    const int row = m_context.feed.tickers().rowOf(m_context.selection.instrument());
    if (row >= 0 && row != m_table->currentSourceRow())
        m_table->selectSourceRow(row);
}

TapePanel::TapePanel(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_context(context),
      m_table(new TableView(QStringLiteral("timeAndSales"), context, this)) {
    setObjectName(QStringLiteral("tapePanel"));
    m_table->setAccessibleName(tr("Time and sales"));
    tightLayout(this)->addWidget(m_table, 1);
    connect(&context.selection, &models::Selection::instrumentChanged, this,
            &TapePanel::onInstrument);
    connect(m_table, &TableView::rowActivated, this, [this](int row) {
        if (m_trades && row < m_trades->size()) {
            const auto& trade = m_trades->at(row).trade;
            m_context.selection.pickPrice(api::opposite(trade.takerSide), trade.price);
        }
    });
    connect(&context.actions, &models::TradingActions::permissionsChanged, this, [this] {
        if (m_trades)
            m_trades->setOwnAccount(m_context.actions.account());
    });
    onInstrument(context.selection.instrument());
}

void TapePanel::onInstrument(InstrumentId instrument) {
    if (instrument.isNone())
        return;
    auto next = m_context.feed.trades(instrument);
    m_table->setTable(next.get()); // before the old model can go
    m_trades = std::move(next);
    m_trades->setOwnAccount(m_context.actions.account());
}

} // namespace openbell::views
