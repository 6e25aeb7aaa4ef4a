// L1, L2 and L3 as clients get them from a real venue: they agree with the venue and with each
// other, and survive lost messages and slow readers.
#include "engine/marketdata/book_follower.h"
#include "tests/unit/gateway/live_venue.h"

#include <QTest>


using namespace openbell;
using namespace openbell::gateway;
using api::TopicKind;
using marketdata::LevelFollower;
using marketdata::OrderFollower;
using marketdata::Verdict;

namespace {

template<class Row>
bool same(const std::vector<Row>& a, const std::vector<Row>& b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](const Row& x, const Row& y) {
               return api::toBinary(x) == api::toBinary(y);
           });
}

template<class T>
std::vector<T> joined(std::vector<T> a, const std::vector<T>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

std::uint64_t printedSeed() {
    const std::uint64_t seed = qEnvironmentVariableIsEmpty("OPENBELL_TEST_SEED")
                                   ? 20'261'121U
                                   : qEnvironmentVariable("OPENBELL_TEST_SEED").toULongLong();
    qInfo("seed %llu", static_cast<unsigned long long>(seed));
    return seed;
}

/// A follower behind a connection that may lose messages.
template<class Book>
struct LossyClient {
    explicit LossyClient(InstrumentId instrument) : follower(instrument) {}

    marketdata::BookFollower<Book> follower;
    bool lostSince = false; ///< a message after the last one that came
    int gaps = 0;
    int skips = 0;

    void take(const api::TopicUpdate& update, bool lose) {
        lostSince = lose;
        if (lose)
            return;
        const Verdict verdict = follower.apply(update);
        gaps += verdict == Verdict::Gap ? 1 : 0;
        skips += follower.skipped() ? 1 : 0;
        // What is lost is noticed by its number, before a wrong book could be seen.
        QVERIFY(verdict != Verdict::BadChecksum);
        QVERIFY(verdict != Verdict::Inconsistent);
    }
};

} // namespace

class MarketDataTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lostMessagesAreNoticedAndTheBookConvergesAgain();
    void everyLevelOfDetailAgreesWithTheVenue();
    void theTopOfTheBookIsSentForEveryCommandThatChangesIt();
    void aBookThatIsFollowedFromAnyMomentHasTheVenuesPriorities();
    void afterARecoveryTheBookHasTheSamePriorities();

private:
    template<class Book>
    static void compare(const Book& book, const LiveVenue::Described& venue) {
        QVERIFY(same(book.levels(api::Side::Buy), venue.bids));
        QVERIFY(same(book.levels(api::Side::Sell), venue.asks));
    }
    static api::Topic topicOf(TopicKind kind, std::uint32_t instrument) {
        return {kind, InstrumentId(instrument), {}, {}};
    }
};

void MarketDataTest::lostMessagesAreNoticedAndTheBookConvergesAgain() {
    const std::uint64_t seed = printedSeed();
    LiveVenue live(seed);
    Rig& rig = *live.rig;
    FakeClient& client = rig.signIn("olga");
    std::vector<LossyClient<marketdata::LevelBook>> levels;
    std::vector<LossyClient<marketdata::OrderBook>> orders;
    for (std::uint32_t i = 1; i <= LiveVenue::kInstruments; ++i) {
        levels.emplace_back(InstrumentId(i));
        orders.emplace_back(InstrumentId(i));
    }
    std::uint32_t nextSubscription = 1;
    const auto forEach = [&](auto&& f) {
        for (auto& one : levels)
            f(one);
        for (auto& one : orders)
            f(one);
    };
    const auto synchronise = [&](auto& one) {
        for (const auto& message : one.follower.synchronise(SubscriptionId(nextSubscription++)))
            rig.send(client, message);
    };
    const auto receive = [&](bool losing) {
        for (const api::TopicUpdate& update : client.take<api::TopicUpdate>()) {
            const bool lose = losing && live.random().chance(1, 6);
            forEach([&](auto& one) {
                if (update.subscription == one.follower.subscription())
                    one.take(update, lose);
            });
        }
        forEach([&](auto& one) {
            if (one.follower.needsSynchronising())
                synchronise(one);
        });
    };

    forEach(synchronise);
    for (int round = 0; round < 6'000; ++round) {
        live.trade(1 + live.random().below(6));
        client.unread = live.random().chance(1, 10) ? 500'000 : 0; // reads slowly at times
        if (live.random().chance(1, 2))
            rig.tick();
        receive(true);
    }

    client.unread = 0;
    rig.tick();
    receive(true);
    forEach([&](auto& one) { // a quiet book does not show that its last message was lost
        if (!one.follower.isCurrent() || one.lostSince)
            synchronise(one);
    });
    for (int round = 0; round < 50; ++round) {
        live.trade(1 + live.random().below(6));
        rig.tick();
        receive(false);
    }
    for (std::uint32_t i = 0; i < LiveVenue::kInstruments; ++i) {
        const auto venue = live.described(InstrumentId(i + 1));
        QVERIFY(levels[i].gaps > 0 && orders[i].gaps > 0);
        QVERIFY(levels[i].skips > 0 && orders[i].skips > 0);
        QVERIFY(levels[i].follower.isCurrent() && orders[i].follower.isCurrent());
        compare(levels[i].follower.book(), venue);
        compare(orders[i].follower.book(), venue);
        QVERIFY(same(joined(orders[i].follower.book().orders(api::Side::Buy),
                            orders[i].follower.book().orders(api::Side::Sell)),
                     venue.orders));
    }
}

void MarketDataTest::everyLevelOfDetailAgreesWithTheVenue() {
    const std::uint64_t seed = printedSeed();
    LiveVenue live(seed);
    Rig& rig = *live.rig;
    FakeClient& client = rig.signIn("olga");
    constexpr InstrumentId kMarket(1);
    LevelFollower levels(kMarket);
    OrderFollower orders(kMarket);
    rig.send(client, levels.synchronise(SubscriptionId(1))[0]);
    rig.send(client, orders.synchronise(SubscriptionId(2))[0]);
    rig.send(client, api::Subscribe{SubscriptionId(3), topicOf(TopicKind::TopOfBook, 1)});
    rig.send(client, api::Subscribe{SubscriptionId(4), topicOf(TopicKind::Tickers, 0)});
    api::TopOfBookView top;
    api::TickerView ticker;
    for (int round = 0; round < 5'000; ++round) {
        live.trade(1 + live.random().below(5));
        rig.tick();
        for (const auto& update : client.take<api::TopicUpdate>()) {
            if (update.subscription == SubscriptionId(1))
                QCOMPARE(levels.apply(update), Verdict::Applied);
            if (update.subscription == SubscriptionId(2))
                QCOMPARE(orders.apply(update), Verdict::Applied);
            if (!update.tops.empty())
                top = update.tops.back();
            for (const auto& row : update.tickers)
                if (row.instrument == kMarket)
                    ticker = row;
        }
        const auto venue = live.described(kMarket);
        compare(levels.book(), venue);
        compare(orders.book(), venue);
        QVERIFY(same(
            joined(orders.book().orders(api::Side::Buy), orders.book().orders(api::Side::Sell)),
            venue.orders));
        const api::LevelView none;
        const api::LevelView& bid = venue.bids.empty() ? none : venue.bids.front();
        const api::LevelView& ask = venue.asks.empty() ? none : venue.asks.front();
        QCOMPARE(top.bestBid, bid.price);
        QCOMPARE(top.bestBidQuantity, bid.quantity);
        QCOMPARE(top.bestBidOrders, bid.orders);
        QCOMPARE(top.bestAsk, ask.price);
        QCOMPARE(top.bestAskQuantity, ask.quantity);
        QCOMPARE(top.bestAskOrders, ask.orders);
        QCOMPARE(ticker.bestBid, bid.price);
        QCOMPARE(ticker.bestBidOrders, bid.orders);
        QCOMPARE(ticker.bestAsk, ask.price);
        QCOMPARE(ticker.bestAskOrders, ask.orders);
        QCOMPARE(top.last, ticker.last);
        QCOMPARE(top.lastSide, ticker.lastSide);
    }
}

void MarketDataTest::theTopOfTheBookIsSentForEveryCommandThatChangesIt() {
    LiveVenue live(printedSeed());
    Rig& rig = *live.rig;
    FakeClient& client = rig.signIn("olga");
    rig.send(client, api::Subscribe{SubscriptionId(1), topicOf(TopicKind::TopOfBook, 1)});
    const auto begin = client.updatesOf(1).at(0);
    const std::size_t first = live.steps().size();
    std::vector<api::TopOfBookView> sent;
    Sequence at = begin.to;
    for (int round = 0; round < 900; ++round) {
        live.trade(1 + live.random().below(10));
        for (const auto& update : client.updatesOf(1)) {
            QCOMPARE(update.from, at);
            at = update.to;
            sent = joined(sent, update.tops);
        }
    }
    // The same from the events of one command after the other.
    marketdata::LevelBook book;
    api::TopOfBookView last;
    std::vector<api::TopOfBookView> expected;
    for (std::size_t i = 0; i < live.steps().size(); ++i) {
        api::TopOfBookView now = last;
        live.steps()[i].events.forEach([&]<class E>(const api::EventStamp& stamp, const E& event) {
            if constexpr (std::is_same_v<E, api::BookLevelChanged>) {
                if (event.instrument == InstrumentId(1))
                    book.apply({event.side, event.price, event.quantity, event.orders});
            } else if constexpr (std::is_same_v<E, api::TradeExecuted>) {
                if (event.instrument == InstrumentId(1))
                    now.lastTrade = event.trade, now.last = event.price,
                    now.lastQuantity = event.quantity, now.lastSide = event.takerSide;
            }
            now.sequence = stamp.sequence;
            now.time = stamp.time;
        });
        const auto bids = book.levels(api::Side::Buy, 1);
        const auto asks = book.levels(api::Side::Sell, 1);
        const api::LevelView bid = bids.empty() ? api::LevelView{} : bids[0];
        const api::LevelView ask = asks.empty() ? api::LevelView{} : asks[0];
        now.bestBid = bid.price, now.bestBidQuantity = bid.quantity, now.bestBidOrders = bid.orders;
        now.bestAsk = ask.price, now.bestAskQuantity = ask.quantity, now.bestAskOrders = ask.orders;
        api::TopOfBookView before = last;
        before.sequence = now.sequence;
        before.time = now.time;
        if (now == before)
            continue;
        last = now;
        if (i >= first)
            expected.push_back(now);
    }
    QVERIFY2(expected.size() > 50, qPrintable(QString::number(expected.size())));
    QVERIFY(same(sent, expected));
}

void MarketDataTest::aBookThatIsFollowedFromAnyMomentHasTheVenuesPriorities() {
    LiveVenue live(printedSeed());
    Rig& rig = *live.rig;
    FakeClient& client = rig.signIn("olga");
    for (std::uint32_t round = 1; round <= 3'000; ++round) {
        live.trade(2);
        OrderFollower orders{InstrumentId(1)};
        rig.send(client, orders.synchronise(SubscriptionId(round))[0]);
        for (const auto& update : client.updatesOf(round))
            QCOMPARE(orders.apply(update), Verdict::Applied);
        QVERIFY(same(
            joined(orders.book().orders(api::Side::Buy), orders.book().orders(api::Side::Sell)),
            live.described(InstrumentId(1)).orders));
        rig.send(client, api::Unsubscribe{SubscriptionId(round)});
    }
}

void MarketDataTest::afterARecoveryTheBookHasTheSamePriorities() {
    LiveVenue live(printedSeed());
    live.trade(3'000);
    api::EventBuffer state;
    live.venue().describe(state);
    live.rig->hub.onRecovered(state, live.venue().lastSequence());
    live.rig->settle();
    FakeClient& client = live.rig->signIn("olga");
    OrderFollower orders{InstrumentId(1)};
    live.rig->send(client, orders.synchronise(SubscriptionId(1))[0]);
    for (int round = 0; round < 100; ++round) {
        for (const auto& update : client.updatesOf(1))
            QCOMPARE(orders.apply(update), Verdict::Applied);
        QVERIFY(same(
            joined(orders.book().orders(api::Side::Buy), orders.book().orders(api::Side::Sell)),
            live.described(InstrumentId(1)).orders));
        live.trade(10);
    }
}

QTEST_APPLESS_MAIN(MarketDataTest)
#include "market_data_test.moc"
