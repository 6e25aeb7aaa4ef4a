#include "tests/bench/matching_floor.h"

#include "engine/core/book/order_book.h"

#include <deque>

namespace openbell::bench {

namespace {

struct FilledMakers {
    const core::OrderPool& pool;
    const Operation& taker;
    std::vector<Operation>& operations;
    void onFill(core::Slot maker, const core::Order& order, Price, Quantity) {
        if (order.open.isZero())
            operations.push_back({pool.id(maker).value(), 0, 0, taker.symbol, OperationType::Cancel,
                                  order.side == api::Side::Sell, 0});
    }
};

/// Writes one operation out: the makers it uses up, then itself with what is left of it.
void writeOut(const Operation& operation, core::OrderPool& pool, core::UnreportedOrderBook& book,
              std::vector<Operation>& operations) {
    const OrderId id(operation.id);
    const core::Slot slot = book.find(id);
    Operation outcome = operation;
    if (operation.type == OperationType::Cancel) {
        if (slot != core::kNoSlot)
            book.remove(slot);
    } else if (operation.type != OperationType::Replace || slot != core::kNoSlot) {
        const auto side = static_cast<api::Side>(operation.side);
        const Price price(operation.price);
        const Quantity left = book.match(side, price, Quantity(operation.quantity),
                                         FilledMakers{pool, operation, operations});
        if (operation.type == OperationType::Replace && left.isZero()) {
            outcome.type = OperationType::Cancel;
            book.remove(slot);
        } else if (operation.type == OperationType::Replace) {
            book.move(slot, price, left);
        } else if (operation.type == OperationType::Add && !left.isZero()) {
            book.add({id, side, price, left});
        } else {
            outcome.type = OperationType::ImmediateOrCancel;
        }
    }
    operations.push_back(outcome);
}

} // namespace

FloorStream makeFloorStream(const Workload& workload) {
    core::OrderPool pool({.maxOrders = static_cast<std::uint32_t>(workload.header.peakOrders + 1)});
    std::deque<core::UnreportedOrderBook> books;
    for (std::uint32_t i = 0; i < workload.header.symbols; ++i)
        books.emplace_back(pool, InstrumentId(i + 1));
    FloorStream stream;
    stream.operations.reserve(workload.operations.size() + workload.header.trades);
    for (const Operation& operation : workload.operations) {
        if (&operation == workload.operations.data() + workload.header.prefill)
            stream.prefill = stream.operations.size();
        writeOut(operation, pool, books[operation.symbol], stream.operations);
    }
    return stream;
}

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
        break; // nothing stays, and what it trades with is cancelled apart
    }
}

} // namespace openbell::bench
