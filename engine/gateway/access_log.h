// Sign-ins, refusals, denied requests and sign-outs: written to the credentials' database by a
// thread of its own, and shown in the Audit topic. Gateway thread.
#pragma once

#include "engine/api/views.h"
#include "engine/gateway/work_queue.h"

#include <cstdint>
#include <functional>
#include <string>

namespace openbell::gateway {

class AccessLog {
public:
    using Write = std::function<void(const api::AuditView&)>;

    /// `write` is slow and called on the queue's thread; `show` must only queue. `wallTime` is the
    /// time of day.
    AccessLog(WorkQueue& queue, Write write, Write show, std::function<Timestamp()> wallTime);

    void record(UserId actor, std::string actorName, std::string action, std::string details,
                api::RejectReason outcome);

private:
    WorkQueue& m_queue;
    Write m_write;
    Write m_show;
    std::function<Timestamp()> m_wallTime;
    std::uint64_t m_notWritten = 0; ///< entries that found the queue full
};

} // namespace openbell::gateway
