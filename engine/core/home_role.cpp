#include "engine/core/home_role.h"

#include "engine/core/order_rules.h"

#include <algorithm>

namespace openbell::core {

using api::RejectReason;

namespace {

/// True when what is left of a reduce-only order is still an order.
bool isWorthSelling(const Instrument& instrument, Price price, Quantity quantity) {
    const api::CreateInstrument& definition = instrument.definition;
    return quantity >= definition.minQuantity &&
           (price.isZero() || *tradeValue(price, quantity, instrument.terms.tickValue) >=
                                  definition.minValue);
}

/// How much of it a reduce-only order may sell: without borrowing, the position is the balance.
Quantity reducing(const HomeAccount& account, const api::PlaceOrder& command,
                  const Instrument& instrument) {
    const Amount usable = account.usable(instrument.definition.base);
    return std::min(command.quantity, Quantity(usable.value() / instrument.terms.lotSize));
}

} // namespace

HomeRole::HomeRole(unsigned shard, unsigned shards, const ReferenceData& reference)
    : m_shard(shard)
    , m_shards(shards)
    , m_reference(reference) {
    m_marks.reset(m_shards, Sequence());
}

void HomeRole::openAccount(AccountId account) {
    m_ledger.openAccount(account).clientIds =
        &m_clientIds.add(account, ClientOrderIds(&m_clientIdMemory));
}

void HomeRole::reserve(const api::CommandContext& context, const api::PlaceOrder& command,
                       const ReserveConditions& conditions, Reservation& out) {
    const Instrument* instrument = m_reference.instruments().find(command.instrument);
    HomeAccount* const account = m_ledger.account(command.account);
    if (!account)
        return out.reject(RejectReason::UnknownAccount);
    if (isTaken(*account, command, conditions, out))
        return;
    if (!instrument)
        return out.reject(RejectReason::UnknownInstrument);
    if (const RejectReason reason = checkOrder(*instrument, command, context.time);
        reason != RejectReason::None)
        return out.reject(reason);

    const bool rests = mayRest(command.type, effectiveTimeInForce(command));
    if (rests &&
        (account->openOrders + account->promisedOrders >= kMaxOpenOrdersPerAccount ||
         !conditions.roomForOrders))
        return out.rejectIfExact(conditions, RejectReason::TooManyOpenOrders);
    Quantity quantity = command.quantity;
    if (command.reduceOnly) [[unlikely]] {
        quantity = reducing(*account, command, *instrument);
        if (quantity < command.quantity && !conditions.exactState)
            return out.rejectIfExact(conditions, RejectReason::NothingToReduce);
        if (!isWorthSelling(*instrument, command.price, quantity))
            return out.reject(RejectReason::NothingToReduce);
    }
    Quantity room;
    if (!findRoom(command, *instrument, conditions, room))
        return out.rejectIfExact(conditions, RejectReason::PositionLimit);
    // Only an exact state knows what is all that is available.
    const bool takesAll = takesAllFunds(command.side, command.price, command.quoteAmount);
    Amount funds;
    if ((takesAll && !conditions.exactState) ||
        !promiseFunds(*account, command, quantity, *instrument, funds))
        return out.rejectIfExact(conditions, RejectReason::InsufficientFunds);
    promiseRoom(command.account, command.instrument, room);
    account->promisedOrders += rests ? 1 : 0;
    takeClientOrderId(*account, context, command);

    ReservedOrder& order = out.forward<ReservedOrder>();
    fill(order, context, command, *instrument, OrderId(context.sequence.value()));
    order.stamp = stampOf(context);
    order.quantity = quantity;
    order.funds = funds;
    order.room = room;
}

/// All but stamp, funds and room.
void HomeRole::fill(ReservedOrder& order, const api::CommandContext& context,
                    const api::PlaceOrder& command, const Instrument& instrument,
                    OrderId id) const {
    static_cast<api::PlaceOrder&>(order) = command;
    order.timeInForce = effectiveTimeInForce(command);
    order.order = id;
    order.tradeGroup = m_reference.accounts().find(command.account)->tradeGroup;
    order.session = context.session;
    order.makerFeePpm = instrument.definition.makerFeePpm;
    order.takerFeePpm = instrument.definition.takerFeePpm;
}

bool HomeRole::promiseFunds(HomeAccount& account, const api::PlaceOrder& command, Quantity quantity,
                            const Instrument& instrument, Amount& funds) {
    const bool buys = command.side == api::Side::Buy;
    const AssetId asset = buys ? instrument.definition.quote : instrument.definition.base;
    if (takesAllFunds(command.side, command.price, command.quoteAmount))
        funds = account.usable(asset);
    else if (!command.quoteAmount.isZero())
        funds = command.quoteAmount;
    else // checkOrder has excluded the overflow
        funds = *holdOf(instrument.terms, command.side, command.price, quantity,
                        instrument.highestFeePpm());
    return !funds.isZero() && Ledger::promise(account, asset, funds);
}

void HomeRole::reserve(const api::CommandContext& context, const api::AmendOrder& command,
                       const ReserveConditions& conditions, Reservation& out) {
    const Instrument* instrument = m_reference.instruments().find(command.instrument);
    HomeAccount* const account = m_ledger.account(command.account);
    if (!account)
        return out.reject(RejectReason::UnknownAccount);
    if (!instrument)
        return out.reject(RejectReason::UnknownInstrument);
    if (const RejectReason reason = checkAmendment(*instrument, command);
        reason != RejectReason::None)
        return out.reject(reason);

    const api::CreateInstrument& definition = instrument->definition;
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
    ReservedAmendment& amendment = out.forward<ReservedAmendment>();
    amendment.stamp = stampOf(context);
    amendment.order = command.order;
    amendment.account = command.account;
    amendment.instrument = command.instrument;
    amendment.price = command.price;
    amendment.quantity = command.quantity;
    amendment.baseFunds = base;
    amendment.quoteFunds = quote;
    amendment.makerFeePpm = definition.makerFeePpm;
    amendment.takerFeePpm = definition.takerFeePpm;
    amendment.triggerPrice = command.triggerPrice;
    amendment.room = room;
}

void HomeRole::reserve(const api::CommandContext& context, const api::CancelOrder& command,
                       const ReserveConditions&, Reservation& out) {
    if (!m_ledger.account(command.account))
        return out.reject(RejectReason::UnknownAccount);
    if (!m_reference.instruments().find(command.instrument))
        return out.reject(RejectReason::UnknownInstrument);
    CancelRequest& request = out.forward<CancelRequest>();
    request.stamp = stampOf(context);
    request.order = command.order;
    request.account = command.account;
    request.instrument = command.instrument;
}

void HomeRole::undo(const BookRequest& request) {
    std::visit(api::Overloaded{
                   [](const CancelRequest&) {},
                   [this](const ReservedOrder& order) {
                       const auto& definition =
                           m_reference.instruments().find(order.instrument)->definition;
                       const bool buys = order.side == api::Side::Buy;
                       m_ledger.unpromise(order.account, buys ? definition.quote : definition.base,
                                          order.funds);
                       unpromiseRoom(order.account, order.instrument, order.room);
                       if (mayRest(order.type, order.timeInForce))
                           --m_ledger.account(order.account)->promisedOrders;
                       giveBackClientOrderId(order);
                   },
                   [this](const ReservedAmendment& amendment) {
                       unpromiseBoth(amendment.account, amendment.instrument, amendment.baseFunds,
                                     amendment.quoteFunds);
                       unpromiseRoom(amendment.account, amendment.instrument, amendment.room);
                   },
                   [this](const ReservedList& list) { undo(list); },
                   [this](const ReservedReplacement& replacement) {
                       const ReservedOrder& order = replacement.order;
                       unpromiseBoth(order.account, order.instrument, replacement.baseFunds,
                                     replacement.quoteFunds);
                       unpromiseRoom(order.account, order.instrument, order.room);
                       giveBackClientOrderId(order);
                   },
                   [this](const ReservedQuote& quote) {
                       unpromiseBoth(quote.account, quote.instrument, quote.baseFunds,
                                     quote.quoteFunds);
                       unpromiseRoom(quote.account, quote.instrument, quote.room);
                       m_ledger.account(quote.account)->promisedOrders -= sidesOf(quote);
                   },
               },
               request);
}

bool HomeRole::receive(const Settlement& settlement) {
    if (!m_marks.accept(settlement.stamp))
        return false;
    const auto& definition = m_reference.instruments().find(settlement.instrument)->definition;
    HomeAccount& account = *m_ledger.account(settlement.account);
    const bool buys = settlement.side == api::Side::Buy;
    m_ledger.book(account, buys ? definition.quote : definition.base, settlement.held);
    m_ledger.book(account, buys ? definition.base : definition.quote, settlement.received);
    account.promisedOrders -= settlement.answersPlacement ? 1 : 0;
    account.openOrders += settlement.orderOpened ? 1 : 0;
    OPENBELL_ASSERT(account.openOrders >= settlement.ordersEnded);
    account.openOrders -= settlement.ordersEnded;
    if (!definition.maxPosition.isZero()) [[unlikely]]
        m_positions.book(settlement);
    if (!settlement.clientOrder.isNone())
        settleClientOrderId(account, settlement);
    return true;
}

void HomeRole::resetMarks(Sequence sequence) {
    m_marks.reset(m_shards, sequence);
}

std::uint32_t HomeRole::openOrders(AccountId account) const {
    const HomeAccount* found = m_ledger.account(account);
    return found ? found->openOrders : 0;
}

void HomeRole::restoreOpenOrder(AccountId account) {
    ++m_ledger.account(account)->openOrders;
}

MessageStamp HomeRole::stampOf(const api::CommandContext& context) const {
    return {m_shard, context.sequence, 0};
}

} // namespace openbell::core
