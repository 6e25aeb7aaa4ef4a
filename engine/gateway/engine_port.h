// What the gateway asks of the engine, as an interface, so that sessions and the hub can be tested
// without one. Every call is thread-safe and none blocks.
#pragma once

#include "engine/api/views.h"
#include "engine/runtime/submission.h"

#include <functional>

namespace openbell::gateway {

class EnginePort {
public:
    virtual ~EnginePort() = default;

    /// RejectReason::None when the command was queued; otherwise nothing was.
    virtual api::RejectReason trySubmit(runtime::Submission submission) = 0;

    /// Runs a task on the publisher thread, in order with the batches.
    virtual void postToPublisher(std::function<void()> task) = 0;

    /// The engine's part of the health figures.
    virtual api::HealthView health() const = 0;

    /// The highest session number that an earlier run has used; known once the engine is live.
    virtual SessionId recoveredSession() const = 0;
};

} // namespace openbell::gateway
