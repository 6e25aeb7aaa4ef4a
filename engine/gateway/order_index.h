// The open orders of the whole venue, newest reachable first for everybody and for one account,
// without sorting. Publisher thread.
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
    void clear();
    std::size_t size() const { return m_nodes.size(); }

    /// After orders were added out of the order of their numbers (a recovery describes books by
    /// price), puts the chains into that order.
    void restoreOrder();

    struct Filter {
        AccountId account;       ///< none: of all accounts
        InstrumentId instrument; ///< none: in all instruments
        Sequence before;         ///< only orders with a lower number; none: from the newest
    };
    /// At most `limit` open orders, newest first.
    std::vector<api::OrderView> newest(const Filter& filter, std::size_t limit) const;

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
    };
    struct Chain {
        Node* newest = nullptr;
    };
    static void append(Chain& chain, Node& node, Links Node::*links);
    static void unlink(Chain& chain, Node& node, Links Node::*links);

    std::unordered_map<OrderId, Node> m_nodes; // node addresses are stable
    Chain m_all;
    std::unordered_map<AccountId, Chain> m_byAccount;
};

} // namespace openbell::gateway
