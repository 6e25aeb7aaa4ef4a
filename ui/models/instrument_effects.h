// What a change of a market would do to its orders and its auction, in plain words and as far as the
// console knows. GUI thread.
#pragma once

#include "ui/models/auction_board.h"
#include "ui/models/format.h"

#include "engine/api/commands.h"

#include <QCoreApplication>
#include <QStringList>

namespace openbell::models {

/// The open orders of a market, counted by what a change of state means to them.
struct OrderCounts {
    int open = 0;
    int day = 0;
    int atOpen = 0;
    int atCloseInBook = 0;
    int atCloseWaiting = 0;
    int stops = 0; ///< waiting for a trigger price
    std::vector<Price> bids; ///< in the book, by their prices
    std::vector<Price> asks;
    bool known = false;
    bool atLeast = false; ///< there are more than were counted

    static OrderCounts of(const std::vector<api::OrderView>& orders, bool more);
};

struct MarketSituation {
    const InstrumentInfo* market = nullptr;
    const api::AuctionView* auction = nullptr; ///< may be missing
    OrderCounts orders;
    Price last; ///< zero: nothing has traded
    Timestamp now;
};

/// What the calendar says at a time; Trading without a schedule.
api::InstrumentState stateByCalendar(const api::SetTradingSchedule& schedule,
                                     const std::map<std::int32_t, api::SetTradingDay>& days,
                                     Timestamp time);

class InstrumentEffects {
    Q_DECLARE_TR_FUNCTIONS(InstrumentEffects)
public:
    explicit InstrumentEffects(const Format& format) : m_format(format) {}

    /// Sentences about what the command does besides what it changes; for any command about a market.
    QStringList of(const api::Command& command, const MarketSituation& situation) const;
    /// True when it should be asked about with a warning: it ends trading or cancels orders.
    static bool isGrave(const api::Command& command, const MarketSituation& situation);

private:
    QStringList ofState(api::InstrumentState to, Timestamp until,
                        const MarketSituation& situation) const;
    QString uncrossing(api::InstrumentState to, const MarketSituation& situation) const;
    QStringList ofCalendar(const api::SetTradingSchedule& schedule,
                           const std::map<std::int32_t, api::SetTradingDay>& days,
                           const MarketSituation& situation) const;

    QStringList ofBands(const api::SetPriceBands& bands, const MarketSituation& situation) const;
    QString bandNow(const api::SetPriceBands& bands, const MarketSituation& situation) const;

    const Format& m_format;
};

} // namespace openbell::models
