// Reads the ticket's fields into an order, each against the market's steps and limits. A field that
// cannot be read leaves a sentence about it. GUI thread.
#pragma once

#include "ui/models/order_ticket.h"

#include <optional>

namespace openbell::models {

class TicketReader {
    Q_DECLARE_TR_FUNCTIONS(TicketReader)
public:
    /// All must outlive the reader.
    TicketReader(const TicketInput& input, const InstrumentInfo& market,
                 const TicketContext& context, const Format& format, TicketCheck& check)
        : m_input(input), m_market(market), m_context(context), m_format(format), m_check(check) {}

    void readQuantity();
    void readAmount();
    void readPrice();
    void readTrigger();
    void readPeg();
    void readExpiry();
    void readDisplay();
    /// After all other fields: the others have the order's quantity and time in force.
    void readAttached();

private:
    struct Entry {
        TicketField field;
        const QString& text;
        QString missing; ///< what to say when there is nothing; empty: it may be missing
    };
    std::optional<Price> price(const Entry& entry, bool isDistance = false);
    std::optional<Quantity> quantity(const Entry& entry, Quantity least, Quantity most);
    QString whyNotTrigger() const;
    // Of the orders placed with it (ticket_reader_lists.cpp).
    void readExits(api::PlaceOrderList& list);
    void readStop(api::PlaceOrderList& list);
    bool buyBackIsPaidFor(Price price) const;
    api::ListedOrder listed(api::Side side, api::OrderType type) const;
    void say(TicketField field, const QString& text) { m_check.problems[field] = text; }

    const TicketInput& m_input;
    const InstrumentInfo& m_market;
    const TicketContext& m_context;
    const Format& m_format;
    TicketCheck& m_check;
};

} // namespace openbell::models
