#include "engine/core/order_rules.h"

#include "engine/core/phases/state_rules.h"

namespace openbell::core {
namespace {

using api::OrderType;
using api::RejectReason;

/// A limit order with nothing that needs checking in combination: what most are.
bool isPlain(const api::PlaceOrder& order) {
    const std::int64_t extras = order.triggerPrice.value() | order.trailBy.value() |
                                order.displayQuantity.value() | order.displayVariance.value() |
                                order.quoteAmount.value() | order.pegOffset.value();
    return extras == 0 && order.type == OrderType::Limit && order.postOnly == api::PostOnly::No &&
           order.peg == api::PegReference::None && !order.hidden && !order.reduceOnly;
}

bool isValidCombination(const api::PlaceOrder& order) {
    const bool limit = order.type == OrderType::Limit;
    const bool plainLimit = limit && wishOf(order.type, order.timeInForce) == Wish::Rest;
    const bool forAuction = order.timeInForce == api::TimeInForce::AtOpen ||
                            order.timeInForce == api::TimeInForce::AtClose;
    const bool lives = order.timeInForce == api::TimeInForce::GoodTillTime ||
                       order.timeInForce == api::TimeInForce::Day;
    const bool trails = order.type == OrderType::TrailingStop;
    const bool isPlain = order.postOnly == api::PostOnly::No && order.displayQuantity.isZero() &&
                         order.displayVariance.isZero() && !order.hidden;
    const bool showsOneWay =
        order.displayQuantity.isZero() ? order.displayVariance.isZero() : !order.hidden;
    return (isPlain || plainLimit) && showsOneWay && (!forAuction || limit) &&
           (!lives || order.type != OrderType::Market) && (trails || order.trailBy.isZero()) &&
           (waitsForTrigger(order.type) || order.triggerPrice.isZero()) &&
           (!order.reduceOnly ||
            (order.displayQuantity.isZero() && order.quoteAmount.isZero()));
}

/// Market orders that trade what they can may be for an amount instead of a quantity; limit orders
/// that may rest for long may be pegged.
bool isValidKind(const api::PlaceOrder& order) {
    const bool byAmount = !order.quoteAmount.isZero();
    const bool pegged = order.peg != api::PegReference::None;
    const bool fitsAmount = order.type == OrderType::Market &&
                            order.timeInForce != api::TimeInForce::FillOrKill &&
                            order.quantity.isZero();
    const bool fitsPeg = order.type == OrderType::Limit &&
                         wishOf(order.type, order.timeInForce) == Wish::Rest &&
                         order.postOnly == api::PostOnly::No && order.displayQuantity.isZero();
    return (!byAmount || fitsAmount) && (pegged ? fitsPeg : order.pegOffset.isZero());
}

/// What an iceberg shows at a time.
bool isValidDisplay(const api::CreateInstrument& definition, const api::PlaceOrder& order) {
    return order.displayQuantity.isZero() ||
           (order.displayQuantity < order.quantity &&
            order.displayQuantity >= definition.minQuantity && order.displayVariance.value() >= 0 &&
            order.displayVariance <= order.displayQuantity &&
            IcebergTerms{order.displayQuantity, order.displayVariance, 0}.allows(order.quantity));
}

/// Those that the type needs are there.
RejectReason checkPrices(const api::PlaceOrder& order) {
    const bool waits = waitsForTrigger(order.type);
    const bool trails = order.type == OrderType::TrailingStop;
    const bool invalid =
        order.price.value() < 0 || (needsPrice(order.type, order.side) && order.price.isZero()) ||
        order.triggerPrice.value() < 0 || (waits && !trails && order.triggerPrice.isZero()) ||
        order.trailBy.value() < 0 || (trails && order.trailBy.isZero()) ||
        order.pegOffset.value() < 0 ||
        (order.peg == api::PegReference::Market && order.pegOffset.isZero());
    return invalid ? RejectReason::InvalidPrice : RejectReason::None;
}

RejectReason checkTrigger(const api::CreateInstrument& definition, const api::PlaceOrder& order) {
    const bool inside = order.triggerPrice.isZero() || (order.triggerPrice >= definition.minPrice &&
                                                        order.triggerPrice <= definition.maxPrice);
    return inside && order.trailBy <= definition.maxPrice &&
                   order.pegOffset <= definition.maxPrice ? RejectReason::None
                                                          : RejectReason::PriceOutsideLimits;
}

/// Zero: none given.
bool isPriceInside(const api::CreateInstrument& definition, Price price) {
    return price.isZero() || (price >= definition.minPrice && price <= definition.maxPrice);
}

/// An order for an amount: the book knows what quantity that comes to.
RejectReason checkAmount(const api::CreateInstrument& definition, const api::PlaceOrder& order) {
    if (!isPriceInside(definition, order.price))
        return RejectReason::PriceOutsideLimits;
    return order.quoteAmount < definition.minValue ? RejectReason::ValueOutsideLimits
                                                   : RejectReason::None;
}

/// Price and quantity against the filters.
RejectReason checkLimits(const api::CreateInstrument& definition, Price price, Quantity quantity) {
    if (!isPriceInside(definition, price))
        return RejectReason::PriceOutsideLimits;
    if (quantity < definition.minQuantity || quantity > definition.maxQuantity)
        return RejectReason::QuantityOutsideLimits;
    return RejectReason::None;
}

/// Every amount the order can lead to must be representable, on both sides; then the smallest
/// value.
RejectReason checkValue(const Instrument& instrument, Price price, Quantity quantity) {
    if (!baseAmount(instrument.terms, quantity))
        return RejectReason::AmountOverflow;
    if (price.isZero())
        return RejectReason::None;
    if (!costOf(instrument.terms, price, quantity, instrument.highestFeePpm()))
        return RejectReason::AmountOverflow;
    if (*tradeValue(price, quantity, instrument.terms.tickValue) < instrument.definition.minValue)
        return RejectReason::ValueOutsideLimits;
    return RejectReason::None;
}

} // namespace

RejectReason checkOrder(const Instrument& instrument, const api::PlaceOrder& order,
                        Timestamp now) {
    const bool plain = isPlain(order);
    if (!plain && (!isValidCombination(order) || !isValidKind(order)))
        return RejectReason::InvalidCombination;
    if (order.reduceOnly && order.side == api::Side::Buy)
        return RejectReason::NothingToReduce;
    const bool tillTime = order.timeInForce == api::TimeInForce::GoodTillTime;
    if (tillTime ? order.expiry <= now : order.expiry.value() != 0)
        return RejectReason::InvalidExpiry;
    const bool byAmount = !order.quoteAmount.isZero();
    if (order.quoteAmount.value() < 0)
        return RejectReason::InvalidAmount;
    if ((!byAmount && order.quantity.value() <= 0) ||
        (!plain && !isValidDisplay(instrument.definition, order)))
        return RejectReason::InvalidQuantity;
    if (const RejectReason reason = checkPrices(order); reason != RejectReason::None)
        return reason;
    if (const RejectReason reason =
            plain ? RejectReason::None : checkTrigger(instrument.definition, order);
        reason != RejectReason::None)
        return reason;
    if (byAmount)
        return checkAmount(instrument.definition, order);
    const RejectReason limits = checkLimits(instrument.definition, order.price, order.quantity);
    return limits != RejectReason::None ? limits
                                        : checkValue(instrument, order.price, order.quantity);
}

RejectReason checkReplacement(const Instrument& instrument, const api::ReplaceOrder& replacement) {
    api::PlaceOrder order;
    order.postOnly = replacement.postOnly;
    order.price = replacement.price;
    order.quantity = replacement.quantity;
    order.displayQuantity = replacement.displayQuantity;
    order.displayVariance = replacement.displayVariance;
    order.hidden = replacement.hidden;
    return checkOrder(instrument, order, Timestamp()); // it has no expiry of its own
}

RejectReason checkQuote(const Instrument& instrument, const api::PlaceQuote& quote) {
    api::PlaceOrder order;
    order.postOnly = quote.postOnly;
    for (const api::Side side : {api::Side::Buy, api::Side::Sell}) {
        const bool bids = side == api::Side::Buy;
        order.side = side;
        order.price = bids ? quote.bidPrice : quote.askPrice;
        order.quantity = bids ? quote.bidQuantity : quote.askQuantity;
        if (order.quantity.isZero())
            continue;
        if (const RejectReason reason = checkOrder(instrument, order, Timestamp());
            reason != RejectReason::None)
            return reason;
    }
    const bool both = !quote.bidQuantity.isZero() && !quote.askQuantity.isZero();
    return both && quote.bidPrice >= quote.askPrice ? RejectReason::InvalidPrice
                                                    : RejectReason::None;
}

RejectReason checkAmendment(const Instrument& instrument, const api::AmendOrder& amendment) {
    if (amendment.quantity.value() <= 0)
        return RejectReason::InvalidQuantity;
    // The book knows whether the order waits, and whether it needs a price.
    if (amendment.price.value() < 0 || amendment.triggerPrice.value() < 0)
        return RejectReason::InvalidPrice;
    if (!amendment.triggerPrice.isZero() &&
        (amendment.triggerPrice < instrument.definition.minPrice ||
         amendment.triggerPrice > instrument.definition.maxPrice))
        return RejectReason::PriceOutsideLimits;
    const RejectReason limits =
        checkLimits(instrument.definition, amendment.price, amendment.quantity);
    return limits != RejectReason::None
               ? limits
               : checkValue(instrument, amendment.price, amendment.quantity);
}

} // namespace openbell::core
