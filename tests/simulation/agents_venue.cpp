#include "tests/simulation/agents_venue.h"

#include <future>

namespace openbell::simulation {

struct AgentsVenue::Parts {
    std::unique_ptr<store::Credentials> credentials;
    std::unique_ptr<store::Projector> projector; ///< makes the read models' file
    std::unique_ptr<store::QueryEngine> queries;
    std::unique_ptr<gateway::Gateway> gateway;
    std::unique_ptr<host::StartUp> startUp;
    std::unique_ptr<runtime::Engine> engine;
    std::promise<void> serving;
};

AgentsVenue::AgentsVenue(std::vector<api::Command> firstCommands, std::vector<UserId> users,
                         Timestamp startTime)
    : m_firstCommands(std::move(firstCommands))
    , m_users(std::move(users))
    , m_startTime(startTime) {
    OPENBELL_ASSERT(m_directory.isValid());
}

void AgentsVenue::start(unsigned shards) {
    const std::filesystem::path directory = m_directory.path().toStdString();
    m_parts = std::make_shared<Parts>();
    m_parts->credentials = store::Credentials::open(directory / "credentials.sqlite").value();
    for (const UserId user : m_users)
        if (!m_parts->credentials->hasPassword(user))
            OPENBELL_ASSERT(m_parts->credentials->setPassword(user, kPassword).hasValue());
    m_parts->projector = store::Projector::open(directory / "read_models.sqlite").value();
    m_parts->queries = store::QueryEngine::open(directory / "read_models.sqlite").value();
    m_parts->gateway =
        std::make_unique<gateway::Gateway>(gateway::GatewayOptions{}, *m_parts->credentials);
    host::StartUp::Callbacks callbacks;
    callbacks.serving = [parts = m_parts.get()] { parts->serving.set_value(); };
    callbacks.failed = [](const runtime::EngineStatus& status) {
        qFatal("the venue failed: %s", status.text.c_str());
    };
    m_parts->startUp =
        std::make_unique<host::StartUp>(*m_parts->gateway, m_firstCommands, std::move(callbacks));
    m_clock = std::make_shared<runtime::ManualClock>(m_startTime);
    runtime::EngineOptions options;
    options.dataDirectory = directory;
    options.shards = shards;
    options.syncToDisk = false;
    options.clock = m_clock;
    options.logger = std::make_shared<runtime::Logger>(runtime::LogLevel::Warning);
    m_parts->engine = std::make_unique<runtime::Engine>(options, *m_parts->startUp, nullptr);
    m_parts->startUp->attach(*m_parts->engine);
    m_parts->gateway->attach(*m_parts->engine, *m_parts->queries);
    m_parts->gateway->start();
    m_parts->engine->start();
    m_parts->serving.get_future().wait();
}

void AgentsVenue::stop() {
    m_parts->engine->stop();
    m_parts->gateway->stop("The test is over.");
    m_parts.reset();
}

Connect AgentsVenue::connect() {
    return [parts = m_parts](gateway::LoopbackCallbacks callbacks) {
        return parts->gateway->connectLoopback(std::move(callbacks));
    };
}

std::function<Timestamp()> AgentsVenue::lastTime() {
    return [parts = m_parts] { return parts->engine->health().time; };
}

std::string AgentsVenue::journalHash() const {
    return journal::toHex(journal::inspectJournal(m_directory.path().toStdString()).hash);
}

Sequence AgentsVenue::lastSequence() const {
    return journal::inspectJournal(m_directory.path().toStdString()).last;
}

void AgentsVenue::forEachRecord(const std::function<void(const journal::Record&)>& visit) const {
    journal::inspectJournal(m_directory.path().toStdString(),
                            [&](const journal::PlacedRecord& placed) {
                                visit(placed.record);
                                return true;
                            });
}

} // namespace openbell::simulation
