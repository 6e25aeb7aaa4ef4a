#include "engine/api/event_buffer.h"
#include "tests/unit/api/random_message.h"

#include <QTest>

#include <random>
#include <vector>

namespace {

using namespace openbell;
using namespace openbell::api;

struct Stamped {
    EventStamp stamp;
    Event event;
};

void appendTo(EventBuffer& buffer, const Stamped& item) {
    buffer.setStamp(item.stamp);
    std::visit([&](const auto& event) { buffer.append(event); }, item.event);
}

std::vector<Stamped> contents(const EventBuffer& buffer) {
    std::vector<Stamped> items;
    buffer.forEach([&](const EventStamp& stamp, const auto& event) {
        items.push_back({stamp, Event(event)});
    });
    return items;
}

bool same(const Stamped& a, const Stamped& b) {
    return a.stamp.sequence == b.stamp.sequence && a.stamp.time == b.stamp.time &&
           a.stamp.actor == b.stamp.actor && a.stamp.order == b.stamp.order &&
           toBinary(a.event) == toBinary(b.event);
}

} // namespace

class EventBufferTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eventsComeBackInOrderWithTheirStamps();
    void copyingEventsOneByOneGivesTheSameBuffer();
    void clearingKeepsNothing();
    void anEventMadeInPlaceIsTheSameAsACopiedOne();
    void movingTakesTheEventsAlong();

private:
    static std::vector<Stamped> randomEvents(Random& random) {
        std::vector<Stamped> items(300);
        for (Stamped& item : items) {
            item.stamp = {Sequence(random.next()),
                          Timestamp(static_cast<std::int64_t>(random.next())), UserId(7),
                          static_cast<std::uint32_t>(random.next())};
            RandomFill(random).fill(item.event);
        }
        return items;
    }
    Random m_random{std::random_device{}()};
};

void EventBufferTest::eventsComeBackInOrderWithTheirStamps() {
    const auto items = randomEvents(m_random);
    EventBuffer buffer;
    for (const Stamped& item : items)
        appendTo(buffer, item);
    QCOMPARE(buffer.count(), items.size());
    const auto read = contents(buffer);
    QCOMPARE(read.size(), items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
        QVERIFY(same(read[i], items[i]));
}

void EventBufferTest::copyingEventsOneByOneGivesTheSameBuffer() {
    const auto items = randomEvents(m_random);
    EventBuffer buffer;
    for (const Stamped& item : items)
        appendTo(buffer, item);
    EventBuffer copy;
    std::size_t at = 0;
    for (const Stamped& item : items) {
        QVERIFY(buffer.stampAt(at).sequence == item.stamp.sequence);
        at = copy.appendFrom(buffer, at);
    }
    QCOMPARE(at, buffer.byteSize());
    const auto read = contents(copy);
    QCOMPARE(read.size(), items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
        QVERIFY(same(read[i], items[i]));
}

void EventBufferTest::clearingKeepsNothing() {
    EventBuffer buffer;
    for (const Stamped& item : randomEvents(m_random))
        appendTo(buffer, item);
    buffer.clear();
    QVERIFY(buffer.empty());
    QCOMPARE(buffer.count(), std::size_t{0});
    QVERIFY(contents(buffer).empty());
}

void EventBufferTest::anEventMadeInPlaceIsTheSameAsACopiedOne() {
    const auto items = randomEvents(m_random);
    EventBuffer buffer;
    for (const Stamped& item : items)
        appendTo(buffer, item);
    buffer.clear(); // what is overwritten now is not zero
    buffer.setStamp(items.front().stamp);
    buffer.emplace<BalanceChanged>(AccountId(1), AssetId(2), Amount(3), Amount(0));
    buffer.emplace<OrderAccepted>().order = OrderId(4);
    OrderAccepted accepted;
    accepted.order = OrderId(4);
    const auto read = contents(buffer);
    QCOMPARE(read.size(), std::size_t{2});
    QVERIFY(same(read[0], {items.front().stamp,
                           BalanceChanged{AccountId(1), AssetId(2), Amount(3), Amount(0)}}));
    QVERIFY(same(read[1], {items.front().stamp, accepted}));
}

void EventBufferTest::movingTakesTheEventsAlong() {
    const auto items = randomEvents(m_random);
    EventBuffer buffer;
    for (const Stamped& item : items)
        appendTo(buffer, item);
    EventBuffer moved = std::move(buffer);
    QCOMPARE(contents(moved).size(), items.size());
    moved = EventBuffer();
    QVERIFY(moved.empty());
    appendTo(moved, items.front());
    QVERIFY(same(contents(moved).front(), items.front()));
}

QTEST_APPLESS_MAIN(EventBufferTest)
#include "event_buffer_test.moc"
