#include "engine/store/trade_rows.h"

#include "engine/base/assertion.h"

namespace openbell::store {

api::TradeView tradeFrom(const Statement& row) {
    api::TradeView view;
    view.sequence =
        Sequence(static_cast<std::uint64_t>(row.column<std::int64_t>(0) / kTradesPerCommand));
    view.time = row.column<Timestamp>(1);
    int column = 2;
    api::TradeExecuted::fields(
        view.trade, [&]<class T>(std::string_view, T& field) { field = row.column<T>(column++); });
    return view;
}

TradeRows::TradeRows(Database& database)
    : m_insert(database, std::string("INSERT INTO trades (") + kTradeColumns +
                             ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
                             "?14, ?15, ?16)") {}

void TradeRows::on(const api::EventStamp& stamp, const api::TradeExecuted& t) {
    if (stamp.sequence != m_lastSequence) {
        m_lastSequence = stamp.sequence;
        m_nextKey = firstTradeKey(stamp.sequence);
    }
    const std::int64_t key = m_nextKey++;
    OPENBELL_ASSERT(m_nextKey <= firstTradeKey(next(stamp.sequence)));
    m_insert.run(key, stamp.time, t.trade, t.instrument, t.takerSide, t.price, t.quantity,
                 t.makerOrder, t.takerOrder, t.makerAccount, t.takerAccount, t.makerOpen,
                 t.takerOpen, t.makerFee, t.takerFee, t.auction);
}

} // namespace openbell::store
