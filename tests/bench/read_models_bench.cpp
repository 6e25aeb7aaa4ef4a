// openbell-bench read-models: how fast the events of a random market are projected into SQLite, how
// large the file becomes, and what the common queries cost afterwards.
#include "engine/base/random.h"
#include "engine/core/venue.h"
#include "engine/store/read_models.h"
#include "tests/bench/benchmarks.h"
#include "tests/bench/measure.h"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

namespace openbell::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint32_t kAccounts = 50;
constexpr std::uint32_t kInstruments = 3;
constexpr std::uint64_t kCommandsPerCommit = 50'000;

/// A venue that trades at random; gives the events of one command after the other.
class RandomMarket {
public:
    RandomMarket() {
        submit(api::CreateAsset{AssetId(1), api::AssetCode("BTC"), 8});
        submit(api::CreateAsset{AssetId(2), api::AssetCode("USD"), 2});
        for (std::uint32_t i = 1; i <= kInstruments; ++i)
            submit(instrument(i));
        for (std::uint32_t i = 1; i <= kAccounts; ++i) {
            submit(api::CreateAccount{AccountId(i), api::Name("account")});
            for (const std::uint32_t asset : {1U, 2U})
                submit(api::Deposit{AccountId(i), AssetId(asset),
                                    Amount(std::int64_t{1'000'000'000'000'000})});
        }
    }

    void step() {
        api::PlaceOrder order;
        order.account = AccountId(1 + static_cast<std::uint32_t>(m_random.below(kAccounts)));
        order.instrument =
            InstrumentId(1 + static_cast<std::uint32_t>(m_random.below(kInstruments)));
        order.side = m_random.chance(1, 2) ? api::Side::Buy : api::Side::Sell;
        // Centred beside the middle, so that about half of the orders trade and books stay small.
        order.price = Price(m_random.between(990, 1010) + (order.side == api::Side::Buy ? -2 : 2));
        order.quantity = Quantity(m_random.between(1, 20));
        submit(order);
        m_placed.push_back(order);
        if (m_random.chance(1, 50))
            withdrawSome();
    }

    api::EventBuffer events;
    std::vector<std::pair<api::CommandContext, api::Command>> commands;

private:
    static api::CreateInstrument instrument(std::uint32_t id) {
        api::CreateInstrument definition;
        definition.instrument = InstrumentId(id);
        definition.symbol = api::Symbol("BTC-USD-" + std::to_string(id));
        definition.base = AssetId(1);
        definition.quote = AssetId(2);
        definition.lotSize = 100'000'000;
        definition.maxPrice = Price(1'000'000);
        definition.maxQuantity = Quantity(1'000'000);
        definition.makerFeePpm = 1000;
        definition.takerFeePpm = 2000;
        return definition;
    }

    void submit(const api::Command& command) {
        const std::uint64_t sequence = m_venue.lastSequence().value() + 1;
        const api::CommandContext context{
            Sequence(sequence), Timestamp(static_cast<std::int64_t>(sequence) * 1'000'000),
            UserId(1)};
        m_venue.apply(context, command, events);
        commands.emplace_back(context, command);
    }

    /// An account withdraws what it has in one market: now and then, so that books stay small.
    void withdrawSome() {
        const api::PlaceOrder& order = m_placed[m_random.below(m_placed.size())];
        submit(api::CancelAll{order.account, order.instrument});
        m_placed.clear();
    }

    core::Venue m_venue;
    Random m_random{11};
    std::vector<api::PlaceOrder> m_placed;
};

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void project(store::Projector& projector, std::uint64_t commands) {
    RandomMarket market;
    double seconds = 0;
    std::uint64_t events = 0;
    std::uint64_t done = 0;
    while (done < commands) {
        for (std::uint64_t i = 0; i < kCommandsPerCommit; ++i)
            market.step();
        const auto start = Clock::now();
        for (const auto& [context, command] : market.commands)
            projector.onCommand(context, command);
        projector.onEvents(market.events);
        if (auto committed = projector.commit(market.commands.back().first.sequence); !committed)
            throw std::runtime_error(committed.error().message);
        seconds += secondsSince(start);
        events += market.events.count();
        done += market.commands.size();
        market.events.clear();
        market.commands.clear();
    }
    std::printf("project  %llu commands, %llu events in %.2f s: %.0f events/s, %.0f commands/s\n",
                static_cast<unsigned long long>(done), static_cast<unsigned long long>(events),
                seconds, static_cast<double>(events) / seconds,
                static_cast<double>(done) / seconds);
}

void measureQuery(store::QueryEngine& engine, const char* name, const api::Query& query) {
    std::vector<double> times;
    std::size_t rows = 0;
    for (int i = 0; i < 20; ++i) {
        const auto start = Clock::now();
        const api::QueryResult result = engine.run(query);
        times.push_back(secondsSince(start) * 1e3);
        rows = result.orders.size() + result.trades.size() + result.candles.size() +
               result.balances.size();
    }
    std::printf("query    %-28s %5zu rows  %.2f ms\n", name, rows, median(times));
}

void measureQueries(const std::filesystem::path& file) {
    auto opened = store::QueryEngine::open(file);
    if (!opened)
        throw std::runtime_error(opened.error().message);
    api::Query query;
    query.kind = api::QueryKind::OpenOrders;
    measureQuery(**opened, "open orders of everybody", query);
    query.account = AccountId(7);
    measureQuery(**opened, "open orders of an account", query);
    query.kind = api::QueryKind::OrderHistory;
    measureQuery(**opened, "orders of an account", query);
    query.kind = api::QueryKind::TradeHistory;
    measureQuery(**opened, "trades of an account", query);
    query.account = {};
    query.instrument = InstrumentId(2);
    measureQuery(**opened, "trades of an instrument", query);
    query.kind = api::QueryKind::CandleHistory;
    measureQuery(**opened, "candles, 1m", query);
    query.kind = api::QueryKind::Balances;
    measureQuery(**opened, "balances", query);
}

} // namespace

int runReadModels(Arguments arguments) {
    std::uint64_t commands = 500'000;
    if (arguments.size() < 2 || arguments[0] != "--dir" || arguments.size() > 3) {
        std::fputs("openbell-bench read-models --dir DIR [COMMANDS]\n", stderr);
        return 2;
    }
    if (arguments.size() == 3)
        std::from_chars(arguments[2].data(), arguments[2].data() + arguments[2].size(), commands);
    const auto directory = std::filesystem::path(arguments[1]) / "read-models";
    std::filesystem::remove_all(directory);
    const auto file = directory / "read_models.sqlite";
    {
        auto projector = store::Projector::open(file);
        if (!projector)
            throw std::runtime_error(projector.error().message);
        project(**projector, commands);
        measureQueries(file);
    }
    std::printf("file     %.1f MB\n", static_cast<double>(std::filesystem::file_size(file)) / 1e6);
    std::printf("%s, commit %s\n", machineName().c_str(), commitName().c_str());
    return 0;
}

} // namespace openbell::bench
