// The simulated market: the same seed gives the same journal, whatever the number of shards, and
// what it gives is a market.
#include "engine/core/venue.h"
#include "engine/simulation/market_maker.h"
#include "engine/simulation/fair_price.h"
#include "engine/simulation/simulation_driver.h"
#include "tests/simulation/agents_venue.h"

#include <QTest>

#include <future>
#include <map>

using namespace openbell;
using namespace openbell::simulation;

namespace {

constexpr std::uint64_t kSeed = 42;
constexpr std::uint64_t kSteps = 2'000;

std::vector<UserId> agentIds() {
    std::vector<UserId> ids{kOperatorUser};
    for (const AgentUser& agent : agentUsers())
        ids.push_back(agent.user);
    return ids;
}

/// Runs the agents for some steps on a started venue.
std::optional<Error> trade(AgentsVenue& venue, std::uint64_t seed, std::uint64_t steps) {
    std::promise<std::optional<Error>> ended;
    SimulationOptions options;
    options.seed = seed;
    options.steps = steps;
    options.realTime = false;
    SimulationVenue wiring;
    wiring.connect = venue.connect();
    wiring.clock = venue.clock();
    wiring.lastTime = venue.lastTime();
    wiring.passwordOf = [](const AgentUser&) { return std::string(AgentsVenue::kPassword); };
    wiring.onEnded = [&](const std::optional<Error>& problem) { ended.set_value(problem); };
    SimulationDriver driver(options, wiring);
    driver.start();
    auto result = ended.get_future().get();
    driver.join();
    return result;
}

std::string hashAfter(std::uint64_t seed, std::uint64_t steps, unsigned shards) {
    AgentsVenue venue(bootstrapCommands(), agentIds(), kSimulationEpoch);
    venue.start(shards);
    const auto problem = trade(venue, seed, steps);
    if (problem)
        qWarning("%s", problem->message.c_str());
    venue.stop();
    return problem ? std::string() : venue.journalHash();
}

/// What a market looked like, from its events.
struct Observed {
    std::uint64_t trades = 0;
    std::uint64_t rejects = 0;
    std::uint64_t commands = 0;
    std::uint64_t oneSided = 0; ///< steps that ended with an empty side
    std::uint64_t steps = 0;
    std::uint64_t hollow = 0; ///< steps that ended with a gap of 8 ticks near the best price
    std::int64_t widestSpread = 0;
    std::int64_t spreadSum = 0;
    std::map<std::int64_t, Quantity, std::greater<>> bids;
    std::map<std::int64_t, Quantity> asks;

    void endStep() {
        ++steps;
        if (bids.empty() || asks.empty()) {
            ++oneSided;
            return;
        }
        const std::int64_t spread = asks.begin()->first - bids.begin()->first;
        spreadSum += spread;
        widestSpread = std::max(widestSpread, spread);
        hollow += isHollow(bids) || isHollow(asks) ? 1 : 0;
    }

    template<class Levels>
    static bool isHollow(const Levels& levels) {
        const std::int64_t best = levels.begin()->first;
        std::int64_t last = best;
        for (const auto& [price, quantity] : levels) {
            if (std::abs(price - last) >= 8)
                return true;
            if (std::abs(price - best) > 24)
                return false;
            last = price;
        }
        return true;
    }
};

template<class Levels>
void setLevel(Levels& levels, const api::BookLevelChanged& level) {
    if (level.quantity.isZero())
        levels.erase(level.price.value());
    else
        levels[level.price.value()] = level.quantity;
}

std::map<InstrumentId, Observed> observe(const AgentsVenue& venue) {
    core::Venue replayed;
    std::map<InstrumentId, Observed> observed;
    Timestamp time;
    api::EventBuffer events;
    venue.forEachRecord([&](const journal::Record& record) {
        if (record.context.time != time && !time.isZero())
            for (auto& [instrument, market] : observed)
                market.endStep();
        time = record.context.time;
        events.clear();
        replayed.apply(record.context, record.command, events);
        events.forEach(
            api::Overloaded{[&](const api::EventStamp&, const api::TradeExecuted& trade) {
                                ++observed[trade.instrument].trades;
                            },
                            [&](const api::EventStamp&, const api::CommandRejected& reject) {
                                ++observed[reject.instrument].rejects;
                            },
                            [&](const api::EventStamp&, const api::BookLevelChanged& level) {
                                Observed& market = observed[level.instrument];
                                if (level.side == api::Side::Buy)
                                    setLevel(market.bids, level);
                                else
                                    setLevel(market.asks, level);
                            },
                            [](const api::EventStamp&, const auto&) {}});
        std::visit(
            [&](const auto& command) {
                if constexpr (requires {
                                  command.instrument;
                                  command.account;
                              })
                    ++observed[command.instrument].commands;
            },
            record.command);
    });
    if (const auto broken = replayed.checkInvariants())
        qFatal("broken invariant: %s", broken->c_str());
    return observed;
}

} // namespace

class AgentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_venue.start();
        const auto problem = trade(m_venue, kSeed, kSteps);
        m_venue.stop();
        QVERIFY2(!problem, problem ? problem->message.c_str() : "");
    }

    void sameSeedGivesTheSameJournal() {
        QCOMPARE(hashAfter(kSeed, kSteps, 1), m_venue.journalHash());
    }

    void shardsDoNotChangeTheJournal() {
        QCOMPARE(hashAfter(kSeed, kSteps, 2), m_venue.journalHash());
    }

    void anotherSeedGivesAnotherJournal() { QVERIFY(hashAfter(1, 50, 1) != hashAfter(2, 50, 1)); }

    void marketsAreLivelyAndNeverEmpty() {
        const auto observed = observe(m_venue);
        const std::uint64_t seconds = kSteps * SimulationDriver::kStepNs / kNsPerSecond;
        for (const Market& market : markets()) {
            const Observed& seen = observed.at(market.definition.instrument);
            qInfo("%s: %llu commands, %llu trades, %llu refused, mean spread %.2f, widest %lld",
                  std::string(market.definition.symbol.view()).c_str(),
                  static_cast<unsigned long long>(seen.commands),
                  static_cast<unsigned long long>(seen.trades),
                  static_cast<unsigned long long>(seen.rejects),
                  static_cast<double>(seen.spreadSum) / static_cast<double>(seen.steps),
                  static_cast<long long>(seen.widestSpread));
            QVERIFY(seen.commands >= 100 * seconds && seen.commands <= 400 * seconds);
            QVERIFY(seen.trades >= 2 * seconds); // every few hundred milliseconds
            QVERIFY(seen.rejects * 20 < seen.commands);
            QVERIFY(seen.oneSided <= 1); // the very first step
            QVERIFY(seen.bids.size() >= 20 && seen.asks.size() >= 20);
            QVERIFY(seen.widestSpread <= 40);
            QVERIFY2(seen.hollow * 20 < seen.steps, qPrintable(QString::number(seen.hollow)));
        }
    }

    void resumingKeepsOrdersAndBalancesAndGoesOn() {
        const auto resumed = [](unsigned shardsAfter) {
            AgentsVenue venue(bootstrapCommands(), agentIds(), kSimulationEpoch);
            venue.start();
            OPENBELL_ASSERT(!trade(venue, kSeed, 100));
            venue.stop();
            const Sequence before = venue.lastSequence();
            venue.start(shardsAfter);
            OPENBELL_ASSERT(!trade(venue, kSeed, 100));
            venue.stop();
            std::uint64_t setUps = 0;
            Timestamp time;
            venue.forEachRecord([&](const journal::Record& record) {
                if (record.context.sequence <= before)
                    return;
                setUps += std::holds_alternative<api::Deposit>(record.command) ? 1 : 0;
                time = record.context.time;
            });
            OPENBELL_ASSERT(setUps == 0 && venue.lastSequence() > before);
            OPENBELL_ASSERT(time >= kSimulationEpoch + Duration(199 * SimulationDriver::kStepNs));
            return venue.journalHash();
        };
        QCOMPARE(resumed(2), resumed(1));
    }

    void stoppingInTheMiddleLeavesAWholeVenue() {
        AgentsVenue venue(bootstrapCommands(), agentIds(), kSimulationEpoch);
        venue.start();
        SimulationOptions options;
        options.realTime = false;
        SimulationVenue wiring;
        wiring.connect = venue.connect();
        wiring.clock = venue.clock();
        wiring.lastTime = venue.lastTime();
        wiring.passwordOf = [](const AgentUser&) { return std::string(AgentsVenue::kPassword); };
        SimulationDriver driver(options, wiring);
        driver.start();
        QTRY_VERIFY_WITH_TIMEOUT(driver.stepsDone() >= 20, 60'000);
        driver.stop();
        venue.stop();
        QVERIFY(!observe(venue).empty()); // checks the invariants too
    }

    void wrongPasswordEndsTheSimulationWithAnError() {
        AgentsVenue venue(bootstrapCommands(), {kOperatorUser}, kSimulationEpoch);
        venue.start();
        const auto problem = trade(venue, kSeed, 1);
        QVERIFY(problem && problem->message.find("refused") != std::string::npos);
        venue.stop();
    }

    void aMakerRestsWhileItsMarketTakesNoQuotes() {
        const auto users = simulation::agentUsers();
        const auto maker = std::find_if(users.begin(), users.end(), [](const auto& user) {
            return !user.instrument.isNone();
        });
        QVERIFY(maker != users.end());
        std::vector<MarketSight> sights;
        for (const Market& market : simulation::markets())
            sights.push_back({&market, {}, {}, Price(1'000'000), 0, 1});
        MarketMaker agent(*maker, simulation::markets()[maker->instrument.value() - 1], 50, 7);
        const auto decided = [&](std::uint64_t step) {
            std::vector<api::Command> commands;
            agent.decide({step, sights}, commands);
            return commands;
        };
        const auto first = decided(1);
        QVERIFY(!first.empty());
        std::vector<api::CommandResult> refusals(first.size());
        for (api::CommandResult& refusal : refusals)
            refusal.reason = api::RejectReason::NotInThisState;
        agent.onResults(first, refusals, 1);
        QVERIFY(decided(2).empty());
        QVERIFY(!decided(1'000).empty()); // and tries again later
    }

    void fairPriceIsTheSameEverywhereAndStaysNearItsLevel() {
        FairPrice price(Price(100'000), 1'200, 7);
        std::int64_t low = 100'000;
        std::int64_t high = low;
        for (int step = 0; step < 100'000; ++step) {
            price.advance(0);
            low = std::min(low, price.price().value());
            high = std::max(high, price.price().value());
        }
        QCOMPARE(price.price().value(), std::int64_t{99'996});
        QVERIFY(low > 95'000 && high < 105'000 && high - low > 100);
    }

private:
    /// Has traded for kSteps from kSeed with one shard, and stopped.
    AgentsVenue m_venue{bootstrapCommands(), agentIds(), kSimulationEpoch};
};

QTEST_GUILESS_MAIN(AgentsTest)
#include "agents_test.moc"
