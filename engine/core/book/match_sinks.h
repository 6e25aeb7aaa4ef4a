// What a sink of OrderBook::match() may be asked besides being told of fills. Each is asked at
// compile time whether it wants to be.
#pragma once

#include "engine/core/book/order.h"

#include <concepts>
#include <optional>

namespace openbell::core {

/// A sink of match() that limits what may be taken at a price, such as an order with a budget.
/// `affordable(price, wanted)` gives at most `wanted`; less than that ends the matching afterwards.
template<class Sink>
concept BudgetedSink = requires(Sink& sink, Price price, Quantity wanted) {
    { sink.affordable(price, wanted) } -> std::same_as<Quantity>;
};

/// What is taken from a maker and a taker instead of letting them trade with each other.
struct Prevention {
    Quantity makerOpen; ///< of the maker in the book afterwards; zero: it leaves the book
    Quantity fromMaker; ///< for onPrevented(); more than the book knew of, with an iceberg
    Quantity fromTaker;
    bool ends = false; ///< the taker goes no further
};

/// A sink of match() that keeps some makers from trading with the taker, such as orders of the
/// same owner. `prevention(slot, order, quantity)` is asked before each fill; after what it took is
/// taken, `onPrevented(slot, order, price, prevention)` is called like onFill.
template<class Sink>
concept PreventingSink = requires(Sink& sink, Slot slot, const Order& order, Quantity quantity) {
    { sink.prevention(slot, order, quantity) } -> std::same_as<std::optional<Prevention>>;
};

/// A sink of match() that knows the reserves of icebergs. `nextPart(slot)` is asked after the fill
/// that used up what such an order showed, and gives what it shows next, behind all others of its
/// price; zero: nothing is left of it.
template<class Sink>
concept RefreshingSink = requires(Sink& sink, Slot slot) {
    { sink.nextPart(slot) } -> std::same_as<Quantity>;
};

} // namespace openbell::core
