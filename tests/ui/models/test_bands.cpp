// Limit-up/limit-down bands in the console: what a table must have, where its band lies and whom it
// hits. Where the engine has the rule, both must agree.
#include "engine/base/random.h"
#include "engine/core/phases/price_bands.h"
#include "tests/ui/models/sample_market.h"
#include "ui/models/instrument_drafts.h"
#include "ui/models/instrument_texts.h"
#include "ui/models/price_bands.h"

#include <QTest>

using namespace openbell;
using namespace openbell::models;

class TestBands : public QObject {
    Q_OBJECT

private:
    static constexpr std::int32_t kToday = 20'455; // 2026-01-02
    ReferenceData m_reference;
    const Format m_format{QLocale(QLocale::English, QLocale::UnitedStates)};
    const Timestamp m_now{1'767'355'200'000'000'000};

    const InstrumentInfo& market() const { return *m_reference.instrument(kMarket); }
    DraftCheck check(const BandsDraft& draft) const {
        return InstrumentDrafts(m_reference, m_format).check(draft, market());
    }
    static BandsDraft simple() {
        BandsDraft draft;
        draft.fromDay = kToday;
        draft.widths[0] = QStringLiteral("5");
        draft.reference = QStringLiteral("300");
        draft.limit = QStringLiteral("15");
        draft.pause = QStringLiteral("60");
        return draft;
    }
    void keep(const api::SetPriceBands& table) {
        api::TopicUpdate update;
        update.priceBands = {table};
        m_reference.apply(update);
    }
    static api::SetPriceBands table(std::int32_t day, std::int64_t widthPpm) {
        api::SetPriceBands bands;
        bands.instrument = kMarket;
        bands.fromDay = day;
        bands.width1Ppm = widthPpm;
        if (widthPpm != 0)
            bands.referenceSeconds = bands.limitSeconds = bands.pauseSeconds = 60;
        return bands;
    }
    MarketSituation situation() const {
        MarketSituation now;
        now.market = &market();
        now.last = Price(128'456); // 64,228
        now.now = m_now;
        now.orders.known = true;
        return now;
    }
    QString effect(const api::SetPriceBands& bands, const MarketSituation& now) const {
        return InstrumentEffects(m_format).of(bands, now).join(u'\n');
    }

private Q_SLOTS:
    void init() { m_reference.apply(sampleReference()); }

    void aTableIsReadAsItWasEntered() {
        BandsDraft draft = simple();
        draft.most[0] = QStringLiteral("15");
        draft.close = QStringLiteral("1500");
        draft.above[1] = QStringLiteral("100.50");
        draft.widths[1] = QStringLiteral("2.5");
        const DraftCheck good = check(draft);
        QVERIFY(good.isValid());
        const auto& sent = std::get<api::SetPriceBands>(*good.command);
        QCOMPARE(sent.fromDay, kToday);
        QCOMPARE(sent.width1Ppm, std::int64_t{50'000});
        QCOMPARE(sent.most1, Price(15));
        QCOMPARE(sent.above2, Price(201));
        QCOMPARE(sent.width2Ppm, std::int64_t{25'000});
        QCOMPARE(sent.width3Ppm, std::int64_t{0});
        QCOMPARE(sent.limitSeconds, 15U);
        QCOMPARE(sent.closeSeconds, 1500U);
        QCOMPARE(sent.closeRows, 2U); // those that there are
        QVERIFY2(good.changes[0].startsWith(QStringLiteral("Price bands from 2026-01-02 on: none → ±5.00")),
                 qPrintable(good.changes[0]));
        // And shown again as it was entered.
        const BandsDraft again = BandsDraft::of(sent, market(), m_format);
        QCOMPARE(again.above[1], QStringLiteral("100.50"));
        QCOMPARE(again.most[0], QStringLiteral("15"));
        QVERIFY(!again.off);
    }

    void whatIsMissingIsSaidAtItsRow() {
        BandsDraft draft = simple();
        draft.widths[0].clear();
        draft.above[2] = QStringLiteral("200");
        draft.widths[2] = QStringLiteral("1");
        draft.limit.clear();
        const DraftCheck wrong = check(draft);
        QVERIFY(!wrong.command);
        QVERIFY(wrong.problem(DraftField::Band1).contains(QStringLiteral("width")));
        QVERIFY(wrong.problem(DraftField::Band3).contains(QStringLiteral("before")));
        QVERIFY(wrong.problem(DraftField::BandLimit).contains(QStringLiteral("need")));
        draft = simple();
        draft.above[1] = QStringLiteral("100");
        draft.widths[1] = QStringLiteral("1");
        draft.above[2] = QStringLiteral("99");
        draft.widths[2] = QStringLiteral("1");
        draft.most[1] = QStringLiteral("half");
        QVERIFY(check(draft).problem(DraftField::Band3).contains(QStringLiteral("above")));
        QVERIFY(check(draft).problem(DraftField::Band2).contains(QStringLiteral("whole number")));
    }

    void noBandsNeedNothingElse() {
        keep(table(kToday, 50'000));
        BandsDraft draft;
        draft.fromDay = kToday + 1;
        draft.off = true;
        const DraftCheck good = check(draft);
        QVERIFY(good.command.has_value());
        const auto& sent = std::get<api::SetPriceBands>(*good.command);
        QCOMPARE(sent.width1Ppm, std::int64_t{0});
        QCOMPARE(sent.referenceSeconds, 0U);
        draft.fromDay = kToday - 1; // there were none before, either
        QVERIFY(!check(draft).command);
    }

    void theEngineTakesWhatTheConsoleTakesAndBothFindTheSameBand() {
        constexpr std::uint64_t seed = 20'261'123;
        qInfo("seed %llu", static_cast<unsigned long long>(seed));
        Random random(seed);
        int taken = 0;
        int refused = 0;
        for (int round = 0; round < 3000; ++round) {
            BandsDraft draft;
            const auto maybe = [&](std::int64_t most) {
                return random.chance(1, 6) ? QString() : QString::number(random.between(0, most));
            };
            draft.fromDay = kToday;
            draft.off = random.chance(1, 10);
            const auto rows = random.between(1, 3);
            for (std::size_t i = 0; i < static_cast<std::size_t>(rows); ++i) {
                draft.above[i] = i == 0 ? QString() : maybe(i == 1 ? 50 : 150);
                draft.widths[i] = maybe(101);
                draft.most[i] = random.chance(1, 2) ? QString() : maybe(40);
            }
            draft.reference = maybe(90'000);
            draft.limit = maybe(100);
            draft.pause = maybe(100);
            draft.close = random.chance(1, 2) ? QString() : maybe(90'000);
            draft.closeRows = static_cast<std::uint32_t>(random.between(1, 3));
            const DraftCheck result = check(draft);
            refused += result.isValid() ? 0 : 1;
            if (!result.command)
                continue;
            ++taken;
            const auto& sent = std::get<api::SetPriceBands>(*result.command);
            core::PriceBands bands;
            QCOMPARE(bands.set(sent), api::RejectReason::None);
            const Price reference(random.between(1, 400));
            bands.restart(m_now, reference);
            const Duration toClose(random.between(0, 100'000) * kNsPerSecond);
            const core::PriceBands::Band band = bands.at(m_now, m_now + toClose);
            const bool near = toClose <= Duration(sent.closeSeconds * kNsPerSecond);
            const auto here = bandAround(sent, reference, near);
            QCOMPARE(here.has_value(), !band.reference.isZero());
            if (here) {
                QCOMPARE(here->lower, band.range.lowest);
                QCOMPARE(here->upper, band.range.highest);
            }
        }
        QVERIFY(taken > 300 && refused > 300);
    }

    void theEffectSaysWhereTheBandLiesAndWhomItHits() {
        MarketSituation now = situation();
        now.orders.bids = {Price(128'000), Price(100'000), Price(140'000)};
        now.orders.asks = {Price(128'500), Price(150'000), Price(160'000)};
        const QString text = effect(table(kToday, 50'000), now);
        QVERIFY2(text.contains(QStringLiteral("At the last price, 64228.00, the band would be 61016.50 "
                                              "to 67439.50, i.e. 5.00\u00A0%.")),
                 qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("1 open order(s) would be beyond it and be cancelled")),
                 qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("3 open order(s) would be beyond it: they stay")),
                 qPrintable(text));
        QVERIFY(InstrumentEffects::isGrave(table(kToday, 50'000), now));
        QVERIFY(!InstrumentEffects::isGrave(table(kToday + 1, 50'000), now));
        QVERIFY(!InstrumentEffects::isGrave(table(kToday, 500'000), now));
    }

    void theBandStaysAroundItsReferencePrice() {
        MarketSituation now = situation();
        api::AuctionView auction;
        auction.bandLower = Price(110'000);
        auction.bandUpper = Price(130'000);
        now.auction = &auction;
        const QString text = effect(table(kToday, 100'000), now);
        QVERIFY2(text.contains(QStringLiteral("At the present reference price, 60000.00, the band would "
                                              "be 54000.00 to 66000.00")),
                 qPrintable(text));
    }

    void tablesOfOtherDaysAreToldApart() {
        keep(table(kToday - 10, 100'000));
        keep(table(kToday - 2, 50'000));
        QCOMPARE(bandsOn(market().priceBands, kToday - 11), nullptr);
        QCOMPARE(bandsOn(market().priceBands, kToday - 3)->fromDay, kToday - 10);
        QCOMPARE(bandsOn(market().priceBands, kToday)->fromDay, kToday - 2);
        QVERIFY(effect(table(kToday - 5, 20'000), situation()).contains(QStringLiteral("Nothing changes today")));
        const QString later = effect(table(kToday + 7, 20'000), situation());
        QVERIFY2(later.contains(QStringLiteral("Until then the table of 2025-12-31 counts.")),
                 qPrintable(later));
        QVERIFY(!later.contains(QStringLiteral("the band would be")));
        keep(table(kToday + 7, 20'000));
        QVERIFY(effect(table(kToday, 20'000), situation())
                    .contains(QStringLiteral("It counts until the table of 2026-01-09 does.")));
    }
};

QTEST_GUILESS_MAIN(TestBands)
#include "test_bands.moc"
