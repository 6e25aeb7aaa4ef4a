#include "engine/host/host.h"

#include "engine/host/data_directory.h"
#include "engine/host/preparation.h"
#include "engine/host/projector_sink.h"
#include "engine/host/replayed_recording.h"
#include "engine/host/simulated_market.h"
#include "engine/host/start_up.h"
#include "engine/journal/directory_lock.h"
#include "engine/journal/file_log.h"
#include "engine/store/credentials.h"
#include "engine/store/read_models.h"

namespace openbell::host {
namespace {

/// Reads a recording through before anything is made for it.
Result<std::optional<simulation::ReplayPlan>, Error> planReplay(const HostOptions& options) {
    std::optional<simulation::ReplayPlan> none;
    if (!options.recording)
        return none;
    const auto format = recording::detectFormat(*options.recording);
    if (!format)
        return Unexpected{format.error()};
    auto plan = simulation::ReplayPlan::prepare(*options.recording, *format);
    if (!plan)
        return Unexpected{plan.error()};
    return std::optional(std::move(*plan));
}

} // namespace

struct Host::Parts {
    HostOptions options;
    DataPaths paths;
    VenueKind kind;
    LocalOperator local;
    std::optional<journal::DirectoryLock> lock; ///< until the engine's log takes it over
    std::unique_ptr<store::Credentials> credentials;
    std::unique_ptr<store::Projector> projector;
    std::unique_ptr<store::QueryEngine> queries;
    std::unique_ptr<ProjectorSink> sink;
    std::unique_ptr<gateway::Gateway> gateway;
    std::unique_ptr<StartUp> startUp;
    std::unique_ptr<runtime::Engine> engine;
    std::unique_ptr<SimulatedMarket> market;          ///< null unless the agents run
    std::optional<simulation::ReplayPlan> replayPlan; ///< until assemble()
    std::unique_ptr<ReplayedRecording> replay;        ///< null unless a recording is replayed
    bool stopped = false;

    Result<Done, Error> open();
    void assemble();
    void prepareMarket();
    void prepareReplay();
    std::vector<api::Command> firstCommands() const;
    std::shared_ptr<runtime::Clock> clock() const;
    simulation::Connect connector();
    void tell(HostState state);
};

Result<Done, Error> Host::Parts::open() {
    if (auto prepared = prepareToServe(options); !prepared)
        return prepared;
    auto planned = planReplay(options);
    if (!planned)
        return Unexpected{Error{planned.error().message + ". No venue was made or changed."}};
    replayPlan = std::move(*planned);
    if (auto made = makeDataDirectory(options.dataDirectory); !made)
        return made;
    auto locked = journal::DirectoryLock::acquire(options.dataDirectory);
    if (!locked)
        return Unexpected{Error{locked.error().message}};
    lock.emplace(std::move(*locked));

    auto settled = settleKind(paths, wantedKind(options));
    if (!settled)
        return Unexpected{settled.error()};
    kind = *settled;
    auto openedCredentials = store::Credentials::open(paths.credentials());
    if (!openedCredentials)
        return Unexpected{openedCredentials.error()};
    credentials = std::move(*openedCredentials);
    auto prepared = prepareOperator(paths, *credentials);
    if (!prepared)
        return Unexpected{prepared.error()};
    local = *prepared;
    auto openedProjector = store::Projector::open(paths.readModels());
    if (!openedProjector)
        return Unexpected{openedProjector.error()};
    projector = std::move(*openedProjector);
    auto openedQueries = store::QueryEngine::open(paths.readModels());
    if (!openedQueries)
        return Unexpected{openedQueries.error()};
    queries = std::move(*openedQueries);
    assemble();
    return Done{};
}

void Host::Parts::assemble() {
    sink = std::make_unique<ProjectorSink>(*projector);
    gateway::GatewayOptions gatewayOptions;
    gatewayOptions.mode = kind.mode;
    gatewayOptions.commandsPerSecond = options.commandsPerSecond;
    gatewayOptions.serverVersion = OPENBELL_VERSION;
    gateway = std::make_unique<gateway::Gateway>(gatewayOptions, *credentials);
    StartUp::Callbacks callbacks;
    callbacks.serving = [this] {
        if (market)
            market->start();
        if (replay)
            replay->start();
        tell(HostState::Serving);
    };
    callbacks.failed = [this](const runtime::EngineStatus&) { tell(HostState::Failed); };
    prepareMarket();
    prepareReplay();
    startUp = std::make_unique<StartUp>(*gateway, firstCommands(), std::move(callbacks));
    runtime::EngineOptions engineOptions;
    engineOptions.dataDirectory = options.dataDirectory;
    engineOptions.shards = options.shards;
    engineOptions.syncToDisk = options.syncToDisk;
    engineOptions.snapshotEvery = options.snapshotEvery;
    engineOptions.clock = clock();
    engineOptions.logger = options.logger;
    engine = std::make_unique<runtime::Engine>(std::move(engineOptions), *startUp, sink.get());
    startUp->attach(*engine);
    gateway->attach(*engine, *queries);
    if (replay)
        gateway->attachReplay(&replay->driver());
}

void Host::Parts::prepareMarket() {
    if (!options.simulationSeed)
        return;
    simulation::SimulationOptions simulated;
    simulated.seed = *options.simulationSeed;
    simulated.steps = options.simulationSteps;
    simulated.realTime = options.simulationSteps == 0;
    simulated.quoteRate = options.simulationQuoteRate;
    simulated.tradeRate = options.simulationTradeRate;
    SimulatedMarket::Venue venue{connector(), [this] { return engine->health().time; }};
    market = std::make_unique<SimulatedMarket>(simulated, std::move(venue), paths, *credentials,
                                               *options.logger);
}

void Host::Parts::prepareReplay() {
    if (!replayPlan)
        return;
    ReplayedRecording::Venue venue;
    venue.connect = connector();
    venue.lastTime = [this] { return engine->health().time; };
    venue.speed = options.replaySpeed;
    venue.onEnded = options.onReplayEnded;
    replay = std::make_unique<ReplayedRecording>(std::move(*replayPlan), std::move(venue), paths,
                                                 *credentials, *options.logger);
    replayPlan.reset();
}

simulation::Connect Host::Parts::connector() {
    return [this](gateway::LoopbackCallbacks callbacks) {
        return gateway->connectLoopback(std::move(callbacks));
    };
}

std::vector<api::Command> Host::Parts::firstCommands() const {
    if (kind.mode == api::VenueMode::Simulation)
        return simulation::bootstrapCommands();
    if (replay)
        return replay->firstCommands();
    api::CreateUser create;
    create.user = kOperator;
    create.name = api::Name(kOperatorName);
    create.role = api::Role::Operator;
    return {create};
}

std::shared_ptr<runtime::Clock> Host::Parts::clock() const {
    if (market)
        return market->clock();
    return replay ? replay->clock() : options.clock;
}

void Host::Parts::tell(HostState state) {
    if (options.onState)
        options.onState(state);
}

Result<std::unique_ptr<Host>, Error> Host::open(HostOptions options) {
    if (!options.logger)
        options.logger = std::make_shared<runtime::Logger>();
    auto parts = std::make_unique<Parts>();
    parts->paths.directory = options.dataDirectory;
    parts->options = std::move(options);
    if (auto opened = parts->open(); !opened)
        return Unexpected{opened.error()};
    return std::unique_ptr<Host>(new Host(std::move(parts)));
}

Host::Host(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

Host::~Host() {
    stop();
}

Result<Done, Error> Host::start() {
    m_parts->gateway->start();
    if (m_parts->options.listening)
        m_parts->gateway->listen(std::move(*m_parts->options.listening));
    // The journal takes the lock again as it opens. Should another process win the moment in
    // between, the journal refuses and says who holds it.
    m_parts->lock.reset();
    m_parts->engine->start();
    return Done{};
}

void Host::stop() {
    if (!m_parts || m_parts->stopped)
        return;
    m_parts->stopped = true;
    if (m_parts->market)
        m_parts->market->stop();
    if (m_parts->replay)
        m_parts->replay->stop();
    // The engine before the gateway: what it still answers while draining reaches the sessions.
    m_parts->engine->stop();
    m_parts->gateway->stop("The venue is stopping.");
}

std::uint16_t Host::port() const {
    const auto& listening = m_parts->options.listening;
    return listening ? listening->port() : std::uint16_t{0};
}

LocalOperator Host::localOperator() const {
    return m_parts->local;
}

std::filesystem::path Host::operatorPasswordFile() const {
    return m_parts->paths.operatorPassword();
}

api::VenueMode Host::mode() const {
    return m_parts->kind.mode;
}

std::unique_ptr<gateway::LoopbackConnection>
Host::connectLoopback(gateway::LoopbackCallbacks callbacks) {
    return m_parts->gateway->connectLoopback(std::move(callbacks));
}

runtime::EngineStatus Host::status() const {
    return m_parts->engine->status();
}

bool Host::journalFailed() const {
    std::error_code unknown;
    return std::filesystem::exists(journal::failureMarker(m_parts->paths.directory), unknown) ||
           unknown;
}

std::optional<api::ReplayView> Host::replayView() const {
    if (!m_parts->replay)
        return std::nullopt;
    return m_parts->replay->driver().view();
}

void Host::controlReplay(api::ReplayAction action, std::uint32_t speed) {
    if (m_parts->replay)
        m_parts->replay->driver().control(action, speed);
}

std::optional<simulation::ReplayFigures> Host::replayFigures() const {
    if (!m_parts->replay)
        return std::nullopt;
    return m_parts->replay->driver().figures();
}

} // namespace openbell::host
