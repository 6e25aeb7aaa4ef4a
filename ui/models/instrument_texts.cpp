#include "ui/models/instrument_texts.h"

#include "ui/models/format.h"
#include "ui/models/table_model.h"
#include "ui/models/texts.h"

#include <QDate>
#include <QStringList>

namespace openbell::models {

using State = api::InstrumentState;

QString InstrumentTexts::stateNote(State state) {
    switch (state) {
    case State::Trading: return tr("Orders trade as they meet.");
    case State::Halted: return tr("Nothing trades. Orders can be cancelled, not placed or changed.");
    case State::PreOpen: return tr("Orders are collected for the opening; nothing trades yet.");
    case State::OpeningAuction:
        return tr("Orders are collected and trade at one price when the auction ends.");
    case State::VolatilityAuction:
        return tr("Trading is interrupted. Orders are collected and trade at one price when the "
                  "auction ends, then trading goes on.");
    case State::ClosingAuction:
        return tr("Orders are collected and trade at one price, the last of the day.");
    case State::CancelOnly: return tr("Orders can be cancelled, nothing else.");
    case State::Closed: return tr("The trading day is over. Orders can be cancelled, nothing else.");
    case State::Delisted: return tr("This market is no longer traded.");
    }
    return {};
}

QString InstrumentTexts::stateBadge(State state) {
    switch (state) {
    case State::Trading: return {};
    case State::Halted: return tr("Halted");
    case State::PreOpen: return tr("Pre-open");
    case State::OpeningAuction:
    case State::VolatilityAuction:
    case State::ClosingAuction: return tr("Auction");
    case State::CancelOnly: return tr("Cancels");
    case State::Closed: return tr("Closed");
    case State::Delisted: return tr("Delisted");
    }
    return {};
}

Tone InstrumentTexts::stateTone(State state) {
    switch (state) {
    case State::Trading: return Tone::Up;
    case State::PreOpen:
    case State::OpeningAuction:
    case State::ClosingAuction: return Tone::Accent;
    case State::Halted:
    case State::VolatilityAuction:
    case State::CancelOnly: return Tone::Warning;
    case State::Closed:
    case State::Delisted: return Tone::Dim;
    }
    return Tone::Normal;
}

QString InstrumentTexts::stateWithTime(const InstrumentInfo& market, Timestamp now,
                                       const Format& format) {
    const QString state = Texts::instrumentState(market.state);
    // A day of continuous trading is no countdown that anybody waits for.
    const Duration left(market.until.value() - now.value());
    constexpr std::int64_t kSoon = 3600 * kNsPerSecond;
    if (market.until.isZero() || (market.state == State::Trading && left.value() > kSoon))
        return state;
    return tr("%1 %2", "state, time left").arg(state, format.countdown(left));
}

QString InstrumentTexts::weekday(int index) {
    return QLocale().dayName(index + 1, QLocale::ShortFormat);
}

QString InstrumentTexts::weekdays(std::uint8_t weekdays) {
    QStringList names;
    for (int i = 0; i < 7; ++i)
        if ((weekdays >> i & 1) != 0)
            names += weekday(i);
    return names.join(QStringLiteral(", "));
}

QString InstrumentTexts::timeOfDay(std::int32_t second) {
    if (second == api::kNoTimeOfDay)
        return {};
    const QTime time = QTime(0, 0).addSecs(second);
    return time.toString(second % 60 == 0 ? QStringLiteral("HH:mm") : QStringLiteral("HH:mm:ss"));
}

QString InstrumentTexts::schedule(const api::SetTradingSchedule& schedule) {
    if (schedule.weekdays == 0)
        return tr("no schedule, trades round the clock");
    QStringList phases;
    const auto add = [&phases](std::int32_t second, const QString& what) {
        if (second != api::kNoTimeOfDay)
            phases += tr("%1 %2", "time, phase").arg(timeOfDay(second), what);
    };
    add(schedule.preOpen, tr("pre-open"));
    add(schedule.openingAuction, tr("opening auction"));
    add(schedule.trading, tr("trading"));
    add(schedule.closingAuction, tr("closing auction"));
    add(schedule.close, tr("close"));
    return tr("%1: %2 (UTC)").arg(weekdays(schedule.weekdays), phases.join(QStringLiteral(", ")));
}

QString InstrumentTexts::dayKind(api::TradingDayKind kind) {
    switch (kind) {
    case api::TradingDayKind::AsScheduled: return tr("As scheduled");
    case api::TradingDayKind::Holiday: return tr("Closed all day");
    case api::TradingDayKind::Short: return tr("Closes early");
    }
    return {};
}

QString InstrumentTexts::specialDay(const api::SetTradingDay& day) {
    return day.kind == api::TradingDayKind::Short
               ? tr("closes at %1 UTC").arg(timeOfDay(day.close))
               : dayKind(day.kind);
}

QString InstrumentTexts::date(std::int32_t day) {
    return QDate(1970, 1, 1).addDays(day).toString(Qt::ISODate);
}

QString InstrumentTexts::duration(std::uint32_t seconds) {
    if (seconds % 3600 == 0 && seconds > 0)
        return tr("%1 h").arg(seconds / 3600);
    if (seconds % 60 == 0 && seconds > 0)
        return tr("%1 min").arg(seconds / 60);
    return tr("%1 s").arg(seconds);
}

QString InstrumentTexts::priceControls(const api::SetPriceControls& controls,
                                       const Format& format) {
    QStringList parts;
    if (controls.collarPpm > 0)
        parts += tr("collar ±%1").arg(format.ppm(controls.collarPpm));
    const auto monitor = [&](std::uint32_t seconds, std::int64_t ppm) {
        if (ppm > 0)
            parts += tr("±%1 within %2").arg(format.ppm(ppm), duration(seconds));
    };
    monitor(controls.horizon1, controls.deviation1Ppm);
    monitor(controls.horizon2, controls.deviation2Ppm);
    monitor(controls.horizon3, controls.deviation3Ppm);
    if (parts.isEmpty())
        return tr("none");
    if (controls.deviation1Ppm + controls.deviation2Ppm + controls.deviation3Ppm > 0)
        parts += tr("auction of %1").arg(duration(controls.auctionSeconds));
    return parts.join(QStringLiteral(", "));
}

QString InstrumentTexts::priceBands(const api::SetPriceBands& bands, const InstrumentInfo* market,
                                    const Format& format) {
    QStringList parts;
    const auto row = [&](Price above, std::int64_t widthPpm, Price most) {
        if (widthPpm == 0)
            return;
        const QString rate = format.ppm(widthPpm);
        const QString width = most.isZero() ? tr("±%1").arg(rate)
                                            : tr("±%1 (at most %n tick(s))", nullptr,
                                                 static_cast<int>(most.value()))
                                                  .arg(rate);
        parts += above.isZero() ? width
                                : tr("above %1 %2", "price, width")
                                      .arg(market ? format.price(*market, above)
                                                  : QString::number(above.value()),
                                           width);
    };
    row(bands.above1, bands.width1Ppm, bands.most1);
    row(bands.above2, bands.width2Ppm, bands.most2);
    row(bands.above3, bands.width3Ppm, bands.most3);
    if (parts.isEmpty())
        return tr("none");
    parts += tr("mean of %1, auction of %2 after %3 at the limit")
                 .arg(duration(bands.referenceSeconds), duration(bands.pauseSeconds),
                      duration(bands.limitSeconds));
    if (bands.closeSeconds != 0) {
        const bool all = bands.closeRows == 3 || (bands.closeRows == 2 ? bands.width3Ppm : bands.width2Ppm) == 0;
        const QString last = duration(bands.closeSeconds);
        parts += all ? tr("twice as wide in the last %1 before the close").arg(last)
                     : tr("the first %n row(s) twice as wide in the last %1 before the close", nullptr,
                          static_cast<int>(bands.closeRows))
                           .arg(last);
    }
    return parts.join(QStringLiteral(", "));
}

bool takesNewOrder(State state, api::OrderType type, api::TimeInForce timeInForce) {
    using enum api::TimeInForce;
    if (state != State::Trading && state != State::PreOpen && !isAuction(state))
        return false;
    if (type != api::OrderType::Limit && type != api::OrderType::Market)
        return true; // they wait outside the book
    if (timeInForce == AtOpen)
        return state == State::PreOpen || state == State::OpeningAuction;
    const bool atOnce = type == api::OrderType::Market || timeInForce == ImmediateOrCancel ||
                        timeInForce == FillOrKill;
    return !atOnce || state == State::Trading;
}

} // namespace openbell::models
