// The number of shards and of threads changes nothing: same events with the same stamps, same
// saved bytes. And a saved state continues as the venue it was taken from would have.
// OPENBELL_TEST_SEED=<n> adds to every seed.
#include "engine/runtime/shard_pool.h"
#include "tests/oracle/comparison.h"
#include "tests/oracle/random_commands.h"
#include "tests/simulation/encoded_events.h"

#include <QTest>

using namespace openbell;
using openbell::oracle::RandomMarketOptions;
using openbell::simulation::encodedEvents;

namespace {

using Stream = std::vector<runtime::SequencedCommand>;

std::uint64_t seedFrom(std::uint64_t seed) {
    seed += qEnvironmentVariable("OPENBELL_TEST_SEED").toULongLong();
    qInfo("seed %llu", static_cast<unsigned long long>(seed));
    return seed;
}

Stream sequencedStream(const RandomMarketOptions& options, std::size_t size) {
    Stream stream;
    for (const api::Command& command : oracle::randomStream(options, size)) {
        const std::size_t index = stream.size();
        stream.push_back({{Sequence(index + 1), oracle::timeOfCommand(index), UserId(3),
                           oracle::sessionOfCommand(index)},
                          command});
    }
    return stream;
}

void applyAll(core::Venue& venue, std::span<const runtime::SequencedCommand> stream,
              api::EventBuffer& events) {
    for (const auto& [context, command] : stream)
        venue.apply(context, command, events);
}

api::Bytes saved(const core::Venue& venue) {
    api::Bytes bytes;
    venue.save(bytes);
    return bytes;
}

struct Outcome {
    api::Bytes events;
    api::Bytes state;
    runtime::ShardPool::Statistics statistics{};
    bool equals(const Outcome& other) const {
        return events == other.events && state == other.state;
    }
};

Outcome serialOutcome(const Stream& stream, unsigned shards) {
    core::Venue venue({shards});
    api::EventBuffer events;
    applyAll(venue, stream, events);
    return {encodedEvents(events), saved(venue)};
}

Outcome pooledOutcome(const Stream& stream, unsigned shards, unsigned threads, std::uint64_t seed) {
    core::Venue venue({shards});
    runtime::ShardPool pool(venue, threads, 2);
    api::EventBuffer events;
    Random random(seed);
    for (std::size_t at = 0; at < stream.size();) {
        const std::size_t size = std::min<std::size_t>(
            random.below(random.chance(1, 20) ? 6000 : 600) + 1, stream.size() - at);
        pool.applyBatch(std::span(stream).subspan(at, size), events);
        at += size;
    }
    return {encodedEvents(events), saved(venue), pool.statistics()};
}

} // namespace

class ShardsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numberOfShardsChangesNothing();
    void threadsChangeNothing_data();
    void threadsChangeNothing();
    void savedStateContinuesTheSame();
    void describedStateIsTheSameAfterLoading();
};

void ShardsTest::numberOfShardsChangesNothing() {
    const Stream stream = sequencedStream({.seed = seedFrom(21), .instruments = 5}, 60'000);
    const Outcome one = serialOutcome(stream, 1);
    for (const unsigned shards : {2U, 4U, 7U})
        QVERIFY2(serialOutcome(stream, shards).equals(one), std::to_string(shards).c_str());
}

void ShardsTest::threadsChangeNothing_data() {
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<unsigned>("shards");
    QTest::addColumn<unsigned>("threads");
    QTest::addColumn<qint64>("deposit");
    QTest::addColumn<bool>("adminCommands");
    QTest::addColumn<int>("leastInStages"); // of 100 commands
    QTest::newRow("many cuts") << quint64{31} << 2U << 2U << qint64{3'000} << true << 1;
    QTest::newRow("few cuts") << quint64{32} << 2U << 2U << qint64{500'000'000} << false << 80;
    QTest::newRow("four shards") << quint64{33} << 4U << 4U << qint64{100'000'000} << false << 80;
    QTest::newRow("fewer threads than shards")
        << quint64{34} << 4U << 3U << qint64{200'000} << true << 1;
    QTest::newRow("more threads than shards")
        << quint64{35} << 2U << 8U << qint64{60'000} << true << 1;
    QTest::newRow("one thread") << quint64{36} << 4U << 1U << qint64{60'000} << true << 0;
}

void ShardsTest::threadsChangeNothing() {
    QFETCH(quint64, seed);
    QFETCH(unsigned, shards);
    QFETCH(unsigned, threads);
    QFETCH(qint64, deposit);
    QFETCH(bool, adminCommands);
    QFETCH(int, leastInStages);
    RandomMarketOptions options{seedFrom(seed), 40, 6, deposit, adminCommands};
    const Stream stream = sequencedStream(options, 60'000);
    const Outcome serial = serialOutcome(stream, 1);
    const Outcome pooled = pooledOutcome(stream, shards, threads, seed);
    QVERIFY(serial.state == pooled.state);
    QVERIFY(serial.events == pooled.events);
    const auto& [inStages, serially, cuts] = pooled.statistics;
    qInfo("%llu in stages, %llu serially, %llu cuts", static_cast<unsigned long long>(inStages),
          static_cast<unsigned long long>(serially), static_cast<unsigned long long>(cuts));
    QCOMPARE(inStages + serially, std::uint64_t{stream.size()});
    QVERIFY(inStages * 100 >= stream.size() * static_cast<std::size_t>(leastInStages));
}

void ShardsTest::savedStateContinuesTheSame() {
    const std::uint64_t seed = seedFrom(41);
    const Stream stream = sequencedStream({.seed = seed}, 20'000);
    const Outcome whole = serialOutcome(stream, 1);
    Random random(seed);
    for (int round = 0; round < 12; ++round) {
        const std::size_t cut = random.below(stream.size());
        api::EventBuffer events;
        core::Venue first({static_cast<unsigned>(1 + random.below(4))});
        applyAll(first, std::span(stream).first(cut), events);
        const api::Bytes snapshot = saved(first);

        core::Venue second({static_cast<unsigned>(1 + random.below(4)), false});
        QVERIFY(second.load(snapshot).hasValue());
        QCOMPARE(second.lastSequence(), first.lastSequence());
        QVERIFY2(saved(second) == snapshot, "loading and saving changed the bytes");
        applyAll(second, std::span(stream).subspan(cut), events);
        QVERIFY(encodedEvents(events) == whole.events);
        QVERIFY(saved(second) == whole.state);
    }
}

void ShardsTest::describedStateIsTheSameAfterLoading() {
    const Stream stream = sequencedStream({.seed = seedFrom(51)}, 10'000);
    core::Venue venue({3});
    api::EventBuffer events;
    applyAll(venue, stream, events);
    core::Venue loaded({1});
    QVERIFY(loaded.load(saved(venue)).hasValue());
    api::EventBuffer before;
    api::EventBuffer after;
    venue.describe(before);
    loaded.describe(after);
    QVERIFY(before.count() > 100);
    QVERIFY(encodedEvents(before) == encodedEvents(after));
}

QTEST_APPLESS_MAIN(ShardsTest)
#include "shards_test.moc"
