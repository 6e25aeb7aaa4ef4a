// The naive venue's orders that act on each other.
#include "tests/oracle/naive_venue.h"

#include "engine/api/text_codec.h"

#include <algorithm>

namespace openbell::oracle {
namespace {

using api::CancelReason;
using api::Contingency;
using api::ListedOrder;
using api::OrderType;
using api::PostOnly;
using api::RejectReason;
using api::SelfTradePrevention;
using api::Side;
using api::TimeInForce;

api::PlaceOrder alone(const api::PlaceOrderList& list, const ListedOrder& order) {
    return {list.account,    list.instrument,     order.clientOrderId,
            order.side,      order.type,          order.timeInForce,
            order.postOnly,  list.selfTradePrevention,
            order.price,     order.triggerPrice,  order.trailBy,
            order.quantity,  order.expiry};
}

bool isLimitThatRests(const ListedOrder& order) {
    return order.type == OrderType::Limit &&
           (order.timeInForce == TimeInForce::GoodTillCancelled ||
            order.timeInForce == TimeInForce::GoodTillTime || order.timeInForce == TimeInForce::Day);
}

bool waitsForPrice(const ListedOrder& order) {
    return order.type != OrderType::Limit && order.type != OrderType::Market;
}

} // namespace

NaiveVenue::List* NaiveVenue::listOf(Instrument& instrument, OrderId order) {
    for (List& list : instrument.lists)
        if (list.working == order || list.first == order || list.second == order)
            return &list;
    return nullptr;
}

const NaiveVenue::List* NaiveVenue::listOf(const Instrument& instrument, OrderId order) {
    return listOf(const_cast<Instrument&>(instrument), order);
}

const NaiveVenue::Order* NaiveVenue::findAny(const Instrument& instrument, OrderId id) const {
    for (const auto* beside : {&instrument.waiting, &instrument.parked})
        for (const Order& order : *beside)
            if (order.id == id)
                return &order;
    return const_cast<NaiveVenue*>(this)->find(const_cast<Instrument&>(instrument), id);
}

/// Of a pair only one trades, and one that waits for another holds what that one has brought.
std::int64_t NaiveVenue::heldFor(const Instrument& instrument, const Order& order) const {
    const List* list = listOf(instrument, order.id);
    if (!list || order.id == list->working)
        return holdOf(order);
    if (!list->working.isNone())
        return order.id == list->first ? list->brought : 0;
    if (order.id == list->first)
        return holdOf(order);
    const Order* first = findAny(instrument, list->first);
    return std::max<std::int64_t>(0, holdOf(order) - holdOf(*first));
}

void NaiveVenue::refuseListed(const Instrument& instrument, AccountId account, OrderId id) const {
    const Order* order = listOf(instrument, id) ? findAny(instrument, id) : nullptr;
    refuseUnless(!order || order->account != account, RejectReason::PartOfList);
}

void NaiveVenue::checkList(const Instrument& instrument, const api::PlaceOrderList& c) const {
    const auto demand = [this](bool condition) {
        refuseUnless(condition, RejectReason::InvalidCombination);
    };
    const bool alternates = c.contingency == Contingency::OneCancelsOther;
    const bool three = c.contingency == Contingency::OneTriggersPair;
    const std::vector<const ListedOrder*> pair =
        alternates ? std::vector{&c.first, &c.second}
                   : (three ? std::vector{&c.second, &c.third} : std::vector{&c.second});
    for (const ListedOrder* order : pair) {
        demand(isLimitThatRests(*order) || waitsForPrice(*order));
        demand(order->postOnly == PostOnly::No ||
               (alternates && order->postOnly == PostOnly::Reject));
    }
    if (pair.size() == 2) {
        demand(pair[0]->side == pair[1]->side);
        demand(waitsForPrice(*pair[0]) || waitsForPrice(*pair[1]));
    }
    if (!alternates) {
        demand(isLimitThatRests(c.first));
        for (const ListedOrder* order : pair)
            demand(order->side != c.first.side);
    }
    if (!three)
        demand(api::toText(api::Command(api::PlaceOrderList{{}, {}, {}, {}, {}, {}, c.third})) ==
               api::toText(api::Command(api::PlaceOrderList{})));
    checkOrder(instrument, alone(c, c.first));
    checkOrder(instrument, alone(c, c.second));
    if (three)
        checkOrder(instrument, alone(c, c.third));
    if (alternates)
        return;
    std::int64_t needed = 0;
    for (const ListedOrder* order : pair) {
        refuseUnless(order->quantity <= c.first.quantity, RejectReason::InvalidQuantity);
        needed = std::max(needed, holdOf(orderOf(instrument, alone(c, *order), OrderId())));
    }
    std::int64_t brought = c.first.quantity.value() * instrument.definition.lotSize;
    if (c.first.side == Side::Sell) {
        const Int128 value =
            Int128{c.first.price.value()} * c.first.quantity.value() * instrument.tickValue;
        brought = static_cast<std::int64_t>(
            value - value *
                        std::max(instrument.definition.makerFeePpm,
                                 instrument.definition.takerFeePpm) /
                        1'000'000);
    }
    refuseUnless(needed <= brought, RejectReason::InsufficientFunds);
}

void NaiveVenue::work(const api::PlaceOrderList& c) {
    refuseUnless(m_accounts.contains(c.account), RejectReason::UnknownAccount);
    refuseRepeat(c);
    Instrument& instrument = known(c.instrument);
    checkList(instrument, c);
    const bool alternates = c.contingency == Contingency::OneCancelsOther;
    const bool three = c.contingency == Contingency::OneTriggersPair;
    const Sequence number = m_context.sequence;
    std::vector<Order> orders{orderOf(instrument, alone(c, c.first), legId(number, 0)),
                              orderOf(instrument, alone(c, c.second), legId(number, 1))};
    if (three)
        orders.push_back(orderOf(instrument, alone(c, c.third), legId(number, 2)));
    const AssetId asset = c.first.side == Side::Buy ? instrument.definition.quote
                                                    : instrument.definition.base;
    const std::int64_t hold =
        alternates ? std::max(holdOf(orders[0]), holdOf(orders[1])) : holdOf(orders[0]);
    std::int64_t bought = 0;
    for (const Order& order : orders)
        bought += order.side == Side::Buy ? order.total : 0;
    if (bought > 0)
        refuseBeyondRoom(Side::Buy, bought, roomOf(instrument, c.account));
    refuseUnless(hold <= usable(c.account, asset), RejectReason::InsufficientFunds);

    reachBook(instrument);
    const bool trading = instrument.state == api::InstrumentState::Trading;
    for (Order& order : orders)
        if (order.timeInForce == TimeInForce::Day)
            order.expiry = endOfDay(instrument, m_context.time.value());
    orders[0].price = slid(instrument, orders[0]);
    for (Order& order : orders) {
        if (!alternates && order.id != orders[0].id)
            continue;
        refuseInState(instrument, takes(instrument, order));
        if (order.type != OrderType::Limit) {
            setTrigger(instrument, order);
            continue;
        }
        refuseBeyondCollar(instrument, order.side, order.price);
        refuseBeyondBand(instrument, order.side, order.price);
        const bool crossing = trading && crosses(instrument, order.side, order.price);
        refuseUnless(!crossing || (!alternates && order.postOnly == PostOnly::No),
                     RejectReason::WouldTakeLiquidity);
    }

    List list;
    const std::size_t of = alternates ? 0 : 1; // of the pair, or of the only one that waits
    if (!alternates)
        list.working = orders[0].id;
    list.first = orders[of].id;
    if (orders.size() > of + 1) {
        list.second = orders[of + 1].id;
        if (orders[of + 1].type == OrderType::Limit)
            std::swap(list.first, list.second);
    }
    for (std::size_t i = of; i < orders.size(); ++i)
        list.needed = std::max(list.needed, holdOf(orders[i]));
    instrument.lists.push_back(list);
    for (Order& order : orders) {
        order.waitsFor = order.id == list.working ? OrderId() : list.working;
        acceptListed(order, list);
        if (alternates && order.type == OrderType::Limit)
            rest(instrument, order);
        else if (alternates || order.id != list.working)
            instrument.waiting.push_back(order);
        touchHold(instrument, order);
    }
    remember(c);
    if (alternates)
        return;
    Order working = orders[0];
    if (!trading)
        return rest(instrument, working);
    const std::size_t events = m_events.size();
    const bool goesOn = trade(instrument, working, working.price, nullptr);
    bring(instrument, working, events);
    if (working.open() == 0 && working.total == orders[0].total)
        instrument.touched.emplace_back(working.id, true);
    else if (!goesOn || working.total != orders[0].total)
        instrument.touched.emplace_back(working.id, false);
    finish(instrument, working, goesOn, true, working.price, events);
    protect(instrument);
    followTrades(instrument, events);
}

void NaiveVenue::acceptListed(const Order& order, const List& list) {
    api::OrderAccepted accepted{order.id, order.account, order.instrument, order.clientOrderId,
                                order.side, order.type, order.timeInForce, order.postOnly,
                                order.prevention, Price(order.price), Price(order.trigger),
                                Price(order.trailBy), Quantity(order.total), Quantity(0),
                                m_context.time, Timestamp(order.expiry)};
    describeList(list, accepted);
    m_events.push_back(accepted);
}

void NaiveVenue::describeList(const List& list, api::OrderAccepted& accepted) {
    if (accepted.order == list.working)
        return;
    accepted.waitsFor = list.working;
    if (!list.second.isNone())
        accepted.cancels = accepted.order == list.first ? list.second : list.first;
}

/// What the trades since event `from` have brought to the working order is kept for those that wait
/// for it.
void NaiveVenue::bring(Instrument& instrument, const Order& working, std::size_t from) {
    for (std::size_t i = from; i < m_events.size(); ++i)
        if (const auto* trade = std::get_if<api::TradeExecuted>(&m_events[i]);
            trade && trade->takerOrder == working.id)
            brings(instrument, working, trade->price.value(), trade->quantity.value(),
                   trade->takerFee.value());
}

void NaiveVenue::brings(Instrument& instrument, const Order& order, std::int64_t price,
                        std::int64_t quantity, std::int64_t fee) {
    List* list = listOf(instrument, order.id);
    if (!list || list->working != order.id)
        return;
    const std::int64_t received = order.side == Side::Buy
                                      ? quantity * instrument.definition.lotSize
                                      : price * quantity * instrument.tickValue - fee;
    list->brought = std::min(list->needed, list->brought + received);
}

/// A resting order of a list has traded, or lost quantity without trading.
void NaiveVenue::touchListed(Instrument& instrument, const Order& order, bool traded) {
    const List* list = listOf(instrument, order.id);
    if (!list)
        return;
    const bool isFilled = traded && order.open() == 0;
    if (list->working != order.id || isFilled || !traded)
        instrument.touched.emplace_back(order.id, isFilled);
}

void NaiveVenue::endList(Instrument& instrument, OrderId ended) {
    const List* found = listOf(instrument, ended);
    if (!found)
        return;
    const List list = *found;
    instrument.lists.remove_if([&](const List& each) { return each.first == list.first; });
    for (const OrderId id : {list.first, list.second})
        if (!id.isNone() && id != ended)
            cancelOne(instrument, id, CancelReason::ListEnded);
}

void NaiveVenue::endTouchedLists(Instrument& instrument) {
    const auto touched = std::move(instrument.touched);
    instrument.touched.clear();
    for (const auto& [id, filled] : touched) {
        const List* list = listOf(instrument, id);
        if (list && list->working == id && filled)
            instrument.touched.emplace_back(id, filled);
        else
            endList(instrument, id);
    }
}

/// Gives the orders that go on at once, in their order.
std::vector<OrderId> NaiveVenue::release(Instrument& instrument) {
    std::vector<OrderId> atOnce;
    const auto touched = std::move(instrument.touched);
    instrument.touched.clear();
    for (const auto& [id, filled] : touched) {
        List* list = listOf(instrument, id);
        if (!list || list->working != id || !filled)
            continue;
        const List released = *list;
        list->working = OrderId();
        if (released.second.isNone())
            instrument.lists.remove_if([&](const List& each) { return each.first == released.first; });
        for (const OrderId follower : {released.first, released.second}) {
            if (follower.isNone())
                continue;
            Order& order = *std::find_if(instrument.waiting.begin(), instrument.waiting.end(),
                                         [&](const Order& each) { return each.id == follower; });
            touchHold(instrument, order);
            order.waitsFor = OrderId();
            if (order.type == OrderType::Limit) {
                order.named = true;
                atOnce.push_back(follower);
                continue;
            }
            m_events.push_back(api::OrderReleased{follower, order.account, order.instrument});
            if (order.trigger == 0) {
                order.trigger = trailing(order, instrument.last);
                m_events.push_back(api::TriggerMoved{follower, order.account, order.instrument,
                                                     Price(order.trigger)});
            }
            if (reaches(order, instrument.last) &&
                instrument.state == api::InstrumentState::Trading) {
                order.named = true;
                atOnce.push_back(follower);
            }
        }
    }
    return atOnce;
}

} // namespace openbell::oracle
