#include "engine/store/prevented_rows.h"

#include "engine/base/assertion.h"
#include "engine/store/trade_rows.h"

namespace openbell::store {

api::PreventedMatchView preventedFrom(const Statement& row) {
    api::PreventedMatchView view;
    view.sequence =
        Sequence(static_cast<std::uint64_t>(row.column<std::int64_t>(0) / kTradesPerCommand));
    view.time = row.column<Timestamp>(1);
    int column = 2;
    api::MatchPrevented::fields(
        view.match, [&]<class T>(std::string_view, T& field) { field = row.column<T>(column++); });
    return view;
}

PreventedRows::PreventedRows(Database& database)
    : m_insert(database, std::string("INSERT INTO prevented_matches (") + kPreventedColumns +
                             ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)") {}

void PreventedRows::on(const api::EventStamp& stamp, const api::MatchPrevented& m) {
    if (stamp.sequence != m_lastSequence) {
        m_lastSequence = stamp.sequence;
        m_nextKey = firstTradeKey(stamp.sequence);
    }
    const std::int64_t key = m_nextKey++;
    OPENBELL_ASSERT(m_nextKey <= firstTradeKey(next(stamp.sequence)));
    m_insert.run(key, stamp.time, m.instrument, m.mode, m.takerSide, m.price, m.quantity,
                 m.makerOrder, m.takerOrder, m.makerAccount, m.takerAccount);
}

} // namespace openbell::store
