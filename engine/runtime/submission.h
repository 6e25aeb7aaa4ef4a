// What a gateway hands to the sequencer, and what comes back with the durable batch.
#pragma once

#include "engine/api/commands.h"
#include "engine/api/event_buffer.h"

#include <cstdint>
#include <vector>

namespace openbell::runtime {

/// Names the session that waits for the answer; meaningless to the engine.
using SessionToken = std::uint64_t;

struct Submission {
    SessionToken session = 0;
    RequestId request;
    UserId actor;
    api::Command command;
    SessionId signedIn{}; ///< goes into the journal with the command
};

/// Who asked for which sequence number.
struct Origin {
    Sequence sequence;
    SessionToken session = 0;
    RequestId request;
};

/// A batch of applied commands on its way to the publisher. Reaches the consumer only when every
/// command in it is durable.
struct PublishedBatch {
    Sequence first;
    Sequence last;
    Timestamp lastTime;
    api::EventBuffer events;           ///< in the venue's total order
    std::vector<Origin> origins;       ///< ascending sequence
    std::vector<api::Command> audited; ///< commands of operators, for the audit view
    std::vector<api::CommandContext> auditedContexts;
};

} // namespace openbell::runtime
