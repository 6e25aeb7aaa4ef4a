#include "ui/views/ticket_panel.h"

#include "ui/models/texts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>

namespace openbell::views {
TicketPanel::TicketPanel(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_context(context) {
    setObjectName(QStringLiteral("ticketPanel"));
    build();
    connect(&context.selection, &models::Selection::instrumentChanged, this,
            &TicketPanel::onOtherMarket);
    connect(&context.selection, &models::Selection::pricePicked, this, &TicketPanel::onPicked);
    connect(&context.selection, &models::Selection::orderQuantityChanged, this,
            &TicketPanel::onInstrument);
    connect(&context.feed.reference(), &models::ReferenceData::changed, this,
            &TicketPanel::refresh);
    // The market moves at the frame rate; four looks a second are enough for the sums.
    auto* prices = new QTimer(this);
    prices->setInterval(250);
    connect(prices, &QTimer::timeout, this, [this] { if (isVisible()) refresh(); });
    prices->start();
    connect(&context.accounts.ownBalances(), &models::BalancesModel::balancesChanged, this,
            [this] { if (isVisible()) refresh(); });
    connect(&context.actions, &models::TradingActions::permissionsChanged, this,
            &TicketPanel::refresh);
    connect(&context.theme, &models::Theme::changed, this, &TicketPanel::paintSideButtons);
    retranslate();
    setSide(api::Side::Buy);
    onInstrument();
}

void TicketPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        // Numbers follow once the new format is in place.
        QMetaObject::invokeMethod(this, &TicketPanel::onInstrument, Qt::QueuedConnection);
    }
    QWidget::changeEvent(event);
}

models::TicketInput TicketPanel::input() const {
    models::TicketInput input;
    input.side = m_side;
    input.type = static_cast<api::OrderType>(m_type->currentData().toInt());
    if (m_timeInForce->count() > 0)
        input.timeInForce = static_cast<api::TimeInForce>(m_timeInForce->currentData().toInt());
    else if (input.type == api::OrderType::Market)
        input.timeInForce = api::TimeInForce::ImmediateOrCancel;
    if (input.timeInForce == api::TimeInForce::GoodTillTime)
        input.expiry = Timestamp(m_expiry->dateTime().toMSecsSinceEpoch() * kNsPerMs);
    input.selfTrade = static_cast<api::SelfTradePrevention>(m_selfTrade->currentData().toInt());
    input.trigger = m_trigger->text();
    input.trailBy = m_trailBy->text();
    input.postOnly = m_postOnly->isVisibleTo(this) && m_postOnly->isChecked();
    input.price = m_price->text();
    input.quantity = m_quantity->text();
    return input;
}

models::TicketContext TicketPanel::surroundings(const models::InstrumentInfo& market) const {
    models::TicketContext around;
    if (const auto* ticker = m_context.feed.tickers().ticker(market.id)) {
        around.bestBid = ticker->view.bestBid;
        around.bestAsk = ticker->view.bestAsk;
        around.last = ticker->view.last;
    }
    around.now = m_context.client.venueTime();
    const auto& balances = m_context.accounts.ownBalances();
    const AccountId account = m_context.actions.account();
    around.knowsFunds = balances.isLoaded() && !account.isNone();
    around.availableBase = balances.available(account, market.definition.base);
    around.availableQuote = balances.available(account, market.definition.quote);
    return around;
}

models::TicketCheck TicketPanel::check() const {
    const auto* market = m_context.feed.reference().instrument(m_context.selection.instrument());
    if (market == nullptr)
        return {};
    return models::OrderTicket::check(input(), *market, surroundings(*market), m_context.format);
}

/// The price and size of one market mean nothing in another.
void TicketPanel::onOtherMarket() {
    for (QLineEdit* field : {m_price, m_trigger, m_trailBy, m_quantity})
        field->clear();
    onInstrument();
}

void TicketPanel::onInstrument() {
    const auto* market = m_context.feed.reference().instrument(m_context.selection.instrument());
    if (market != nullptr && !m_quantity->hasFocus()) {
        const Quantity quantity = m_context.selection.orderQuantity(market->id);
        if (!quantity.isZero())
            m_quantity->setText(m_context.format.quantity(*market, quantity));
    }
    refresh();
}

void TicketPanel::onPicked(api::Side side, Price price) {
    const auto* market = m_context.feed.reference().instrument(m_context.selection.instrument());
    if (market == nullptr)
        return;
    m_price->setText(m_context.format.price(*market, price));
    setSide(side);
}

void TicketPanel::setSide(api::Side side) {
    m_side = side;
    m_buy->setChecked(side == api::Side::Buy);
    m_sell->setChecked(side == api::Side::Sell);
    paintSideButtons();
    showOnlyWhatApplies();
}

void TicketPanel::paintSideButtons() {
    const auto& colors = m_context.theme.colors();
    const auto style = [&colors](QPushButton* button, const QColor& fill, const QColor& text) {
        button->setStyleSheet(
            QStringLiteral("QPushButton { background: %1; color: %2; border: 1px solid %1; "
                           "border-radius: 4px; padding: 5px 8px; font-weight: 600; }"
                           "QPushButton:focus { border-color: %2; }"
                           "QPushButton:disabled { background: %3; border-color: %3; color: %4; }")
                .arg(fill.name(QColor::HexArgb), text.name(), colors.raised.name(),
                     colors.textDim.name()));
    };
    const bool buy = m_side == api::Side::Buy;
    style(m_buy, buy ? colors.up : colors.raised, buy ? colors.window : colors.textDim);
    style(m_sell, buy ? colors.raised : colors.down, buy ? colors.textDim : colors.window);
    style(m_submit, buy ? colors.up : colors.down, colors.window);
    QPalette problem = palette();
    problem.setColor(QPalette::WindowText, colors.warning);
    for (QLabel* label : {m_priceProblem, m_triggerProblem, m_quantityProblem, m_expiryProblem, m_problem})
        label->setPalette(problem);
    QPalette dim = palette();
    dim.setColor(QPalette::WindowText, colors.textDim);
    for (QLabel* label : {m_typeLabel, m_timeInForceLabel, m_priceLabel, m_triggerLabel,
                          m_expiryLabel, m_trailByLabel, m_quantityLabel, m_selfTradeLabel, m_valueLabel,
                          m_feeLabel, m_availableLabel})
        label->setPalette(dim);
    for (QWidget* number :
         std::initializer_list<QWidget*>{m_price, m_trigger, m_trailBy, m_quantity, m_expiry, m_value, m_fee,
                                         m_available})
        number->setFont(m_context.theme.numberFont());
}

void TicketPanel::refresh() {
    const auto* market = m_context.feed.reference().instrument(m_context.selection.instrument());
    if (market == nullptr) {
        m_submit->setEnabled(false);
        m_submit->setText(tr("No market"));
        m_problem->setText(tr("Choose a market to place an order."));
        for (QLabel* problem :
             {m_priceProblem, m_triggerProblem, m_quantityProblem, m_expiryProblem})
            problem->hide();
        for (QLabel* figure : {m_available, m_value, m_fee})
            figure->setText(QStringLiteral("–"));
        return;
    }
    const models::TicketCheck result = check();
    const auto around = surroundings(*market);
    const bool buy = m_side == api::Side::Buy;
    const QString available =
        buy ? m_context.format.amount(market->quote, around.availableQuote, market->quoteCode)
            : QString();
    const auto* base = m_context.feed.reference().asset(market->definition.base);
    m_available->setText(!around.knowsFunds ? QStringLiteral("–")
                         : buy              ? available
                         : base != nullptr
                             ? m_context.format.amount(base->scale, around.availableBase, base->code)
                             : QStringLiteral("–"));
    m_value->setText(result.value.isEmpty() ? QStringLiteral("–") : result.value);
    m_fee->setText(result.fee.isEmpty() ? QStringLiteral("–") : result.fee);
    // An empty field is not yet a mistake: only what was typed is criticised.
    const auto showProblem = [](QLabel* label, const QString& text, bool typed) {
        label->setText(typed ? text : QString());
        label->setVisible(typed && !text.isEmpty());
    };
    showProblem(m_priceProblem, result.priceProblem, !m_price->text().isEmpty());
    showProblem(m_triggerProblem, result.triggerProblem,
                !m_trigger->text().isEmpty() || !m_trailBy->text().isEmpty());
    showProblem(m_quantityProblem, result.quantityProblem, !m_quantity->text().isEmpty());
    showProblem(m_expiryProblem, result.expiryProblem, true);
    showWhatTheStateTakes(*market);
    const bool can = m_context.actions.canTrade();
    m_problem->setText(!can ? m_context.actions.whyNotTrade()
                       : !result.problem.isEmpty() ? result.problem
                                                   : result.note);
    m_submit->setText(buy ? tr("Buy %1").arg(market->symbol) : tr("Sell %1").arg(market->symbol));
    m_submit->setAccessibleName(m_submit->text());
    m_submit->setEnabled(can && result.ok);
}

void TicketPanel::stepQuantity(int percent) {
    const auto* market = m_context.feed.reference().instrument(m_context.selection.instrument());
    if (market == nullptr)
        return;
    const auto around = surroundings(*market);
    std::int64_t lots = 0;
    if (m_side == api::Side::Sell) {
        lots = around.availableBase.value() / market->definition.lotSize;
    } else {
        const auto typed = m_context.format.parsePrice(*market, m_price->text());
        const Price price = typed.value_or(around.bestAsk);
        const std::int64_t rate =
            std::max(market->definition.makerFeePpm, market->definition.takerFeePpm);
        const auto perLot = tradeValue(price, Quantity(1), market->tickValue);
        if (perLot && perLot->value() > 0) {
            const auto value = mulDiv(around.availableQuote.value(), kPpm, kPpm + rate,
                                      Rounding::Down);
            lots = value.value_or(0) / perLot->value();
        }
    }
    lots = mulDiv(lots, percent, 100, Rounding::Down).value_or(0);
    lots = std::min(lots, market->definition.maxQuantity.value());
    m_quantity->setText(m_context.format.quantity(*market, Quantity(lots)));
    refresh();
}

void TicketPanel::submit() {
    const models::TicketCheck result = check();
    if (!m_context.actions.canTrade() || !result.ok) {
        Q_EMIT m_context.actions.reported(m_context.actions.canTrade()
                                              ? result.firstProblem()
                                              : m_context.actions.whyNotTrade(),
                                          models::Severity::Warning);
        return;
    }
    m_context.selection.setOrderQuantity(result.order.instrument, result.order.quantity);
    m_context.actions.place(result.order);
}

} // namespace openbell::views
