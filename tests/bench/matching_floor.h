// The floor of the matching benchmark: what any engine has to do in memory for an operation, and
// nothing else. An order is found by its dense id, and linked into or out of the list of its price.
// There are no best prices, no matching, no totals, no events and no looking ahead.
//
// The loop cannot know what trades, so it is told: it works a stream in which each order that
// trades away is cancelled by id. Without that its lists would fill with orders that no engine
// still holds, and its memory would be slower than an engine's.
#pragma once

#include "engine/core/book/slab.h"
#include "tests/bench/workload.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace openbell::bench {

/// A workload's operations with the outcome of matching written out.
struct FloorStream {
    std::vector<Operation> operations;
    std::size_t prefill = 0; ///< how many of them come before the timed part
};

FloorStream makeFloorStream(const Workload& workload);

class FloorLoop {
public:
    explicit FloorLoop(const WorkloadHeader& header);

    void prefill(std::span<const Operation> operations);
    void run(std::span<const Operation> operations);

    /// Orders in the lists: as many as an engine holds.
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
