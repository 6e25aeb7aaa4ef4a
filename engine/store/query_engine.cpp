#include "engine/store/candle_rows.h"
#include "engine/store/database.h"
#include "engine/store/order_changes.h"
#include "engine/store/order_rows.h"
#include "engine/store/prevented_rows.h"
#include "engine/store/read_models.h"
#include "engine/store/trade_rows.h"

#include <algorithm>
#include <limits>

namespace openbell::store {
namespace {

using api::QueryKind;

constexpr std::int64_t kNoBound = std::numeric_limits<std::int64_t>::max();

/// "before" of a query as an exclusive upper bound; none and numbers beyond the column mean none.
std::int64_t upperBound(std::uint64_t before) {
    return before == 0 || before > static_cast<std::uint64_t>(kNoBound)
               ? kNoBound
               : static_cast<std::int64_t>(before);
}

/// The same for the key of an order.
std::int64_t orderBound(OrderId before) {
    return before.isNone() || legOf(before) > 2 ? kNoBound : orderKey(before);
}

/// The exclusive upper bound of the keys of trades of earlier commands than that.
std::int64_t keysBelow(Sequence before) {
    const std::int64_t bound = upperBound(before.value());
    return bound > kNoBound / kTradesPerCommand ? kNoBound : bound * kTradesPerCommand;
}

} // namespace

struct QueryEngine::State {
    std::unique_ptr<Database> database;

    /// Runs a SELECT with the given values and calls add(row) for each row.
    template<class F, class... T>
    void rows(const std::string& sql, F&& add, const T&... values) {
        Statement statement(*database, sql);
        statement.start(values...);
        while (statement.step())
            add(statement);
    }

    void answer(const api::Query& query, std::size_t limit, api::QueryResult& result);
    void orders(const api::Query& query, bool openOnly, std::size_t limit,
                std::vector<api::OrderView>& out);
    void trades(const api::Query& query, std::size_t limit, std::vector<api::TradeView>& out);
    void tradesBetween(const api::Query& query, std::int64_t low, std::int64_t high,
                       std::size_t limit, std::vector<api::TradeView>& out, std::int64_t& lastKey);
    void candles(const api::Query& query, std::size_t limit, std::vector<api::CandleView>& out);
    void balances(const api::Query& query, std::size_t limit,
                  std::vector<api::BalanceChanged>& out);
    void audit(const api::Query& query, std::size_t limit, std::vector<api::AuditView>& out);
    void users(const api::Query& query, std::size_t limit, std::vector<api::UserDefined>& out);
    void accounts(const api::Query& query, std::size_t limit,
                  std::vector<api::AccountCreated>& out);
    void prevented(const api::Query& query, std::size_t limit,
                   std::vector<api::PreventedMatchView>& out);
    std::int64_t preventedBetween(const api::Query& query, std::int64_t low, std::int64_t high,
                                  std::size_t limit, std::vector<api::PreventedMatchView>& out);
    void orderLife(const api::Query& query, std::size_t limit, api::QueryResult& result);
};

QueryEngine::QueryEngine(std::unique_ptr<State> state) : m_state(std::move(state)) {}
QueryEngine::~QueryEngine() = default;

Result<std::unique_ptr<QueryEngine>, Error>
QueryEngine::open(const std::filesystem::path& database) {
    auto opened = Database::open(database, Database::Access::ReadOnly);
    if (!opened)
        return Unexpected{opened.error()};
    auto state = std::make_unique<State>();
    state->database = std::move(opened).value();
    state->database->execute("PRAGMA cache_size = -16384");
    if (state->database->failed())
        return Unexpected{Error{"The read models cannot be read: " + state->database->error()}};
    return std::unique_ptr<QueryEngine>(new QueryEngine(std::move(state)));
}

api::QueryResult QueryEngine::run(const api::Query& query) {
    api::QueryResult result;
    result.request = query.request;
    Database& database = *m_state->database;
    const std::size_t limit = std::min<std::size_t>(query.limit, api::kMaxQueryRows);

    database.execute("BEGIN"); // rows and asOf are of one moment
    result.asOf =
        Sequence(static_cast<std::uint64_t>(database.number("SELECT projected FROM progress")));
    m_state->answer(query, limit, result);
    database.execute("COMMIT");
    if (!database.failed())
        return result;

    api::QueryResult failed;
    failed.request = query.request;
    failed.reason = api::RejectReason::NotReady;
    failed.text = "The query could not be answered: " + database.error() +
                  ". Nothing is lost; try again in a moment.";
    database.forgetError();
    database.execute("ROLLBACK");
    database.forgetError();
    return failed;
}

void QueryEngine::State::answer(const api::Query& query, std::size_t limit,
                                api::QueryResult& result) {
    switch (query.kind) {
    case QueryKind::MarketSummary:
        result.reason = api::RejectReason::InvalidCombination;
        result.text = "The market summary comes from the live market, not from the read models.";
        return;
    case QueryKind::OpenOrders:
        return orders(query, true, limit, result.orders);
    case QueryKind::OrderHistory:
        return orders(query, false, limit, result.orders);
    case QueryKind::TradeHistory:
        return trades(query, limit, result.trades);
    case QueryKind::CandleHistory:
        return candles(query, limit, result.candles);
    case QueryKind::Balances:
        return balances(query, limit, result.balances);
    case QueryKind::AuditLog:
        return audit(query, limit, result.audit);
    case QueryKind::Users:
        return users(query, limit, result.users);
    case QueryKind::Accounts:
        return accounts(query, limit, result.accounts);
    case QueryKind::PreventedMatches:
        return prevented(query, limit, result.prevented);
    case QueryKind::OrderLife:
        return orderLife(query, limit, result);
    }
}

void QueryEngine::State::orders(const api::Query& query, bool openOnly, std::size_t limit,
                                std::vector<api::OrderView>& out) {
    // The index is named because the planner, without statistics, prefers to walk the ids.
    const char* const index = openOnly                     ? " INDEXED BY open_orders"
                              : !query.account.isNone()    ? " INDEXED BY orders_by_account"
                              : !query.instrument.isNone() ? " INDEXED BY orders_by_instrument"
                                                           : "";
    std::string sql =
        std::string("SELECT ") + kOrderColumns + " FROM orders" + index + " WHERE id < ?1";
    if (openOnly)
        sql += " AND status = 0";
    if (!query.account.isNone())
        sql += " AND account = ?2";
    if (!query.instrument.isNone())
        sql += " AND instrument = ?3";
    sql += " ORDER BY id DESC LIMIT ?4";
    rows(
        sql, [&](const Statement& row) { out.push_back(orderFrom(row)); },
        orderBound(OrderId(query.before.value())), query.account, query.instrument, limit);
}

/// A page ends with a whole command, beyond the limit if need be, so that the next one can start
/// before that command's sequence number without losing a trade.
void QueryEngine::State::trades(const api::Query& query, std::size_t limit,
                                std::vector<api::TradeView>& out) {
    std::int64_t lastKey = 0;
    tradesBetween(query, 0, keysBelow(query.before), limit, out, lastKey);
    if (!out.empty() && out.size() == limit && limit < api::kMaxQueryRows)
        tradesBetween(query, firstTradeKey(out.back().sequence), lastKey,
                      api::kMaxQueryRows - limit, out, lastKey);
}

void QueryEngine::State::tradesBetween(const api::Query& query, std::int64_t low, std::int64_t high,
                                       std::size_t limit, std::vector<api::TradeView>& out,
                                       std::int64_t& lastKey) {
    const auto add = [&](const Statement& row) {
        out.push_back(tradeFrom(row));
        lastKey = row.column<std::int64_t>(0);
    };
    const auto select = [&](const char* index, const char* side) {
        return std::string("SELECT ") + kTradeColumns + " FROM trades" + index +
               " WHERE id >= ?1 AND id < ?2" + side +
               (query.instrument.isNone() ? "" : " AND instrument = ?3") +
               " ORDER BY id DESC LIMIT ?5";
    };
    if (query.account.isNone())
        return rows(select(query.instrument.isNone() ? "" : " INDEXED BY trades_by_instrument", ""),
                    add, low, high, query.instrument, query.account, limit);

    // Each side by its own index, merged here: SQLite would sort both in temporary tables.
    Statement maker(*database, select(" INDEXED BY trades_by_maker", " AND maker_account = ?4"));
    Statement taker(*database, select(" INDEXED BY trades_by_taker", " AND taker_account = ?4"));
    maker.start(low, high, query.instrument, query.account, limit);
    taker.start(low, high, query.instrument, query.account, limit);
    bool hasMaker = maker.step();
    bool hasTaker = taker.step();
    for (std::size_t i = 0; i < limit && (hasMaker || hasTaker); ++i) {
        const auto makerKey = hasMaker ? maker.column<std::int64_t>(0) : -1;
        const auto takerKey = hasTaker ? taker.column<std::int64_t>(0) : -1;
        add(makerKey >= takerKey ? maker : taker);
        if (makerKey >= takerKey) // equal: the account traded with itself, one row
            hasMaker = maker.step();
        if (takerKey >= makerKey)
            hasTaker = taker.step();
    }
}

void QueryEngine::State::candles(const api::Query& query, std::size_t limit,
                                 std::vector<api::CandleView>& out) {
    const std::int64_t before = query.beforeTime.isZero() ? kNoBound : query.beforeTime.value();
    rows(
        std::string("SELECT ") + kCandleColumns +
            " FROM candles WHERE instrument = ?1 AND interval = ?2 AND start < ?3 "
            "ORDER BY start DESC LIMIT ?4",
        [&](const Statement& row) { out.push_back(candleFrom(row)); }, query.instrument,
        query.interval, before, limit);
}

void QueryEngine::State::balances(const api::Query& query, std::size_t limit,
                                  std::vector<api::BalanceChanged>& out) {
    const std::string filter = query.account.isNone() ? "" : "WHERE account = ?1 ";
    rows(
        "SELECT account, asset, available, held FROM balances " + filter +
            "ORDER BY account, asset LIMIT ?2",
        [&](const Statement& row) {
            out.push_back({.account = row.column<AccountId>(0),
                           .asset = row.column<AssetId>(1),
                           .available = row.column<Amount>(2),
                           .held = row.column<Amount>(3)});
        },
        query.account, limit);
}

void QueryEngine::State::audit(const api::Query& query, std::size_t limit,
                               std::vector<api::AuditView>& out) {
    rows(
        "SELECT sequence, time, actor, coalesce(users.name, ''), action, details, outcome "
        "FROM audit LEFT JOIN users ON users.id = actor WHERE sequence < ?1 "
        "ORDER BY sequence DESC LIMIT ?2",
        [&](const Statement& row) {
            out.push_back({.sequence = row.column<Sequence>(0),
                           .time = row.column<Timestamp>(1),
                           .actor = row.column<UserId>(2),
                           .actorName = row.column<std::string>(3),
                           .action = row.column<std::string>(4),
                           .details = row.column<std::string>(5),
                           .outcome = row.column<api::RejectReason>(6)});
        },
        upperBound(query.before.value()), limit);
}

void QueryEngine::State::users(const api::Query& query, std::size_t limit,
                               std::vector<api::UserDefined>& out) {
    const std::string filter = query.account.isNone() ? "" : "WHERE account = ?1 ";
    rows(
        "SELECT id, name, role, account, enabled FROM users " + filter + "ORDER BY id LIMIT ?2",
        [&](const Statement& row) {
            out.push_back({.user = row.column<UserId>(0),
                           .name = api::Name(row.text(1)),
                           .role = row.column<api::Role>(2),
                           .account = row.column<AccountId>(3),
                           .enabled = row.column<bool>(4)});
        },
        query.account, limit);
}

/// Nothing for an order of another account than the one that is asked for.
void QueryEngine::State::orderLife(const api::Query& query, std::size_t limit,
                                   api::QueryResult& result) {
    rows(
        std::string("SELECT ") + kOrderColumns + " FROM orders WHERE id = ?1",
        [&](const Statement& row) {
            const api::OrderView order = orderFrom(row);
            if (query.account.isNone() || order.account == query.account)
                result.orders.push_back(order);
        },
        query.order);
    if (!result.orders.empty())
        result.orderEvents = orderEvents(*database, result.orders.front(),
                                         upperBound(query.before.value()), limit);
}

void QueryEngine::State::accounts(const api::Query& query, std::size_t limit,
                                  std::vector<api::AccountCreated>& out) {
    const std::string filter = query.account.isNone() ? "" : "WHERE id = ?1 ";
    rows(
        "SELECT id, name FROM accounts " + filter + "ORDER BY id LIMIT ?2",
        [&](const Statement& row) {
            out.push_back({.account = row.column<AccountId>(0), .name = api::Name(row.text(1))});
        },
        query.account, limit);
}

/// Pages as those of trades.
void QueryEngine::State::prevented(const api::Query& query, std::size_t limit,
                                   std::vector<api::PreventedMatchView>& out) {
    const std::int64_t lastKey = preventedBetween(query, 0, keysBelow(query.before), limit, out);
    if (!out.empty() && out.size() == limit && limit < api::kMaxQueryRows)
        preventedBetween(query, firstTradeKey(out.back().sequence), lastKey,
                         api::kMaxQueryRows - limit, out);
}

/// Returns the last row's key. There are few rows: filters look at all of them.
std::int64_t QueryEngine::State::preventedBetween(const api::Query& query, std::int64_t low,
                                                  std::int64_t high, std::size_t limit,
                                                  std::vector<api::PreventedMatchView>& out) {
    std::string sql = std::string("SELECT ") + kPreventedColumns +
                      " FROM prevented_matches WHERE id >= ?1 AND id < ?2";
    if (!query.instrument.isNone())
        sql += " AND instrument = ?3";
    if (!query.account.isNone())
        sql += " AND (maker_account = ?4 OR taker_account = ?4)";
    sql += " ORDER BY id DESC LIMIT ?5";
    std::int64_t lastKey = 0;
    rows(
        sql,
        [&](const Statement& row) {
            out.push_back(preventedFrom(row));
            lastKey = row.column<std::int64_t>(0);
        },
        low, high, query.instrument, query.account, limit);
    return lastKey;
}

} // namespace openbell::store
