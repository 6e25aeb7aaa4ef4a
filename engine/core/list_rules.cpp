#include "engine/core/list_rules.h"

#include "engine/core/order_rules.h"
#include "engine/core/phases/state_rules.h"

namespace openbell::core {
namespace {

using api::Contingency;
using api::ListedOrder;
using api::OrderType;
using api::PostOnly;
using api::RejectReason;
using api::TimeInForce;

/// A limit order that may stay in the book.
bool isRestingLimit(const ListedOrder& order) {
    return order.type == OrderType::Limit && wishOf(order.type, order.timeInForce) == Wish::Rest;
}

/// One that another one of the list may cancel.
bool mayBeCancelled(const ListedOrder& order) {
    return isRestingLimit(order) || waitsForTrigger(order.type);
}

/// Two limit orders could both trade before one cancels the other.
bool isPair(const ListedOrder& one, const ListedOrder& other) {
    return one.side == other.side && mayBeCancelled(one) && mayBeCancelled(other) &&
           !(one.type == OrderType::Limit && other.type == OrderType::Limit);
}

bool mayFollow(const ListedOrder& working, const ListedOrder& follower) {
    return follower.side != working.side && mayBeCancelled(follower) &&
           follower.postOnly == PostOnly::No;
}

bool isUnused(const ListedOrder& order) {
    return order.clientOrderId.isNone() && order.side == api::Side::Buy &&
           order.type == OrderType::Limit && order.timeInForce == TimeInForce::GoodTillCancelled &&
           order.postOnly == PostOnly::No && order.price.isZero() && order.triggerPrice.isZero() &&
           order.trailBy.isZero() && order.quantity.isZero() && order.expiry.value() == 0;
}

bool isValidCombination(const api::PlaceOrderList& list) {
    const ListedOrder& first = list.first;
    switch (list.contingency) {
    case Contingency::OneCancelsOther:
        return isPair(first, list.second) && first.postOnly != PostOnly::Slide &&
               list.second.postOnly != PostOnly::Slide && isUnused(list.third);
    case Contingency::OneTriggersOther:
        return isRestingLimit(first) && mayFollow(first, list.second) && isUnused(list.third);
    case Contingency::OneTriggersPair:
        return isRestingLimit(first) && mayFollow(first, list.second) &&
               mayFollow(first, list.third) && isPair(list.second, list.third);
    }
    return false;
}

/// At least what the order brings when it is filled: its fee takes most at its limit, and the fees
/// of parts never exceed that of the whole.
Amount leastBroughtBy(const Instrument& instrument, const ListedOrder& order) {
    if (order.side == api::Side::Buy)
        return *baseAmount(instrument.terms, order.quantity);
    const Amount value = *tradeValue(order.price, order.quantity, instrument.terms.tickValue);
    return value - feeOn(value, instrument.highestFeePpm());
}

} // namespace

api::PlaceOrder placementOf(const api::PlaceOrderList& list, const ListedOrder& order) {
    api::PlaceOrder place;
    place.account = list.account;
    place.instrument = list.instrument;
    place.clientOrderId = order.clientOrderId;
    place.side = order.side;
    place.type = order.type;
    place.timeInForce = order.timeInForce;
    place.postOnly = order.postOnly;
    place.selfTradePrevention = list.selfTradePrevention;
    place.price = order.price;
    place.triggerPrice = order.triggerPrice;
    place.trailBy = order.trailBy;
    place.quantity = order.quantity;
    place.expiry = order.expiry;
    return place;
}

RejectReason checkList(const Instrument& instrument, const api::PlaceOrderList& list,
                       Timestamp now) {
    if (!isValidCombination(list))
        return RejectReason::InvalidCombination;
    RejectReason reason = RejectReason::None;
    forEachListed(list, [&](const ListedOrder& order, unsigned) {
        if (reason == RejectReason::None)
            reason = checkOrder(instrument, placementOf(list, order), now);
    });
    if (reason != RejectReason::None || list.contingency == Contingency::OneCancelsOther)
        return reason;
    const bool pair = list.contingency == Contingency::OneTriggersPair;
    const Quantity largest =
        pair ? std::max(list.second.quantity, list.third.quantity) : list.second.quantity;
    if (largest > list.first.quantity)
        return RejectReason::InvalidQuantity;
    const Amount needed = pair ? holdOfPair(instrument, list.second, list.third)
                               : holdOfListed(instrument, list.second);
    return needed > leastBroughtBy(instrument, list.first) ? RejectReason::InsufficientFunds
                                                           : RejectReason::None;
}

Amount holdOfListed(const Instrument& instrument, const ListedOrder& order) {
    return *holdOf(instrument.terms, order.side, order.price, order.quantity,
                   instrument.highestFeePpm());
}

Amount holdOfPair(const Instrument& instrument, const ListedOrder& one, const ListedOrder& other) {
    return std::max(holdOfListed(instrument, one), holdOfListed(instrument, other));
}

} // namespace openbell::core
