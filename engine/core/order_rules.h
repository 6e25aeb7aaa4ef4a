// The checks of an order that need nothing but the command and the instrument, in the order in
// which they are reported. The meaning of the order types is written down here:
//
//   * A market order never rests. GoodTillCancelled (the default) on it means ImmediateOrCancel,
//     and is echoed so. Its price is the protection, zero for none.
//   * An unprotected market buy may spend all that is available; it is filled as far as that goes.
//   * Stop, take-profit and trailing-stop orders wait outside the book, whatever their time in force,
//     which counts from the trigger on: those without "limit" in their name become market orders,
//     which fill or kill as a whole or else trade what they can. A buy names the worst price it
//     may pay, because its funds are held while it waits. A trigger that the last price has
//     reached already is refused, also in an amendment.
//   * Good till time and day orders end at their time, whether they rest or wait; a day order's is
//     the end of the trading day in which it is placed (midnight UTC without a schedule) or an
//     earlier close. Market orders cannot be either.
//   * At-open and at-close orders are limit orders. At-open ones rest until the opening auction has
//     traded, at-close ones wait outside the book until the closing auction begins; what the
//     auction leaves of them is cancelled.
//   * PostOnly, displayed quantities and hiding are for limit orders that may rest in the book,
//     anything else is refused as an InvalidCombination. Where a post-only order would trade, with
//     a shown order or a hidden one, it is refused at the book, or else slides: it gets the price
//     one tick behind the order it would trade with. Amendments of it are worked the same way.
//   * An iceberg shows a part at a time, at most kMaxIcebergParts of them, behind all others of its
//     price each time; a lower quantity comes off its reserve first. A hidden order stands behind
//     all shown ones of its price. Both count in full for fill-or-kill orders, for self-trade
//     prevention and for the price of an auction.
//   * A market order that traded nothing is refused with NoLiquidity (InsufficientFunds when the
//     budget does not buy one lot at the best price); one that traded a part is accepted and its
//     rest cancelled. FillOrKill, of either type, is accepted and cancelled as a whole.
//   * A reduce-only order is a sell whose quantity is cut to what is available; nobody borrows, so
//     the position is the balance, and a buy has nothing to reduce. It is refused with
//     NothingToReduce when less than the smallest quantity is left. An iceberg cannot be one,
//     nor an order by amount.
//   * A quote is one bid and one ask of an account in an instrument, good till cancelled, changed by the
//     next quote only: AmendOrder and ReplaceOrder of its orders are refused as InvalidCombination,
//     CancelOrder ends one side. A side that keeps its order keeps its fee rates, too.
//   * A market order may name an amount of the quote asset instead of a quantity, which then is what
//     the amount comes to in the book when the order arrives (lotsForAmount), and must be within
//     the quantity filters; the amount must reach the smallest value. A buy holds the amount and
//     spends no more, fees included. A sell raises no more before fees; it sells at most what is
//     available. Never fill-or-kill.
//   * A pegged order (pegged_orders.h) is a limit order, good till cancelled, till a time or for the
//     day, shown or hidden. The filters are for its limit. It waits outside the book like a stop
//     where the market does not trade continuously. Limit and quantity can be amended, the rest
//     cannot, and it cannot be replaced (InvalidCombination).
//   * Orders of one account, or of accounts in one trade group, may trade with each other unless the
//     taker asks for self-trade prevention.
#pragma once

#include "engine/api/commands.h"
#include "engine/core/reference_data.h"
#include "engine/core/waiting_orders.h"

namespace openbell::core {

/// The time in force that the order is worked with.
constexpr api::TimeInForce effectiveTimeInForce(const api::PlaceOrder& order) {
    const bool rests = order.timeInForce == api::TimeInForce::GoodTillCancelled;
    return order.type == api::OrderType::Market && rests ? api::TimeInForce::ImmediateOrCancel
                                                         : order.timeInForce;
}

/// True when an order with that time in force may stay in the book.
constexpr bool restsInBook(api::TimeInForce effective) {
    return effective != api::TimeInForce::ImmediateOrCancel &&
           effective != api::TimeInForce::FillOrKill;
}

/// True when what does not trade at once would stay open, in the book or waiting.
constexpr bool mayRest(api::OrderType type, api::TimeInForce effective) {
    return restsInBook(effective) || waitsForTrigger(type);
}

/// True for the types that end as limit orders.
constexpr bool isLimitType(api::OrderType type) {
    return type == api::OrderType::Limit || type == api::OrderType::StopLimit ||
           type == api::OrderType::TakeProfitLimit;
}

/// True when an order names a price in any case: a buy that waits holds what it may pay.
constexpr bool needsPrice(api::OrderType type, api::Side side) {
    return isLimitType(type) || (waitsForTrigger(type) && side == api::Side::Buy);
}

/// A buy whose funds are a budget: for an amount, or a market buy without protection.
constexpr bool isBudgetOrder(api::Side side, Price price, Amount quoteAmount) {
    return side == api::Side::Buy && (price.isZero() || !quoteAmount.isZero());
}

/// An order that may need all that is available: an unprotected market buy of a quantity, a sell for
/// an amount.
constexpr bool takesAllFunds(api::Side side, Price price, Amount quoteAmount) {
    return quoteAmount.isZero() ? side == api::Side::Buy && price.isZero()
                                : side == api::Side::Sell;
}

/// `now`: the command's time. None, or InvalidCombination, InvalidExpiry, InvalidQuantity,
/// InvalidAmount, InvalidPrice, PriceOutsideLimits, QuantityOutsideLimits, AmountOverflow, ValueOutsideLimits.
api::RejectReason checkOrder(const Instrument& instrument, const api::PlaceOrder& order,
                             Timestamp now);

/// The same for the order that replaces another one.
api::RejectReason checkReplacement(const Instrument& instrument, const api::ReplaceOrder& order);

/// The same for each side of a quote, the bid first; then InvalidPrice unless the bid is below the
/// ask. A quote without quantities asks for nothing and is in order.
api::RejectReason checkQuote(const Instrument& instrument, const api::PlaceQuote& quote);

/// The same for the order that an amendment asks for.
api::RejectReason checkAmendment(const Instrument& instrument, const api::AmendOrder& amendment);

} // namespace openbell::core
