// The ticket's fields: which there are, and which of them an order has.
#include "ui/models/instrument_texts.h"
#include "ui/models/texts.h"
#include "ui/views/ticket_form.h"
#include "ui/views/ticket_panel.h"

#include <QApplication>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStandardItemModel>

namespace openbell::views {
namespace {

using models::OrderTicket;
using models::TicketField;
using ProblemLine = TicketForm::ProblemLine;

/// Scrolls down, never sideways: it is never narrower than what it holds.
class FieldsArea final : public QScrollArea {
public:
    explicit FieldsArea(QWidget* parent) : QScrollArea(parent) {
        // A field that was reached by its key is looked at, too.
        connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
            if (now != nullptr && widget() != nullptr && widget()->isAncestorOf(now))
                ensureWidgetVisible(now, 0, 24);
        });
    }
    QSize minimumSizeHint() const override {
        return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(), 90};
    }
    QSize sizeHint() const override {
        return widget()->sizeHint() + QSize(verticalScrollBar()->sizeHint().width(), 0);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (watched == widget() && event->type() == QEvent::LayoutRequest)
            updateGeometry();
        return QScrollArea::eventFilter(watched, event);
    }
};

} // namespace

QLineEdit* TicketPanel::edit(TicketField field, const char* name) {
    auto* made = new QLineEdit(m_form);
    made->setObjectName(QLatin1String(name));
    made->setAlignment(Qt::AlignRight);
    made->setMaxLength(24);
    connect(made, &QLineEdit::textEdited, this, &TicketPanel::refresh);
    connect(made, &QLineEdit::returnPressed, this, &TicketPanel::submit);
    m_edits[field] = made;
    return made;
}

QComboBox* TicketPanel::choice(TicketField field, const char* name) {
    auto* made = new QComboBox(m_form);
    made->setObjectName(QLatin1String(name));
    made->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(made, &QComboBox::activated, this, &TicketPanel::showOnlyWhatApplies);
    m_choices[field] = made;
    return made;
}

QWidget* TicketPanel::buildShares() {
    auto* shares = new QWidget(m_form);
    auto* row = new QHBoxLayout(shares);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (const int percent : {25, 50, 75, 100}) {
        auto* share = new QPushButton(shares);
        share->setObjectName(QStringLiteral("ticketShare%1").arg(percent));
        share->setText(QStringLiteral("%1 %").arg(percent));
        share->setProperty("tight", true);
        share->setFlat(true);
        connect(share, &QPushButton::clicked, this, [this, percent] { stepQuantity(percent); });
        row->addWidget(share);
    }
    return shares;
}

void TicketPanel::buildFields() {
    m_expiry = new QDateTimeEdit(m_form);
    m_expiry->setObjectName(QStringLiteral("ticketExpiry"));
    m_expiry->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_expiry->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    m_expiry->setAlignment(Qt::AlignRight);
    connect(m_expiry, &QDateTimeEdit::dateTimeChanged, this, &TicketPanel::refresh);

    using enum TicketField;
    const auto number = [this](TicketField field, const char* name) {
        m_form->add(field, edit(field, name), ProblemLine::Kept);
    };
    const auto list = [this](TicketField field, const char* name) {
        m_form->add(field, choice(field, name), ProblemLine::OnDemand);
    };
    list(Type, "ticketType");
    number(TrailBy, "ticketTrailBy");
    number(Trigger, "ticketTrigger");
    list(Peg, "ticketPeg");
    number(PegOffset, "ticketPegOffset");
    number(Price, "ticketPrice");
    list(SizedBy, "ticketSizedBy");
    number(Quantity, "ticketQuantity");
    m_form->addBelow(buildShares());
    number(Amount, "ticketAmount");
    list(TimeInForce, "ticketTimeInForce");
    m_form->add(Expiry, m_expiry, ProblemLine::OnDemand);
    list(Attached, "ticketAttached");
    number(TakeProfit, "ticketTakeProfit");
    number(StopLoss, "ticketStopLoss");
    number(OtherTrigger, "ticketOtherTrigger");
    number(OtherWorst, "ticketOtherWorst");
    list(Showing, "ticketShowing");
    number(DisplayQuantity, "ticketDisplayQuantity");
    m_form->add(DisplayVariance, edit(DisplayVariance, "ticketDisplayVariance"),
                ProblemLine::OnDemand);
    list(PostOnly, "ticketPostOnly");
    list(ReduceOnly, "ticketReduceOnly");
    list(SelfTrade, "ticketSelfTrade");
}

void TicketPanel::buildFigures() {
    const auto label = [this](const char* name) {
        auto* made = new QLabel(m_form);
        made->setObjectName(QLatin1String(name));
        return made;
    };
    m_availableLabel = label("ticketAvailableLabel");
    m_available = label("ticketAvailable");
    m_valueLabel = label("ticketValueLabel");
    m_value = label("ticketValue");
    m_feeLabel = label("ticketFeeLabel");
    m_fee = label("ticketFee");
    m_form->addFigure(m_availableLabel, m_available);
    m_form->addFigure(m_valueLabel, m_value);
    m_form->addFigure(m_feeLabel, m_fee);
}

void TicketPanel::build() {
    const auto button = [this](const char* name) {
        auto* made = new QPushButton(this);
        made->setObjectName(QLatin1String(name));
        made->setAutoDefault(true); // Enter presses the one that has the focus
        return made;
    };
    m_buy = button("ticketBuy");
    m_sell = button("ticketSell");
    for (QPushButton* side : {m_buy, m_sell})
        side->setCheckable(true);
    connect(m_buy, &QPushButton::clicked, this, [this] { setSide(api::Side::Buy); });
    connect(m_sell, &QPushButton::clicked, this, [this] { setSide(api::Side::Sell); });
    auto* area = m_area = new FieldsArea(this);
    area->setObjectName(QStringLiteral("ticketFields"));
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    m_form = new TicketForm(area);
    buildFields();
    buildFigures();
    m_form->finish();
    area->setWidget(m_form);
    // One surface with what stands above and below it.
    m_form->setAutoFillBackground(false);
    area->viewport()->setAutoFillBackground(false);
    m_submit = button("ticketSubmit");
    connect(m_submit, &QPushButton::clicked, this, &TicketPanel::submit);
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("ticketSummary"));
    m_problem = new QLabel(this);
    m_problem->setObjectName(QStringLiteral("ticketProblem"));
    for (QLabel* text : {m_summary, m_problem}) {
        text->setWordWrap(true);
        text->setTextFormat(Qt::PlainText);
        text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    }

    auto* sides = new QHBoxLayout;
    sides->setContentsMargins(10, 8, 10, 2);
    sides->setSpacing(4);
    sides->addWidget(m_buy);
    sides->addWidget(m_sell);
    auto* end = new QVBoxLayout;
    end->setContentsMargins(10, 4, 10, 8);
    end->setSpacing(5);
    end->addWidget(m_submit);
    end->addWidget(m_summary);
    end->addWidget(m_problem);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(sides);
    layout->addWidget(area, 1);
    layout->addLayout(end);
    // As the eye goes, whatever was made first.
    setTabOrder(m_buy, m_sell);
    QWidget* before = m_sell;
    for (QWidget* next : m_form->order()) {
        setTabOrder(before, next);
        before = next;
    }
    setTabOrder(before, m_submit);
}

/// Keeps what was chosen where the type has it.
void TicketPanel::fillTimes(api::OrderType type) {
    QComboBox* box = m_choices[TicketField::TimeInForce];
    const auto times = OrderTicket::timesOf(type);
    const QVariant chosen = box->currentData();
    const QSignalBlocker quiet(box);
    box->clear();
    for (const api::TimeInForce time : times)
        box->addItem(models::Texts::timeInForce(time), static_cast<int>(time));
    box->setCurrentIndex(times.empty() ? -1 : std::max(0, box->findData(chosen)));
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
    QComboBox* types = m_choices[TicketField::Type];
    QComboBox* times = m_choices[TicketField::TimeInForce];
    const auto type = static_cast<api::OrderType>(types->currentData().toInt());
    for (int i = 0; i < times->count(); ++i)
        mark(times, i,
             models::takesNewOrder(market.state, type,
                                   static_cast<api::TimeInForce>(times->itemData(i).toInt())));
    for (int i = 0; i < types->count(); ++i)
        mark(types, i,
             models::takesNewOrder(market.state,
                                   static_cast<api::OrderType>(types->itemData(i).toInt()),
                                   api::TimeInForce::GoodTillCancelled));
}

/// An hour from now, in the venue's time, until somebody enters another one.
void TicketPanel::proposeExpiry(bool shown) {
    const std::int64_t now = m_context.client.venueTime().value() / kNsPerMs;
    if (shown && m_expiry->isHidden() && m_expiry->dateTime().toMSecsSinceEpoch() <= now)
        m_expiry->setDateTime(QDateTime::fromMSecsSinceEpoch(now / 1000 * 1000).addSecs(3600));
}

/// A field that a choice has brought up is looked at next; the chosen one stays in sight.
void TicketPanel::reveal(TicketField field) {
    m_area->ensureWidgetVisible(m_form->widgetOf(field), 0, 24);
    if (QWidget* now = m_form->focusWidget(); now != nullptr && now->hasFocus())
        m_area->ensureWidgetVisible(now, 0, 4);
}

void TicketPanel::showOnlyWhatApplies() {
    fillTimes(static_cast<api::OrderType>(m_choices[TicketField::Type]->currentData().toInt()));
    const models::TicketInput entered = input();
    namePrice(entered);
    proposeExpiry(OrderTicket::applies(TicketField::Expiry, entered));
    for (int i = 0; i < models::kTicketFields; ++i) {
        const auto field = static_cast<TicketField>(i);
        const bool shown = OrderTicket::applies(field, entered);
        const bool isNew = shown && !m_form->isFieldShown(field);
        m_form->setShown(field, shown);
        if (isNew && isVisible()) // where the layout will have put it
            QMetaObject::invokeMethod(this, [this, field] { reveal(field); }, Qt::QueuedConnection);
    }
    for (QLabel* text : {m_summary, m_problem})
        text->setMinimumHeight(0);
    refresh();
}

} // namespace openbell::views
