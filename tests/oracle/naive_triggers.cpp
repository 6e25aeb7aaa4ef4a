// The naive venue's orders that wait for a trigger price.
#include "tests/oracle/naive_venue.h"

#include <algorithm>
#include <limits>

namespace openbell::oracle {
namespace {

using api::OrderType;
using api::RejectReason;
using api::Side;
using api::TimeInForce;

/// Whether trades at or above the trigger price trigger, rather than those at or below it.
bool waitsForRise(OrderType type, Side side) {
    if (type == OrderType::TakeProfit || type == OrderType::TakeProfitLimit)
        return side == Side::Sell;
    return side == Side::Buy;
}

bool isReached(OrderType type, Side side, std::int64_t trigger, std::int64_t last) {
    return waitsForRise(type, side) ? last >= trigger : last <= trigger;
}

} // namespace

bool NaiveVenue::reaches(const Order& order, std::int64_t last) {
    return isReached(order.type, order.side, order.trigger, last);
}

std::int64_t NaiveVenue::trailing(const Order& order, std::int64_t last) {
    return order.side == Side::Buy ? last + order.trailBy
                                   : std::max<std::int64_t>(1, last - order.trailBy);
}

void NaiveVenue::setTrigger(const Instrument& instrument, Order& order) const {
    if (order.type == OrderType::Limit)
        return;
    if (order.trigger == 0) {
        refuseUnless(instrument.last > 0, RejectReason::InvalidPrice);
        order.trigger = trailing(order, instrument.last);
    }
    refuseUnless(instrument.last == 0 || !reaches(order, instrument.last),
                 RejectReason::WouldTriggerAtOnce);
}

void NaiveVenue::placeWaiting(Instrument& instrument, Order order, const api::PlaceOrder& c) {
    setTrigger(instrument, order);
    m_events.push_back(api::OrderAccepted{order.id, c.account, c.instrument, c.clientOrderId,
                                          c.side, c.type, c.timeInForce, c.postOnly,
                                          c.selfTradePrevention, c.price, Price(order.trigger),
                                          c.trailBy, Quantity(order.total), Quantity(0),
                                          m_context.time,
                                          Timestamp(order.expiry)});
    touchHold(instrument, order);
    instrument.waiting.push_back(order);
}

void NaiveVenue::amendWaiting(const Instrument& instrument, Order& waiting,
                              const api::AmendOrder& c, std::int64_t room) {
    Order amended = waiting;
    amended.price = c.price.value();
    amended.total = c.quantity.value();
    if (!c.triggerPrice.isZero())
        amended.trigger = c.triggerPrice.value();
    amended.makerPpm = instrument.definition.makerFeePpm;
    amended.takerPpm = instrument.definition.takerFeePpm;
    const bool waitsForPrice = amended.type != OrderType::Limit;
    refuseUnless(waitsForPrice || c.triggerPrice.isZero(), RejectReason::InvalidCombination);
    const bool limited = !waitsForPrice || amended.type == OrderType::StopLimit ||
                         amended.type == OrderType::TakeProfitLimit;
    refuseUnless(amended.price > 0 || (amended.side == Side::Sell && !limited),
                 RejectReason::InvalidPrice);
    refuseUnless(amended.price != waiting.price || amended.total != waiting.total ||
                     amended.trigger != waiting.trigger,
                 RejectReason::NothingToChange);
    refuseUnless(!waitsForPrice || instrument.last == 0 ||
                     !isReached(amended.type, amended.side, amended.trigger, instrument.last),
                 RejectReason::WouldTriggerAtOnce);
    refuseBeyondRoom(amended.side, amended.total - waiting.total, room);
    const AssetId asset = amended.side == Side::Buy ? instrument.definition.quote
                                                    : instrument.definition.base;
    refuseUnless(holdOf(amended) - holdOf(waiting) <= usable(c.account, asset),
                 RejectReason::InsufficientFunds);
    m_events.push_back(api::OrderAmended{c.order, c.account, c.instrument, c.price, c.quantity,
                                         c.quantity, true});
    if (amended.trigger != waiting.trigger)
        m_events.push_back(api::TriggerMoved{c.order, c.account, c.instrument, c.triggerPrice});
    waiting = amended;
    touchHold(instrument, waiting);
}

std::vector<std::int64_t> NaiveVenue::tradePrices(const Events& events, std::size_t from) {
    std::vector<std::int64_t> prices;
    for (std::size_t i = from; i < events.size(); ++i)
        if (const auto* trade = std::get_if<api::TradeExecuted>(&events[i]))
            prices.push_back(trade->price.value());
    return prices;
}

void NaiveVenue::followTrades(Instrument& instrument, std::size_t events) {
    followPrices(instrument, tradePrices(m_events, events));
}

void NaiveVenue::followPrices(Instrument& instrument, const std::vector<std::int64_t>& given) {
    std::list<std::pair<OrderId, std::int64_t>> reached;
    const auto follow = [&](std::int64_t last) {
        const auto isIdle = [](const Order& order) {
            return order.named || !order.waitsFor.isNone();
        };
        for (Order& order : instrument.waiting) {
            if (order.type != OrderType::TrailingStop || isIdle(order))
                continue;
            const std::int64_t wanted =
                order.side == Side::Buy ? std::min(order.trigger, last + order.trailBy)
                                        : std::max(order.trigger, last - order.trailBy);
            if (wanted != order.trigger)
                m_events.push_back(api::TriggerMoved{order.id, order.account, order.instrument,
                                                     Price(wanted)});
            order.trigger = wanted;
        }
        std::vector<Order> rising;
        std::vector<Order> falling;
        for (Order& order : instrument.waiting) {
            if (isIdle(order) || order.type == OrderType::Limit || !reaches(order, last))
                continue;
            order.named = true;
            (waitsForRise(order.type, order.side) ? rising : falling).push_back(order);
        }
        // The list is by age, so equal triggers stay in that order.
        std::stable_sort(rising.begin(), rising.end(), [](const Order& a, const Order& b) {
            return a.trigger < b.trigger;
        });
        std::stable_sort(falling.begin(), falling.end(), [](const Order& a, const Order& b) {
            return a.trigger > b.trigger;
        });
        for (const Order& order : rising)
            reached.emplace_back(order.id, last);
        for (const Order& order : falling)
            reached.emplace_back(order.id, last);
    };
    const auto isTrading = [&] { return instrument.state == api::InstrumentState::Trading; };
    const auto followEnds = [&](const std::vector<std::int64_t>& prices) {
        endTouchedLists(instrument);
        if (!prices.empty() && isTrading()) {
            follow(prices.front());
            if (prices.back() != prices.front())
                follow(prices.back());
        }
        for (const OrderId released : release(instrument))
            reached.emplace_back(released, instrument.last);
    };
    followEnds(given);
    while (!reached.empty()) {
        const auto [id, last] = reached.front();
        reached.pop_front();
        const auto at = std::find_if(instrument.waiting.begin(), instrument.waiting.end(),
                                     [&, wanted = id](const Order& each) {
                                         return each.id == wanted;
                                     });
        if (at == instrument.waiting.end()) // gone with another one of its list
            continue;
        at->named = false;
        if (!isTrading() && at->type != OrderType::Limit) // an interruption leaves it where it was
            continue;
        const Order order = *at;
        instrument.waiting.erase(at);
        const std::size_t before = m_events.size();
        letIn(instrument, order, last);
        followEnds(tradePrices(m_events, before));
    }
}

void NaiveVenue::letIn(Instrument& instrument, Order order, std::int64_t last) {
    m_events.push_back(
        api::OrderTriggered{order.id, order.account, order.instrument, Price(last)});
    touchHold(instrument, order);
    const bool trading = instrument.state == api::InstrumentState::Trading;
    const bool limited = order.type == OrderType::StopLimit ||
                         order.type == OrderType::TakeProfitLimit ||
                         order.type == OrderType::Limit;
    if (order.type != OrderType::Limit || (trading && crosses(instrument, order.side, order.price)))
        endList(instrument, order.id);
    std::int64_t limit = order.price;
    if (limit == 0)
        limit = order.side == Side::Buy ? std::numeric_limits<std::int64_t>::max() : 0;
    if (order.timeInForce == TimeInForce::FillOrKill &&
        !fillsAtOnce(instrument, order, limit, nullptr)) {
        m_events.push_back(api::OrderCancelled{order.id, order.account, order.instrument,
                                               Quantity(order.total),
                                               api::CancelReason::NotFillableAtOnce});
        return;
    }
    const bool mayRest = limited && order.timeInForce != TimeInForce::ImmediateOrCancel &&
                         order.timeInForce != TimeInForce::FillOrKill;
    if (!trading) {
        rest(instrument, order);
        return protect(instrument);
    }
    const std::size_t events = m_events.size();
    const bool goesOn = trade(instrument, order, limit, nullptr);
    finish(instrument, order, goesOn, mayRest, limit, events);
    protect(instrument);
}

} // namespace openbell::oracle
