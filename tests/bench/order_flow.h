// A steady flow of orders in a small market, for the benchmarks of the pipeline and of recovery:
// about half adds, the rest cancels, amendments and immediate orders, around a fixed number of
// resting orders. The same for the same seed.
#pragma once

#include "engine/api/commands.h"
#include "engine/base/random.h"

#include <cstdint>
#include <vector>

namespace openbell::bench {

/// Assets, `instruments` markets and funded accounts (1..accounts).
std::vector<api::Command> flowSetup(std::uint32_t instruments, std::uint32_t accounts);

class OrderFlow {
public:
    OrderFlow(std::uint64_t seed, std::uint32_t instruments, std::uint32_t accounts,
              std::size_t restingOrders);

    /// `placedAs`: the sequence number that the command will have, which names its order.
    api::Command next(Sequence placedAs);

private:
    struct Resting {
        AccountId account;
        InstrumentId instrument;
        OrderId order;
        api::Side side = api::Side::Buy;
        Quantity quantity;
    };

    api::Command place(Sequence placedAs, bool immediate);
    Resting takeAny();

    Random m_random;
    std::uint32_t m_instruments;
    std::uint32_t m_accounts;
    std::size_t m_target;
    std::vector<Resting> m_resting;
};

} // namespace openbell::bench
