// The read models: orders, trades, balances, candles and audit in SQLite, projected from events,
// rebuildable from the journal. Never authoritative.
#pragma once

#include "engine/api/protocol.h"
#include "engine/api/event_buffer.h"
#include "engine/base/result.h"

#include <filesystem>
#include <memory>

namespace openbell::store {

/// Writes the read models; one thread (the follower).
class Projector {
public:
    static Result<std::unique_ptr<Projector>, Error> open(const std::filesystem::path& database);
    ~Projector();

    Sequence projected() const;
    void onCommand(const api::CommandContext& context, const api::Command& command);
    void onEvents(const api::EventBuffer& events);
    Result<Done, Error> commit(Sequence sequence);

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
    api::QueryResult run(const api::Query& query);

private:
    struct State;
    explicit QueryEngine(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace openbell::store
