#include "engine/runtime/status_board.h"

namespace openbell::runtime {
namespace {

bool mayReplace(api::VenuePhase current, api::VenuePhase wanted) {
    if (current == api::VenuePhase::Failed)
        return false;
    if (current == api::VenuePhase::Stopping)
        return wanted == api::VenuePhase::Failed;
    return true;
}

} // namespace

EngineStatus StatusBoard::withDurable() const {
    EngineStatus status = m_status;
    status.durable = Sequence(m_metrics.durable.load(std::memory_order_relaxed));
    return status;
}

EngineStatus StatusBoard::status() const {
    const std::lock_guard lock(m_mutex);
    return withDurable();
}

void StatusBoard::change(api::VenuePhase phase, std::string text) {
    const std::lock_guard lock(m_mutex);
    if (!mayReplace(m_status.phase, phase))
        return;
    m_status.phase = phase;
    m_status.text = std::move(text);
    m_phase.store(phase, std::memory_order_release);
    // Under the lock, so that the consumer sees the changes in the order they were made.
    m_publisher.status(withDurable());
}

void StatusBoard::progress(std::uint64_t done, std::uint64_t total) {
    const std::lock_guard lock(m_mutex);
    if (!mayReplace(m_status.phase, api::VenuePhase::Recovering))
        return;
    m_status.phase = api::VenuePhase::Recovering;
    m_status.done = done;
    m_status.total = total;
    m_phase.store(api::VenuePhase::Recovering, std::memory_order_release);
    m_publisher.status(withDurable());
}

} // namespace openbell::runtime
