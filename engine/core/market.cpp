#include "engine/core/market.h"

namespace openbell::core {

bool Market::isBeyondCollar(api::Side side, Price price) const {
    if (!monitor.hasCollar() || lastPrice.isZero() || price.isZero()) [[likely]]
        return false;
    const PriceRange range = rangeAround(lastPrice, monitor.controls().collarPpm);
    return side == api::Side::Buy ? price > range.highest : price < range.lowest;
}

bool Market::isBeyondBand(api::Side side, Price price) const {
    if (band.reference.isZero() || price.isZero()) [[likely]]
        return false;
    return side == api::Side::Buy ? price > band.range.highest : price < band.range.lowest;
}

Timestamp Market::expiryOf(const ReservedOrder& order, Timestamp now) const {
    if (order.timeInForce != api::TimeInForce::Day)
        return order.expiry;
    const Timestamp end = calendar.endOfDay(now);
    return end == kNever ? Timestamp(0) : end;
}

api::OrderAccepted acceptanceOf(const ReservedOrder& order, const Market& market, Timestamp time) {
    api::OrderAccepted accepted;
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
    return accepted;
}

OrderRecord recordOf(const ReservedOrder& order, Timestamp time) {
    OrderRecord record{};
    record.clientOrderId = order.clientOrderId;
    record.total = order.quantity;
    record.placed = time;
    record.account = order.account;
    record.makerFeePpm = static_cast<std::uint32_t>(order.makerFeePpm);
    record.takerFeePpm = static_cast<std::uint32_t>(order.takerFeePpm);
    record.tradeGroup = order.tradeGroup;
    record.type = order.type;
    record.postOnly = order.postOnly;
    record.selfTradePrevention = order.selfTradePrevention;
    record.session = order.session;
    return record;
}

} // namespace openbell::core
