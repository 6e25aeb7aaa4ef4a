#include "engine/host/replayed_recording.h"

namespace openbell::host {

ReplayedRecording::ReplayedRecording(simulation::ReplayPlan plan, Venue venue, DataPaths paths,
                                     store::Credentials& credentials, runtime::Logger& logger)
    : m_paths(std::move(paths))
    , m_credentials(credentials)
    , m_logger(logger)
    , m_venue(std::move(venue))
    , m_firstCommands(plan.bootstrapCommands)
    , m_clock(std::make_shared<runtime::ManualClock>(plan.startTime())) {
    simulation::ReplayVenue wiring;
    wiring.connect = m_venue.connect;
    wiring.clock = m_clock;
    wiring.lastTime = m_venue.lastTime;
    wiring.password = [this] { return m_password; };
    wiring.onEnded = [this](const std::optional<Error>& problem) { ended(problem); };
    m_driver = std::make_unique<simulation::ReplayDriver>(std::move(plan), std::move(wiring),
                                                          m_venue.speed);
}

ReplayedRecording::~ReplayedRecording() {
    stop();
}

void ReplayedRecording::start() {
    const std::lock_guard lock(m_mutex);
    if (!m_stopping)
        m_preparation = std::thread([this] { prepareAndStart(); });
}

void ReplayedRecording::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true; // from here on start() makes no thread
    }
    if (m_preparation.joinable())
        m_preparation.join();
    m_driver->stop();
}

void ReplayedRecording::prepareAndStart() {
    auto password = preparePassword();
    if (!password)
        return ended(password.error());
    m_password = *password;
    m_driver->start();
}

Result<std::string, Error> ReplayedRecording::preparePassword() {
    const auto stored = readPassword(m_paths.agentPassword());
    if (!stored)
        return Unexpected{stored.error()};
    if (*stored && m_credentials.hasPassword(simulation::kReplayUser))
        return **stored;
    auto password =
        *stored ? Result<std::string, Error>(**stored) : makePassword(m_paths.agentPassword());
    if (!password)
        return password;
    if (auto set = m_credentials.setPassword(simulation::kReplayUser, *password); !set)
        return Unexpected{set.error()};
    return password;
}

void ReplayedRecording::ended(const std::optional<Error>& problem) {
    if (problem)
        m_logger.error("replay", problem->message);
    else
        m_logger.info("replay", "the recording is replayed to its end");
    if (m_venue.onEnded)
        m_venue.onEnded(problem);
}

} // namespace openbell::host
