#include "tests/oracle/naive_venue.h"

#include "engine/api/field_list.h"

#include <algorithm>

namespace openbell::oracle {
namespace {

using api::RejectReason;
using api::Side;

using Wide = Int128;
constexpr Wide kBound = Wide{1} << 62;

Wide feeOf(Wide value, std::int64_t ppm) {
    return value * ppm / 1'000'000;
}

Wide valueOf(std::int64_t price, std::int64_t quantity, std::int64_t tickValue) {
    return Wide{price} * quantity > kBound ? kBound : Wide{price} * quantity * tickValue;
}

template<class Id>
bool idInRange(Id id) {
    return id.value() > 0 && id.value() < (1U << 20);
}

bool rateInRange(std::int64_t ppm) {
    return ppm >= 0 && ppm <= 999'999;
}

} // namespace

void NaiveVenue::refuseUnless(bool condition, RejectReason reason) const {
    if (!condition)
        throw Refused{reason};
}

const NaiveVenue::Events& NaiveVenue::apply(const api::CommandContext& context,
                                            const api::Command& command) {
    m_context = context;
    m_events.clear();
    m_touchedLevels.clear();
    m_touchedHoldings.clear();
    m_atBook = nullptr;
    const bool isOrder = std::holds_alternative<api::PlaceOrder>(command) ||
                         std::holds_alternative<api::CancelOrder>(command) ||
                         std::holds_alternative<api::AmendOrder>(command) ||
                         std::holds_alternative<api::ReplaceOrder>(command) ||
                         std::holds_alternative<api::PlaceOrderList>(command) ||
                         std::holds_alternative<api::PlaceQuote>(command);
    for (auto& [id, instrument] : m_instruments)
        if (!isOrder)
            catchUp(instrument);
    std::visit(
        [this](const auto& each) {
            try {
                work(each);
            } catch (const Refused& refused) {
                api::CommandRejected event;
                event.reason = refused.reason;
                if constexpr (requires { each.account; })
                    event.account = each.account;
                if constexpr (requires { each.instrument; })
                    event.instrument = each.instrument;
                if constexpr (requires { each.order; })
                    event.order = each.order;
                if constexpr (requires { each.clientOrderId; })
                    event.clientOrderId = each.clientOrderId;
                if constexpr (requires { each.first.clientOrderId; })
                    event.clientOrderId = each.first.clientOrderId;
                if (!refused.original.isNone())
                    event.order = refused.original;
                m_events.push_back(event);
            }
        },
        command);
    publishLevels();
    if (m_atBook)
        followBand(*m_atBook);
    for (auto& [id, instrument] : m_instruments)
        indicate(instrument);
    publishBalances();
    return m_events;
}

// --- reference data and funds
// ---------------------------------------------------------------------

void NaiveVenue::work(const api::CreateAsset& command) {
    refuseUnless(idInRange(command.asset) && !command.code.empty() && command.scale <= 18,
                 RejectReason::InvalidDefinition);
    for (const auto& [id, asset] : m_assets)
        refuseUnless(id != command.asset && !(asset.code == command.code),
                     RejectReason::AlreadyExists);
    m_assets[command.asset] = command;
    m_events.push_back(api::AssetCreated{command.asset, command.code, command.scale});
}

void NaiveVenue::work(const api::CreateInstrument& c) {
    constexpr std::int64_t kMaxStep = 1'000'000'000'000'000'000;
    refuseUnless(idInRange(c.instrument) && !c.symbol.empty() && c.base != c.quote &&
                     c.priceScale <= 18 && c.tickSize >= 1 && c.tickSize <= kMaxStep &&
                     c.lotSize >= 1 && c.lotSize <= kMaxStep && c.minPrice.value() >= 1 &&
                     c.minPrice <= c.maxPrice && c.maxPrice.value() < kBound &&
                     c.minQuantity.value() >= 1 && c.minQuantity <= c.maxQuantity &&
                     c.maxQuantity.value() < kBound && c.minValue.value() >= 0 &&
                     rateInRange(c.makerFeePpm) && rateInRange(c.takerFeePpm) &&
                     c.maxPosition.value() >= 0 &&
                     Wide{c.maxPosition.value()} * c.lotSize < kBound,
                 RejectReason::InvalidDefinition);
    refuseUnless(m_assets.contains(c.base) && m_assets.contains(c.quote),
                 RejectReason::UnknownAsset);
    Wide value = Wide{c.tickSize} * c.lotSize;
    for (int i = 0; i < c.priceScale + m_assets[c.base].scale; ++i) {
        // Cancel powers of ten one by one against those of the quote asset.
        if (i < m_assets[c.quote].scale)
            continue;
        refuseUnless(value % 10 == 0, RejectReason::InvalidDefinition);
        value /= 10;
    }
    for (int i = c.priceScale + m_assets[c.base].scale; i < m_assets[c.quote].scale; ++i)
        value = std::min(value * 10, kBound);
    refuseUnless(value < kBound, RejectReason::InvalidDefinition);
    for (const auto& [id, other] : m_instruments)
        refuseUnless(id != c.instrument && !(other.definition.symbol == c.symbol),
                     RejectReason::AlreadyExists);
    Instrument& instrument = m_instruments[c.instrument];
    instrument.definition = c;
    instrument.tickValue = static_cast<std::int64_t>(value);
    m_events.push_back(api::InstrumentDefined{c, instrument.tickValue});
}

void NaiveVenue::work(const api::SetInstrumentFees& command) {
    Instrument& instrument = known(command.instrument);
    refuseUnless(rateInRange(command.makerFeePpm) && rateInRange(command.takerFeePpm),
                 RejectReason::InvalidDefinition);
    refuseUnless(instrument.definition.makerFeePpm != command.makerFeePpm ||
                     instrument.definition.takerFeePpm != command.takerFeePpm,
                 RejectReason::NothingToChange);
    instrument.definition.makerFeePpm = command.makerFeePpm;
    instrument.definition.takerFeePpm = command.takerFeePpm;
    m_events.push_back(api::InstrumentDefined{instrument.definition, instrument.tickValue,
                                              instrument.state,
                                              Timestamp(endOfState(instrument))});
}

void NaiveVenue::work(const api::CreateAccount& command) {
    refuseUnless(idInRange(command.account), RejectReason::InvalidDefinition);
    refuseUnless(!m_accounts.contains(command.account), RejectReason::AlreadyExists);
    m_accounts[command.account] = command.name;
    m_events.push_back(api::AccountCreated{command.account, command.name});
}

void NaiveVenue::work(const api::SetTradeGroup& command) {
    refuseUnless(m_accounts.contains(command.account), RejectReason::UnknownAccount);
    const auto before = m_groups.find(command.account);
    refuseUnless(command.group != (before == m_groups.end() ? TradeGroupId() : before->second),
                 RejectReason::NothingToChange);
    m_groups.erase(command.account);
    if (!command.group.isNone())
        m_groups[command.account] = command.group;
    m_events.push_back(api::TradeGroupChanged{command.account, command.group});
}

void NaiveVenue::work(const api::CreateUser& command) {
    refuseUnless(idInRange(command.user) && !command.name.empty(), RejectReason::InvalidDefinition);
    refuseUnless(command.account.isNone() || m_accounts.contains(command.account),
                 RejectReason::UnknownAccount);
    for (const auto& [id, user] : m_users)
        refuseUnless(id != command.user && !(user.name == command.name),
                     RejectReason::AlreadyExists);
    m_users[command.user] = {command.user, command.name, command.role, command.account, true};
    m_events.push_back(m_users[command.user]);
}

void NaiveVenue::work(const api::ChangeUser& command) {
    refuseUnless(m_users.contains(command.user), RejectReason::UnknownUser);
    api::UserDefined& user = m_users[command.user];
    refuseUnless(user.role != command.role || user.enabled != command.enabled,
                 RejectReason::NothingToChange);
    const auto runsTheVenue = [](const api::UserDefined& each) {
        return each.enabled && each.role == api::Role::Operator;
    };
    int operatorsAfter = command.enabled && command.role == api::Role::Operator ? 1 : 0;
    for (const auto& [id, other] : m_users)
        if (id != command.user && runsTheVenue(other))
            ++operatorsAfter;
    refuseUnless(!runsTheVenue(user) || operatorsAfter > 0, RejectReason::LastOperator);
    user.role = command.role;
    user.enabled = command.enabled;
    m_events.push_back(user);
}

void NaiveVenue::work(const api::Deposit& command) {
    refuseUnless(m_accounts.contains(command.account), RejectReason::UnknownAccount);
    refuseUnless(m_assets.contains(command.asset), RejectReason::UnknownAsset);
    refuseUnless(command.amount.value() > 0, RejectReason::InvalidAmount);
    refuseUnless(m_supply[command.asset] + command.amount.value() < kBound,
                 RejectReason::AmountOverflow);
    m_supply[command.asset] += command.amount.value();
    move(command.account, command.asset, command.amount.value());
    m_events.push_back(api::Deposited{command.account, command.asset, command.amount});
}

void NaiveVenue::work(const api::Withdraw& command) {
    refuseUnless(m_accounts.contains(command.account), RejectReason::UnknownAccount);
    refuseUnless(m_assets.contains(command.asset), RejectReason::UnknownAsset);
    refuseUnless(command.amount.value() > 0, RejectReason::InvalidAmount);
    refuseUnless(usable(command.account, command.asset) >= command.amount.value(),
                 RejectReason::InsufficientFunds);
    m_supply[command.asset] -= command.amount.value();
    move(command.account, command.asset, -command.amount.value());
    m_events.push_back(api::Withdrawn{command.account, command.asset, command.amount});
}

NaiveVenue::Instrument& NaiveVenue::known(InstrumentId id) {
    refuseUnless(m_instruments.contains(id), RejectReason::UnknownInstrument);
    return m_instruments[id];
}

// --- money
// ----------------------------------------------------------------------------------------

void NaiveVenue::move(AccountId account, AssetId asset, std::int64_t amount) {
    m_owned[{account, asset}] += amount;
    m_touchedHoldings.insert({account, asset});
}

std::int64_t NaiveVenue::holdOf(const Order& order) const {
    const Instrument& instrument = m_instruments.at(order.instrument);
    if (order.side == Side::Sell)
        return order.open() * instrument.definition.lotSize;
    const std::int64_t price = order.isPegged() ? order.limit : order.price;
    const Wide value = valueOf(price, order.open(), instrument.tickValue);
    return static_cast<std::int64_t>(value +
                                     feeOf(value, std::max(order.makerPpm, order.takerPpm)));
}

NaiveVenue::Shown NaiveVenue::shown(Holding holding) const {
    std::int64_t held = 0;
    for (const auto& [id, instrument] : m_instruments)
        for (const Side side : {Side::Buy, Side::Sell}) {
            const AssetId asset =
                side == Side::Buy ? instrument.definition.quote : instrument.definition.base;
            if (asset != holding.second)
                continue;
            for (const auto& [price, queue] : instrument.side(side))
                for (const Order& order : queue)
                    if (order.account == holding.first)
                        held += heldFor(instrument, order);
            for (const Order& order : instrument.waiting)
                if (order.side == side && order.account == holding.first)
                    held += heldFor(instrument, order);
            for (const Order& order : instrument.parked)
                if (order.side == side && order.account == holding.first)
                    held += holdOf(order);
        }
    const auto owned = m_owned.find(holding);
    return {(owned == m_owned.end() ? 0 : owned->second) - held, held};
}

std::int64_t NaiveVenue::usable(AccountId account, AssetId asset) const {
    const auto published = m_published.find({account, asset});
    return published == m_published.end() ? 0 : published->second.available;
}

void NaiveVenue::publishBalances() {
    for (const Holding& holding : m_touchedHoldings) {
        const Shown now = shown(holding);
        Shown& before = m_published[holding];
        if (now == before)
            continue;
        before = now;
        m_events.push_back(api::BalanceChanged{holding.first, holding.second, Amount(now.available),
                                               Amount(now.held)});
    }
}

// --- describing
// -----------------------------------------------------------------------------------

NaiveVenue::Events NaiveVenue::describe() const {
    Events events;
    for (const auto& [id, asset] : m_assets)
        events.push_back(api::AssetCreated{asset.asset, asset.code, asset.scale});
    for (const auto& [id, instrument] : m_instruments) {
        events.push_back(api::InstrumentDefined{instrument.definition, instrument.tickValue,
                                                instrument.state,
                                                Timestamp(endOfState(instrument))});
        if (instrument.schedule.weekdays != 0)
            events.push_back(api::TradingScheduleChanged{instrument.schedule});
        for (const auto& [day, special] : instrument.days)
            events.push_back(api::TradingDayChanged{special});
        if (instrument.controls.collarPpm != 0 || instrument.controls.auctionSeconds != 0)
            events.push_back(api::PriceControlsChanged{instrument.controls});
        for (const auto& [day, table] : instrument.bandTables)
            events.push_back(api::PriceBandsChanged{table});
        if (const Band& band = instrument.band; band.reference != 0)
            events.push_back(api::PriceBandMoved{id, Price(band.reference), Price(band.lower),
                                                 Price(band.upper)});
        if (instrument.limitUntil != 0)
            events.push_back(api::LimitStateChanged{id, true, instrument.limitSide,
                                                    Timestamp(instrument.limitUntil)});
    }
    for (const auto& [id, name] : m_accounts) {
        events.push_back(api::AccountCreated{id, name});
        if (const auto group = m_groups.find(id); group != m_groups.end())
            events.push_back(api::TradeGroupChanged{id, group->second});
    }
    for (const auto& [id, user] : m_users)
        events.push_back(user);
    for (const auto& [holding, amount] : m_owned) {
        const Shown now = shown(holding);
        if (now != Shown{})
            events.push_back(api::BalanceChanged{holding.first, holding.second,
                                                 Amount(now.available), Amount(now.held)});
    }
    for (const auto& each : m_instruments) {
        const InstrumentId id = each.first;
        const Instrument& instrument = each.second;
        for (const auto& [account, protection] : instrument.protections) {
            events.push_back(api::MarketMakerProtectionChanged{protection.settings});
            if (protection.frozenUntil > m_context.time.value())
                events.push_back(protection.tripped);
        }
        std::vector<api::Event> levels;
        const auto describeLevel = [&](Side side, std::int64_t price, const Queue& queue) {
            std::int64_t sum = 0;
            std::uint32_t shown = 0;
            for (const Order& order : queue) {
                sum += order.shown();
                shown += order.hidden ? 0 : 1;
                if (order.isPegged()) {
                    events.push_back(described(order));
                    continue;
                }
                events.push_back(api::OrderAccepted{
                    order.id, order.account, id, order.clientOrderId, side, order.type,
                    order.timeInForce >= api::TimeInForce::GoodTillTime
                        ? order.timeInForce
                        : api::TimeInForce::GoodTillCancelled,
                    order.postOnly, order.prevention, Price(price), Price(0), Price(0),
                    Quantity(order.total), Quantity(order.filled), order.placed,
                    Timestamp(order.expiry), Quantity(order.display),
                    Quantity(order.variance), order.hidden});
                if (const List* list = listOf(instrument, order.id))
                    describeList(*list, std::get<api::OrderAccepted>(events.back()));
                if (order.timeInForce == api::TimeInForce::AtClose)
                    events.push_back(api::OrderTriggered{order.id, order.account, id, Price(0)});
                if (order.display > 0)
                    events.push_back(
                        api::OrderShown{order.id, order.account, id, Quantity(order.part)});
            }
            if (shown > 0)
                levels.push_back(api::BookLevelChanged{id, side, Price(price), Quantity(sum),
                                                   shown});
        };
        for (auto level = instrument.buys.rbegin(); level != instrument.buys.rend(); ++level)
            describeLevel(Side::Buy, level->first, level->second);
        for (const auto& [price, queue] : instrument.sells)
            describeLevel(Side::Sell, price, queue);
        for (const Order& order : instrument.waiting) {
            events.push_back(api::OrderAccepted{
                order.id, order.account, id, order.clientOrderId, order.side, order.type,
                order.timeInForce, order.postOnly, order.prevention, Price(order.price),
                Price(order.trigger), Price(order.trailBy), Quantity(order.total), Quantity(0),
                order.placed, Timestamp(order.expiry)});
            if (const List* list = listOf(instrument, order.id))
                describeList(*list, std::get<api::OrderAccepted>(events.back()));
        }
        for (const Order& order : instrument.parked)
            events.push_back(described(order));
        events.insert(events.end(), levels.begin(), levels.end());
        if (instrument.indicated.price != 0)
            events.push_back(api::AuctionIndicated{id, Price(instrument.indicated.price),
                                                   Quantity(instrument.indicated.quantity),
                                                   Quantity(instrument.indicated.surplus)});
    }
    return events;
}

} // namespace openbell::oracle
