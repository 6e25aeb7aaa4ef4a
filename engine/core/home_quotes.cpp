// The part of a home shard that sends off two-sided quotes, and that knows the room which an
// account has below an instrument's largest position.
#include "engine/core/home_role.h"

#include "engine/core/order_rules.h"

namespace openbell::core {

using api::RejectReason;

/// As much of the wanted room as there is. False when that is not all, or when settlements under
/// way may make it less: those in this instrument are counted with their promises, those in others
/// that trade the same base asset are not.
bool HomeRole::findRoom(AccountId account, const Instrument& instrument, Quantity wanted,
                        const ReserveConditions& conditions, Quantity& room) const {
    room = Quantity(0);
    const api::CreateInstrument& definition = instrument.definition;
    if (definition.maxPosition.isZero() || wanted.isZero()) [[likely]]
        return true;
    room = std::min(wanted, m_positions.room(account, instrument,
                                             m_ledger.owned(account, definition.base)));
    return room == wanted &&
           (conditions.exactState || !m_reference.isTradedElsewhere(instrument));
}

/// The same for an order. What a buy by amount comes to is known at its book: it takes all the room
/// there is along, which only an exact state knows.
bool HomeRole::findRoom(const api::PlaceOrder& command, const Instrument& instrument,
                        const ReserveConditions& conditions, Quantity& room) const {
    if (command.side == api::Side::Sell)
        return true;
    if (command.quoteAmount.isZero()) [[likely]]
        return findRoom(command.account, instrument, command.quantity, conditions, room);
    return findRoom(command.account, instrument, instrument.definition.maxQuantity, conditions,
                    room) ||
           conditions.exactState;
}

void HomeRole::reserve(const api::CommandContext& context, const api::PlaceQuote& command,
                       const ReserveConditions& conditions, Reservation& out) {
    const Instrument* instrument = m_reference.instruments().find(command.instrument);
    HomeAccount* const account = m_ledger.account(command.account);
    if (!account)
        return out.reject(RejectReason::UnknownAccount);
    if (!instrument)
        return out.reject(RejectReason::UnknownInstrument);
    if (const RejectReason reason = checkQuote(*instrument, command); reason != RejectReason::None)
        return out.reject(reason);

    ReservedQuote quote;
    quote.stamp = stampOf(context);
    quote.account = command.account;
    quote.instrument = command.instrument;
    quote.postOnly = command.postOnly;
    quote.selfTradePrevention = command.selfTradePrevention;
    quote.tradeGroup = m_reference.accounts().find(command.account)->tradeGroup;
    quote.bidPrice = command.bidPrice;
    quote.bidQuantity = command.bidQuantity;
    quote.askPrice = command.askPrice;
    quote.askQuantity = command.askQuantity;
    quote.makerFeePpm = instrument->definition.makerFeePpm;
    quote.takerFeePpm = instrument->definition.takerFeePpm;
    const std::uint32_t sides = sidesOf(quote);
    if (sides > 0 && (account->openOrders + account->promisedOrders + sides > kMaxOpenOrdersPerAccount ||
                      !conditions.roomForOrders))
        return out.rejectIfExact(conditions, RejectReason::TooManyOpenOrders);
    const Amount mostBase = *baseAmount(instrument->terms, quote.askQuantity);
    const Amount mostQuote = quote.bidQuantity.isZero()
                                 ? Amount(0)
                                 : *costOf(instrument->terms, quote.bidPrice, quote.bidQuantity,
                                           instrument->highestFeePpm());
    const bool hasRoom =
        findRoom(command.account, *instrument, quote.bidQuantity, conditions, quote.room);
    if ((!hasRoom && !conditions.exactState) ||
        !promiseUpTo(*account, instrument->definition, mostBase, mostQuote, conditions,
                     quote.baseFunds, quote.quoteFunds)) {
        out.kind = Reservation::Kind::NeedsExactState;
        return;
    }
    promiseRoom(command.account, command.instrument, quote.room);
    account->promisedOrders += sides;
    out.forward<ReservedQuote>() = quote;
}

} // namespace openbell::core
