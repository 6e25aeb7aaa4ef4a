#include "engine/core/market.h"

namespace openbell::core {

api::OrderAccepted acceptanceOf(const ReservedOrder& order, Timestamp time) {
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
    accepted.displayQuantity = order.displayQuantity;
    accepted.displayVariance = order.displayVariance;
    accepted.hidden = order.hidden;
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
    return record;
}

} // namespace openbell::core
