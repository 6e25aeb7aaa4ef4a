#include "ui/models/order_ticket.h"

#include "ui/models/instrument_texts.h"
#include "ui/models/list_summary.h"
#include "ui/models/order_summary.h"
#include "ui/models/texts.h"
#include "ui/models/ticket_reader.h"

#include <algorithm>

namespace openbell::models {

namespace {

QString withCode(const QString& number, const QString& code) {
    return number + QChar(0xA0) + code;
}

bool isLimitThatMayRest(const TicketInput& input) {
    using enum api::TimeInForce;
    return input.type == api::OrderType::Limit &&
           (input.timeInForce == GoodTillCancelled || input.timeInForce == GoodTillTime ||
            input.timeInForce == Day);
}

bool isByAmount(const TicketInput& input) {
    return input.type == api::OrderType::Market && input.sizedBy == SizedBy::Amount;
}

} // namespace

QString TicketCheck::problemOf(TicketField field) const {
    const auto at = problems.find(field);
    return at == problems.end() ? QString() : at->second;
}

QString TicketCheck::firstProblem() const {
    return problems.empty() ? problem : problems.begin()->second;
}

bool OrderTicket::waitsForTrigger(api::OrderType type) {
    return type != api::OrderType::Limit && type != api::OrderType::Market;
}

PriceMeaning OrderTicket::priceMeaning(api::OrderType type, api::Side side) {
    using enum api::OrderType;
    if (type == Limit || type == StopLimit || type == TakeProfitLimit)
        return PriceMeaning::Limit;
    // What waits holds its funds, so a buy says what it may cost.
    return waitsForTrigger(type) && side == api::Side::Buy ? PriceMeaning::Worst
                                                           : PriceMeaning::WorstOptional;
}

Attached OrderTicket::attachedTo(const TicketInput& input) {
    return isLimitThatMayRest(input) ? input.attached : Attached::None;
}

/// The choice of other orders comes before what they rule out: pegs, icebergs, hidden and
/// reduce-only orders.
bool OrderTicket::applies(TicketField field, const TicketInput& input) {
    const Attached attached = attachedTo(input);
    const bool alone = attached == Attached::None;
    const bool pegged = isLimitThatMayRest(input) && alone && input.peg != api::PegReference::None;
    const bool buys = input.side == api::Side::Buy;
    switch (field) {
    case TicketField::Type:
    case TicketField::Price:
    case TicketField::SelfTrade:
        return true;
    case TicketField::TrailBy:
        return input.type == api::OrderType::TrailingStop;
    case TicketField::Trigger:
        return waitsForTrigger(input.type);
    case TicketField::Peg:
        return isLimitThatMayRest(input) && alone;
    case TicketField::PegOffset:
        return pegged;
    case TicketField::SizedBy:
        return input.type == api::OrderType::Market;
    case TicketField::Quantity:
        return !isByAmount(input);
    case TicketField::Amount:
        return isByAmount(input);
    case TicketField::TimeInForce:
        return !timesOf(input.type).empty();
    case TicketField::Expiry:
        return input.timeInForce == api::TimeInForce::GoodTillTime &&
               applies(TicketField::TimeInForce, input);
    case TicketField::Attached:
        return isLimitThatMayRest(input);
    case TicketField::TakeProfit:
        return attached == Attached::Exits;
    case TicketField::StopLoss:
        return attached == Attached::Exits && buys; // buying back dearer needs more than a sale brings
    case TicketField::OtherTrigger:
        return attached == Attached::Stop;
    case TicketField::OtherWorst:
        return attached == Attached::Stop && buys;
    case TicketField::Showing:
        return isLimitThatMayRest(input) && alone;
    case TicketField::PostOnly:
        return isLimitThatMayRest(input) && !pegged && attached != Attached::Stop;
    case TicketField::DisplayQuantity:
    case TicketField::DisplayVariance:
        return applies(TicketField::Showing, input) && !pegged && input.showing == Showing::Parts;
    case TicketField::ReduceOnly:
        return !buys && alone && !isByAmount(input) &&
               !applies(TicketField::DisplayQuantity, input);
    }
    return false;
}

std::vector<api::TimeInForce> OrderTicket::timesOf(api::OrderType type) {
    using enum api::TimeInForce;
    switch (type) {
    case api::OrderType::Market:
        return {};
    case api::OrderType::Limit:
        return {GoodTillCancelled, ImmediateOrCancel, FillOrKill, GoodTillTime,
                Day,               AtOpen,            AtClose};
    case api::OrderType::StopLimit:
    case api::OrderType::TakeProfitLimit:
        return {GoodTillCancelled, ImmediateOrCancel, FillOrKill, GoodTillTime, Day};
    case api::OrderType::Stop:
    case api::OrderType::TakeProfit:
    case api::OrderType::TrailingStop:
        return {GoodTillCancelled, GoodTillTime, Day}; // while it waits
    }
    return {};
}

QString OrderTicket::whyNotInState(const TicketInput& input, const InstrumentInfo& market) {
    using State = api::InstrumentState;
    const bool collects = isAuction(market.state) || market.state == State::PreOpen;
    if (market.state == State::Halted)
        return tr("%1 is halted: it takes no new orders until it is resumed.").arg(market.symbol);
    if (input.timeInForce == api::TimeInForce::AtOpen)
        return tr("Orders for the open are taken before the opening auction and during it only. "
                  "Choose another time in force.");
    if (collects)
        return tr("%1 collects orders for an auction (%2) and takes none that must trade at once. "
                  "Place a limit order that may rest.")
            .arg(market.symbol, Texts::instrumentState(market.state));
    return tr("%1 takes no new orders: %2").arg(market.symbol,
                                                InstrumentTexts::stateNote(market.state));
}

/// What has no price is reckoned at its trigger or the opposite best price.
void OrderTicket::reckon(const InstrumentInfo& market, const TicketContext& context,
                         const Format& format, TicketCheck& check) {
    const api::PlaceOrder& order = check.order;
    const api::CreateInstrument& filter = market.definition;
    const bool buys = order.side == api::Side::Buy;
    Price reckoned = order.price.isZero() ? order.triggerPrice : order.price;
    if (reckoned.isZero())
        reckoned = buys ? context.bestAsk : context.bestBid;
    // A pair holds what the dearer one of both needs.
    if (check.list && check.list->contingency == api::Contingency::OneCancelsOther)
        reckoned = std::max(reckoned, check.list->second.price);
    const auto value = tradeValue(reckoned, order.quantity, market.tickValue);
    if (!value) {
        check.problem = tr("The order's value is too large. Use a smaller quantity.");
        return;
    }
    const Amount fee = feeOn(*value, std::max(filter.makerFeePpm, filter.takerFeePpm));
    if (!reckoned.isZero()) {
        check.value = format.amount(market.quote, *value, market.quoteCode);
        check.fee = format.amount(market.quote, fee, market.quoteCode);
        if (*value < filter.minValue) {
            check.problem = tr("The order's value is below the smallest allowed, %1.")
                                .arg(format.amount(market.quote, filter.minValue, market.quoteCode));
            return;
        }
    }
    const QString tooLittle = tr("This needs %1; the account has %2 available.");
    if (buys) {
        check.needs = reckoned.isZero()
                          ? QString()
                          : format.amount(market.quote, *value + fee, market.quoteCode);
        if (context.knowsFunds && *value + fee > context.availableQuote)
            check.problem = tooLittle.arg(
                check.needs, format.amount(market.quote, context.availableQuote, market.quoteCode));
        return;
    }
    check.needs = withCode(format.quantity(market, order.quantity), market.baseCode);
    const auto lots = context.availableBase.value() / std::max<std::int64_t>(filter.lotSize, 1);
    if (!context.knowsFunds)
        return;
    if (order.reduceOnly && lots <= 0)
        check.problem = tr("There is no %1 available to sell.").arg(market.baseCode);
    else if (!order.reduceOnly && order.quantity.value() > lots)
        check.problem = tooLittle.arg(
            check.needs, withCode(format.quantity(market, Quantity(lots)), market.baseCode));
}

/// What it spends is known, what it comes to only in the book.
void OrderTicket::reckonAmount(const InstrumentInfo& market, const TicketContext& context,
                               const Format& format, TicketCheck& check) {
    const Amount amount = check.order.quoteAmount;
    const api::CreateInstrument& filter = market.definition;
    const auto inQuote = [&](Amount value) {
        return format.amount(market.quote, value, market.quoteCode);
    };
    check.value = inQuote(amount);
    check.fee = inQuote(feeOn(amount, filter.takerFeePpm));
    const bool buys = check.order.side == api::Side::Buy;
    if (buys) {
        check.needs = inQuote(amount);
        if (context.knowsFunds && amount > context.availableQuote)
            check.problem = tr("This needs %1; the account has %2 available.")
                                .arg(check.needs, inQuote(context.availableQuote));
    } else if (context.knowsFunds && context.availableBase.value() < filter.lotSize) {
        check.problem = tr("There is no %1 available to sell.").arg(market.baseCode);
    }
}

TicketCheck OrderTicket::check(const TicketInput& input, const InstrumentInfo& market,
                               const TicketContext& context, const Format& format) {
    TicketCheck result;
    api::PlaceOrder& order = result.order;
    order.instrument = market.id;
    order.side = input.side;
    order.type = input.type;
    order.timeInForce = input.timeInForce;
    order.selfTradePrevention = input.selfTrade;
    TicketReader reader(input, market, context, format, result);
    if (applies(TicketField::Quantity, input))
        reader.readQuantity();
    else
        reader.readAmount();
    reader.readPrice();
    if (applies(TicketField::Trigger, input))
        reader.readTrigger();
    if (applies(TicketField::PegOffset, input))
        reader.readPeg();
    if (applies(TicketField::Expiry, input))
        reader.readExpiry();
    if (applies(TicketField::PostOnly, input))
        order.postOnly = input.postOnly;
    if (applies(TicketField::DisplayQuantity, input))
        reader.readDisplay();
    order.hidden = applies(TicketField::Showing, input) && input.showing == Showing::Nothing;
    order.reduceOnly = applies(TicketField::ReduceOnly, input) && input.reduceOnly;
    if (attachedTo(input) != Attached::None)
        reader.readAttached();
    if (!takesNewOrder(market.state, input.type, input.timeInForce))
        result.problem = whyNotInState(input, market);
    if (!result.firstProblem().isEmpty())
        return result;

    if (order.quoteAmount.isZero())
        reckon(market, context, format, result);
    else
        reckonAmount(market, context, format, result);
    const bool either = result.list &&
                        result.list->contingency == api::Contingency::OneCancelsOther;
    if (result.problem.isEmpty() && either && market.state == api::InstrumentState::Trading &&
        OrderSummary::wouldTrade(order, context))
        result.problem = tr("With an either-or stop it must rest: this price trades at once. %1 rests "
                            "in the book.")
                             .arg(order.side == api::Side::Buy ? tr("A lower price")
                                                               : tr("A higher price"));
    if (result.problem.isEmpty() && order.postOnly == api::PostOnly::Reject &&
        market.state == api::InstrumentState::Trading && OrderSummary::wouldTrade(order, context))
        result.problem = tr("Post only would be refused: this price trades at once. %1 rests in the "
                            "book.")
                             .arg(order.side == api::Side::Buy ? tr("A lower price")
                                                               : tr("A higher price"));
    result.summary = result.list ? ListSummary::of(*result.list, market, context, format)
                                 : OrderSummary::of(order, market, context, format);
    result.ok = result.problem.isEmpty();
    return result;
}

} // namespace openbell::models
