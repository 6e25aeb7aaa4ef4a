// Orders that act on each other, in the cases that scenario files do not show: shards, auctions,
// expiry, self-trade prevention, saving and loading, many lists that set each other off.
#include "engine/core/shard.h"
#include "engine/core/venue.h"

#include <QTest>

#include <vector>

using namespace openbell;
using namespace openbell::core;

namespace {

constexpr AccountId kAnn{1};
constexpr AccountId kBob{2};
constexpr InstrumentId kMarket{1};
constexpr Timestamp kStart{std::int64_t{1'700'000'000} * kNsPerSecond};

/// One market without fees: a lot is an atom of the base asset, a tick and a lot are a cent.
class ListedMarket {
public:
    explicit ListedMarket(unsigned shards = 1, bool checked = true) : m_venue({shards, checked}) {
        apply(api::CreateAsset{AssetId(1), api::AssetCode("USD"), 2});
        apply(api::CreateAsset{AssetId(2), api::AssetCode("X"), 0});
        api::CreateInstrument market;
        market.instrument = kMarket;
        market.symbol = api::Symbol("X/USD");
        market.base = AssetId(2);
        market.quote = AssetId(1);
        market.priceScale = 2;
        market.maxPrice = Price(1'000'000);
        market.maxQuantity = Quantity(1'000'000);
        apply(market);
        for (const AccountId account : {kAnn, kBob}) {
            apply(api::CreateAccount{account, api::Name("somebody")});
            apply(api::Deposit{account, AssetId(1), Amount(100'000'000)});
        }
        apply(api::Deposit{kBob, AssetId(2), Amount(1'000'000)});
    }

    Sequence apply(const api::Command& command, Timestamp time = kStart) {
        m_events.clear();
        m_sequence = next(m_sequence);
        m_venue.apply({m_sequence, time, UserId(), SessionId(1)}, command, m_events);
        return m_sequence;
    }
    OrderId place(AccountId account, api::Side side, std::int64_t price, std::int64_t quantity) {
        api::PlaceOrder order;
        order.account = account;
        order.instrument = kMarket;
        order.side = side;
        order.price = Price(price);
        order.quantity = Quantity(quantity);
        return OrderId(apply(order).value());
    }
    /// Bought at `price`, to be sold at `profit` or at `loss`.
    static api::PlaceOrderList bracket(std::int64_t price, std::int64_t profit, std::int64_t loss,
                                       std::int64_t quantity) {
        api::PlaceOrderList list;
        list.account = kAnn;
        list.instrument = kMarket;
        list.contingency = api::Contingency::OneTriggersPair;
        list.first.price = Price(price);
        list.second.side = list.third.side = api::Side::Sell;
        list.second.price = Price(profit);
        list.third.type = api::OrderType::Stop;
        list.third.triggerPrice = Price(loss);
        list.first.quantity = list.second.quantity = list.third.quantity = Quantity(quantity);
        return list;
    }
    template<class Event>
    int count() const {
        int found = 0;
        m_events.forEach([&](const api::EventStamp&, const auto& event) {
            found += std::is_same_v<std::remove_cvref_t<decltype(event)>, Event> ? 1 : 0;
        });
        return found;
    }
    std::vector<std::pair<OrderId, api::CancelReason>> cancelled() const {
        std::vector<std::pair<OrderId, api::CancelReason>> found;
        m_events.forEach([&](const api::EventStamp&, const auto& event) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(event)>, api::OrderCancelled>)
                found.emplace_back(event.order, event.reason);
        });
        return found;
    }
    const api::EventBuffer& events() const { return m_events; }
    Venue& venue() { return m_venue; }

private:
    Venue m_venue;
    api::EventBuffer m_events;
    Sequence m_sequence;
};

using Ended = std::vector<std::pair<OrderId, api::CancelReason>>;

} // namespace

class OrderListsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void idsCompareByAge();
    void aListIsTheSameOnEveryNumberOfShards();
    void expiryOfOneOrderEndsTheOther();
    void preventionThatTakesQuantityEndsTheList();
    void anAuctionFillsAndReleases();
    void aHaltKeepsListsAsTheyAre();
    void listsThatSetEachOtherOffNeedNoStack();
    void aSavedListGoesOn();
    void theOpenOrdersOfAListCount();
};

void OrderListsTest::idsCompareByAge() {
    const OrderId second = legId(Sequence(7), 1);
    QCOMPARE(legId(Sequence(7), 0), OrderId(7));
    QVERIFY(OrderId(7) < second);
    QVERIFY(second < legId(Sequence(7), 2));
    QVERIFY(legId(Sequence(7), 2) < OrderId(8));
    QCOMPARE(sequenceOf(second), Sequence(7));
    QVERIFY(legId(Sequence(7), 2).value() < std::uint64_t{1} << 53); // exact in JSON
}

void OrderListsTest::aListIsTheSameOnEveryNumberOfShards() {
    const auto bytes = [](unsigned shards) {
        ListedMarket market(shards);
        market.apply(ListedMarket::bracket(100, 110, 90, 10));
        market.place(kBob, api::Side::Sell, 100, 4);
        market.apply(ListedMarket::bracket(99, 111, 91, 5));
        market.place(kBob, api::Side::Sell, 99, 9);
        api::Bytes saved;
        market.venue().save(saved);
        return saved;
    };
    QVERIFY(bytes(1) == bytes(2));
    QVERIFY(bytes(1) == bytes(4));
}

void OrderListsTest::expiryOfOneOrderEndsTheOther() {
    ListedMarket market;
    api::PlaceOrderList pair = ListedMarket::bracket(100, 110, 90, 10);
    pair.account = kBob;
    pair.contingency = api::Contingency::OneCancelsOther;
    pair.first = pair.second;
    pair.second = pair.third;
    pair.third = {};
    pair.second.timeInForce = api::TimeInForce::GoodTillTime;
    pair.second.expiry = kStart + Duration(kNsPerSecond);
    const Sequence list = market.apply(pair);
    market.apply(api::AdvanceTime{}, kStart + Duration(2 * kNsPerSecond));
    const Ended both{{legId(list, 1), api::CancelReason::Expired},
                     {legId(list, 0), api::CancelReason::ListEnded}};
    QVERIFY(market.cancelled() == both);
}

void OrderListsTest::preventionThatTakesQuantityEndsTheList() {
    ListedMarket market;
    const Sequence list = market.apply(ListedMarket::bracket(100, 110, 90, 10));
    market.apply(api::Deposit{kAnn, AssetId(2), Amount(10)});
    api::PlaceOrder own;
    own.account = kAnn;
    own.instrument = kMarket;
    own.side = api::Side::Sell;
    own.price = Price(100);
    own.quantity = Quantity(4);
    own.selfTradePrevention = api::SelfTradePrevention::Decrement;
    const Sequence taker = market.apply(own);
    const Ended ended{{OrderId(taker.value()), api::CancelReason::SelfTrade},
                      {legId(list, 1), api::CancelReason::ListEnded},
                      {legId(list, 2), api::CancelReason::ListEnded}};
    QVERIFY(market.cancelled() == ended);
}

void OrderListsTest::anAuctionFillsAndReleases() {
    ListedMarket market;
    market.apply(api::ChangeInstrumentState{kMarket, api::InstrumentState::OpeningAuction, {}, {}});
    const Sequence list = market.apply(ListedMarket::bracket(100, 110, 90, 10));
    market.place(kBob, api::Side::Sell, 100, 10);
    market.apply(api::ResumeInstrument{kMarket, {}});
    QCOMPARE(market.count<api::TradeExecuted>(), 1);
    QCOMPARE(market.count<api::OrderTriggered>(), 1); // the profit rests
    QCOMPARE(market.count<api::OrderReleased>(), 1);  // the stop waits for its price
    market.place(kBob, api::Side::Buy, 110, 1);
    QVERIFY(market.cancelled() == Ended({{legId(list, 2), api::CancelReason::ListEnded}}));
}

void OrderListsTest::aHaltKeepsListsAsTheyAre() {
    ListedMarket market;
    const Sequence list = market.apply(ListedMarket::bracket(100, 110, 90, 10));
    market.apply(api::HaltInstrument{kMarket, {}});
    QVERIFY(market.cancelled().empty());
    market.apply(ListedMarket::bracket(100, 110, 90, 10));
    QCOMPARE(market.count<api::CommandRejected>(), 1);
    market.apply(api::CancelOrder{kAnn, kMarket, OrderId(list.value())});
    QCOMPARE(market.cancelled().size(), std::size_t{3});
}

/// Each list's profit is the taker that fills the next list's first order.
void OrderListsTest::listsThatSetEachOtherOffNeedNoStack() {
    ListedMarket market(1, false); // checking all of them each time would take long
    constexpr int kLists = 5'000;
    for (int i = 0; i < kLists; ++i) {
        const std::int64_t price = 20'000 - i;
        market.apply(ListedMarket::bracket(price, price - 1, price - 2, 1));
    }
    market.place(kBob, api::Side::Sell, 20'000, 1);
    QCOMPARE(market.count<api::TradeExecuted>(), kLists);
}

void OrderListsTest::aSavedListGoesOn() {
    ListedMarket market;
    const Sequence list = market.apply(ListedMarket::bracket(100, 110, 90, 10));
    market.place(kBob, api::Side::Sell, 100, 4);
    api::Bytes saved;
    market.venue().save(saved);
    Venue loaded({2, true});
    QVERIFY(loaded.load(saved));
    QCOMPARE(loaded.lastSession(), SessionId(1));
    api::PlaceOrder rest;
    rest.account = kBob;
    rest.instrument = kMarket;
    rest.side = api::Side::Sell;
    rest.price = Price(100);
    rest.quantity = Quantity(6);
    api::EventBuffer events;
    loaded.apply({next(loaded.lastSequence()), kStart, UserId(), SessionId(1)}, rest, events);
    market.apply(rest);
    api::Bytes here;
    api::Bytes there;
    market.venue().save(here);
    loaded.save(there);
    QVERIFY(here == there);
    QVERIFY(events.count() > 0);
    Q_UNUSED(list);
}

void OrderListsTest::theOpenOrdersOfAListCount() {
    ListedMarket market;
    const Sequence list = market.apply(ListedMarket::bracket(100, 110, 90, 10));
    const auto open = [&] {
        return market.venue().shard(market.venue().homeShardOf(kAnn)).home().openOrders(kAnn);
    };
    QCOMPARE(open(), std::uint32_t{3});
    market.apply(api::CancelOrder{kAnn, kMarket, legId(list, 1)});
    QCOMPARE(open(), std::uint32_t{1});
}

QTEST_APPLESS_MAIN(OrderListsTest)
#include "order_lists_test.moc"
