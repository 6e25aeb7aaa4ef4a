// What the orders and trades tables do not tell of an order's life: amendments, triggers, prevented
// matches. Written as they come. One thread.
#pragma once

#include "engine/api/event_buffer.h"
#include "engine/api/views.h"
#include "engine/store/database.h"

#include <vector>

namespace openbell::store {

/// A change's place within its command: trades before it in the high part, changes in the low one,
/// so that both sort together (placeOfTrade()).
inline constexpr std::int64_t kChangesPerTrade = std::int64_t{1} << 24;

/// Where the command's trade of that number stands among the command's changes.
constexpr std::int64_t placeOfTrade(std::int64_t number) {
    return (number + 1) * kChangesPerTrade - 1;
}

class OrderChanges {
public:
    explicit OrderChanges(Database& database);

    /// `before`: the order as it was.
    void on(const api::EventStamp& stamp, const api::OrderAmended& event,
            const api::OrderView& before);
    void on(const api::EventStamp& stamp, const api::OrderTriggered& event);
    void on(const api::EventStamp& stamp, const api::OrderRepriced& event);
    void on(const api::EventStamp& stamp, const api::MatchPrevented& event);
    /// A trade, of whatever order.
    void on(const api::EventStamp& stamp, const api::TradeExecuted& event);

    void abandon() { m_sequence = {}; }

private:
    struct Change {
        OrderId order;
        api::OrderEventKind kind = api::OrderEventKind::Amended;
        Price price;
        Quantity quantity;
        Quantity open;
        OrderId otherOrder;
        api::SelfTradePrevention prevention = api::SelfTradePrevention::None;
        bool kept = false;
        Price fromPrice;
        Quantity fromQuantity;
    };
    void write(const api::EventStamp& stamp, const Change& change);
    void beginCommand(const api::EventStamp& stamp);

    Statement m_insert;
    Sequence m_sequence;
    std::int64_t m_place = 0;
};

/// The events of one order, newest first, at most `limit`: those of commands before `before`.
/// `order` as the orders table has it.
std::vector<api::OrderEventView> orderEvents(Database& database, const api::OrderView& order,
                                             std::int64_t before, std::size_t limit);

} // namespace openbell::store
