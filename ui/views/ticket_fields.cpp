// The ticket's fields: which there are, what they are called, which of them a type needs.
#include "ui/models/instrument_texts.h"
#include "ui/models/texts.h"
#include "ui/views/ticket_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardItemModel>

namespace openbell::views {
namespace {

template<class E>
constexpr auto kAll = [] {
    std::array<E, api::kEnumSize<E>> values{};
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<E>(i);
    return values;
}();

constexpr auto kTypes = kAll<api::OrderType>;
constexpr auto kSelfTrades = kAll<api::SelfTradePrevention>;

} // namespace

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
    m_selfTrade = new QComboBox(this);
    m_selfTrade->setObjectName(QStringLiteral("ticketSelfTrade"));
    connect(m_selfTrade, &QComboBox::activated, this, &TicketPanel::refresh);
    for (QComboBox* box : {m_type, m_timeInForce})
        connect(box, &QComboBox::activated, this, &TicketPanel::showOnlyWhatApplies);
    m_price = edit("ticketPrice");
    m_trigger = edit("ticketTrigger");
    m_trailBy = edit("ticketTrailBy");
    m_quantity = edit("ticketQuantity");
    m_expiry = new QDateTimeEdit(this);
    m_expiry->setObjectName(QStringLiteral("ticketExpiry"));
    m_expiry->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_expiry->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    m_expiry->setAlignment(Qt::AlignRight);
    connect(m_expiry, &QDateTimeEdit::dateTimeChanged, this, &TicketPanel::refresh);
    m_postOnly = new QCheckBox(this);
    m_postOnly->setObjectName(QStringLiteral("ticketPostOnly"));
    connect(m_postOnly, &QCheckBox::toggled, this, &TicketPanel::refresh);
    m_submit = button("ticketSubmit");
    connect(m_submit, &QPushButton::clicked, this, &TicketPanel::submit);
    m_typeLabel = label("ticketTypeLabel");
    m_timeInForceLabel = label("ticketTimeInForceLabel");
    m_priceLabel = label("ticketPriceLabel");
    m_triggerLabel = label("ticketTriggerLabel");
    m_trailByLabel = label("ticketTrailByLabel");
    m_selfTradeLabel = label("ticketSelfTradeLabel");
    m_quantityLabel = label("ticketQuantityLabel");
    m_priceProblem = label("ticketPriceProblem");
    m_triggerProblem = label("ticketTriggerProblem");
    m_quantityProblem = label("ticketQuantityProblem");
    m_expiryLabel = label("ticketExpiryLabel");
    m_expiryProblem = label("ticketExpiryProblem");
    m_problem = label("ticketProblem");
    m_valueLabel = label("ticketValueLabel");
    m_value = label("ticketValue");
    m_feeLabel = label("ticketFeeLabel");
    m_fee = label("ticketFee");
    m_availableLabel = label("ticketAvailableLabel");
    m_available = label("ticketAvailable");
    for (QLabel* problem :
         {m_priceProblem, m_triggerProblem, m_quantityProblem, m_expiryProblem, m_problem})
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
    field(m_trailByLabel, m_trailBy);
    field(m_triggerLabel, m_trigger);
    grid->addWidget(m_triggerProblem, row++, 0, 1, 2);
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
    field(m_expiryLabel, m_expiry);
    grid->addWidget(m_expiryProblem, row++, 0, 1, 2);
    grid->addWidget(m_postOnly, row++, 1);
    field(m_selfTradeLabel, m_selfTrade);
    const auto figure = [&](QLabel* name, QLabel* value) {
        grid->addWidget(name, row, 0);
        grid->addWidget(value, row++, 1);
    };
    figure(m_availableLabel, m_available);
    figure(m_valueLabel, m_value);
    figure(m_feeLabel, m_fee);
    grid->addWidget(m_submit, row++, 0, 1, 2);
    grid->addWidget(m_problem, row++, 0, 1, 2);
    // As the eye goes, whatever was made first.
    QList<QWidget*> order{m_buy, m_sell, m_type, m_trailBy, m_trigger, m_price, m_quantity};
    for (int i = 0; i < shares->count(); ++i)
        order += shares->itemAt(i)->widget();
    order += {m_timeInForce, m_expiry, m_postOnly, m_selfTrade, m_submit};
    for (int i = 1; i < order.size(); ++i)
        setTabOrder(order[i - 1], order[i]);
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
    m_timeInForce->clear(); // filled anew with what goes with the type
    m_expiryLabel->setText(tr("&Until"));
    m_expiry->setAccessibleName(tr("Good till this time"));
    m_expiry->setToolTip(tr("Your local time. The order is cancelled then, wherever it is."));
    fill(m_selfTrade, kSelfTrades, &models::Texts::selfTrade);
    m_selfTradeLabel->setText(tr("O&wn orders"));
    m_selfTrade->setAccessibleName(tr("When it meets an own order"));
    m_selfTrade->setToolTip(tr("What happens instead of a trade when the order meets another one of "
                               "the same account or trade group"));
    m_trailByLabel->setText(tr("&Distance"));
    m_trailBy->setAccessibleName(tr("Distance to the price"));
    m_trigger->setAccessibleName(tr("Trigger price"));
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

/// Keeps what was chosen where the type has it.
void TicketPanel::fillTimes(api::OrderType type) {
    const auto times = models::OrderTicket::timesOf(type);
    const QVariant chosen = m_timeInForce->currentData();
    const QSignalBlocker quiet(m_timeInForce);
    m_timeInForce->clear();
    for (const api::TimeInForce time : times)
        m_timeInForce->addItem(models::Texts::timeInForce(time), static_cast<int>(time));
    m_timeInForce->setCurrentIndex(times.empty() ? -1 : std::max(0, m_timeInForce->findData(chosen)));
}

/// Greys out what the market would refuse now, and says why.
void TicketPanel::showWhatTheStateTakes(const models::InstrumentInfo& market) {
    const auto mark = [&](QComboBox* box, int index, bool taken) {
        auto* items = qobject_cast<QStandardItemModel*>(box->model());
        if (items == nullptr || items->item(index)->isEnabled() == taken)
            return;
        items->item(index)->setEnabled(taken);
        box->setItemData(index,
                         taken ? QVariant()
                               : tr("Not taken while the market is in this state: %1")
                                     .arg(models::Texts::instrumentState(market.state)),
                         Qt::ToolTipRole);
    };
    const auto type = static_cast<api::OrderType>(m_type->currentData().toInt());
    for (int i = 0; i < m_timeInForce->count(); ++i)
        mark(m_timeInForce, i,
             models::takesNewOrder(market.state, type,
                                   static_cast<api::TimeInForce>(m_timeInForce->itemData(i).toInt())));
    for (int i = 0; i < m_type->count(); ++i)
        mark(m_type, i,
             models::takesNewOrder(market.state,
                                   static_cast<api::OrderType>(m_type->itemData(i).toInt()),
                                   api::TimeInForce::GoodTillCancelled));
}

void TicketPanel::showOnlyWhatApplies() {
    const models::TicketInput entered = input();
    const models::TicketFields fields = models::OrderTicket::fieldsOf(entered.type, m_side);
    fillTimes(entered.type);
    const bool worst = !fields.becomesLimit;
    m_priceLabel->setText(!worst               ? tr("&Price")
                          : fields.priceNeeded ? tr("&Pay at most")
                                               : tr("&Limit, optional"));
    m_price->setAccessibleName(!worst               ? tr("Price")
                               : fields.priceNeeded ? tr("Highest price to pay")
                                                    : tr("Worst acceptable price, optional"));
    m_triggerLabel->setText(fields.trailBy ? tr("Start at, o&ptional") : tr("T&rigger"));
    const auto show = [](bool shown, std::initializer_list<QWidget*> widgets) {
        for (QWidget* widget : widgets)
            widget->setVisible(shown);
    };
    show(fields.trigger, {m_triggerLabel, m_trigger});
    QSizePolicy policy = m_triggerProblem->sizePolicy();
    policy.setRetainSizeWhenHidden(fields.trigger);
    m_triggerProblem->setSizePolicy(policy);
    m_triggerProblem->setMinimumHeight(m_triggerProblem->fontMetrics().height());
    show(fields.trailBy, {m_trailByLabel, m_trailBy});
    show(m_timeInForce->count() > 0, {m_timeInForceLabel, m_timeInForce});
    const auto time = static_cast<api::TimeInForce>(m_timeInForce->currentData().toInt());
    const bool tillTime =
        time == api::TimeInForce::GoodTillTime && m_timeInForce->count() > 0;
    // An hour from now, in the venue's time, until somebody enters another one.
    const std::int64_t now = m_context.client.venueTime().value() / kNsPerMs;
    if (tillTime && m_expiry->isHidden() && m_expiry->dateTime().toMSecsSinceEpoch() <= now)
        m_expiry->setDateTime(QDateTime::fromMSecsSinceEpoch(now / 1000 * 1000).addSecs(3600));
    show(tillTime,
         {m_expiryLabel, m_expiry, m_expiryProblem});
    m_postOnly->setVisible(entered.type == api::OrderType::Limit &&
                           time == api::TimeInForce::GoodTillCancelled);
    refresh();
}

} // namespace openbell::views
