#include "engine/store/order_changes.h"

#include "engine/store/trade_rows.h"

#include <algorithm>
#include <limits>

namespace openbell::store {
namespace {

using api::OrderEventKind;
using api::OrderEventView;

/// An event with its place among those of its command.
struct PlacedEvent {
    OrderEventView event;
    std::int64_t place = 0;
};

struct Reader {
    Database& database;
    const api::OrderView& order;
    std::int64_t before;
    std::size_t limit;
    std::vector<PlacedEvent> events;
    Price placedPrice;
    Quantity placedQuantity;

    void add(const OrderEventView& event, std::int64_t place) {
        if (static_cast<std::int64_t>(event.sequence.value()) < before)
            events.push_back({event, place});
    }
    void readChanges();
    void readTrades(bool asMaker);
    void addEnds();
};

void Reader::readChanges() {
    Statement first(database, "SELECT from_price, from_quantity FROM order_changes WHERE "
                              "order_id = ?1 AND kind = ?2 ORDER BY sequence, place LIMIT 1");
    first.start(order.order, OrderEventKind::Amended);
    const bool amended = first.step();
    placedPrice = amended ? first.column<Price>(0) : order.price;
    placedQuantity = amended ? first.column<Quantity>(1) : order.quantity;

    Statement row(database,
                  "SELECT sequence, place, time, kind, price, quantity, open, other_order, "
                  "prevention, kept FROM order_changes WHERE order_id = ?1 AND sequence < ?2 "
                  "ORDER BY sequence DESC, place DESC LIMIT ?3");
    row.start(order.order, before, limit);
    while (row.step()) {
        OrderEventView event;
        event.order = order.order;
        event.sequence = row.column<Sequence>(0);
        event.time = row.column<Timestamp>(2);
        event.kind = row.column<OrderEventKind>(3);
        event.price = row.column<Price>(4);
        event.quantity = row.column<Quantity>(5);
        event.open = row.column<Quantity>(6);
        event.otherOrder = row.column<OrderId>(7);
        event.selfTradePrevention = row.column<api::SelfTradePrevention>(8);
        event.priorityKept = row.column<bool>(9);
        add(event, row.column<std::int64_t>(1));
    }
}

/// Trades are found among those of the account between the order's first and last change.
void Reader::readTrades(bool asMaker) {
    const std::string side = asMaker ? "maker" : "taker";
    Statement row(database, std::string("SELECT ") + kTradeColumns +
                                " FROM trades INDEXED BY trades_by_" + side + " WHERE " + side +
                                "_account = ?1 AND id >= ?2 AND id < ?3 AND " + side +
                                "_order = ?4 ORDER BY id DESC LIMIT ?5");
    const std::int64_t end = std::min(before, static_cast<std::int64_t>(order.sequence.value()) + 1);
    row.start(order.account, firstTradeKey(sequenceOf(order.order)),
              firstTradeKey(Sequence(static_cast<std::uint64_t>(end))), order.order, limit);
    while (row.step()) {
        const api::TradeView trade = tradeFrom(row);
        const api::TradeExecuted& t = trade.trade;
        OrderEventView event;
        event.order = order.order;
        event.sequence = trade.sequence;
        event.time = trade.time;
        event.kind = OrderEventKind::Filled;
        event.price = t.price;
        event.quantity = t.quantity;
        event.open = asMaker ? t.makerOpen : t.takerOpen;
        event.otherOrder = asMaker ? t.takerOrder : t.makerOrder;
        event.trade = t.trade;
        event.fee = asMaker ? t.makerFee : t.takerFee;
        event.maker = asMaker;
        event.auction = t.auction;
        add(event, placeOfTrade(row.column<std::int64_t>(0) % kTradesPerCommand));
    }
}

/// The first and, when it was cancelled, the last event: both are in the order itself.
void Reader::addEnds() {
    OrderEventView placed;
    placed.order = order.order;
    placed.sequence = sequenceOf(order.order);
    placed.time = order.placed;
    placed.kind = OrderEventKind::Placed;
    placed.price = placedPrice;
    placed.quantity = placedQuantity;
    placed.open = placedQuantity;
    add(placed, -1);
    if (order.status != api::OrderStatus::Cancelled)
        return;
    OrderEventView cancelled;
    cancelled.order = order.order;
    cancelled.sequence = order.sequence;
    cancelled.time = order.changed;
    cancelled.kind = OrderEventKind::Cancelled;
    cancelled.quantity = order.quantity - order.filled;
    cancelled.cancelReason = order.cancelReason;
    add(cancelled, std::numeric_limits<std::int64_t>::max());
}

} // namespace

OrderChanges::OrderChanges(Database& database)
    : m_insert(database,
               "INSERT INTO order_changes (order_id, sequence, place, time, kind, price, quantity, "
               "open, other_order, prevention, kept, from_price, from_quantity) VALUES "
               "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)") {}

void OrderChanges::beginCommand(const api::EventStamp& stamp) {
    if (stamp.sequence == m_sequence)
        return;
    m_sequence = stamp.sequence;
    m_place = 0;
}

void OrderChanges::write(const api::EventStamp& stamp, const Change& change) {
    beginCommand(stamp);
    m_insert.run(change.order, stamp.sequence, m_place++, stamp.time, change.kind, change.price,
                 change.quantity, change.open, change.otherOrder, change.prevention, change.kept,
                 change.fromPrice, change.fromQuantity);
}

void OrderChanges::on(const api::EventStamp& stamp, const api::OrderAmended& event,
                      const api::OrderView& before) {
    write(stamp, {.order = event.order,
                  .kind = OrderEventKind::Amended,
                  .price = event.price,
                  .quantity = event.quantity,
                  .open = event.open,
                  .otherOrder = {},
                  .kept = event.priorityKept,
                  .fromPrice = before.price,
                  .fromQuantity = before.quantity});
}

void OrderChanges::on(const api::EventStamp& stamp, const api::OrderTriggered& event) {
    Change change;
    change.order = event.order;
    change.kind = OrderEventKind::Triggered;
    change.price = event.price;
    write(stamp, change);
}

void OrderChanges::on(const api::EventStamp& stamp, const api::OrderRepriced& event) {
    Change change;
    change.order = event.order;
    change.kind = OrderEventKind::Repriced;
    change.price = event.price;
    write(stamp, change);
}

void OrderChanges::on(const api::EventStamp& stamp, const api::MatchPrevented& event) {
    Change change;
    change.kind = OrderEventKind::Prevented;
    change.price = event.price;
    change.quantity = event.quantity;
    change.prevention = event.mode;
    change.order = event.makerOrder;
    change.otherOrder = event.takerOrder;
    write(stamp, change);
    change.order = event.takerOrder;
    change.otherOrder = event.makerOrder;
    write(stamp, change);
}

void OrderChanges::on(const api::EventStamp& stamp, const api::TradeExecuted&) {
    beginCommand(stamp);
    m_place = (m_place / kChangesPerTrade + 1) * kChangesPerTrade;
}

std::vector<OrderEventView> orderEvents(Database& database, const api::OrderView& order,
                                        std::int64_t before, std::size_t limit) {
    Reader reader{database, order, before, limit, {}, {}, {}};
    reader.readChanges();
    reader.readTrades(true);
    reader.readTrades(false);
    reader.addEnds();
    std::sort(reader.events.begin(), reader.events.end(),
              [](const PlacedEvent& a, const PlacedEvent& b) {
                  return a.event.sequence != b.event.sequence
                             ? a.event.sequence > b.event.sequence
                             : a.place > b.place;
              });
    std::vector<OrderEventView> events;
    for (const PlacedEvent& each : reader.events)
        if (events.size() < limit)
            events.push_back(each.event);
    return events;
}

} // namespace openbell::store
