#include "ui/models/ticket_reader.h"

#include <algorithm>

namespace openbell::models {

/// A price as it was typed, held against tick size and limits.
std::optional<Price> TicketReader::price(const Entry& entry, bool isDistance) {
    if (entry.text.trimmed().isEmpty()) {
        if (!entry.missing.isEmpty())
            say(entry.field, entry.missing);
        return std::nullopt;
    }
    bool offGrid = false;
    const auto read = m_format.parsePrice(m_market, entry.text, &offGrid);
    const api::CreateInstrument& filter = m_market.definition;
    const auto wrong = [&](const QString& text) {
        say(entry.field, text);
        return std::nullopt;
    };
    if (offGrid)
        return wrong(tr("Prices go in steps of %1.").arg(m_format.price(m_market, Price(1))));
    if (!read)
        return wrong(tr("The price is not a number."));
    if (isDistance && read->value() <= 0)
        return wrong(tr("The distance must be more than zero."));
    if (!isDistance && *read < filter.minPrice)
        return wrong(tr("The lowest price is %1.").arg(m_format.price(m_market, filter.minPrice)));
    if (*read > filter.maxPrice)
        return wrong(tr("The highest price is %1.").arg(m_format.price(m_market, filter.maxPrice)));
    return read;
}

/// A quantity as it was typed, held against lot size and limits.
std::optional<Quantity> TicketReader::quantity(const Entry& entry, Quantity least, Quantity most) {
    if (entry.text.trimmed().isEmpty()) {
        if (!entry.missing.isEmpty())
            say(entry.field, entry.missing);
        return std::nullopt;
    }
    bool offGrid = false;
    const auto read = m_format.parseQuantity(m_market, entry.text, &offGrid);
    const auto wrong = [&](const QString& text) {
        say(entry.field, text);
        return std::nullopt;
    };
    if (offGrid)
        return wrong(tr("Quantities go in steps of %1.").arg(m_format.quantity(m_market, Quantity(1))));
    if (!read)
        return wrong(tr("The quantity is not a number."));
    if (*read < least)
        return wrong(tr("The smallest quantity is %1.").arg(m_format.quantity(m_market, least)));
    if (*read > most)
        return wrong(tr("The largest quantity is %1.").arg(m_format.quantity(m_market, most)));
    return read;
}

void TicketReader::readQuantity() {
    const api::CreateInstrument& filter = m_market.definition;
    const auto read = quantity({TicketField::Quantity, m_input.quantity, tr("Enter a quantity.")},
                               filter.minQuantity, filter.maxQuantity);
    m_check.order.quantity = read.value_or(Quantity());
}

/// What a market order spends or brings, against the smallest value.
void TicketReader::readAmount() {
    const auto wrong = [&](const QString& text) { say(TicketField::Amount, text); };
    if (m_input.amount.trimmed().isEmpty())
        return wrong(tr("Enter an amount."));
    bool offGrid = false;
    const auto read = m_format.parseAmount(m_market.quote, m_input.amount, &offGrid);
    if (offGrid)
        return wrong(tr("Amounts go in steps of %1.")
                         .arg(m_format.amount(m_market.quote, Amount(1), m_market.quoteCode)));
    if (!read)
        return wrong(tr("The amount is not a number."));
    if (read->value() <= 0)
        return wrong(tr("The amount must be more than zero."));
    if (*read < m_market.definition.minValue)
        return wrong(tr("The smallest amount is %1.")
                         .arg(m_format.amount(m_market.quote, m_market.definition.minValue,
                                              m_market.quoteCode)));
    m_check.order.quoteAmount = *read;
}

void TicketReader::readPrice() {
    const PriceMeaning meaning = OrderTicket::priceMeaning(m_input.type, m_input.side);
    QString missing;
    if (meaning == PriceMeaning::Limit)
        missing = tr("Enter a price.");
    else if (meaning == PriceMeaning::Worst)
        missing = tr("Enter the highest price to pay: the funds are held while the order waits.");
    m_check.order.price =
        price({TicketField::Price, m_input.price, missing}).value_or(Price());
}

void TicketReader::readTrigger() {
    QString missing = tr("Enter a trigger price.");
    if (OrderTicket::applies(TicketField::TrailBy, m_input)) {
        m_check.order.trailBy = price({TicketField::TrailBy, m_input.trailBy,
                                       tr("Enter the distance to the price.")}, true)
                                    .value_or(Price());
        missing = m_context.last.isZero()
                      ? tr("Nothing has traded yet: enter the trigger price to start from.")
                      : QString();
    }
    m_check.order.triggerPrice =
        price({TicketField::Trigger, m_input.trigger, missing}).value_or(Price());
    if (const QString wrong = whyNotTrigger(); !wrong.isEmpty())
        say(TicketField::Trigger, wrong);
}

/// Only at the other side's best price it would have to keep a distance.
void TicketReader::readPeg() {
    m_check.order.peg = m_input.peg;
    const bool keepsAway = m_input.peg == api::PegReference::Market;
    const QString& typed = m_input.pegOffset;
    const bool isNone =
        !keepsAway && m_format.parsePrice(m_market, typed).value_or(Price(1)).isZero();
    if (!isNone)
        m_check.order.pegOffset =
            price({TicketField::PegOffset, typed,
                   keepsAway ? tr("Enter how far it stays away from the other side's best price.")
                             : QString()},
                  true)
                .value_or(Price());
    if (m_input.showing == Showing::Parts)
        say(TicketField::Showing,
            tr("A pegged order is shown in full or not at all. Choose one of both."));
}

QString TicketReader::whyNotTrigger() const {
    const Price trigger = m_check.order.triggerPrice;
    if (m_context.last.isZero() || trigger.isZero())
        return {};
    const bool takesProfit = m_input.type == api::OrderType::TakeProfit ||
                             m_input.type == api::OrderType::TakeProfitLimit;
    const bool rises = (m_input.side == api::Side::Buy) != takesProfit;
    const QString last = m_format.price(m_market, m_context.last);
    if (rises && trigger <= m_context.last)
        return tr("It waits for a rise: the trigger must be above the last price, %1.").arg(last);
    if (!rises && trigger >= m_context.last)
        return tr("It waits for a fall: the trigger must be below the last price, %1.").arg(last);
    return {};
}

void TicketReader::readExpiry() {
    m_check.order.expiry = m_input.expiry;
    if (m_input.expiry <= m_context.now)
        say(TicketField::Expiry, tr("This time is past. Enter one in the future."));
}

/// The parts that an iceberg shows.
void TicketReader::readDisplay() {
    const Quantity whole = m_check.order.quantity;
    const api::CreateInstrument& filter = m_market.definition;
    const auto part = quantity({TicketField::DisplayQuantity, m_input.displayQuantity,
                                tr("Enter how much is shown at a time.")},
                               filter.minQuantity, filter.maxQuantity);
    if (!part)
        return;
    if (!whole.isZero() && *part >= whole)
        return say(TicketField::DisplayQuantity,
                   tr("A part must be less than the quantity, %1.")
                       .arg(m_format.quantity(m_market, whole)));
    const auto variance =
        quantity({TicketField::DisplayVariance, m_input.displayVariance, {}}, Quantity(0), *part);
    const Quantity spread = variance.value_or(Quantity(0));
    const std::int64_t least = std::max<std::int64_t>(1, part->value() - spread.value());
    if (!whole.isZero() && (whole.value() - 1) / least >= OrderTicket::kMaxParts)
        return say(TicketField::DisplayQuantity,
                   tr("It could come to more than %1 parts. Show more at a time.")
                       .arg(OrderTicket::kMaxParts));
    m_check.order.displayQuantity = *part;
    m_check.order.displayVariance = spread;
}

} // namespace openbell::models
