#include "tests/bench/matching_engine.h"

#include <algorithm>

namespace openbell::bench {

using api::Side;
using core::keyOf;
using core::kNoSlot;
using core::Order;
using core::OrderBook;
using core::Slot;

namespace {

Side sideOf(const Operation& operation) {
    return static_cast<Side>(operation.side);
}
Price priceOf(const Operation& operation) {
    return Price(operation.price);
}
Quantity quantityOf(const Operation& operation) {
    return Quantity(operation.quantity);
}

} // namespace

struct MatchingEngine::TradeSink {
    const core::OrderPool& pool;
    EventRing& events;
    MatchingTotals& totals;
    const Operation& taker;

    /// None of the workload's orders are icebergs, but the book asks for those that are.
    Quantity nextPart(Slot) const { return Quantity(0); }

    void onFill(Slot maker, const Order& order, Price price, Quantity filled) {
        const std::uint64_t id = pool.id(maker).value();
        const auto quantity = static_cast<std::uint64_t>(filled.value());
        ++totals.trades;
        totals.quantity += quantity;
        totals.checksum = mixTrade(totals.checksum, id, taker.id,
                                   static_cast<std::uint64_t>(price.value()), quantity);
        events.push({id, keyOf(order.side, price), filled,
                     order.open.isZero() ? EventType::TradedAway : EventType::TradedPart,
                     taker.symbol});
    }
};

MatchingEngine::MatchingEngine(const WorkloadHeader& header)
    : m_pool({.maxOrders = static_cast<std::uint32_t>(
                  std::min<std::uint64_t>(header.peakOrders + 1, (1U << 24) - 4))})
    , m_symbols(header.symbols)
    , m_books(m_allocator.allocate(m_symbols)) {
    for (std::size_t i = 0; i < m_symbols; ++i)
        std::construct_at(&m_books[i], m_pool, InstrumentId(static_cast<std::uint32_t>(i + 1)),
                          core::LevelReports::None);
}

MatchingEngine::~MatchingEngine() {
    std::destroy_n(m_books, m_symbols);
    m_allocator.deallocate(m_books, m_symbols);
}

[[gnu::noinline, gnu::flatten]] Quantity MatchingEngine::trade(const Operation& operation,
                                                               OrderBook& book) {
    TradeSink sink{m_pool, m_events, m_totals, operation};
    return book.match(sideOf(operation), priceOf(operation), quantityOf(operation), sink);
}

[[gnu::always_inline]] inline void MatchingEngine::publish(EventType type,
                                                           const Operation& operation,
                                                           core::PriceKey key, Quantity quantity) {
    m_events.push({operation.id, key, quantity, type, operation.symbol});
}

template<bool Immediate>
[[gnu::always_inline]] inline void MatchingEngine::place(const Operation& operation,
                                                         OrderBook& book) {
    if (operation.price == 0 || operation.quantity == 0 || m_pool.full()) [[unlikely]]
        return reject(operation);
    Quantity open = quantityOf(operation);
    if (book.wouldTrade(sideOf(operation), priceOf(operation))) [[unlikely]]
        open = trade(operation, book);
    const core::PriceKey key = keyOf(sideOf(operation), priceOf(operation));
    publish(Immediate ? EventType::Discarded : EventType::Rested, operation, key, open);
    if (!Immediate && !open.isZero())
        book.add({OrderId(operation.id), sideOf(operation), priceOf(operation), open});
}

[[gnu::always_inline]] inline void MatchingEngine::cancel(const Operation& operation,
                                                          OrderBook& book) {
    const Slot slot = book.find(OrderId(operation.id));
    if (slot == kNoSlot) [[unlikely]]
        return reject(operation);
    publish(EventType::Removed, operation, book.keyAt(slot), book.order(slot).open);
    book.remove(slot);
}

[[gnu::always_inline]] inline void MatchingEngine::replace(const Operation& operation,
                                                           OrderBook& book) {
    const Slot slot = book.find(OrderId(operation.id));
    if (slot == kNoSlot || operation.price == 0 || operation.quantity == 0) [[unlikely]]
        return reject(operation);
    publish(EventType::Removed, operation, book.keyAt(slot), book.order(slot).open);
    Quantity open = quantityOf(operation);
    if (book.wouldTrade(sideOf(operation), priceOf(operation))) [[unlikely]]
        open = trade(operation, book);
    publish(EventType::Rested, operation, keyOf(sideOf(operation), priceOf(operation)), open);
    if (open.isZero()) [[unlikely]]
        book.remove(slot);
    else
        book.move(slot, priceOf(operation), open);
}

[[gnu::noinline]] void MatchingEngine::reject(const Operation& operation) {
    ++m_totals.rejected;
    publish(EventType::Rejected, operation, keyOf(sideOf(operation), priceOf(operation)),
            quantityOf(operation));
}

[[gnu::always_inline]] inline void MatchingEngine::apply(const Operation& operation) {
    OrderBook& book = m_books[operation.symbol];
    if (operation.type == OperationType::Add)
        place<false>(operation, book);
    else if (operation.type == OperationType::Cancel)
        cancel(operation, book);
    else if (operation.type == OperationType::Replace)
        replace(operation, book);
    else
        place<true>(operation, book);
}

void MatchingEngine::run(std::span<const Operation> operations) {
    runAhead<false>(operations, nullptr);
}

void MatchingEngine::runTimed(std::span<const Operation> operations, LatencyHistogram& latencies) {
    runAhead<true>(operations, &latencies);
}

void MatchingEngine::prefill(std::span<const Operation> operations) {
    for (const Operation& operation : operations)
        apply(operation);
}

/// Latencies: an operation's own time and what looking ahead took meanwhile.
template<bool Timed>
void MatchingEngine::runAhead(std::span<const Operation> operations, LatencyHistogram* latencies) {
    const std::uint64_t overhead = Timed ? tickOverhead() : 0;
    const std::size_t ahead = operations.size() > 3 * kStep ? operations.size() - 3 * kStep : 0;
    const core::LookAhead lookAhead(m_pool);
    const Operation* at = operations.data();
    for (const Operation* const end = at + ahead; at != end; ++at) {
        const std::uint64_t begin = Timed ? ticks() : 0;
        lookAhead.loadPlace(OrderId(at[3 * kStep].id));
        lookAhead.loadOrder(OrderId(at[2 * kStep].id));
        lookAhead.loadLevel(OrderId(at[kStep].id));
        apply(*at);
        if constexpr (Timed) {
            const std::uint64_t passed = ticks() - begin;
            latencies->record(passed > overhead ? passed - overhead : 0);
        }
    }
    prefill(operations.subspan(ahead));
}

} // namespace openbell::bench
