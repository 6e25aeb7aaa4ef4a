// Bitstamp logs: the lines, the executions put together from three of them, orders from before.
#include "engine/recording/bitstamp_source.h"
#include "engine/recording/checks.h"
#include "tests/unit/recording/fixtures.h"

#include <QTest>

using namespace openbell;
using namespace openbell::recording;

namespace {

std::string order(int ms, const char* event, int id, int type, const char* price,
                  const char* amount) {
    return "143043840" + std::to_string(ms) + " order_" + event + " {\"price\": \"" + price +
           "\", \"amount\": \"" + amount +
           "\", \"datetime\": \"1430438404\", \"id\": " + std::to_string(id) +
           ", \"order_type\": " + std::to_string(type) + "}\n";
}
std::string trade(int ms, const char* price, const char* amount) {
    return "143043840" + std::to_string(ms) + " trade {\"price\": " + price +
           ", \"amount\": " + amount + ", \"id\": 1}\n";
}
std::string snapshot(int ms, const char* bids, const char* asks) {
    return "143043840" + std::to_string(ms) + " order_book {\"bids\": [" + bids + "], \"asks\": [" +
           asks + "]}\n";
}

bool contains(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

} // namespace

class BitstampTest : public QObject {
    Q_OBJECT

    Drained events(const std::string& log) {
        auto source = BitstampSource::open(m_files.write("market.log", log)).value();
        return drain(*source);
    }
    static std::vector<RecordedEvent> withoutOther(const Drained& drained) {
        std::vector<RecordedEvent> events;
        for (const RecordedEvent& event : drained.events)
            if (event.kind != RecordedKind::Other)
                events.push_back(event);
        return events;
    }

private Q_SLOTS:
    void changesAndTheirTradeBecomeOneExecution() {
        const auto drained = events(order(1001, "created", 5, 1, "236.50", "2.00000000") +
                                    order(1002, "created", 6, 0, "236.50", "0.50000000") +
                                    order(1003, "deleted", 6, 0, "236.50", "0.00000000") +
                                    order(1004, "changed", 5, 1, "236.50", "1.50000000") +
                                    trade(1005, "236.5", "0.50000000000000011"));
        QCOMPARE(drained.error, std::string());
        const auto seen = withoutOther(drained);
        QCOMPARE(seen.size(), std::size_t{3});
        QCOMPARE(seen[2].kind, RecordedKind::Execute);
        QCOMPARE(seen[2].reference, std::uint64_t{5}); // the older order is the maker
        QCOMPARE(seen[2].related, std::uint64_t{6});
        QCOMPARE(seen[2].side, api::Side::Sell);
        QCOMPARE(seen[2].quantity, std::int64_t{50'000'000});
        QCOMPARE(seen[2].price, std::int64_t{23'650});
    }

    void changesWithoutATradeStayReductions() {
        const auto seen = withoutOther(events(order(1001, "created", 5, 1, "236.50", "2.0") +
                                              order(1002, "changed", 5, 1, "236.50", "1.5") +
                                              order(1003, "deleted", 5, 1, "236.50", "1.5")));
        QCOMPARE(seen.size(), std::size_t{3});
        QCOMPARE(seen[1].kind, RecordedKind::Reduce);
        QCOMPARE(seen[1].quantity, std::int64_t{50'000'000});
        QCOMPARE(seen[2].kind, RecordedKind::Delete);
    }

    void aNewPriceIsAReplacement() {
        const auto seen = withoutOther(events(order(1001, "created", 5, 1, "236.50", "2.0") +
                                              order(1002, "changed", 5, 1, "236.40", "2.0")));
        QCOMPARE(seen[1].kind, RecordedKind::Replace);
        QCOMPARE(seen[1].price, std::int64_t{23'640});
        QCOMPARE(seen[1].related, std::uint64_t{5});
    }

    void ordersFromBeforeComeFromTheFirstSnapshot() {
        const auto seen = withoutOther(events(
            order(1001, "created", 5, 0, "236.00", "2.0") +
            snapshot(1002, R"(["236.00", "3.0"], ["235.00", "1.0"])", R"(["237.00", "4.0"])") +
            order(1003, "deleted", 2, 0, "236.00", "0.4")));
        QCOMPARE(seen.size(), std::size_t{5});
        QCOMPARE(seen[1].quantity, std::int64_t{100'000'000}); // at 235
        QCOMPARE(seen[2].quantity, std::int64_t{100'000'000}); // at 236, beyond the known order
        QCOMPARE(seen[3].quantity, std::int64_t{400'000'000}); // at 237
        QCOMPARE(seen[4].kind, RecordedKind::Reduce);
        QCOMPARE(seen[4].reference, anonymousReference(api::Side::Buy, 23'600));
        QCOMPARE(seen[4].quantity, std::int64_t{40'000'000});
    }

    void laterSnapshotsAreBelievedTheSecondTime() {
        const std::string book = snapshot(1001, R"(["236.00", "3.0"])", R"(["237.00", "4.0"])");
        const std::string other = snapshot(1002, R"(["236.00", "2.0"])", R"(["237.00", "4.0"])");
        QCOMPARE(withoutOther(events(book + other)).size(), std::size_t{2});
        const auto seen = withoutOther(events(book + other + other));
        QCOMPARE(seen.size(), std::size_t{3});
        QCOMPARE(seen[2].kind, RecordedKind::Reduce);
    }

    void packedLogsReadTheSame() {
        const std::string log = order(1001, "created", 5, 1, "236.50", "2.00000000");
        auto source = BitstampSource::open(m_files.writeXz("market.log.xz", log)).value();
        QCOMPARE(drain(*source).events.size(), std::size_t{1});
    }

    void agreementWithSnapshotsIsReported() {
        const auto report = checkBitstamp(
            m_files.write("market.log",
                          order(1001, "created", 5, 0, "236.00", "3.0") +
                              snapshot(1002, R"(["236.00", "3.0"])", R"(["237.00", "4.0"])")),
            {});
        QVERIFY(report.hasValue());
        QCOMPARE(report->lines.back(), std::string("snapshots 1 levels 2 equal 1"));
    }

    void errorsNameTheLine() {
        const std::string good = order(1001, "created", 5, 1, "236.50", "2.0");
        for (const std::string& bad :
             {std::string("x"), std::string("12 order_created"), std::string("12 hello {}"),
              std::string("x order_created {}"), std::string("12 order_created {}"),
              good.substr(0, good.size() - 10), std::string("12 trade {\"price\": \"a\"}"),
              std::string("12 order_book {\"bids\": [[[1]]], \"asks\": []}"),
              std::string("12 trade [1]")}) {
            const std::string error = events(good + bad + "\n").error;
            QVERIFY2(contains(error, "market.log: line 2"), (bad + " -> " + error).c_str());
        }
        QVERIFY(!BitstampSource::open(m_files.write("empty.log", "")).hasValue());
    }

private:
    Fixtures m_files;
};

QTEST_APPLESS_MAIN(BitstampTest)
#include "bitstamp_test.moc"
