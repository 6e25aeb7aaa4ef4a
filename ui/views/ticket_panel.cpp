#include "ui/views/ticket_panel.h"

#include "ui/models/texts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>

namespace openbell::views {
namespace {

constexpr std::array kTypes{api::OrderType::Limit, api::OrderType::Market};
constexpr std::array kTimes{api::TimeInForce::GoodTillCancelled,
                            api::TimeInForce::ImmediateOrCancel, api::TimeInForce::FillOrKill};

} // namespace

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

void TicketPanel::build() {
    const auto label = [this](const char* name) {
        auto* made = new QLabel(this);
        made->setObjectName(QLatin1String(name));
        return made;
    };
    const auto edit = [this](const char* name) {
        auto* made = new QLineEdit(this);
        made->setObjectName(QLatin1String(name));
        made->setAlignment(Qt::AlignRight);
        made->setMaxLength(24);
        connect(made, &QLineEdit::textEdited, this, &TicketPanel::refresh);
        connect(made, &QLineEdit::returnPressed, this, &TicketPanel::submit);
        return made;
    };
    const auto button = [this](const char* name) {
        auto* made = new QPushButton(this);
        made->setObjectName(QLatin1String(name));
        return made;
    };
    m_buy = button("ticketBuy");
    m_sell = button("ticketSell");
    for (QPushButton* side : {m_buy, m_sell})
        side->setCheckable(true);
    connect(m_buy, &QPushButton::clicked, this, [this] { setSide(api::Side::Buy); });
    connect(m_sell, &QPushButton::clicked, this, [this] { setSide(api::Side::Sell); });
    m_type = new QComboBox(this);
    m_type->setObjectName(QStringLiteral("ticketType"));
    m_timeInForce = new QComboBox(this);
    m_timeInForce->setObjectName(QStringLiteral("ticketTimeInForce"));
    for (QComboBox* box : {m_type, m_timeInForce})
        connect(box, &QComboBox::activated, this, &TicketPanel::showOnlyWhatApplies);
    m_price = edit("ticketPrice");
    m_quantity = edit("ticketQuantity");
    m_postOnly = new QCheckBox(this);
    m_postOnly->setObjectName(QStringLiteral("ticketPostOnly"));
    connect(m_postOnly, &QCheckBox::toggled, this, &TicketPanel::refresh);
    m_submit = button("ticketSubmit");
    connect(m_submit, &QPushButton::clicked, this, &TicketPanel::submit);
    m_typeLabel = label("ticketTypeLabel");
    m_timeInForceLabel = label("ticketTimeInForceLabel");
    m_priceLabel = label("ticketPriceLabel");
    m_quantityLabel = label("ticketQuantityLabel");
    m_priceProblem = label("ticketPriceProblem");
    m_quantityProblem = label("ticketQuantityProblem");
    m_problem = label("ticketProblem");
    m_valueLabel = label("ticketValueLabel");
    m_value = label("ticketValue");
    m_feeLabel = label("ticketFeeLabel");
    m_fee = label("ticketFee");
    m_availableLabel = label("ticketAvailableLabel");
    m_available = label("ticketAvailable");
    for (QLabel* problem : {m_priceProblem, m_quantityProblem, m_problem})
        problem->setWordWrap(true);
    // Fields must not move under the pointer when a problem comes or goes.
    for (QLabel* problem : {m_priceProblem, m_quantityProblem}) {
        QSizePolicy policy = problem->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        problem->setSizePolicy(policy);
        problem->setMinimumHeight(problem->fontMetrics().height());
    }
    for (QLabel* figure : {m_value, m_fee, m_available})
        figure->setAlignment(Qt::AlignRight);

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(10, 8, 10, 10);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(5);
    auto* sides = new QHBoxLayout;
    sides->setSpacing(4);
    sides->addWidget(m_buy);
    sides->addWidget(m_sell);
    int row = 0;
    grid->addLayout(sides, row++, 0, 1, 2);
    const auto field = [&](QLabel* name, QWidget* widget) {
        name->setBuddy(widget);
        grid->addWidget(name, row, 0);
        grid->addWidget(widget, row++, 1);
    };
    field(m_typeLabel, m_type);
    field(m_priceLabel, m_price);
    grid->addWidget(m_priceProblem, row++, 0, 1, 2);
    field(m_quantityLabel, m_quantity);
    grid->addWidget(m_quantityProblem, row++, 0, 1, 2);
    auto* shares = new QHBoxLayout;
    shares->setSpacing(4);
    for (const int percent : {25, 50, 75, 100}) {
        QPushButton* share = button("");
        share->setObjectName(QStringLiteral("ticketShare%1").arg(percent));
        share->setText(QStringLiteral("%1 %").arg(percent));
        share->setAccessibleName(tr("Use %1 percent of the available funds").arg(percent));
        share->setFlat(true);
        connect(share, &QPushButton::clicked, this, [this, percent] { stepQuantity(percent); });
        shares->addWidget(share);
    }
    grid->addLayout(shares, row++, 1);
    field(m_timeInForceLabel, m_timeInForce);
    grid->addWidget(m_postOnly, row++, 1);
    const auto figure = [&](QLabel* name, QLabel* value) {
        grid->addWidget(name, row, 0);
        grid->addWidget(value, row++, 1);
    };
    figure(m_availableLabel, m_available);
    figure(m_valueLabel, m_value);
    figure(m_feeLabel, m_fee);
    grid->addWidget(m_submit, row++, 0, 1, 2);
    grid->addWidget(m_problem, row++, 0, 1, 2);
    grid->setRowStretch(row, 1);
    grid->setColumnStretch(1, 1);
}

void TicketPanel::retranslate() {
    m_buy->setText(tr("&Buy"));
    m_sell->setText(tr("&Sell"));
    m_buy->setAccessibleName(tr("Buy"));
    m_sell->setAccessibleName(tr("Sell"));
    const auto fill = [](QComboBox* box, const auto& values, auto textOf) {
        const int current = std::max(0, box->currentIndex());
        box->clear();
        for (const auto value : values)
            box->addItem(textOf(value), static_cast<int>(value));
        box->setCurrentIndex(current);
    };
    fill(m_type, kTypes, &models::Texts::orderType);
    fill(m_timeInForce, kTimes, &models::Texts::timeInForce);
    m_typeLabel->setText(tr("&Type"));
    m_type->setAccessibleName(tr("Order type"));
    m_timeInForceLabel->setText(tr("&Valid"));
    m_timeInForce->setAccessibleName(tr("Time in force"));
    m_quantityLabel->setText(tr("&Quantity"));
    m_quantity->setAccessibleName(tr("Quantity"));
    m_postOnly->setText(tr("P&ost only"));
    m_postOnly->setAccessibleName(tr("Post only"));
    m_postOnly->setToolTip(tr("Refuse the order rather than trade at once"));
    m_valueLabel->setText(tr("Value"));
    m_feeLabel->setText(tr("Fee, at most"));
    m_availableLabel->setText(tr("Available"));
    for (QLabel* name : {m_valueLabel, m_feeLabel, m_availableLabel})
        name->setProperty("dim", true);
    showOnlyWhatApplies();
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
    input.timeInForce = input.type == api::OrderType::Market
                            ? api::TimeInForce::ImmediateOrCancel
                            : static_cast<api::TimeInForce>(m_timeInForce->currentData().toInt());
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
    }
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

void TicketPanel::showOnlyWhatApplies() {
    const bool market = input().type == api::OrderType::Market;
    m_priceLabel->setText(market ? tr("&Limit, optional") : tr("&Price"));
    m_price->setAccessibleName(market ? tr("Worst acceptable price, optional") : tr("Price"));
    m_timeInForce->setVisible(!market);
    m_timeInForceLabel->setVisible(!market);
    const auto time = static_cast<api::TimeInForce>(m_timeInForce->currentData().toInt());
    m_postOnly->setVisible(!market && time == api::TimeInForce::GoodTillCancelled);
    refresh();
}

/// The price and size of one market mean nothing in another.
void TicketPanel::onOtherMarket() {
    m_price->clear();
    m_quantity->clear();
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
    refresh();
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
    for (QLabel* label : {m_priceProblem, m_quantityProblem, m_problem})
        label->setPalette(problem);
    QPalette dim = palette();
    dim.setColor(QPalette::WindowText, colors.textDim);
    for (QLabel* label : {m_typeLabel, m_timeInForceLabel, m_priceLabel, m_quantityLabel,
                          m_valueLabel, m_feeLabel, m_availableLabel})
        label->setPalette(dim);
    for (QWidget* number : {static_cast<QWidget*>(m_price), static_cast<QWidget*>(m_quantity),
                            static_cast<QWidget*>(m_value), static_cast<QWidget*>(m_fee),
                            static_cast<QWidget*>(m_available)})
        number->setFont(m_context.theme.numberFont());
}

void TicketPanel::refresh() {
    const auto* market = m_context.feed.reference().instrument(m_context.selection.instrument());
    if (market == nullptr) {
        m_submit->setEnabled(false);
        m_submit->setText(tr("No market"));
        m_problem->setText(tr("Choose a market to place an order."));
        m_priceProblem->hide();
        m_quantityProblem->hide();
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
    showProblem(m_quantityProblem, result.quantityProblem, !m_quantity->text().isEmpty());
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
