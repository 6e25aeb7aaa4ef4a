// The open orders of the whole venue, newest reachable first for everybody and for one account,
// without sorting; each with its priority among those of its price. Publisher thread.
#pragma once

#include "engine/api/views.h"

#include <unordered_map>
#include <vector>

namespace openbell::gateway {

class OrderIndex {
public:
    /// Adds an open order; must not be there yet.
    api::OrderView& add(const api::OrderView& order);
    /// The order, or null when it is not open.
    api::OrderView* find(OrderId order);
    void remove(OrderId order);
    /// The order loses its priority: it is behind every other one of its price from now on.
    void requeue(OrderId order);
    void clear();
    std::size_t size() const { return m_nodes.size(); }

    /// After orders were added out of the order of their numbers (a recovery describes books by
    /// price), puts the chains into that order.
    void restoreOrder();

    struct Filter {
        AccountId account;       ///< none: of all accounts
        InstrumentId instrument; ///< none: in all instruments
        Sequence before;         ///< only orders older than the one with that id; none: all
    };
    /// At most `limit` open orders, newest first.
    std::vector<api::OrderView> newest(const Filter& filter, std::size_t limit) const;
    /// The open orders of an instrument; those of one price in the order of their priority. Valid
    /// until the next change. Looks at every open order of the venue.
    std::vector<const api::OrderView*> byPriority(InstrumentId instrument) const;

private:
    struct Node;
    struct Links {
        Node* older = nullptr;
        Node* newer = nullptr;
    };
    struct Node {
        api::OrderView order;
        Links all;
        Links account;
        std::uint64_t priority = 0; ///< lower ones trade first
    };
    struct Chain {
        Node* newest = nullptr;
    };
    static void append(Chain& chain, Node& node, Links Node::*links);
    static void unlink(Chain& chain, Node& node, Links Node::*links);

    std::unordered_map<OrderId, Node> m_nodes; // node addresses are stable
    std::uint64_t m_lastPriority = 0;
    Chain m_all;
    std::unordered_map<AccountId, Chain> m_byAccount;
};

} // namespace openbell::gateway
