// One venue, assembled: engine, gateway, read models, and, where asked for, a simulated market or
// the replay of a recording. The daemon and the hosting console each own one.
#pragma once

#include "engine/base/result.h"
#include "engine/gateway/gateway.h"
#include "engine/simulation/replay_figures.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace openbell::host {

struct ListenAddress {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;
};

/// What the process around the host waits for.
enum class HostState {
    Serving, ///< recovered, set up, open for sessions
    Failed,  ///< cannot go on; status().text says why and what to do
};

struct HostOptions {
    std::filesystem::path dataDirectory;
    bool unfinished = false; ///< this is the import that makes dataDirectory, a DIR.partial
    unsigned shards = 1;
    bool syncToDisk = true;
    std::uint64_t snapshotEvery = 250'000; ///< commands between snapshots
    std::optional<ListenAddress> listen;
    std::shared_ptr<gateway::ListeningSocket> listening; ///< the port, once it is taken
    unsigned commandsPerSecond = 5'000;                  ///< of one network session; 0: no limit
    std::optional<std::uint64_t> simulationSeed;         ///< run the simulated market
    std::uint64_t simulationSteps = 0;     ///< stop the agents after so many steps; 0: never
    std::uint32_t simulationQuoteRate = 1; ///< how busy the makers are; 1: a calm day
    std::uint32_t simulationTradeRate = 1; ///< the same of the other traders
    std::optional<std::filesystem::path> recording; ///< a venue that replays this file
    std::uint32_t replaySpeed = 1;                  ///< 0: as fast as possible
    /// Once, on the replay's thread: the recording is at its end, or why it cannot go on.
    std::function<void(const std::optional<Error>&)> onReplayEnded;
    std::function<void(HostState)> onState;  ///< once each; on an engine thread: only queue
    std::shared_ptr<runtime::Logger> logger; ///< null: standard error, from Info on
    std::shared_ptr<runtime::Clock> clock;   ///< null: the system clock
};

/// Checks everything that can be checked before anything is made, and takes the port that
/// `options.listen` names. Host::open does it where it was not done before.
Result<Done, Error> prepareToServe(HostOptions& options);

/// True for addresses that only this machine can reach.
bool isLoopback(const std::string& address);

/// Who the console signs in as when it hosts the venue; the password lives in a file that only the
/// owner can read.
struct LocalOperator {
    std::string user;
    std::string password;
};

class Host {
public:
    /// Opens or creates the data directory (locked against a second process). A refusal says what
    /// to do.
    static Result<std::unique_ptr<Host>, Error> open(HostOptions options);
    ~Host();

    /// Starts every thread and returns at once; recovery goes on beside and shows as VenueStatus.
    Result<Done, Error> start();
    /// Drains and joins.
    void stop();

    std::uint16_t port() const; ///< 0 when not listening
    LocalOperator localOperator() const;
    std::filesystem::path operatorPasswordFile() const;
    api::VenueMode mode() const;
    std::unique_ptr<gateway::LoopbackConnection>
    connectLoopback(gateway::LoopbackCallbacks callbacks);
    runtime::EngineStatus status() const;
    /// The journal could not be written, now or when the directory was last used: starting again
    /// does not help before somebody has looked.
    bool journalFailed() const;
    /// How far the replay is and how it fared; nothing when this venue replays no recording.
    std::optional<api::ReplayView> replayView() const;
    std::optional<simulation::ReplayFigures> replayFigures() const;
    /// Steers the replay; does nothing when this venue replays no recording.
    void controlReplay(api::ReplayAction action, std::uint32_t speed = 0);

private:
    struct Parts;
    explicit Host(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace openbell::host
