#include "ui/models/order_ticket.h"

#include "ui/models/instrument_texts.h"
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

bool OrderTicket::applies(TicketField field, const TicketInput& input) {
    switch (field) {
    case TicketField::Type:
    case TicketField::Price:
    case TicketField::Quantity:
    case TicketField::SelfTrade:
        return true;
    case TicketField::TrailBy:
        return input.type == api::OrderType::TrailingStop;
    case TicketField::Trigger:
        return waitsForTrigger(input.type);
    case TicketField::TimeInForce:
        return !timesOf(input.type).empty();
    case TicketField::Expiry:
        return input.timeInForce == api::TimeInForce::GoodTillTime &&
               applies(TicketField::TimeInForce, input);
    case TicketField::Showing:
    case TicketField::PostOnly:
        return isLimitThatMayRest(input);
    case TicketField::DisplayQuantity:
    case TicketField::DisplayVariance:
        return isLimitThatMayRest(input) && input.showing == Showing::Parts;
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
    if (context.knowsFunds && order.quantity.value() > lots)
        check.problem = tooLittle.arg(
            check.needs, withCode(format.quantity(market, Quantity(lots)), market.baseCode));
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
    reader.readQuantity();
    reader.readPrice();
    if (applies(TicketField::Trigger, input))
        reader.readTrigger();
    if (applies(TicketField::Expiry, input))
        reader.readExpiry();
    if (applies(TicketField::PostOnly, input))
        order.postOnly = input.postOnly;
    if (applies(TicketField::DisplayQuantity, input))
        reader.readDisplay();
    order.hidden = applies(TicketField::Showing, input) && input.showing == Showing::Nothing;
    if (!takesNewOrder(market.state, input.type, input.timeInForce))
        result.problem = whyNotInState(input, market);
    if (!result.firstProblem().isEmpty())
        return result;

    reckon(market, context, format, result);
    if (result.problem.isEmpty() && order.postOnly == api::PostOnly::Reject &&
        market.state == api::InstrumentState::Trading && OrderSummary::wouldTrade(order, context))
        result.problem = tr("Post only would be refused: this price trades at once. %1 rests in the "
                            "book.")
                             .arg(order.side == api::Side::Buy ? tr("A lower price")
                                                               : tr("A higher price"));
    result.summary = OrderSummary::of(order, market, context, format);
    result.ok = result.problem.isEmpty();
    return result;
}

} // namespace openbell::models
