#include "engine/core/market.h"

namespace openbell::core {

bool Market::exceedsCollar(api::Side side, Price price) const {
    if (lastPrice.isZero() || price.isZero())
        return false;
    const PriceRange range = rangeAround(lastPrice, monitor.controls().collarPpm);
    return side == api::Side::Buy ? price > range.highest : price < range.lowest;
}

bool Market::exceedsBand(api::Side side, Price price) const {
    if (price.isZero())
        return false;
    return side == api::Side::Buy ? price > band.range.highest : price < band.range.lowest;
}

Timestamp Market::endOfDay(Timestamp now) const {
    const Timestamp end = calendar.endOfDay(now);
    return end == kNever ? Timestamp(0) : end;
}

void fillIn(api::OrderAccepted& accepted, const ReservedOrder& order, const Market& market,
            Timestamp time) {
    accepted.order = order.order;
    accepted.account = order.account;
    accepted.instrument = order.instrument;
    accepted.clientOrderId = order.clientOrderId;
    accepted.side = order.side;
    accepted.type = order.type;
    accepted.timeInForce = order.timeInForce;
    accepted.postOnly = order.postOnly;
    accepted.selfTradePrevention = order.selfTradePrevention;
    accepted.price = order.price;
    accepted.triggerPrice = order.triggerPrice;
    accepted.trailBy = order.trailBy;
    accepted.quantity = order.quantity;
    accepted.time = time;
    accepted.expiry = market.expiryOf(order, time);
    accepted.displayQuantity = order.displayQuantity;
    accepted.displayVariance = order.displayVariance;
    accepted.hidden = order.hidden;
    accepted.quoteAmount = order.quoteAmount;
    accepted.peg = order.peg;
    accepted.pegOffset = order.pegOffset;
}

} // namespace openbell::core
