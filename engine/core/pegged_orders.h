// The orders of one market whose price follows the best prices. They rest in the book, or wait outside
// it while there is nothing to follow. Owned by the shard's thread.
//
//   * The reference is the best price of the orders that are not pegged, hidden ones included: of its
//     own side (primary), of the other side (market), or the middle between both, rounded away from
//     the other side. The order stands its offset further away from the other side, and never beyond
//     its limit, the price band or the collar. So it never trades with an order that is not pegged:
//     with bid < ask, a buy is at most ask - 1 by a market peg (offset >= 1), floor((bid + ask) / 2)
//     < ask by a mid peg and bid by a primary peg; sells likewise
//     (test: noPegReachesTheOtherSideWhateverTheSpread).
//   * Orders of both sides may meet, such as market pegs in a wide spread. The older one has its
//     price, and a younger one that would stand at it or beyond stands one tick behind it.
//   * Without a reference, or where no price is valid, it waits outside the book, and whenever the
//     market does not trade continuously.
//
// Funds are held at the limit.
#pragma once

#include "engine/core/order_record.h"

#include <map>

namespace openbell::core {

/// Marks such an order in the book (OrderTag::flags).
inline constexpr std::uint8_t kPeggedOrder = 0x40;

/// Bound of one market's pegged orders, resting or waiting; past it TooManyOpenOrders. A command,
/// and each phase that ends before it, moves each of them at most twice: out of the book and back.
inline constexpr std::size_t kMaxPeggedOrders = 1000;

struct PeggedOrder {
    AccountId account;
    api::Side side = api::Side::Buy;
    api::PegReference reference = api::PegReference::Primary;
    Price offset;
    Price limit;
    bool hidden = false;
    Price price;          ///< at which it rests; zero: it waits
    OrderRecord record{}; ///< while it waits

    bool waits() const { return price.isZero(); }
};

/// What the prices of a market's pegged orders follow from, apart from their own terms.
struct PegInputs {
    Price bid; ///< best of the orders that are not pegged; zero: none
    Price ask;
    Price lowest;  ///< valid prices
    Price highest;
    Price highestBuy; ///< by price band and collar
    Price lowestSell;
    friend bool operator==(const PegInputs&, const PegInputs&) = default;
};

/// Gives the pegged orders of a market their prices, one after the other by age.
class PegPrices {
public:
    explicit PegPrices(const PegInputs& inputs) : m_inputs(inputs) {}

    /// Where the next younger order stands; zero: it waits.
    Price next(const PeggedOrder& order);

private:
    Price byReference(const PeggedOrder& order) const;

    PegInputs m_inputs;
    Price m_bestBuy{};  ///< of those that have their prices; zero: none
    Price m_bestSell{};
};

class PeggedOrders {
public:
    using Orders = std::map<OrderId, PeggedOrder>;

    bool empty() const { return m_orders.empty(); }
    bool isFull() const { return m_orders.size() >= kMaxPeggedOrders; }
    /// By id, which is by age.
    const Orders& orders() const { return m_orders; }
    Orders& orders() { return m_orders; }
    PeggedOrder* find(OrderId id) {
        const auto found = m_orders.find(id);
        return found == m_orders.end() ? nullptr : &found->second;
    }
    const PeggedOrder* find(OrderId id) const {
        const auto found = m_orders.find(id);
        return found == m_orders.end() ? nullptr : &found->second;
    }
    /// The order if it waits outside the book.
    const PeggedOrder* findWaiting(OrderId id) const {
        const PeggedOrder* found = find(id);
        return found && found->waits() ? found : nullptr;
    }

    void add(OrderId id, const PeggedOrder& order) {
        m_orders.emplace(id, order);
        m_isChanged = true;
    }
    /// Does nothing for an order that is not there.
    void remove(OrderId id) { m_isChanged |= m_orders.erase(id) != 0; }
    /// The orders, or where they stand, have changed: the same inputs may give other prices.
    void noteChange() { m_isChanged = true; }
    /// True when prices may have to change since the last call. Takes notice of it.
    bool follow(const PegInputs& inputs) {
        const bool changed = m_isChanged || inputs != m_inputs;
        m_inputs = inputs;
        m_isChanged = false;
        return changed;
    }

private:
    Orders m_orders;
    PegInputs m_inputs{};
    bool m_isChanged = false;
};

} // namespace openbell::core
