// Lets the follower feed the SQLite read models without knowing them. Follower thread.
#pragma once

#include "engine/runtime/engine.h"
#include "engine/store/read_models.h"

namespace openbell::host {

class ProjectorSink final : public runtime::ProjectionSink {
public:
    explicit ProjectorSink(store::Projector& projector) : m_projector(projector) {}

    Sequence projected() override { return m_projector.projected(); }
    void onCommand(const api::CommandContext& context, const api::Command& command) override {
        m_projector.onCommand(context, command);
    }
    void onEvents(const api::EventBuffer& events) override { m_projector.onEvents(events); }
    Result<Done, Error> commit(Sequence sequence) override {
        return m_projector.commit(sequence, m_journalHash);
    }
    void setJournalHash(std::string_view hash) override { m_journalHash = hash; }
    std::string journalHash() override { return m_projector.journalHash(); }
    Result<Done, Error> clear() override { return m_projector.clear(); }

private:
    std::string m_journalHash;
    store::Projector& m_projector;
};

} // namespace openbell::host
