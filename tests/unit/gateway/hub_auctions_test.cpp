// What subscribers are shown of states, auctions, calendars and price controls.
#include "tests/unit/gateway/hub_fixture.h"

using namespace openbell;
using namespace openbell::gateway;
using api::InstrumentState;
using api::TopicKind;

class HubAuctionsTest : public HubFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }

    void aStateChangeComesWithItsEnd();
    void aRunningAuctionIsShownWithWhatItWouldTrade();
    void anIndicationEndsWithItsAuction();
    void indicationsWaitForTheTick();
    void changingOnlyTheEndKeepsTheBeginning();
    void calendarsAndControlsArePartOfTheReferenceData();
    void whatTheVenueDescribesIsShownAfterARecovery();
    void anOrderForTheClosingAuctionWaitsUntilThatBegins();
    void anOrdersExpiryIsShown();

private:
    template<class E>
    void publish(const E& event) {
        m_rig->batches.command();
        m_rig->batches.event(event);
        m_rig->publish();
    }
    void changeState(InstrumentState state, std::int64_t until = 0) {
        publish(api::InstrumentStateChanged{InstrumentId(1), state, Timestamp(until), {}});
    }
    /// The auction rows of the next tick, of market 1.
    std::vector<api::AuctionView> auctionsOf(FakeClient& client) {
        m_rig->tick();
        std::vector<api::AuctionView> rows;
        for (const api::TopicUpdate& update : client.updatesOf(1))
            for (const api::AuctionView& row : update.auctions)
                if (row.instrument == InstrumentId(1))
                    rows.push_back(row);
        return rows;
    }
};

void HubAuctionsTest::aStateChangeComesWithItsEnd() {
    FakeClient& ann = subscribe(m_rig->signIn("ann"), 1, topicOf(TopicKind::ReferenceData));
    ann.received.clear();
    changeState(InstrumentState::OpeningAuction, 77);
    const auto instruments = ann.updatesOf(1).at(0).instruments;
    QCOMPARE(instruments.at(0).state, InstrumentState::OpeningAuction);
    QCOMPARE(instruments.at(0).until, Timestamp(77));
}

void HubAuctionsTest::aRunningAuctionIsShownWithWhatItWouldTrade() {
    FakeClient& ann = subscribe(m_rig->signIn("ann"), 1, topicOf(TopicKind::Auctions));
    QCOMPARE(ann.updatesOf(1).at(0).auctions.size(), std::size_t{2}); // every market, also quiet ones
    changeState(InstrumentState::VolatilityAuction, 99);
    const Timestamp began = m_rig->batches.time;
    publish(api::AuctionIndicated{InstrumentId(1), Price(100), Quantity(12), Quantity(-3)});
    const auto rows = auctionsOf(ann);
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(rows[0].state, InstrumentState::VolatilityAuction);
    QCOMPARE(rows[0].since, began);
    QCOMPARE(rows[0].until, Timestamp(99));
    QCOMPARE(rows[0].price, Price(100));
    QCOMPARE(rows[0].quantity, Quantity(12));
    QCOMPARE(rows[0].surplus, Quantity(-3));
    QCOMPARE(rows[0].lastTime, Timestamp());
}

void HubAuctionsTest::anIndicationEndsWithItsAuction() {
    FakeClient& ann = subscribe(m_rig->signIn("ann"), 1, topicOf(TopicKind::Auctions));
    changeState(InstrumentState::OpeningAuction);
    publish(api::AuctionIndicated{InstrumentId(1), Price(100), Quantity(12), Quantity(3)});
    publish(api::AuctionUncrossed{InstrumentId(1), InstrumentState::OpeningAuction, Price(101),
                                  Quantity(13), Quantity(2)});
    const Timestamp ended = m_rig->batches.time;
    changeState(InstrumentState::Trading);
    ann.received.erase(ann.received.begin()); // the snapshot
    const api::AuctionView row = auctionsOf(ann).back();
    QCOMPARE(row.price, Price());
    QCOMPARE(row.quantity, Quantity());
    QCOMPARE(row.surplus, Quantity());
    QCOMPARE(row.lastAuction, InstrumentState::OpeningAuction);
    QCOMPARE(row.lastTime, ended);
    QCOMPARE(row.lastPrice, Price(101));
    QCOMPARE(row.lastQuantity, Quantity(13));
    QCOMPARE(row.lastSurplus, Quantity(2));
}

void HubAuctionsTest::indicationsWaitForTheTick() {
    FakeClient& ann = subscribe(m_rig->signIn("ann"), 1, topicOf(TopicKind::Auctions));
    m_rig->tick();
    ann.received.clear();
    for (int i = 1; i <= 5; ++i)
        publish(api::AuctionIndicated{InstrumentId(1), Price(100 + i), Quantity(1), Quantity()});
    QVERIFY(ann.updatesOf(1).empty());
    const auto rows = auctionsOf(ann);
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(rows[0].price, Price(105));
    QVERIFY(auctionsOf(ann).empty());
}

void HubAuctionsTest::changingOnlyTheEndKeepsTheBeginning() {
    FakeClient& ann = subscribe(m_rig->signIn("ann"), 1, topicOf(TopicKind::Auctions));
    changeState(InstrumentState::ClosingAuction, 88);
    const Timestamp began = m_rig->batches.time;
    publish(api::AuctionIndicated{InstrumentId(1), Price(100), Quantity(12), Quantity(3)});
    changeState(InstrumentState::ClosingAuction, 99);
    const api::AuctionView row = auctionsOf(ann).back();
    QCOMPARE(row.since, began);
    QCOMPARE(row.until, Timestamp(99));
    QCOMPARE(row.price, Price(100));
}

void HubAuctionsTest::calendarsAndControlsArePartOfTheReferenceData() {
    FakeClient& early = subscribe(m_rig->signIn("ann"), 1, topicOf(TopicKind::ReferenceData));
    early.received.clear();
    api::SetTradingSchedule schedule;
    schedule.instrument = InstrumentId(1);
    schedule.weekdays = 31;
    schedule.trading = 9 * 3600;
    schedule.close = 17 * 3600;
    publish(api::TradingScheduleChanged{schedule});
    QCOMPARE(early.updatesOf(1).at(0).schedules.at(0).close, 17 * 3600);
    publish(api::TradingDayChanged{
        {InstrumentId(1), 20'000, api::TradingDayKind::Holiday, api::kNoTimeOfDay}});
    publish(api::TradingDayChanged{
        {InstrumentId(1), 20'001, api::TradingDayKind::Short, 12 * 3600}});
    publish(api::TradingDayChanged{
        {InstrumentId(1), 20'000, api::TradingDayKind::AsScheduled, api::kNoTimeOfDay}});
    api::SetPriceControls controls;
    controls.instrument = InstrumentId(2);
    controls.collarPpm = 50'000;
    publish(api::PriceControlsChanged{controls});

    FakeClient& late = subscribe(m_rig->signIn("bob"), 1, topicOf(TopicKind::ReferenceData));
    const api::TopicUpdate snapshot = late.updatesOf(1).at(0);
    QCOMPARE(snapshot.schedules.size(), std::size_t{1});
    QCOMPARE(snapshot.schedules[0].trading, 9 * 3600);
    QCOMPARE(snapshot.tradingDays.size(), std::size_t{1});
    QCOMPARE(snapshot.tradingDays[0].day, 20'001);
    QCOMPARE(snapshot.priceControls.size(), std::size_t{1});
    QCOMPARE(snapshot.priceControls[0].collarPpm, std::int64_t{50'000});

    schedule.weekdays = 0; // no schedule any more
    publish(api::TradingScheduleChanged{schedule});
    FakeClient& last = subscribe(m_rig->signIn("eve"), 1, topicOf(TopicKind::ReferenceData));
    QVERIFY(last.updatesOf(1).at(0).schedules.empty());
}

void HubAuctionsTest::whatTheVenueDescribesIsShownAfterARecovery() {
    m_rig = std::make_unique<Rig>();
    api::EventBuffer state;
    state.setStamp({Sequence(500), Timestamp(kNsPerSecond), UserId(), 0});
    state.append(api::UserDefined{UserId(1), api::Name("olga"), api::Role::Operator, {}, true});
    api::InstrumentDefined defined;
    defined.definition.instrument = InstrumentId(1);
    defined.state = InstrumentState::OpeningAuction;
    defined.until = Timestamp(2 * kNsPerSecond);
    state.append(defined);
    state.append(api::AuctionIndicated{InstrumentId(1), Price(7), Quantity(8), Quantity(9)});
    m_rig->passwords[UserId(1)] = Rig::passwordOf("olga");
    m_rig->hub.onRecovered(state, Sequence(500));
    m_rig->settle();
    FakeClient& olga = subscribe(m_rig->signIn("olga"), 1, topicOf(TopicKind::Auctions));
    const api::AuctionView row = olga.updatesOf(1).at(0).auctions.at(0);
    QCOMPARE(row.state, InstrumentState::OpeningAuction);
    QCOMPARE(row.until, Timestamp(2 * kNsPerSecond));
    QCOMPARE(row.since, Timestamp()); // not known
    QCOMPARE(row.price, Price(7));
    QCOMPARE(row.surplus, Quantity(9));
}

void HubAuctionsTest::anOrderForTheClosingAuctionWaitsUntilThatBegins() {
    FakeClient& ann = subscribe(m_rig->signIn("ann"), 1, topicOf(TopicKind::Orders, 0, 1));
    ann.received.clear();
    api::OrderAccepted order;
    order.order = OrderId(901);
    order.account = AccountId(1);
    order.instrument = InstrumentId(1);
    order.timeInForce = api::TimeInForce::AtClose;
    publish(order);
    QVERIFY(ann.updatesOf(1).at(0).orders.at(0).waiting);
    changeState(InstrumentState::ClosingAuction);
    publish(api::OrderTriggered{order.order, order.account, order.instrument, Price()});
    QVERIFY(!ann.updatesOf(1).at(0).orders.at(0).waiting);
    order.order = OrderId(902);
    publish(order);
    QVERIFY(!ann.updatesOf(1).at(0).orders.at(0).waiting);
}

void HubAuctionsTest::anOrdersExpiryIsShown() {
    FakeClient& ann = subscribe(m_rig->signIn("ann"), 1, topicOf(TopicKind::Orders, 0, 1));
    ann.received.clear();
    api::OrderAccepted order;
    order.order = OrderId(901);
    order.account = AccountId(1);
    order.instrument = InstrumentId(1);
    order.timeInForce = api::TimeInForce::GoodTillTime;
    order.expiry = Timestamp(12345);
    publish(order);
    const api::OrderView row = ann.updatesOf(1).at(0).orders.at(0);
    QCOMPARE(row.timeInForce, api::TimeInForce::GoodTillTime);
    QCOMPARE(row.expiry, Timestamp(12345));
}

QTEST_APPLESS_MAIN(HubAuctionsTest)
#include "hub_auctions_test.moc"
