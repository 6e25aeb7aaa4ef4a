// The part of a home shard that knows client order ids and sends off replacements.
#include "engine/core/home_role.h"

#include "engine/core/order_rules.h"

namespace openbell::core {

using api::RejectReason;

bool HomeRole::isTaken(AccountId account, ClientOrderId id, std::uint64_t terms,
                       const ReserveConditions& conditions, Reservation& out) const {
    const auto* taken = id.isNone() ? nullptr : m_clientIds.find(account)->find(id);
    if (!taken)
        return false;
    const bool repeats = taken->terms == terms;
    out.reject(repeats ? RejectReason::DuplicateOrder : RejectReason::ClientOrderIdUsed);
    out.original = repeats ? taken->order : OrderId();
    // Whether it was accepted, or is remembered still, earlier commands may yet decide.
    if (!conditions.exactState)
        out.kind = Reservation::Kind::NeedsExactState;
    return true;
}

template<class Command>
bool HomeRole::isTaken(const Command& command, const ReserveConditions& conditions,
                       Reservation& out) const {
    return !command.clientOrderId.isNone() &&
           isTaken(command.account, command.clientOrderId, termsOf(command), conditions, out);
}

template<class Command>
void HomeRole::takeClientOrderId(const api::CommandContext& context, const Command& command) {
    if (!command.clientOrderId.isNone())
        m_clientIds.find(command.account)
            ->take(command.clientOrderId, OrderId(context.sequence.value()), termsOf(command));
}

template bool HomeRole::isTaken(const api::PlaceOrder&, const ReserveConditions&,
                                Reservation&) const;
template void HomeRole::takeClientOrderId(const api::CommandContext&, const api::PlaceOrder&);

void HomeRole::settleClientOrderId(const Settlement& settlement) {
    ClientOrderIds& ids = *m_clientIds.find(settlement.account);
    if (settlement.ordersEnded != 0)
        ids.end(settlement.clientOrder);
    else if (settlement.orderAccepted)
        ids.accept(settlement.clientOrder, settlement.orderOpened);
    else
        ids.giveBack(settlement.clientOrder);
}

void HomeRole::restoreClientOrderId(AccountId account, ClientOrderId id,
                                    const ClientOrderIds::Entry& entry) {
    ClientOrderIds& ids = *m_clientIds.find(account);
    ids.take(id, entry.order, entry.terms);
    ids.accept(id, entry.open);
}

void HomeRole::reserve(const api::CommandContext& context, const api::ReplaceOrder& command,
                       const ReserveConditions& conditions, Reservation& out) {
    const Instrument* instrument = m_reference.instruments().find(command.instrument);
    if (!m_counts.find(command.account))
        return out.reject(RejectReason::UnknownAccount);
    if (isTaken(command, conditions, out))
        return;
    if (!instrument)
        return out.reject(RejectReason::UnknownInstrument);
    if (const RejectReason reason = checkReplacement(*instrument, command);
        reason != RejectReason::None)
        return out.reject(reason);
    Amount base;
    Amount quote;
    Quantity room;
    if (!findRoom(command.account, *instrument, command.quantity, conditions, room) &&
        !conditions.exactState) {
        out.kind = Reservation::Kind::NeedsExactState;
        return;
    }
    if (!promiseBoth(command.account, *instrument, command.price, command.quantity, conditions,
                     base, quote)) {
        out.kind = Reservation::Kind::NeedsExactState;
        return;
    }
    promiseRoom(command.account, command.instrument, room);
    takeClientOrderId(context, command);

    ReservedReplacement& replacement = out.forward<ReservedReplacement>();
    replacement.stamp = stampOf(context);
    replacement.replaced = command.order;
    replacement.baseFunds = base;
    replacement.quoteFunds = quote;
    ReservedOrder& order = replacement.order;
    order.order = OrderId(context.sequence.value());
    order.account = command.account;
    order.instrument = command.instrument;
    order.session = context.session;
    order.clientOrderId = command.clientOrderId;
    order.postOnly = command.postOnly;
    order.selfTradePrevention = command.selfTradePrevention;
    order.tradeGroup = m_reference.accounts().find(command.account)->tradeGroup;
    order.price = command.price;
    order.quantity = command.quantity;
    order.displayQuantity = command.displayQuantity;
    order.displayVariance = command.displayVariance;
    order.hidden = command.hidden;
    order.room = room;
    order.makerFeePpm = instrument->definition.makerFeePpm;
    order.takerFeePpm = instrument->definition.takerFeePpm;
}

/// At most the hold of the whole new order, as if it held nothing yet and whatever its side.
bool HomeRole::promiseBoth(AccountId account, const Instrument& instrument, Price price,
                           Quantity quantity, const ReserveConditions& conditions, Amount& base,
                           Amount& quote) {
    return promiseUpTo(account, instrument.definition, *baseAmount(instrument.terms, quantity),
                       *costOf(instrument.terms, price, quantity, instrument.highestFeePpm()),
                       conditions, base, quote);
}

/// Promises what the account has of both, as far as it is needed at most. False, and nothing done,
/// when settlements under way may decide how much that is.
bool HomeRole::promiseUpTo(AccountId account, const api::CreateInstrument& definition,
                           Amount mostBase, Amount mostQuote, const ReserveConditions& conditions,
                           Amount& base, Amount& quote) {
    base = std::min(mostBase, m_ledger.usable(account, definition.base));
    quote = std::min(mostQuote, m_ledger.usable(account, definition.quote));
    if (!conditions.exactState && (base < mostBase || quote < mostQuote))
        return false;
    m_ledger.promise(account, definition.base, base);
    m_ledger.promise(account, definition.quote, quote);
    return true;
}

void HomeRole::unpromiseBoth(AccountId account, InstrumentId instrument, Amount base,
                             Amount quote) {
    const auto& definition = m_reference.instruments().find(instrument)->definition;
    m_ledger.unpromise(account, definition.base, base);
    m_ledger.unpromise(account, definition.quote, quote);
}

} // namespace openbell::core
