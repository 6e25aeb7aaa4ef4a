// Words for a market's phases: its state, schedule, special days and price controls.
#pragma once

#include "ui/models/instrument_info.h"

#include <QCoreApplication>
#include <QString>

namespace openbell::models {

class Format;
enum class Tone;

class InstrumentTexts {
    Q_DECLARE_TR_FUNCTIONS(InstrumentTexts)
public:
    /// A sentence: what the market takes in that state.
    static QString stateNote(api::InstrumentState state);
    /// A word for a narrow place; empty while trading is continuous.
    static QString stateBadge(api::InstrumentState state);
    /// Calm for what is ordinary, a warning for what is not.
    static Tone stateTone(api::InstrumentState state);

    /// The state in words, with the time left when it ends by itself: "Opening auction 4:05".
    static QString stateWithTime(const InstrumentInfo& market, Timestamp now,
                                 const Format& format);

    /// "Mon, Tue, Wed 09:00 trading, 17:30 close (UTC)", or that there is none.
    static QString schedule(const api::SetTradingSchedule& schedule);
    static QString weekdays(std::uint8_t weekdays);
    static QString weekday(int index); ///< 0: Monday; short
    static QString specialDay(const api::SetTradingDay& day);
    static QString dayKind(api::TradingDayKind kind);
    static QString date(std::int32_t day);        ///< 2026-12-24
    static QString timeOfDay(std::int32_t second); ///< 09:00 or 09:00:30; empty for none
    static QString priceControls(const api::SetPriceControls& controls, const Format& format);
    /// "±5 % (at most 15 ticks), above 3.00 ±2 %, mean of 5 min…"; without rows: none. `market` may be
    /// missing: prices are then in ticks.
    static QString priceBands(const api::SetPriceBands& bands, const InstrumentInfo* market,
                              const Format& format);
    static QString duration(std::uint32_t seconds); ///< 30 s, 5 min, 1 h
};

/// What belongs to an auction: orders are collected and end in one price.
constexpr bool isAuction(api::InstrumentState state) {
    return state == api::InstrumentState::OpeningAuction ||
           state == api::InstrumentState::VolatilityAuction ||
           state == api::InstrumentState::ClosingAuction;
}

/// Whether a market in that state takes such a new order; app/docs/trading-phases.md has the table.
bool takesNewOrder(api::InstrumentState state, api::OrderType type, api::TimeInForce timeInForce);

} // namespace openbell::models
