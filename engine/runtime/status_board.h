// The engine's phase, set by its threads, read by everyone. Every change goes to the consumer
// through the publisher. Failed is for ever; nothing but Failed replaces Stopping.
#pragma once

#include "engine/runtime/engine.h"
#include "engine/runtime/metrics.h"
#include "engine/runtime/publisher.h"

#include <atomic>
#include <mutex>
#include <string>

namespace openbell::runtime {

class StatusBoard {
public:
    StatusBoard(Publisher& publisher, const Metrics& metrics)
        : m_publisher(publisher)
        , m_metrics(metrics) {}

    /// Without the lock: for the refusal in trySubmit.
    api::VenuePhase phase() const { return m_phase.load(std::memory_order_acquire); }
    EngineStatus status() const;

    void change(api::VenuePhase phase, std::string text);
    void progress(std::uint64_t done, std::uint64_t total);

private:
    EngineStatus withDurable() const;

    Publisher& m_publisher;
    const Metrics& m_metrics;
    mutable std::mutex m_mutex;
    EngineStatus m_status;
    std::atomic<api::VenuePhase> m_phase{api::VenuePhase::Starting};
};

} // namespace openbell::runtime
