// The orders of one market that wait outside the book: for a trade to reach their trigger price, for
// the closing auction, or for another order of their list.
// Owned by the shard's thread. They hold funds as if they rested.
#pragma once

#include "engine/core/order_record.h"

#include <map>
#include <set>
#include <vector>

namespace openbell::core {

/// True for the types that wait for a trigger price.
constexpr bool waitsForTrigger(api::OrderType type) {
    return type != api::OrderType::Limit && type != api::OrderType::Market;
}

/// True when a trade at or above the trigger price triggers, false when one at or below it does.
/// Stops follow a price that runs away, so buys wait above the market; take-profits the reverse.
constexpr bool triggersRising(api::OrderType type, api::Side side) {
    const bool takesProfit =
        type == api::OrderType::TakeProfit || type == api::OrderType::TakeProfitLimit;
    return (side == api::Side::Buy) != takesProfit;
}

struct WaitingOrder {
    OrderId order;
    api::Side side = api::Side::Buy;
    api::OrderType type = api::OrderType::Stop;
    api::TimeInForce timeInForce = api::TimeInForce::GoodTillCancelled;
    Price price; ///< zero: any
    Price triggerPrice;
    Price trailBy; ///< of a trailing stop
    OrderRecord record{};
    OrderId waitsFor{}; ///< of a list: nothing is done with it before that order is filled

    bool waitsForPrice() const { return waitsForTrigger(type) && waitsFor.isNone(); }
    bool waitsForClosing() const { return !waitsForTrigger(type) && waitsFor.isNone(); }

    bool isReachedBy(Price last) const {
        return triggersRising(type, side) ? last >= triggerPrice : last <= triggerPrice;
    }
    /// Brings a trailing stop's trigger to its distance from that price, if that is closer to the
    /// market than it is or none is set yet.
    bool trail(Price last);
};

/// An order whose trigger a trade reached, and that trade's price.
struct Reached {
    OrderId order;
    Price price;
};

class WaitingOrders {
public:
    using Orders = std::map<OrderId, WaitingOrder>;

    const WaitingOrder* find(OrderId id) const;
    bool empty() const { return m_orders.empty(); }
    /// By id.
    const Orders& orders() const { return m_orders; }

    void add(const WaitingOrder& order);
    /// Adds one as if follow() had named it.
    void addNamed(const WaitingOrder& order) { m_orders.emplace(order.order, order); }
    /// Adds to, or takes from, what one that is there holds.
    void addHold(OrderId id, Amount amount) { m_orders.find(id)->second.record.held += amount; }
    /// Takes out one that is there.
    WaitingOrder take(OrderId id);
    /// Lets one wait on that follow() has named.
    void waitOn(OrderId id) { list(m_orders.find(id)->second); }

    /// Follows a trade: moves the triggers of trailing stops, then appends the ids of the orders
    /// that the price reaches: those that wait for a rise first, lowest trigger first, then those
    /// that wait for a fall, highest trigger first; at one trigger the oldest first. An order is
    /// named once. Calls moved(const WaitingOrder&) for each trigger that moved, in id order.
    /// Costs nothing for the orders that stay as they are.
    template<class F>
    void follow(Price last, std::vector<Reached>& reached, F&& moved) {
        for (const OrderId id : outrun(last)) {
            WaitingOrder& order = m_orders.find(id)->second;
            unlist(order);
            order.trail(last);
            list(order);
            moved(std::as_const(order));
        }
        reach(last, reached);
    }

private:
    using Trigger = std::pair<Price, OrderId>;
    /// The highest first, the oldest first among equals.
    struct HighestFirst {
        bool operator()(const Trigger& a, const Trigger& b) const {
            return a.first != b.first ? a.first > b.first : a.second < b.second;
        }
    };
    using Ascending = std::set<Trigger>;
    using Descending = std::set<Trigger, HighestFirst>;

    /// The trailing stops that the price moves, by id.
    const std::vector<OrderId>& outrun(Price last);
    void reach(Price last, std::vector<Reached>& reached);
    void list(const WaitingOrder& order);
    void unlist(const WaitingOrder& order);

    Orders m_orders;
    // Those that were not named by reach() yet, by trigger price.
    Ascending m_rising;
    Descending m_falling;
    // Trailing stops by the price beyond which their triggers move.
    Ascending m_trailingUp;     ///< those that wait for a fall
    Descending m_trailingDown;  ///< those that wait for a rise
    std::vector<OrderId> m_outrun; ///< scratch
};

} // namespace openbell::core
