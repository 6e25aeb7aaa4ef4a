#include "engine/gateway/market_view.h"

#include <algorithm>
#include <utility>

namespace openbell::gateway {

template<class E>
void MarketView::on(const api::EventStamp& stamp, const E& event, BatchChanges& changes) {
    if constexpr (std::is_same_v<E, api::AssetCreated>) {
        m_assets[event.asset] = event;
        changes.assets.push_back(event);
    } else if constexpr (std::is_same_v<E, api::InstrumentDefined>) {
        const auto [at, added] =
            m_instruments.try_emplace(event.definition.instrument, InstrumentView(event));
        if (!added)
            at->second.definition = event;
        changes.putInstrument(event);
    } else if constexpr (std::is_same_v<E, api::InstrumentStateChanged>) {
        if (InstrumentView* found = instrument(event.instrument)) {
            found->definition.state = event.state;
            found->definition.until = event.until;
            found->auction.apply(stamp.time, event);
            changes.putInstrument(found->definition);
        }
    } else if constexpr (std::is_same_v<E, api::AccountCreated>) {
        m_accounts[event.account] = event;
    } else if constexpr (std::is_same_v<E, api::UserDefined>) {
        m_users[event.user] = event;
    } else if constexpr (std::is_same_v<E, api::BalanceChanged>) {
        m_balances[{event.account, event.asset}] = event;
        changes.putBalance(event);
    } else if constexpr (std::is_same_v<E, api::OrderAccepted>) {
        const api::OrderView order = orderOf(stamp, event);
        changes.putOrder(m_orders.add(order));
        if (!order.waiting)
            toOrderFeed(stamp, event);
    } else if constexpr (std::is_same_v<E, api::OrderAmended>) {
        if (api::OrderView* order = m_orders.find(event.order)) {
            order->price = event.price;
            order->quantity = event.quantity;
            order->filled = event.quantity - event.open;
            order->changed = stamp.time;
            order->sequence = stamp.sequence;
            changes.putOrder(*order);
            if (!event.priorityKept)
                m_orders.requeue(event.order);
            toOrderFeed(stamp, event);
        }
    } else if constexpr (std::is_same_v<E, api::OrderTriggered> ||
                         std::is_same_v<E, api::TriggerMoved> ||
                         std::is_same_v<E, api::OrderReleased>) {
        if (api::OrderView* order = m_orders.find(event.order)) {
            if constexpr (std::is_same_v<E, api::OrderTriggered>)
                order->waiting = false, order->triggerPrice = {}, order->trailBy = {},
                order->waitsFor = {};
            else if constexpr (std::is_same_v<E, api::OrderReleased>)
                order->waitsFor = {};
            else
                order->triggerPrice = event.triggerPrice;
            order->changed = stamp.time;
            order->sequence = stamp.sequence;
            changes.putOrder(*order);
            if constexpr (std::is_same_v<E, api::OrderTriggered>) {
                m_orders.requeue(event.order);
                toOrderFeed(stamp, event);
            }
        }
    } else if constexpr (std::is_same_v<E, api::OrderCancelled>) {
        if (api::OrderView* order = m_orders.find(event.order)) {
            if (api::OrderView* other = m_orders.find(order->cancels)) {
                other->cancels = {};
                changes.putOrder(*other);
            }
            order->status = api::OrderStatus::Cancelled;
            order->cancelReason = event.reason;
            order->changed = stamp.time;
            order->sequence = stamp.sequence;
            changes.putOrder(*order);
            m_orders.remove(event.order);
            toOrderFeed(stamp, event);
        }
    } else if constexpr (std::is_same_v<E, api::TradeExecuted>) {
        const api::TradeView trade{stamp.sequence, stamp.time, event};
        if (InstrumentView* found = instrument(event.instrument))
            found->applyTrade(stamp, trade);
        toOrderFeed(stamp, event);
        rememberFill(trade);
        changes.trades.push_back(trade);
        fill(stamp, event.makerOrder, event.quantity, event.makerOpen, changes);
        fill(stamp, event.takerOrder, event.quantity, event.takerOpen, changes);
    } else if constexpr (std::is_same_v<E, api::BookLevelChanged>) {
        if (InstrumentView* found = instrument(event.instrument))
            found->applyLevel(stamp, event);
    } else if constexpr (std::is_same_v<E, api::AuctionIndicated>) {
        if (InstrumentView* found = instrument(event.instrument))
            found->auction.apply(event);
    } else if constexpr (std::is_same_v<E, api::AuctionUncrossed>) {
        if (InstrumentView* found = instrument(event.instrument))
            found->auction.apply(stamp.time, event);
    } else if constexpr (std::is_same_v<E, api::TradingScheduleChanged>) {
        if (InstrumentView* found = instrument(event.schedule.instrument))
            found->schedule = event.schedule;
        changes.schedules.push_back(event.schedule);
    } else if constexpr (std::is_same_v<E, api::TradingDayChanged>) {
        if (InstrumentView* found = instrument(event.day.instrument))
            found->setSpecialDay(event.day);
        changes.tradingDays.push_back(event.day);
    } else if constexpr (std::is_same_v<E, api::PriceControlsChanged>) {
        if (InstrumentView* found = instrument(event.controls.instrument))
            found->priceControls = event.controls;
        changes.priceControls.push_back(event.controls);
    } else if constexpr (std::is_same_v<E, api::PriceBandsChanged>) {
        if (InstrumentView* found = instrument(event.bands.instrument))
            found->priceBands[event.bands.fromDay] = event.bands;
        changes.priceBands.push_back(event.bands);
    } else if constexpr (std::is_same_v<E, api::PriceBandMoved> ||
                         std::is_same_v<E, api::LimitStateChanged>) {
        if (InstrumentView* found = instrument(event.instrument))
            found->auction.apply(event);
    } else if constexpr (std::is_same_v<E, api::OrderRepriced>) {
        if (api::OrderView* order = m_orders.find(event.order)) {
            order->pegPrice = event.price;
            order->waiting = event.price.isZero();
            order->changed = stamp.time;
            order->sequence = stamp.sequence;
            changes.putOrder(*order);
            m_orders.requeue(event.order);
            toOrderFeed(stamp, event);
        }
    } else if constexpr (std::is_same_v<E, api::OrderShown>) {
        if (api::OrderView* order = m_orders.find(event.order)) {
            order->shown = event.quantity;
            m_orders.requeue(event.order);
            toOrderFeed(stamp, event);
        }
    } else {
        // Rejections are answered (BatchChanges::gatherForAnswers).
        // The balance that a deposit or withdrawal leaves comes as a BalanceChanged, and what becomes
        // of the orders of a prevented match, or of a quote that its protection ends, as events of
        // their own.
        static_assert(std::is_same_v<E, api::CommandRejected> ||
                      std::is_same_v<E, api::Deposited> || std::is_same_v<E, api::Withdrawn> ||
                      std::is_same_v<E, api::TradeGroupChanged> ||
                      std::is_same_v<E, api::MatchPrevented> ||
                      std::is_same_v<E, api::MarketMakerProtectionTriggered> ||
                      std::is_same_v<E, api::MarketMakerProtectionChanged> ||
                      std::is_same_v<E, api::MarketMakerProtectionReset>);
    }
}

template<class E>
void MarketView::toOrderFeed(const api::EventStamp& stamp, const E& event) {
    if (m_followedBooks == 0) [[likely]]
        return;
    OrderFeed* const orders = ordersOf(event.instrument);
    if (orders == nullptr)
        return;
    if constexpr (std::is_same_v<E, api::TradeExecuted>)
        orders->traded(stamp, event);
    else if constexpr (std::is_same_v<E, api::OrderAmended>)
        orders->amended(stamp, event);
    else if constexpr (std::is_same_v<E, api::OrderCancelled>)
        orders->ended(stamp, event.order);
    else if constexpr (std::is_same_v<E, api::OrderShown>)
        orders->shows(stamp, event.order);
    else if constexpr (std::is_same_v<E, api::OrderRepriced>)
        orders->repriced(stamp, event);
    else
        orders->enters(stamp, event.order);
}

OrderFeed* MarketView::ordersOf(InstrumentId id) {
    InstrumentView* const found = instrument(id);
    return found == nullptr ? nullptr : found->orders.get();
}

void MarketView::followOrders(InstrumentView& instrument) {
    m_followedBooks += instrument.orders == nullptr ? 1 : 0;
    instrument.orders =
        std::make_unique<OrderFeed>(m_orders, instrument.definition.definition.instrument);
}

void MarketView::unfollowOrders(InstrumentView& instrument) {
    m_followedBooks -= instrument.orders == nullptr ? 0 : 1;
    instrument.orders.reset();
}

api::OrderView MarketView::orderOf(const api::EventStamp& stamp,
                                   const api::OrderAccepted& event) {
    // An order for the closing auction is kept beside the book until that begins.
    const InstrumentView* const market = instrument(event.instrument);
    const bool beforeClosing =
        event.timeInForce == api::TimeInForce::AtClose && market != nullptr &&
        market->definition.state != api::InstrumentState::ClosingAuction;
    api::OrderView order;
    order.order = event.order;
    order.account = event.account;
    order.instrument = event.instrument;
    order.clientOrderId = event.clientOrderId;
    order.side = event.side;
    order.type = event.type;
    order.timeInForce = event.timeInForce;
    order.postOnly = event.postOnly;
    order.waitsFor = event.waitsFor;
    order.cancels = event.cancels;
    order.waiting = !event.triggerPrice.isZero() || !event.waitsFor.isNone() || beforeClosing ||
                    (event.peg != api::PegReference::None && event.pegPrice.isZero());
    order.price = event.price;
    order.triggerPrice = event.triggerPrice;
    order.trailBy = event.trailBy;
    order.quantity = event.quantity;
    order.filled = event.filled;
    order.placed = event.time;
    order.changed = stamp.time;
    order.sequence = stamp.sequence;
    order.expiry = event.expiry;
    order.displayQuantity = event.displayQuantity;
    order.displayVariance = event.displayVariance;
    order.hidden = event.hidden;
    order.quoteAmount = event.quoteAmount;
    order.peg = event.peg;
    order.pegOffset = event.pegOffset;
    order.pegPrice = event.pegPrice;
    return order;
}

void MarketView::fill(const api::EventStamp& stamp, OrderId id, Quantity quantity, Quantity open,
                      BatchChanges& changes) {
    api::OrderView* order = m_orders.find(id);
    if (order == nullptr)
        return;
    order->filled += quantity;
    order->shown -= std::min(order->shown, quantity);
    order->changed = stamp.time;
    order->sequence = stamp.sequence;
    if (open.isZero())
        order->status = api::OrderStatus::Filled;
    changes.putOrder(*order);
    if (open.isZero())
        m_orders.remove(id);
}

void MarketView::rememberFill(const api::TradeView& trade) {
    m_fills.push(trade);
    m_fillsByAccount[trade.trade.makerAccount].push(trade);
    if (trade.trade.takerAccount != trade.trade.makerAccount)
        m_fillsByAccount[trade.trade.takerAccount].push(trade);
}

void MarketView::recover(const api::EventBuffer& state, Sequence sequence) {
    *this = MarketView();
    BatchChanges ignored;
    apply(state, ignored);
    m_orders.restoreOrder();
    m_sequence = sequence;
    m_recoveredAt = sequence;
}

void MarketView::apply(const api::EventBuffer& events, BatchChanges& changes) {
    events.forEach([&](const api::EventStamp& stamp, const auto& event) {
        m_time = std::max(m_time, stamp.time);
        on(stamp, event, changes);
    });
}

void MarketView::advanceTo(Sequence sequence, Timestamp time) {
    m_sequence = sequence;
    m_time = std::max(m_time, time);
}

InstrumentView* MarketView::instrument(InstrumentId id) {
    const auto at = m_instruments.find(id);
    return at == m_instruments.end() ? nullptr : &at->second;
}

std::string MarketView::userName(UserId user) const {
    const auto at = m_users.find(user);
    return at == m_users.end() ? std::string() : std::string(at->second.name.view());
}

std::span<const api::TradeView> MarketView::recentFills(AccountId account) const {
    if (account.isNone())
        return m_fills.items();
    const auto at = m_fillsByAccount.find(account);
    return at == m_fillsByAccount.end() ? std::span<const api::TradeView>() : at->second.items();
}

void MarketView::prependFills(const std::vector<api::TradeView>& oldestFirst) {
    const auto all = std::exchange(m_fills, {});
    const auto byAccount = std::exchange(m_fillsByAccount, {});
    for (const api::TradeView& trade : oldestFirst)
        if (trade.sequence <= m_recoveredAt)
            rememberFill(trade);
    for (const api::TradeView& trade : all.items())
        if (trade.sequence > m_recoveredAt)
            m_fills.push(trade);
    for (const auto& [account, fills] : byAccount)
        for (const api::TradeView& trade : fills.items())
            if (trade.sequence > m_recoveredAt)
                m_fillsByAccount[account].push(trade);
}

std::vector<api::BalanceChanged> MarketView::balances(AccountId account, std::size_t limit) const {
    std::vector<api::BalanceChanged> rows;
    for (auto at = m_balances.lower_bound({account, AssetId()});
         at != m_balances.end() && rows.size() < limit; ++at) {
        if (!account.isNone() && at->first.first != account)
            break;
        rows.push_back(at->second);
    }
    return rows;
}

} // namespace openbell::gateway
