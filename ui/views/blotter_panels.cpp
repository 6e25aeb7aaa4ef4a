#include "ui/views/blotter_panels.h"

#include "ui/models/texts.h"
#include "ui/views/table_view.h"
#include "ui/views/tight_layout.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace openbell::views {
namespace {

QHBoxLayout* barLayout() {
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(6, 4, 6, 4);
    bar->setSpacing(6);
    return bar;
}

/// A bar with the scope box over a table.
void layOut(QWidget* owner, models::PanelContext& context, TableView* table) {
    auto* layout = tightLayout(owner);
    auto* bar = barLayout();
    bar->addWidget(new ScopeBox(context, owner));
    bar->addStretch(1);
    layout->addLayout(bar);
    layout->addWidget(table, 1);
}

} // namespace

ScopeBox::ScopeBox(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_box(new QComboBox(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_box);
    m_box->setObjectName(parent->objectName() + QStringLiteral("Scope"));
    connect(m_box, &QComboBox::activated, this, [this](int index) {
        m_context.accounts.setScope(index == 0 ? models::AccountFeed::Scope::Mine
                                               : models::AccountFeed::Scope::Everybody);
    });
    connect(&context.accounts, &models::AccountFeed::scopeChanged, this, &ScopeBox::refresh);
    connect(&context.actions, &models::TradingActions::permissionsChanged, this,
            &ScopeBox::refresh);
    refresh();
}

void ScopeBox::refresh() {
    const QSignalBlocker quiet(m_box);
    m_box->clear();
    m_box->addItems({tr("My account"), tr("All accounts")});
    m_box->setAccessibleName(tr("Whose"));
    m_box->setCurrentIndex(m_context.accounts.scope() == models::AccountFeed::Scope::Mine ? 0 : 1);
    setVisible(m_context.accounts.maySeeEverybody());
}

void ScopeBox::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

OrdersPanel::OrdersPanel(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_context(context),
      m_table(new TableView(QStringLiteral("openOrders"), context, this)),
      m_cancel(new QAction(this)), m_amend(new QAction(this)), m_details(new QAction(this)) {
    setObjectName(QStringLiteral("ordersPanel"));
    m_table->setTable(&context.accounts.orders());
    m_table->setTopic(api::TopicKind::Orders);
    m_cancel->setObjectName(QStringLiteral("cancelSelectedOrders"));
    m_cancel->setShortcut(Qt::Key_Delete);
    m_cancel->setShortcutContext(Qt::WidgetShortcut);
    m_amend->setObjectName(QStringLiteral("amendSelectedOrder"));
    m_amend->setShortcut(Qt::Key_F2);
    m_amend->setShortcutContext(Qt::WidgetShortcut);
    m_details->setObjectName(QStringLiteral("orderDetails"));
    m_table->insertActions(m_table->actions().value(0), {m_cancel, m_amend, m_details});
    connect(m_cancel, &QAction::triggered, this, &OrdersPanel::cancelSelected);
    connect(m_amend, &QAction::triggered, this, &OrdersPanel::beginAmend);
    connect(m_details, &QAction::triggered, this,
            [this] { showDetails(m_table->currentSourceRow()); });
    connect(m_table, &TableView::rowActivated, this, &OrdersPanel::showDetails);

    m_cancelButton = new QToolButton(this);
    m_cancelButton->setObjectName(QStringLiteral("ordersCancel"));
    m_cancelButton->setDefaultAction(m_cancel);
    m_amendButton = new QToolButton(this);
    m_amendButton->setObjectName(QStringLiteral("ordersAmend"));
    m_amendButton->setDefaultAction(m_amend);

    m_amendRow = new QWidget(this);
    m_amendRow->setObjectName(QStringLiteral("ordersAmendRow"));
    m_amendPrice = new QLineEdit(m_amendRow);
    m_amendPrice->setObjectName(QStringLiteral("amendPrice"));
    m_amendQuantity = new QLineEdit(m_amendRow);
    m_amendQuantity->setObjectName(QStringLiteral("amendQuantity"));
    m_amendApply = new QPushButton(m_amendRow);
    m_amendApply->setObjectName(QStringLiteral("amendApply"));
    m_amendClose = new QPushButton(m_amendRow);
    m_amendClose->setObjectName(QStringLiteral("amendClose"));
    for (QLineEdit* edit : {m_amendPrice, m_amendQuantity}) {
        edit->setAlignment(Qt::AlignRight);
        edit->setMaxLength(24);
        connect(edit, &QLineEdit::returnPressed, this, &OrdersPanel::applyAmend);
    }
    connect(m_amendApply, &QPushButton::clicked, this, &OrdersPanel::applyAmend);
    connect(m_amendClose, &QPushButton::clicked, this, &OrdersPanel::endAmend);
    auto* amendBar = new QHBoxLayout(m_amendRow);
    amendBar->setContentsMargins(0, 0, 0, 0);
    amendBar->addWidget(m_amendPrice);
    amendBar->addWidget(m_amendQuantity);
    amendBar->addWidget(m_amendApply);
    amendBar->addWidget(m_amendClose);
    m_amendRow->hide();

    auto* layout = tightLayout(this);
    auto* bar = barLayout();
    bar->addWidget(new ScopeBox(context, this));
    bar->addWidget(m_cancelButton);
    bar->addWidget(m_amendButton);
    bar->addWidget(m_amendRow);
    bar->addStretch(1);
    layout->addLayout(bar);
    layout->addWidget(m_table, 1);
    m_cutNote = new QLabel(this);
    m_cutNote->setObjectName(QStringLiteral("ordersCutNote"));
    m_cutNote->setTextFormat(Qt::PlainText);
    m_cutNote->setWordWrap(true);
    m_cutNote->setContentsMargins(8, 3, 8, 3);
    m_cutNote->hide();
    layout->addWidget(m_cutNote);

    connect(&context.actions, &models::TradingActions::permissionsChanged, this,
            &OrdersPanel::refresh);
    connect(&context.accounts.orders(), &models::OrdersModel::ordersChanged, this,
            &OrdersPanel::refresh);
    retranslate();
    refresh();
}

void OrdersPanel::retranslate() {
    m_table->setAccessibleName(tr("Open orders"));
    m_cancel->setText(tr("Cancel order"));
    m_cancel->setToolTip(tr("Cancel the selected orders (Delete)"));
    m_amend->setText(tr("Amend…"));
    m_amend->setToolTip(tr("Change price or quantity of the selected order (F2)"));
    m_details->setText(tr("Order details"));
    m_details->setToolTip(tr("Everything that happened to the selected order (Enter)"));
    m_cancelButton->setAccessibleName(m_cancel->text());
    m_amendButton->setAccessibleName(m_amend->text());
    m_amendPrice->setAccessibleName(tr("New price"));
    m_amendPrice->setPlaceholderText(tr("New price"));
    m_amendQuantity->setAccessibleName(tr("New total quantity"));
    m_amendQuantity->setPlaceholderText(tr("New total quantity"));
    m_amendQuantity->setToolTip(tr("What has already traded counts. Only a smaller quantity at the "
                                   "same price keeps the order's place in the queue."));
    m_amendApply->setText(tr("Apply"));
    m_amendApply->setAccessibleName(tr("Apply the amendment"));
    m_amendClose->setText(tr("Close"));
    m_amendClose->setAccessibleName(tr("Close without amending"));
}

void OrdersPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate(), refresh();
    QWidget::changeEvent(event);
}

void OrdersPanel::refresh() {
    const bool may = m_context.actions.canTrade() || m_context.actions.canControlMarkets();
    const models::OrdersModel& orders = m_context.accounts.orders();
    const bool any = orders.size() > 0;
    if (orders.isCut())
        m_cutNote->setText(tr("Only the newest open orders are listed, %1 of them at the moment; there are "
                              "older ones, and they stay open. The list of one account is "
                              "complete unless it has as many.")
                               .arg(m_context.format.count(static_cast<std::uint64_t>(orders.size()))));
    m_cutNote->setVisible(orders.isCut());
    m_table->setEmptyHint(m_context.actions.canTrade()
                              ? QString()
                              : tr("No open orders. They appear here as they are placed."));
    m_cancel->setEnabled(may && any);
    m_amend->setEnabled(may && any);
    if (!m_amending.isNone() && m_context.accounts.orders().order(m_amending) == nullptr)
        endAmend(); // it traded or was cancelled meanwhile
}

void OrdersPanel::showDetails(int row) {
    if (row >= 0 && row < m_context.accounts.orders().size())
        m_context.selection.showOrder(m_context.accounts.orders().at(row).order);
    else
        Q_EMIT m_context.actions.reported(tr("Select an order first."), models::Severity::Info);
}

void OrdersPanel::cancelSelected() {
    std::vector<api::OrderView> orders; // copies: answers change the model
    for (const int row : m_table->selectedSourceRows())
        orders.push_back(m_context.accounts.orders().at(row));
    if (orders.empty())
        Q_EMIT m_context.actions.reported(tr("Select the orders to cancel first."),
                                          models::Severity::Info);
    for (const api::OrderView& order : orders)
        m_context.actions.cancel(order);
}

void OrdersPanel::beginAmend() {
    const int row = m_table->currentSourceRow();
    if (row < 0 || row >= m_context.accounts.orders().size()) {
        Q_EMIT m_context.actions.reported(tr("Select the order to amend first."),
                                          models::Severity::Info);
        return;
    }
    const api::OrderView& order = m_context.accounts.orders().at(row);
    const auto* market = m_context.feed.reference().instrument(order.instrument);
    if (market == nullptr)
        return;
    const auto reason = !order.waitsFor.isNone() || !order.cancels.isNone()
                            ? api::RejectReason::PartOfList
                        : order.waiting && order.peg == api::PegReference::None
                            ? api::RejectReason::OrderWaits
                            : api::RejectReason::None;
    if (reason != api::RejectReason::None) {
        Q_EMIT m_context.actions.reported(models::Texts::rejectReason(reason),
                                          models::Severity::Info);
        return;
    }
    m_amending = order.order;
    m_amendPrice->setText(m_context.format.price(*market, order.price));
    m_amendQuantity->setText(m_context.format.quantity(*market, order.quantity));
    m_amendRow->show();
    m_amendPrice->setFocus();
    m_amendPrice->selectAll();
}

void OrdersPanel::applyAmend() {
    const api::OrderView* order = m_context.accounts.orders().order(m_amending);
    if (order == nullptr)
        return endAmend();
    const auto* market = m_context.feed.reference().instrument(order->instrument);
    const auto price = m_context.format.parsePrice(*market, m_amendPrice->text());
    const auto quantity = m_context.format.parseQuantity(*market, m_amendQuantity->text());
    if (!price || !quantity) {
        Q_EMIT m_context.actions.reported(
            tr("The price must be a multiple of %1 and the quantity a multiple of %2.")
                .arg(m_context.format.price(*market, Price(1)),
                     m_context.format.quantity(*market, Quantity(1))),
            models::Severity::Warning);
        return;
    }
    m_context.actions.amend(*order, *price, *quantity);
    endAmend();
}

void OrdersPanel::endAmend() {
    m_amending = {};
    m_amendRow->hide();
    m_table->setFocus();
}

FillsPanel::FillsPanel(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_table(new TableView(QStringLiteral("fills"), context, this)) {
    setObjectName(QStringLiteral("fillsPanel"));
    m_table->setAccessibleName(tr("Fills"));
    m_table->setTable(&context.accounts.fills());
    m_table->setTopic(api::TopicKind::Fills);
    connect(m_table, &TableView::rowActivated, this, [&context](int row) {
        const OrderId order = context.accounts.fills().orderAt(row);
        if (!order.isNone())
            context.selection.showOrder(order);
    });
    layOut(this, context, m_table);
}

BalancesPanel::BalancesPanel(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_table(new TableView(QStringLiteral("balances"), context, this)) {
    setObjectName(QStringLiteral("balancesPanel"));
    m_table->setAccessibleName(tr("Balances"));
    m_table->setTable(&context.accounts.balances());
    m_table->setTopic(api::TopicKind::Balances);
    layOut(this, context, m_table);
}

AuditPanel::AuditPanel(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_table(new TableView(QStringLiteral("audit"), context, this)),
      m_filter(new QLineEdit(this)) {
    setObjectName(QStringLiteral("auditPanel"));
    m_filter->setObjectName(QStringLiteral("auditFilter"));
    m_filter->setClearButtonEnabled(true);
    m_table->setTable(&context.accounts.audit());
    m_table->setTopic(api::TopicKind::Audit);
    connect(m_filter, &QLineEdit::textChanged, m_table, &TableView::setFilter);
    auto* layout = tightLayout(this);
    layout->addWidget(m_filter);
    layout->addWidget(m_table, 1);
    retranslate();
}

void AuditPanel::retranslate() {
    m_table->setAccessibleName(tr("Audit log"));
    m_filter->setPlaceholderText(tr("Filter by who, what or when"));
    m_filter->setAccessibleName(tr("Filter the audit log"));
}

void AuditPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

UsersPanel::UsersPanel(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_table(new TableView(QStringLiteral("users"), context, this)) {
    setObjectName(QStringLiteral("usersPanel"));
    m_table->setAccessibleName(tr("Users"));
    m_table->setTable(&context.accounts.users());
    tightLayout(this)->addWidget(m_table, 1);
}

} // namespace openbell::views
