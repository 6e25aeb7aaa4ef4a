#include "engine/gateway/query_service.h"

#include "engine/base/exception_text.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace openbell::gateway {
namespace {

/// Entries of the access log have no number, and the next page begins before the last row's time.
/// So a page does not end within the entries of one instant: those go to the next page, or, when
/// they are the whole page, all on this one.
std::size_t auditPageEnd(const std::vector<api::AuditView>& rows, std::size_t limit) {
    if (rows.size() <= limit || limit == 0)
        return std::min(rows.size(), limit);
    const auto isOfTheLastInstant = [&](const api::AuditView& row) {
        return row.time == rows[limit - 1].time;
    };
    std::size_t first = limit;
    while (first > 0 && isOfTheLastInstant(rows[first - 1]))
        --first;
    std::size_t end = limit;
    while (end < rows.size() && isOfTheLastInstant(rows[end]))
        ++end;
    const bool cutsAccess =
        std::any_of(rows.begin() + static_cast<std::ptrdiff_t>(limit),
                    rows.begin() + static_cast<std::ptrdiff_t>(end),
                    [](const api::AuditView& row) { return row.sequence.isNone(); });
    if (!cutsAccess)
        return limit;
    return first > 0 ? first : end;
}

} // namespace

bool isAboutThePast(api::QueryKind kind) {
    switch (kind) {
    case api::QueryKind::OrderHistory:
    case api::QueryKind::TradeHistory:
    case api::QueryKind::CandleHistory:
    case api::QueryKind::AuditLog:
    case api::QueryKind::PreventedMatches:
    case api::QueryKind::OrderLife:
        return true;
    case api::QueryKind::MarketSummary:
    case api::QueryKind::OpenOrders:
    case api::QueryKind::Balances:
    case api::QueryKind::Users:
    case api::QueryKind::Accounts:
        return false;
    }
    return false;
}

QueryService::QueryService(WorkQueue& queue, Run run, RecentAccess recentAccess)
    : m_queue(queue)
    , m_run(std::move(run))
    , m_recentAccess(std::move(recentAccess)) {}

bool QueryService::ask(const api::Query& query, const Principal& principal,
                       std::shared_ptr<Outbox> outbox) {
    const bool full = seesEverything(principal.role);
    return m_queue.tryPost([this, query, full, own = query.account, outbox = std::move(outbox)] {
        if (!outbox->closed()) {
            api::QueryResult result = answer(query);
            if (!full) {
                for (api::TradeView& trade : result.trades)
                    trade = blanked(trade, own);
                for (api::OrderEventView& event : result.orderEvents)
                    event.otherOrder = {};
            }
            outbox->send(std::move(result));
        }
        outbox->endWork();
    });
}

bool QueryService::tryRun(std::function<void(QueryService&)> task) {
    return m_queue.tryPost([this, task = std::move(task)] { task(*this); });
}

api::QueryResult QueryService::answer(const api::Query& query) {
    api::Query bounded = query;
    bounded.limit =
        static_cast<std::uint32_t>(std::min<std::size_t>(query.limit, api::kMaxQueryRows));
    try {
        api::QueryResult result = m_run(bounded);
        if (query.kind == api::QueryKind::AuditLog)
            mergeAccess(result, bounded);
        result.request = query.request;
        return result;
    } catch (const std::exception& problem) {
        api::QueryResult result;
        result.request = query.request;
        result.reason = api::RejectReason::NotReady;
        result.text = "The history could not be read: " + textOf(problem) +
                      ". Trading is not affected; ask again later.";
        return result;
    }
}

void QueryService::mergeAccess(api::QueryResult& result, const api::Query& query) {
    // One more than asked for shows whether the page's last instant goes on behind it.
    for (api::AuditView& entry : m_recentAccess(query.limit + 1UL, query.beforeTime))
        result.audit.push_back(std::move(entry));
    std::stable_sort(
        result.audit.begin(), result.audit.end(),
        [](const api::AuditView& a, const api::AuditView& b) { return a.time > b.time; });
    result.audit.resize(auditPageEnd(result.audit, query.limit));
}

} // namespace openbell::gateway
