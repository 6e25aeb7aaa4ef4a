// Announcing commands changes nothing, whatever they name and whether or not they come.
#include "engine/core/venue.h"
#include "tests/oracle/comparison.h"
#include "tests/oracle/random_commands.h"
#include "tests/simulation/encoded_events.h"

#include <QTest>

#include <limits>

using namespace openbell;
using namespace openbell::core;
using openbell::oracle::RandomCommands;
using openbell::simulation::encodedEvents;

namespace {

api::Bytes saved(const Venue& venue) {
    api::Bytes bytes;
    venue.save(bytes);
    return bytes;
}

std::vector<api::Command> randomStream(std::uint64_t seed, std::size_t count) {
    RandomCommands random({.seed = seed});
    std::vector<api::Command> stream = random.opening();
    while (stream.size() < count)
        stream.push_back(random.next(stream.size() + 1));
    return stream;
}

/// Commands that name what is not there, or cannot be.
std::vector<api::Command> nonsense() {
    std::vector<api::Command> commands;
    const std::uint32_t most = std::numeric_limits<std::uint32_t>::max();
    for (const std::uint32_t account : {0U, 1U, most})
        for (const std::uint32_t instrument : {0U, 1U, most})
            for (const std::int64_t number :
                 {std::int64_t{0}, std::int64_t{-1}, std::numeric_limits<std::int64_t>::max(),
                  std::numeric_limits<std::int64_t>::min()}) {
                api::PlaceOrder place;
                place.account = AccountId(account);
                place.instrument = InstrumentId(instrument);
                place.side = number < 0 ? api::Side::Sell : api::Side::Buy;
                place.price = Price(number);
                commands.push_back(place);
                const OrderId order(static_cast<std::uint64_t>(number));
                commands.push_back(
                    api::CancelOrder{AccountId(account), InstrumentId(instrument), order});
            }
    return commands;
}

class Applied {
public:
    explicit Applied(unsigned shards) : venue({shards}) {}

    void apply(const api::Command& command) {
        const Timestamp time = oracle::timeOfCommand(m_sequence);
        venue.apply({Sequence(++m_sequence), time, UserId(2)}, command, events);
    }

    Venue venue;
    api::EventBuffer events;

private:
    std::uint64_t m_sequence = 0;
};

} // namespace

class LookAheadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void announcedCommandsDoTheSame_data();
    void announcedCommandsDoTheSame();
    void whatIsAnnouncedNeedNotComeNorBePossible();
    void announcedCommandsMayFollowALoad();
};

void LookAheadTest::announcedCommandsDoTheSame_data() {
    QTest::addColumn<unsigned>("shards");
    for (const unsigned shards : {1U, 2U, 4U})
        QTest::addRow("%u shards", shards) << shards;
}

void LookAheadTest::announcedCommandsDoTheSame() {
    QFETCH(unsigned, shards);
    constexpr std::uint64_t kSeed = 301;
    qInfo("seed %llu", static_cast<unsigned long long>(kSeed));
    const auto stream = randomStream(kSeed, 5000);
    Applied expected(shards);
    Applied ahead(shards);
    for (std::size_t i = 0; i < stream.size(); ++i) {
        expected.apply(stream[i]);
        if (i + Venue::kLookAhead < stream.size())
            ahead.venue.lookAhead(stream[i + Venue::kLookAhead]);
        ahead.apply(stream[i]);
    }
    QVERIFY(encodedEvents(ahead.events) == encodedEvents(expected.events));
    QVERIFY(saved(ahead.venue) == saved(expected.venue));
}

void LookAheadTest::whatIsAnnouncedNeedNotComeNorBePossible() {
    Applied applied(2);
    for (const api::Command& command : nonsense())
        applied.venue.lookAhead(command); // of a venue with nothing in it
    for (const api::Command& command : randomStream(302, 2000))
        applied.apply(command);
    const api::Bytes before = saved(applied.venue);
    for (const api::Command& command : nonsense())
        applied.venue.lookAhead(command);
    QVERIFY(saved(applied.venue) == before);
}

void LookAheadTest::announcedCommandsMayFollowALoad() {
    const auto stream = randomStream(303, 2000);
    Applied applied(1);
    for (const api::Command& command : stream) {
        applied.venue.lookAhead(command);
        applied.apply(command);
    }
    const api::Bytes before = saved(applied.venue);
    QVERIFY(applied.venue.load(before).hasValue());
    for (const api::Command& command : stream)
        applied.venue.lookAhead(command);
    QVERIFY(saved(applied.venue) == before);
}

QTEST_APPLESS_MAIN(LookAheadTest)
#include "look_ahead_test.moc"
