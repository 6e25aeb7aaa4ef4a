// One instrument as its book shard sees it: the book, what is known of each order besides its place
// in the book, and the instrument's counters. Owned by the shard's thread.
#pragma once

#include "engine/core/book/order_book.h"
#include "engine/core/messages.h"
#include "engine/core/reference_data.h"
#include "engine/core/waiting_orders.h"

namespace openbell::core {

struct Market {
    Market(OrderPool& pool, const Instrument& definition)
        : instrument(definition.definition.instrument)
        , base(definition.definition.base)
        , quote(definition.definition.quote)
        , terms(definition.terms)
        , minPrice(definition.definition.minPrice)
        , maxPrice(definition.definition.maxPrice)
        , minValue(definition.definition.minValue)
        , book(pool, instrument) {}

    InstrumentId instrument;
    AssetId base;
    AssetId quote;
    Terms terms;
    Price minPrice;
    Price maxPrice;
    Amount minValue;
    OrderBook book;
    WaitingOrders waiting;
    std::uint64_t trades = 0; ///< the newest trade's id
    Price lastPrice;          ///< zero before the first trade
    Amount feesCollected;     ///< quote atoms, over all time

    AssetId heldAsset(api::Side side) const { return side == api::Side::Buy ? quote : base; }
};

/// The event and the record of an order that is taken in.
api::OrderAccepted acceptanceOf(const ReservedOrder& order, Timestamp time);
OrderRecord recordOf(const ReservedOrder& order, Timestamp time);
/// Where a post-only order that would trade slides to: one tick behind the best order it would
/// trade with, shown or hidden. None when it would not trade, or when there is no valid price
/// behind.
std::optional<Price> slidPrice(const Market& market, api::Side side, Price price, Quantity quantity,
                               std::int64_t highestFeePpm);
/// How it stands in the book, should it rest.
inline std::uint8_t flagsOf(const ReservedOrder& order) {
    return static_cast<std::uint8_t>((order.hidden ? kHiddenOrder : 0) |
                                     (order.displayQuantity.isZero() ? 0 : kIcebergOrder));
}
inline IcebergTerms icebergOf(const ReservedOrder& order) {
    return {order.displayQuantity, order.displayVariance, 0};
}

} // namespace openbell::core
