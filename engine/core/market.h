// One instrument as its book shard sees it: the book, what is known of each order besides its place
// in the book, and the instrument's counters. Owned by the shard's thread.
#pragma once

#include "engine/core/book/order_book.h"
#include "engine/core/messages.h"
#include "engine/core/order_lists.h"
#include "engine/core/pegged_orders.h"
#include "engine/core/phases/auction_price.h"
#include "engine/core/phases/price_bands.h"
#include "engine/core/phases/price_monitor.h"
#include "engine/core/phases/state_rules.h"
#include "engine/core/phases/trading_calendar.h"
#include "engine/core/quotes.h"
#include "engine/core/reference_data.h"
#include "engine/core/timed_orders.h"
#include "engine/core/waiting_orders.h"

namespace openbell::core {

/// Where a market is in its day.
struct TradingPhase {
    api::InstrumentState state = api::InstrumentState::Trading;
    Timestamp until{};        ///< when this state ends by itself; zero: not before the schedule says
    Timestamp scheduled{kNever}; ///< when the next scheduled phase begins
    bool manual = false;      ///< an operator set it: scheduled phases begin without being entered
    bool tradesByHand = false; ///< an operator has it trade until further notice: it does so again
                               ///< after an auction or another state with an end

    /// When it will change as far as is known; zero: not known.
    Timestamp end() const;
    /// When the schedule ends continuous trading; kNever: it does not, or not next.
    Timestamp tradingEnd() const {
        return state == api::InstrumentState::Trading && !manual ? scheduled : kNever;
    }
};

/// The best price stands at a band.
struct LimitState {
    Timestamp until{}; ///< when an auction follows; zero: it does not stand there
    api::Side side = api::Side::Buy;
    bool isActive() const { return until.value() != 0; }
};

struct Market {
    Market(OrderPool& pool, const Instrument& definition)
        : instrument(definition.definition.instrument)
        , base(definition.definition.base)
        , quote(definition.definition.quote)
        , terms(definition.terms)
        , minPrice(definition.definition.minPrice)
        , maxPrice(definition.definition.maxPrice)
        , minQuantity(definition.definition.minQuantity)
        , maxQuantity(definition.definition.maxQuantity)
        , minValue(definition.definition.minValue)
        , maxPosition(definition.definition.maxPosition)
        , book(pool, instrument) {}

    InstrumentId instrument;
    AssetId base;
    AssetId quote;
    Terms terms;
    Price minPrice;
    Price maxPrice;
    Quantity minQuantity;
    Quantity maxQuantity;
    Amount minValue;
    Quantity maxPosition; ///< zero: no bound
    OrderBook book;
    WaitingOrders waiting;
    std::uint64_t trades = 0; ///< the newest trade's id
    Price lastPrice;          ///< zero before the first trade
    Amount feesCollected;     ///< quote atoms, over all time
    TradingPhase phase;
    TradingCalendar calendar;
    PriceMonitor monitor;
    PriceBands bands;
    PriceBands::Band band; ///< as published; none outside continuous trading
    Timestamp bandChange{kNever}; ///< when it changes next by itself
    LimitState limit;
    TimedOrders timed;
    OrderLists lists;
    Quotes quotes;
    PeggedOrders pegged;
    AuctionPrice indicated;   ///< as published; nothing outside auctions
    Timestamp due{kNever};    ///< nothing happens by itself before; may be too early

    /// True when a buy that grows by that much goes beyond the room that was sent with it.
    bool exceedsRoom(api::Side side, Quantity growth, Quantity room) const {
        return !maxPosition.isZero() && side == api::Side::Buy && growth > room;
    }

    /// True when takers may trade within bounds only, at the moment.
    bool boundsPrices() const { return monitor.isActive() || !band.reference.isZero(); }

    bool isTrading() const { return phase.state == api::InstrumentState::Trading; }

    /// True when the price is further from the last one than the collar allows, in the direction that
    /// costs; zero: no price.
    bool isBeyondCollar(api::Side side, Price price) const {
        return monitor.hasCollar() && exceedsCollar(side, price);
    }
    /// The same for the band in which the market trades.
    bool isBeyondBand(api::Side side, Price price) const {
        return !band.reference.isZero() && exceedsBand(side, price);
    }
    /// When an order that is placed now expires; zero: not by itself.
    Timestamp expiryOf(const ReservedOrder& order, Timestamp now) const {
        return order.timeInForce == api::TimeInForce::Day ? endOfDay(now) : order.expiry;
    }
    Timestamp endOfDay(Timestamp now) const;

    /// The price at which a resting order holds its funds: of a pegged one its limit.
    Price holdPriceOf(OrderId id, std::uint8_t flags, Price price) const {
        return (flags & kPeggedOrder) != 0 ? pegged.find(id)->limit : price;
    }
    /// An order with flags is gone.
    void forget(OrderId id) {
        timed.remove(id);
        pegged.remove(id);
    }

    bool exceedsCollar(api::Side side, Price price) const;
    bool exceedsBand(api::Side side, Price price) const;

    AssetId heldAsset(api::Side side) const { return side == api::Side::Buy ? quote : base; }
};

/// The event and the record of an order that is taken in. fillIn() writes them where they stay; the
/// event must be as by default.
void fillIn(api::OrderAccepted& accepted, const ReservedOrder& order, const Market& market,
            Timestamp time);
/// As one that holds nothing and has traded nothing yet.
inline void fillIn(OrderRecord& record, const ReservedOrder& order, Timestamp time) {
    record.clientOrderId = order.clientOrderId;
    record.total = order.quantity;
    record.filled = Quantity(0);
    record.held = Amount(0);
    record.placed = time;
    record.account = order.account;
    record.makerFeePpm = static_cast<std::uint32_t>(order.makerFeePpm);
    record.takerFeePpm = static_cast<std::uint32_t>(order.takerFeePpm);
    record.tradeGroup = order.tradeGroup;
    record.type = order.type;
    record.postOnly = order.postOnly;
    record.selfTradePrevention = order.selfTradePrevention;
    record.session = order.session;
}
inline api::OrderAccepted acceptanceOf(const ReservedOrder& order, const Market& market,
                                       Timestamp time) {
    api::OrderAccepted accepted;
    fillIn(accepted, order, market, time);
    return accepted;
}
inline OrderRecord recordOf(const ReservedOrder& order, Timestamp time) {
    OrderRecord record;
    fillIn(record, order, time);
    return record;
}
/// As one that waits; without its hold.
WaitingOrder waitingOf(const ReservedOrder& order, Timestamp now);
/// Where a post-only order that would trade slides to: one tick behind the best order it would
/// trade with, shown or hidden. None when it would not trade, or when there is no valid price
/// behind.
std::optional<Price> slidPrice(const Market& market, api::Side side, Price price, Quantity quantity,
                               std::int64_t highestFeePpm);
/// The same with a given best price of the other side.
std::optional<Price> slidPrice(const Market& market, api::Side side, Price price, Quantity quantity,
                               std::int64_t highestFeePpm, std::optional<Price> best);
/// True when an order of that side and price would trade with the best one of the other side.
inline bool wouldTradeWith(api::Side side, Price price, std::optional<Price> best) {
    return best && (side == api::Side::Buy ? price >= *best : price <= *best);
}
/// What the prices of the market's pegged orders follow from now.
PegInputs pegInputs(const Market& market, const OrderPool& pool);
/// How it stands in the book, should it rest.
inline std::uint8_t flagsOf(const ReservedOrder& order) {
    return static_cast<std::uint8_t>((order.hidden ? kHiddenOrder : 0) |
                                     (order.displayQuantity.isZero() ? 0 : kIcebergOrder));
}
inline IcebergTerms icebergOf(const ReservedOrder& order) {
    return {order.displayQuantity, order.displayVariance, 0};
}

} // namespace openbell::core
