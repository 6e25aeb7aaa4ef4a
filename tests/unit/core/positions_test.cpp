// Largest positions, to the lot: 100 owned and a bound of 150 leave room for 50.
#include "tests/unit/core/quote_market.h"

#include "engine/core/shard.h"

using namespace openbell;
using namespace openbell::core;
using namespace openbell::core::test;
using api::RejectReason;
using api::Side;

class PositionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBuyUpToTheBoundIsTakenAndOneLotMoreIsNot();
    void waitingAndMarketBuysCount();
    void sellsAndDepositsAreNeverRefused();
    void fillsKeepThePositionAndCancelsFreeIt();
    void amendmentsAndReplacementsCountWhatTheyAdd();
    void quotesCountWhatTheBidAdds();
    void openBuysSurviveASnapshot();
    void aPartOfALotTakesAWholeOne();
    void negativeAndHugeBoundsAreRefused();
    void anInexactStateNeverRefusesAndCountsPromises();
};

void PositionsTest::aBuyUpToTheBoundIsTakenAndOneLotMoreIsNot() {
    for (const auto& [quantity, reason] :
         {std::pair(49, RejectReason::None), {50, RejectReason::None},
          {51, RejectReason::PositionLimit}}) {
        QuoteMarket market(Quantity(150));
        QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 10, quantity)), reason);
    }
    QuoteMarket market(Quantity(150));
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 10, 30)), RejectReason::None);
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 11, 21)), RejectReason::PositionLimit);
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 11, 20)), RejectReason::None);
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 11, 1)), RejectReason::PositionLimit);
}

void PositionsTest::waitingAndMarketBuysCount() {
    QuoteMarket market(Quantity(150));
    api::PlaceOrder stop = market.order(kMaker, Side::Buy, 30, 50);
    stop.type = api::OrderType::StopLimit;
    stop.triggerPrice = Price(20);
    QCOMPARE(market.apply(stop), RejectReason::None);
    const OrderId waiting = market.lastOrder();
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 10, 1)), RejectReason::PositionLimit);
    QCOMPARE(market.apply(api::AmendOrder{kMaker, kMarket, waiting, Price(30), Quantity(51)}),
             RejectReason::PositionLimit);
    QCOMPARE(market.apply(api::AmendOrder{kMaker, kMarket, waiting, Price(30), Quantity(40)}),
             RejectReason::None);
    QCOMPARE(market.apply(market.order(kTaker, Side::Sell, 5, 20)), RejectReason::None);
    api::PlaceOrder atMarket = market.order(kMaker, Side::Buy, 0, 11);
    atMarket.type = api::OrderType::Market;
    QCOMPARE(market.apply(atMarket), RejectReason::PositionLimit);
    atMarket.quantity = Quantity(10);
    QCOMPARE(market.apply(atMarket), RejectReason::None);
    QCOMPARE(market.apply(api::CancelOrder{kMaker, kMarket, waiting}), RejectReason::None);
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 2, 41)), RejectReason::PositionLimit);
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 2, 40)), RejectReason::None);
}

void PositionsTest::sellsAndDepositsAreNeverRefused() {
    QuoteMarket market(Quantity(50)); // below what is owned already
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 10, 1)), RejectReason::PositionLimit);
    QCOMPARE(market.apply(api::Deposit{kMaker, AssetId(2), Amount(5)}), RejectReason::None);
    QCOMPARE(market.apply(market.order(kMaker, Side::Sell, 10, 60)), RejectReason::None);
    // Held is owned, too.
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 9, 1)), RejectReason::PositionLimit);
    QCOMPARE(market.apply(market.order(kTaker, Side::Buy, 10, 50)), RejectReason::PositionLimit);
    QCOMPARE(market.apply(api::Withdraw{kMaker, AssetId(2), Amount(45)}), RejectReason::None);
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 9, 1)), RejectReason::PositionLimit);
}

void PositionsTest::fillsKeepThePositionAndCancelsFreeIt() {
    QuoteMarket market(Quantity(150));
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 10, 50)), RejectReason::None);
    const OrderId bid = market.lastOrder();
    QCOMPARE(market.apply(market.order(kTaker, Side::Sell, 10, 20)), RejectReason::None);
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 10, 1)), RejectReason::PositionLimit);
    QCOMPARE(market.apply(api::CancelOrder{kMaker, kMarket, bid}), RejectReason::None);
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 10, 31)), RejectReason::PositionLimit);
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 10, 30)), RejectReason::None);
    // Selling makes room.
    api::PlaceOrder bids = market.order(kTaker, Side::Buy, 9, 5);
    QCOMPARE(market.apply(bids), RejectReason::PositionLimit); // it owns far too much
    QCOMPARE(market.apply(api::Withdraw{kTaker, AssetId(2), Amount(99'000)}), RejectReason::None);
    QCOMPARE(market.apply(api::Withdraw{kTaker, AssetId(2), Amount(900)}), RejectReason::None);
    QCOMPARE(market.apply(bids), RejectReason::None);
    QCOMPARE(market.apply(market.order(kMaker, Side::Sell, 9, 5)), RejectReason::None);
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 8, 6)), RejectReason::PositionLimit);
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 8, 5)), RejectReason::None);
}

void PositionsTest::amendmentsAndReplacementsCountWhatTheyAdd() {
    QuoteMarket market(Quantity(150));
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 10, 40)), RejectReason::None);
    const OrderId bid = market.lastOrder();
    const auto amend = [&](std::int64_t quantity) {
        return market.apply(
            api::AmendOrder{kMaker, kMarket, bid, Price(10), Quantity(quantity)});
    };
    QCOMPARE(amend(51), RejectReason::PositionLimit);
    QCOMPARE(amend(50), RejectReason::None);
    QCOMPARE(amend(30), RejectReason::None);
    QCOMPARE(market.apply(market.order(kTaker, Side::Sell, 10, 10)), RejectReason::None);
    QCOMPARE(amend(51), RejectReason::PositionLimit); // its total: 10 of them are owned by now
    QCOMPARE(amend(50), RejectReason::None);
    api::ReplaceOrder replace;
    replace.account = kMaker;
    replace.instrument = kMarket;
    replace.order = bid;
    replace.price = Price(11);
    replace.quantity = Quantity(41);
    QCOMPARE(market.apply(replace), RejectReason::PositionLimit);
    replace.quantity = Quantity(40);
    QCOMPARE(market.apply(replace), RejectReason::None);
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 10, 1)), RejectReason::PositionLimit);
}

void PositionsTest::quotesCountWhatTheBidAdds() {
    QuoteMarket market(Quantity(150));
    QCOMPARE(market.apply(market.quote(10, 51, 12, 5)), RejectReason::PositionLimit);
    QCOMPARE(market.counts["OrderAccepted"], 0); // not the ask either
    QCOMPARE(market.apply(market.quote(10, 50, 12, 5)), RejectReason::None);
    QCOMPARE(market.apply(market.quote(11, 50, 12, 5)), RejectReason::None);
    QCOMPARE(market.apply(market.quote(11, 51, 12, 5)), RejectReason::PositionLimit);
    QCOMPARE(market.apply(market.quote(11, 49, 12, 5)), RejectReason::None);
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 10, 2)), RejectReason::PositionLimit);
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 10, 1)), RejectReason::None);
}

void PositionsTest::openBuysSurviveASnapshot() {
    QuoteMarket market(Quantity(150));
    market.apply(market.order(kMaker, Side::Buy, 10, 20));
    api::PlaceOrder stop = market.order(kMaker, Side::Buy, 30, 20);
    stop.type = api::OrderType::StopLimit;
    stop.triggerPrice = Price(20);
    market.apply(stop);
    market.saveAndLoad();
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 10, 11)), RejectReason::PositionLimit);
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 10, 10)), RejectReason::None);
}

void PositionsTest::aPartOfALotTakesAWholeOne() {
    Positions positions;
    Instrument instrument;
    instrument.definition.maxPosition = Quantity(5);
    instrument.terms.lotSize = 10;
    QCOMPARE(positions.room(kMaker, instrument, Amount(0)), Quantity(5));
    QCOMPARE(positions.room(kMaker, instrument, Amount(1)), Quantity(4));
    QCOMPARE(positions.room(kMaker, instrument, Amount(10)), Quantity(4));
    QCOMPARE(positions.room(kMaker, instrument, Amount(41)), Quantity(0));
    QCOMPARE(positions.room(kMaker, instrument, Amount(50)), Quantity(0));
    QCOMPARE(positions.room(kMaker, instrument, Amount(5'000)), Quantity(0));
}

void PositionsTest::negativeAndHugeBoundsAreRefused() {
    QuoteMarket market;
    api::CreateInstrument another;
    another.instrument = InstrumentId(2);
    another.symbol = api::Symbol("another");
    another.base = AssetId(2);
    another.quote = AssetId(1);
    another.lotSize = 1 << 10;
    another.maxPosition = Quantity(-1);
    QCOMPARE(market.apply(another), RejectReason::InvalidDefinition);
    another.maxPosition = Quantity(kMaxAmount / another.lotSize);
    QCOMPARE(market.apply(another), RejectReason::InvalidDefinition);
    another.maxPosition -= Quantity(1);
    QCOMPARE(market.apply(another), RejectReason::None);
}

/// As runtime::ShardPool works runs of commands.
void PositionsTest::anInexactStateNeverRefusesAndCountsPromises() {
    QuoteMarket market(Quantity(150));
    Shard& shard = market.venue.shard(0);
    const api::CommandContext context{next(market.venue.lastSequence()), Timestamp(0), UserId()};
    Reservation first;
    shard.reserve(context, market.order(kMaker, Side::Buy, 10, 30), {false, true}, first);
    QCOMPARE(first.kind, Reservation::Kind::Forward);
    Reservation second;
    shard.reserve(context, market.order(kMaker, Side::Buy, 10, 21), {false, true}, second);
    QCOMPARE(second.kind, Reservation::Kind::NeedsExactState);
    shard.reserve(context, market.quote(10, 21, 12, 1), {false, true}, second);
    QCOMPARE(second.kind, Reservation::Kind::NeedsExactState);
    shard.reserve(context, market.quote(10, 20, 12, 1), {false, true}, second);
    QCOMPARE(second.kind, Reservation::Kind::Forward);
    shard.undo(second);
    shard.undo(first);
    QVERIFY(!market.venue.checkInvariants());
    // Another market of the asset may bring some of it any time.
    api::CreateInstrument another;
    another.instrument = InstrumentId(2);
    another.symbol = api::Symbol("another");
    another.base = AssetId(2);
    another.quote = AssetId(1);
    QCOMPARE(market.apply(another), RejectReason::None);
    shard.reserve(context, market.order(kMaker, Side::Buy, 10, 1), {false, true}, first);
    QCOMPARE(first.kind, Reservation::Kind::NeedsExactState);
    shard.reserve(context, market.order(kMaker, Side::Sell, 10, 1), {false, true}, first);
    QCOMPARE(first.kind, Reservation::Kind::Forward);
    shard.undo(first);
}

QTEST_APPLESS_MAIN(PositionsTest)
#include "positions_test.moc"
