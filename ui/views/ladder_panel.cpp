#include "ui/views/ladder_panel.h"

#include "ui/views/ladder_view.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>

namespace openbell::views {
namespace {
constexpr std::array<std::int64_t, 9> kSteps{1, 2, 5, 10, 25, 50, 100, 500, 1000};
}

LadderPanel::LadderPanel(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_ladder(new LadderView(context, this)) {
    setObjectName(QStringLiteral("ladderPanel"));
    buildControls();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(4, 4, 4, 4);
    row->setSpacing(4);
    row->addWidget(m_quantity, 1);
    row->addWidget(m_grouping);
    row->addWidget(m_center);
    row->addWidget(m_arm);
    layout->addLayout(row);
    layout->addWidget(m_ladder, 1);
    layout->addWidget(m_hint);

    connect(m_ladder, &LadderView::placeRequested, this, &LadderPanel::place);
    connect(m_ladder, &LadderView::cancelRequested, this, &LadderPanel::cancelAt);
    connect(m_ladder, &LadderView::stepTooFine, this, &LadderPanel::coarsen);
    connect(m_ladder, &LadderView::pricePicked, &context.selection,
            &models::Selection::pickPrice);
    connect(&context.selection, &models::Selection::instrumentChanged, this,
            &LadderPanel::onInstrument);
    connect(&context.selection, &models::Selection::orderQuantityChanged, this,
            &LadderPanel::showQuantity);
    connect(&context.actions, &models::TradingActions::permissionsChanged, this,
            &LadderPanel::onPermissions);
    connect(&context.feed.reference(), &models::ReferenceData::changed, this,
            &LadderPanel::fillGrouping);
    retranslate();
    onInstrument(context.selection.instrument());
    onPermissions();
}

void LadderPanel::buildControls() {
    m_quantity = new QLineEdit(this);
    m_quantity->setObjectName(QStringLiteral("ladderQuantity"));
    m_quantity->setAlignment(Qt::AlignRight);
    m_quantity->setMaxLength(24);
    connect(m_quantity, &QLineEdit::editingFinished, this, &LadderPanel::onQuantityEdited);

    m_grouping = new QComboBox(this);
    m_grouping->setObjectName(QStringLiteral("ladderGrouping"));
    connect(m_grouping, &QComboBox::activated, this,
            [this] {
                m_ownStep = true;
                m_ladder->setStep(m_grouping->currentData().toLongLong());
            });

    m_center = new QToolButton(this);
    m_center->setObjectName(QStringLiteral("ladderCenter"));
    connect(m_center, &QToolButton::clicked, m_ladder, &LadderView::recenter);

    m_arm = new QToolButton(this);
    m_arm->setObjectName(QStringLiteral("ladderArm"));
    m_arm->setCheckable(true);
    connect(m_arm, &QToolButton::toggled, this, [this](bool armed) {
        m_ladder->setArmed(armed);
        retranslate();
    });

    m_hint = new QLabel(this);
    m_hint->setObjectName(QStringLiteral("ladderHint"));
    m_hint->setWordWrap(true);
    m_hint->setContentsMargins(6, 3, 6, 3);
    m_hint->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    // As high as its longest text: arming must not move the rows of the ladder.
    m_hint->setFixedHeight(2 * m_hint->fontMetrics().lineSpacing() + 6);
}

void LadderPanel::retranslate() {
    m_quantity->setAccessibleName(tr("Quantity per click"));
    m_quantity->setToolTip(tr("Quantity that one click in the ladder buys or sells"));
    m_quantity->setPlaceholderText(tr("Qty", "quantity per click; there is little room"));
    m_grouping->setAccessibleName(tr("Price step per row"));
    m_grouping->setToolTip(tr("Price step per row"));
    m_center->setText(tr("Centre"));
    m_center->setAccessibleName(tr("Centre the ladder"));
    m_center->setToolTip(tr("Put the spread in the middle and follow it (Space)"));
    m_arm->setText(m_arm->isChecked() ? tr("Disarm") : tr("Arm"));
    m_arm->setAccessibleName(tr("Click-to-trade armed"));
    m_arm->setToolTip(tr("While armed, a click on a bid size buys and a click on an ask size sells "
                         "at that price, at once. Otherwise a click fills the order ticket."));
    m_hint->setText(
        !m_context.actions.canTrade()
            ? m_context.actions.whyNotTrade()
        : m_arm->isChecked()
            ? tr("Click a bid size to buy, an ask size to sell. Right click cancels your orders there.")
            : tr("A click fills the ticket. Arm the ladder to trade with one click."));
}

void LadderPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        // Numbers follow once the new format is in place.
        QMetaObject::invokeMethod(this, &LadderPanel::fillGrouping, Qt::QueuedConnection);
    }
    QWidget::changeEvent(event);
}

void LadderPanel::onInstrument(InstrumentId instrument) {
    m_arm->setChecked(false);
    m_ladder->setInstrument(instrument);
    if (!m_ownStep)
        m_ladder->setStep(kSteps.front());
    fillGrouping();
    showQuantity();
}

void LadderPanel::fillGrouping() {
    const auto* market = m_context.feed.reference().instrument(m_context.selection.instrument());
    if (market == nullptr)
        return m_grouping->clear();
    const std::int64_t current = m_ladder->step();
    m_grouping->clear();
    for (const std::int64_t step : kSteps)
        m_grouping->addItem(m_context.format.priceDifference(*market, Price(step), false),
                            static_cast<qlonglong>(step));
    m_grouping->setCurrentIndex(m_grouping->findData(static_cast<qlonglong>(current)));
    showQuantity();
}

/// A market with a wide spread would show nothing but empty rows.
void LadderPanel::coarsen(qint64 enough) {
    const auto wanted = std::find_if(kSteps.begin(), kSteps.end(),
                                     [enough](std::int64_t step) { return step >= enough; });
    const std::int64_t step = wanted == kSteps.end() ? kSteps.back() : *wanted;
    if (m_ownStep || step <= m_ladder->step())
        return;
    m_ladder->setStep(step);
    fillGrouping();
}

void LadderPanel::showQuantity() {
    const auto* market = m_context.feed.reference().instrument(m_context.selection.instrument());
    if (market == nullptr || m_quantity->hasFocus())
        return;
    const Quantity quantity = m_context.selection.orderQuantity(market->id);
    m_quantity->setText(quantity.isZero() ? QString()
                                          : m_context.format.quantity(*market, quantity));
}

void LadderPanel::onQuantityEdited() {
    const auto* market = m_context.feed.reference().instrument(m_context.selection.instrument());
    if (market == nullptr)
        return;
    const auto quantity = m_context.format.parseQuantity(*market, m_quantity->text());
    if (quantity && quantity->value() > 0)
        m_context.selection.setOrderQuantity(market->id, *quantity);
    else if (!m_quantity->text().isEmpty())
        Q_EMIT m_context.actions.reported(
            tr("The quantity must be a positive multiple of %1.")
                .arg(m_context.format.quantity(*market, Quantity(1))),
            models::Severity::Warning);
}

void LadderPanel::onPermissions() {
    const bool can = m_context.actions.canTrade();
    m_arm->setEnabled(can);
    if (!can)
        m_arm->setChecked(false);
    retranslate();
}

void LadderPanel::place(api::Side side, Price price) {
    const InstrumentId instrument = m_context.selection.instrument();
    const Quantity quantity = m_context.selection.orderQuantity(instrument);
    if (quantity.isZero()) {
        m_quantity->setFocus();
        Q_EMIT m_context.actions.reported(tr("Enter the quantity that a click should trade first."),
                                          models::Severity::Warning);
        return;
    }
    api::PlaceOrder order;
    order.instrument = instrument;
    order.side = side;
    order.price = price;
    order.quantity = quantity;
    m_context.actions.place(order);
}

void LadderPanel::cancelAt(api::Side side, Price price) {
    const InstrumentId instrument = m_context.selection.instrument();
    // With several prices to a row, every own order that the row shows.
    const std::int64_t step = m_ladder->step();
    const bool buy = side == api::Side::Buy;
    const Price low(buy ? price.value() : price.value() - step + 1);
    const Price high(buy ? price.value() + step - 1 : price.value());
    bool any = false;
    const auto& orders = m_context.accounts.ownOrders().orders();
    for (int row = 0; row < orders.rowCount(); ++row) {
        const api::OrderView& order = orders.at(row);
        if (!order.waiting && order.instrument == instrument && order.side == side &&
            order.restingPrice() >= low && order.restingPrice() <= high) {
            m_context.actions.cancel(order);
            any = true;
        }
    }
    if (!any)
        Q_EMIT m_context.actions.reported(tr("You have no order at that price."),
                                          models::Severity::Info);
}

} // namespace openbell::views
