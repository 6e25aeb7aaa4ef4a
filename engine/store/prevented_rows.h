// The table of matches that self-trade prevention stopped, written as they come. One thread.
#pragma once

#include "engine/api/event_buffer.h"
#include "engine/api/views.h"
#include "engine/store/database.h"

namespace openbell::store {

class PreventedRows {
public:
    explicit PreventedRows(Database& database);
    void on(const api::EventStamp& stamp, const api::MatchPrevented& match);
    void abandon() { m_lastSequence = {}; }

private:
    Statement m_insert;
    Sequence m_lastSequence;
    std::int64_t m_nextKey = 0;
};

inline constexpr const char* kPreventedColumns =
    "id, time, instrument, mode, taker_side, price, quantity, maker_order, taker_order, "
    "maker_account, taker_account";
api::PreventedMatchView preventedFrom(const Statement& row);

} // namespace openbell::store
