// The orders that are placed together with the one on the ticket: exits once it is filled, or a stop.
#include "ui/models/ticket_reader.h"

#include <algorithm>

namespace openbell::models {

/// The order itself, in the form that a list has for it.
static api::ListedOrder firstOf(const api::PlaceOrder& order) {
    api::ListedOrder first;
    first.side = order.side;
    first.type = order.type;
    first.timeInForce = order.timeInForce;
    first.postOnly = order.postOnly;
    first.price = order.price;
    first.quantity = order.quantity;
    first.expiry = order.expiry;
    return first;
}

/// Of the order's quantity; without prices.
api::ListedOrder TicketReader::listed(api::Side side, api::OrderType type) const {
    api::ListedOrder order;
    order.side = side;
    order.type = type;
    order.quantity = m_check.order.quantity;
    return order;
}

void TicketReader::readAttached() {
    api::PlaceOrderList list;
    list.instrument = m_check.order.instrument;
    list.selfTradePrevention = m_input.selfTrade;
    list.first = firstOf(m_check.order);
    if (OrderTicket::attachedTo(m_input) == Attached::Exits)
        readExits(list);
    else
        readStop(list);
    m_check.list = list;
}

/// A limit order with the profit and a stop with the loss, or one of them. They rest until they are
/// cancelled, whatever the time in force of the order that they follow.
void TicketReader::readExits(api::PlaceOrderList& list) {
    const bool buys = m_input.side == api::Side::Buy;
    const api::Side out = buys ? api::Side::Sell : api::Side::Buy;
    const Price entry = m_check.order.price;
    const bool mayStop = OrderTicket::applies(TicketField::StopLoss, m_input);
    const bool stops = mayStop && !m_input.stopLoss.trimmed().isEmpty();
    const QString missing = stops     ? QString()
                            : mayStop ? tr("Enter a price to take profit at, a stop loss, or both.")
                                      : tr("Enter a price to buy back at.");
    const auto profit = price({TicketField::TakeProfit, m_input.takeProfit, missing});
    const auto loss = stops ? price({TicketField::StopLoss, m_input.stopLoss, {}}) : std::nullopt;
    if (profit && !entry.isZero() && (buys ? *profit <= entry : *profit >= entry))
        say(TicketField::TakeProfit,
            (buys ? tr("Profit is taken above the price at which it buys, %1.")
                  : tr("Profit is taken below the price at which it sells, %1."))
                .arg(m_format.price(m_market, entry)));
    else if (profit && !buys && !buyBackIsPaidFor(*profit))
        say(TicketField::TakeProfit,
            tr("What the sale brings does not pay for that after both fees. Enter a lower price."));
    if (loss && !entry.isZero() && *loss >= entry)
        say(TicketField::StopLoss, tr("A loss is stopped below the price at which it buys, %1.")
                                       .arg(m_format.price(m_market, entry)));
    api::ListedOrder limit = listed(out, api::OrderType::Limit);
    limit.price = profit.value_or(Price());
    api::ListedOrder stop = listed(out, api::OrderType::Stop);
    stop.triggerPrice = loss.value_or(Price());
    const bool both = profit && loss;
    list.contingency = both ? api::Contingency::OneTriggersPair : api::Contingency::OneTriggersOther;
    list.second = profit ? limit : stop;
    if (both)
        list.third = stop;
}

/// What follows a sale is paid for with what it brings at least; core/list_rules.h has the rule.
bool TicketReader::buyBackIsPaidFor(Price price) const {
    const api::CreateInstrument& filter = m_market.definition;
    const std::int64_t rate = std::max(filter.makerFeePpm, filter.takerFeePpm);
    const Quantity quantity = m_check.order.quantity;
    const auto brings = tradeValue(m_check.order.price, quantity, m_market.tickValue);
    const auto costs = tradeValue(price, quantity, m_market.tickValue);
    return brings && costs && *costs + feeOn(*costs, rate) <= *brings - feeOn(*brings, rate);
}

/// A stop of the same side: a sale's below the market, a purchase's above it.
void TicketReader::readStop(api::PlaceOrderList& list) {
    const bool buys = m_input.side == api::Side::Buy;
    const auto trigger = price({TicketField::OtherTrigger, m_input.otherTrigger,
                                tr("Enter the trigger price of the stop.")});
    api::ListedOrder stop = listed(m_input.side, api::OrderType::Stop);
    stop.triggerPrice = trigger.value_or(Price());
    stop.timeInForce = m_check.order.timeInForce;
    stop.expiry = m_check.order.expiry;
    if (OrderTicket::applies(TicketField::OtherWorst, m_input))
        stop.price = price({TicketField::OtherWorst, m_input.otherWorst,
                            tr("Enter the highest price that the stop may pay.")})
                         .value_or(Price());
    list.contingency = api::Contingency::OneCancelsOther;
    list.second = stop;
    if (!trigger)
        return;
    const Price last = m_context.last;
    const Price limit = m_check.order.price;
    if (!last.isZero() && (buys ? *trigger <= last : *trigger >= last))
        say(TicketField::OtherTrigger,
            (buys ? tr("It waits for a rise: the trigger must be above the last price, %1.")
                  : tr("It waits for a fall: the trigger must be below the last price, %1."))
                .arg(m_format.price(m_market, last)));
    else if (!limit.isZero() && (buys ? *trigger <= limit : *trigger >= limit))
        say(TicketField::OtherTrigger,
            (buys ? tr("The stop must be above the limit price, %1.")
                  : tr("The stop must be below the limit price, %1."))
                .arg(m_format.price(m_market, limit)));
}

} // namespace openbell::models
