// What happens at each fill of a match: the fees, the maker's settlement, the trade event.
#pragma once

#include "engine/api/event_buffer.h"
#include "engine/core/market.h"
#include "engine/core/messages.h"

namespace openbell::core {

/// Where the book stage of one command writes to.
struct BookOutput {
    api::EventBuffer& events;
    std::vector<Settlement>& settlements; ///< appended to
    MessageStamp stamp{};                 ///< of the next settlement

    /// `side`: of the order that it is about; any one when there is none.
    Settlement& settle(AccountId account, InstrumentId instrument, api::Side side) {
        Settlement& settlement = settlements.emplace_back();
        settlement.stamp = stamp;
        settlement.account = account;
        settlement.instrument = instrument;
        settlement.side = side;
        ++stamp.index;
        return settlement;
    }
};

/// What one fill is worth. Both orders' holds cover it, which excludes an overflow.
struct FillAmounts {
    Amount base;
    Amount value; ///< quote
};
FillAmounts amountsOf(const Terms& terms, Price price, Quantity filled);

/// Settle a fill of a resting order, whose `held` follows.
void settleSellingMaker(Settlement& settlement, OrderRecord& record, const FillAmounts& amounts,
                        Amount fee);
/// Keeps exactly the hold of what is still open and releases the rest at once, which is never
/// negative (see holdOf).
void settleBuyingMaker(Settlement& settlement, OrderRecord& record, const FillAmounts& amounts,
                       Amount fee, Amount holdOfOpen);

/// The aggressive side of a match, and what its fills have moved so far: it pays in the asset it
/// holds (quote for a buy, fees included) and receives the other (for a sell, less fees).
struct Taker {
    OrderId order;
    AccountId account;
    TradeGroupId tradeGroup;
    api::SelfTradePrevention prevention = api::SelfTradePrevention::None;
    api::Side side = api::Side::Buy;
    Price price;    ///< its own; zero: a market order without protection
    Quantity total; ///< what was asked for, less what prevention took
    Quantity open;
    std::int64_t feePpm = 0;
    Amount paid{};
    Amount received{};
    Price firstTrade{}; ///< zero: none. One match trades at ever worse prices for the taker, so
    Price lastTrade{};  ///< these two are also the extremes.
    Int128 priceSum = 0; ///< of its trades
    std::int64_t trades = 0;
    bool stopped = false; ///< by prevention: what is open is to be cancelled
    std::optional<Price> bound{}; ///< the worst price that the market allows, if it bounds prices

    /// The worst price it accepts.
    Price ownLimit() const {
        if (!price.isZero())
            return price;
        return side == api::Side::Buy ? OrderBook::kAnyBuyPrice : OrderBook::kAnySellPrice;
    }
    /// The worst price at which it trades.
    Price limit() const { return bound ? *bound : ownLimit(); }
    /// True when the taker and that resting order belong to one owner.
    bool owns(const OrderRecord& record) const {
        return record.account == account ||
               (!tradeGroup.isNone() && record.tradeGroup == tradeGroup);
    }
};

/// Notes that an order of a list has traded, by which `settlement` is to be booked for it: what it
/// has received is held for the orders that wait for it, as far as they need it.
void noteListed(Market& market, OrderId order, api::Side side, bool isFilled,
                Settlement& settlement);

/// The taker that a new order makes.
inline Taker takerOf(const ReservedOrder& order) {
    Taker taker{};
    taker.order = order.order;
    taker.account = order.account;
    taker.tradeGroup = order.tradeGroup;
    taker.prevention = order.selfTradePrevention;
    taker.side = order.side;
    taker.price = order.price;
    taker.total = order.quantity;
    taker.open = order.quantity;
    taker.feePpm = order.takerFeePpm;
    return taker;
}
/// The taker that what is open of an order makes, at the given limit.
Taker takerOf(OrderId order, api::Side side, Price price, const OrderRecord& record);

/// The sink of OrderBook::match for an order whose funds cover its whole quantity.
class FillSink {
public:
    FillSink(Market& market, OrderRecords& records, const OrderPool& pool, Taker& taker,
             BookOutput& out)
        : m_market(market)
        , m_records(records)
        , m_pool(pool)
        , m_taker(taker)
        , m_out(out) {}

    void onFill(Slot slot, const Order& maker, Price price, Quantity filled);

    /// See RefreshingSink.
    Quantity nextPart(Slot slot);

protected:
    std::optional<Prevention> preventionOf(Slot slot, const Order& maker, Quantity quantity) const;
    void noteFlagged(Slot slot, const Order& maker, Quantity filled, Settlement& settlement);
    void prevented(Slot slot, const Order& maker, Price price, const Prevention& taken);

    Market& m_market;
    OrderRecords& m_records;
    const OrderPool& m_pool;
    Taker& m_taker;
    BookOutput& m_out;
};

/// The sink for an order with a budget: takes no more than what is left of it buys.
class BudgetFillSink : public FillSink {
public:
    BudgetFillSink(const FillSink& sink, Amount budget) : FillSink(sink), m_budget(budget) {}

    Quantity affordable(Price price, Quantity wanted) const {
        return std::min(wanted, affordableQuantity(m_market.terms, m_budget - m_taker.paid, price,
                                                   m_taker.feePpm));
    }

private:
    Amount m_budget;
};

/// Either of the sinks above for a taker that must not trade with its owner's orders.
template<class Sink>
class PreventingFillSink : public Sink {
public:
    explicit PreventingFillSink(const Sink& sink) : Sink(sink) {}

    std::optional<Prevention> prevention(Slot slot, const Order& maker, Quantity quantity) const {
        return this->preventionOf(slot, maker, quantity);
    }
    void onPrevented(Slot slot, const Order& maker, Price price, const Prevention& taken) {
        this->prevented(slot, maker, price, taken);
    }
};

/// True when the taker would get its whole open quantity from the book as it is; with a budget, if
/// that pays for it, fill by fill.
bool fillsAtOnce(const Market& market, const OrderRecords& records, const OrderPool& pool,
                 const Taker& taker, std::optional<Amount> budget);

/// What an amount of the quote asset comes to in the book as it is, the best price first up to the
/// taker's own limit: for a buy the most lots that it pays for, fees included, counted as if the
/// lots of one price were one trade, which no way of filling them exceeds (see holdOf); for a sell
/// the most lots whose value, before fees, does not exceed it.
/// (test: anAmountComesToTheMostLotsThatItPaysFor)
Quantity lotsForAmount(const Market& market, const OrderRecords& records, const OrderPool& pool,
                       const Taker& taker, Amount amount);

/// Matches the taker as far as its price (and budget, if it has one) goes. matchCrossing() is for one
/// that meets orders it can trade with.
void matchCrossing(Market& market, OrderRecords& records, const OrderPool& pool, Taker& taker,
                   std::optional<Amount> budget, BookOutput& out);
inline void matchTaker(Market& market, OrderRecords& records, const OrderPool& pool, Taker& taker,
                       std::optional<Amount> budget, BookOutput& out) {
    if (market.book.wouldTrade(taker.side, taker.limit()))
        matchCrossing(market, records, pool, taker, budget, out);
}

} // namespace openbell::core
