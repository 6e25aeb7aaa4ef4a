// What an agent sees and does in one step. Agents decide by integers and their own seeded generator
// only, so that every machine decides the same.
#pragma once

#include "engine/api/protocol.h"
#include "engine/base/random.h"
#include "engine/simulation/setup.h"

#include <cstdint>
#include <span>
#include <vector>

namespace openbell::simulation {

/// One market as agents see it at the beginning of a step.
struct MarketSight {
    const Market* market = nullptr;
    Price bestBid; ///< zero: none
    Price bestAsk;
    Price fair;               ///< what the asset is worth just now, in ticks
    std::int64_t trend = 0;   ///< -100 (everybody sells) .. 100 (everybody buys)
    std::uint32_t bustle = 1; ///< how much livelier than usual
};

struct StepSight {
    std::uint64_t step = 0;
    std::span<const MarketSight> markets;
};

class Agent {
public:
    virtual ~Agent() = default;

    /// Orders of this agent's account that rest already, when it starts.
    virtual void adopt(std::span<const api::OrderView> orders, std::uint64_t step) = 0;

    /// Appends the commands of this step.
    virtual void decide(const StepSight& sight, std::vector<api::Command>& commands) = 0;

    /// The answers to the commands of this step, in their order.
    virtual void onResults(std::span<const api::Command> commands,
                           std::span<const api::CommandResult> results, std::uint64_t step) = 0;
};

/// The order that an accepted PlaceOrder made: orders are named by their command's sequence number.
inline OrderId placedOrder(const api::CommandResult& result) {
    return OrderId(result.sequence.value());
}

/// `count` on average `perMille` / 1000: the whole part always, the rest by chance.
inline std::uint64_t drawCount(Random& random, std::uint64_t perMille) {
    return perMille / 1000 + (random.chance(perMille % 1000, 1000) ? 1 : 0);
}

} // namespace openbell::simulation
