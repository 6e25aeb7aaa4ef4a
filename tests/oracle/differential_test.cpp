// The venue against the naive venue: five million random commands (fewer under sanitizers), every
// event compared.
// OPENBELL_TEST_SEED=<n> runs one other seed instead; differential_marathon runs many.
#include "tests/oracle/comparison.h"
#include "tests/oracle/random_commands.h"

#include "engine/api/text_codec.h"

#include <QTest>

#include <map>
#include <set>

using namespace openbell;
using namespace openbell::oracle;

class DifferentialTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void venueDoesWhatTheNaiveVenueDoes_data();
    void venueDoesWhatTheNaiveVenueDoes();
    void streamsReachEveryOutcome();
    void minimiserKeepsOnlyWhatIsNeeded();
};

void DifferentialTest::venueDoesWhatTheNaiveVenueDoes_data() {
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<int>("commands");
    QTest::addColumn<int>("checkEvery");
    QTest::addColumn<int>("shards");
    QTest::addColumn<qint64>("deposit");

    if (!qEnvironmentVariableIsEmpty("OPENBELL_TEST_SEED")) {
        const quint64 seed = qEnvironmentVariable("OPENBELL_TEST_SEED").toULongLong();
        QTest::newRow("given seed") << seed << 300'000 << 500 << 1 << qint64{60'000};
        return;
    }
    constexpr int k = OPENBELL_DIFFERENTIAL_THOUSANDS;
    QTest::newRow("every command checked") << quint64{11} << 10 * k << 1 << 1 << qint64{60'000};
    QTest::newRow("tight funds") << quint64{12} << 290 * k << 1000 << 1 << qint64{3'000};
    QTest::newRow("ample funds") << quint64{13} << 200 * k << 1000 << 1 << qint64{5'000'000};
    QTest::newRow("two shards") << quint64{14} << 250 * k << 1000 << 2 << qint64{60'000};
    QTest::newRow("four shards") << quint64{15} << 250 * k << 1000 << 4 << qint64{20'000};
}

void DifferentialTest::venueDoesWhatTheNaiveVenueDoes() {
    QFETCH(quint64, seed);
    QFETCH(int, commands);
    QFETCH(int, checkEvery);
    QFETCH(int, shards);
    QFETCH(qint64, deposit);
    qInfo("seed %llu, %d commands", static_cast<unsigned long long>(seed), commands);

    RandomMarketOptions market;
    market.seed = seed;
    market.deposit = deposit;
    const Commands stream = randomStream(market, static_cast<std::size_t>(commands));
    ComparisonOptions options;
    options.venue.shards = static_cast<unsigned>(shards);
    options.checkEvery = static_cast<std::size_t>(checkEvery);
    if (const auto difference = compareVenues(stream, options))
        QFAIL(reportDifference(stream, options, *difference, seed,
                               "differential-" + std::to_string(seed) + ".txt")
                  .c_str());
}

/// Without this the comparison could pass because nothing of interest ever happened.
void DifferentialTest::streamsReachEveryOutcome() {
    std::map<std::string, int> seen;
    core::Venue venue;
    api::EventBuffer events;
    std::uint64_t sequence = 0;
    std::set<OrderId> icebergs;
    std::set<OrderId> hidden;
    std::set<OrderId> quotes;
    std::set<OrderId> pegged;
    std::map<InstrumentId, api::PriceBandMoved> bands;
    for (const api::Command& command : randomStream({.seed = 12, .deposit = 3'000}, 200'000)) {
        events.clear();
        const auto* placed = std::get_if<api::PlaceOrder>(&command);
        const auto* replacing = std::get_if<api::ReplaceOrder>(&command);
        const bool quoting = std::holds_alternative<api::PlaceQuote>(command);
        const Timestamp time = timeOfCommand(sequence);
        const SessionId session = sessionOfCommand(sequence);
        venue.apply({Sequence(++sequence), time, UserId(), session}, command, events);
        events.forEach([&](const api::EventStamp&, const auto& event) {
            using Event = std::remove_cvref_t<decltype(event)>;
            std::string outcome(Event::kName);
            if constexpr (requires { event.reason; })
                if constexpr (std::is_enum_v<decltype(event.reason)>)
                    outcome += " " + std::string(api::nameOf(event.reason));
            ++seen[outcome];
            if constexpr (std::is_same_v<Event, api::OrderAccepted>) {
                ++seen[outcome + " " + std::string(api::nameOf(event.type))];
                ++seen[outcome + " " + std::string(api::nameOf(event.timeInForce))];
                if (!event.displayQuantity.isZero())
                    icebergs.insert(event.order);
                if (event.hidden)
                    hidden.insert(event.order);
                if (quoting)
                    quotes.insert(event.order);
                seen["side of a quote"] += quoting ? 1 : 0;
                if (event.peg != api::PegReference::None)
                    pegged.insert(event.order);
                seen["pegged " + std::string(api::nameOf(event.peg))] +=
                    event.peg != api::PegReference::None ? 1 : 0;
                if (!event.quoteAmount.isZero())
                    ++seen["by amount " + std::string(api::nameOf(event.side))];
                if ((placed && placed->price != event.price) ||
                    (replacing && replacing->price != event.price))
                    ++seen["slid"];
            }
            if constexpr (std::is_same_v<Event, api::InstrumentStateChanged>)
                ++seen[outcome + " " + std::string(api::nameOf(event.state))];
            if constexpr (std::is_same_v<Event, api::TradeExecuted>) {
                seen["TradeExecuted in an auction"] += event.auction ? 1 : 0;
                seen["iceberg traded in an auction"] +=
                    event.auction && icebergs.contains(event.makerOrder) ? 1 : 0;
                seen["iceberg traded"] += icebergs.contains(event.makerOrder) ? 1 : 0;
                seen["quote traded"] += quotes.contains(event.makerOrder) ? 1 : 0;
                seen["quote took"] += quoting ? 1 : 0;
                seen["quote traded in an auction"] +=
                    event.auction && quotes.contains(event.makerOrder) ? 1 : 0;
                seen["hidden order traded"] += hidden.contains(event.makerOrder) ? 1 : 0;
                seen["pegged order traded"] += pegged.contains(event.makerOrder) ? 1 : 0;
            }
            if constexpr (std::is_same_v<Event, api::OrderAmended>)
                seen["quote kept its place"] += quoting && event.priorityKept ? 1 : 0;
            if constexpr (std::is_same_v<Event, api::OrderCancelled>)
                seen["quote replaced"] +=
                    quoting && event.reason == api::CancelReason::Replaced ? 1 : 0;
            if constexpr (std::is_same_v<Event, api::CommandRejected>)
                seen["quote refused: " + std::string(api::nameOf(event.reason))] += quoting ? 1 : 0;
            if constexpr (std::is_same_v<Event, api::PriceBandMoved>) {
                const api::PriceBandMoved& before = bands[event.instrument];
                seen["band wider than before"] += !event.reference.isZero() &&
                                                          event.reference == before.reference &&
                                                          event.upper > before.upper
                                                      ? 1
                                                      : 0;
                bands[event.instrument] = event;
            }
            if constexpr (std::is_same_v<Event, api::OrderRepriced>)
                ++seen[event.price.isZero() ? "peg parked" : "peg at a price"];
            if constexpr (std::is_same_v<Event, api::OrderAmended>)
                seen["peg amended"] += pegged.contains(event.order) ? 1 : 0;
            if constexpr (std::is_same_v<Event, api::OrderCancelled>)
                seen["peg cancelled " + std::string(api::nameOf(event.reason))] +=
                    pegged.contains(event.order) ? 1 : 0;
            if constexpr (std::is_same_v<Event, api::MatchPrevented>)
                seen["peg prevented"] += pegged.contains(event.makerOrder) ? 1 : 0;
            if constexpr (std::is_same_v<Event, api::MatchPrevented>)
                seen["iceberg prevented"] += icebergs.contains(event.makerOrder) ? 1 : 0;
            if constexpr (std::is_same_v<Event, api::MatchPrevented>)
                ++seen[outcome + " " + std::string(api::nameOf(event.mode))];
        });
    }
    if (qEnvironmentVariableIsSet("OPENBELL_TEST_VERBOSE"))
        for (const auto& [outcome, times] : seen)
            qInfo("%8d %s", times, outcome.c_str());
    for (std::size_t reason = 1; reason < api::kEnumSize<api::RejectReason>; ++reason) {
        const auto value = static_cast<api::RejectReason>(reason);
        if (value == api::RejectReason::NotPermitted)
            break; // from here on: never from a venue
        if (value != api::RejectReason::TooManyOpenOrders)
            QVERIFY2(seen["CommandRejected " + std::string(api::nameOf(value))] > 0,
                     api::nameOf(value).data());
    }
    for (const auto reason : api::EnumNames<api::CancelReason>::value)
        // A triggered order beyond the band is rare.
        QVERIFY2(seen["OrderCancelled " + std::string(reason)] >
                     (reason == "OutsideBand" ? 0 : 200),
                 reason.data());
    for (const auto state : api::EnumNames<api::InstrumentState>::value)
        QVERIFY2(seen["InstrumentStateChanged " + std::string(state)] > 50, state.data());
    for (const auto tif : api::EnumNames<api::TimeInForce>::value)
        QVERIFY2(seen["OrderAccepted " + std::string(tif)] > 100, tif.data());
    QVERIFY(seen["TradeExecuted in an auction"] > 1'000);
    QVERIFY(seen["iceberg traded in an auction"] > 500);
    QVERIFY(seen["TradeExecuted"] > 10'000);
    QVERIFY(seen["OrderAmended"] > 2'000);
    for (const api::RejectReason late :
         {api::RejectReason::WouldTriggerAtOnce, api::RejectReason::OrderWaits,
          api::RejectReason::NotInThisState, api::RejectReason::InvalidExpiry,
          api::RejectReason::PriceOutsideCollar, api::RejectReason::PriceOutsideBand,
          api::RejectReason::DuplicateOrder, api::RejectReason::ClientOrderIdUsed,
          api::RejectReason::PositionLimit, api::RejectReason::ProtectionActive})
        QVERIFY2(seen["CommandRejected " + std::string(api::nameOf(late))] > 10,
                 api::nameOf(late).data());
    for (const auto type : api::EnumNames<api::OrderType>::value)
        QVERIFY2(seen["OrderAccepted " + std::string(type)] > 200, type.data());
    for (std::size_t mode = 1; mode < api::kEnumSize<api::SelfTradePrevention>; ++mode)
        QVERIFY(seen["MatchPrevented " +
                     std::string(api::nameOf(static_cast<api::SelfTradePrevention>(mode)))] > 200);
    QVERIFY(seen["OrderTriggered"] > 1'000);
    QVERIFY(seen["PriceBandMoved"] > 500);
    QVERIFY(seen["band wider than before"] > 5);
    QVERIFY(seen["LimitStateChanged"] > 100);
    QVERIFY(seen["TriggerMoved"] > 100);
    for (const char* quote :
         {"side of a quote", "quote kept its place", "quote replaced", "quote traded", "quote took",
          "quote traded in an auction", "quote refused: WouldTakeLiquidity",
          "quote refused: PositionLimit", "quote refused: InsufficientFunds",
          "quote refused: ProtectionActive", "MarketMakerProtectionTriggered",
          "MarketMakerProtectionReset"})
        QVERIFY2(seen[quote] > 100, quote);
    for (const char* special :
         {"slid", "iceberg traded", "hidden order traded", "iceberg prevented"})
        QVERIFY2(seen[special] > 200, special);
    for (const char* special :
         {"pegged Primary", "pegged Mid", "pegged Market", "peg at a price", "peg parked",
          "pegged order traded"})
        QVERIFY2(seen[special] > 500, special);
    for (const char* special : {"peg amended", "peg prevented", "by amount Buy", "by amount Sell",
                                "peg cancelled Requested", "peg cancelled Expired", "peg cancelled MassCancel"})
        QVERIFY2(seen[special] > 150, special);
}

void DifferentialTest::minimiserKeepsOnlyWhatIsNeeded() {
    const Commands stream = randomStream({}, 2000);
    // "Fails" when the stream has one particular deposit and one particular later command.
    const std::string first = api::toText(stream[9]);
    const std::string second = api::toText(stream[1500]);
    const auto fails = [&](const Commands& commands) {
        return api::toText(commands[9]) == first && api::toText(commands[1500]) == second;
    };
    const Commands minimal = minimise(stream, fails);
    QVERIFY(fails(minimal));
    std::size_t kept = 0;
    for (const api::Command& command : minimal)
        kept += std::holds_alternative<api::AdvanceTime>(command) ? 0 : 1;
    QCOMPARE(kept, std::size_t{2});
    QCOMPARE(toScenario(minimal, "t"),
             "# t\nskip 9\nat 60\n" + first + "\nskip 1490\nat 10000\n" + second + "\n");
}

QTEST_APPLESS_MAIN(DifferentialTest)
#include "differential_test.moc"
