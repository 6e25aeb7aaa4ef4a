#include "engine/gateway/order_index.h"

#include "engine/base/assertion.h"

#include <algorithm>

namespace openbell::gateway {

void OrderIndex::append(Chain& chain, Node& node, Links Node::*links) {
    (node.*links).older = chain.newest;
    (node.*links).newer = nullptr;
    if (chain.newest != nullptr)
        (chain.newest->*links).newer = &node;
    chain.newest = &node;
}

void OrderIndex::unlink(Chain& chain, Node& node, Links Node::*links) {
    const Links around = node.*links;
    if (around.older != nullptr)
        (around.older->*links).newer = around.newer;
    if (around.newer != nullptr)
        (around.newer->*links).older = around.older;
    else
        chain.newest = around.older;
}

api::OrderView& OrderIndex::add(const api::OrderView& order) {
    const auto [at, added] = m_nodes.try_emplace(order.order, Node{order, {}, {}, ++m_lastPriority});
    OPENBELL_ASSERT(added);
    append(m_all, at->second, &Node::all);
    append(m_byAccount[order.account], at->second, &Node::account);
    return at->second.order;
}

api::OrderView* OrderIndex::find(OrderId order) {
    const auto at = m_nodes.find(order);
    return at == m_nodes.end() ? nullptr : &at->second.order;
}

void OrderIndex::remove(OrderId order) {
    const auto at = m_nodes.find(order);
    if (at == m_nodes.end())
        return;
    unlink(m_all, at->second, &Node::all);
    unlink(m_byAccount[at->second.order.account], at->second, &Node::account);
    m_nodes.erase(at);
}

void OrderIndex::requeue(OrderId order) {
    if (const auto at = m_nodes.find(order); at != m_nodes.end())
        at->second.priority = ++m_lastPriority;
}

void OrderIndex::clear() {
    m_nodes.clear();
    m_all = {};
    m_byAccount.clear();
}

void OrderIndex::restoreOrder() {
    std::vector<Node*> nodes;
    nodes.reserve(m_nodes.size());
    for (auto& [id, node] : m_nodes)
        nodes.push_back(&node);
    std::sort(nodes.begin(), nodes.end(),
              [](const Node* a, const Node* b) { return a->order.order < b->order.order; });
    m_all = {};
    m_byAccount.clear();
    for (Node* node : nodes) {
        append(m_all, *node, &Node::all);
        append(m_byAccount[node->order.account], *node, &Node::account);
    }
}

std::vector<const api::OrderView*> OrderIndex::byPriority(InstrumentId instrument) const {
    std::vector<const Node*> nodes;
    for (const auto& [id, node] : m_nodes)
        if (node.order.instrument == instrument)
            nodes.push_back(&node);
    std::sort(nodes.begin(), nodes.end(),
              [](const Node* a, const Node* b) { return a->priority < b->priority; });
    std::vector<const api::OrderView*> orders;
    orders.reserve(nodes.size());
    for (const Node* node : nodes)
        orders.push_back(&node->order);
    return orders;
}

std::vector<api::OrderView> OrderIndex::newest(const Filter& filter, std::size_t limit) const {
    const Node* node = m_all.newest;
    Links Node::*links = &Node::all;
    if (!filter.account.isNone()) {
        const auto chain = m_byAccount.find(filter.account);
        node = chain == m_byAccount.end() ? nullptr : chain->second.newest;
        links = &Node::account;
    }
    std::vector<api::OrderView> orders;
    for (; node != nullptr && orders.size() < limit; node = (node->*links).older) {
        const api::OrderView& order = node->order;
        if (!filter.before.isNone() &&
            !(order.order < OrderId(filter.before.value())))
            continue;
        if (filter.instrument.isNone() || order.instrument == filter.instrument)
            orders.push_back(order);
    }
    return orders;
}

} // namespace openbell::gateway
