#include "engine/core/stages.h"
#include "engine/core/venue_state.h"

namespace openbell::core {
namespace {

/// What ends the order, if anything but its owner does.
void describeBound(const Market& market, api::OrderAccepted& event) {
    if (const TimedOrders::Bound* bound = market.timed.find(event.order)) {
        event.timeInForce = bound->timeInForce;
        event.expiry = bound->expiry;
    }
}

/// What it does to other orders, and they to it.
void describeList(const Market& market, api::OrderAccepted& event) {
    const OrderList* list = market.lists.find(event.order);
    if (!list || event.order == list->working)
        return;
    event.waitsFor = list->working;
    if (list->isPair())
        event.cancels = list->other(event.order);
}

void describePeg(const PeggedOrder& order, api::OrderAccepted& event) {
    event.price = order.limit;
    event.peg = order.reference;
    event.pegOffset = order.offset;
    event.pegPrice = order.price;
}

api::OrderAccepted describeWaiting(const Market& market, OrderId id, const PeggedOrder& order) {
    const OrderRecord& record = order.record;
    api::OrderAccepted event;
    event.order = id;
    event.account = order.account;
    event.instrument = market.instrument;
    event.clientOrderId = record.clientOrderId;
    event.side = order.side;
    event.selfTradePrevention = record.selfTradePrevention;
    event.quantity = record.total;
    event.filled = record.filled;
    event.time = record.placed;
    event.hidden = order.hidden;
    describeBound(market, event);
    describePeg(order, event);
    return event;
}

api::OrderAccepted describeOrder(const Market& market, const BookRole& books, Slot slot,
                                 const Order& order, Price price) {
    const OrderRecord& record = books.record(slot);
    api::OrderAccepted event;
    event.order = books.pool().id(slot);
    event.account = record.account;
    event.instrument = market.instrument;
    event.clientOrderId = record.clientOrderId;
    event.side = order.side;
    event.type = record.type;
    event.postOnly = record.postOnly;
    event.selfTradePrevention = record.selfTradePrevention;
    event.price = price;
    event.quantity = record.total;
    event.filled = record.filled;
    event.time = record.placed;
    describeBound(market, event);
    if (order.flags & kPeggedOrder)
        describePeg(*market.pegged.find(event.order), event);
    if (order.flags & kIcebergOrder) {
        event.displayQuantity = books.iceberg(slot).display;
        event.displayVariance = books.iceberg(slot).variance;
    }
    event.hidden = (order.flags & kHiddenOrder) != 0;
    describeList(market, event);
    return event;
}

api::OrderAccepted describeWaiting(const Market& market, const WaitingOrder& order) {
    api::OrderAccepted event;
    event.order = order.order;
    event.account = order.record.account;
    event.instrument = market.instrument;
    event.clientOrderId = order.record.clientOrderId;
    event.side = order.side;
    event.type = order.type;
    event.timeInForce = order.timeInForce;
    event.selfTradePrevention = order.record.selfTradePrevention;
    event.price = order.price;
    event.triggerPrice = order.triggerPrice;
    event.trailBy = order.trailBy;
    event.quantity = order.record.total;
    event.time = order.record.placed;
    describeBound(market, event);
    describeList(market, event);
    return event;
}

/// The definition with the state, then whatever differs from an instrument's defaults.
void describePhase(const Instrument& instrument, const Market& market, api::EventBuffer& events) {
    events.append(definitionOf(instrument, market.phase));
    if (market.calendar.hasSchedule())
        events.append(api::TradingScheduleChanged{market.calendar.schedule()});
    for (const auto& [day, special] : market.calendar.specialDays())
        events.append(api::TradingDayChanged{special});
    if (market.monitor.isActive() || market.monitor.hasCollar())
        events.append(api::PriceControlsChanged{market.monitor.controls()});
    for (const auto& [day, table] : market.bands.tables())
        events.append(api::PriceBandsChanged{table});
    if (const PriceBands::Band& band = market.band; !band.reference.isZero())
        events.append(api::PriceBandMoved{market.instrument, band.reference, band.range.lowest,
                                          band.range.highest});
    if (market.limit.isActive())
        events.append(api::LimitStateChanged{market.instrument, true, market.limit.side,
                                             market.limit.until});
}

/// The protections that are on, and what has tripped those that are frozen.
void describeProtections(const Market& market, Timestamp now, api::EventBuffer& events) {
    for (const auto& [account, quoting] : market.quotes.accounts()) {
        const MarketMakerProtection& protection = quoting.protection;
        if (!protection.isOn())
            continue;
        events.append(api::MarketMakerProtectionChanged{protection.settings()});
        if (protection.isFrozen(now))
            events.append(triggeredBy(protection, account, market.instrument));
    }
}

void describeMarket(const BookRole& books, const Market& market, Timestamp now,
                    api::EventBuffer& events) {
    describeProtections(market, now, events);
    for (const api::Side side : {api::Side::Buy, api::Side::Sell})
        market.book.forEachOrder(side, [&](Slot slot, const Order& order, Price price) {
            const api::OrderAccepted event = describeOrder(market, books, slot, order, price);
            events.append(event);
            // Orders for the close are beside the book otherwise.
            if (event.timeInForce == api::TimeInForce::AtClose)
                events.append(
                    api::OrderTriggered{event.order, event.account, market.instrument, Price()});
            if (order.flags & kIcebergOrder)
                events.append(
                    api::OrderShown{event.order, event.account, market.instrument, order.open});
        });
    for (const auto& [id, order] : market.waiting.orders())
        events.append(describeWaiting(market, order));
    for (const auto& [id, order] : market.pegged.orders())
        if (order.waits())
            events.append(describeWaiting(market, id, order));
    for (const api::Side side : {api::Side::Buy, api::Side::Sell})
        market.book.forEachLevel(side, [&](const LevelView& level) {
            events.append(api::BookLevelChanged{market.instrument, side, level.price,
                                                level.quantity, level.orders});
            return true;
        });
    const AuctionPrice& indicated = market.indicated;
    if (!indicated.price.isZero())
        events.append(api::AuctionIndicated{market.instrument, indicated.price,
                                            indicated.quantity, indicated.surplus});
}

} // namespace

void Venue::describe(api::EventBuffer& events) const {
    const State& state = *m_state;
    events.setStamp({state.lastSequence, state.lastTime, UserId(), kHomeOrder});
    state.reference.assets().forEach([&](const Asset& asset) {
        const api::CreateAsset& definition = asset.definition;
        events.append(api::AssetCreated{definition.asset, definition.code, definition.scale});
    });
    state.reference.instruments().forEach([&](const Instrument& instrument) {
        const InstrumentId id = instrument.definition.instrument;
        const Market& market = *state.shards[state.bookShards[id.value()]]->books().findMarket(id);
        describePhase(instrument, market, events);
    });
    state.reference.accounts().forEach([&](const Account& account) {
        events.append(api::AccountCreated{account.id, account.name});
        if (!account.tradeGroup.isNone())
            events.append(api::TradeGroupChanged{account.id, account.tradeGroup});
    });
    state.reference.users().forEach([&](const User& user) { events.append(user.definition); });
    state.reference.accounts().forEach([&](const Account& account) {
        const HomeRole& home = state.shards[homeShardOf(account.id)]->home();
        for (const Balance& balance : home.ledger().balances(account.id))
            if (!balance.isNothing())
                events.append(api::BalanceChanged{account.id, balance.asset, balance.available,
                                                  balance.held});
    });
    state.reference.instruments().forEach([&](const Instrument& instrument) {
        const InstrumentId id = instrument.definition.instrument;
        const BookRole& books = state.shards[state.bookShards[id.value()]]->books();
        describeMarket(books, *books.findMarket(id), state.lastTime, events);
    });
}

} // namespace openbell::core
