#include "ui/views/ticket_panel.h"

#include "ui/models/texts.h"
#include "ui/views/ticket_form.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>

namespace openbell::views {

using models::TicketField;

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
    connect(&context.theme, &models::Theme::changed, this, &TicketPanel::paintAll);
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

void TicketPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    for (QLabel* text : {m_summary, m_problem})
        text->setMinimumHeight(0);
    refresh();
}

const models::InstrumentInfo* TicketPanel::market() const {
    return m_context.feed.reference().instrument(m_context.selection.instrument());
}

models::TicketInput TicketPanel::input() const {
    const auto chosen = [this](TicketField field) {
        return m_choices.at(field)->currentData().toInt();
    };
    const auto typed = [this](TicketField field) { return m_edits.at(field)->text(); };
    models::TicketInput input;
    input.side = m_side;
    input.type = static_cast<api::OrderType>(chosen(TicketField::Type));
    if (m_choices.at(TicketField::TimeInForce)->count() > 0)
        input.timeInForce = static_cast<api::TimeInForce>(chosen(TicketField::TimeInForce));
    else if (input.type == api::OrderType::Market)
        input.timeInForce = api::TimeInForce::ImmediateOrCancel;
    if (input.timeInForce == api::TimeInForce::GoodTillTime)
        input.expiry = Timestamp(m_expiry->dateTime().toMSecsSinceEpoch() * kNsPerMs);
    input.selfTrade = static_cast<api::SelfTradePrevention>(chosen(TicketField::SelfTrade));
    input.postOnly = static_cast<api::PostOnly>(chosen(TicketField::PostOnly));
    input.showing = static_cast<models::Showing>(chosen(TicketField::Showing));
    input.peg = static_cast<api::PegReference>(chosen(TicketField::Peg));
    input.pegOffset = typed(TicketField::PegOffset);
    input.sizedBy = static_cast<models::SizedBy>(chosen(TicketField::SizedBy));
    input.amount = typed(TicketField::Amount);
    input.reduceOnly = chosen(TicketField::ReduceOnly) != 0;
    input.attached = static_cast<models::Attached>(chosen(TicketField::Attached));
    input.takeProfit = typed(TicketField::TakeProfit);
    input.stopLoss = typed(TicketField::StopLoss);
    input.otherTrigger = typed(TicketField::OtherTrigger);
    input.otherWorst = typed(TicketField::OtherWorst);
    input.trigger = typed(TicketField::Trigger);
    input.trailBy = typed(TicketField::TrailBy);
    input.price = typed(TicketField::Price);
    input.quantity = typed(TicketField::Quantity);
    input.displayQuantity = typed(TicketField::DisplayQuantity);
    input.displayVariance = typed(TicketField::DisplayVariance);
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
    const auto* now = market();
    if (now == nullptr)
        return {};
    return models::OrderTicket::check(input(), *now, surroundings(*now), m_context.format);
}

/// The price and size of one market mean nothing in another.
void TicketPanel::onOtherMarket() {
    for (const auto& [field, edit] : m_edits)
        edit->clear();
    onInstrument();
}

void TicketPanel::onInstrument() {
    QLineEdit* quantity = m_edits[TicketField::Quantity];
    const auto* now = market();
    if (now != nullptr && !quantity->hasFocus()) {
        const Quantity chosen = m_context.selection.orderQuantity(now->id);
        if (!chosen.isZero())
            quantity->setText(m_context.format.quantity(*now, chosen));
    }
    refresh();
}

void TicketPanel::onPicked(api::Side side, Price price) {
    const auto* now = market();
    if (now == nullptr)
        return;
    m_edits[TicketField::Price]->setText(m_context.format.price(*now, price));
    setSide(side);
}

void TicketPanel::setSide(api::Side side) {
    m_side = side;
    m_buy->setChecked(side == api::Side::Buy);
    m_sell->setChecked(side == api::Side::Sell);
    paintAll();
    showOnlyWhatApplies();
}

void TicketPanel::paintAll() {
    const auto& colors = m_context.theme.colors();
    const auto style = [&colors](QPushButton* button, const QColor& fill, const QColor& text) {
        button->setStyleSheet(
            QStringLiteral("QPushButton { background: %1; color: %2; border: 1px solid %1; "
                           "border-radius: 4px; padding: 5px 8px; font-weight: 600; }"
                           "QPushButton:focus { border-color: %5; outline: 0; }"
                           "QPushButton:disabled { background: %3; border-color: %3; color: %4; }")
                .arg(fill.name(QColor::HexArgb), text.name(), colors.raised.name(),
                     colors.textDim.name(), colors.text.name()));
    };
    const bool buy = m_side == api::Side::Buy;
    style(m_buy, buy ? colors.up : colors.raised, buy ? colors.window : colors.textDim);
    style(m_sell, buy ? colors.raised : colors.down, buy ? colors.textDim : colors.window);
    style(m_submit, buy ? colors.up : colors.down, colors.window);
    m_form->paint(m_context.theme);
    QPalette dim = palette();
    dim.setColor(QPalette::WindowText, colors.textDim);
    m_summary->setPalette(dim);
    const QFont numbers = m_context.theme.numberFont();
    for (const auto& [field, edit] : m_edits)
        edit->setFont(numbers);
    for (QWidget* number : std::initializer_list<QWidget*>{m_expiry, m_value, m_fee, m_available})
        number->setFont(numbers);
}

void TicketPanel::showFigures(const models::InstrumentInfo& market,
                              const models::TicketCheck& check) {
    const auto around = surroundings(market);
    const auto* base = m_context.feed.reference().asset(market.definition.base);
    QString available;
    if (around.knowsFunds && m_side == api::Side::Buy)
        available = m_context.format.amount(market.quote, around.availableQuote, market.quoteCode);
    else if (around.knowsFunds && base != nullptr)
        available = m_context.format.amount(base->scale, around.availableBase, base->code);
    const auto show = [](QLabel* figure, const QString& text) {
        figure->setText(text.isEmpty() ? QStringLiteral("–") : text);
    };
    show(m_available, available);
    show(m_value, check.value);
    show(m_fee, check.fee);
}

/// An empty field is not yet a mistake: only what was typed is criticised at its place.
void TicketPanel::showProblems(const models::TicketCheck& check) {
    for (const auto& [field, edit] : m_edits)
        m_form->setProblem(field, edit->text().isEmpty() ? QString() : check.problemOf(field));
    for (const TicketField chosen : {TicketField::Expiry, TicketField::Showing})
        m_form->setProblem(chosen, check.problemOf(chosen));
}

/// What the order will do, or why it cannot be placed. What is `missing` is no warning.
void TicketPanel::say(const QString& summary, const QString& problem, bool missing) {
    QPalette tone = m_summary->palette();
    if (!missing)
        tone.setColor(QPalette::WindowText, m_context.theme.colors().warning);
    m_problem->setPalette(tone);
    m_summary->setText(summary);
    m_problem->setText(problem);
    m_summary->setVisible(problem.isEmpty());
    m_problem->setVisible(!problem.isEmpty());
    // Longer texts make room once, so that the button above stays where it is while somebody types.
    QLabel* shown = problem.isEmpty() ? m_summary : m_problem;
    const int lines = 3 * shown->fontMetrics().lineSpacing();
    const int height = std::max({lines, m_summary->minimumHeight(),
                                 shown->heightForWidth(std::max(1, width() - 20))});
    for (QLabel* text : {m_summary, m_problem})
        text->setMinimumHeight(height);
    m_submit->setAccessibleDescription(shown->text());
    m_submit->setToolTip(problem);
}

void TicketPanel::refresh() {
    const auto* now = market();
    if (now == nullptr) {
        m_submit->setEnabled(false);
        m_submit->setText(tr("No market"));
        m_form->clearProblems();
        for (QLabel* figure : {m_available, m_value, m_fee})
            figure->setText(QStringLiteral("–"));
        say({}, tr("Choose a market to place an order."), true);
        return;
    }
    const models::TicketCheck result = check();
    showFigures(*now, result);
    showProblems(result);
    showWhatTheStateTakes(*now);
    const bool can = m_context.actions.canTrade();
    const auto first = result.problems.begin();
    const bool missing = can && first != result.problems.end() && m_edits.contains(first->first) &&
                         m_edits[first->first]->text().isEmpty();
    say(result.summary, can ? result.firstProblem() : m_context.actions.whyNotTrade(), missing);
    m_submit->setText(m_side == api::Side::Buy ? tr("Buy %1").arg(now->symbol)
                                               : tr("Sell %1").arg(now->symbol));
    m_submit->setAccessibleName(m_submit->text());
    m_submit->setEnabled(can && result.ok);
}

void TicketPanel::stepQuantity(int percent) {
    const auto* now = market();
    if (now == nullptr)
        return;
    const auto around = surroundings(*now);
    std::int64_t lots = 0;
    if (m_side == api::Side::Sell) {
        lots = around.availableBase.value() / now->definition.lotSize;
    } else {
        const auto typed = m_context.format.parsePrice(*now, m_edits[TicketField::Price]->text());
        Price price = typed.value_or(around.bestAsk);
        if (models::OrderTicket::applies(TicketField::OtherWorst, input())) // of a pair the dearer
            price = std::max(price, m_context.format.parsePrice(
                                        *now, m_edits[TicketField::OtherWorst]->text())
                                        .value_or(price));
        const std::int64_t rate =
            std::max(now->definition.makerFeePpm, now->definition.takerFeePpm);
        const auto perLot = tradeValue(price, Quantity(1), now->tickValue);
        if (perLot && perLot->value() > 0) {
            const auto value = mulDiv(around.availableQuote.value(), kPpm, kPpm + rate,
                                      Rounding::Down);
            lots = value.value_or(0) / perLot->value();
        }
    }
    lots = mulDiv(lots, percent, 100, Rounding::Down).value_or(0);
    lots = std::min(lots, now->definition.maxQuantity.value());
    m_edits[TicketField::Quantity]->setText(m_context.format.quantity(*now, Quantity(lots)));
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
    if (!result.order.quantity.isZero())
        m_context.selection.setOrderQuantity(result.order.instrument, result.order.quantity);
    if (result.list)
        m_context.actions.place(*result.list);
    else
        m_context.actions.place(result.order);
}

} // namespace openbell::views
