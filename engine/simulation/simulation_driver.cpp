#include "engine/simulation/simulation_driver.h"

#include "engine/simulation/fair_price.h"
#include "engine/simulation/market_maker.h"
#include "engine/simulation/mood.h"
#include "engine/simulation/noise_trader.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace openbell::simulation {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

/// After a stall (a full disk, a suspended machine) the market goes on; it does not catch up.
constexpr int kMaxStepsBehind = 4;

/// One seed for each user of randomness, all from (seed, sequence).
class Seeds {
public:
    Seeds(std::uint64_t seed, Sequence sequence)
        : m_random(seed * 0x9E3779B97F4A7C15ULL + sequence.value()) {}
    std::uint64_t next() { return m_random.next(); }

private:
    Random m_random;
};

api::Query about(api::QueryKind kind, AccountId account = AccountId()) {
    api::Query query;
    query.kind = kind;
    query.account = account;
    query.limit = api::kMaxQueryRows;
    return query;
}

/// An agent with its session and what it sent in the present step.
struct Seat {
    AgentUser user;
    std::unique_ptr<SessionClient> session;
    std::unique_ptr<Agent> agent;
    std::vector<api::Command> commands;
};

} // namespace

struct SimulationDriver::Parts {
    SimulationOptions options;
    SimulationVenue venue;

    // The driver's thread.
    std::vector<Seat> seats;
    std::vector<FairPrice> fairPrices;
    std::vector<Mood> moods;
    std::vector<MarketSight> sights;
    std::uint64_t step = 0;
    std::int64_t time = 0;
    Sequence acknowledged;

    std::thread thread;
    std::mutex mutex; ///< guards the two below and the list of sessions while it grows
    std::condition_variable wake;
    bool stopping = false;
    std::atomic<std::uint64_t> stepsDone{0};
    std::atomic<std::uint64_t> submitted{0};

    void run();
    Result<Done, Error> takeSeats();
    Result<Done, Error> goOnFrom(Sequence sequence, const std::vector<api::TickerView>& tickers);
    Result<Done, Error> work();
    Result<std::vector<api::TickerView>, Error> lookAtMarkets();
    void see(const std::vector<api::TickerView>& tickers);
    Result<Done, Error> act();
    bool pace(SteadyTime& due);
    bool isStopping() {
        const std::lock_guard lock(mutex);
        return stopping;
    }
};

void SimulationDriver::Parts::run() {
    Result<Done, Error> result = takeSeats();
    if (result)
        result = work();
    if (isStopping() || !venue.onEnded)
        return;
    venue.onEnded(result ? std::nullopt : std::optional(result.error()));
}

Result<Done, Error> SimulationDriver::Parts::takeSeats() {
    for (AgentUser& user : agentUsers()) {
        auto session = std::make_unique<SessionClient>(venue.connect, user.name);
        SessionClient& client = *session;
        {
            const std::lock_guard lock(mutex);
            if (stopping)
                return Unexpected{Error{"interrupted"}};
            seats.push_back({user, std::move(session), nullptr, {}});
        }
        if (auto signedIn = client.signIn(user.name, venue.passwordOf(user)); !signedIn)
            return signedIn;
    }
    time = std::max(kSimulationEpoch, venue.lastTime()).value();
    auto tickers = lookAtMarkets();
    if (!tickers)
        return Unexpected{tickers.error()};
    return goOnFrom(acknowledged, *tickers);
}

Result<Done, Error> SimulationDriver::Parts::goOnFrom(Sequence sequence,
                                                      const std::vector<api::TickerView>& tickers) {
    Seeds seeds(options.seed, sequence);
    for (const Market& market : markets()) {
        const auto ticker =
            std::find_if(tickers.begin(), tickers.end(), [&](const api::TickerView& view) {
                return view.instrument == market.definition.instrument;
            });
        const bool traded = ticker != tickers.end() && !ticker->last.isZero();
        fairPrices.emplace_back(traded ? ticker->last : market.startPrice, market.volatility,
                                seeds.next());
        moods.emplace_back(seeds.next());
        sights.emplace_back().market = &market;
    }
    for (Seat& seat : seats) {
        if (seat.user.kind == AgentKind::MarketMaker)
            seat.agent = std::make_unique<MarketMaker>(seat.user,
                                                       markets()[seat.user.instrument.value() - 1],
                                                       options.quoteRate, seeds.next());
        else
            seat.agent = std::make_unique<NoiseTrader>(seat.user, options.tradeRate, seeds.next());
        auto resting = seat.session->query(about(api::QueryKind::OpenOrders, seat.user.account));
        if (!resting)
            return Unexpected{resting.error()};
        seat.agent->adopt(resting->orders, step);
    }
    return Done{};
}

Result<Done, Error> SimulationDriver::Parts::work() {
    SteadyTime due = std::chrono::steady_clock::now();
    while (options.steps == 0 || step < options.steps) {
        if (!pace(due))
            return Done{};
        ++step;
        time += kStepNs;
        venue.clock->set(Timestamp(time));
        auto tickers = lookAtMarkets();
        if (!tickers)
            return Unexpected{tickers.error()};
        see(*tickers);
        if (auto acted = act(); !acted)
            return acted;
        stepsDone.store(step, std::memory_order_relaxed);
    }
    return Done{};
}

/// Asks until the answer includes everything that has been acknowledged.
Result<std::vector<api::TickerView>, Error> SimulationDriver::Parts::lookAtMarkets() {
    for (;;) {
        auto summary = seats.front().session->query(about(api::QueryKind::MarketSummary));
        if (!summary)
            return Unexpected{summary.error()};
        if (summary->asOf < acknowledged)
            continue;
        acknowledged = summary->asOf;
        return std::move(summary->tickers);
    }
}

void SimulationDriver::Parts::see(const std::vector<api::TickerView>& tickers) {
    for (std::size_t i = 0; i < sights.size(); ++i) {
        moods[i].advance();
        fairPrices[i].advance(moods[i].trend() / 4);
        MarketSight& sight = sights[i];
        sight.fair = fairPrices[i].price();
        sight.trend = moods[i].trend();
        sight.bustle = moods[i].bustle();
        for (const api::TickerView& ticker : tickers)
            if (ticker.instrument == sight.market->definition.instrument) {
                sight.bestBid = ticker.bestBid;
                sight.bestAsk = ticker.bestAsk;
            }
    }
}

/// Everybody decides from the same sight, in order; then everybody waits for the answers.
Result<Done, Error> SimulationDriver::Parts::act() {
    const StepSight sight{step, sights};
    for (Seat& seat : seats) {
        seat.commands.clear();
        seat.agent->decide(sight, seat.commands);
        for (const api::Command& command : seat.commands)
            seat.session->submit(command);
        submitted.fetch_add(seat.commands.size(), std::memory_order_relaxed);
    }
    for (Seat& seat : seats) {
        auto results = seat.session->takeResults();
        if (!results)
            return Unexpected{results.error()};
        for (const api::CommandResult& result : *results)
            acknowledged = std::max(acknowledged, result.sequence);
        seat.agent->onResults(seat.commands, *results, step);
    }
    return Done{};
}

/// Waits for the step's time; false when the driver is to stop.
bool SimulationDriver::Parts::pace(SteadyTime& due) {
    std::unique_lock lock(mutex);
    if (!options.realTime)
        return !stopping;
    const std::chrono::nanoseconds period(kStepNs);
    due = std::max(due + period, std::chrono::steady_clock::now() - kMaxStepsBehind * period);
    return !wake.wait_until(lock, due, [this] { return stopping; });
}

SimulationDriver::SimulationDriver(SimulationOptions options, SimulationVenue venue)
    : m_parts(std::make_unique<Parts>()) {
    m_parts->options = options;
    m_parts->venue = std::move(venue);
}

SimulationDriver::~SimulationDriver() {
    stop();
}

void SimulationDriver::start() {
    OPENBELL_ASSERT(!m_parts->thread.joinable());
    m_parts->thread = std::thread([parts = m_parts.get()] { parts->run(); });
}

void SimulationDriver::stop() {
    {
        const std::lock_guard lock(m_parts->mutex);
        m_parts->stopping = true;
        m_parts->wake.notify_all();
        for (Seat& seat : m_parts->seats)
            seat.session->interrupt();
    }
    join();
}

void SimulationDriver::join() {
    if (m_parts->thread.joinable())
        m_parts->thread.join();
}

std::uint64_t SimulationDriver::stepsDone() const {
    return m_parts->stepsDone.load(std::memory_order_relaxed);
}

std::uint64_t SimulationDriver::commandsSubmitted() const {
    return m_parts->submitted.load(std::memory_order_relaxed);
}

} // namespace openbell::simulation
