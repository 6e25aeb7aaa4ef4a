// Queries about the past, answered from the read models on one thread.
#pragma once

#include "engine/gateway/entitlements.h"
#include "engine/gateway/outbox.h"
#include "engine/gateway/work_queue.h"

#include <functional>
#include <memory>
#include <vector>

namespace openbell::gateway {

/// True for queries that the hub cannot answer from its view of the present.
bool isAboutThePast(api::QueryKind kind);

class QueryService {
public:
    using Run = std::function<api::QueryResult(const api::Query&)>;
    using RecentAccess =
        std::function<std::vector<api::AuditView>(std::size_t limit, Timestamp before)>;

    /// `run` and `recentAccess` are called on the queue's thread only.
    QueryService(WorkQueue& queue, Run run, RecentAccess recentAccess);

    /// Queues the query; the result goes to the outbox, unless it is closed by then. False when too
    /// many wait.
    bool ask(const api::Query& query, const Principal& principal, std::shared_ptr<Outbox> outbox);

    /// Runs a task with the reader of the read models, on the queue's thread.
    bool tryRun(std::function<void(QueryService&)> task);
    /// Queue's thread only. Never throws: a failing database becomes a reason and a text.
    api::QueryResult answer(const api::Query& query);

private:
    void mergeAccess(api::QueryResult& result, const api::Query& query);

    WorkQueue& m_queue;
    Run m_run;
    RecentAccess m_recentAccess;
};

} // namespace openbell::gateway
