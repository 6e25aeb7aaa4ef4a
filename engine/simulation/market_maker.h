// Quotes both sides of one market around its fair price: a ladder of orders that thins out with
// depth, re-centred and re-sized a little in every step. One owner.
#pragma once

#include "engine/simulation/agent.h"

namespace openbell::simulation {

class MarketMaker final : public Agent {
public:
    /// Levels on each side.
    static constexpr std::int64_t kLevels = 40;

    MarketMaker(const AgentUser& user, const Market& market, std::uint32_t rate,
                std::uint64_t seed);

    void adopt(std::span<const api::OrderView> orders, std::uint64_t step) override;
    void decide(const StepSight& sight, std::vector<api::Command>& commands) override;
    void onResults(std::span<const api::Command> commands,
                   std::span<const api::CommandResult> results, std::uint64_t step) override;

private:
    struct Quote {
        OrderId order;
        Price price;
        Quantity quantity;
    };
    using Quotes = std::vector<Quote>;

    Quotes& quotes(api::Side side) { return side == api::Side::Buy ? m_bids : m_asks; }
    void forgetFilled(const MarketSight& sight);
    void withdraw(api::Side side, Price top, std::vector<api::Command>& commands);
    void takeStale(api::Side side, Price limit, Price best, std::vector<api::Command>& commands);
    void fill(api::Side side, Price top, std::vector<api::Command>& commands);
    void resize(std::vector<api::Command>& commands);
    void cancel(const Quote& quote, std::vector<api::Command>& commands);
    Quantity drawSize(std::int64_t level);
    void erase(OrderId order);

    AgentUser m_user;
    const Market& m_market;
    std::uint32_t m_rate;
    Random m_random;
    Quotes m_bids;
    Quotes m_asks;
    std::size_t m_next = 0;          ///< which quote resize() looks at next
    std::int64_t m_lean = 0;         ///< this maker's opinion of the fair price, in ticks
    std::uint64_t m_asleepUntil = 0; ///< while the market takes no orders
};

} // namespace openbell::simulation
