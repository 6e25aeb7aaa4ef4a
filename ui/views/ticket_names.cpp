// What the ticket's fields and their choices are called.
#include "ui/models/texts.h"
#include "ui/views/ticket_form.h"
#include "ui/views/ticket_panel.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace openbell::views {
namespace {

using models::OrderTicket;
using models::TicketField;

template<class E>
constexpr auto kAll = [] {
    std::array<E, api::kEnumSize<E>> values{};
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<E>(i);
    return values;
}();

} // namespace

void TicketPanel::nameFields() {
    using enum TicketField;
    m_form->setName(Type, tr("&Type"), tr("Order type"));
    m_form->setName(TrailBy, tr("&Distance"), tr("Distance to the price"));
    m_form->setName(Peg, tr("Pe&gged to"), tr("What the price follows"));
    m_form->setName(PegOffset, tr("&Distance"), tr("Distance to what the price follows"));
    m_form->setName(SizedBy, tr("Si&ze in"), tr("What the size is given in"));
    m_form->setName(Quantity, tr("&Quantity"), tr("Quantity"));
    m_form->setName(TimeInForce, tr("Va&lid"), tr("Time in force"));
    m_form->setName(Expiry, tr("&Until"), tr("Good till this time"));
    m_form->setName(Showing, tr("Show&n"), tr("How much others see"));
    m_form->setName(DisplayQuantity, tr("Ea&ch part"), tr("Quantity shown at a time"));
    m_form->setName(DisplayVariance, tr("R&andom ±"), tr("Random difference of each part, optional"));
    m_form->setName(PostOnly, tr("Post onl&y"), tr("Post only"));
    m_form->setName(SelfTrade, tr("Own ord&ers"), tr("When it meets an own order"));
    m_form->setName(Attached, tr("Lin&ked"), tr("Orders linked to this one"));
    m_form->setName(StopLoss, tr("St&op loss"), tr("Trigger price of the stop loss"));
    m_form->setName(OtherTrigger, tr("Stop t&rigger"), tr("Trigger price of the stop"));
    m_form->setName(OtherWorst, tr("Pays &at most"), tr("Highest price that the stop pays"));
    m_form->setName(ReduceOnly, tr("Redu&ce only"), tr("Reduce only"));
    explainLinks();
    m_expiry->setToolTip(tr("Your local time. The order is cancelled then, wherever it is."));
    m_edits[DisplayVariance]->setPlaceholderText(tr("none"));
    m_edits[DisplayVariance]->setToolTip(
        tr("Each part is larger or smaller by up to this, so that nobody recognises the order."));
    m_choices[PostOnly]->setToolTip(
        tr("Whether an order that would trade at once is refused, or moves behind the best price of "
           "the other side"));
    m_choices[SelfTrade]->setToolTip(tr("What happens instead of a trade when the order meets another "
                                        "one of the same account or trade group"));
}

void TicketPanel::explainLinks() {
    m_choices[TicketField::Peg]->setToolTip(
        tr("The order's price follows this by itself, up to the price entered below"));
    m_choices[TicketField::Attached]->setToolTip(
        tr("Orders that are placed together with this one: its exits once it is filled, or a stop on "
           "the same side, of which only one trades"));
    m_choices[TicketField::ReduceOnly]->setToolTip(
        tr("Sells what is available and no more, however large the quantity"));
    m_edits[TicketField::PegOffset]->setPlaceholderText(tr("none"));
    for (const TicketField exit : {TicketField::TakeProfit, TicketField::StopLoss})
        m_edits[exit]->setPlaceholderText(tr("none"));
}

QString TicketPanel::pegText(api::PegReference reference) {
    switch (reference) {
    case api::PegReference::None: return tr("Nothing");
    case api::PegReference::Primary: return tr("Own best price");
    case api::PegReference::Mid: return tr("Middle");
    case api::PegReference::Market: return tr("Other side's best");
    }
    return {};
}

QString TicketPanel::attachedText(models::Attached attached) {
    switch (attached) {
    case models::Attached::None: return tr("Nothing");
    case models::Attached::Exits: return tr("Take profit, stop loss");
    case models::Attached::Stop: return tr("Either-or stop");
    }
    return {};
}

void TicketPanel::fillChoices() {
    const auto fill = [](QComboBox* box, const auto& values, auto textOf) {
        const int current = std::max(0, box->currentIndex());
        box->clear();
        for (const auto value : values)
            box->addItem(textOf(value), static_cast<int>(value));
        box->setCurrentIndex(current);
    };
    fill(m_choices[TicketField::Type], kAll<api::OrderType>, &models::Texts::orderType);
    fill(m_choices[TicketField::SelfTrade], kAll<api::SelfTradePrevention>,
         &models::Texts::selfTrade);
    fill(m_choices[TicketField::PostOnly], kAll<api::PostOnly>, &models::Texts::postOnly);
    fill(m_choices[TicketField::Showing],
         std::array{models::Showing::All, models::Showing::Parts, models::Showing::Nothing},
         [](models::Showing showing) {
             switch (showing) {
             case models::Showing::All: return tr("In full");
             case models::Showing::Parts: return tr("In parts (iceberg)");
             case models::Showing::Nothing: return tr("Not at all (hidden)");
             }
             return QString();
         });
    fill(m_choices[TicketField::Peg], kAll<api::PegReference>, &pegText);
    fill(m_choices[TicketField::SizedBy],
         std::array{models::SizedBy::Quantity, models::SizedBy::Amount}, [](models::SizedBy by) {
             return by == models::SizedBy::Quantity ? tr("Quantity") : tr("Amount");
         });
    fill(m_choices[TicketField::Attached],
         std::array{models::Attached::None, models::Attached::Exits, models::Attached::Stop},
         &attachedText);
    fill(m_choices[TicketField::ReduceOnly], std::array{false, true},
         [](bool reduces) { return reduces ? tr("Yes") : tr("No"); });
    m_choices[TicketField::TimeInForce]->clear(); // filled anew with what goes with the type
}

void TicketPanel::retranslate() {
    m_buy->setText(tr("&Buy"));
    m_sell->setText(tr("&Sell"));
    m_buy->setAccessibleName(tr("Buy"));
    m_sell->setAccessibleName(tr("Sell"));
    for (const int percent : {25, 50, 75, 100})
        findChild<QPushButton*>(QStringLiteral("ticketShare%1").arg(percent))
            ->setAccessibleName(tr("Use %1 percent of the available funds").arg(percent));
    m_valueLabel->setText(tr("Value"));
    m_feeLabel->setText(tr("Fee, at most"));
    m_availableLabel->setText(tr("Available"));
    nameFields();
    fillChoices();
    showOnlyWhatApplies();
}

void TicketPanel::namePrice(const models::TicketInput& entered) {
    switch (OrderTicket::priceMeaning(entered.type, m_side)) {
    case models::PriceMeaning::Limit:
        m_form->setName(TicketField::Price, tr("&Price"), tr("Price"));
        break;
    case models::PriceMeaning::Worst:
        m_form->setName(TicketField::Price, tr("&Pay at most"), tr("Highest price to pay"));
        break;
    case models::PriceMeaning::WorstOptional:
        m_form->setName(TicketField::Price, tr("L&imit, optional"),
                        tr("Worst acceptable price, optional"));
        break;
    }
    if (OrderTicket::applies(TicketField::Peg, entered) &&
        entered.peg != api::PegReference::None)
        m_form->setName(TicketField::Price, tr("&Price limit"), tr("Price that it never passes"));
    const bool buys = m_side == api::Side::Buy;
    m_form->setName(TicketField::TakeProfit, buys ? tr("T&ake profit") : tr("Buy b&ack at"),
                    buys ? tr("Price at which profit is taken") : tr("Price to buy back at"));
    m_form->setName(TicketField::Amount, tr("&Amount"),
                    buys ? tr("Amount to spend") : tr("Amount to bring"));
    m_form->setName(TicketField::Trigger,
                    entered.type == api::OrderType::TrailingStop ? tr("Sta&rt at, optional")
                                                                 : tr("T&rigger"),
                    tr("Trigger price"));
}

} // namespace openbell::views
