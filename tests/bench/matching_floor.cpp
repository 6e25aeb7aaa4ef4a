#include "tests/bench/matching_floor.h"

#include <algorithm>

namespace openbell::bench {

FloorLoop::FloorLoop(const WorkloadHeader& header)
    : m_minPrice(static_cast<std::uint32_t>(header.minPrice))
    , m_prices(static_cast<std::uint32_t>(header.maxPrice - header.minPrice + 1))
    , m_nodeOfId(header.maxId + 1)
    , m_nodes(header.maxId + 2)
    , m_lists(header.symbols * m_prices) {}

void FloorLoop::prefill(std::span<const Operation> operations) {
    for (const Operation& operation : operations)
        apply(operation);
}

void FloorLoop::run(std::span<const Operation> operations) {
    for (const Operation& operation : operations)
        apply(operation);
}

inline std::uint32_t FloorLoop::listOf(const Operation& operation) const {
    return operation.symbol * m_prices + operation.price - m_minPrice;
}

inline void FloorLoop::link(std::uint32_t at, const Operation& operation) {
    const std::uint32_t index = listOf(operation);
    List& list = m_lists[index];
    m_nodes[at] = {static_cast<std::uint32_t>(operation.id), 0, list.last, index};
    (list.last != 0 ? m_nodes[list.last].next : list.first) = at;
    list.last = at;
    ++m_linked;
}

inline void FloorLoop::unlink(std::uint32_t at) {
    const Node& node = m_nodes[at];
    List& list = m_lists[node.list];
    (node.previous != 0 ? m_nodes[node.previous].next : list.first) = node.next;
    (node.next != 0 ? m_nodes[node.next].previous : list.last) = node.previous;
    --m_linked;
}

inline void FloorLoop::remove(std::uint32_t at) {
    unlink(at);
    Node& node = m_nodes[at];
    m_nodeOfId[node.id] = 0;
    node.next = m_free;
    m_free = at;
}

inline void FloorLoop::apply(const Operation& operation) {
    std::uint32_t& node = m_nodeOfId[operation.id];
    switch (operation.type) {
    case OperationType::Add: {
        std::uint32_t at = m_free;
        if (at != 0)
            m_free = m_nodes[at].next;
        else
            at = m_fresh++;
        node = at;
        link(at, operation);
        break;
    }
    case OperationType::Cancel:
        if (node != 0)
            remove(node);
        break;
    case OperationType::Replace:
        if (node != 0) {
            unlink(node);
            link(node, operation);
        }
        break;
    case OperationType::ImmediateOrCancel:
        if (const std::uint32_t first = m_lists[listOf(operation)].first; first != 0)
            remove(first);
        break;
    }
}

} // namespace openbell::bench
