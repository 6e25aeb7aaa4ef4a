// Saved states: damaged ones are refused with a reason and never crash.
#include "engine/api/text_codec.h"
#include "engine/core/snapshot.h"
#include "engine/core/venue.h"
#include "tests/oracle/comparison.h"
#include "tests/oracle/random_commands.h"

#include <QTest>

using namespace openbell;
using namespace openbell::core;
using openbell::oracle::RandomCommands;

namespace {

api::Bytes savedRandomVenue(std::uint64_t seed, std::size_t commands) {
    RandomCommands random({.seed = seed});
    Venue venue;
    api::EventBuffer events;
    std::uint64_t sequence = 0;
    const auto apply = [&](const api::Command& command) {
        const Timestamp time = oracle::timeOfCommand(sequence);
        venue.apply({Sequence(++sequence), time, UserId()}, command, events);
    };
    for (const api::Command& command : random.opening())
        apply(command);
    while (sequence < commands)
        apply(random.next(sequence + 1));
    api::Bytes bytes;
    venue.save(bytes);
    return bytes;
}

api::Bytes encoded(const api::EventBuffer& events) {
    api::Bytes bytes;
    events.forEach([&](const api::EventStamp&, const auto& event) {
        api::encodeBinary(api::Event(event), bytes);
    });
    return bytes;
}

std::string problemOf(const api::Bytes& bytes) {
    Venue venue;
    const auto done = venue.load(bytes);
    return done ? "" : done.error().message;
}

/// Two traders with a market between them, and the events of the last command.
class TwoTraders {
public:
    TwoTraders() {
        apply(api::CreateAsset{AssetId(1), api::AssetCode("USD"), 2});
        apply(api::CreateAsset{AssetId(2), api::AssetCode("COF"), 3});
        api::CreateInstrument instrument;
        instrument.instrument = InstrumentId(1);
        instrument.symbol = api::Symbol("COF/USD");
        instrument.base = AssetId(2);
        instrument.quote = AssetId(1);
        instrument.priceScale = 2;
        instrument.lotSize = 1000;
        instrument.maxPrice = Price(1'000'000);
        instrument.maxQuantity = Quantity(1'000'000);
        apply(instrument);
        for (const std::uint32_t account : {1U, 2U}) {
            apply(api::CreateAccount{AccountId(account), api::Name("trader")});
            for (const std::uint32_t asset : {1U, 2U})
                apply(api::Deposit{AccountId(account), AssetId(asset), Amount(1'000'000'000)});
        }
    }

    api::PlaceOrder order(std::uint32_t account, api::Side side, std::int64_t quantity) const {
        api::PlaceOrder order;
        order.account = AccountId(account);
        order.instrument = InstrumentId(1);
        order.side = side;
        order.price = Price(100);
        order.quantity = Quantity(quantity);
        return order;
    }

    void apply(const api::Command& command) {
        api::EventBuffer events;
        venue.apply({next(venue.lastSequence()), Timestamp(9), UserId()}, command, events);
        text.clear();
        events.forEach([this](const api::EventStamp&, const auto& event) {
            text += api::toText(api::Event(event)) + "\n";
        });
    }

    void saveAndLoad() {
        api::Bytes bytes;
        venue.save(bytes);
        QVERIFY(venue.load(bytes).hasValue());
    }

    Venue venue;
    std::string text;
};

} // namespace

class SnapshotTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void emptyVenueRoundTrips();
    void truncatedStateIsRefused();
    void bytesAfterTheEndAreRefused();
    void otherFilesAndVersionsAreRefused();
    void flippedBitsNeverCrash();
    void inconsistentMoneyIsRefused();
    void loadingReplacesTheState();
    void aLoadedVenueGoesOnLikeTheOriginal();
    void icebergsKeepTheirPlaceAndWhatTheyShow();
    void clientOrderIdsAreRemembered();
};

void SnapshotTest::emptyVenueRoundTrips() {
    const Venue empty;
    api::Bytes bytes;
    empty.save(bytes);
    Venue loaded({4});
    QVERIFY(loaded.load(bytes).hasValue());
    api::Bytes again;
    loaded.save(again);
    QVERIFY(again == bytes);
    QVERIFY(loaded.lastSequence().isNone());
}

void SnapshotTest::truncatedStateIsRefused() {
    const api::Bytes whole = savedRandomVenue(301, 600);
    for (std::size_t size = 0; size < whole.size(); size += size < 200 ? 1 : 37) {
        const std::string problem =
            problemOf(api::Bytes(whole.begin(), whole.begin() + static_cast<long>(size)));
        QVERIFY2(!problem.empty(), std::to_string(size).c_str());
    }
}

void SnapshotTest::bytesAfterTheEndAreRefused() {
    api::Bytes bytes = savedRandomVenue(302, 200);
    bytes.push_back(0);
    QVERIFY(problemOf(bytes).find("bytes after the end") != std::string::npos);
}

void SnapshotTest::otherFilesAndVersionsAreRefused() {
    api::Bytes bytes = savedRandomVenue(303, 200);
    bytes[4] = SavedHeader::kVersion + 1;
    const std::string newer = "format version " + std::to_string(SavedHeader::kVersion + 1);
    QVERIFY(problemOf(bytes).find(newer) != std::string::npos);
    bytes[0] ^= 1;
    QVERIFY(problemOf(bytes).find("not a saved venue") != std::string::npos);
}

void SnapshotTest::flippedBitsNeverCrash() {
    constexpr std::uint64_t kSeed = 304;
    qInfo("seed %llu", static_cast<unsigned long long>(kSeed));
    const api::Bytes whole = savedRandomVenue(kSeed, 600);
    Random random(kSeed);
    int refused = 0;
    for (int round = 0; round < 2000; ++round) {
        api::Bytes bytes = whole;
        bytes[random.below(bytes.size())] ^= static_cast<std::uint8_t>(1U << random.below(8));
        refused += problemOf(bytes).empty() ? 0 : 1;
    }
    QVERIFY(refused > 500); // names, times and client ids may differ without harm
}

void SnapshotTest::inconsistentMoneyIsRefused() {
    // One account, one asset, one balance: held comes before two counts, of client order ids and
    // of users, and available before that.
    Venue venue;
    api::EventBuffer events;
    venue.apply({Sequence(1), Timestamp(0), UserId()},
                api::CreateAsset{AssetId(1), api::AssetCode("USD"), 2}, events);
    venue.apply({Sequence(2), Timestamp(0), UserId()},
                api::CreateAccount{AccountId(1), api::Name("ann")}, events);
    venue.apply({Sequence(3), Timestamp(0), UserId()},
                api::Deposit{AccountId(1), AssetId(1), Amount(7)}, events);
    api::Bytes bytes;
    venue.save(bytes);
    QVERIFY(problemOf(bytes).empty());
    bytes[bytes.size() - 8 - 8] = 1; // held, without an order that holds it
    QVERIFY(problemOf(bytes).find("held is not the sum") != std::string::npos);
    bytes[bytes.size() - 8 - 1] = 0x80; // negative
    QVERIFY(problemOf(bytes).find("a balance is not valid") != std::string::npos);
}

void SnapshotTest::loadingReplacesTheState() {
    const api::Bytes first = savedRandomVenue(305, 300);
    const api::Bytes second = savedRandomVenue(306, 500);
    Venue venue;
    QVERIFY(venue.load(first).hasValue());
    QVERIFY(venue.load(second).hasValue());
    api::Bytes bytes;
    venue.save(bytes);
    QVERIFY(bytes == second);
}

/// Priorities, auctions, expiries, monitors, triggers: all of it is in the saved state.
void SnapshotTest::aLoadedVenueGoesOnLikeTheOriginal() {
    constexpr std::uint64_t kSeed = 307;
    qInfo("seed %llu", static_cast<unsigned long long>(kSeed));
    RandomCommands random({.seed = kSeed});
    Venue original;
    auto copy = std::make_unique<Venue>();
    api::EventBuffer events;
    api::EventBuffer copyEvents;
    std::uint64_t sequence = 0;
    std::vector<api::Command> commands = random.opening();
    while (commands.size() < OPENBELL_SNAPSHOT_THOUSANDS * 1000)
        commands.push_back(random.next(commands.size() + 1));
    for (const api::Command& command : commands) {
        if (sequence % 60 == 0) {
            api::Bytes bytes;
            original.save(bytes);
            copy = std::make_unique<Venue>(VenueOptions{.shards = 1 + unsigned(sequence / 60 % 3)});
            const auto done = copy->load(bytes);
            QVERIFY2(done.hasValue(), done ? "" : done.error().message.c_str());
        }
        const Timestamp time = oracle::timeOfCommand(sequence);
        const api::CommandContext context{Sequence(++sequence), time, UserId()};
        events.clear();
        copyEvents.clear();
        original.apply(context, command, events);
        copy->apply(context, command, copyEvents);
        QVERIFY2(encoded(events) == encoded(copyEvents),
                 qPrintable(QStringLiteral("command %1").arg(sequence)));
    }
}


void SnapshotTest::icebergsKeepTheirPlaceAndWhatTheyShow() {
    TwoTraders whole;
    TwoTraders restored;
    for (TwoTraders* each : {&whole, &restored}) {
        api::PlaceOrder iceberg = each->order(1, api::Side::Sell, 50);
        iceberg.displayQuantity = Quantity(6);
        iceberg.displayVariance = Quantity(4);
        each->apply(iceberg);
        each->apply(each->order(2, api::Side::Sell, 3));
        api::PlaceOrder hidden = each->order(1, api::Side::Sell, 2);
        hidden.hidden = true;
        each->apply(hidden);
        each->apply(each->order(2, api::Side::Buy, 12)); // in the middle of a later part
        each->apply(each->order(1, api::Side::Sell, 5));
    }
    for (int round = 0; round < 25; ++round) {
        restored.saveAndLoad();
        for (TwoTraders* each : {&whole, &restored})
            each->apply(each->order(2, api::Side::Buy, 2));
        QCOMPARE(restored.text, whole.text);
        QVERIFY(round > 20 || whole.text.find("TradeExecuted") != std::string::npos);
    }
}

void SnapshotTest::clientOrderIdsAreRemembered() {
    TwoTraders traders;
    api::PlaceOrder resting = traders.order(1, api::Side::Sell, 1);
    resting.clientOrderId = ClientOrderId(1);
    traders.apply(resting);
    const auto placeAndCancel = [&](std::uint64_t id) {
        api::PlaceOrder order = traders.order(1, api::Side::Sell, 1);
        order.clientOrderId = ClientOrderId(id);
        traders.apply(order);
        const OrderId placed(traders.venue.lastSequence().value());
        traders.apply(api::CancelOrder{AccountId(1), InstrumentId(1), placed});
    };
    const auto isTaken = [&](std::uint64_t id) {
        api::PlaceOrder order = traders.order(1, api::Side::Buy, 3);
        order.clientOrderId = ClientOrderId(id);
        order.price = Price(2'000'000); // refused in any case
        traders.apply(order);
        return traders.text.find("ClientOrderIdUsed") != std::string::npos;
    };
    for (std::uint64_t id = 2; id <= 1026; ++id)
        placeAndCancel(id);
    for (int round = 0; round < 2; ++round) {
        QVERIFY(isTaken(1)); // open, though older than the newest 1024
        QVERIFY(!isTaken(2));
        QVERIFY(isTaken(3));
        QVERIFY(isTaken(1026));
        traders.saveAndLoad();
    }
    traders.apply(resting);
    QVERIFY(traders.text.find("DuplicateOrder") != std::string::npos);
    traders.apply(api::CancelAll{AccountId(1), InstrumentId()});
    QVERIFY(!isTaken(1));
    placeAndCancel(1027);
    QVERIFY(!isTaken(3));
    QVERIFY(isTaken(4));
}

QTEST_APPLESS_MAIN(SnapshotTest)
#include "snapshot_test.moc"
