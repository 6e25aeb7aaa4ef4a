// No lot of an order is lost or made up: whatever its type and terms, what was asked for is
// executed, cancelled, prevented or still open. Read from the events alone, of random commands.
// OPENBELL_TEST_SEED=<n> runs another seed.
#include "tests/oracle/random_commands.h"

#include "engine/core/venue.h"

#include <QTest>

#include <map>
#include <string>

using namespace openbell;
using namespace openbell::oracle;

namespace {

struct Lots {
    api::OrderAccepted accepted;
    std::int64_t submitted = 0; ///< with what amendments added or took away
    std::int64_t executed = 0;
    std::int64_t cancelled = 0;
    std::int64_t prevented = 0;
    std::int64_t open() const { return submitted - executed - cancelled - prevented; }
};

/// Follows the events; keeps the first contradiction.
class OrderLots {
public:
    void beginCommand() { m_hasPrevented = false; }

    template<class Event>
    void on(const Event& event) {
        if constexpr (std::is_same_v<Event, api::OrderAccepted>) {
            m_orders[event.order] = {event, event.quantity.value(), 0, 0, 0};
        } else if constexpr (std::is_same_v<Event, api::TradeExecuted>) {
            execute(event.makerOrder, event.quantity, event.makerOpen);
            execute(event.takerOrder, event.quantity, event.takerOpen);
        } else if constexpr (std::is_same_v<Event, api::MatchPrevented>) {
            m_hasPrevented = true;
        } else if constexpr (std::is_same_v<Event, api::OrderAmended>) {
            Lots& lots = m_orders.at(event.order);
            // An amendment comes before the trades that it leads to, prevention among them.
            if (m_hasPrevented)
                lots.prevented += lots.open() - event.open.value();
            else
                lots.submitted += event.open.value() - lots.open();
            require(event.open.value() > 0, event.order, "was amended to nothing");
        } else if constexpr (std::is_same_v<Event, api::OrderCancelled>) {
            Lots& lots = m_orders.at(event.order);
            lots.cancelled += event.quantity.value();
            require(lots.open() == 0, event.order, "was not cancelled as a whole");
        }
    }

    /// Compares with the open orders of a described state.
    void compare(const api::EventBuffer& described) {
        std::map<OrderId, std::int64_t> open;
        described.forEach([&](const api::EventStamp&, const auto& event) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(event)>, api::OrderAccepted>)
                open[event.order] = event.quantity.value() - event.filled.value();
        });
        for (const auto& [id, lots] : m_orders) {
            const auto found = open.find(id);
            require(lots.open() == (found == open.end() ? 0 : found->second), id,
                    "is not open with what should be left");
        }
    }

    const std::string& problem() const { return m_problem; }
    const std::map<OrderId, Lots>& orders() const { return m_orders; }

private:
    void execute(OrderId id, Quantity quantity, Quantity open) {
        Lots& lots = m_orders.at(id);
        lots.executed += quantity.value();
        require(quantity.value() > 0 && lots.open() == open.value(), id,
                "has another open quantity after a trade");
    }

    void require(bool condition, OrderId id, const char* problem) {
        if (!condition && m_problem.empty())
            m_problem = "order " + std::to_string(id.value()) + " " + problem;
    }

    std::map<OrderId, Lots> m_orders;
    std::string m_problem;
    bool m_hasPrevented = false;
};

} // namespace

class OrderQuantitiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void executedRestingCancelledAndPreventedAreWhatWasSubmitted();
};

void OrderQuantitiesTest::executedRestingCancelledAndPreventedAreWhatWasSubmitted() {
    std::uint64_t seed = qEnvironmentVariable("OPENBELL_TEST_SEED").toULongLong();
    seed = seed == 0 ? 61 : seed;
    qInfo("seed %llu", static_cast<unsigned long long>(seed));
    RandomCommands random({.seed = seed});
    std::vector<api::Command> opening = random.opening();
    core::Venue venue;
    OrderLots lotsOf;
    api::EventBuffer events;
    for (std::uint64_t sequence = 1; sequence <= 60'000; ++sequence) {
        const api::Command command =
            sequence <= opening.size() ? opening[sequence - 1] : random.next(sequence);
        events.clear();
        venue.apply({Sequence(sequence), Timestamp(0), UserId()}, command, events);
        lotsOf.beginCommand();
        events.forEach([&](const api::EventStamp&, const auto& event) { lotsOf.on(event); });
        if (sequence % 5000 == 0) {
            events.clear();
            venue.describe(events);
            lotsOf.compare(events);
        }
        QVERIFY2(lotsOf.problem().empty(), lotsOf.problem().c_str());
    }
    // Each kind of order has met each fate.
    std::map<std::string, Lots> kinds;
    for (const auto& [id, lots] : lotsOf.orders()) {
        const api::OrderAccepted& order = lots.accepted;
        std::string kind(api::nameOf(order.type));
        kind += order.hidden ? " hidden" : !order.displayQuantity.isZero() ? " iceberg" : "";
        kinds[kind].executed += lots.executed;
        kinds[kind].cancelled += lots.cancelled;
        kinds[kind].prevented += lots.prevented;
    }
    QCOMPARE(kinds.size(), api::kEnumSize<api::OrderType> + 2);
    for (const auto& [kind, lots] : kinds)
        QVERIFY2(lots.executed > 0 && lots.cancelled > 0, kind.c_str());
    for (const char* kind : {"Limit", "Limit iceberg", "Limit hidden"})
        QVERIFY2(kinds[kind].prevented > 0, kind);
}

QTEST_APPLESS_MAIN(OrderQuantitiesTest)
#include "order_quantities_test.moc"
