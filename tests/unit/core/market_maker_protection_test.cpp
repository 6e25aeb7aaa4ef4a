// Market-maker protection, at the boundaries of its limits, its window and its freeze.
#include "engine/core/market_maker_protection.h"
#include "tests/unit/core/quote_market.h"

using namespace openbell;
using namespace openbell::core;
using namespace openbell::core::test;
using api::RejectReason;
using api::Side;

namespace {

constexpr std::int64_t kMs = 1'000'000;

api::SetMarketMakerProtection settings(std::uint32_t window, std::int64_t quantity,
                                       std::uint32_t trades, std::uint32_t freeze) {
    return {kMaker, kMarket, window, Quantity(quantity), trades, freeze};
}

} // namespace

class MarketMakerProtectionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theQuantityLimitActsWhenItIsReached();
    void theTradeLimitActsWhenItIsReached();
    void aFillCountsUntilItsAgeIsTheWindow();
    void onlyRestingOrdersOfQuotesCountAndAreCancelled();
    void quotesAreRefusedUntilTheFreezeEnds();
    void aFreezeWithoutLengthLastsUntilItIsReset();
    void itActsBeforeTheStopsThatTheMatchTriggers();
    void anAuctionFillsTheWholeQuoteFirst();
    void settingItAgainForgetsTheFillsAndKeepsAFreeze();
    void invalidSettingsAreRefused();
    void itSurvivesASnapshot();
    void fillsInTheWindowAreBounded();
};

void MarketMakerProtectionTest::theQuantityLimitActsWhenItIsReached() {
    for (const auto& [sold, trips] : {std::pair(9, false), {10, true}, {11, true}}) {
        QuoteMarket market;
        market.apply(settings(1000, 10, 0, 0));
        market.apply(market.quote(10, 20, 12, 20));
        QCOMPARE(market.apply(market.order(kTaker, Side::Sell, 10, sold)), RejectReason::None);
        QCOMPARE(market.counts["MarketMakerProtectionTriggered"], trips ? 1 : 0);
        QCOMPARE(market.counts["MarketMakerProtection"], trips ? 2 : 0); // both sides
        QVERIFY(!trips || market.text.find("quantity=" + std::to_string(sold) + " trades=1") !=
                              std::string::npos);
    }
}

void MarketMakerProtectionTest::theTradeLimitActsWhenItIsReached() {
    QuoteMarket market;
    market.apply(settings(1000, 0, 3, 0));
    market.apply(market.quote(10, 20, 12, 20));
    for (const int trips : {0, 0, 1}) {
        market.apply(market.order(kTaker, trips ? Side::Buy : Side::Sell, trips ? 12 : 10, 1));
        QCOMPARE(market.counts["TradeExecuted"], 1);
        QCOMPARE(market.counts["MarketMakerProtectionTriggered"], trips);
    }
}

void MarketMakerProtectionTest::aFillCountsUntilItsAgeIsTheWindow() {
    for (const auto& [later, trips] :
         {std::pair(1000 * kMs - 1, true), {1000 * kMs, false}, {1000 * kMs + 1, false}}) {
        QuoteMarket market;
        market.apply(settings(1000, 10, 0, 0));
        market.apply(market.quote(10, 20, 12, 20));
        market.apply(market.order(kTaker, Side::Sell, 10, 5));
        market.time = Timestamp(later);
        market.apply(market.order(kTaker, Side::Sell, 10, 5));
        QCOMPARE(market.counts["MarketMakerProtectionTriggered"], trips ? 1 : 0);
    }
}

void MarketMakerProtectionTest::onlyRestingOrdersOfQuotesCountAndAreCancelled() {
    QuoteMarket market;
    market.apply(settings(1000, 10, 0, 0));
    market.apply(market.order(kMaker, Side::Buy, 11, 30));
    market.apply(market.order(kTaker, Side::Sell, 11, 20));
    QCOMPARE(market.counts["MarketMakerProtectionTriggered"], 0);
    // As a taker a quote does not count either.
    market.apply(market.order(kTaker, Side::Sell, 11, 10));
    market.apply(market.order(kTaker, Side::Sell, 10, 15));
    market.apply(market.quote(10, 30, 14, 20));
    QCOMPARE(market.counts["TradeExecuted"], 1);
    QCOMPARE(market.counts["MarketMakerProtectionTriggered"], 0);
    market.apply(market.order(kMaker, Side::Buy, 5, 3));
    market.apply(market.order(kTaker, Side::Sell, 10, 10));
    QCOMPARE(market.counts["MarketMakerProtection"], 2);
    // The other order is still there.
    market.apply(market.order(kTaker, Side::Sell, 5, 3));
    QCOMPARE(market.counts["TradeExecuted"], 1);
}

void MarketMakerProtectionTest::quotesAreRefusedUntilTheFreezeEnds() {
    QuoteMarket market;
    market.apply(settings(1000, 10, 0, 500));
    market.apply(market.quote(10, 20, 12, 20));
    market.time = Timestamp(70 * kMs);
    market.apply(market.order(kTaker, Side::Sell, 10, 10));
    QVERIFY(market.text.find("until=" + std::to_string(570 * kMs)) != std::string::npos);
    market.time = Timestamp(570 * kMs - 1);
    QCOMPARE(market.apply(market.quote(10, 20, 12, 20)), RejectReason::ProtectionActive);
    QCOMPARE(market.apply(market.order(kMaker, Side::Buy, 10, 1)), RejectReason::None);
    QCOMPARE(market.apply(market.quote(10, 0, 12, 0)), RejectReason::NothingToChange);
    market.time = Timestamp(570 * kMs);
    QCOMPARE(market.apply(market.quote(10, 20, 12, 20)), RejectReason::None);
    // What was counted before the freeze is forgotten.
    market.apply(market.order(kTaker, Side::Buy, 12, 9));
    QCOMPARE(market.counts["MarketMakerProtectionTriggered"], 0);
}

void MarketMakerProtectionTest::aFreezeWithoutLengthLastsUntilItIsReset() {
    QuoteMarket market;
    market.apply(settings(1000, 10, 0, 0));
    market.apply(market.quote(10, 20, 12, 20));
    market.apply(market.order(kTaker, Side::Sell, 10, 10));
    market.time = Timestamp(1'000'000'000 * kMs);
    QCOMPARE(market.apply(market.quote(10, 20, 12, 20)), RejectReason::ProtectionActive);
    QCOMPARE(market.apply(api::ResetMarketMakerProtection{kMaker, kMarket}), RejectReason::None);
    QCOMPARE(market.apply(market.quote(10, 20, 12, 20)), RejectReason::None);
    QCOMPARE(market.apply(api::ResetMarketMakerProtection{kTaker, kMarket}),
             RejectReason::NothingToChange);
    QCOMPARE(market.apply(api::ResetMarketMakerProtection{AccountId(9), kMarket}),
             RejectReason::UnknownAccount);
    QCOMPARE(market.apply(api::ResetMarketMakerProtection{kMaker, InstrumentId(9)}),
             RejectReason::UnknownInstrument);
}

void MarketMakerProtectionTest::itActsBeforeTheStopsThatTheMatchTriggers() {
    QuoteMarket market;
    market.apply(market.order(kTaker, Side::Buy, 20, 1)); // a last price above the trigger
    market.apply(market.order(kTaker, Side::Sell, 20, 1));
    market.apply(settings(1000, 5, 0, 0));
    market.apply(market.quote(10, 20, 30, 20));
    api::PlaceOrder stop = market.order(kTaker, Side::Sell, 0, 7);
    stop.type = api::OrderType::Stop;
    stop.triggerPrice = Price(10);
    QCOMPARE(market.apply(stop), RejectReason::None);
    market.apply(market.order(kTaker, Side::Sell, 10, 5));
    QCOMPARE(market.counts["MarketMakerProtection"], 2);
    QCOMPARE(market.counts["OrderTriggered"], 1);
    QCOMPARE(market.counts["TradeExecuted"], 1); // the stop found nobody
}

void MarketMakerProtectionTest::anAuctionFillsTheWholeQuoteFirst() {
    QuoteMarket market;
    market.apply(settings(1000, 5, 0, 0));
    market.apply(api::ChangeInstrumentState{kMarket, api::InstrumentState::OpeningAuction, {}, {}});
    market.apply(market.quote(10, 20, 12, 20));
    for (int i = 0; i < 3; ++i)
        market.apply(market.order(kTaker, Side::Sell, 10, 5));
    market.apply(api::ResumeInstrument{kMarket, {}});
    QCOMPARE(market.counts["TradeExecuted"], 3);
    QCOMPARE(market.counts["MarketMakerProtectionTriggered"], 1);
    QCOMPARE(market.counts["MarketMakerProtection"], 2);
    // The quote's bid is the older one although the number of an ask is larger than any other.
    QVERIFY(market.text.find("takerSide=Sell") != std::string::npos);
    market.apply(api::ResetMarketMakerProtection{kMaker, kMarket});
    market.apply(api::ChangeInstrumentState{kMarket, api::InstrumentState::OpeningAuction, {}, {}});
    market.apply(market.quote(10, 0, 12, 4));
    market.apply(market.order(kTaker, Side::Buy, 12, 4));
    market.apply(api::ResumeInstrument{kMarket, {}});
    QVERIFY(market.text.find("takerSide=Buy") != std::string::npos);
}

void MarketMakerProtectionTest::settingItAgainForgetsTheFillsAndKeepsAFreeze() {
    QuoteMarket market;
    market.apply(settings(1000, 10, 0, 0));
    QCOMPARE(market.apply(settings(1000, 10, 0, 0)), RejectReason::NothingToChange);
    market.apply(market.quote(10, 40, 12, 20));
    market.apply(market.order(kTaker, Side::Sell, 10, 9));
    QCOMPARE(market.apply(settings(1000, 10, 2, 0)), RejectReason::None);
    market.apply(market.order(kTaker, Side::Sell, 10, 9));
    QCOMPARE(market.counts["MarketMakerProtectionTriggered"], 0);
    market.apply(market.order(kTaker, Side::Sell, 10, 1));
    QCOMPARE(market.counts["MarketMakerProtectionTriggered"], 1);
    QCOMPARE(market.apply(settings(1000, 11, 2, 0)), RejectReason::None);
    QCOMPARE(market.apply(market.quote(10, 20, 12, 20)), RejectReason::ProtectionActive);
    QCOMPARE(market.apply(settings(0, 0, 0, 0)), RejectReason::None);
    QCOMPARE(market.apply(market.quote(10, 20, 12, 20)), RejectReason::None);
    QCOMPARE(market.apply(settings(0, 0, 0, 0)), RejectReason::NothingToChange);
}

void MarketMakerProtectionTest::invalidSettingsAreRefused() {
    QuoteMarket market;
    for (const auto& invalid :
         {settings(1000, 0, 0, 0), settings(0, 1, 0, 0), settings(0, 0, 1, 0),
          settings(0, 0, 0, 1), settings(86'400'001, 1, 0, 0), settings(1000, 1, 0, 86'400'001),
          settings(1000, -1, 0, 0), settings(1000, kMaxAmount, 0, 0), settings(1000, 0, 10'001, 0)})
        QCOMPARE(market.apply(invalid), RejectReason::InvalidDefinition);
    QCOMPARE(market.apply(settings(86'400'000, kMaxAmount - 1, 10'000, 86'400'000)),
             RejectReason::None);
}

void MarketMakerProtectionTest::itSurvivesASnapshot() {
    QuoteMarket market;
    market.apply(settings(1000, 10, 0, 400));
    market.apply(market.quote(10, 40, 12, 20));
    market.apply(market.order(kTaker, Side::Sell, 10, 6));
    market.saveAndLoad();
    market.apply(market.order(kTaker, Side::Sell, 10, 4));
    QCOMPARE(market.counts["MarketMakerProtection"], 2);
    market.saveAndLoad();
    market.time = Timestamp(400 * kMs - 1);
    QCOMPARE(market.apply(market.quote(10, 20, 12, 20)), RejectReason::ProtectionActive);
    api::EventBuffer events;
    market.venue.describe(events);
    int told = 0;
    events.forEach([&](const api::EventStamp&, const auto& event) {
        using Event = std::remove_cvref_t<decltype(event)>;
        told += std::is_same_v<Event, api::MarketMakerProtectionChanged> ? 1 : 0;
        if constexpr (std::is_same_v<Event, api::MarketMakerProtectionTriggered>) {
            QCOMPARE(event.quantity, Quantity(10));
            QCOMPARE(event.until, Timestamp(400 * kMs));
            ++told;
        }
    });
    QCOMPARE(told, 2);
}

void MarketMakerProtectionTest::fillsInTheWindowAreBounded() {
    MarketMakerProtection protection;
    QCOMPARE(protection.set(settings(86'400'000, kMaxAmount - 1, 0, 0)), RejectReason::None);
    for (std::uint32_t i = 1; i < MarketMakerProtection::kMostTrades; ++i)
        QVERIFY(!protection.note(Timestamp(i), Quantity(1)));
    QVERIFY(protection.note(Timestamp(20'000), Quantity(1)));
    QCOMPARE(protection.freeze().trades, MarketMakerProtection::kMostTrades);
    QVERIFY(protection.isFrozen(Timestamp(1) + Duration(kMaxAmount)));
}

QTEST_APPLESS_MAIN(MarketMakerProtectionTest)
#include "market_maker_protection_test.moc"
