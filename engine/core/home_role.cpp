#include "engine/core/home_role.h"

#include "engine/core/order_rules.h"

namespace openbell::core {
namespace {

using api::RejectReason;

/// A refusal for want of something that settlements may still bring is final only in an exact
/// state.
void rejectIfExact(Reservation& out, const ReserveConditions& conditions, RejectReason reason) {
    out.reject(reason);
    if (!conditions.exactState)
        out.kind = Reservation::Kind::NeedsExactState;
}

} // namespace

HomeRole::HomeRole(unsigned shard, unsigned shards, const ReferenceData& reference)
    : m_shard(shard)
    , m_shards(shards)
    , m_reference(reference) {
    m_marks.reset(m_shards, Sequence());
}

void HomeRole::openAccount(AccountId account) {
    m_ledger.openAccount(account);
    m_counts.add(account, OrderCount{});
    m_clientIds.add(account, ClientOrderIds(&m_clientIdMemory));
}

void HomeRole::reserve(const api::CommandContext& context, const api::PlaceOrder& command,
                       const ReserveConditions& conditions, Reservation& out) {
    const Instrument* instrument = m_reference.instruments().find(command.instrument);
    if (!m_counts.find(command.account))
        return out.reject(RejectReason::UnknownAccount);
    if (isTaken(command, conditions, out))
        return;
    if (!instrument)
        return out.reject(RejectReason::UnknownInstrument);
    if (const RejectReason reason = checkOrder(*instrument, command, context.time);
        reason != RejectReason::None)
        return out.reject(reason);

    OrderCount& count = *m_counts.find(command.account);
    const bool rests = mayRest(command.type, effectiveTimeInForce(command));
    if (rests &&
        (count.open + count.promised >= kMaxOpenOrdersPerAccount || !conditions.roomForOrders))
        return rejectIfExact(out, conditions, RejectReason::TooManyOpenOrders);
    // Only an exact state knows what is all that is available.
    const bool takesAll = takesAllFunds(command.side, command.price, command.quoteAmount);
    Amount funds;
    if ((takesAll && !conditions.exactState) || !promiseFunds(command, *instrument, funds))
        return rejectIfExact(out, conditions, RejectReason::InsufficientFunds);
    count.promised += rests ? 1 : 0;
    takeClientOrderId(context, command);

    ReservedOrder& order = out.forward<ReservedOrder>();
    order.stamp = stampOf(context);
    order.order = OrderId(context.sequence.value());
    order.account = command.account;
    order.instrument = command.instrument;
    order.clientOrderId = command.clientOrderId;
    order.side = command.side;
    order.type = command.type;
    order.timeInForce = effectiveTimeInForce(command);
    order.postOnly = command.postOnly;
    order.selfTradePrevention = command.selfTradePrevention;
    order.tradeGroup = m_reference.accounts().find(command.account)->tradeGroup;
    order.price = command.price;
    order.triggerPrice = command.triggerPrice;
    order.trailBy = command.trailBy;
    order.quantity = command.quantity;
    order.funds = funds;
    order.makerFeePpm = instrument->definition.makerFeePpm;
    order.takerFeePpm = instrument->definition.takerFeePpm;
    order.expiry = command.expiry;
    order.displayQuantity = command.displayQuantity;
    order.displayVariance = command.displayVariance;
    order.hidden = command.hidden;
    order.quoteAmount = command.quoteAmount;
    order.peg = command.peg;
    order.pegOffset = command.pegOffset;
}

bool HomeRole::promiseFunds(const api::PlaceOrder& command, const Instrument& instrument,
                            Amount& funds) {
    const bool buys = command.side == api::Side::Buy;
    const AssetId asset = buys ? instrument.definition.quote : instrument.definition.base;
    if (takesAllFunds(command.side, command.price, command.quoteAmount))
        funds = m_ledger.usable(command.account, asset);
    else if (!command.quoteAmount.isZero())
        funds = command.quoteAmount;
    else // checkOrder has excluded the overflow
        funds = *holdOf(instrument.terms, command.side, command.price, command.quantity,
                        instrument.highestFeePpm());
    return !funds.isZero() && m_ledger.promise(command.account, asset, funds);
}

void HomeRole::reserve(const api::CommandContext& context, const api::AmendOrder& command,
                       const ReserveConditions& conditions, Reservation& out) {
    const Instrument* instrument = m_reference.instruments().find(command.instrument);
    if (!m_counts.find(command.account))
        return out.reject(RejectReason::UnknownAccount);
    if (!instrument)
        return out.reject(RejectReason::UnknownInstrument);
    if (const RejectReason reason = checkAmendment(*instrument, command);
        reason != RejectReason::None)
        return out.reject(reason);

    const api::CreateInstrument& definition = instrument->definition;
    Amount base;
    Amount quote;
    if (!promiseBoth(command.account, *instrument, command.price, command.quantity, conditions,
                     base, quote)) {
        out.kind = Reservation::Kind::NeedsExactState;
        return;
    }

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
}

void HomeRole::reserve(const api::CommandContext& context, const api::CancelOrder& command,
                       const ReserveConditions&, Reservation& out) {
    if (!m_counts.find(command.account))
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
                       if (mayRest(order.type, order.timeInForce))
                           --m_counts.find(order.account)->promised;
                       if (!order.clientOrderId.isNone())
                           m_clientIds.find(order.account)->giveBack(order.clientOrderId);
                   },
                   [this](const ReservedAmendment& amendment) {
                       unpromiseBoth(amendment.account, amendment.instrument, amendment.baseFunds,
                                     amendment.quoteFunds);
                   },
                   [this](const ReservedReplacement& replacement) {
                       const ReservedOrder& order = replacement.order;
                       unpromiseBoth(order.account, order.instrument, replacement.baseFunds,
                                     replacement.quoteFunds);
                       if (!order.clientOrderId.isNone())
                           m_clientIds.find(order.account)->giveBack(order.clientOrderId);
                   },
               },
               request);
}

bool HomeRole::receive(const Settlement& settlement) {
    if (!m_marks.accept(settlement.stamp))
        return false;
    const auto& definition = m_reference.instruments().find(settlement.instrument)->definition;
    m_ledger.book(settlement.account, definition.base, settlement.base);
    m_ledger.book(settlement.account, definition.quote, settlement.quote);
    OrderCount& count = *m_counts.find(settlement.account);
    count.promised -= settlement.answersPlacement ? 1 : 0;
    count.open += settlement.orderOpened ? 1 : 0;
    OPENBELL_ASSERT(count.open >= settlement.ordersEnded);
    count.open -= settlement.ordersEnded;
    if (!settlement.clientOrder.isNone())
        settleClientOrderId(settlement);
    return true;
}

void HomeRole::resetMarks(Sequence sequence) {
    m_marks.reset(m_shards, sequence);
}

std::uint32_t HomeRole::openOrders(AccountId account) const {
    const OrderCount* count = m_counts.find(account);
    return count ? count->open : 0;
}

void HomeRole::restoreOpenOrder(AccountId account) {
    ++m_counts.find(account)->open;
}

MessageStamp HomeRole::stampOf(const api::CommandContext& context) const {
    return {m_shard, context.sequence, 0};
}

} // namespace openbell::core
