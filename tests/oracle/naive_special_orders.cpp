// The naive venue's icebergs, hidden orders, post-only orders that slide, client order ids and
// replacements.
#include "tests/oracle/naive_venue.h"

#include "engine/api/binary_codec.h"

#include <algorithm>

namespace openbell::oracle {
namespace {

using api::RejectReason;
using api::Side;

std::uint64_t scrambled(std::uint64_t number) {
    number = (number ^ (number >> 30)) * 13'787'848'793'156'543'929ULL;
    number = (number ^ (number >> 27)) * 10'723'151'780'598'845'931ULL;
    return number ^ (number >> 31);
}

} // namespace

// --- orders that do not show all they have
// --------------------------------------------------------

/// An iceberg has at most a thousand parts, as small as they may be.
bool NaiveVenue::showsInTime(std::int64_t quantity, std::int64_t display, std::int64_t variance) {
    const std::int64_t smallest = display == variance ? 1 : display - variance;
    return Int128{quantity} <= Int128{smallest} * 1000;
}

/// The part's size is the wanted quantity plus or minus at most the variance, by the highest bits
/// of a number scrambled from the order's id and the number of the part.
void NaiveVenue::showNextPart(Order& order) {
    if (order.display == 0)
        return;
    const std::uint64_t bits =
        scrambled(scrambled(order.id.value() * 11'400'714'819'323'198'485ULL) + order.parts);
    order.parts += 1;
    const Int128 choices = 2 * Int128{order.variance} + 1;
    const Int128 choice = Int128{bits} * choices / (Int128{1} << 64);
    order.part = order.display - order.variance + static_cast<std::int64_t>(choice);
    if (order.part < 1)
        order.part = 1;
    if (order.part > order.open())
        order.part = order.open();
}

void NaiveVenue::tellShown(const Order& order) {
    if (order.display > 0)
        m_events.push_back(
            api::OrderShown{order.id, order.account, order.instrument, Quantity(order.part)});
}

/// Hidden orders behind all, others behind all but the hidden ones.
void NaiveVenue::insert(Queue& queue, const Order& order) {
    auto at = queue.begin();
    while (at != queue.end() && (order.hidden || !at->hidden))
        ++at;
    queue.insert(at, order);
}

/// The price that the order gets: its own, or that one tick behind the other side's best if it is
/// to slide there and may.
std::int64_t NaiveVenue::slid(const Instrument& instrument, const Order& order) const {
    if (instrument.state != api::InstrumentState::Trading ||
        order.postOnly != api::PostOnly::Slide || !crosses(instrument, order.side, order.price))
        return order.price;
    const api::CreateInstrument& d = instrument.definition;
    const std::int64_t price = order.side == Side::Buy ? instrument.sells.begin()->first - 1
                                                       : instrument.buys.rbegin()->first + 1;
    try {
        checkTerms(instrument, price, order.total);
    } catch (const Refused&) {
        return order.price;
    }
    return price < d.minPrice.value() ? order.price : price;
}

// --- client order ids
// -----------------------------------------------------------------------------

template<class Command>
void NaiveVenue::refuseRepeat(const Command& command) {
    refuseRepeat(command.account, command.clientOrderId, command);
}

template<class Command>
void NaiveVenue::refuseRepeat(AccountId account, ClientOrderId id, const Command& command) {
    const auto& accepted = m_clientOrders[account];
    const auto found = id.isNone() ? accepted.end() : accepted.find(id);
    if (found == accepted.end())
        return;
    const Accepted& before = found->second;
    const bool isNew = m_acceptedClientOrders[account] - before.number < 1024;
    if (!isNew && !isOpen(before.instrument, before.order))
        return;
    const auto* same = std::get_if<Command>(&before.command);
    if (same && api::toBinary(*same) == api::toBinary(command))
        throw Refused{RejectReason::DuplicateOrder, before.order};
    throw Refused{RejectReason::ClientOrderIdUsed};
}

template<class Command>
void NaiveVenue::remember(const Command& command) {
    if (!command.clientOrderId.isNone())
        m_clientOrders[command.account][command.clientOrderId] = {
            OrderId(m_context.sequence.value()), command.instrument, command,
            ++m_acceptedClientOrders[command.account]};
}

void NaiveVenue::refuseRepeat(const api::PlaceOrderList& c) {
    const std::vector ids{c.first.clientOrderId, c.second.clientOrderId,
                          c.contingency == api::Contingency::OneTriggersPair
                              ? c.third.clientOrderId
                              : ClientOrderId()};
    for (const ClientOrderId id : ids)
        refuseRepeat(c.account, id, c);
    for (std::size_t i = 0; i < ids.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            refuseUnless(ids[i].isNone() || ids[i] != ids[k], RejectReason::ClientOrderIdUsed);
}

void NaiveVenue::remember(const api::PlaceOrderList& c) {
    const std::vector orders{&c.first, &c.second, &c.third};
    for (unsigned leg = 0; leg < 3; ++leg)
        if (!orders[leg]->clientOrderId.isNone())
            m_clientOrders[c.account][orders[leg]->clientOrderId] = {
                legId(m_context.sequence, leg), c.instrument, c,
                ++m_acceptedClientOrders[c.account]};
}

template void NaiveVenue::refuseRepeat(const api::PlaceOrder&);
template void NaiveVenue::remember(const api::PlaceOrder&);

bool NaiveVenue::isOpen(InstrumentId id, OrderId order) {
    Instrument& instrument = m_instruments[id];
    const auto waits = [order](const Order& waiting) { return waiting.id == order; };
    return find(instrument, order) || pegsOf(instrument).contains(order) ||
           std::any_of(instrument.waiting.begin(), instrument.waiting.end(), waits);
}

// --- accepting and replacing
// ----------------------------------------------------------------------

void NaiveVenue::accept(const Order& order, api::TimeInForce timeInForce) {
    m_events.push_back(api::OrderAccepted{
        order.id, order.account, order.instrument, order.clientOrderId, order.side, order.type,
        timeInForce, order.postOnly, order.prevention, Price(order.price), Price(0), Price(0),
        Quantity(order.total), Quantity(0), order.placed, Timestamp(order.expiry),
        Quantity(order.display), Quantity(order.variance), order.hidden, OrderId(),
        OrderId(), Amount(order.amount)});
}

void NaiveVenue::work(const api::ReplaceOrder& c) {
    refuseUnless(m_accounts.contains(c.account), RejectReason::UnknownAccount);
    refuseRepeat(c);
    Instrument& instrument = known(c.instrument);
    const api::CreateInstrument& d = instrument.definition;
    api::PlaceOrder placed;
    placed.postOnly = c.postOnly;
    placed.price = c.price;
    placed.quantity = c.quantity;
    placed.displayQuantity = c.displayQuantity;
    placed.displayVariance = c.displayVariance;
    placed.hidden = c.hidden;
    checkOrder(instrument, placed);
    const std::int64_t room = roomOf(instrument, c.account);
    reachBook(instrument);
    refuseInState(instrument, takesOrders(instrument));
    refuseListed(instrument, c.account, c.order);
    for (const Order& waiting : instrument.waiting)
        refuseUnless(waiting.id != c.order || waiting.account != c.account,
                     RejectReason::OrderWaits);
    for (const auto& [id, pegged] : pegsOf(instrument))
        refuseUnless(id != c.order || pegged.account != c.account,
                     RejectReason::InvalidCombination);
    const Order* found = find(instrument, c.order);
    refuseUnless(found && found->account == c.account, RejectReason::UnknownOrder);
    refuseUnless(!found->quote, RejectReason::InvalidCombination);
    const Order old = *found;

    Order order;
    order.id = OrderId(m_context.sequence.value());
    order.account = c.account;
    order.clientOrderId = c.clientOrderId;
    order.instrument = c.instrument;
    order.side = old.side;
    order.postOnly = c.postOnly;
    order.prevention = c.selfTradePrevention;
    if (m_groups.contains(c.account))
        order.group = m_groups[c.account];
    order.type = api::OrderType::Limit;
    order.price = c.price.value();
    order.total = c.quantity.value();
    order.makerPpm = d.makerFeePpm;
    order.takerPpm = d.takerFeePpm;
    order.placed = m_context.time;
    order.session = m_context.session;
    order.hidden = c.hidden;
    order.display = c.displayQuantity.value();
    order.variance = c.displayVariance.value();
    if (old.timeInForce >= api::TimeInForce::GoodTillTime) {
        order.timeInForce = old.timeInForce;
        order.expiry = old.timeInForce == api::TimeInForce::Day
                           ? endOfDay(instrument, m_context.time.value())
                           : old.expiry;
    }
    order.price = slid(instrument, order);
    refuseBeyondCollar(instrument, order.side, order.price);
    refuseBeyondBand(instrument, order.side, order.price);
    const bool trading = instrument.state == api::InstrumentState::Trading;
    const bool crossing = trading && crosses(instrument, order.side, order.price);
    refuseUnless(c.postOnly == api::PostOnly::No || !crossing, RejectReason::WouldTakeLiquidity);
    refuseBeyondRoom(order.side, order.open() - old.open(), room);
    const AssetId asset = order.side == Side::Buy ? d.quote : d.base;
    refuseUnless(holdOf(order) - holdOf(old) <= usable(c.account, asset),
                 RejectReason::InsufficientFunds);

    m_events.push_back(api::OrderCancelled{old.id, old.account, old.instrument,
                                           Quantity(old.open()), api::CancelReason::Replaced});
    erase(instrument, old);
    accept(order, order.timeInForce);
    remember(c);
    if (!trading)
        return rest(instrument, order);
    const std::size_t events = m_events.size();
    const bool goesOn = trade(instrument, order, order.price, nullptr);
    finish(instrument, order, goesOn, true, order.price, events);
    protect(instrument);
    followTrades(instrument, events);
}

} // namespace openbell::oracle
