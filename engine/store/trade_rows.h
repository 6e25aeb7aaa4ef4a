// The trades table, written as the trades come. One thread.
#pragma once

#include "engine/api/event_buffer.h"
#include "engine/api/views.h"
#include "engine/store/database.h"

namespace openbell::store {

/// A trade's key: the command's sequence number in the high bits, its place among the command's
/// trades in the low ones. A command cannot match more orders than a book may hold.
inline constexpr std::int64_t kTradesPerCommand = std::int64_t{1} << 24;

/// The first key of a command's trades.
inline std::int64_t firstTradeKey(Sequence sequence) {
    return static_cast<std::int64_t>(sequence.value()) * kTradesPerCommand;
}

class TradeRows {
public:
    explicit TradeRows(Database& database);
    void on(const api::EventStamp& stamp, const api::TradeExecuted& trade);
    void abandon() { m_lastSequence = {}; }

private:
    Statement m_insert;
    Sequence m_lastSequence;
    std::int64_t m_nextKey = 0;
};

inline constexpr const char* kTradeColumns =
    "id, time, trade, instrument, taker_side, price, quantity, maker_order, taker_order, "
    "maker_account, taker_account, maker_open, taker_open, maker_fee, taker_fee, "
    "auction";
api::TradeView tradeFrom(const Statement& row);

} // namespace openbell::store
