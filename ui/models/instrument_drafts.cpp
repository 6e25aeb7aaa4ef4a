#include "ui/models/instrument_drafts.h"

#include "ui/models/instrument_texts.h"
#include "ui/models/texts.h"

#include <QTime>

namespace openbell::models {
namespace {

constexpr DecimalScale kPercent{1, 4}; ///< of one part per million

} // namespace

QString InstrumentDrafts::change(const QString& what, const QString& before,
                                 const QString& after) {
    return tr("%1: %2 → %3", "what, before, after").arg(what, before, after);
}

// --- state --------------------------------------------------------------------------------------

DraftCheck InstrumentDrafts::check(const StateDraft& draft, const InstrumentInfo& market,
                                   Timestamp now) const {
    DraftCheck result;
    const std::string reason = draft.reason.trimmed().toStdString();
    if (draft.bySchedule) {
        result.command = api::ResumeInstrument{market.id, api::Note(reason)};
        result.changes += change(tr("State"), Texts::instrumentState(market.state),
                                 market.schedule.weekdays == 0 ? tr("Trading")
                                                               : tr("as the schedule says"));
        return result;
    }
    if (market.state == api::InstrumentState::Delisted)
        result.problems[DraftField::Until] = tr("A delisted market stays delisted.");
    if (!draft.until.isZero() && draft.until <= now)
        result.problems[DraftField::Until] = tr("This time is past. Enter one in the future.");
    if (!draft.until.isZero() && draft.state == api::InstrumentState::Delisted)
        result.problems[DraftField::Until] = tr("Delisting is for ever and has no end.");
    const QString never = tr("until further notice");
    const auto describe = [&](api::InstrumentState state, Timestamp until) {
        return until.isZero() ? Texts::instrumentState(state)
                              : tr("%1 until %2").arg(Texts::instrumentState(state),
                                                      m_format.dateTimeSeconds(until));
    };
    if (draft.state == market.state && draft.until == market.until)
        return result;
    result.changes += change(tr("State"), describe(market.state, market.until),
                             draft.until.isZero() && draft.state != api::InstrumentState::Delisted
                                 ? tr("%1 %2", "state, until").arg(describe(draft.state, {}), never)
                                 : describe(draft.state, draft.until));
    if (result.isValid())
        result.command =
            api::ChangeInstrumentState{market.id, draft.state, draft.until, api::Note(reason)};
    return result;
}

// --- calendar -----------------------------------------------------------------------------------

std::optional<std::int32_t> InstrumentDrafts::timeOfDay(const QString& text) {
    for (const char* form : {"H:mm", "H:mm:ss"}) {
        const QTime time = QTime::fromString(text.trimmed(), QLatin1String(form));
        if (time.isValid())
            return QTime(0, 0).secsTo(time);
    }
    return std::nullopt;
}

ScheduleDraft ScheduleDraft::of(const api::SetTradingSchedule& schedule) {
    const auto text = &InstrumentTexts::timeOfDay;
    return {schedule.weekdays,      text(schedule.preOpen),        text(schedule.openingAuction),
            text(schedule.trading), text(schedule.closingAuction), text(schedule.close)};
}

DraftCheck InstrumentDrafts::check(const ScheduleDraft& draft, const InstrumentInfo& market) const {
    DraftCheck result;
    api::SetTradingSchedule schedule;
    schedule.instrument = market.id;
    schedule.weekdays = draft.weekdays;
    struct Phase {
        const QString& text;
        DraftField field;
        std::int32_t& second;
        bool needed;
    };
    const Phase phases[] = {
        {draft.preOpen, DraftField::PreOpen, schedule.preOpen, false},
        {draft.openingAuction, DraftField::OpeningAuction, schedule.openingAuction, false},
        {draft.trading, DraftField::Trading, schedule.trading, true},
        {draft.closingAuction, DraftField::ClosingAuction, schedule.closingAuction, false},
        {draft.close, DraftField::Close, schedule.close, true}};
    std::int32_t before = -1;
    for (const Phase& phase : phases) {
        if (draft.weekdays == 0)
            break; // no schedule: times do not matter
        if (phase.text.trimmed().isEmpty()) {
            if (phase.needed)
                result.problems[phase.field] = tr("A trading day needs this time.");
            continue;
        }
        const auto second = timeOfDay(phase.text);
        if (!second) {
            result.problems[phase.field] = tr("Enter a time such as 09:30.");
            continue;
        }
        if (*second <= before)
            result.problems[phase.field] = tr("Each phase must begin after the one before it.");
        phase.second = *second;
        before = *second;
    }
    if (!result.isValid())
        return result;
    const QString now = InstrumentTexts::schedule(market.schedule);
    const QString then = InstrumentTexts::schedule(schedule);
    if (now == then)
        return result;
    result.changes += change(tr("Schedule"), now, then);
    result.command = schedule;
    return result;
}

DraftCheck InstrumentDrafts::check(const DayDraft& draft, const InstrumentInfo& market) const {
    DraftCheck result;
    api::SetTradingDay day{market.id, draft.day, draft.kind, api::kNoTimeOfDay};
    if (draft.day < 0)
        result.problems[DraftField::Date] = tr("Choose a day.");
    if (draft.kind == api::TradingDayKind::Short) {
        const auto second = timeOfDay(draft.close);
        if (second)
            day.close = *second;
        else
            result.problems[DraftField::DayClose] = tr("Enter the time of the close, such as 12:30.");
    }
    if (!result.isValid())
        return result;
    const auto at = market.specialDays.find(draft.day);
    const QString usual = InstrumentTexts::dayKind(api::TradingDayKind::AsScheduled);
    const QString now =
        at == market.specialDays.end() ? usual : InstrumentTexts::specialDay(at->second);
    const QString then = InstrumentTexts::specialDay(day);
    if (now == then)
        return result;
    result.changes += change(InstrumentTexts::date(draft.day), now, then);
    result.command = day;
    return result;
}

// --- price controls and fees --------------------------------------------------------------------

std::int64_t InstrumentDrafts::percent(const QString& text, DraftField field,
                                       DraftCheck& check) const {
    if (text.trimmed().isEmpty())
        return 0;
    bool offGrid = false;
    const auto ppm = m_format.parseAmount(kPercent, text, &offGrid);
    if (offGrid)
        check.problems[field] = tr("At most four decimals.");
    else if (!ppm || ppm->value() >= kPpm)
        check.problems[field] = tr("Enter a percentage from 0 to below 100.");
    return ppm && ppm->value() < kPpm ? ppm->value() : 0;
}

std::uint32_t InstrumentDrafts::seconds(const QString& text, DraftField field, DraftCheck& check,
                                        std::uint32_t most) const {
    if (text.trimmed().isEmpty())
        return 0;
    bool ok = false;
    const uint value = text.trimmed().toUInt(&ok);
    if (!ok || value > most)
        check.problems[field] = tr("Enter seconds, at most %1.").arg(most);
    return ok ? value : 0;
}

ControlsDraft ControlsDraft::of(const api::SetPriceControls& c, const Format& format) {
    const auto percent = [&](std::int64_t ppm) {
        return ppm == 0 ? QString() : format.ppm(ppm).chopped(2);
    };
    const auto seconds = [](std::uint32_t value) {
        return value == 0 ? QString() : QString::number(value);
    };
    return {percent(c.collarPpm),
            {seconds(c.horizon1), seconds(c.horizon2), seconds(c.horizon3)},
            {percent(c.deviation1Ppm), percent(c.deviation2Ppm), percent(c.deviation3Ppm)},
            seconds(c.auctionSeconds)};
}

DraftCheck InstrumentDrafts::check(const ControlsDraft& draft, const InstrumentInfo& market) const {
    DraftCheck result;
    api::SetPriceControls controls;
    controls.instrument = market.id;
    controls.collarPpm = percent(draft.collar, DraftField::Collar, result);
    const std::array<DraftField, 3> fields{DraftField::Monitor1, DraftField::Monitor2,
                                           DraftField::Monitor3};
    const std::array<std::uint32_t*, 3> horizons{&controls.horizon1, &controls.horizon2,
                                                 &controls.horizon3};
    const std::array<std::int64_t*, 3> rates{&controls.deviation1Ppm, &controls.deviation2Ppm,
                                             &controls.deviation3Ppm};
    bool monitors = false;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        *horizons[i] = seconds(draft.horizons[i], fields[i], result);
        *rates[i] = percent(draft.deviations[i], fields[i], result);
        if (result.problem(fields[i]).isEmpty() && (*horizons[i] == 0) != (*rates[i] == 0))
            result.problems[fields[i]] = tr("A monitor needs both a time and a deviation.");
        monitors = monitors || *rates[i] != 0;
    }
    controls.auctionSeconds = seconds(draft.auctionSeconds, DraftField::AuctionSeconds, result);
    if (result.problem(DraftField::AuctionSeconds).isEmpty() &&
        monitors != (controls.auctionSeconds != 0))
        result.problems[DraftField::AuctionSeconds] =
            monitors ? tr("Say how long the auction lasts that follows an interruption.")
                     : tr("Without a monitor there is no such auction: leave this empty.");
    if (!result.isValid())
        return result;
    const QString now = InstrumentTexts::priceControls(market.priceControls, m_format);
    const QString then = InstrumentTexts::priceControls(controls, m_format);
    if (now == then)
        return result;
    result.changes += change(tr("Price controls"), now, then);
    result.command = controls;
    return result;
}

DraftCheck InstrumentDrafts::check(const FeesDraft& draft, const InstrumentInfo& market) const {
    DraftCheck result;
    api::SetInstrumentFees fees;
    fees.instrument = market.id;
    fees.makerFeePpm = percent(draft.maker, DraftField::MakerFee, result);
    fees.takerFeePpm = percent(draft.taker, DraftField::TakerFee, result);
    if (!result.isValid())
        return result;
    const api::CreateInstrument& now = market.definition;
    const auto compare = [&](const QString& what, std::int64_t before, std::int64_t after) {
        if (before != after)
            result.changes += change(what, m_format.ppm(before), m_format.ppm(after));
    };
    compare(tr("Maker fee"), now.makerFeePpm, fees.makerFeePpm);
    compare(tr("Taker fee"), now.takerFeePpm, fees.takerFeePpm);
    if (!result.changes.isEmpty())
        result.command = fees;
    return result;
}

// --- a new market -------------------------------------------------------------------------------

struct InstrumentDrafts::Steps {
    DecimalScale price;
    DecimalScale quantity;
    DecimalScale quote;
    bool known = false; ///< limits can be read
};

void InstrumentDrafts::readSteps(const NewMarketDraft& draft, api::CreateInstrument& made,
                                 Steps& steps, DraftCheck& check) const {
    const AssetInfo* base = m_reference.asset(draft.base);
    const AssetInfo* quote = m_reference.asset(draft.quote);
    if (!base || !quote || draft.base == draft.quote) {
        check.problems[DraftField::Assets] =
            tr("Choose two different assets: what is traded and what it is paid with.");
        return;
    }
    made.base = draft.base;
    made.quote = draft.quote;
    // As many decimals as were typed are the ones that people will see.
    const QString tick = draft.tick.trimmed();
    const auto point = std::max(tick.indexOf(u'.'), tick.indexOf(u','));
    const int decimals = point < 0 ? 0 : static_cast<int>(tick.size() - point - 1);
    const auto price = m_format.parseAmount({1, std::min(decimals, 18)}, tick);
    const auto lot = m_format.parseAmount(base->scale, draft.lot);
    if (!price || price->value() <= 0)
        check.problems[DraftField::Tick] = tr("Enter the price step, such as 0.01.");
    if (!lot || lot->value() <= 0)
        check.problems[DraftField::Lot] =
            tr("Enter the quantity step in %1, with at most %2 decimals.")
                .arg(base->code)
                .arg(base->scale.decimals);
    if (!price || !lot || price->value() <= 0 || lot->value() <= 0)
        return;
    made.priceScale = static_cast<std::uint8_t>(decimals);
    made.tickSize = price->value();
    made.lotSize = lot->value();
    // A tick times a lot is tick * lot * 10^shift quote atoms, and that must be a whole number.
    int shift = quote->scale.decimals - decimals - base->scale.decimals;
    Int128 value = static_cast<Int128>(made.tickSize) * made.lotSize;
    while (shift < 0 && value % 10 == 0) {
        value /= 10;
        ++shift;
    }
    if (shift < 0) {
        check.problems[DraftField::Lot] =
            tr("One price step times one quantity step is less than the smallest %1 there is. Make "
               "one of the steps larger.")
                .arg(quote->code);
        return;
    }
    steps = {{made.tickSize, decimals}, {made.lotSize, base->scale.decimals}, quote->scale, true};
}

void InstrumentDrafts::readLimits(const NewMarketDraft& draft, api::CreateInstrument& made,
                                  const Steps& steps, DraftCheck& check) const {
    const auto read = [&](const QString& text, const DecimalScale& scale, DraftField field,
                          std::int64_t fallback) {
        if (text.trimmed().isEmpty() && fallback > 0)
            return fallback;
        bool offGrid = false;
        const auto value = m_format.parseAmount(scale, text, &offGrid);
        if (!value || value->value() <= 0)
            check.problems[field] = offGrid ? tr("This is not a multiple of the step.")
                                            : tr("Enter a number above zero.");
        return value ? value->value() : 0;
    };
    made.minPrice = Price(read(draft.minPrice, steps.price, DraftField::MinPrice, 1));
    made.maxPrice = Price(read(draft.maxPrice, steps.price, DraftField::MaxPrice, 0));
    made.minQuantity = Quantity(read(draft.minQuantity, steps.quantity, DraftField::MinQuantity, 1));
    made.maxQuantity = Quantity(read(draft.maxQuantity, steps.quantity, DraftField::MaxQuantity, 0));
    if (!draft.minValue.trimmed().isEmpty()) {
        const auto value = m_format.parseAmount(steps.quote, draft.minValue);
        if (value)
            made.minValue = *value;
        else
            check.problems[DraftField::MinValue] = tr("Enter an amount, or nothing.");
    }
    if (!draft.maxPosition.trimmed().isEmpty())
        made.maxPosition =
            Quantity(read(draft.maxPosition, steps.quantity, DraftField::MaxPosition, 0));
    if (check.isValid() && made.maxPrice < made.minPrice)
        check.problems[DraftField::MaxPrice] = tr("This is below the lowest price.");
    if (check.isValid() && made.maxQuantity < made.minQuantity)
        check.problems[DraftField::MaxQuantity] = tr("This is below the smallest quantity.");
}

DraftCheck InstrumentDrafts::check(const NewMarketDraft& draft) const {
    DraftCheck result;
    api::CreateInstrument made;
    const QString symbol = draft.symbol.trimmed();
    const QByteArray bytes = symbol.toUtf8();
    if (symbol.isEmpty())
        result.problems[DraftField::Symbol] = tr("Enter a name, such as BTC-USD.");
    else if (bytes.size() > static_cast<qsizetype>(api::Symbol::kCapacity))
        result.problems[DraftField::Symbol] =
            tr("This name is too long: at most %1 letters.").arg(api::Symbol::kCapacity);
    else if (m_reference.instrument(symbol))
        result.problems[DraftField::Symbol] = tr("There is a market of this name already.");
    else
        made.symbol = api::Symbol(std::string_view(bytes.data(), std::size_t(bytes.size())));
    std::uint32_t last = 0;
    for (const InstrumentId id : m_reference.instruments())
        last = std::max(last, id.value());
    made.instrument = InstrumentId(last + 1);
    Steps steps;
    readSteps(draft, made, steps, result);
    if (steps.known)
        readLimits(draft, made, steps, result);
    made.makerFeePpm = percent(draft.fees.maker, DraftField::MakerFee, result);
    made.takerFeePpm = percent(draft.fees.taker, DraftField::TakerFee, result);
    if (!result.isValid())
        return result;
    result.changes += tr("A new market %1: prices in steps of %2, quantities in steps of %3.")
                          .arg(symbol, draft.tick.trimmed(), draft.lot.trimmed());
    result.command = made;
    return result;
}

} // namespace openbell::models
