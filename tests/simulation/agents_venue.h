// A venue in a temporary folder with loopback sessions only, for agents and replays: the engine,
// the gateway and whatever they need, on a clock that the test's driver sets.
#pragma once

#include "engine/gateway/gateway.h"
#include "engine/host/start_up.h"
#include "engine/journal/inspect.h"
#include "engine/runtime/clock.h"
#include "engine/simulation/session_client.h"
#include "engine/store/credentials.h"
#include "engine/store/read_models.h"

#include <QTemporaryDir>

#include <memory>
#include <string>
#include <vector>

namespace openbell::simulation {

class AgentsVenue {
public:
    static constexpr const char* kPassword = "correct horse";

    AgentsVenue(std::vector<api::Command> firstCommands, std::vector<UserId> users,
                Timestamp startTime);

    /// Starts, or recovers after stop(), and returns when the venue serves.
    void start(unsigned shards = 1);
    void stop();

    Connect connect();
    std::shared_ptr<runtime::ManualClock> clock() const { return m_clock; }
    std::function<Timestamp()> lastTime();

    /// Of the stopped venue.
    std::string journalHash() const;
    Sequence lastSequence() const;
    /// Calls `visit` for each record of the stopped venue's journal.
    void forEachRecord(const std::function<void(const journal::Record&)>& visit) const;

private:
    struct Parts;

    QTemporaryDir m_directory;
    std::vector<api::Command> m_firstCommands;
    std::vector<UserId> m_users;
    Timestamp m_startTime;
    std::shared_ptr<runtime::ManualClock> m_clock;
    std::shared_ptr<Parts> m_parts;
};

} // namespace openbell::simulation
