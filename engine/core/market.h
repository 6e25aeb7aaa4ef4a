// One instrument as its book shard sees it: the book, what is known of each order besides its place
// in the book, and the instrument's counters. Owned by the shard's thread.
#pragma once

#include "engine/base/time.h"
#include "engine/core/book/order_book.h"
#include "engine/core/reference_data.h"

namespace openbell::core {

/// What the book does not need to know of a resting order; lies at the order's slot. Resting orders
/// are limit orders that are good till cancelled.
struct alignas(64) OrderRecord {
    ClientOrderId clientOrderId;
    Quantity total;
    Quantity filled;
    Amount held; ///< quote for a buy, base for a sell; always holdOf() its open quantity
    Timestamp placed;
    AccountId account;
    std::uint32_t makerFeePpm; ///< the rates it is held at
    std::uint32_t takerFeePpm;
    TradeGroupId tradeGroup;
    bool postOnly;
    api::SelfTradePrevention selfTradePrevention; ///< should it take again after an amendment
    std::int64_t highestFeePpm() const { return std::max(makerFeePpm, takerFeePpm); }
};
static_assert(sizeof(OrderRecord) == 64);

using OrderRecords = Slab<OrderRecord>;

struct Market {
    Market(OrderPool& pool, const Instrument& definition)
        : instrument(definition.definition.instrument)
        , base(definition.definition.base)
        , quote(definition.definition.quote)
        , terms(definition.terms)
        , book(pool, instrument) {}

    InstrumentId instrument;
    AssetId base;
    AssetId quote;
    Terms terms;
    OrderBook book;
    std::uint64_t trades = 0; ///< the newest trade's id
    Price lastPrice;          ///< zero before the first trade
    Amount feesCollected;     ///< quote atoms, over all time

    AssetId heldAsset(api::Side side) const { return side == api::Side::Buy ? quote : base; }
};

} // namespace openbell::core
