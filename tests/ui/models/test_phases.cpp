// A market's phases in the console: what a state takes, what a calendar says, what drafts accept and
// what they say will happen. Where the engine has the rule, both must agree.
#include "engine/core/order_rules.h"
#include "engine/core/phases/state_rules.h"
#include "engine/core/phases/trading_calendar.h"
#include "tests/ui/models/sample_market.h"
#include "ui/models/auction_board.h"
#include "ui/models/instrument_drafts.h"
#include "ui/models/instrument_effects.h"
#include "ui/models/instrument_texts.h"
#include "ui/models/order_ticket.h"

#include "engine/base/random.h"

#include <QTest>

#include <random>

using namespace openbell;
using namespace openbell::models;
using State = api::InstrumentState;

class TestPhases : public QObject {
    Q_OBJECT

private:
    ReferenceData m_reference;
    const Format m_format{QLocale(QLocale::English, QLocale::UnitedStates)};
    const Timestamp m_now{1'767'355'200'000'000'000}; // Friday 2026-01-02 12:00 UTC

    InstrumentInfo market(State state = State::Trading) {
        m_reference.apply(sampleReference(state));
        return *m_reference.instrument(kMarket);
    }
    InstrumentDrafts drafts() const { return {m_reference, m_format}; }
    static bool says(const QStringList& lines, const char* words) {
        return lines.join(u'\n').contains(QLatin1String(words));
    }

private Q_SLOTS:
    void theConsoleOffersWhatTheEngineTakes() {
        for (std::size_t s = 0; s < api::kEnumSize<State>; ++s)
            for (std::size_t t = 0; t < api::kEnumSize<api::OrderType>; ++t) {
                const auto type = static_cast<api::OrderType>(t);
                auto times = OrderTicket::timesOf(type);
                if (times.empty())
                    times = {api::TimeInForce::ImmediateOrCancel};
                for (const api::TimeInForce time : times) {
                    api::PlaceOrder order;
                    order.type = type;
                    order.timeInForce = time;
                    const auto state = static_cast<State>(s);
                    QCOMPARE(takesNewOrder(state, order.type, order.timeInForce),
                             core::stateTakes(state, core::wishOf(order.type,
                                                                  core::effectiveTimeInForce(order))));
                }
            }
    }

    void theConsoleReadsCalendarsAsTheEngineDoes() {
        constexpr std::uint64_t seed = 20'261'121;
        qInfo("seed %llu", static_cast<unsigned long long>(seed));
        Random random(seed);
        for (int round = 0; round < 300; ++round) {
            api::SetTradingSchedule schedule;
            schedule.weekdays = static_cast<std::uint8_t>(random.below(128));
            const auto from = static_cast<std::int32_t>(random.between(0, 30'000));
            schedule.preOpen = random.chance(1, 2) ? from : api::kNoTimeOfDay;
            schedule.openingAuction = random.chance(1, 2) ? from + 1800 : api::kNoTimeOfDay;
            schedule.trading = from + 3600;
            schedule.closingAuction = random.chance(1, 2) ? from + 30'000 : api::kNoTimeOfDay;
            schedule.close = from + 40'000;
            core::TradingCalendar calendar;
            (void)calendar.set(schedule);
            std::map<std::int32_t, api::SetTradingDay> days;
            for (int i = 0; i < 4; ++i) {
                api::SetTradingDay day;
                day.day = 20'000 + static_cast<std::int32_t>(random.below(10));
                day.kind = random.chance(1, 2) ? api::TradingDayKind::Holiday
                                               : api::TradingDayKind::Short;
                if (day.kind == api::TradingDayKind::Short)
                    day.close = static_cast<std::int32_t>(random.between(0, 86'399));
                (void)calendar.set(day);
                days[day.day] = day;
            }
            for (int i = 0; i < 200; ++i) {
                const Timestamp time((20'000LL * 86'400 + random.between(0, 10 * 86'400)) *
                                     kNsPerSecond);
                QCOMPARE(stateByCalendar(schedule, days, time), calendar.stateAt(time));
            }
        }
    }

    void aCrossedBookThatIsHaltedTradesFirstWhenItReopens() {
        const InstrumentInfo info = market(State::Halted);
        MarketSituation situation;
        situation.market = &info;
        situation.now = m_now;
        situation.orders.known = true;
        situation.orders.bids = {Price(101), Price(99)};
        situation.orders.asks = {Price(102), Price(100)};
        const auto effect = [&](State to) {
            return InstrumentEffects(m_format).of(
                api::ChangeInstrumentState{kMarket, to, {}, {}}, situation);
        };
        QVERIFY(says(effect(State::Trading), "trade at one price first"));
        QVERIFY(!says(effect(State::Closed), "trade at one price first"));
        situation.orders.asks.pop_back();
        QVERIFY(!says(effect(State::Trading), "trade at one price first"));
    }

    void theEffectOfEndingAnAuctionIsSaidBeforehand() {
        const InstrumentInfo info = market(State::ClosingAuction);
        api::AuctionView auction;
        auction.price = Price(201);
        auction.quantity = Quantity(120);
        MarketSituation situation;
        situation.market = &info;
        situation.auction = &auction;
        situation.now = m_now;
        std::vector<api::OrderView> orders(4);
        orders[3].timeInForce = api::TimeInForce::Day;
        situation.orders = OrderCounts::of(orders, false);
        const QStringList lines = InstrumentEffects(m_format).of(
            api::ChangeInstrumentState{kMarket, State::Closed, {}, {}}, situation);
        QVERIFY2(says(lines, "would trade 0.120 @ 100.50"), qPrintable(lines.join(u'\n')));
        QVERIFY(says(lines, "1 day order(s) will be cancelled"));
        QVERIFY(says(lines, "3 open order(s) stay"));
    }

    void delistingWarnsThatItIsForEver() {
        const InstrumentInfo info = market();
        MarketSituation situation;
        situation.market = &info;
        situation.orders = OrderCounts::of(std::vector<api::OrderView>(2), false);
        const api::ChangeInstrumentState delist{kMarket, State::Delisted, {}, {}};
        const QStringList lines = InstrumentEffects(m_format).of(delist, situation);
        QVERIFY(says(lines, "cannot be undone"));
        QVERIFY(says(lines, "All 2 open order(s) will be cancelled"));
        QVERIFY(InstrumentEffects::isGrave(delist, situation));
    }

    void aStateMustNotEndInThePast() {
        StateDraft draft;
        draft.state = State::VolatilityAuction;
        draft.until = m_now;
        const DraftCheck check = drafts().check(draft, market(), m_now);
        QVERIFY(!check.command);
        QVERIFY(!check.problem(DraftField::Until).isEmpty());
        draft.until = Timestamp(m_now.value() + 1);
        QVERIFY(drafts().check(draft, market(), m_now).command.has_value());
    }

    void aScheduleSaysWhichTimeIsWrong() {
        ScheduleDraft draft;
        draft.weekdays = 31;
        draft.trading = QStringLiteral("09:00");
        draft.close = QStringLiteral("08:00");
        QVERIFY(!drafts().check(draft, market()).problem(DraftField::Close).isEmpty());
        draft.close = QString();
        QVERIFY(!drafts().check(draft, market()).problem(DraftField::Close).isEmpty());
        draft.close = QStringLiteral("17:30");
        draft.preOpen = QStringLiteral("noon");
        QVERIFY(!drafts().check(draft, market()).problem(DraftField::PreOpen).isEmpty());
        draft.preOpen = QString();
        const DraftCheck good = drafts().check(draft, market());
        QVERIFY(good.isValid());
        const auto& schedule = std::get<api::SetTradingSchedule>(*good.command);
        QCOMPARE(schedule.trading, 9 * 3600);
        QCOMPARE(schedule.close, 17 * 3600 + 1800);
        QCOMPARE(schedule.preOpen, api::kNoTimeOfDay);
    }

    void aMonitorNeedsTimeDeviationAndAuction() {
        ControlsDraft draft;
        draft.deviations[0] = QStringLiteral("5");
        QVERIFY(!drafts().check(draft, market()).problem(DraftField::Monitor1).isEmpty());
        draft.horizons[0] = QStringLiteral("300");
        QVERIFY(!drafts().check(draft, market()).problem(DraftField::AuctionSeconds).isEmpty());
        draft.auctionSeconds = QStringLiteral("30");
        const DraftCheck good = drafts().check(draft, market());
        const auto& controls = std::get<api::SetPriceControls>(*good.command);
        QCOMPARE(controls.deviation1Ppm, std::int64_t{50'000});
        QCOMPARE(controls.horizon1, 300U);
        draft.collar = QStringLiteral("100");
        QVERIFY(!drafts().check(draft, market()).problem(DraftField::Collar).isEmpty());
    }

    void feesShowBeforeAndAfter() {
        const DraftCheck check = drafts().check(
            FeesDraft{QStringLiteral("0.1"), QStringLiteral("0.15")}, market());
        QCOMPARE(check.changes.size(), 1); // the maker's is 0.10 % already
        QVERIFY(check.changes[0].contains(QStringLiteral("0.20")));
        QVERIFY(check.changes[0].contains(QStringLiteral("0.15")));
        QVERIFY(!drafts().check(FeesDraft{QStringLiteral("0.1"), QStringLiteral("0.2")}, market())
                     .command);
    }

    void aNewMarketMustFitItsAssets() {
        market();
        NewMarketDraft draft;
        draft.symbol = QStringLiteral("btc-usd");
        draft.base = kBtc;
        draft.quote = kUsd;
        draft.tick = QStringLiteral("0.01");
        draft.lot = QStringLiteral("0.001");
        draft.maxPrice = QStringLiteral("1000");
        draft.maxQuantity = QStringLiteral("5");
        QVERIFY(!drafts().check(draft).problem(DraftField::Symbol).isEmpty()); // it exists
        draft.symbol = QStringLiteral("BTC-NEW");
        QVERIFY(!drafts().check(draft).problem(DraftField::Lot).isEmpty()); // 0.00001 USD a step
        draft.lot = QStringLiteral("0.01");
        const DraftCheck good = drafts().check(draft);
        QVERIFY(good.isValid());
        const auto& made = std::get<api::CreateInstrument>(*good.command);
        QCOMPARE(made.instrument, InstrumentId(2));
        QCOMPARE(made.maxPrice, Price(100'000));
        QCOMPARE(made.maxQuantity, Quantity(500));
        QCOMPARE(made.maxPosition, Quantity(0));
        draft.maxPosition = QStringLiteral("2.005");
        QVERIFY(!drafts().check(draft).problem(DraftField::MaxPosition).isEmpty());
        draft.maxPosition = QStringLiteral("2.5");
        const DraftCheck bounded = drafts().check(draft);
        QVERIFY(bounded.isValid());
        QCOMPARE(std::get<api::CreateInstrument>(*bounded.command).maxPosition, Quantity(250));
        draft.maxQuantity = QStringLiteral("5.001");
        QVERIFY(!drafts().check(draft).problem(DraftField::MaxQuantity).isEmpty());
    }

    void indicationsOfAnAuctionEndWithIt() {
        std::int64_t time = 0;
        AuctionBoard board([&time] { return Timestamp(++time); });
        api::TopicUpdate update;
        api::AuctionView view;
        view.instrument = kMarket;
        view.state = State::OpeningAuction;
        view.since = Timestamp(5);
        for (int i = 0; i < 3; ++i) {
            view.price = Price(100 + i / 2); // the second is the same again
            update.auctions = {view};
            board.apply(update);
        }
        QCOMPARE(board.indications(kMarket).size(), std::size_t{2});
        view.state = State::Trading;
        view.price = {};
        update.auctions = {view};
        board.apply(update);
        QVERIFY(board.indications(kMarket).empty());
        QCOMPARE(board.auction(kMarket)->state, State::Trading);
    }

    void curvesAddUpDemandFromAboveAndSupplyFromBelow() {
        BookModel book(kMarket);
        api::TopicUpdate update;
        update.snapshot = true;
        update.levels = {{api::Side::Buy, Price(101), Quantity(60), 1},
                         {api::Side::Buy, Price(100), Quantity(30), 1},
                         {api::Side::Sell, Price(100), Quantity(70), 1},
                         {api::Side::Sell, Price(99), Quantity(30), 1}};
        book.apply(update);
        const auto points = auctionCurves(book);
        QCOMPARE(points.size(), std::size_t{3});
        QCOMPARE(points[0].demand, Quantity(90));
        QCOMPARE(points[0].supply, Quantity(30));
        QCOMPARE(points[1].demand, Quantity(90));
        QCOMPARE(points[1].supply, Quantity(100));
        QCOMPARE(points[2].demand, Quantity(60));
        QCOMPARE(points[2].supply, Quantity(100));
    }
};

QTEST_MAIN(TestPhases)
#include "test_phases.moc"
