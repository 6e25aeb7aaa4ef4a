// Messages between shards: each is worked exactly once however often it arrives, and survives the
// binary codec, which is what shards in different processes would send.
#include "engine/core/rejections.h"
#include "engine/core/shard.h"
#include "engine/core/stages.h"
#include "engine/core/venue.h"
#include "tests/oracle/comparison.h"
#include "tests/oracle/random_commands.h"
#include "tests/simulation/encoded_events.h"

#include <QTest>

using namespace openbell;
using namespace openbell::core;
using openbell::oracle::RandomCommands;
using openbell::simulation::encodedEvents;

namespace {

template<class Message>
Message overTheWire(const Message& message) {
    const auto decoded = api::fromBinary<Message>(api::toBinary(message));
    OPENBELL_ASSERT(decoded.has_value());
    return *decoded;
}

api::Bytes saved(const Venue& venue) {
    api::Bytes bytes;
    venue.save(bytes);
    return bytes;
}

/// Works order commands by the shards' stages, with a network between them that repeats messages.
class RepeatingNetwork {
public:
    RepeatingNetwork(Venue& venue, std::uint64_t seed) : m_venue(venue), m_random(seed) {}

    void apply(const api::CommandContext& context, const api::Command& command,
               api::EventBuffer& events) {
        const Route route = m_venue.routeOf(command);
        if (!route.isOrder) {
            m_venue.apply(context, command, events);
            return;
        }
        events.setStamp({context.sequence, context.time, context.actor, kHomeOrder});
        Reservation reservation;
        m_venue.shard(route.home).reserve(context, command, {}, reservation);
        if (reservation.kind == Reservation::Kind::Forward)
            deliver(route, context, overTheWire(reservation.request), events);
        else
            events.append(rejectionOf(command, reservation.reason, reservation.original));
        m_venue.advance(context);
    }

    std::size_t repeats() const { return m_repeats; }

private:
    void deliver(const Route& route, const api::CommandContext& context, const BookRequest& request,
                 api::EventBuffer& events) {
        std::vector<Settlement> settlements;
        BookOutput out{events, settlements};
        QVERIFY(m_venue.shard(route.book).match(context, request, out));
        m_oldRequests.push_back({route.book, request});
        for (const Settlement& sent : settlements) {
            const Settlement settlement = overTheWire(sent);
            Shard& home = m_venue.shard(m_venue.homeShardOf(settlement.account));
            QVERIFY(home.settle(settlement));
            if (m_random.chance(1, 2)) {
                ++m_repeats;
                QVERIFY(!home.settle(settlement));
            }
            m_oldSettlements.push_back(settlement);
        }
        repeatSomething(context);
        publish(context, events);
    }

    /// Any message of the past again; it must leave no trace.
    void repeatSomething(const api::CommandContext& context) {
        api::EventBuffer ignored;
        std::vector<Settlement> none;
        const auto& [book, request] = m_oldRequests[m_random.below(m_oldRequests.size())];
        BookOutput out{ignored, none};
        QVERIFY(!m_venue.shard(book).match(context, request, out));
        const Settlement& old = m_oldSettlements[m_random.below(m_oldSettlements.size())];
        QVERIFY(!m_venue.shard(m_venue.homeShardOf(old.account)).settle(old));
        QVERIFY(ignored.empty() && none.empty());
        m_repeats += 2;
    }

    void publish(const api::CommandContext& context, api::EventBuffer& events) {
        std::vector<api::EventBuffer> buffers(m_venue.shardCount());
        std::vector<std::pair<std::uint32_t, std::pair<unsigned, std::size_t>>> order;
        for (unsigned i = 0; i < buffers.size(); ++i) {
            m_venue.shard(i).publish(context, buffers[i]);
            for (std::size_t at = 0; at < buffers[i].byteSize();) {
                order.push_back({buffers[i].stampAt(at).order, {i, at}});
                at = buffers[i].visitAt(at, [](const api::EventStamp&, const auto&) {});
            }
        }
        std::sort(order.begin(), order.end());
        for (const auto& [place, where] : order)
            events.appendFrom(buffers[where.first], where.second);
    }

    Venue& m_venue;
    Random m_random;
    std::size_t m_repeats = 0;
    std::vector<std::pair<unsigned, BookRequest>> m_oldRequests;
    std::vector<Settlement> m_oldSettlements{Settlement{}};
};

} // namespace

class DeliveryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void repeatedMessagesAreWorkedOnce_data();
    void repeatedMessagesAreWorkedOnce();
    void messagesOfOneSourceAscend();
    void marksSurviveLoading();
};

void DeliveryTest::repeatedMessagesAreWorkedOnce_data() {
    QTest::addColumn<unsigned>("shards");
    for (const unsigned shards : {1U, 2U, 4U})
        QTest::addRow("%u shards", shards) << shards;
}

void DeliveryTest::repeatedMessagesAreWorkedOnce() {
    QFETCH(unsigned, shards);
    constexpr std::uint64_t kSeed = 201;
    qInfo("seed %llu", static_cast<unsigned long long>(kSeed));
    RandomCommands random({.seed = kSeed});
    Venue expected({shards});
    Venue venue({shards});
    RepeatingNetwork network(venue, kSeed);
    api::EventBuffer events;
    api::EventBuffer expectedEvents;
    std::uint64_t sequence = 0;
    const auto both = [&](const api::Command& command) {
        const Timestamp time = oracle::timeOfCommand(sequence);
        const api::CommandContext context{Sequence(++sequence), time, UserId(2)};
        expected.apply(context, command, expectedEvents);
        network.apply(context, command, events);
    };
    for (const api::Command& command : random.opening())
        both(command);
    while (sequence < 5000)
        both(random.next(sequence + 1));
    QVERIFY(network.repeats() > 5000);
    QVERIFY(encodedEvents(events) == encodedEvents(expectedEvents));
    QVERIFY(saved(venue) == saved(expected));
    QVERIFY2(!venue.checkInvariants(), venue.checkInvariants().value_or("").c_str());
}

void DeliveryTest::messagesOfOneSourceAscend() {
    HighWaterMarks marks;
    marks.reset(2, Sequence(10));
    QVERIFY(!marks.accept({0, Sequence(10), 7}));
    QVERIFY(marks.accept({0, Sequence(11), 0}));
    QVERIFY(marks.accept({0, Sequence(11), 1}));
    QVERIFY(!marks.accept({0, Sequence(11), 1}));
    QVERIFY(!marks.accept({0, Sequence(11), 0}));
    QVERIFY(marks.accept({1, Sequence(11), 0})); // the other source counts for itself
    QVERIFY(marks.accept({0, Sequence(12), 0}));
    QVERIFY(!marks.accept({0, Sequence(9), 9}));
}

void DeliveryTest::marksSurviveLoading() {
    RandomCommands random({.seed = 202});
    Venue venue({2});
    api::EventBuffer events;
    std::uint64_t sequence = 0;
    for (const api::Command& command : random.opening())
        venue.apply({Sequence(++sequence), Timestamp(0), UserId()}, command, events);
    const api::CommandContext context{Sequence(++sequence), Timestamp(0), UserId()};
    api::PlaceOrder order;
    order.account = AccountId(1);
    order.instrument = InstrumentId(1);
    order.side = api::Side::Sell;
    order.price = Price(50);
    order.quantity = Quantity(5);
    Reservation reservation;
    const Route route = venue.routeOf(order);
    venue.shard(route.home).reserve(context, order, {}, reservation);
    QCOMPARE(reservation.kind, Reservation::Kind::Forward);
    venue.shard(route.home).undo(reservation);
    venue.apply(context, order, events);

    Venue loaded({2});
    QVERIFY(loaded.load(saved(venue)).hasValue());
    std::vector<Settlement> settlements;
    BookOutput out{events, settlements};
    QVERIFY(!loaded.shard(route.book).match(context, reservation.request, out));
    QVERIFY(settlements.empty());
}

QTEST_APPLESS_MAIN(DeliveryTest)
#include "delivery_test.moc"
