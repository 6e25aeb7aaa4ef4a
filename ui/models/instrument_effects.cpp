#include "ui/models/instrument_effects.h"

#include "ui/models/instrument_texts.h"
#include "ui/models/price_bands.h"
#include "ui/models/texts.h"

#include <algorithm>

namespace openbell::models {

using State = api::InstrumentState;

OrderCounts OrderCounts::of(const std::vector<api::OrderView>& orders, bool more) {
    OrderCounts counts;
    counts.known = true;
    counts.atLeast = more;
    for (const api::OrderView& order : orders) {
        ++counts.open;
        counts.day += order.timeInForce == api::TimeInForce::Day ? 1 : 0;
        counts.atOpen += order.timeInForce == api::TimeInForce::AtOpen ? 1 : 0;
        counts.stops += order.waiting && !order.triggerPrice.isZero() ? 1 : 0;
        if (order.timeInForce == api::TimeInForce::AtClose)
            ++(order.waiting ? counts.atCloseWaiting : counts.atCloseInBook);
        if (!order.waiting)
            (order.side == api::Side::Buy ? counts.bids : counts.asks).push_back(order.price);
    }
    return counts;
}

api::InstrumentState stateByCalendar(const api::SetTradingSchedule& schedule,
                                     const std::map<std::int32_t, api::SetTradingDay>& days,
                                     Timestamp time) {
    if (schedule.weekdays == 0)
        return State::Trading;
    constexpr std::int64_t kDay = 86'400;
    const std::int64_t second = time.value() / kNsPerSecond;
    const auto day = static_cast<std::int32_t>(second / kDay);
    const auto special = days.find(day);
    const bool isSpecial = special != days.end();
    // 1970-01-01 was a Thursday.
    const bool trades = (schedule.weekdays >> ((day + 3) % 7) & 1) != 0;
    if ((isSpecial && special->second.kind == api::TradingDayKind::Holiday) || !trades)
        return State::Closed;
    std::int64_t close = schedule.close;
    std::int64_t closingAuction = schedule.closingAuction;
    if (isSpecial && special->second.kind == api::TradingDayKind::Short &&
        special->second.close < close) {
        if (closingAuction != api::kNoTimeOfDay)
            closingAuction -= close - special->second.close;
        close = special->second.close;
    }
    if (close <= schedule.trading)
        return State::Closed; // nothing is left of the day
    if (closingAuction <= schedule.trading)
        closingAuction = api::kNoTimeOfDay;
    const std::pair<std::int64_t, State> phases[] = {{schedule.preOpen, State::PreOpen},
                                                     {schedule.openingAuction, State::OpeningAuction},
                                                     {schedule.trading, State::Trading},
                                                     {closingAuction, State::ClosingAuction},
                                                     {close, State::Closed}};
    State state = State::Closed;
    for (const auto& [from, phase] : phases)
        if (from != api::kNoTimeOfDay && from <= second % kDay)
            state = phase;
    return state;
}

/// What ends with the auction, when one runs; what trades where one was left before its end.
QString InstrumentEffects::uncrossing(State to, const MarketSituation& situation) const {
    const api::AuctionView* auction = situation.auction;
    if (!isAuction(situation.market->state)) {
        const auto bid = std::max_element(situation.orders.bids.begin(), situation.orders.bids.end());
        const auto ask = std::min_element(situation.orders.asks.begin(), situation.orders.asks.end());
        const bool crossed = bid != situation.orders.bids.end() &&
                             ask != situation.orders.asks.end() && *bid >= *ask;
        return crossed && to == State::Trading ? tr("Buys and sells cross: they trade at one price first.") : QString();
    }
    if (auction == nullptr || auction->price.isZero())
        return tr("The auction ends; as its orders are now, nothing would trade.");
    return tr("The auction ends and, as its orders are now, would trade %1 @ %2.")
        .arg(m_format.quantity(*situation.market, auction->quantity),
             m_format.price(*situation.market, auction->price));
}

QStringList InstrumentEffects::ofState(State to, Timestamp until,
                                       const MarketSituation& situation) const {
    const State from = situation.market->state;
    const OrderCounts& orders = situation.orders;
    QStringList lines;
    if (to == from)
        return {until.isZero() ? tr("The state stays; it ends only when somebody changes it.")
                               : tr("The state stays; only its end changes.")};
    const bool trades = to == State::Trading;
    const bool closes = to == State::Closed;
    lines += InstrumentTexts::stateNote(to);
    if (trades || closes)
        if (const QString ends = uncrossing(to, situation); !ends.isEmpty())
            lines += ends;
    int gone = 0;
    const auto cancelled = [&](int count, const QString& text) {
        gone += count;
        if (count > 0)
            lines += text;
    };
    if (trades || closes) {
        cancelled(orders.atOpen, tr("%n order(s) for the opening auction will be cancelled, unless "
                                    "they trade.", nullptr, orders.atOpen));
        const int closing = orders.atCloseInBook + (closes ? orders.atCloseWaiting : 0);
        cancelled(closing, tr("%n order(s) for the closing auction will be cancelled, unless they "
                              "trade.", nullptr, closing));
    }
    if (closes)
        cancelled(orders.day, tr("%n day order(s) will be cancelled.", nullptr, orders.day));
    if (to == State::Delisted)
        cancelled(orders.open, tr("All %n open order(s) will be cancelled and their funds released.",
                                  nullptr, orders.open));
    if (to == State::ClosingAuction && orders.atCloseWaiting > 0)
        lines += tr("%n order(s) for the closing auction enter the book.", nullptr,
                    orders.atCloseWaiting);
    if (trades && orders.stops > 0)
        lines += tr("Of %n waiting stop(s), those whose trigger was reached enter the book.",
                    nullptr, orders.stops);
    if (!orders.known)
        lines += tr("The open orders are not known at the moment.");
    else if (orders.atLeast)
        lines += tr("There are more than %n open orders; not all were counted.", nullptr,
                    orders.open);
    else if (to != State::Delisted)
        lines += tr("%n open order(s) stay.", nullptr, orders.open - gone);
    if (to == State::Delisted)
        lines += tr("This cannot be undone: the market can never trade again.");
    else if (isAuction(to) && until.isZero())
        lines += tr("The auction lasts until somebody ends it: set the state to trading, or give "
                    "it an end.");
    if (to != State::Delisted && situation.market->schedule.weekdays != 0)
        lines += until.isZero()
                     ? tr("The schedule does not count until the market is given back to it.")
                     : tr("Then the schedule counts again.");
    else if (!until.isZero())
        lines += to == State::ClosingAuction ? tr("Then the market closes.")
                                             : tr("Then the market trades continuously.");
    return lines;
}

QStringList InstrumentEffects::ofCalendar(const api::SetTradingSchedule& schedule,
                                          const std::map<std::int32_t, api::SetTradingDay>& days,
                                          const MarketSituation& situation) const {
    const State wanted = stateByCalendar(schedule, days, situation.now);
    const State before = stateByCalendar(situation.market->schedule,
                                         situation.market->specialDays, situation.now);
    const State now = situation.market->state;
    if (now != before)
        return {tr("The market's present state was set by hand or by an interruption and stays "
                   "until that ends.")};
    if (wanted == now)
        return {tr("The market's state stays %1 for now.").arg(Texts::instrumentState(now))};
    QStringList lines{tr("The market goes to “%1” at once.").arg(Texts::instrumentState(wanted))};
    QStringList more = ofState(wanted, {}, situation);
    // What is said there about the schedule is for states that are set by hand.
    if (situation.market->schedule.weekdays != 0 && !more.isEmpty())
        more.removeLast();
    return lines + more;
}

QStringList InstrumentEffects::of(const api::Command& command,
                                  const MarketSituation& situation) const {
    if (const auto* c = std::get_if<api::CreateInstrument>(&command))
        return {tr("It trades at once and round the clock, without price controls. Give it a "
                   "schedule, or halt it, when it should not."),
                tr("Its steps and limits cannot be changed later; fees can."),
                tr("It gets the number %1.").arg(c->instrument.value())};
    if (std::holds_alternative<api::CreateAsset>(command))
        return {tr("Markets can trade it or be paid with it. Nobody owns any before a deposit."),
                tr("Its code and decimals cannot be changed later.")};
    if (situation.market == nullptr)
        return {};
    if (const auto* c = std::get_if<api::ChangeInstrumentState>(&command))
        return ofState(c->state, c->until, situation);
    if (std::get_if<api::ResumeInstrument>(&command)) {
        const State to = stateByCalendar(situation.market->schedule,
                                         situation.market->specialDays, situation.now);
        QStringList lines = ofState(to, {}, situation);
        if (situation.market->schedule.weekdays != 0 && !lines.isEmpty())
            lines.last() = tr("From now on the schedule counts.");
        return lines;
    }
    if (const auto* c = std::get_if<api::SetTradingSchedule>(&command))
        return ofCalendar(*c, situation.market->specialDays, situation);
    if (const auto* c = std::get_if<api::SetTradingDay>(&command)) {
        auto days = situation.market->specialDays;
        days[c->day] = *c;
        if (situation.market->schedule.weekdays == 0)
            return {tr("The market has no schedule: this counts once it has one.")};
        return ofCalendar(situation.market->schedule, days, situation);
    }
    if (const auto* c = std::get_if<api::SetPriceControls>(&command)) {
        QStringList lines;
        if (c->collarPpm > 0)
            lines += tr("Orders priced further from the last price are refused; orders in the book "
                        "stay.");
        if (c->auctionSeconds > 0)
            lines += tr("A trade outside the monitored range does not happen: an auction of %1 "
                        "finds the price instead.")
                         .arg(InstrumentTexts::duration(c->auctionSeconds));
        if (lines.isEmpty())
            lines += tr("Nothing guards against runaway prices any more.");
        return lines;
    }
    if (const auto* c = std::get_if<api::SetPriceBands>(&command))
        return ofBands(*c, situation);
    if (std::get_if<api::SetInstrumentFees>(&command))
        return {tr("For orders placed or amended from now on. Orders in the book keep the rates "
                   "that they were placed with.")};
    return {};
}

bool InstrumentEffects::isGrave(const api::Command& command, const MarketSituation& situation) {
    if (const auto* bands = std::get_if<api::SetPriceBands>(&command)) {
        const auto band = newBand(*bands, situation);
        return band && ordersAt(*band, situation.orders).cancelled > 0;
    }
    const auto* change = std::get_if<api::ChangeInstrumentState>(&command);
    return change != nullptr &&
           (change->state == State::Closed || change->state == State::Delisted ||
            change->state == State::Halted || change->state == State::CancelOnly);
}

} // namespace openbell::models
