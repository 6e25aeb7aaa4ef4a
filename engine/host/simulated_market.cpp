#include "engine/host/simulated_market.h"

namespace openbell::host {

SimulatedMarket::SimulatedMarket(const simulation::SimulationOptions& options, Venue venue,
                                 DataPaths paths, store::Credentials& credentials,
                                 runtime::Logger& logger)
    : m_paths(std::move(paths))
    , m_credentials(credentials)
    , m_logger(logger)
    , m_clock(std::make_shared<runtime::ManualClock>(simulation::kSimulationEpoch)) {
    simulation::SimulationVenue wiring;
    wiring.connect = std::move(venue.connect);
    wiring.clock = m_clock;
    wiring.lastTime = std::move(venue.lastTime);
    wiring.passwordOf = [this](const simulation::AgentUser&) { return m_password; };
    wiring.onEnded = [this](const std::optional<Error>& problem) {
        if (problem)
            m_logger.error("simulation", problem->message);
        else
            m_logger.info("simulation", "all steps are done; the simulated traders rest");
    };
    m_driver = std::make_unique<simulation::SimulationDriver>(options, std::move(wiring));
}

SimulatedMarket::~SimulatedMarket() {
    stop();
}

void SimulatedMarket::start() {
    const std::lock_guard lock(m_mutex);
    if (!m_stopping)
        m_preparation = std::thread([this] { prepareAndStart(); });
}

void SimulatedMarket::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true; // from here on start() makes no thread
    }
    if (m_preparation.joinable())
        m_preparation.join();
    m_driver->stop();
}

void SimulatedMarket::prepareAndStart() {
    if (const auto prepared = preparePasswords(); !prepared)
        m_logger.error("simulation", prepared.error().message);
    else if (!m_stopping)
        m_driver->start();
}

Result<Done, Error> SimulatedMarket::preparePasswords() {
    const auto stored = readPassword(m_paths.agentPassword());
    if (!stored)
        return Unexpected{stored.error()};
    bool renew = false;
    if (*stored) {
        m_password = **stored;
    } else {
        auto made = makePassword(m_paths.agentPassword());
        if (!made)
            return Unexpected{made.error()};
        m_password = *made;
        renew = true;
    }
    for (const simulation::AgentUser& agent : simulation::agentUsers()) {
        if (m_stopping)
            break;
        if (!renew && m_credentials.hasPassword(agent.user))
            continue;
        if (auto set = m_credentials.setPassword(agent.user, m_password); !set)
            return set;
    }
    return Done{};
}

} // namespace openbell::host
