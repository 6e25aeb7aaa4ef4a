// Runs the simulated market: agents as ordinary sessions, in lock-step. Each step advances the
// business clock, shows every agent the market as of the last acknowledged command, submits what
// they decide in a fixed order and waits for all acknowledgements. So the journal depends on the
// seed (and on what other users do) and on nothing else: not on speed, shards or scheduling.
//
// The driver works on a thread of its own; start, stop and the figures may be used from any.
#pragma once

#include "engine/runtime/clock.h"
#include "engine/simulation/session_client.h"
#include "engine/simulation/setup.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace openbell::simulation {

struct SimulationOptions {
    std::uint64_t seed = 1;
    std::uint64_t steps = 0; ///< stop after so many; 0: never
    bool realTime = true;    ///< one step per kStep of real time; false: as fast as possible
    /// How busy the market is, 1 for a calm day: makers' quotes and noise traders' orders per step.
    std::uint32_t quoteRate = 1;
    std::uint32_t tradeRate = 1;
};

/// What the driver needs of the venue it trades on.
struct SimulationVenue {
    Connect connect;
    /// The engine's clock. A new venue's engine must be given it set to kSimulationEpoch.
    std::shared_ptr<runtime::ManualClock> clock;
    /// Business time of the last command in the journal, once the venue is live.
    std::function<Timestamp()> lastTime;
    std::function<std::string(const AgentUser&)> passwordOf;
    /// Called once, on the driver's thread, when it stops by itself: steps done (no error), or an
    /// error that a person should see. May be empty.
    std::function<void(const std::optional<Error>&)> onEnded;
};

class SimulationDriver {
public:
    /// One step of business time and, in real time, of the wall clock.
    static constexpr std::int64_t kStepNs = 50 * kNsPerMs;

    SimulationDriver(SimulationOptions options, SimulationVenue venue);
    ~SimulationDriver(); ///< stops
    SimulationDriver(const SimulationDriver&) = delete;
    SimulationDriver& operator=(const SimulationDriver&) = delete;

    /// Signs the agents in as soon as the venue is live and goes on from what the venue holds.
    void start();
    /// Leaves between two steps and joins. Resting orders stay. Idempotent.
    void stop();
    /// Waits until the driver has ended by itself.
    void join();

    std::uint64_t stepsDone() const;
    std::uint64_t commandsSubmitted() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace openbell::simulation
