// The part of a home shard that sends off lists of orders.
#include "engine/core/home_role.h"

#include "engine/core/list_rules.h"
#include "engine/core/order_rules.h"

namespace openbell::core {

using api::RejectReason;

/// The retry of a list is known by any of its client order ids.
bool HomeRole::isTaken(const HomeAccount& account, const api::PlaceOrderList& command,
                       const ReserveConditions& conditions, Reservation& out) {
    bool taken = false;
    forEachListed(command, [&](const api::ListedOrder& order, unsigned) {
        taken = taken || isTaken(account, order.clientOrderId, termsOf(command), conditions,
                                 out);
    });
    if (taken)
        return true;
    bool twice = false;
    forEachListed(command, [&](const api::ListedOrder& one, unsigned i) {
        forEachListed(command, [&](const api::ListedOrder& other, unsigned k) {
            twice = twice || (i < k && !one.clientOrderId.isNone() &&
                              one.clientOrderId == other.clientOrderId);
        });
    });
    if (twice)
        out.reject(RejectReason::ClientOrderIdUsed);
    return twice;
}

void HomeRole::reserve(const api::CommandContext& context, const api::PlaceOrderList& command,
                       const ReserveConditions& conditions, Reservation& out) {
    const Instrument* instrument = m_reference.instruments().find(command.instrument);
    HomeAccount* const account = m_ledger.account(command.account);
    if (!account)
        return out.reject(RejectReason::UnknownAccount);
    if (isTaken(*account, command, conditions, out))
        return;
    if (!instrument)
        return out.reject(RejectReason::UnknownInstrument);
    if (const RejectReason reason = checkList(*instrument, command, context.time);
        reason != RejectReason::None)
        return out.reject(reason);

    const bool isPair = command.contingency == api::Contingency::OneCancelsOther;
    const std::uint32_t orders =
        command.contingency == api::Contingency::OneTriggersPair ? 3 : 2;
    if (account->openOrders + account->promisedOrders + orders > kMaxOpenOrdersPerAccount ||
        !conditions.roomForOrders)
        return out.rejectIfExact(conditions, RejectReason::TooManyOpenOrders);
    Quantity bought; // of a pair each counts, though only one will trade
    forEachListed(command, [&](const api::ListedOrder& order, unsigned) {
        bought += order.side == api::Side::Buy ? order.quantity : Quantity(0);
    });
    Quantity room;
    if (!findRoom(command.account, *instrument, bought, conditions, room))
        return out.rejectIfExact(conditions, RejectReason::PositionLimit);
    const Amount funds = isPair ? holdOfPair(*instrument, command.first, command.second)
                                : holdOfListed(*instrument, command.first);
    const bool buys = command.first.side == api::Side::Buy;
    const AssetId asset = buys ? instrument->definition.quote : instrument->definition.base;
    if (!Ledger::promise(*account, asset, funds))
        return out.rejectIfExact(conditions, RejectReason::InsufficientFunds);
    promiseRoom(command.account, command.instrument, room);
    account->promisedOrders += orders;

    ReservedList& list = out.forward<ReservedList>();
    list.stamp = stampOf(context);
    list.contingency = command.contingency;
    ReservedOrder* const reserved[] = {&list.first, &list.second, &list.third};
    const std::uint64_t terms = termsOf(command);
    forEachListed(command, [&](const api::ListedOrder& order, unsigned leg) {
        const OrderId id = legId(context.sequence, leg);
        if (!order.clientOrderId.isNone())
            account->clientIds->take(order.clientOrderId, id, terms);
        fill(*reserved[leg], context, placementOf(command, order), *instrument, id);
    });
    list.first.funds = funds;
    list.first.room = room;
}

void HomeRole::undo(const ReservedList& list) {
    const ReservedOrder& first = list.first;
    const auto& definition = m_reference.instruments().find(first.instrument)->definition;
    m_ledger.unpromise(first.account,
                       first.side == api::Side::Buy ? definition.quote : definition.base,
                       first.funds);
    unpromiseRoom(first.account, first.instrument, first.room);
    const ReservedOrder* const orders[] = {&list.first, &list.second, &list.third};
    for (std::size_t i = 0; i < list.size(); ++i) {
        --m_ledger.account(first.account)->promisedOrders;
        giveBackClientOrderId(*orders[i]);
    }
}

} // namespace openbell::core
