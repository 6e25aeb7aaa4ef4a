// What an order will do, in plain words and as far as the console can see: for the line under the
// ticket. GUI thread.
#pragma once

#include "ui/models/order_ticket.h"

namespace openbell::models {

class OrderSummary {
    Q_DECLARE_TR_FUNCTIONS(OrderSummary)
public:
    /// Sentences about a complete order.
    static QString of(const api::PlaceOrder& order, const InstrumentInfo& market,
                      const TicketContext& context, const Format& format);
    /// True when a limit order of that price would trade with the best shown one of the other side.
    static bool wouldTrade(const api::PlaceOrder& order, const TicketContext& context);
    /// How much of it others see: "Shows 0.5 of 3 at a time..."; empty: all.
    static QString showing(const api::PlaceOrder& order, const InstrumentInfo& market,
                           const Format& format);

private:
    OrderSummary(const api::PlaceOrder& order, const InstrumentInfo& market,
                 const TicketContext& context, const Format& format)
        : m_order(order), m_market(market), m_context(context), m_format(format) {}

    QString waiting() const;
    QString pegged() const;
    QString byAmount() const;
    QString reducing() const;
    QString atOnce() const;
    QString inAuction() const;
    QString resting() const;
    QString postOnly() const;
    QString end() const;
    QString price(Price price) const { return m_format.price(m_market, price); }
    bool buys() const { return m_order.side == api::Side::Buy; }
    Price touch() const { return buys() ? m_context.bestAsk : m_context.bestBid; }

    const api::PlaceOrder& m_order;
    const InstrumentInfo& m_market;
    const TicketContext& m_context;
    const Format& m_format;
};

} // namespace openbell::models
