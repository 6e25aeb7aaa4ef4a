#include "ui/models/order_ticket.h"

#include "ui/models/instrument_texts.h"
#include "ui/models/texts.h"

#include <algorithm>

namespace openbell::models {

namespace {

QString withCode(const QString& number, const QString& code) {
    return number + QChar(0xA0) + code;
}

} // namespace

QString TicketCheck::firstProblem() const {
    for (const QString& text : {quantityProblem, triggerProblem, priceProblem, expiryProblem, problem})
        if (!text.isEmpty())
            return text;
    return {};
}

TicketFields OrderTicket::fieldsOf(api::OrderType type, api::Side side) {
    using enum api::OrderType;
    const bool becomesLimit = type == Limit || type == StopLimit || type == TakeProfitLimit;
    const bool waits = type != Limit && type != Market;
    // What waits holds its funds, so a buy says what it may cost.
    return {waits, type == TrailingStop, becomesLimit || (waits && side == api::Side::Buy),
            becomesLimit};
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

/// A price as it was typed.
struct OrderTicket::PriceField {
    const QString& text;
    QString missing; ///< what to say when there is none; empty: it may be missing
    bool isDistance = false;
    std::optional<Price> price;
};

/// Reads a price and holds it against tick size and limits; a sentence when something is wrong.
QString OrderTicket::readPrice(PriceField& field, const InstrumentInfo& market,
                               const Format& format) {
    if (field.text.trimmed().isEmpty())
        return field.missing;
    bool offGrid = false;
    field.price = format.parsePrice(market, field.text, &offGrid);
    const api::CreateInstrument& filter = market.definition;
    if (offGrid)
        return tr("Prices go in steps of %1.").arg(format.price(market, Price(1)));
    if (!field.price)
        return tr("The price is not a number.");
    if (field.isDistance && field.price->value() <= 0)
        return tr("The distance must be more than zero.");
    if (!field.isDistance && *field.price < filter.minPrice)
        return tr("The lowest price is %1.").arg(format.price(market, filter.minPrice));
    if (*field.price > filter.maxPrice)
        return tr("The highest price is %1.").arg(format.price(market, filter.maxPrice));
    return {};
}

QString OrderTicket::checkTrigger(const TicketInput& input, const InstrumentInfo& market,
                                  const TicketContext& context, const Format& format,
                                  api::PlaceOrder& order) {
    const TicketFields fields = fieldsOf(input.type, input.side);
    if (!fields.trigger)
        return {};
    PriceField distance{input.trailBy, tr("Enter the distance to the price."), true, {}};
    PriceField trigger{input.trigger, tr("Enter a trigger price."), false, {}};
    if (fields.trailBy) {
        if (QString problem = readPrice(distance, market, format); !problem.isEmpty())
            return problem;
        trigger.missing.clear();
        if (context.last.isZero())
            trigger.missing = tr("Nothing has traded yet: enter the trigger price to start from.");
    }
    if (QString problem = readPrice(trigger, market, format); !problem.isEmpty())
        return problem;
    order.trailBy = distance.price.value_or(Price());
    order.triggerPrice = trigger.price.value_or(Price());
    if (context.last.isZero() || order.triggerPrice.isZero())
        return {};
    const bool takesProfit = input.type == api::OrderType::TakeProfit ||
                             input.type == api::OrderType::TakeProfitLimit;
    const bool rises = (input.side == api::Side::Buy) != takesProfit;
    const QString last = format.price(market, context.last);
    if (rises && order.triggerPrice <= context.last)
        return tr("It waits for a rise: the trigger must be above the last price, %1.").arg(last);
    if (!rises && order.triggerPrice >= context.last)
        return tr("It waits for a fall: the trigger must be below the last price, %1.").arg(last);
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

TicketCheck OrderTicket::check(const TicketInput& input, const InstrumentInfo& market,
                               const TicketContext& context, const Format& format) {
    TicketCheck result;
    const api::CreateInstrument& filter = market.definition;
    api::PlaceOrder& order = result.order;
    order.instrument = market.id;
    order.side = input.side;
    order.type = input.type;
    order.timeInForce = input.timeInForce;
    order.postOnly = input.postOnly ? api::PostOnly::Reject : api::PostOnly::No;
    order.selfTradePrevention = input.selfTrade;
    const bool isLimit = input.type == api::OrderType::Limit;
    const bool isBuy = input.side == api::Side::Buy;

    // Quantity against lot size and limits.
    bool offGrid = false;
    const auto quantity = format.parseQuantity(market, input.quantity, &offGrid);
    if (input.quantity.trimmed().isEmpty()) {
        result.quantityProblem = tr("Enter a quantity.");
    } else if (offGrid) {
        result.quantityProblem =
            tr("Quantities go in steps of %1.").arg(format.quantity(market, Quantity(1)));
    } else if (!quantity) {
        result.quantityProblem = tr("The quantity is not a number.");
    } else if (*quantity < filter.minQuantity) {
        result.quantityProblem =
            tr("The smallest quantity is %1.").arg(format.quantity(market, filter.minQuantity));
    } else if (*quantity > filter.maxQuantity) {
        result.quantityProblem =
            tr("The largest quantity is %1.").arg(format.quantity(market, filter.maxQuantity));
    }

    const TicketFields fields = fieldsOf(input.type, input.side);
    PriceField typed{input.price, {}, false, {}};
    if (fields.priceNeeded)
        typed.missing = fields.becomesLimit ? tr("Enter a price.")
                                            : tr("Enter the highest price to pay: the funds are "
                                                "held while the order waits.");
    result.priceProblem = readPrice(typed, market, format);
    result.triggerProblem = checkTrigger(input, market, context, format, order);
    const bool hasPrice = typed.price.has_value();
    const auto price = typed.price;

    if (input.postOnly &&
        (!isLimit || input.timeInForce != api::TimeInForce::GoodTillCancelled))
        result.problem = tr("Post only goes with limit orders that are good till cancelled.");
    if (input.timeInForce == api::TimeInForce::GoodTillTime) {
        order.expiry = input.expiry;
        if (order.expiry <= context.now)
            result.expiryProblem = tr("This time is past. Enter one in the future.");
    }
    if (!takesNewOrder(market.state, input.type, input.timeInForce))
        result.problem = whyNotInState(input, market);
    if (!result.firstProblem().isEmpty())
        return result;

    order.quantity = *quantity;
    order.price = price.value_or(Price());

    // Value, fee and funds. What has no price is reckoned at its trigger or the opposite best price.
    const Price touch = isBuy ? context.bestAsk : context.bestBid;
    const Price reckoned =
        price.value_or(order.triggerPrice.isZero() ? touch : order.triggerPrice);
    const auto value = tradeValue(reckoned, *quantity, market.tickValue);
    if (!value) {
        result.problem = tr("The order's value is too large. Use a smaller quantity.");
        return result;
    }
    const Amount fee = feeOn(*value, std::max(filter.makerFeePpm, filter.takerFeePpm));
    if (!reckoned.isZero()) {
        result.value = format.amount(market.quote, *value, market.quoteCode);
        result.fee = format.amount(market.quote, fee, market.quoteCode);
        if (*value < filter.minValue) {
            result.problem = tr("The order's value is below the smallest allowed, %1.")
                                 .arg(format.amount(market.quote, filter.minValue, market.quoteCode));
            return result;
        }
    }
    if (isBuy) {
        result.needs = reckoned.isZero()
                           ? QString()
                           : format.amount(market.quote, *value + fee, market.quoteCode);
        if (context.knowsFunds && *value + fee > context.availableQuote)
            result.problem =
                tr("This needs %1; the account has %2 available.")
                    .arg(result.needs,
                         format.amount(market.quote, context.availableQuote, market.quoteCode));
    } else {
        result.needs = withCode(format.quantity(market, *quantity), market.baseCode);
        const auto lots = context.availableBase.value() / std::max<std::int64_t>(filter.lotSize, 1);
        if (context.knowsFunds && quantity->value() > lots)
            result.problem =
                tr("This needs %1; the account has %2 available.")
                    .arg(result.needs,
                         withCode(format.quantity(market, Quantity(lots)), market.baseCode));
    }

    if (fields.trigger) {
        result.note = tr("Waits outside the book until a trade reaches its trigger.");
        result.ok = result.problem.isEmpty();
        return result;
    }
    if (isAuction(market.state) || market.state == api::InstrumentState::PreOpen) {
        result.note = tr("Trades when the auction ends, at the auction's one price or not at all.");
        result.ok = result.problem.isEmpty();
        return result;
    }
    if (input.timeInForce == api::TimeInForce::AtClose) {
        result.note = tr("Waits outside the book until the closing auction begins.");
        result.ok = result.problem.isEmpty();
        return result;
    }
    const bool crosses = hasPrice && !touch.isZero() && (isBuy ? *price >= touch : *price <= touch);
    if (input.postOnly && crosses)
        result.problem = tr("Post only would be refused: this price trades at once. %1 rests in the "
                            "book.")
                             .arg(isBuy ? tr("A lower price") : tr("A higher price"));
    else if (isLimit && crosses)
        result.note = tr("Trades at once: the best price on the other side is %1.")
                          .arg(format.price(market, touch));
    else if (!isLimit && touch.isZero())
        result.note = isBuy ? tr("Nobody is selling at the moment; the order may find nothing.")
                            : tr("Nobody is buying at the moment; the order may find nothing.");
    else if (!isLimit && !hasPrice)
        result.note = tr("Without a protection price it trades at any price. The value is reckoned "
                         "at the best price of the other side.");
    result.ok = result.problem.isEmpty();
    return result;
}

} // namespace openbell::models
