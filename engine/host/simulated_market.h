// The simulated market of a host: the clock it drives, the agents' passwords, the driver. Signs the
// agents in as ordinary sessions once the venue serves.
#pragma once

#include "engine/host/data_directory.h"
#include "engine/runtime/logger.h"
#include "engine/simulation/simulation_driver.h"
#include "engine/store/credentials.h"

#include <atomic>
#include <mutex>
#include <thread>

namespace openbell::host {

class SimulatedMarket {
public:
    struct Venue {
        simulation::Connect connect;
        std::function<Timestamp()> lastTime; ///< business time of the last command
    };

    SimulatedMarket(const simulation::SimulationOptions& options, Venue venue, DataPaths paths,
                    store::Credentials& credentials, runtime::Logger& logger);
    ~SimulatedMarket(); ///< stops

    std::shared_ptr<runtime::Clock> clock() const { return m_clock; }

    /// Returns at once; the agents come as soon as they have their passwords.
    void start();
    /// Before the engine stops. Idempotent.
    void stop();

private:
    void prepareAndStart();
    Result<Done, Error> preparePasswords();

    DataPaths m_paths;
    store::Credentials& m_credentials;
    runtime::Logger& m_logger;
    std::shared_ptr<runtime::ManualClock> m_clock;
    std::string m_password; ///< of every agent; set before the driver starts
    std::unique_ptr<simulation::SimulationDriver> m_driver;
    std::atomic<bool> m_stopping{false};
    std::mutex m_mutex;        ///< start() and stop() come from different threads
    std::thread m_preparation; ///< hashing passwords takes a while
};

} // namespace openbell::host
