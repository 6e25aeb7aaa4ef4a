// The naive venue's orders: checking and placing.
#include "tests/oracle/naive_venue.h"

#include <algorithm>
#include <limits>

namespace openbell::oracle {
namespace {

using api::CancelReason;
using api::OrderType;
using api::PostOnly;
using api::RejectReason;
using api::SelfTradePrevention;
using api::Side;
using api::TimeInForce;

using Wide = Int128;
constexpr Wide kBound = Wide{1} << 62;
constexpr std::int64_t kAnyPrice = std::numeric_limits<std::int64_t>::max();

} // namespace

Int128 NaiveVenue::costOf(std::int64_t price, std::int64_t quantity, std::int64_t tickValue,
                          std::int64_t ppm) {
    if (Wide{price} * quantity >= kBound || Wide{price} * quantity * tickValue >= kBound)
        return kBound;
    const Wide value = Wide{price} * quantity * tickValue;
    return value + value * ppm / 1'000'000;
}

void NaiveVenue::checkTerms(const Instrument& instrument, std::int64_t price,
                            std::int64_t quantity) const {
    const api::CreateInstrument& d = instrument.definition;
    const std::int64_t ppm = std::max(d.makerFeePpm, d.takerFeePpm);
    refuseUnless(price == 0 || (price >= d.minPrice.value() && price <= d.maxPrice.value()),
                 RejectReason::PriceOutsideLimits);
    refuseUnless(quantity >= d.minQuantity.value() && quantity <= d.maxQuantity.value(),
                 RejectReason::QuantityOutsideLimits);
    refuseUnless(Wide{quantity} * d.lotSize < kBound, RejectReason::AmountOverflow);
    refuseUnless(costOf(price, quantity, instrument.tickValue, ppm) < kBound,
                 RejectReason::AmountOverflow);
    refuseUnless(price == 0 ||
                     costOf(price, quantity, instrument.tickValue, 0) >= d.minValue.value(),
                 RejectReason::ValueOutsideLimits);
}

void NaiveVenue::checkOrder(const Instrument& instrument, const api::PlaceOrder& c) const {
    const api::CreateInstrument& d = instrument.definition;
    const bool market = c.type == OrderType::Market;
    const bool waits = !market && c.type != OrderType::Limit;
    const bool trails = c.type == OrderType::TrailingStop;
    const bool isIceberg = !c.displayQuantity.isZero();
    const bool tillTime = c.timeInForce == TimeInForce::GoodTillTime;
    const bool tillEnd = tillTime || c.timeInForce == TimeInForce::Day;
    const bool forAuction =
        c.timeInForce == TimeInForce::AtOpen || c.timeInForce == TimeInForce::AtClose;
    if (c.postOnly != PostOnly::No || isIceberg || !c.displayVariance.isZero() || c.hidden)
        refuseUnless(c.type == OrderType::Limit &&
                         (c.timeInForce == TimeInForce::GoodTillCancelled || tillEnd),
                     RejectReason::InvalidCombination);
    const bool byAmount = !c.quoteAmount.isZero();
    if (byAmount)
        refuseUnless(market && c.quantity.isZero() && c.timeInForce != TimeInForce::FillOrKill,
                     RejectReason::InvalidCombination);
    if (c.peg != api::PegReference::None)
        refuseUnless(c.type == OrderType::Limit && c.postOnly == PostOnly::No && !isIceberg &&
                         (c.timeInForce == TimeInForce::GoodTillCancelled || tillEnd),
                     RejectReason::InvalidCombination);
    else
        refuseUnless(c.pegOffset.isZero(), RejectReason::InvalidCombination);
    refuseUnless(!forAuction || c.type == OrderType::Limit, RejectReason::InvalidCombination);
    refuseUnless(!tillEnd || !market, RejectReason::InvalidCombination);
    refuseUnless(!isIceberg || !c.hidden, RejectReason::InvalidCombination);
    refuseUnless(isIceberg || c.displayVariance.isZero(), RejectReason::InvalidCombination);
    refuseUnless(waits || c.triggerPrice.isZero(), RejectReason::InvalidCombination);
    refuseUnless(trails || c.trailBy.isZero(), RejectReason::InvalidCombination);
    refuseUnless(!c.reduceOnly || (!isIceberg && !byAmount), RejectReason::InvalidCombination);
    refuseUnless(!c.reduceOnly || c.side == Side::Sell, RejectReason::NothingToReduce);
    refuseUnless(tillTime ? c.expiry > m_context.time : c.expiry.value() == 0,
                 RejectReason::InvalidExpiry);
    refuseUnless(c.quoteAmount.value() >= 0, RejectReason::InvalidAmount);
    refuseUnless(byAmount || c.quantity.value() > 0, RejectReason::InvalidQuantity);
    if (isIceberg) {
        refuseUnless(c.displayQuantity < c.quantity, RejectReason::InvalidQuantity);
        refuseUnless(c.displayQuantity >= d.minQuantity, RejectReason::InvalidQuantity);
        refuseUnless(c.displayVariance.value() >= 0, RejectReason::InvalidQuantity);
        refuseUnless(c.displayVariance <= c.displayQuantity, RejectReason::InvalidQuantity);
        refuseUnless(showsInTime(c.quantity.value(), c.displayQuantity.value(),
                                 c.displayVariance.value()),
                     RejectReason::InvalidQuantity);
    }
    const bool priceIsOptional =
        market || (c.side == Side::Sell && (c.type == OrderType::Stop || trails ||
                                            c.type == OrderType::TakeProfit));
    refuseUnless(c.price.value() > 0 || (priceIsOptional && c.price.value() == 0),
                 RejectReason::InvalidPrice);
    refuseUnless(!waits || c.triggerPrice.value() > 0 || (trails && c.triggerPrice.isZero()),
                 RejectReason::InvalidPrice);
    refuseUnless(!trails || c.trailBy.value() > 0, RejectReason::InvalidPrice);
    refuseUnless(c.pegOffset.value() >= (c.peg == api::PegReference::Market ? 1 : 0),
                 RejectReason::InvalidPrice);
    refuseUnless(c.triggerPrice.isZero() ||
                     (c.triggerPrice >= d.minPrice && c.triggerPrice <= d.maxPrice),
                 RejectReason::PriceOutsideLimits);
    refuseUnless(c.trailBy <= d.maxPrice, RejectReason::PriceOutsideLimits);
    refuseUnless(c.pegOffset <= d.maxPrice, RejectReason::PriceOutsideLimits);
    if (!byAmount)
        return checkTerms(instrument, c.price.value(), c.quantity.value());
    refuseUnless(c.price.isZero() || (c.price >= d.minPrice && c.price <= d.maxPrice),
                 RejectReason::PriceOutsideLimits);
    refuseUnless(c.quoteAmount >= d.minValue, RejectReason::ValueOutsideLimits);
}

NaiveVenue::Order NaiveVenue::orderOf(const Instrument& instrument, const api::PlaceOrder& c,
                                      OrderId id) const {
    const api::CreateInstrument& d = instrument.definition;
    const auto group = m_groups.find(c.account);
    return {id,
            c.account,
            c.clientOrderId,
            c.instrument,
            c.side,
            c.postOnly,
            c.selfTradePrevention,
            group == m_groups.end() ? TradeGroupId() : group->second,
            c.type,
            c.timeInForce,
            c.triggerPrice.value(),
            c.trailBy.value(),
            c.price.value(),
            c.quantity.value(),
            0,
            d.makerFeePpm,
            d.takerFeePpm,
            m_context.time,
            c.expiry.value(),
            c.hidden,
            c.displayQuantity.value(),
            c.displayVariance.value(),
            0,
            0,
            m_context.session,
            OrderId()};
}

void NaiveVenue::work(const api::PlaceOrder& c) {
    refuseUnless(m_accounts.contains(c.account), RejectReason::UnknownAccount);
    refuseRepeat(c);
    Instrument& instrument = known(c.instrument);
    const api::CreateInstrument& d = instrument.definition;
    checkOrder(instrument, c);
    const bool market = c.type == OrderType::Market;
    const bool waits = !market && c.type != OrderType::Limit;
    const TimeInForce tif = market && c.timeInForce == TimeInForce::GoodTillCancelled
                                ? TimeInForce::ImmediateOrCancel
                                : c.timeInForce;
    const bool buys = c.side == Side::Buy;
    const bool byAmount = !c.quoteAmount.isZero();
    const bool spendsAll = buys && c.price.isZero() && !byAmount;
    const AssetId asset = buys ? d.quote : d.base;
    const Wide available = usable(c.account, asset);
    const Wide budget = byAmount && buys ? Wide{c.quoteAmount.value()} : available;
    Order order = orderOf(instrument, c, OrderId(m_context.sequence.value()));
    order.amount = c.quoteAmount.value();
    order.peg = c.peg;
    order.offset = c.pegOffset.value();
    order.limit = order.isPegged() ? order.price : 0;
    if (c.reduceOnly) {
        order.total = std::min(order.total, usable(c.account, d.base) / d.lotSize);
        const bool isWorthIt =
            order.total >= d.minQuantity.value() &&
            (order.price == 0 ||
             costOf(order.price, order.total, instrument.tickValue, 0) >= d.minValue.value());
        refuseUnless(isWorthIt, RejectReason::NothingToReduce);
    }
    const std::int64_t room = roomOf(instrument, c.account);
    refuseBeyondRoom(c.side, c.quantity.value(), room);
    refuseUnless(available > 0, RejectReason::InsufficientFunds);
    if (byAmount)
        refuseUnless(budget <= available, RejectReason::InsufficientFunds);
    else if (!spendsAll)
        refuseUnless(holdOf(order) <= available, RejectReason::InsufficientFunds);

    reachBook(instrument);
    refuseInState(instrument, takes(instrument, order));
    if (c.timeInForce == TimeInForce::Day)
        order.expiry = endOfDay(instrument, m_context.time.value());
    const bool trading = instrument.state == api::InstrumentState::Trading;
    if (order.isPegged()) {
        placePegged(instrument, order);
        return remember(c);
    }
    if (waits || (c.timeInForce == TimeInForce::AtClose &&
                  instrument.state != api::InstrumentState::ClosingAuction)) {
        placeWaiting(instrument, order, c);
        return remember(c);
    }
    order.price = slid(instrument, order);
    refuseBeyondCollar(instrument, c.side, order.price);
    refuseBeyondBand(instrument, c.side, order.price);
    std::int64_t limit = order.price;
    if (limit == 0)
        limit = buys ? kAnyPrice : 0;
    const bool crossing = trading && crosses(instrument, c.side, limit);
    refuseUnless(c.postOnly == PostOnly::No || !crossing, RejectReason::WouldTakeLiquidity);
    if (market && tif != TimeInForce::FillOrKill) {
        refuseUnless(crossing, RejectReason::NoLiquidity);
        if (byAmount) {
            refuseUnless(buys || available >= d.lotSize, RejectReason::InsufficientFunds);
            order.total = lotsFor(instrument, order, limit, available);
            refuseUnless(order.total >= d.minQuantity.value() &&
                             order.total <= d.maxQuantity.value(),
                         RejectReason::QuantityOutsideLimits);
            refuseBeyondRoom(c.side, order.total, room);
        }
        if (spendsAll)
            refuseUnless(costOf(instrument.sells.begin()->first, 1, instrument.tickValue,
                                d.takerFeePpm) <= budget,
                         RejectReason::InsufficientFunds);
    }
    accept(order, tif);
    remember(c);
    if (!trading)
        return rest(instrument, order);
    const Wide* spend = spendsAll || (byAmount && buys) ? &budget : nullptr;
    if (tif == TimeInForce::FillOrKill && !fillsAtOnce(instrument, order, limit, spend)) {
        m_events.push_back(api::OrderCancelled{order.id, c.account, c.instrument,
                                               Quantity(order.total),
                                               CancelReason::NotFillableAtOnce});
        return;
    }
    const std::size_t events = m_events.size();
    const bool goesOn = trade(instrument, order, limit, spend);
    finish(instrument, order, goesOn,
           tif != TimeInForce::ImmediateOrCancel && tif != TimeInForce::FillOrKill, limit, events);
    protect(instrument);
    followTrades(instrument, events);
}

/// What is due by now happens first.
void NaiveVenue::reachBook(Instrument& instrument) {
    catchUp(instrument);
    moveBand(instrument, m_context.time.value());
    m_atBook = &instrument;
}

void NaiveVenue::finish(Instrument& instrument, const Order& order, bool goesOn, bool mayRest,
                        std::int64_t limit, std::size_t events) {
    const bool heldBack = goesOn && isHeldBack(instrument, order, limit);
    restOrCancel(instrument, order, goesOn, mayRest);
    noteTrades(instrument, events, heldBack);
}

void NaiveVenue::restOrCancel(Instrument& instrument, const Order& order, bool goesOn,
                              bool mayRest) {
    const Band& band = instrument.band;
    const bool beyond = band.reference != 0 && (order.side == Side::Buy ? order.price > band.upper
                                                                         : order.price < band.lower);
    if (order.open() > 0 && goesOn && mayRest && !beyond) {
        rest(instrument, order);
    } else if (order.open() > 0) {
        CancelReason reason = mayRest ? CancelReason::OutsideBand : CancelReason::UnfilledRemainder;
        if (!goesOn)
            reason = CancelReason::SelfTrade;
        m_events.push_back(api::OrderCancelled{order.id, order.account, order.instrument,
                                               Quantity(order.open()), reason});
        const List* list = listOf(instrument, order.id);
        if (list && list->working != order.id)
            endList(instrument, order.id);
    }
}

/// What the trades since event `events` mean for prices to come.
void NaiveVenue::noteTrades(Instrument& instrument, std::size_t events, bool heldBack) {
    const auto prices = tradePrices(m_events, events);
    if (!prices.empty())
        noteTrade(instrument, prices.back());
    noteForBand(instrument, prices);
    if (heldBack)
        interrupt(instrument);
}

} // namespace openbell::oracle
