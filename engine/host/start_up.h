// Stands between the engine and the gateway while the venue comes up: forwards everything, submits
// the first commands of a new venue, and tells when the venue serves. Publisher thread.
#pragma once

#include "engine/runtime/engine.h"

#include <functional>
#include <vector>

namespace openbell::host {

class StartUp final : public runtime::BatchConsumer {
public:
    struct Callbacks {
        std::function<void()> serving;
        std::function<void(const runtime::EngineStatus&)> failed;
    };

    /// `firstCommands` take the journal's first sequence numbers. A start-up that was cut short by
    /// a crash goes on where the journal ends: nobody can sign in before the first of them is
    /// durable, and they are queued together, so no other command gets between.
    StartUp(runtime::BatchConsumer& behind, std::vector<api::Command> firstCommands,
            Callbacks callbacks);

    /// Before the engine starts.
    void attach(runtime::Engine& engine) { m_engine = &engine; }

    void onRecovered(const api::EventBuffer& state, Sequence sequence) override;
    void onBatch(const runtime::PublishedBatch& batch) override;
    void onStatus(const runtime::EngineStatus& status) override;
    void onTick() override;

private:
    enum class Stage { Waiting, SettingUp, Serving, Failed };

    void submitFirstCommands();
    void serveOnceSetUp(Sequence published);

    runtime::BatchConsumer& m_behind;
    std::vector<api::Command> m_firstCommands;
    Callbacks m_callbacks;
    runtime::Engine* m_engine = nullptr;
    Sequence m_recovered;
    Stage m_stage = Stage::Waiting;
};

} // namespace openbell::host
