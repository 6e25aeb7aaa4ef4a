// Replays of recordings on a venue: the venue's book and trades are the recording's.
#include "engine/core/venue.h"
#include "engine/recording/itch_source.h"
#include "engine/recording/lobster_source.h"
#include "engine/simulation/replay_driver.h"
#include "engine/simulation/setup.h"
#include "tests/simulation/agents_venue.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
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

ReplayVenue wiringOf(AgentsVenue& venue) {
    ReplayVenue wiring;
    wiring.connect = venue.connect();
    wiring.clock = venue.clock();
    wiring.lastTime = venue.lastTime();
    wiring.password = [] { return std::string(AgentsVenue::kPassword); };
    return wiring;
}

Outcome replayAll(AgentsVenue& venue, const ReplayPlan& plan, std::uint32_t speed = 0) {
    std::promise<std::optional<Error>> ended;
    ReplayVenue wiring = wiringOf(venue);
    wiring.onEnded = [&](const std::optional<Error>& problem) { ended.set_value(problem); };
    ReplayDriver driver(plan, wiring, speed);
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

// Lines of a Bitstamp log, a second apart.
std::string line(int second, const char* event, const std::string& json) {
    return std::to_string(1'430'438'400 + second) + "000 " + event + " {" + json + "}\n";
}
std::string orderLine(const char* event, int second, int id, int type, const char* price,
                      const char* amount) {
    return line(second, event,
                std::string("\"price\": \"") + price + "\", \"amount\": \"" + amount +
                    "\", \"id\": " + std::to_string(id) +
                    ", \"order_type\": " + std::to_string(type));
}
std::string order(int second, int id, int type, const char* price, const char* amount) {
    return orderLine("order_created", second, id, type, price, amount);
}
std::string changed(int second, int id, int type, const char* price, const char* amount) {
    return orderLine("order_changed", second, id, type, price, amount);
}
std::string deleted(int second, int id, int type, const char* price, const char* amount) {
    return orderLine("order_deleted", second, id, type, price, amount);
}
std::string trade(int second, const char* price, const char* amount) {
    return line(second, "trade",
                std::string("\"price\": ") + price + ", \"amount\": " + amount + ", \"id\": 1");
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

    std::filesystem::path write(const std::string& log) const {
        const std::filesystem::path path =
            m_folder.filePath(QStringLiteral("market.log")).toStdString();
        std::ofstream(path, std::ios::binary) << log;
        return path;
    }
    ReplayPlan planOf(const std::string& log) const {
        return ReplayPlan::prepare(write(log), recording::Format::Bitstamp).value();
    }
    /// Twenty messages in twenty seconds.
    ReplayPlan smallPlan() const {
        std::string log;
        for (int i = 1; i <= 20; ++i)
            log += order(i, i, i % 2, i % 2 == 0 ? "99.00" : "101.00", "1.0");
        return planOf(log);
    }

private Q_SLOTS:
    void lobsterReplayEndsWithTheRecordedBook() {
        replayMatches("lobster/LOBSTER_SampleFile_GOOG_2012-06-21_10.zip",
                      recording::Format::Lobster);
    }

    void bitstampReplayEndsWithTheRecordedBook() {
        replayMatches("crypto/bitstamp_2015-05-01.log.xz", recording::Format::Bitstamp);
    }

    void stepReplaysOneMessageAndPlayTheRest() {
        const ReplayPlan plan = smallPlan();
        AgentsVenue venue(plan.bootstrapCommands, {kOperatorUser, kReplayUser}, plan.startTime());
        venue.start();
        std::promise<std::optional<Error>> ended;
        ReplayVenue wiring = wiringOf(venue);
        wiring.onEnded = [&](const std::optional<Error>& problem) { ended.set_value(problem); };
        ReplayDriver driver(plan, wiring, 1);
        driver.control(api::ReplayAction::Pause, 0);
        driver.start();
        for (std::uint64_t message = 1; message <= 3; ++message) {
            driver.control(api::ReplayAction::Step, 0);
            QTRY_COMPARE(driver.view().position, message);
            QVERIFY(driver.view().paused);
        }
        driver.control(api::ReplayAction::SetSpeed, 0);
        driver.control(api::ReplayAction::Play, 0);
        QVERIFY(!ended.get_future().get());
        QVERIFY(driver.view().finished && !driver.view().paused);
        QCOMPARE(driver.view().position, plan.profile.messages);
        driver.stop();
        venue.stop();
    }

    void speedDoesNotChangeTheJournal() {
        const ReplayPlan plan = smallPlan();
        const auto hashAt = [&](std::uint32_t speed) {
            AgentsVenue venue(plan.bootstrapCommands, {kOperatorUser, kReplayUser},
                              plan.startTime());
            venue.start();
            const Outcome outcome = replayAll(venue, plan, speed);
            OPENBELL_ASSERT(!outcome.problem);
            venue.stop();
            return venue.journalHash();
        };
        QCOMPARE(hashAt(100), hashAt(0)); // the file spans 20 s: 0.2 s at a hundredfold
    }

    void executionsThatRealPriorityForbidsAreFollowedAndCounted() {
        // The second order at 99.00 trades before the first: priority of the venue would forbid it.
        const ReplayPlan plan =
            planOf(order(1, 5, 0, "99.00", "1.0") + order(2, 6, 0, "99.00", "2.0") +
                   order(3, 7, 1, "99.00", "0.5") + changed(4, 6, 0, "99.00", "1.5") +
                   deleted(5, 7, 1, "99.00", "0.0") + trade(6, "99.0", "0.5") +
                   order(7, 8, 1, "99.00", "0.5") + changed(8, 6, 0, "99.00", "1.0") +
                   deleted(9, 8, 1, "99.00", "0.0") + trade(10, "99.0", "0.5"));
        AgentsVenue venue(plan.bootstrapCommands, {kOperatorUser, kReplayUser}, plan.startTime());
        venue.start();
        const Outcome outcome = replayAll(venue, plan);
        venue.stop();
        QVERIFY(!outcome.problem);
        QCOMPARE(outcome.figures.executions, std::uint64_t{2});
        QCOMPARE(outcome.figures.faithful, std::uint64_t{1}); // the first order went behind
        const Rebuilt rebuilt = rebuild(venue);
        QCOMPARE(rebuilt.trades, std::uint64_t{2});
        QVERIFY(rebuilt.levels == readRecording(plan).levels);
    }

    void brokenOffReplayGoesOnFromTheJournal() {
        const auto path = dataFile("itch/locate-13-10k.bin");
        if (!std::filesystem::exists(path))
            QSKIP("the recording is not here; set OPENBELL_TEST_DATA to the folder that has it");
        const auto plan = ReplayPlan::prepare(path, recording::Format::Itch);
        QVERIFY(plan.hasValue());
        AgentsVenue venue(plan->bootstrapCommands, {kOperatorUser, kReplayUser}, plan->startTime());
        venue.start();
        ReplayDriver driver(*plan, wiringOf(venue), 0);
        driver.start();
        QTRY_VERIFY(driver.view().position > 1'000);
        driver.stop();
        venue.stop();
        venue.start();
        const Outcome outcome = replayAll(venue, *plan);
        venue.stop();
        QVERIFY2(!outcome.problem, outcome.problem ? outcome.problem->message.c_str() : "");
        QVERIFY(rebuild(venue).levels == readRecording(*plan).levels);
        const std::string finished = venue.journalHash();
        venue.start();
        QVERIFY(!replayAll(venue, *plan).problem);
        venue.stop();
        QCOMPARE(venue.journalHash(), finished); // nothing is left to do
    }

    void unreadableRecordingMakesNoPlan() {
        const auto plan =
            ReplayPlan::prepare(write(order(1, 5, 0, "99.00", "1.0") + "12 order_created {\n"),
                                recording::Format::Bitstamp);
        QVERIFY(!plan && plan.error().message.find("line 2") != std::string::npos);
    }

    void itchReplayEndsWithTheRecordedBook() {
        replayMatches("itch/locate-13-10k.bin", recording::Format::Itch);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(AgentsReplayTest)
#include "agents_replay_test.moc"
