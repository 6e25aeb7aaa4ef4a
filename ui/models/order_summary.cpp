#include "ui/models/order_summary.h"

#include "ui/models/instrument_texts.h"

#include <QStringList>

#include <algorithm>

namespace openbell::models {

using Type = api::OrderType;
using Time = api::TimeInForce;

bool OrderSummary::wouldTrade(const api::PlaceOrder& order, const TicketContext& context) {
    const bool buys = order.side == api::Side::Buy;
    const Price touch = buys ? context.bestAsk : context.bestBid;
    return !touch.isZero() && !order.price.isZero() &&
           (buys ? order.price >= touch : order.price <= touch);
}

QString OrderSummary::of(const api::PlaceOrder& order, const InstrumentInfo& market,
                         const TicketContext& context, const Format& format) {
    const OrderSummary summary(order, market, context, format);
    QStringList said;
    if (OrderTicket::waitsForTrigger(order.type))
        said += summary.waiting();
    else if (order.peg != api::PegReference::None)
        said += summary.pegged();
    else if (order.timeInForce == Time::AtOpen || order.timeInForce == Time::AtClose ||
             isAuction(market.state) || market.state == api::InstrumentState::PreOpen)
        said += summary.inAuction();
    else if (order.type == Type::Market || order.timeInForce == Time::ImmediateOrCancel ||
             order.timeInForce == Time::FillOrKill)
        said += summary.atOnce();
    else
        said += summary.resting();
    said += showing(order, market, format);
    said += summary.reducing();
    said += summary.end();
    said.removeAll(QString());
    return said.join(u' ');
}

/// Of the types that have a trigger.
QString OrderSummary::waiting() const {
    const bool takesProfit =
        m_order.type == Type::TakeProfit || m_order.type == Type::TakeProfitLimit;
    const bool rises = buys() != takesProfit;
    QString first;
    if (m_order.type == Type::TrailingStop)
        first = tr("Waits outside the book and follows the price at a distance of %1; it is let in "
                   "when the price turns by that much.")
                    .arg(price(m_order.trailBy));
    else if (rises)
        first = tr("Waits outside the book until a trade reaches %1 or more.")
                    .arg(price(m_order.triggerPrice));
    else
        first = tr("Waits outside the book until a trade reaches %1 or less.")
                    .arg(price(m_order.triggerPrice));
    QString then;
    const bool limit = m_order.type == Type::StopLimit || m_order.type == Type::TakeProfitLimit;
    if (limit && m_order.timeInForce == Time::ImmediateOrCancel)
        then = tr("Then it trades what it can at %1 or better; the rest is cancelled.")
                   .arg(price(m_order.price));
    else if (limit && m_order.timeInForce == Time::FillOrKill)
        then = tr("Then it trades as a whole at %1 or better, or not at all.")
                   .arg(price(m_order.price));
    else if (limit)
        then = tr("Then it is a limit order at %1.").arg(price(m_order.price));
    else if (m_order.price.isZero())
        then = tr("Then it trades at the best prices there are.");
    else if (buys())
        then = tr("Then it trades at the best prices there are, paying %1 at most.")
                   .arg(price(m_order.price));
    else
        then = tr("Then it trades at the best prices there are, for %1 at least.")
                   .arg(price(m_order.price));
    return first + u' ' + then;
}

QString OrderSummary::pegged() const {
    QString what;
    switch (m_order.peg) {
    case api::PegReference::None: return {};
    case api::PegReference::Primary:
        what = buys() ? tr("Follows the best bid") : tr("Follows the best offer");
        break;
    case api::PegReference::Mid: what = tr("Follows the middle between the best prices"); break;
    case api::PegReference::Market:
        what = buys() ? tr("Follows the best offer") : tr("Follows the best bid");
        break;
    }
    if (!m_order.pegOffset.isZero())
        what = (buys() ? tr("%1, %2 lower") : tr("%1, %2 higher"))
                   .arg(what, price(m_order.pegOffset));
    if (m_market.state != api::InstrumentState::Trading)
        return (buys() ? tr("Waits outside the book until continuous trading. %1, up to %2.")
                       : tr("Waits outside the book until continuous trading. %1, down to %2."))
            .arg(what, price(m_order.price));
    return (buys() ? tr("%1, up to %2. Waits outside the book while there is no price to follow.")
                   : tr("%1, down to %2. Waits outside the book while there is no price to follow."))
        .arg(what, price(m_order.price));
}

/// A market order that spends or brings an amount.
QString OrderSummary::byAmount() const {
    const QString amount =
        m_format.amount(m_market.quote, m_order.quoteAmount, m_market.quoteCode);
    if (m_order.price.isZero())
        return (buys() ? tr("Buys at once for %1, the fee included, at the best prices there are; what "
                            "it cannot spend stays yours.")
                       : tr("Sells at once as much as brings %1 before the fee, at the best prices "
                            "there are."))
            .arg(amount);
    return (buys() ? tr("Buys at once for %1, the fee included, at %2 or better; what it cannot spend "
                        "stays yours.")
                   : tr("Sells at once as much as brings %1 before the fee, at %2 or better."))
        .arg(amount, price(m_order.price));
}

QString OrderSummary::reducing() const {
    return m_order.reduceOnly
               ? tr("Sells no more than is available when it arrives.")
               : QString();
}

QString OrderSummary::inAuction() const {
    if (m_order.timeInForce == Time::AtOpen)
        return tr("Trades in the opening auction at its one price, if that is %1 or better; what is "
                  "left is cancelled.")
            .arg(price(m_order.price));
    if (m_order.timeInForce == Time::AtClose)
        return tr("Waits outside the book until the closing auction and trades at its one price, if "
                  "that is %1 or better; what is left is cancelled.")
            .arg(price(m_order.price));
    return tr("Trades when the auction ends, at its one price, if that is %1 or better; what is left "
              "stays in the book.")
        .arg(price(m_order.price));
}

QString OrderSummary::atOnce() const {
    QString what;
    if (!m_order.quoteAmount.isZero())
        what = byAmount();
    else if (m_order.price.isZero())
        what = tr("Trades at once at the best prices there are, however bad; what finds nobody is "
                  "cancelled.");
    else if (m_order.timeInForce == Time::FillOrKill)
        what = tr("Trades all of it at once at %1 or better, or nothing.").arg(price(m_order.price));
    else
        what = tr("Trades what it can at once at %1 or better; the rest is cancelled.")
                   .arg(price(m_order.price));
    if (touch().isZero())
        return what + u' ' + (buys() ? tr("Nobody is selling at the moment.")
                                     : tr("Nobody is buying at the moment."));
    if (!m_order.price.isZero() && !wouldTrade(m_order, m_context))
        return what + u' ' + (buys() ? tr("The best offer is %1: it would find nothing.")
                                     : tr("The best bid is %1: it would find nothing."))
                                 .arg(price(touch()));
    return what;
}

QString OrderSummary::resting() const {
    if (m_order.postOnly != api::PostOnly::No)
        return postOnly();
    if (wouldTrade(m_order, m_context))
        return (buys() ? tr("Trades at once, up to %1: the best offer is %2. What is left rests in the "
                            "book.")
                       : tr("Trades at once, down to %1: the best bid is %2. What is left rests in "
                            "the book."))
            .arg(price(m_order.price), price(touch()));
    return tr("Rests in the book at %1 until it trades or is cancelled.").arg(price(m_order.price));
}

QString OrderSummary::postOnly() const {
    const Price limit = m_order.price;
    if (m_order.postOnly == api::PostOnly::Reject)
        return tr("Rests in the book at %1; it is refused should it trade on arrival.")
            .arg(price(limit));
    if (!wouldTrade(m_order, m_context))
        return (buys() ? tr("Rests in the book at %1, or one tick below the best offer should it "
                            "trade on arrival.")
                       : tr("Rests in the book at %1, or one tick above the best bid should it trade "
                            "on arrival."))
            .arg(price(limit));
    return (buys() ? tr("At %1 it would trade, so it moves to %2, one tick below the best offer, and "
                        "rests there.")
                   : tr("At %1 it would trade, so it moves to %2, one tick above the best bid, and "
                        "rests there."))
        .arg(price(limit), price(buys() ? touch() - Price(1) : touch() + Price(1)));
}

QString OrderSummary::showing(const api::PlaceOrder& order, const InstrumentInfo& market,
                              const Format& format) {
    if (order.hidden)
        return tr("Nobody sees it; at its price all shown orders trade first.");
    if (order.displayQuantity.isZero())
        return {};
    const auto text = [&](Quantity value) { return format.quantity(market, value); };
    if (order.displayVariance.isZero())
        return tr("Shows %1 of %2 at a time; each part queues behind the others at its price.")
            .arg(text(order.displayQuantity), text(order.quantity));
    const Quantity least(
        std::max<std::int64_t>(1, (order.displayQuantity - order.displayVariance).value()));
    const Quantity most = std::min(order.quantity, order.displayQuantity + order.displayVariance);
    return tr("Shows %1 to %2 of %3 at a time, at random; each part queues behind the others at its "
              "price.")
        .arg(text(least), text(most), text(order.quantity));
}

/// When it ends by itself, where nothing else says so.
QString OrderSummary::end() const {
    if (m_order.timeInForce == Time::GoodTillTime)
        return tr("Ends by itself at %1.").arg(m_format.dateTimeSeconds(m_order.expiry));
    return m_order.timeInForce == Time::Day ? tr("Ends by itself with the trading day.") : QString();
}

} // namespace openbell::models
