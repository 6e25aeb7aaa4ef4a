// The orders of one market whose life is bounded: by a time, by the trading day, by an auction. They
// may rest in the book or wait outside it. Owned by the shard's thread.
#pragma once

#include "engine/api/enums.h"
#include "engine/base/ids.h"
#include "engine/base/time.h"
#include "engine/core/phases/trading_calendar.h"

#include <map>
#include <set>

namespace openbell::core {

/// Marks such an order in the book (OrderTag::flags).
inline constexpr std::uint8_t kTimedOrder = 0x80;

/// True for the times in force that bound an order's life.
constexpr bool isTimed(api::TimeInForce timeInForce) {
    return timeInForce >= api::TimeInForce::GoodTillTime;
}

class TimedOrders {
public:
    struct Bound {
        api::TimeInForce timeInForce = api::TimeInForce::Day;
        Timestamp expiry; ///< zero: none known
    };
    using Bounds = std::map<OrderId, Bound>;

    bool empty() const { return m_bounds.empty(); }
    /// By id.
    const Bounds& bounds() const { return m_bounds; }
    const Bound* find(OrderId id) const {
        const auto found = m_bounds.find(id);
        return found == m_bounds.end() ? nullptr : &found->second;
    }
    /// When the next order expires; kNever when none does.
    Timestamp next() const { return m_expiries.empty() ? kNever : m_expiries.begin()->first; }
    /// The order that does; the oldest of several. Precondition: next() is not kNever.
    OrderId nextOrder() const { return m_expiries.begin()->second; }

    void add(OrderId id, const Bound& bound) {
        m_bounds.emplace(id, bound);
        if (bound.expiry.value() != 0)
            m_expiries.emplace(bound.expiry, id);
    }
    /// Does nothing for an order that is not there.
    void remove(OrderId id) {
        const auto found = m_bounds.find(id);
        if (found == m_bounds.end())
            return;
        m_expiries.erase({found->second.expiry, id});
        m_bounds.erase(found);
    }

private:
    Bounds m_bounds;
    std::set<std::pair<Timestamp, OrderId>> m_expiries;
};

} // namespace openbell::core
