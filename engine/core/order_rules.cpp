#include "engine/core/order_rules.h"

namespace openbell::core {
namespace {

using api::OrderType;
using api::RejectReason;

bool isValidCombination(const api::PlaceOrder& order) {
    const bool plainLimit =
        order.type == OrderType::Limit && order.timeInForce == api::TimeInForce::GoodTillCancelled;
    return !order.postOnly || plainLimit;
}

/// Price and quantity against the filters; price zero: none given.
RejectReason checkLimits(const api::CreateInstrument& definition, Price price, Quantity quantity) {
    if (!price.isZero() && (price < definition.minPrice || price > definition.maxPrice))
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

RejectReason checkOrder(const Instrument& instrument, const api::PlaceOrder& order) {
    if (!isValidCombination(order))
        return RejectReason::InvalidCombination;
    if (order.quantity.value() <= 0)
        return RejectReason::InvalidQuantity;
    const bool needsPrice = order.type == OrderType::Limit;
    if (order.price.value() < 0 || (needsPrice && order.price.isZero()))
        return RejectReason::InvalidPrice;
    const RejectReason limits = checkLimits(instrument.definition, order.price, order.quantity);
    return limits != RejectReason::None ? limits
                                        : checkValue(instrument, order.price, order.quantity);
}

RejectReason checkAmendment(const Instrument& instrument, const api::AmendOrder& amendment) {
    if (amendment.quantity.value() <= 0)
        return RejectReason::InvalidQuantity;
    if (amendment.price.value() <= 0)
        return RejectReason::InvalidPrice;
    const RejectReason limits =
        checkLimits(instrument.definition, amendment.price, amendment.quantity);
    return limits != RejectReason::None
               ? limits
               : checkValue(instrument, amendment.price, amendment.quantity);
}

} // namespace openbell::core
