// Seeded streams of commands for comparing venues: a crowded, poor little market in which every
// order type, refusal and rounding comes up often. The same seed gives the same stream.
#pragma once

#include "engine/api/commands.h"
#include "engine/api/events.h"
#include "engine/base/random.h"

#include <vector>

namespace openbell::oracle {

struct RandomMarketOptions {
    std::uint64_t seed = 1;
    std::uint32_t accounts = 6;
    std::uint32_t instruments = 3;
    std::int64_t deposit = 60'000; ///< typical size in atoms; small ones make funds tight
    bool adminCommands = true;     ///< cancel-all, halts, fee changes, definitions, nonsense
};

class RandomCommands {
public:
    explicit RandomCommands(const RandomMarketOptions& options)
        : m_options(options)
        , m_random(options.seed) {}

    /// The definitions and first deposits that a stream starts with.
    std::vector<api::Command> opening();

    /// The next command; `sequence` is the number that it will have.
    api::Command next(std::uint64_t sequence);

private:
    struct Placed {
        AccountId account;
        InstrumentId instrument;
        OrderId order;
        Price price;
        Quantity quantity;
    };

    api::Command place(std::uint64_t sequence);
    api::Command cancel();
    api::Command amend();
    api::Command replace(std::uint64_t sequence);
    api::Command transfer();
    api::Command administer();
    api::Command nonsense();
    // Of operators (random_governance.cpp).
    api::Command govern(std::uint64_t sequence);
    api::Command controls();
    api::Command bands(std::uint64_t sequence);
    api::Command schedule();
    api::Command delisting();
    // Of market makers (random_quotes.cpp).
    api::Command quote(std::uint64_t sequence);
    api::Command protect();
    Placed pickOrder();
    void remember(const Placed& placed);
    Timestamp someExpiry(std::uint64_t sequence);
    // Orders that act on each other (random_lists.cpp).
    api::Command placeList(std::uint64_t sequence);
    api::ListedOrder workingOrder(std::uint64_t sequence, api::Side side, Quantity size);
    api::ListedOrder exitOrder(std::uint64_t sequence, api::Side side, Quantity size, bool waits);
    void boundSometimes(std::uint64_t sequence, api::ListedOrder& order);
    ClientOrderId clientOrderId();
    void peg(api::PlaceOrder& order);
    void nameAmount(api::PlaceOrder& order);
    template<class Order>
    void concealSometimes(Order& order);
    AccountId account();
    InstrumentId instrument();
    Price price();
    Quantity quantity();

    RandomMarketOptions m_options;
    Random m_random;
    std::vector<Placed> m_placed; ///< the newest, open or not; a ring
    std::size_t m_placedAt = 0;
    api::PlaceOrder m_latest; ///< of those with a client order id
    api::ReplaceOrder m_latestReplacement;
    api::PlaceOrderList m_latestList;
    api::PlaceQuote m_latestQuote;
    std::int64_t m_middle = 50;
    std::uint32_t m_doomed = 0; ///< number of the short-lived instrument that is there; zero: none
    std::uint32_t m_lastDoomed = 0;
};

/// A stream of so many commands, the opening included.
std::vector<api::Command> randomStream(const RandomMarketOptions& options, std::size_t size);

} // namespace openbell::oracle
