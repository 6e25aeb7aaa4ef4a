// The state x command matrix, cell by cell, as the venue behaves: each state is entered, each kind of
// request sent, and the answer compared with the table in engine/core/phases/state_rules.h.
#include "engine/core/phases/state_rules.h"
#include "engine/core/venue.h"

#include <QTest>

using namespace openbell;
using namespace openbell::core;
using api::InstrumentState;
using api::RejectReason;
using api::TimeInForce;

namespace {

class OneMarket {
public:
    OneMarket() {
        api::CreateInstrument instrument;
        instrument.instrument = InstrumentId(1);
        instrument.symbol = api::Symbol("COF/USD");
        instrument.base = AssetId(2);
        instrument.quote = AssetId(1);
        instrument.maxPrice = Price(1000);
        instrument.maxQuantity = Quantity(1000);
        for (const api::Command& command : std::initializer_list<api::Command>{
                 api::CreateAsset{AssetId(1), api::AssetCode("USD"), 0},
                 api::CreateAsset{AssetId(2), api::AssetCode("COF"), 0}, instrument,
                 api::CreateAccount{AccountId(1), api::Name("ann")},
                 api::CreateAccount{AccountId(2), api::Name("bob")},
                 api::Deposit{AccountId(1), AssetId(1), Amount(100'000)},
                 api::Deposit{AccountId(2), AssetId(2), Amount(100'000)}})
            apply(command);
        api::PlaceOrder ask = order(TimeInForce::GoodTillCancelled);
        ask.account = AccountId(2);
        ask.side = api::Side::Sell;
        ask.price = Price(110);
        apply(ask);
        bid = OrderId(m_sequence + 1);
        apply(order(TimeInForce::GoodTillCancelled));
    }

    static api::PlaceOrder order(TimeInForce timeInForce) {
        api::PlaceOrder order;
        order.account = AccountId(1);
        order.instrument = InstrumentId(1);
        order.timeInForce = timeInForce;
        order.price = Price(100);
        order.quantity = Quantity(5);
        return order;
    }

    /// None when it was not refused.
    RejectReason apply(const api::Command& command) {
        api::EventBuffer events;
        m_venue.apply({Sequence(++m_sequence), Timestamp(0), UserId()}, command, events);
        RejectReason reason = RejectReason::None;
        events.forEach([&](const api::EventStamp&, const auto& event) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(event)>, api::CommandRejected>)
                reason = event.reason;
        });
        return reason;
    }

    OrderId bid;

private:
    Venue m_venue{{1, true}};
    std::uint64_t m_sequence = 0;
};

RejectReason answerTo(OneMarket& market, Wish wish) {
    switch (wish) {
    case Wish::Rest:
        return market.apply(OneMarket::order(TimeInForce::GoodTillCancelled));
    case Wish::TradeAtOnce:
        return market.apply(OneMarket::order(TimeInForce::ImmediateOrCancel));
    case Wish::WaitForPrice: {
        api::PlaceOrder order = OneMarket::order(TimeInForce::GoodTillCancelled);
        order.type = api::OrderType::Stop;
        order.triggerPrice = Price(120);
        return market.apply(order);
    }
    case Wish::TakeOpening:
        return market.apply(OneMarket::order(TimeInForce::AtOpen));
    case Wish::TakeClosing:
        return market.apply(OneMarket::order(TimeInForce::AtClose));
    case Wish::Amend:
        return market.apply(api::AmendOrder{AccountId(1), InstrumentId(1), market.bid, Price(99),
                                            Quantity(4)});
    case Wish::Cancel:
        return market.apply(api::CancelOrder{AccountId(1), InstrumentId(1), market.bid});
    }
    return RejectReason::None;
}

} // namespace

class StateRulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachStateTakesWhatTheTableSays_data() {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("wish");
        for (std::size_t state = 0; state < api::kEnumSize<InstrumentState>; ++state)
            for (std::size_t wish = 0; wish < kWishes; ++wish)
                QTest::addRow("%s, %zu",
                              api::nameOf(static_cast<InstrumentState>(state)).data(), wish)
                    << static_cast<int>(state) << static_cast<int>(wish);
    }
    void eachStateTakesWhatTheTableSays() {
        QFETCH(int, state);
        QFETCH(int, wish);
        const auto entered = static_cast<InstrumentState>(state);
        const auto wished = static_cast<Wish>(wish);
        OneMarket market;
        if (entered != InstrumentState::Trading)
            QCOMPARE(market.apply(api::ChangeInstrumentState{InstrumentId(1), entered, {}, {}}),
                     RejectReason::None);
        RejectReason expected =
            stateTakes(entered, wished) ? RejectReason::None : stateRefusal(entered);
        if (entered == InstrumentState::Delisted && wished == Wish::Cancel)
            expected = RejectReason::UnknownOrder; // delisting has cancelled it
        QCOMPARE(answerTo(market, wished), expected);
        if (wished == Wish::WaitForPrice) {
            api::PlaceOrder pegged = OneMarket::order(TimeInForce::GoodTillCancelled);
            pegged.peg = api::PegReference::Primary;
            QCOMPARE(market.apply(pegged), expected);
        }
    }
};

QTEST_APPLESS_MAIN(StateRulesTest)
#include "state_rules_test.moc"
