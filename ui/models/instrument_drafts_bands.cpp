// The part of the drafts about limit-up/limit-down bands.
#include "ui/models/instrument_drafts.h"
#include "ui/models/instrument_texts.h"
#include "ui/models/price_bands.h"

namespace openbell::models {
namespace {

constexpr std::uint32_t kMaxBandSeconds = 86'400;
constexpr std::size_t kMaxTables = 100; ///< of one market
constexpr std::int32_t kMaxDay = 100'000;

} // namespace

BandsDraft BandsDraft::of(const api::SetPriceBands& bands, const InstrumentInfo& market,
                          const Format& format) {
    BandsDraft draft;
    draft.fromDay = bands.fromDay;
    draft.off = bands.width1Ppm == 0;
    const auto rows = bandRows(bands);
    for (std::size_t i = 0; i < kRows; ++i) {
        if (rows[i].widthPpm == 0)
            continue;
        draft.widths[i] = format.ppm(rows[i].widthPpm).chopped(2);
        if (i > 0)
            draft.above[i] = format.price(market, rows[i].above);
        if (!rows[i].most.isZero())
            draft.most[i] = QString::number(rows[i].most.value());
    }
    const auto seconds = [](std::uint32_t value) {
        return value == 0 ? QString() : QString::number(value);
    };
    draft.reference = seconds(bands.referenceSeconds);
    draft.limit = seconds(bands.limitSeconds);
    draft.pause = seconds(bands.pauseSeconds);
    draft.close = seconds(bands.closeSeconds);
    draft.closeRows = bands.closeRows == 0 ? kRows : bands.closeRows;
    return draft;
}

/// Rows ascend without gaps, and each has a width.
void InstrumentDrafts::readBandRows(const BandsDraft& draft, const InstrumentInfo& market,
                                    api::SetPriceBands& bands, DraftCheck& check) const {
    const DraftField fields[] = {DraftField::Band1, DraftField::Band2, DraftField::Band3};
    Price* const above[] = {&bands.above1, &bands.above2, &bands.above3};
    std::int64_t* const widths[] = {&bands.width1Ppm, &bands.width2Ppm, &bands.width3Ppm};
    Price* const most[] = {&bands.most1, &bands.most2, &bands.most3};
    for (std::size_t i = 0; i < BandsDraft::kRows; ++i) {
        const auto say = [&](const QString& text) { check.problems.try_emplace(fields[i], text); };
        const bool empty = draft.above[i].trimmed().isEmpty() &&
                           draft.widths[i].trimmed().isEmpty() && draft.most[i].trimmed().isEmpty();
        if (i > 0 && empty)
            continue;
        *widths[i] = percent(draft.widths[i], fields[i], check);
        if (*widths[i] == 0)
            say(tr("Enter the width, such as 5."));
        if (!draft.most[i].trimmed().isEmpty()) {
            bool ok = false;
            const qlonglong ticks = draft.most[i].trimmed().toLongLong(&ok);
            if (!ok || ticks < 1)
                say(tr("Enter a whole number of ticks, or nothing."));
            *most[i] = Price(ok && ticks > 0 ? ticks : 0);
        }
        if (i == 0)
            continue;
        const auto price = m_format.parsePrice(market, draft.above[i]);
        if (!price || price->value() <= 0)
            say(tr("Enter the price above which this row counts."));
        *above[i] = price.value_or(Price());
        if (*widths[i - 1] == 0)
            say(tr("Fill in the row before this one first."));
        else if (*above[i] <= *above[i - 1])
            say(tr("Each row must begin above the one before it."));
    }
}

void InstrumentDrafts::readBandTimes(const BandsDraft& draft, api::SetPriceBands& bands,
                                     DraftCheck& check) const {
    const struct {
        const QString& text;
        DraftField field;
        std::uint32_t& value;
    } times[] = {{draft.reference, DraftField::BandReference, bands.referenceSeconds},
                 {draft.limit, DraftField::BandLimit, bands.limitSeconds},
                 {draft.pause, DraftField::BandPause, bands.pauseSeconds}};
    for (const auto& time : times) {
        time.value = seconds(time.text, time.field, check, kMaxBandSeconds);
        if (time.value == 0)
            check.problems.try_emplace(time.field, tr("Bands need this time."));
    }
    bands.closeSeconds = seconds(draft.close, DraftField::BandClose, check, kMaxBandSeconds);
    if (bands.closeSeconds == 0)
        return;
    std::uint32_t used = 0;
    for (const BandRow& row : bandRows(bands))
        used += row.widthPpm != 0 ? 1 : 0;
    bands.closeRows = std::min(draft.closeRows, used);
}

DraftCheck InstrumentDrafts::check(const BandsDraft& draft, const InstrumentInfo& market) const {
    DraftCheck result;
    api::SetPriceBands bands;
    bands.instrument = market.id;
    bands.fromDay = draft.fromDay;
    const auto same = market.priceBands.find(draft.fromDay);
    if (draft.fromDay < 0 || draft.fromDay > kMaxDay)
        result.problems[DraftField::BandsFrom] = tr("Choose a day.");
    else if (same == market.priceBands.end() && market.priceBands.size() >= kMaxTables)
        result.problems[DraftField::BandsFrom] =
            tr("There are %1 tables already, and no more are kept. Change one of them.")
                .arg(kMaxTables);
    if (!draft.off) {
        readBandRows(draft, market, bands, result);
        readBandTimes(draft, bands, result);
    }
    if (!result.isValid())
        return result;
    const api::SetPriceBands* before = bandsOn(market.priceBands, draft.fromDay);
    const QString now = before ? InstrumentTexts::priceBands(*before, &market, m_format)
                               : InstrumentTexts::priceBands({}, &market, m_format);
    const QString then = InstrumentTexts::priceBands(bands, &market, m_format);
    // A table of its own that says what counts anyway still guards against changes before it.
    if (same != market.priceBands.end() ? now == then : !before && draft.off)
        return result;
    result.changes +=
        change(tr("Price bands from %1 on").arg(InstrumentTexts::date(draft.fromDay)), now, then);
    result.command = bands;
    return result;
}

} // namespace openbell::models
