// The floor of the matching benchmark: what any engine has to do in memory for an operation, and
// nothing else. An order is found by its dense id, and linked into or out of the list of its price;
// an immediate-or-cancel order removes the first one of the list at its limit. There are no best
// prices, no matching, no totals, no events and no looking ahead.
#pragma once

#include "engine/core/book/slab.h"
#include "tests/bench/workload.h"

#include <cstdint>
#include <span>

namespace openbell::bench {

class FloorLoop {
public:
    explicit FloorLoop(const WorkloadHeader& header);

    void prefill(std::span<const Operation> operations);
    void run(std::span<const Operation> operations);

    /// Orders in the lists: keeps the work from being optimised away.
    std::uint64_t linked() const { return m_linked; }

private:
    struct Node {
        std::uint32_t id;
        std::uint32_t next;
        std::uint32_t previous;
        std::uint32_t list;
    };
    struct List {
        std::uint32_t first;
        std::uint32_t last;
    };

    void apply(const Operation& operation);
    void link(std::uint32_t at, const Operation& operation);
    void unlink(std::uint32_t at);
    void remove(std::uint32_t at);
    std::uint32_t listOf(const Operation& operation) const;

    std::uint32_t m_minPrice;
    std::uint32_t m_prices;
    core::Slab<std::uint32_t> m_nodeOfId;
    core::Slab<Node> m_nodes;
    core::Slab<List> m_lists; ///< one for each symbol and price
    std::uint32_t m_free = 0;
    std::uint32_t m_fresh = 1;
    std::uint64_t m_linked = 0;
};

} // namespace openbell::bench
