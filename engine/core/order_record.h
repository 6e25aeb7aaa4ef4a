// What is known of an open order besides its place in the book.
#pragma once

#include "engine/api/enums.h"
#include "engine/base/ids.h"
#include "engine/base/money.h"
#include "engine/base/time.h"
#include "engine/core/book/order_table.h"
#include "engine/core/icebergs.h"

#include <algorithm>

namespace openbell::core {

/// What the book does not need to know of an open order; lies at the order's slot while it rests.
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
    api::OrderType type; ///< as it was placed
    api::PostOnly postOnly;
    api::SelfTradePrevention selfTradePrevention; ///< should it take again after an amendment
    SessionId session;                            ///< in which it was placed

    Quantity open() const { return total - filled; } ///< shown or not
    std::int64_t highestFeePpm() const { return std::max(makerFeePpm, takerFeePpm); }
};
static_assert(sizeof(OrderRecord) == 64);

/// The records of a shard's resting orders, by slot.
class OrderRecords : public OrderTable<OrderRecord> {
public:
    explicit OrderRecords(std::uint32_t slots) : OrderTable(slots), icebergs(slots) {}

    OrderTable<IcebergTerms> icebergs; ///< meaningful for orders with kIcebergOrder
};

} // namespace openbell::core
