// A real venue whose random trading is published to the rig's hub, in batches of any size.
#pragma once

#include "engine/core/venue.h"
#include "engine/marketdata/level_book.h"
#include "tests/oracle/random_commands.h"
#include "tests/unit/gateway/rig.h"

#include <memory>

namespace openbell::gateway {

class LiveVenue {
public:
    static constexpr std::uint32_t kInstruments = 3;

    /// Olga, an operator, can sign in.
    explicit LiveVenue(std::uint64_t seed);

    /// Works that many random commands and publishes them as one batch.
    void trade(std::size_t commands);
    /// Applies a command without publishing; its events are in the next batch.
    void apply(const api::Command& command);
    void publish();

    /// The largest step that time makes between two commands, in nanoseconds.
    std::int64_t maxStepNs = 13'000 * kNsPerMs;

    /// The venue's own account of its open books: orders in priority order, levels best first.
    struct Described {
        std::vector<api::BookOrderView> orders; ///< bids, then asks, as Add rows
        std::vector<api::LevelView> bids;
        std::vector<api::LevelView> asks;
    };
    Described described(InstrumentId instrument) const;

    core::Venue& venue() { return m_venue; }
    Random& random() { return m_random; }
    /// Every event since the start, each command's in its own buffer.
    struct Step {
        api::CommandContext context;
        api::Command command;
        api::EventBuffer events;
    };
    const std::vector<Step>& steps() const { return m_steps; }

    std::unique_ptr<Rig> rig;

private:
    core::Venue m_venue;
    Random m_random;
    oracle::RandomCommands m_commands;
    std::vector<Step> m_steps;
    std::size_t m_published = 0;
    std::int64_t m_time = 1'700'000'000 * kNsPerSecond;
};

/// The steps from one to another as the hub is given them.
runtime::PublishedBatch batchOf(const std::vector<LiveVenue::Step>& steps, std::size_t from,
                                std::size_t to);

} // namespace openbell::gateway
