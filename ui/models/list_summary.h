// What orders that act on each other will do, in plain words: for the line under the ticket. GUI
// thread.
#pragma once

#include "ui/models/order_ticket.h"

namespace openbell::models {

class ListSummary {
    Q_DECLARE_TR_FUNCTIONS(ListSummary)
public:
    /// Sentences about a complete list, as the ticket makes them.
    static QString of(const api::PlaceOrderList& list, const InstrumentInfo& market,
                      const TicketContext& context, const Format& format);

private:
    static QString either(const api::PlaceOrderList& list, const InstrumentInfo& market,
                          const Format& format);
    static QString exits(const api::PlaceOrderList& list, const InstrumentInfo& market,
                         const Format& format);
};

} // namespace openbell::models
