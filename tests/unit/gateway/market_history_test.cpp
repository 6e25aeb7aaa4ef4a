// Candles and 24-hour figures: what a client is shown live, over restarts, equals what the
// journal's commands give when they are read anew.
#include "engine/api/candles.h"
#include "engine/core/venue.h"
#include "engine/gateway/history_loader.h"
#include "engine/store/read_models.h"
#include "tests/unit/gateway/live_venue.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>
#include <random>

using namespace openbell;
using namespace openbell::gateway;

namespace {

constexpr std::int64_t kHourNs = 3600 * kNsPerSecond;

/// Candles of a market, interval by interval, in the binary form.
using Candles = std::map<std::pair<std::uint32_t, std::size_t>, std::vector<api::Bytes>>;

template<class Source>
Candles gather(Source&& source) {
    Candles all;
    for (std::uint32_t market = 1; market <= LiveVenue::kInstruments; ++market)
        for (std::size_t i = 0; i < api::kEnumSize<api::CandleInterval>; ++i)
            for (const api::CandleView& candle :
                 source(InstrumentId(market), static_cast<api::CandleInterval>(i)))
                all[{market, i}].push_back(api::toBinary(candle));
    return all;
}

Candles candlesOf(Hub& hub) {
    return gather([&](InstrumentId market, api::CandleInterval interval) {
        const auto rows = hub.view().instrument(market)->candles(interval).candles();
        return std::vector<api::CandleView>(rows.begin(), rows.end());
    });
}

Candles candlesOf(store::QueryEngine& engine) {
    return gather([&](InstrumentId market, api::CandleInterval interval) {
        api::Query query;
        query.kind = api::QueryKind::CandleHistory;
        query.instrument = market;
        query.interval = interval;
        query.limit = CandleSeries::kCapacity;
        auto rows = engine.run(query).candles;
        std::reverse(rows.begin(), rows.end());
        return rows;
    });
}

/// The same from all trades, the obvious way, newest CandleSeries::kCapacity only.
Candles candlesOf(const std::vector<api::TradeView>& trades) {
    return gather([&](InstrumentId market, api::CandleInterval interval) {
        std::map<Timestamp, std::vector<api::TradeExecuted>> byStart;
        for (const api::TradeView& trade : trades)
            if (trade.trade.instrument == market)
                byStart[api::candleStart(trade.time, interval)].push_back(trade.trade);
        while (byStart.size() > CandleSeries::kCapacity)
            byStart.erase(byStart.begin());
        std::vector<api::CandleView> rows;
        for (const auto& [start, in] : byStart) {
            api::CandleView candle{market,           interval,         start,
                                   in.front().price, in.front().price, in.front().price,
                                   in.back().price,  Quantity(),       in.size()};
            __extension__ unsigned __int128 turnover = 0;
            for (const api::TradeExecuted& trade : in) {
                candle.high = std::max(candle.high, trade.price);
                candle.low = std::min(candle.low, trade.price);
                candle.volume += trade.quantity;
                turnover +=
                    static_cast<std::uint64_t>(trade.price.value() * trade.quantity.value());
            }
            candle.turnover.low = static_cast<std::uint64_t>(turnover);
            candle.turnover.high = static_cast<std::uint64_t>(turnover >> 64U);
            rows.push_back(candle);
        }
        return rows;
    });
}

/// The 24-hour figures from all trades, the obvious way. The day is counted in whole minutes, the
/// current one included.
api::TickerView dayOf(const std::vector<api::TradeView>& trades, InstrumentId market,
                      Timestamp now) {
    const auto minute = [](Timestamp time) {
        return api::candleStart(time, api::CandleInterval::Minute1).value();
    };
    api::CandleView day;
    for (const api::TradeView& trade : trades)
        if (trade.trade.instrument == market && minute(trade.time) > minute(now) - 24 * kHourNs)
            api::addTrade(day, trade.trade.price, trade.trade.quantity);
    api::TickerView ticker;
    ticker.open24h = day.open;
    ticker.high24h = day.high;
    ticker.low24h = day.low;
    ticker.volume24h = day.volume;
    ticker.trades24h = day.trades;
    ticker.turnover24h = day.turnover;
    return ticker;
}

/// A ticker without the figures that count from the start of the program.
api::Bytes lasting(api::TickerView ticker) {
    ticker.bookUpdates = 0;
    ticker.trades = 0;
    return api::toBinary(ticker);
}

void project(store::Projector& projector, const std::vector<LiveVenue::Step>& steps,
             std::size_t upTo) {
    for (std::size_t i = projector.projected().value(); i < upTo; ++i) {
        projector.onCommand(steps[i].context, steps[i].command);
        projector.onEvents(steps[i].events);
        if (i + 1 == upTo || i % 97 == 0)
            QVERIFY(projector.commit(steps[i].context.sequence));
    }
}

/// The commands of the journal, worked again by a new venue.
std::vector<LiveVenue::Step> replay(const std::vector<LiveVenue::Step>& journal) {
    core::Venue venue;
    std::vector<LiveVenue::Step> steps;
    for (const LiveVenue::Step& step : journal) {
        steps.push_back({step.context, step.command, {}});
        venue.apply(step.context, step.command, steps.back().events);
    }
    return steps;
}

std::vector<api::TradeView> tradesOf(const std::vector<LiveVenue::Step>& steps) {
    std::vector<api::TradeView> trades;
    for (const LiveVenue::Step& step : steps)
        step.events.forEach([&]<class E>(const api::EventStamp& stamp, const E& event) {
            if constexpr (std::is_same_v<E, api::TradeExecuted>)
                trades.push_back({stamp.sequence, stamp.time, event});
        });
    return trades;
}

} // namespace

class MarketHistoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void candlesAndTickersEqualThoseOfAReplayOfTheJournal();
};

void MarketHistoryTest::candlesAndTickersEqualThoseOfAReplayOfTheJournal() {
    const std::uint64_t seed = qEnvironmentVariableIsEmpty("OPENBELL_TEST_SEED")
                                   ? 20'261'121U
                                   : qEnvironmentVariable("OPENBELL_TEST_SEED").toULongLong();
    qInfo("seed %llu", static_cast<unsigned long long>(seed));
    LiveVenue live(seed);
    QTemporaryDir folder;
    const std::filesystem::path file =
        std::filesystem::path(folder.path().toStdString()) / "read_models.sqlite";

    for (int restart = 0; restart < 6; ++restart) {
        for (int round = 0; round < 100; ++round) {
            // Busy seconds, quiet days.
            live.maxStepNs = live.random().chance(1, 40)  ? 400 * kHourNs
                             : live.random().chance(1, 4) ? kHourNs / 30
                                                          : kNsPerSecond;
            live.trade(1 + live.random().below(20));
        }
        // The program ends; its read models lag, and catch up while the next run trades.
        auto projector = store::Projector::open(file);
        QVERIFY(projector);
        const std::size_t recovered = live.steps().size();
        const std::size_t lag = live.random().below(300);
        project(**projector, live.steps(), recovered - std::min(recovered, lag));
        auto engine = store::QueryEngine::open(file);
        QVERIFY(engine);

        api::EventBuffer state;
        live.venue().describe(state);
        live.rig = std::make_unique<Rig>();
        live.rig->readModels = [&](const api::Query& query) { return (*engine)->run(query); };
        live.rig->hub.onRecovered(state, live.venue().lastSequence());
        HistoryLoader loader(live.rig->engine, live.rig->hub, live.rig->queries, Timestamp(1));
        const auto settleHistory = [&] {
            for (std::uint32_t i = 0; i <= LiveVenue::kInstruments; ++i)
                live.rig->settle();
        };
        loader.onRecovered();
        settleHistory();
        QCOMPARE(live.rig->hub.awaitsHistory(), lag != 0);
        live.maxStepNs = kNsPerSecond;
        live.trade(50);
        project(**projector, live.steps(), live.steps().size() - live.random().below(50));
        live.rig->engine.view.projected = (*projector)->projected();
        loader.onTick();
        settleHistory();
        QVERIFY(!live.rig->hub.awaitsHistory());
        live.rig->readModels = nullptr;
    }
    live.trade(50);

    const auto steps = replay(live.steps());
    const auto trades = tradesOf(steps);
    const Candles expected = candlesOf(trades);
    QVERIFY(std::any_of(expected.begin(), expected.end(), [](const auto& series) {
        return series.first.second == static_cast<std::size_t>(api::CandleInterval::Month1) &&
               series.second.size() > 1;
    }));
    QVERIFY(candlesOf(live.rig->hub) == expected);

    Rig fresh; // one run that saw everything
    for (std::size_t i = 0; i < steps.size(); i += 100)
        fresh.hub.onBatch(batchOf(steps, i, std::min(steps.size(), i + 100)));
    QVERIFY(candlesOf(fresh.hub) == expected);
    const Timestamp now = fresh.hub.view().time();
    QCOMPARE(live.rig->hub.view().time(), now);
    for (std::uint32_t market = 1; market <= LiveVenue::kInstruments; ++market) {
        const auto ticker = live.rig->hub.view().instrument(InstrumentId(market))->ticker(now);
        const api::TickerView day = dayOf(trades, InstrumentId(market), now);
        QCOMPARE(ticker.open24h, day.open24h);
        QCOMPARE(ticker.high24h, day.high24h);
        QCOMPARE(ticker.low24h, day.low24h);
        QCOMPARE(ticker.volume24h, day.volume24h);
        QCOMPARE(ticker.trades24h, day.trades24h);
        QVERIFY(ticker.turnover24h == day.turnover24h);
        QVERIFY(lasting(ticker) ==
                lasting(fresh.hub.view().instrument(InstrumentId(market))->ticker(now)));
    }

    // The read models as they have grown, and made anew.
    const std::filesystem::path rebuilt = file.string() + ".rebuilt";
    for (const auto& path : {file, rebuilt}) {
        auto projector = store::Projector::open(path);
        QVERIFY(projector);
        project(**projector, steps, steps.size());
        auto engine = store::QueryEngine::open(path);
        QVERIFY(engine);
        QVERIFY(candlesOf(**engine) == expected);
    }
}

QTEST_APPLESS_MAIN(MarketHistoryTest)
#include "market_history_test.moc"
