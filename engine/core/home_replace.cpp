// The part of a home shard that knows client order ids and sends off replacements.
#include "engine/core/home_role.h"

#include "engine/core/order_rules.h"

namespace openbell::core {

using api::RejectReason;

bool HomeRole::isTaken(const HomeAccount& account, ClientOrderId id, std::uint64_t terms,
                       const ReserveConditions& conditions, Reservation& out) {
    const auto* taken = id.isNone() ? nullptr : account.clientIds->find(id);
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

void HomeRole::settleClientOrderId(HomeAccount& account, const Settlement& settlement) {
    ClientOrderIds& ids = *account.clientIds;
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
    HomeAccount* const account = m_ledger.account(command.account);
    if (!account)
        return out.reject(RejectReason::UnknownAccount);
    if (isTaken(*account, command, conditions, out))
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
    if (!promiseBoth(*account, *instrument, command.price, command.quantity, conditions,
                     base, quote)) {
        out.kind = Reservation::Kind::NeedsExactState;
        return;
    }
    promiseRoom(command.account, command.instrument, room);
    takeClientOrderId(*account, context, command);

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
bool HomeRole::promiseBoth(HomeAccount& account, const Instrument& instrument, Price price,
                           Quantity quantity, const ReserveConditions& conditions, Amount& base,
                           Amount& quote) {
    return promiseUpTo(account, instrument.definition, *baseAmount(instrument.terms, quantity),
                       *costOf(instrument.terms, price, quantity, instrument.highestFeePpm()),
                       conditions, base, quote);
}

/// Promises what the account has of both, as far as it is needed at most. False, and nothing done,
/// when settlements under way may decide how much that is.
bool HomeRole::promiseUpTo(HomeAccount& account, const api::CreateInstrument& definition,
                           Amount mostBase, Amount mostQuote, const ReserveConditions& conditions,
                           Amount& base, Amount& quote) {
    base = std::min(mostBase, account.usable(definition.base));
    quote = std::min(mostQuote, account.usable(definition.quote));
    if (!conditions.exactState && (base < mostBase || quote < mostQuote))
        return false;
    Ledger::promise(account, definition.base, base);
    Ledger::promise(account, definition.quote, quote);
    return true;
}

void HomeRole::unpromiseBoth(AccountId account, InstrumentId instrument, Amount base,
                             Amount quote) {
    const auto& definition = m_reference.instruments().find(instrument)->definition;
    m_ledger.unpromise(account, definition.base, base);
    m_ledger.unpromise(account, definition.quote, quote);
}

} // namespace openbell::core
