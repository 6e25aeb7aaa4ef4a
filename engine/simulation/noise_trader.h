// Trades in all markets without a plan: market and immediate orders, resting orders that live for
// a random time, amendments. Follows the trend of lively spells. One owner.
#pragma once

#include "engine/simulation/agent.h"

namespace openbell::simulation {

class NoiseTrader final : public Agent {
public:
    static constexpr std::size_t kMaxOrders = 200;

    NoiseTrader(const AgentUser& user, std::uint32_t rate, std::uint64_t seed);

    void adopt(std::span<const api::OrderView> orders, std::uint64_t step) override;
    void decide(const StepSight& sight, std::vector<api::Command>& commands) override;
    void onResults(std::span<const api::Command> commands,
                   std::span<const api::CommandResult> results, std::uint64_t step) override;

private:
    struct Resting {
        OrderId order;
        InstrumentId instrument;
        api::Side side = api::Side::Buy;
        Price price;
        Quantity quantity;
        std::uint64_t expires = 0; ///< step
    };

    const MarketSight& drawMarket(std::span<const MarketSight> markets);
    void cancelExpired(std::uint64_t step, std::vector<api::Command>& commands);
    void act(const MarketSight& market, std::vector<api::Command>& commands);
    void amend(const StepSight& sight, std::vector<api::Command>& commands);
    api::PlaceOrder draft(const MarketSight& market, api::Side side);
    Quantity drawSize(const Market& market);
    std::uint64_t drawLifetime();
    Resting* find(OrderId order);

    AgentUser m_user;
    std::uint32_t m_rate;
    Random m_random;
    std::vector<Resting> m_orders;
};

} // namespace openbell::simulation
