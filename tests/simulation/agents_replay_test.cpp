// Replays of recordings on a venue: the venue's book and trades are the recording's.
#include "engine/core/venue.h"
#include "engine/recording/itch_source.h"
#include "engine/recording/lobster_source.h"
#include "engine/simulation/replay_driver.h"
#include "engine/simulation/setup.h"
#include "tests/simulation/agents_venue.h"

#include <QFileInfo>
#include <QTest>

#include <future>
#include <map>

using namespace openbell;
using namespace openbell::simulation;

namespace {

std::filesystem::path dataFile(const char* name) {
    const QByteArray folder = qgetenv("OPENBELL_TEST_DATA");
    const std::filesystem::path base =
        folder.isEmpty() ? std::filesystem::path(OPENBELL_SOURCE_DIR "/../shared/data")
                         : std::filesystem::path(folder.toStdString());
    return base / name;
}

/// Price levels of both sides.
struct Levels {
    std::map<std::int64_t, std::int64_t> bids;
    std::map<std::int64_t, std::int64_t> asks;
    friend bool operator==(const Levels&, const Levels&) = default;
};

struct Outcome {
    std::optional<Error> problem;
    ReplayFigures figures;
    api::ReplayView view;
};

Outcome replayAll(AgentsVenue& venue, const ReplayPlan& plan) {
    std::promise<std::optional<Error>> ended;
    ReplayVenue wiring;
    wiring.connect = venue.connect();
    wiring.clock = venue.clock();
    wiring.lastTime = venue.lastTime();
    wiring.password = [] { return std::string(AgentsVenue::kPassword); };
    wiring.onEnded = [&](const std::optional<Error>& problem) { ended.set_value(problem); };
    ReplayDriver driver(plan, wiring, 0);
    driver.start();
    auto problem = ended.get_future().get();
    driver.join();
    return {problem, driver.figures(), driver.view()};
}

struct Rebuilt {
    Levels levels; ///< of instrument 1, at the end
    std::uint64_t trades = 0;
    std::int64_t traded = 0;
    std::uint64_t rejects = 0;
    Timestamp lastTime;
};

Rebuilt rebuild(const AgentsVenue& venue) {
    Rebuilt rebuilt;
    core::Venue replayed;
    api::EventBuffer events;
    venue.forEachRecord([&](const journal::Record& record) {
        events.clear();
        replayed.apply(record.context, record.command, events);
        rebuilt.lastTime = record.context.time;
        events.forEach(api::Overloaded{
            [&](const api::EventStamp&, const api::TradeExecuted& trade) {
                ++rebuilt.trades;
                rebuilt.traded += trade.quantity.value();
            },
            [&](const api::EventStamp&, const api::CommandRejected&) { ++rebuilt.rejects; },
            [&](const api::EventStamp&, const api::BookLevelChanged& level) {
                auto& side =
                    level.side == api::Side::Buy ? rebuilt.levels.bids : rebuilt.levels.asks;
                if (level.quantity.isZero())
                    side.erase(level.price.value());
                else
                    side[level.price.value()] = level.quantity.value();
            },
            [](const api::EventStamp&, const auto&) {}});
    });
    if (const auto broken = replayed.checkInvariants())
        qFatal("broken invariant: %s", broken->c_str());
    return rebuilt;
}

Levels levelsOf(recording::RecordedBooks& books, std::uint32_t instrument,
                const ReplayInstrument& plan) {
    Levels levels;
    for (const api::Side side : {api::Side::Buy, api::Side::Sell})
        books.book(instrument).forEachLevel(side, [&](const core::LevelView& level) {
            (side == api::Side::Buy ? levels.bids
                                    : levels.asks)[level.price.value() / plan.priceStep] =
                level.quantity.value() / plan.quantityStep;
            return true;
        });
    return levels;
}

/// What rests at the end of the recording, and what it executed.
struct Recorded {
    Levels levels;
    std::uint64_t executions = 0;
    std::int64_t executed = 0;
};

Recorded readRecording(const ReplayPlan& plan) {
    Recorded recorded;
    recording::RecordedBooks books;
    auto source = recording::openRecording(plan.file, plan.profile.info.format).value();
    recording::RecordedEvent event;
    while (source->next(event).value()) {
        books.apply(event);
        if (event.kind == recording::RecordedKind::Execute ||
            event.kind == recording::RecordedKind::HiddenExecution) {
            ++recorded.executions;
            recorded.executed += event.quantity / plan.instruments.front().quantityStep;
        }
    }
    recorded.levels = levelsOf(books, plan.instruments.front().recorded, plan.instruments.front());
    return recorded;
}

void report(const char* name, const Outcome& outcome) {
    qInfo("%s: %llu executions, %llu faithful, %llu unprinted, %llu refused", name,
          static_cast<unsigned long long>(outcome.figures.executions),
          static_cast<unsigned long long>(outcome.figures.faithful),
          static_cast<unsigned long long>(outcome.figures.unprinted),
          static_cast<unsigned long long>(outcome.figures.refused));
}

} // namespace

class AgentsReplayTest : public QObject {
    Q_OBJECT

private:
    void replayMatches(const char* file, recording::Format format) {
        const auto path = dataFile(file);
        if (!std::filesystem::exists(path))
            QSKIP("the recording is not here; set OPENBELL_TEST_DATA to the folder that has it");
        const auto plan = ReplayPlan::prepare(path, format);
        QVERIFY(plan.hasValue());
        const Recorded recorded = readRecording(*plan);
        AgentsVenue venue(plan->bootstrapCommands, {kOperatorUser, kReplayUser}, plan->startTime());
        venue.start();
        const Outcome outcome = replayAll(venue, *plan);
        venue.stop();
        report(file, outcome);
        QVERIFY2(!outcome.problem, outcome.problem ? outcome.problem->message.c_str() : "");
        QVERIFY(outcome.view.finished);
        QCOMPARE(outcome.view.position, plan->profile.messages);
        QCOMPARE(outcome.figures.executions, recorded.executions);
        QCOMPARE(outcome.figures.refused, std::uint64_t{0});
        const Rebuilt rebuilt = rebuild(venue);
        QCOMPARE(rebuilt.rejects, std::uint64_t{0});
        QCOMPARE(rebuilt.trades, recorded.executions - outcome.figures.unprinted);
        QVERIFY(rebuilt.levels == recorded.levels);
    }

private Q_SLOTS:
    void lobsterReplayEndsWithTheRecordedBook() {
        replayMatches("lobster/LOBSTER_SampleFile_GOOG_2012-06-21_5.zip",
                      recording::Format::Lobster);
    }

    void bitstampReplayEndsWithTheRecordedBook() {
        replayMatches("crypto/bitstamp_2015-05-01.log.xz", recording::Format::Bitstamp);
    }

    void itchReplayEndsWithTheRecordedBook() {
        replayMatches("itch/locate-13-10k.bin", recording::Format::Itch);
    }
};

QTEST_GUILESS_MAIN(AgentsReplayTest)
#include "agents_replay_test.moc"
