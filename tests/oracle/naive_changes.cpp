// The naive venue's changes of orders: amending and cancelling.
#include "tests/oracle/naive_venue.h"

namespace openbell::oracle {

using api::CancelReason;
using api::PostOnly;
using api::RejectReason;
using api::Side;
using api::SideFilter;

void NaiveVenue::work(const api::CancelOrder& c) {
    refuseUnless(m_accounts.contains(c.account), RejectReason::UnknownAccount);
    Instrument& instrument = known(c.instrument);
    reachBook(instrument);
    bool isTheirs = false;
    for (const Order& waiting : instrument.waiting)
        isTheirs = isTheirs || (waiting.id == c.order && waiting.account == c.account);
    for (const Order& parked : instrument.parked)
        isTheirs = isTheirs || (parked.id == c.order && parked.account == c.account);
    const Order* order = find(instrument, c.order);
    refuseUnless(isTheirs || (order && order->account == c.account), RejectReason::UnknownOrder);
    cancelOne(instrument, c.order, CancelReason::Requested);
}

void NaiveVenue::work(const api::AmendOrder& c) {
    refuseUnless(m_accounts.contains(c.account), RejectReason::UnknownAccount);
    Instrument& instrument = known(c.instrument);
    const api::CreateInstrument& d = instrument.definition;
    refuseUnless(c.quantity.value() > 0, RejectReason::InvalidQuantity);
    refuseUnless(c.price.value() >= 0 && c.triggerPrice.value() >= 0, RejectReason::InvalidPrice);
    refuseUnless(c.triggerPrice.isZero() ||
                     (c.triggerPrice >= d.minPrice && c.triggerPrice <= d.maxPrice),
                 RejectReason::PriceOutsideLimits);
    checkTerms(instrument, c.price.value(), c.quantity.value());
    const std::int64_t room = roomOf(instrument, c.account);
    reachBook(instrument);
    refuseInState(instrument, takesOrders(instrument));
    refuseListed(instrument, c.account, c.order);
    for (Order& waiting : instrument.waiting)
        if (waiting.id == c.order && waiting.account == c.account)
            return amendWaiting(instrument, waiting, c, room);
    for (const auto& [id, pegged] : pegsOf(instrument))
        if (id == c.order && pegged.account == c.account)
            return amendPegged(instrument, pegged, c, room);
    Order* found = find(instrument, c.order);
    refuseUnless(found && found->account == c.account, RejectReason::UnknownOrder);
    refuseUnless(c.triggerPrice.isZero() && !found->quote, RejectReason::InvalidCombination);
    refuseUnless(!c.price.isZero(), RejectReason::InvalidPrice);
    refuseUnless(c.quantity.value() > found->filled, RejectReason::InvalidQuantity);
    refuseUnless(found->display == 0 ||
                     showsInTime(c.quantity.value(), found->display, found->variance),
                 RejectReason::InvalidQuantity);
    Order amended = *found;
    amended.price = c.price.value();
    amended.total = c.quantity.value();
    amended.makerPpm = d.makerFeePpm;
    amended.takerPpm = d.takerFeePpm;
    amended.price = slid(instrument, amended);
    refuseUnless(amended.price != found->price || amended.total != found->total,
                 RejectReason::NothingToChange);
    refuseBeyondCollar(instrument, found->side, amended.price);
    refuseBeyondBand(instrument, found->side, amended.price);
    const bool crossing = instrument.state == api::InstrumentState::Trading &&
                          crosses(instrument, found->side, amended.price);
    refuseUnless(found->postOnly == PostOnly::No || !crossing, RejectReason::WouldTakeLiquidity);
    refuseBeyondRoom(amended.side, amended.total - found->total, room);
    const AssetId asset = amended.side == Side::Buy ? d.quote : d.base;
    refuseUnless(holdOf(amended) - holdOf(*found) <= usable(c.account, asset),
                 RejectReason::InsufficientFunds);

    const bool keepsPriority = amended.price == found->price && amended.total < found->total;
    m_events.push_back(api::OrderAmended{c.order, c.account, c.instrument, Price(amended.price),
                                         c.quantity, Quantity(amended.open()), keepsPriority});
    m_touchedHoldings.insert({c.account, asset});
    if (keepsPriority) {
        amended.part = std::min(amended.part, amended.open());
        if (amended.shown() != found->shown())
            touch(instrument, amended);
        *found = amended;
        return;
    }
    erase(instrument, *found);
    if (!crossing)
        return rest(instrument, amended);
    const std::size_t events = m_events.size();
    const bool goesOn = trade(instrument, amended, amended.price, nullptr);
    finish(instrument, amended, goesOn, true, amended.price, events);
    protect(instrument);
    followTrades(instrument, events);
}

void NaiveVenue::work(const api::CancelAll& c) {
    refuseUnless(c.account.isNone() || m_accounts.contains(c.account),
                 RejectReason::UnknownAccount);
    if (!c.instrument.isNone())
        known(c.instrument);
    for (auto& [id, instrument] : m_instruments) {
        if (!c.instrument.isNone() && id != c.instrument)
            continue;
        cancelEverything(instrument, c, CancelReason::MassCancel);
        publishLevels();
        followBand(instrument);
        indicate(instrument);
    }
}

void NaiveVenue::cancelEverything(Instrument& instrument, const api::CancelAll& which,
                                  CancelReason reason) {
    std::vector<Order> orders;
    for (auto level = instrument.buys.rbegin(); level != instrument.buys.rend(); ++level)
        orders.insert(orders.end(), level->second.begin(), level->second.end());
    for (const auto& [price, queue] : instrument.sells)
        orders.insert(orders.end(), queue.begin(), queue.end());
    orders.insert(orders.end(), instrument.waiting.begin(), instrument.waiting.end());
    orders.insert(orders.end(), instrument.parked.begin(), instrument.parked.end());
    for (const Order& order : orders) {
        const SideFilter other = order.side == Side::Buy ? SideFilter::Sell : SideFilter::Buy;
        if ((which.account.isNone() || order.account == which.account) && which.side != other &&
            (which.session.isNone() || order.session == which.session) &&
            findAny(instrument, order.id)) // not gone with another one of its list
            cancelOne(instrument, order.id, reason);
    }
}

} // namespace openbell::oracle
