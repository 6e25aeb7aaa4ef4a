#include "ui/models/list_summary.h"

#include "ui/models/order_summary.h"

namespace openbell::models {

QString ListSummary::of(const api::PlaceOrderList& list, const InstrumentInfo& market,
                        const TicketContext& context, const Format& format) {
    if (list.contingency == api::Contingency::OneCancelsOther)
        return either(list, market, format);
    api::PlaceOrder first;
    first.side = list.first.side;
    first.timeInForce = list.first.timeInForce;
    first.postOnly = list.first.postOnly;
    first.price = list.first.price;
    first.quantity = list.first.quantity;
    first.expiry = list.first.expiry;
    return OrderSummary::of(first, market, context, format) + u' ' + exits(list, market, format);
}

QString ListSummary::either(const api::PlaceOrderList& list, const InstrumentInfo& market,
                            const Format& format) {
    const QString quantity = format.quantity(market, list.first.quantity);
    const QString limit = format.price(market, list.first.price);
    const QString trigger = format.price(market, list.second.triggerPrice);
    if (list.first.side == api::Side::Buy)
        return tr("Buys %1 at %2 or, if the price rises to %3, at market, paying %4 at most; whichever "
                  "comes first ends the other.")
            .arg(quantity, limit, trigger, format.price(market, list.second.price));
    return tr("Sells %1 at %2 or, if the price falls to %3, at market; whichever comes first ends the "
              "other.")
        .arg(quantity, limit, trigger);
}

/// Nothing follows an order that was filled in part only.
QString ListSummary::exits(const api::PlaceOrderList& list, const InstrumentInfo& market,
                           const Format& format) {
    const api::ListedOrder& exit = list.second;
    const QString quantity = format.quantity(market, exit.quantity);
    if (list.contingency == api::Contingency::OneTriggersPair)
        return tr("When all is bought, sells %1 at %2 or, if the price falls to %3, at market; whichever "
                  "comes first ends the other.")
            .arg(quantity, format.price(market, exit.price),
                 format.price(market, list.third.triggerPrice));
    if (exit.side == api::Side::Buy)
        return tr("When all is sold, buys %1 back at %2.")
            .arg(quantity, format.price(market, exit.price));
    if (exit.type == api::OrderType::Limit)
        return tr("When all is bought, sells %1 at %2.")
            .arg(quantity, format.price(market, exit.price));
    return tr("When all is bought, sells %1 at market if the price falls to %2.")
        .arg(quantity, format.price(market, exit.triggerPrice));
}

} // namespace openbell::models
