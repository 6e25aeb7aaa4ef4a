// The naive venue's two-sided quotes, market-maker protections and largest positions.
#include "tests/oracle/naive_venue.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace openbell::oracle {
namespace {

using api::CancelReason;
using api::PostOnly;
using api::RejectReason;
using api::Side;

constexpr std::int64_t kMillisecond = 1'000'000;
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
constexpr std::uint32_t kDay = 86'400'000;

} // namespace

// --- positions ----------------------------------------------------------------------------------

std::int64_t NaiveVenue::openBuys(const Instrument& instrument, AccountId account) const {
    std::int64_t sum = 0;
    for (const auto& [price, queue] : instrument.buys)
        for (const Order& order : queue)
            sum += order.account == account ? order.open() : 0;
    for (const auto* beside : {&instrument.waiting, &instrument.parked})
        for (const Order& order : *beside)
            sum += order.account == account && order.side == Side::Buy ? order.open() : 0;
    return sum;
}

/// How many lots more the account may ask for, as things stand now.
std::int64_t NaiveVenue::roomOf(const Instrument& instrument, AccountId account) const {
    const api::CreateInstrument& d = instrument.definition;
    if (d.maxPosition.isZero())
        return std::numeric_limits<std::int64_t>::max();
    const auto owned = m_owned.find({account, d.base});
    const std::int64_t atoms = owned == m_owned.end() ? 0 : owned->second;
    const std::int64_t missing = std::max<std::int64_t>(0, d.maxPosition.value() * d.lotSize - atoms);
    return std::max<std::int64_t>(0, missing / d.lotSize - openBuys(instrument, account));
}

void NaiveVenue::refuseBeyondRoom(Side side, std::int64_t growth, std::int64_t room) const {
    refuseUnless(side == Side::Sell || growth <= room, RejectReason::PositionLimit);
}

// --- quotes -------------------------------------------------------------------------------------

NaiveVenue::Order* NaiveVenue::quoteOrder(Instrument& instrument, AccountId account, Side side) {
    for (auto& [price, queue] : instrument.side(side))
        for (Order& order : queue)
            if (order.quote && order.account == account)
                return &order;
    return nullptr;
}

void NaiveVenue::work(const api::PlaceQuote& c) {
    refuseUnless(m_accounts.contains(c.account), RejectReason::UnknownAccount);
    Instrument& instrument = known(c.instrument);
    const api::CreateInstrument& d = instrument.definition;
    std::vector<Order> wanted;
    for (const Side side : {Side::Buy, Side::Sell}) {
        Order order;
        order.id = OrderId(m_context.sequence.value() +
                           (side == Side::Buy ? 0 : std::uint64_t{1} << 50));
        order.account = c.account;
        order.instrument = c.instrument;
        order.side = side;
        order.postOnly = c.postOnly;
        order.prevention = c.selfTradePrevention;
        if (m_groups.contains(c.account))
            order.group = m_groups[c.account];
        order.session = m_context.session;
        order.price = (side == Side::Buy ? c.bidPrice : c.askPrice).value();
        order.total = (side == Side::Buy ? c.bidQuantity : c.askQuantity).value();
        order.makerPpm = d.makerFeePpm;
        order.takerPpm = d.takerFeePpm;
        order.placed = m_context.time;
        order.quote = true;
        if (order.total == 0)
            continue;
        api::PlaceOrder placed;
        placed.postOnly = c.postOnly;
        placed.price = Price(order.price);
        placed.quantity = Quantity(order.total);
        checkOrder(instrument, placed);
        wanted.push_back(order);
    }
    refuseUnless(wanted.size() < 2 || c.bidPrice < c.askPrice, RejectReason::InvalidPrice);

    const std::int64_t room = roomOf(instrument, c.account);
    reachBook(instrument);
    if (wanted.empty()) {
        refuseInState(instrument, instrument.state != api::InstrumentState::Delisted);
        refuseUnless(quoteOrder(instrument, c.account, Side::Buy) ||
                         quoteOrder(instrument, c.account, Side::Sell),
                     RejectReason::NothingToChange);
    } else {
        refuseInState(instrument, takesOrders(instrument));
        const auto protection = instrument.protections.find(c.account);
        refuseUnless(protection == instrument.protections.end() ||
                         protection->second.frozenUntil <= m_context.time.value(),
                     RejectReason::ProtectionActive);
    }

    // The market as it would be without the present quote.
    Instrument without;
    without.definition = d;
    without.tickValue = instrument.tickValue;
    without.state = instrument.state;
    for (const Side side : {Side::Buy, Side::Sell})
        for (const auto& [price, queue] : instrument.side(side))
            for (const Order& order : queue)
                if (!order.quote || order.account != c.account)
                    without.side(side)[price].push_back(order);

    std::vector<Order> entering;
    std::map<Side, std::int64_t> keeps; ///< with how much
    for (Order& order : wanted) {
        order.price = slid(without, order);
        const Order* present = quoteOrder(instrument, c.account, order.side);
        if (present && present->price == order.price && order.total <= present->open()) {
            keeps[order.side] = order.total;
            continue;
        }
        refuseBeyondCollar(instrument, order.side, order.price);
        refuseBeyondBand(instrument, order.side, order.price);
        refuseUnless(c.postOnly == PostOnly::No ||
                         instrument.state != api::InstrumentState::Trading ||
                         !crosses(without, order.side, order.price),
                     RejectReason::WouldTakeLiquidity);
        refuseBeyondRoom(order.side, order.total - (present ? present->open() : 0), room);
        refuseUnless(holdOf(order) - (present ? holdOf(*present) : 0) <=
                         usable(c.account, order.side == Side::Buy ? d.quote : d.base),
                     RejectReason::InsufficientFunds);
        entering.push_back(order);
    }

    for (const Side side : {Side::Buy, Side::Sell}) {
        Order* present = quoteOrder(instrument, c.account, side);
        if (!present)
            continue;
        const bool isReplaced = std::any_of(entering.begin(), entering.end(),
                                            [side](const Order& each) { return each.side == side; });
        if (!keeps.contains(side)) {
            cancelOne(instrument, present->id,
                      isReplaced ? CancelReason::Replaced : CancelReason::Requested);
        } else if (keeps[side] != present->open()) {
            present->total = present->filled + keeps[side];
            touch(instrument, *present);
            touchHold(instrument, *present);
            m_events.push_back(api::OrderAmended{present->id, c.account, c.instrument,
                                                 Price(present->price), Quantity(present->total),
                                                 Quantity(present->open()), true});
        }
    }
    // One of them at most meets orders that it can trade with; what its trades lead to comes after
    // both are there.
    std::size_t events = m_events.size();
    bool heldBack = false;
    for (Order& order : entering) {
        accept(order, api::TimeInForce::GoodTillCancelled);
        if (instrument.state != api::InstrumentState::Trading ||
            !crosses(instrument, order.side, order.price)) {
            rest(instrument, order);
            continue;
        }
        events = m_events.size();
        const bool goesOn = trade(instrument, order, order.price, nullptr);
        heldBack = goesOn && isHeldBack(instrument, order, order.price);
        restOrCancel(instrument, order, goesOn, true);
    }
    noteTrades(instrument, events, heldBack);
    protect(instrument);
    followTrades(instrument, events);
}

// --- protection ---------------------------------------------------------------------------------

void NaiveVenue::protect(Instrument& instrument) {
    const std::int64_t now = m_context.time.value();
    const auto fills = std::exchange(instrument.quoteFills, {});
    for (const auto& [account, quantity] : fills) {
        const auto found = instrument.protections.find(account);
        if (found == instrument.protections.end() || found->second.frozenUntil > now)
            continue;
        Protection& protection = found->second;
        const api::SetMarketMakerProtection& settings = protection.settings;
        protection.fills.emplace_back(now, quantity);
        std::erase_if(protection.fills, [&](const auto& fill) {
            return now - fill.first >= settings.windowMilliseconds * kMillisecond;
        });
        Int128 traded = 0;
        std::uint32_t trades = 0;
        for (const auto& [time, filled] : protection.fills) {
            traded += filled;
            ++trades;
        }
        const bool reached =
            (!settings.quantityLimit.isZero() && traded >= settings.quantityLimit.value()) ||
            trades >= (settings.tradeLimit == 0 ? 10'000 : settings.tradeLimit);
        if (!reached)
            continue;
        const std::int64_t freeze = settings.freezeMilliseconds * kMillisecond;
        protection.frozenUntil = freeze == 0 ? kNever : now + freeze;
        protection.fills.clear();
        protection.tripped = {account, instrument.definition.instrument,
                              Quantity(static_cast<std::int64_t>(traded)), trades,
                              Timestamp(freeze == 0 ? 0 : now + freeze)};
        m_events.push_back(protection.tripped);
        for (const Side side : {Side::Buy, Side::Sell})
            if (const Order* order = quoteOrder(instrument, account, side))
                cancelOne(instrument, order->id, CancelReason::MarketMakerProtection);
    }
}

void NaiveVenue::work(const api::SetMarketMakerProtection& c) {
    refuseUnless(m_accounts.contains(c.account), RejectReason::UnknownAccount);
    Instrument& instrument = known(c.instrument);
    const bool on = c.windowMilliseconds != 0;
    const bool limits = !c.quantityLimit.isZero() || c.tradeLimit != 0;
    refuseUnless(on == limits && (on || c.freezeMilliseconds == 0), RejectReason::InvalidDefinition);
    refuseUnless(c.windowMilliseconds <= kDay && c.freezeMilliseconds <= kDay &&
                     c.quantityLimit.value() >= 0 &&
                     Int128{c.quantityLimit.value()} < (Int128{1} << 62) && c.tradeLimit <= 10'000,
                 RejectReason::InvalidDefinition);
    const auto found = instrument.protections.find(c.account);
    if (!on) {
        refuseUnless(found != instrument.protections.end(), RejectReason::NothingToChange);
        instrument.protections.erase(found);
    } else {
        const bool same = found != instrument.protections.end() && found->second.settings == c;
        refuseUnless(!same, RejectReason::NothingToChange);
        instrument.protections[c.account].settings = c;
        instrument.protections[c.account].fills.clear();
    }
    m_events.push_back(api::MarketMakerProtectionChanged{c});
}

void NaiveVenue::work(const api::ResetMarketMakerProtection& c) {
    refuseUnless(m_accounts.contains(c.account), RejectReason::UnknownAccount);
    Instrument& instrument = known(c.instrument);
    const auto found = instrument.protections.find(c.account);
    refuseUnless(found != instrument.protections.end(), RejectReason::NothingToChange);
    found->second.fills.clear();
    found->second.frozenUntil = 0;
    m_events.push_back(api::MarketMakerProtectionReset{c.account, c.instrument});
}

} // namespace openbell::oracle
