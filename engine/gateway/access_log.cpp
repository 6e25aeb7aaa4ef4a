#include "engine/gateway/access_log.h"

#include <utility>

namespace openbell::gateway {

AccessLog::AccessLog(WorkQueue& queue, Write write, Write show, std::function<Timestamp()> wallTime)
    : m_queue(queue)
    , m_write(std::move(write))
    , m_show(std::move(show))
    , m_wallTime(std::move(wallTime)) {}

void AccessLog::record(UserId actor, std::string actorName, std::string action, std::string details,
                       api::RejectReason outcome) {
    api::AuditView entry;
    entry.time = m_wallTime();
    entry.actor = actor;
    entry.actorName = std::move(actorName);
    entry.action = std::move(action);
    entry.details = std::move(details);
    entry.outcome = outcome;
    m_show(entry);
    if (m_notWritten > 0) {
        // A gap in the log is itself an entry of the log.
        api::AuditView gap;
        gap.time = entry.time;
        gap.action = "EntriesLost";
        gap.details = "count=" + std::to_string(m_notWritten);
        if (m_queue.tryPost([write = m_write, gap] { write(gap); }))
            m_notWritten = 0;
    }
    if (!m_queue.tryPost([write = m_write, entry] { write(entry); }))
        ++m_notWritten;
}

} // namespace openbell::gateway
