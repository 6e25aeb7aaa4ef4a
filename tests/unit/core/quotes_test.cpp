// Two-sided quotes: replaced as a whole or not at all, in their place where they can keep it.
#include "engine/core/shard.h"
#include "engine/core/snapshot.h"
#include "tests/unit/core/quote_market.h"

#include <algorithm>

using namespace openbell;
using namespace openbell::core;
using namespace openbell::core::test;
using api::PostOnly;
using api::RejectReason;
using api::Side;

class QuotesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theOrdersOfACommandHaveIdsOfTheirOwn();
    void aQuoteIsTwoOrders();
    void theSamePriceAndNoMoreKeepsItsPlace_data();
    void theSamePriceAndNoMoreKeepsItsPlace();
    void aRefusedSideRefusesBothAndLeavesTheEarlierQuote();
    void whatTheEarlierQuoteHoldsCounts();
    void theEarlierQuoteIsNotInItsOwnWay();
    void oneSideMayTakeAndTheOtherRests();
    void postOnlyQuotesAreRefusedOrSlide();
    void aQuoteWithoutQuantitiesEndsTheEarlierOne();
    void ordersOfQuotesAreCancelledButNotAmended();
    void statesThatTakeNoOrdersTakeNoQuotes();
    void anAccountNeedsRoomForBothOrders();
    void quotesSurviveASnapshot();
    void snapshotsWithTwoQuotesOfOneAccountAreRefused();
};

void QuotesTest::theOrdersOfACommandHaveIdsOfTheirOwn() {
    const Sequence newest(1'000'000'000'000); // a century of a hundred thousand commands a minute
    QCOMPARE(legId(Sequence(7), 0), OrderId(7));
    QCOMPARE(legId(Sequence(7), 1), OrderId(7 + (std::uint64_t{1} << 50)));
    QCOMPARE(legId(Sequence(7), 2), OrderId(7 + (std::uint64_t{1} << 51)));
    for (unsigned leg = 0; leg < 3; ++leg) {
        QVERIFY(legId(newest, leg).value() < std::uint64_t{1} << 53); // whole as a double
        QVERIFY(legId(newest, leg).value() < kOrderIdBound);
        QCOMPARE(sequenceOf(legId(newest, leg)).value(), newest.value());
        QCOMPARE(legOf(legId(newest, leg)), std::uint64_t{leg});
        QVERIFY(legId(newest, leg) < legId(next(newest), 0));
        QVERIFY(!(legId(next(newest), 0) < legId(newest, leg)));
    }
    QVERIFY(legId(newest, 0) < legId(newest, 1));
}

void QuotesTest::aQuoteIsTwoOrders() {
    QuoteMarket market;
    QCOMPARE(market.apply(market.quote(10, 5, 12, 6)), RejectReason::None);
    const OrderId bid = market.lastOrder();
    const OrderId ask = market.lastAsk();
    QCOMPARE(market.counts["OrderAccepted"], 2);
    QCOMPARE(market.counts["BookLevelChanged"], 2);
    QCOMPARE(market.apply(market.order(kTaker, Side::Sell, 10, 1)), RejectReason::None);
    QVERIFY(market.text.find("makerOrder=" + std::to_string(bid.value()) + " ") !=
            std::string::npos);
    QCOMPARE(market.apply(market.order(kTaker, Side::Buy, 12, 1)), RejectReason::None);
    QVERIFY(market.text.find("makerOrder=" + std::to_string(ask.value()) + " ") !=
            std::string::npos);
}

void QuotesTest::theSamePriceAndNoMoreKeepsItsPlace_data() {
    QTest::addColumn<int>("quantity");
    QTest::addColumn<bool>("keeps");
    QTest::newRow("less") << 4 << true;
    QTest::newRow("the same") << 5 << true;
    QTest::newRow("more") << 6 << false;
}

void QuotesTest::theSamePriceAndNoMoreKeepsItsPlace() {
    QFETCH(int, quantity);
    QFETCH(bool, keeps);
    QuoteMarket market;
    market.apply(market.quote(10, 6, 12, 6));
    const OrderId first = market.lastOrder();
    market.apply(market.order(kTaker, Side::Sell, 10, 1)); // 5 are open
    market.apply(market.order(kTaker, Side::Buy, 10, 3));  // stands behind it
    QCOMPARE(market.apply(market.quote(10, quantity, 13, 6)), RejectReason::None);
    QCOMPARE(market.counts["OrderAmended"], quantity == 4 ? 1 : 0);
    QCOMPARE(market.counts["Replaced"], keeps ? 1 : 2);
    market.apply(market.order(kTaker, Side::Sell, 10, 1));
    const bool isFirst = market.text.find("makerOrder=" + std::to_string(first.value()) + " ") !=
                         std::string::npos;
    QCOMPARE(isFirst, keeps);
}

void QuotesTest::aRefusedSideRefusesBothAndLeavesTheEarlierQuote() {
    QuoteMarket market;
    market.apply(market.quote(10, 5, 12, 6));
    const OrderId ask = market.lastAsk();
    const auto refused = [&](const api::PlaceQuote& quote, RejectReason reason) {
        QCOMPARE(market.apply(quote), reason);
        QCOMPARE(market.counts.size(), std::size_t{1});
    };
    refused(market.quote(12, 5, 12, 6), RejectReason::InvalidPrice);
    refused(market.quote(13, 5, 12, 6), RejectReason::InvalidPrice);
    refused(market.quote(0, 5, 12, 6), RejectReason::InvalidPrice);
    refused(market.quote(10, -1, 12, 6), RejectReason::InvalidQuantity);
    refused(market.quote(10, 5, 1001, 6), RejectReason::PriceOutsideLimits);
    refused(market.quote(10, 5, 12, 1001), RejectReason::QuantityOutsideLimits);
    refused(market.quote(11, 5, 12, 101), RejectReason::InsufficientFunds);
    refused(market.quote(999, 101, 1000, 6), RejectReason::InsufficientFunds);
    api::PlaceQuote stranger = market.quote(10, 5, 12, 6);
    stranger.account = AccountId(9);
    refused(stranger, RejectReason::UnknownAccount);
    stranger.account = kMaker;
    stranger.instrument = InstrumentId(9);
    refused(stranger, RejectReason::UnknownInstrument);
    market.apply(market.order(kTaker, Side::Buy, 12, 6));
    QVERIFY(market.text.find("makerOrder=" + std::to_string(ask.value()) + " ") !=
            std::string::npos);
}

void QuotesTest::whatTheEarlierQuoteHoldsCounts() {
    QuoteMarket market;
    QCOMPARE(market.apply(market.quote(999, 100, 1000, 100)), RejectReason::None); // nearly all
    QCOMPARE(market.apply(market.quote(998, 100, 999, 100)), RejectReason::None);
    QCOMPARE(market.apply(market.quote(998, 101, 1000, 1)), RejectReason::InsufficientFunds);
    QCOMPARE(market.apply(market.quote(998, 100, 1000, 101)), RejectReason::InsufficientFunds);
    QCOMPARE(market.apply(market.quote(10, 100, 12, 100)), RejectReason::None);
    QVERIFY(market.text.find("available=99000 held=1000") != std::string::npos);
}

void QuotesTest::theEarlierQuoteIsNotInItsOwnWay() {
    QuoteMarket market;
    api::PlaceQuote quote = market.quote(10, 5, 12, 5);
    quote.postOnly = PostOnly::Reject;
    QCOMPARE(market.apply(quote), RejectReason::None);
    quote = market.quote(13, 5, 15, 5); // the bid is beyond the earlier ask
    quote.postOnly = PostOnly::Reject;
    QCOMPARE(market.apply(quote), RejectReason::None);
    QCOMPARE(market.counts["TradeExecuted"], 0);
    market.apply(market.order(kTaker, Side::Sell, 15, 5));
    quote = market.quote(15, 5, 16, 5); // another one's order is where the earlier ask was
    quote.postOnly = PostOnly::Reject;
    QCOMPARE(market.apply(quote), RejectReason::WouldTakeLiquidity);
}

void QuotesTest::oneSideMayTakeAndTheOtherRests() {
    QuoteMarket market;
    market.apply(market.order(kTaker, Side::Sell, 10, 3));
    QCOMPARE(market.apply(market.quote(11, 5, 12, 6)), RejectReason::None);
    QCOMPARE(market.counts["TradeExecuted"], 1);
    QCOMPARE(market.counts["OrderAccepted"], 2);
    market.apply(market.order(kTaker, Side::Sell, 11, 2)); // what was left of the bid
    QCOMPARE(market.counts["TradeExecuted"], 1);
    QCOMPARE(market.apply(market.quote(5, 1, 12, 6)), RejectReason::None);
    QCOMPARE(market.counts["OrderCancelled"], 0); // the ask stays, there was no bid
}

void QuotesTest::postOnlyQuotesAreRefusedOrSlide() {
    QuoteMarket market;
    market.apply(market.order(kTaker, Side::Sell, 10, 3));
    api::PlaceQuote quote = market.quote(11, 5, 12, 6);
    quote.postOnly = PostOnly::Reject;
    QCOMPARE(market.apply(quote), RejectReason::WouldTakeLiquidity);
    quote.postOnly = PostOnly::Slide;
    QCOMPARE(market.apply(quote), RejectReason::None);
    QVERIFY(market.text.find("price=9 quantity=5") != std::string::npos);
    QCOMPARE(market.apply(quote), RejectReason::None); // it slides to where it is, and stays
    QCOMPARE(market.text, std::string());
}

void QuotesTest::aQuoteWithoutQuantitiesEndsTheEarlierOne() {
    QuoteMarket market;
    QCOMPARE(market.apply(market.quote(0, 0, 0, 0)), RejectReason::NothingToChange);
    market.apply(market.quote(10, 5, 12, 6));
    QCOMPARE(market.apply(market.quote(10, 5, 0, 0)), RejectReason::None);
    QCOMPARE(market.counts["Requested"], 1);
    market.apply(market.quote(10, 5, 12, 6));
    QCOMPARE(market.apply(market.quote(0, 0, 0, 0)), RejectReason::None);
    QCOMPARE(market.counts["Requested"], 2);
    QCOMPARE(market.apply(market.quote(0, 0, 0, 0)), RejectReason::NothingToChange);
}

void QuotesTest::ordersOfQuotesAreCancelledButNotAmended() {
    QuoteMarket market;
    market.apply(market.quote(10, 5, 12, 6));
    const OrderId bid = market.lastOrder();
    const OrderId ask = market.lastAsk();
    QCOMPARE(market.apply(api::AmendOrder{kMaker, kMarket, ask, Price(12), Quantity(3)}),
             RejectReason::InvalidCombination);
    api::ReplaceOrder replace;
    replace.account = kMaker;
    replace.instrument = kMarket;
    replace.order = bid;
    replace.price = Price(9);
    replace.quantity = Quantity(5);
    QCOMPARE(market.apply(replace), RejectReason::InvalidCombination);
    QCOMPARE(market.apply(api::CancelOrder{kMaker, kMarket, ask}), RejectReason::None);
    QCOMPARE(market.apply(api::CancelOrder{kMaker, kMarket, ask}), RejectReason::UnknownOrder);
    QCOMPARE(market.apply(market.quote(10, 5, 12, 6)), RejectReason::None);
    QCOMPARE(market.counts["OrderAccepted"], 1); // the ask is new, the bid was there
    QCOMPARE(market.apply(api::CancelAll{kMaker, kMarket, api::SideFilter::Both}),
             RejectReason::None);
    QCOMPARE(market.counts["MassCancel"], 2);
}

void QuotesTest::statesThatTakeNoOrdersTakeNoQuotes() {
    QuoteMarket market;
    market.apply(market.quote(10, 5, 12, 6));
    market.apply(api::HaltInstrument{kMarket, {}});
    QCOMPARE(market.apply(market.quote(10, 4, 12, 6)), RejectReason::MarketHalted);
    QCOMPARE(market.apply(market.quote(0, 0, 0, 0)), RejectReason::None);
    market.apply(api::ChangeInstrumentState{kMarket, api::InstrumentState::PreOpen, {}, {}});
    QCOMPARE(market.apply(market.quote(10, 4, 12, 6)), RejectReason::None);
    market.apply(api::ChangeInstrumentState{kMarket, api::InstrumentState::Delisted, {}, {}});
    QCOMPARE(market.counts["Delisted"], 2);
    QCOMPARE(market.apply(market.quote(0, 0, 0, 0)), RejectReason::NotInThisState);
}

void QuotesTest::anAccountNeedsRoomForBothOrders() {
    QuoteMarket market;
    Shard& shard = market.venue.shard(0);
    const api::CommandContext context{next(market.venue.lastSequence()), Timestamp(0), UserId()};
    Reservation reservation;
    shard.reserve(context, market.quote(10, 5, 12, 6), {true, false}, reservation);
    QCOMPARE(reservation.reason, RejectReason::TooManyOpenOrders);
    shard.reserve(context, market.quote(10, 5, 12, 6), {false, false}, reservation);
    QCOMPARE(reservation.kind, Reservation::Kind::NeedsExactState);
    shard.reserve(context, market.quote(0, 0, 0, 0), {true, false}, reservation);
    QCOMPARE(reservation.kind, Reservation::Kind::Forward);
    shard.undo(reservation);
    for (std::uint32_t i = 0; i < kMaxOpenOrdersPerAccount - 1; ++i)
        shard.home().restoreOpenOrder(kMaker);
    shard.reserve(context, market.quote(10, 5, 12, 6), {true, true}, reservation);
    QCOMPARE(reservation.reason, RejectReason::TooManyOpenOrders);
    shard.reserve(context, market.quote(10, 5, 0, 0), {true, true}, reservation);
    QCOMPARE(reservation.kind, Reservation::Kind::Forward);
}

void QuotesTest::quotesSurviveASnapshot() {
    QuoteMarket market;
    market.apply(market.quote(10, 5, 12, 6));
    market.saveAndLoad();
    QCOMPARE(market.apply(market.quote(10, 4, 13, 6)), RejectReason::None);
    QCOMPARE(market.counts["OrderAmended"], 1);
    QCOMPARE(market.counts["Replaced"], 1);
}

void QuotesTest::snapshotsWithTwoQuotesOfOneAccountAreRefused() {
    QuoteMarket market;
    market.apply(market.quote(10, 5, 12, 6));
    market.apply(market.order(kMaker, Side::Buy, 9, 5));
    api::Bytes bytes;
    market.venue.save(bytes);
    SavedOrder plain;
    plain.order = market.lastOrder();
    plain.account = kMaker;
    plain.price = Price(9);
    plain.total = Quantity(5);
    plain.held = Amount(45);
    api::Bytes wanted;
    api::BinaryWriter(wanted).write(plain);
    const auto at = std::search(bytes.begin(), bytes.end(), wanted.begin(), wanted.end());
    QVERIFY(at != bytes.end());
    plain.quote = true;
    api::Bytes marked;
    api::BinaryWriter(marked).write(plain);
    std::copy(marked.begin(), marked.end(), at);
    Venue loaded;
    const auto result = loaded.load(bytes);
    QVERIFY(!result);
    QVERIFY(result.error().message.find("an order is not valid") != std::string::npos);
}

QTEST_APPLESS_MAIN(QuotesTest)
#include "quotes_test.moc"
