// The price of an auction: the one at which most would trade; among those the one that leaves the
// smallest surplus; among those the one nearest to the reference price. Where the reference lies in
// the middle between two, the lower one; without a reference, the middle of the range (rounded down)
// takes its place.
#pragma once

#include "engine/core/book/order_book.h"

#include <vector>

namespace openbell::core {

struct AuctionPrice {
    Price price;       ///< zero: the book is not crossed, nothing would trade
    Quantity quantity; ///< that trades
    Quantity surplus;  ///< of buys when positive, of sells when negative
    friend bool operator==(const AuctionPrice&, const AuctionPrice&) = default;
};

/// Keeps its scratch memory, so that finding a price does not allocate in the steady state.
class AuctionPricer {
public:
    /// Proportional to n log n in the crossed price levels. `reference` zero: none.
    /// openOf(const LevelView&) gives what the orders of a level, shown or hidden, have open.
    template<class OpenOf>
    AuctionPrice find(const OrderBook& book, Price reference, OpenOf&& openOf) {
        const auto bid = book.bestBid();
        const auto ask = book.bestAsk();
        if (!bid || !ask || *bid < *ask)
            return {};
        m_buys.clear();
        m_sells.clear();
        book.forEachQueue(api::Side::Buy, [&](const LevelView& level) {
            if (level.price >= *ask)
                m_buys.push_back({level.price, openOf(level)});
            return level.price >= *ask;
        });
        book.forEachQueue(api::Side::Sell, [&](const LevelView& level) {
            if (level.price <= *bid)
                m_sells.push_back({level.price, openOf(level)});
            return level.price <= *bid;
        });
        return findAmongCrossed(reference);
    }

private:
    AuctionPrice findAmongCrossed(Price reference);

    struct LevelSum {
        Price price;
        Quantity quantity;
    };
    std::vector<LevelSum> m_buys;  ///< crossed, best (highest) first
    std::vector<LevelSum> m_sells; ///< crossed, best (lowest) first
    std::vector<Price> m_starts;   ///< of the ranges within which demand and supply are constant
};

} // namespace openbell::core
