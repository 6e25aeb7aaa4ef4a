// The recording that a host replays: what its venue is made of, the clock that follows it, the
// replay's password, the driver. Signs in as an ordinary session once the venue serves.
#pragma once

#include "engine/host/data_directory.h"
#include "engine/runtime/logger.h"
#include "engine/simulation/replay_driver.h"
#include "engine/store/credentials.h"

#include <atomic>
#include <mutex>
#include <thread>

namespace openbell::host {

class ReplayedRecording {
public:
    struct Venue {
        simulation::Connect connect;
        std::function<Timestamp()> lastTime; ///< business time of the last command
        std::uint32_t speed = 1;             ///< 0: as fast as possible
        /// Called once, on the driver's thread: the recording is replayed, or why it is not.
        std::function<void(const std::optional<Error>&)> onEnded;
    };

    ReplayedRecording(simulation::ReplayPlan plan, Venue venue, DataPaths paths,
                      store::Credentials& credentials, runtime::Logger& logger);
    ~ReplayedRecording(); ///< stops

    std::shared_ptr<runtime::Clock> clock() const { return m_clock; }
    const std::vector<api::Command>& firstCommands() const { return m_firstCommands; }
    simulation::ReplayDriver& driver() { return *m_driver; }

    /// Returns at once; the replay begins as soon as its user has a password.
    void start();
    /// Before the engine stops. Idempotent.
    void stop();

private:
    void prepareAndStart();
    Result<std::string, Error> preparePassword();
    void ended(const std::optional<Error>& problem);

    DataPaths m_paths;
    store::Credentials& m_credentials;
    runtime::Logger& m_logger;
    simulation::ReplayPlan m_plan;
    Venue m_venue;
    std::vector<api::Command> m_firstCommands;
    std::shared_ptr<runtime::ManualClock> m_clock;
    std::unique_ptr<simulation::ReplayDriver> m_driver;
    std::string m_password;
    bool m_stopping = false;   ///< under m_mutex
    std::mutex m_mutex;        ///< start() and stop() come from different threads
    std::thread m_preparation; ///< hashing a password takes a while
};

} // namespace openbell::host
