// Random but consistent event streams: orders come, trade, are amended and cancelled, levels and
// balances follow. Only what the hub relies on is true of them.
#pragma once

#include "engine/base/random.h"
#include "tests/unit/gateway/rig.h"

#include <map>
#include <vector>

namespace openbell::gateway {

class MarketGenerator {
public:
    static constexpr std::uint32_t kInstruments = 2;
    static constexpr std::uint32_t kAccounts = 3;

    MarketGenerator(Batches& batches, std::uint64_t seed) : m_batches(batches), m_random(seed) {}

    /// Appends one random command with its events.
    void step();

private:
    struct Open {
        api::OrderAccepted order;
        Quantity open;
    };
    void place();
    void trade();
    void cancel();
    void amend();
    void phase();
    void level();
    void changeBalance(AccountId account);
    std::size_t anyOpen() { return m_random.below(m_open.size()); }

    Batches& m_batches;
    Random m_random;
    std::vector<Open> m_open;
    std::uint64_t m_trades = 0;
};

} // namespace openbell::gateway
