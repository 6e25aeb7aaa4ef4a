// The matching benchmark's parts, on workloads small enough for every test run.
#include "tests/bench/matching_engine.h"
#include "tests/bench/matching_floor.h"
#include "tests/bench/workload.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <stdexcept>

using namespace openbell::bench;
using openbell::api::Side;
using openbell::core::keyOf;

namespace {

Workload run(const WorkloadOptions& options, MatchingTotals& totals, std::uint32_t& liveOrders) {
    Workload workload = generateWorkload(options);
    MatchingEngine engine(workload.header);
    const std::span<const Operation> all(workload.operations);
    engine.prefill(all.first(workload.header.prefill));
    engine.run(all.subspan(workload.header.prefill));
    totals = engine.totals();
    liveOrders = engine.liveOrders();
    return workload;
}

/// A price level as a reader of the events alone knows it.
struct DerivedLevel {
    openbell::Quantity quantity;
    std::uint32_t orders = 0;

    void apply(const Event& event) {
        switch (event.type) {
        case EventType::Rested:
            quantity += event.quantity;
            orders += event.quantity.isZero() ? 0 : 1;
            break;
        case EventType::Removed:
        case EventType::TradedAway:
            quantity -= event.quantity;
            --orders;
            break;
        case EventType::TradedPart:
            quantity -= event.quantity;
            break;
        case EventType::Discarded:
        case EventType::Rejected:
            break;
        }
    }
};

} // namespace

class MatchingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void generatedFilesNeverChange();
    void theBookMakesTheAnnouncedTrades_data();
    void theBookMakesTheAnnouncedTrades();
    void priceLevelsCanBeDerivedFromTheEvents();
    void latenciesAreCountedForEveryOperation();
    void theFloorKeepsExactlyTheOrdersOfTheBook();
    void savedWorkloadsLoadAgain();
    void damagedFilesAreRefused();
};

void MatchingTest::generatedFilesNeverChange() {
    const Workload workload = generateWorkload({1'000'000, 1, 10'000, 20261});
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(
        QByteArrayView(reinterpret_cast<const char*>(&workload.header), sizeof workload.header));
    hash.addData(
        QByteArrayView(reinterpret_cast<const char*>(workload.operations.data()),
                       static_cast<qsizetype>(workload.operations.size() * sizeof(Operation))));
    QCOMPARE(hash.result().toHex(),
             QByteArray("937aab81aaede106e6a30d931f9be32a57c8596993c2374579ddae554c12006c"));
}

void MatchingTest::theBookMakesTheAnnouncedTrades_data() {
    QTest::addColumn<quint64>("symbols");
    QTest::addColumn<quint64>("live");
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<int>("young");
    QTest::newRow("one symbol") << quint64{1} << quint64{10'000} << quint64{7} << 70;
    QTest::newRow("many symbols") << quint64{100} << quint64{100'000} << quint64{8} << 70;
    QTest::newRow("uniform cancels") << quint64{300} << quint64{200'000} << quint64{9} << 0;
    QTest::newRow("a thin book") << quint64{1} << quint64{10} << quint64{10} << 100;
}

void MatchingTest::theBookMakesTheAnnouncedTrades() {
    QFETCH(const quint64, symbols);
    QFETCH(const quint64, live);
    QFETCH(const quint64, seed);
    QFETCH(const int, young);
    MatchingTotals totals;
    std::uint32_t liveOrders = 0;
    const Workload workload = run({500'000, symbols, live, seed, young}, totals, liveOrders);
    QVERIFY(workload.header.trades > 10'000);
    QCOMPARE(totals.trades, workload.header.trades);
    QCOMPARE(totals.quantity, workload.header.tradedQuantity);
    QCOMPARE(totals.checksum, workload.header.checksum);
    QCOMPARE(liveOrders, workload.header.endOrders);
    QVERIFY(totals.rejected >= workload.header.lateCancels);
}

void MatchingTest::priceLevelsCanBeDerivedFromTheEvents() {
    const Workload workload = generateWorkload({100'000, 3, 1'000, 15});
    MatchingEngine engine(workload.header);
    std::map<std::pair<std::uint32_t, openbell::core::PriceKey>, DerivedLevel> levels;
    const Event* read = engine.events().next();
    for (const Operation& operation : workload.operations) {
        engine.run({&operation, 1});
        for (; read != engine.events().next(); read = engine.events().after(read))
            levels[{read->symbol, read->key}].apply(*read);
    }
    std::erase_if(levels, [](const auto& level) { return level.second.orders == 0; });
    std::size_t compared = 0;
    for (std::uint32_t symbol = 0; symbol < 3; ++symbol)
        for (const Side side : {Side::Buy, Side::Sell})
            engine.book(symbol).forEachLevel(side, [&](const openbell::core::LevelView& level) {
                const auto derived = levels.find({symbol, keyOf(side, level.price)});
                compared += derived != levels.end() && derived->second.orders == level.orders &&
                            derived->second.quantity == level.quantity;
                return true;
            });
    QVERIFY(compared > 100);
    QCOMPARE(compared, levels.size());
}

void MatchingTest::latenciesAreCountedForEveryOperation() {
    const Workload workload = generateWorkload({10'003, 3, 1'000, 11});
    MatchingEngine engine(workload.header);
    const std::span<const Operation> all(workload.operations);
    engine.prefill(all.first(workload.header.prefill));
    LatencyHistogram latencies(1'000'000);
    engine.runTimed(all.subspan(workload.header.prefill), latencies);
    QCOMPARE(engine.totals().checksum, workload.header.checksum);
    QVERIFY(latencies.percentile(0.5) <= latencies.percentile(0.99));
    QVERIFY(latencies.percentile(0.99) > 0);
}

void MatchingTest::theFloorKeepsExactlyTheOrdersOfTheBook() {
    const Workload workload = generateWorkload({200'000, 5, 10'000, 12});
    const FloorStream stream = makeFloorStream(workload);
    FloorLoop floor(workload.header);
    const std::span<const Operation> all(stream.operations);
    floor.prefill(all.first(stream.prefill));
    QCOMPARE(floor.linked(), workload.header.prefill);
    floor.run(all.subspan(stream.prefill));
    QCOMPARE(floor.linked(), workload.header.endOrders);
}

void MatchingTest::savedWorkloadsLoadAgain() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("workload")).toStdString();
    const Workload saved = generateWorkload({1'000, 2, 500, 13});
    saveWorkload(saved, path);
    const Workload loaded = loadWorkload(path);
    QCOMPARE(loaded.header.checksum, saved.header.checksum);
    QCOMPARE(loaded.operations.size(), saved.operations.size());
    QCOMPARE(loaded.operations.back().id, saved.operations.back().id);
}

void MatchingTest::damagedFilesAreRefused() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("workload"));
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, loadWorkload(path.toStdString()));
    saveWorkload(generateWorkload({1'000, 2, 500, 14}), path.toStdString());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray whole = file.readAll();
    const auto write = [&](const QByteArray& bytes) {
        file.resize(0);
        file.seek(0);
        file.write(bytes);
        file.flush();
    };
    QByteArray magic = whole;
    magic[0] = 'X';
    QByteArray symbol = whole;
    symbol[256 + 16] = 77; // the first operation's
    for (const QByteArray& damaged :
         {QByteArray(), whole.left(100), whole.left(whole.size() - 1), magic, symbol}) {
        write(damaged);
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, loadWorkload(path.toStdString()));
    }
}

QTEST_APPLESS_MAIN(MatchingTest)
#include "matching_test.moc"
