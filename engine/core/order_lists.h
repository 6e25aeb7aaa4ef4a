// The orders of one market that act on each other, by list, and what the running command has done
// to them. Owned by the shard's thread. An order is here as long as another one depends on it.
#pragma once

#include "engine/base/ids.h"
#include "engine/base/money.h"

#include <map>
#include <vector>

namespace openbell::core {

/// Marks such an order in the book (OrderTag::flags).
inline constexpr std::uint8_t kListedOrder = 0x20;

struct OrderList {
    OrderId working; ///< the others wait for it; none: they cancel each other
    OrderId first;   ///< of a pair: the limit order, if one of them is
    OrderId second;  ///< none: no pair
    Amount missing;  ///< of what the waiting orders will hold; the first one holds the rest

    bool has(OrderId id) const { return id == working || id == first || id == second; }
    bool isPair() const { return !second.isNone(); }
    OrderId other(OrderId of) const { return of == first ? second : first; }
};

class OrderLists {
public:
    using Lists = std::map<Sequence, OrderList>;

    /// What has happened to an order while others were matched.
    struct Touched {
        OrderId order;
        bool filled = false; ///< completely; else it has traded in part or lost quantity
    };

    bool empty() const { return m_lists.empty(); }
    /// By the number of the command that placed them.
    const Lists& lists() const { return m_lists; }
    /// The list that the order is part of; null when there is none (any more).
    OrderList* find(OrderId order) {
        const auto found = m_lists.find(sequenceOf(order));
        return found != m_lists.end() && found->second.has(order) ? &found->second : nullptr;
    }
    const OrderList* find(OrderId order) const {
        return const_cast<OrderLists*>(this)->find(order);
    }

    void add(const OrderList& list) { m_lists.emplace(sequenceOf(list.first), list); }
    void remove(OrderId order) { m_lists.erase(sequenceOf(order)); }

    void touch(OrderId order, bool filled) { m_touched.push_back({order, filled}); }
    /// What was touched, oldest first; to be emptied by who works it.
    std::vector<Touched>& touched() { return m_touched; }

private:
    Lists m_lists;
    std::vector<Touched> m_touched;
};

} // namespace openbell::core
