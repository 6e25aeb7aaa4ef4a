// The read models: orders, trades, balances, candles and audit in SQLite, projected from events,
// rebuildable from the journal. Never authoritative. Tables: resources/sql/read_models.sql.
//
// Orders, trades, candles and audit entries are kept for ever; the file grows by about 0.1 KiB per
// order and trade. What memory holds is bounded (open orders, the candles being built).
#pragma once

#include "engine/api/event_buffer.h"
#include "engine/api/protocol.h"
#include "engine/base/result.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace openbell::store {

/// Writes the read models; one thread (the follower).
class Projector {
public:
    /// Opens or creates the file. A damaged one, or one of another schema version, is removed and
    /// starts empty: projected() is none, and the caller projects the whole journal again. Open it
    /// before any QueryEngine.
    static Result<std::unique_ptr<Projector>, Error> open(const std::filesystem::path& database);
    ~Projector();

    /// The last committed sequence number; none when empty. Projection goes on after it.
    Sequence projected() const;
    /// The journal hash that was given with that commit; empty when there was none. If the journal
    /// has another one there, the models were made from another history: clear() them.
    std::string journalHash() const;

    /// Every command once, in order, before its events; what is at or below projected() is ignored.
    void onCommand(const api::CommandContext& context, const api::Command& command);
    void onEvents(const api::EventBuffer& events);

    /// Makes everything up to `sequence`, the last command given, durable in one transaction. After
    /// an error (a command left out, a full disk) the models are as they were at projected(), and
    /// the caller starts again from there.
    Result<Done, Error> commit(Sequence sequence, std::string_view journalHash = {});

    /// Empties every table, while queries go on; projected() is none afterwards. What was in them
    /// is kept beside the file, with ".previous" added to its name (one such file at most).
    Result<Done, Error> clear();

private:
    struct State;
    explicit Projector(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// Answers queries from the read models; one thread (the query thread), own connection.
class QueryEngine {
public:
    static Result<std::unique_ptr<QueryEngine>, Error> open(const std::filesystem::path& database);
    ~QueryEngine();

    /// Rows newest first, at most query.limit and kMaxQueryRows; account none means all. The caller
    /// has checked that the session may see them.
    ///
    /// Paging: `before` is the sequence number of the last row that one has; for orders that is the
    /// order's id (the command that placed it), so that changes do not move rows between pages. A
    /// page of trades ends with a whole command and may exceed the limit for that. For candles
    /// `beforeTime` is the start of the last row. OrderLife goes by the sequence numbers of events. Balances, users and accounts come in one page.
    api::QueryResult run(const api::Query& query);

private:
    struct State;
    explicit QueryEngine(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace openbell::store
