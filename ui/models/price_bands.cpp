#include "ui/models/price_bands.h"

#include "ui/models/instrument_texts.h"

#include <algorithm>

namespace openbell::models {

std::array<BandRow, 3> bandRows(const api::SetPriceBands& t) {
    return {{{t.above1, t.width1Ppm, t.most1},
             {t.above2, t.width2Ppm, t.most2},
             {t.above3, t.width3Ppm, t.most3}}};
}

std::int32_t dayOf(Timestamp time) {
    return static_cast<std::int32_t>(time.value() / kNsPerSecond / 86'400);
}

const api::SetPriceBands* bandsOn(const BandTables& tables, std::int32_t day) {
    const auto after = tables.upper_bound(day);
    return after == tables.begin() ? nullptr : &std::prev(after)->second;
}

std::optional<PriceBand> bandAround(const api::SetPriceBands& table, Price reference,
                                    bool closeIsNear) {
    if (table.width1Ppm == 0 || reference.isZero())
        return std::nullopt;
    BandRow row;
    std::uint32_t number = 0;
    for (const BandRow& each : bandRows(table))
        if (each.widthPpm != 0 && (row.widthPpm == 0 || reference > each.above)) {
            row = each;
            ++number;
        }
    if (closeIsNear && number <= table.closeRows) {
        row.widthPpm *= 2;
        row.most += row.most;
    }
    // To the nearest tick.
    const Int128 share = static_cast<Int128>(reference.value()) * row.widthPpm;
    Price width(static_cast<std::int64_t>((share + kPpm / 2) / kPpm));
    const bool capped = !row.most.isZero() && row.most < width;
    if (capped)
        width = row.most;
    return PriceBand{reference, std::max(Price(1), reference - width), reference + width,
                     row.widthPpm, capped};
}

bool closeIsNear(const api::SetPriceBands& table, const MarketSituation& situation) {
    const InstrumentInfo& market = *situation.market;
    return table.closeSeconds != 0 && market.state == api::InstrumentState::Trading &&
           market.until.value() != 0 &&
           situation.now >= Timestamp(market.until.value() - table.closeSeconds * kNsPerSecond);
}

std::optional<PriceBand> newBand(const api::SetPriceBands& table,
                                 const MarketSituation& situation) {
    if (situation.market == nullptr)
        return std::nullopt;
    BandTables tables = situation.market->priceBands;
    tables[table.fromDay] = table;
    const api::SetPriceBands* counts = bandsOn(tables, dayOf(situation.now));
    if (counts == nullptr || counts->fromDay != table.fromDay)
        return std::nullopt;
    // A band that is there lies around its reference, which another table does not replace.
    const api::AuctionView* auction = situation.auction;
    const bool has = auction != nullptr && auction->bandLower > Price(1);
    const Price reference =
        has ? Price((auction->bandLower + auction->bandUpper).value() / 2) : situation.last;
    return bandAround(table, reference, closeIsNear(table, situation));
}

OrdersAtBand ordersAt(const PriceBand& band, const OrderCounts& orders) {
    OrdersAtBand found;
    for (const Price bid : orders.bids) {
        found.cancelled += bid > band.upper ? 1 : 0;
        found.outside += bid < band.lower ? 1 : 0;
    }
    for (const Price ask : orders.asks) {
        found.cancelled += ask < band.lower ? 1 : 0;
        found.outside += ask > band.upper ? 1 : 0;
    }
    return found;
}

/// Where the band would be, and whom it would hit.
QString InstrumentEffects::bandNow(const api::SetPriceBands& bands,
                                   const MarketSituation& situation) const {
    const InstrumentInfo& market = *situation.market;
    const auto band = newBand(bands, situation);
    if (!band)
        return tr("Nothing has traded yet: the first trade sets the price around which the band lies.");
    const auto price = [&](Price value) { return m_format.price(market, value); };
    QString text = band->reference == situation.last
                       ? tr("At the last price, %1, the band would be %2 to %3")
                       : tr("At the present reference price, %1, the band would be %2 to %3");
    text = text.arg(price(band->reference), price(band->lower), price(band->upper));
    return band->capped ? tr("%1: the bound in ticks counts, not the %2.")
                              .arg(text, m_format.ppm(band->widthPpm))
                        : tr("%1, i.e. %2.").arg(text, m_format.ppm(band->widthPpm));
}

QStringList InstrumentEffects::ofBands(const api::SetPriceBands& bands,
                                       const MarketSituation& situation) const {
    const BandTables& tables = situation.market->priceBands;
    const std::int32_t today = dayOf(situation.now);
    QStringList lines;
    if (bands.fromDay > today) {
        const api::SetPriceBands* now = bandsOn(tables, today);
        lines += now && now->width1Ppm != 0
                     ? tr("Until then the table of %1 counts.")
                           .arg(InstrumentTexts::date(now->fromDay))
                     : tr("Until then there are no bands.");
    } else if (const api::SetPriceBands* later = bandsOn(tables, today);
               later && later->fromDay > bands.fromDay) {
        return {tr("Nothing changes today: the newer table of %1 counts already.")
                    .arg(InstrumentTexts::date(later->fromDay))};
    }
    const auto next = tables.upper_bound(bands.fromDay);
    const QString until =
        next == tables.end()
            ? QString()
            : tr("It counts until the table of %1 does.").arg(InstrumentTexts::date(next->first));
    if (bands.width1Ppm == 0) {
        lines += tr("No band bounds the trades any more; the collar and the monitors stay as they are.");
    } else {
        if (bands.fromDay <= today) {
            lines += bandNow(bands, situation);
            if (const auto band = newBand(bands, situation)) {
                const OrdersAtBand hit = ordersAt(*band, situation.orders);
                if (!situation.orders.known)
                    lines += tr("The open orders are not known at the moment.");
                if (hit.cancelled > 0)
                    lines += tr("%n open order(s) would be beyond it and be cancelled.", nullptr,
                                hit.cancelled);
                if (hit.outside > 0)
                    lines += tr("%n open order(s) would be beyond it: they stay, and trade only "
                                "once the band has moved there.", nullptr, hit.outside);
                if (situation.orders.known && hit.cancelled + hit.outside == 0)
                    lines += tr("No open order would be beyond it.");
            }
        }
        lines += tr("Orders priced beyond the band are refused. Where the best price stands at the "
                    "band for %1 and nobody meets it, an auction of %2 follows.")
                     .arg(InstrumentTexts::duration(bands.limitSeconds),
                          InstrumentTexts::duration(bands.pauseSeconds));
        if (bands.closeSeconds != 0)
            lines += tr("In the last %1 before the schedule ends continuous trading it is twice as "
                        "wide.").arg(InstrumentTexts::duration(bands.closeSeconds));
        if (situation.market->state != api::InstrumentState::Trading && bands.fromDay <= today)
            lines += tr("There is no band before the market trades continuously.");
    }
    if (!until.isEmpty())
        lines += until;
    return lines;
}

} // namespace openbell::models
