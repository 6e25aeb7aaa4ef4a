#include "ui/views/order_details_panel.h"

#include "ui/models/texts.h"
#include "ui/views/table_view.h"
#include "ui/views/tight_layout.h"

#include <QEvent>
#include <QLabel>

namespace openbell::views {

OrderDetailsPanel::OrderDetailsPanel(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_context(context),
      m_life(new models::OrderLifeModel(context.client, context.feed.reference(), context.format,
                                        this)),
      m_headline(new QLabel(this)), m_summary(new QLabel(this)),
      m_table(new TableView(QStringLiteral("orderLife"), context, this)) {
    setObjectName(QStringLiteral("orderDetailsPanel"));
    m_headline->setObjectName(QStringLiteral("orderHeadline"));
    m_summary->setObjectName(QStringLiteral("orderSummary"));
    m_summary->setWordWrap(true);
    for (QLabel* label : {m_headline, m_summary}) {
        label->setTextFormat(Qt::PlainText);
        label->setContentsMargins(10, 4, 10, 0);
    }
    m_summary->setContentsMargins(10, 0, 10, 4);
    m_table->setTable(m_life);
    auto* layout = tightLayout(this);
    layout->addWidget(m_headline);
    layout->addWidget(m_summary);
    layout->addWidget(m_table, 1);
    setFocusProxy(m_table);

    connect(&context.selection, &models::Selection::orderChosen, m_life,
            &models::OrderLifeModel::show);
    connect(m_life, &models::OrderLifeModel::loaded, this, &OrderDetailsPanel::refresh);
    connect(&context.accounts.orders(), &models::OrdersModel::ordersChanged, this,
            &OrderDetailsPanel::onOrders);
    connect(&context.feed.reference(), &models::ReferenceData::namesChanged, this,
            &OrderDetailsPanel::refresh);
    connect(&context.theme, &models::Theme::changed, this, &OrderDetailsPanel::refresh);
    connect(&context.client, &client::ExchangeClient::exchangeChanged, m_life,
            [this] { m_life->show({}); });
    if (!context.selection.order().isNone())
        m_life->show(context.selection.order());
    refresh();
}

void OrderDetailsPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        m_life->retranslate();
        refresh();
    }
    QWidget::changeEvent(event);
}

/// The read models follow the live state: asked again as soon as the order has changed there.
void OrderDetailsPanel::onOrders() {
    const OrderId shown = m_life->wanted();
    if (shown.isNone())
        return;
    if (const api::OrderView* live = m_context.accounts.orders().order(shown))
        m_life->refresh(live->sequence);
    else if (m_life->order() && m_life->order()->status == api::OrderStatus::Open)
        m_life->refresh(m_context.client.lastSequence()); // it has just ended
}

QString OrderDetailsPanel::headline(const api::OrderView& order) const {
    const auto* market = m_context.feed.reference().instrument(order.instrument);
    if (market == nullptr)
        return {};
    const models::Format& format = m_context.format;
    return tr("Order %1: %2 %3 %4 at %5", "number, side, quantity, market, price")
        .arg(models::Format::orderId(order.order), models::Texts::side(order.side),
             format.quantity(*market, order.quantity), market->symbol,
             order.price.isZero() ? tr("market") : format.price(*market, order.price));
}

QString OrderDetailsPanel::summary(const api::OrderView& order) const {
    const auto* market = m_context.feed.reference().instrument(order.instrument);
    if (market == nullptr)
        return {};
    const models::Format& format = m_context.format;
    QStringList parts{models::Texts::orderKind(order)};
    const QString status = models::Texts::orderStatus(order.status);
    parts += order.status != api::OrderStatus::Cancelled
                 ? status
                 : tr("%1: %2", "status, reason")
                       .arg(status, models::Texts::cancelReason(order.cancelReason));
    parts += tr("%1 of %2 filled").arg(format.quantity(*market, order.filled),
                                       format.quantity(*market, order.quantity));
    if (!order.triggerPrice.isZero())
        parts += tr("trigger %1").arg(format.price(*market, order.triggerPrice));
    if (order.peg != api::PegReference::None)
        parts += order.pegPrice.isZero()
                     ? tr("waits outside the book")
                     : tr("last at %1", "price").arg(format.price(*market, order.pegPrice));
    // Which orders it is linked to now is known to the live list alone.
    if (const api::OrderView* live = m_context.accounts.orders().order(order.order))
        if (const QString links = models::Texts::orderLinks(*live); !links.isEmpty())
            parts += links;
    if (!order.quoteAmount.isZero())
        parts += tr("for %1", "amount")
                     .arg(format.amount(market->quote, order.quoteAmount, market->quoteCode));
    if (const QString end = models::Texts::orderEnd(order, format); !end.isEmpty())
        parts += tr("ends: %1").arg(end);
    parts += m_context.feed.reference().accountName(order.account);
    if (!order.clientOrderId.isNone())
        parts += tr("client number %1").arg(order.clientOrderId.value());
    return parts.join(QStringLiteral("  ·  "));
}

void OrderDetailsPanel::refresh() {
    m_table->setAccessibleName(tr("Life of the order"));
    const models::Theme& theme = m_context.theme;
    m_headline->setFont(theme.labelFont(1, QFont::DemiBold));
    QPalette dim = theme.palette();
    dim.setColor(QPalette::WindowText, theme.colors().textDim);
    m_summary->setPalette(dim);
    const api::OrderView* order = m_life->order();
    m_headline->setVisible(order != nullptr);
    m_summary->setVisible(order != nullptr);
    if (order == nullptr)
        return;
    m_headline->setText(headline(*order));
    m_summary->setText(summary(*order));
}

} // namespace openbell::views
