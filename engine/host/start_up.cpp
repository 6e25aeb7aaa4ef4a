#include "engine/host/start_up.h"

namespace openbell::host {

StartUp::StartUp(runtime::BatchConsumer& behind, std::vector<api::Command> firstCommands,
                 Callbacks callbacks)
    : m_behind(behind)
    , m_firstCommands(std::move(firstCommands))
    , m_callbacks(std::move(callbacks)) {}

void StartUp::onRecovered(const api::EventBuffer& state, Sequence sequence) {
    m_recovered = sequence;
    m_behind.onRecovered(state, sequence);
}

void StartUp::onBatch(const runtime::PublishedBatch& batch) {
    m_behind.onBatch(batch);
    serveOnceSetUp(batch.last);
}

void StartUp::onStatus(const runtime::EngineStatus& status) {
    m_behind.onStatus(status);
    if (status.phase == api::VenuePhase::Live && m_stage == Stage::Waiting) {
        m_stage = Stage::SettingUp;
        submitFirstCommands();
        serveOnceSetUp(m_recovered);
    } else if (status.phase == api::VenuePhase::Failed && m_stage != Stage::Failed) {
        m_stage = Stage::Failed;
        m_callbacks.failed(status);
    }
}

void StartUp::onTick() {
    m_behind.onTick();
}

void StartUp::submitFirstCommands() {
    for (std::size_t i = m_recovered.value(); i < m_firstCommands.size(); ++i) {
        runtime::Submission submission;
        submission.command = m_firstCommands[i];
        // The input is empty and far larger than a set-up; a venue that fails right now says so.
        if (m_engine->trySubmit(std::move(submission)) != api::RejectReason::None)
            return;
    }
}

void StartUp::serveOnceSetUp(Sequence published) {
    if (m_stage != Stage::SettingUp || published.value() < m_firstCommands.size())
        return;
    m_stage = Stage::Serving;
    m_callbacks.serving();
}

} // namespace openbell::host
