// The reference data of the simulated venue: three markets, their makers, noise traders, and the
// operator with an account to trade from the console. Plain data; the same on every start.
#pragma once

#include "engine/api/commands.h"

#include <span>
#include <string>
#include <vector>

namespace openbell::simulation {

inline constexpr UserId kOperatorUser{1};
inline constexpr AccountId kOperatorAccount{1};
inline constexpr std::string_view kOperatorName = "operator";

/// Business time of a new simulated venue: 2026-01-05T00:00:00Z.
inline constexpr Timestamp kSimulationEpoch{1'767'571'200 * kNsPerSecond};

/// How one market is defined and how it moves.
struct Market {
    api::CreateInstrument definition;
    Price startPrice;
    std::int64_t volatility = 0; ///< of the fair price: 1/1000 tick per step, standard deviation
    Price halfSpread;            ///< makers quote this far from their fair price, at least
    std::int64_t makerLots = 0;  ///< typical size of a maker's quote
    std::int64_t noiseLots = 0;  ///< largest size of a noise trader's order
};

/// The three markets.
std::span<const Market> markets();

enum class AgentKind : std::uint8_t { MarketMaker, NoiseTrader };

/// An ordinary user with an ordinary account that a program trades for.
struct AgentUser {
    AgentKind kind = AgentKind::NoiseTrader;
    UserId user;
    AccountId account;
    std::string name;
    InstrumentId instrument; ///< what a maker quotes; none: all of them
};

/// In the order in which they act.
std::vector<AgentUser> agentUsers();

/// The first commands of a simulated venue: assets, instruments, accounts, users, deposits. The
/// operator (user 1) is among them; passwords are set apart.
std::vector<api::Command> bootstrapCommands();

} // namespace openbell::simulation
