#include "tests/bench/matching_engine.h"

#include <algorithm>

namespace openbell::bench {

using api::Side;
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

    void onFill(Slot maker, const Order& order, Price price, Quantity filled) {
        const std::uint64_t id = pool.id(maker).value();
        const auto quantity = static_cast<std::uint64_t>(filled.value());
        ++totals.trades;
        totals.quantity += quantity;
        totals.checksum = mixTrade(totals.checksum, id, taker.id,
                                   static_cast<std::uint64_t>(price.value()), quantity);
        events.push({id, price.value(), filled.value(),
                     static_cast<std::uint32_t>(order.open.value()), taker.symbol,
                     EventType::Traded});
    }
};

MatchingEngine::MatchingEngine(const WorkloadHeader& header)
    : m_pool({.maxOrders = static_cast<std::uint32_t>(
                  std::min<std::uint64_t>(header.peakOrders + 1, (1U << 24) - 4))})
    , m_symbols(header.symbols)
    , m_books(m_allocator.allocate(m_symbols)) {
    for (std::size_t i = 0; i < m_symbols; ++i)
        std::construct_at(&m_books[i], m_pool, InstrumentId(static_cast<std::uint32_t>(i + 1)));
}

MatchingEngine::~MatchingEngine() {
    std::destroy_n(m_books, m_symbols);
    m_allocator.deallocate(m_books, m_symbols);
}

[[gnu::noinline]] Quantity MatchingEngine::trade(const Operation& operation, OrderBook& book) {
    TradeSink sink{m_pool, m_events, m_totals, operation};
    return book.match(sideOf(operation), priceOf(operation), quantityOf(operation), sink);
}

[[gnu::always_inline]] inline void MatchingEngine::place(const Operation& operation,
                                                         OrderBook& book) {
    if (operation.price == 0 || operation.quantity == 0 || m_pool.full()) [[unlikely]]
        return reject(operation);
    m_events.push({operation.id, operation.price, operation.quantity, 0, operation.symbol,
                   EventType::Accepted});
    Quantity open = quantityOf(operation);
    if (book.wouldTrade(sideOf(operation), priceOf(operation)))
        open = trade(operation, book);
    if (open.isZero())
        return;
    if (operation.type == OperationType::ImmediateOrCancel)
        m_events.push({operation.id, operation.price, open.value(), 0, operation.symbol,
                       EventType::Cancelled});
    else
        book.add({OrderId(operation.id), sideOf(operation), priceOf(operation), open});
}

[[gnu::always_inline]] inline void MatchingEngine::cancel(const Operation& operation,
                                                          OrderBook& book) {
    const Slot slot = book.find(OrderId(operation.id));
    if (slot == kNoSlot)
        return reject(operation);
    m_events.push({operation.id, 0, m_pool.order(slot).open.value(), 0, operation.symbol,
                   EventType::Cancelled});
    book.remove(slot);
}

[[gnu::always_inline]] inline void MatchingEngine::replace(const Operation& operation,
                                                           OrderBook& book) {
    const Slot slot = book.find(OrderId(operation.id));
    if (slot == kNoSlot || operation.price == 0 || operation.quantity == 0) [[unlikely]]
        return reject(operation);
    m_events.push({operation.id, operation.price, operation.quantity, 0, operation.symbol,
                   EventType::Replaced});
    Quantity open = quantityOf(operation);
    if (book.wouldTrade(sideOf(operation), priceOf(operation))) [[unlikely]]
        open = trade(operation, book);
    if (open.isZero())
        book.remove(slot);
    else
        book.move(slot, priceOf(operation), open);
}

[[gnu::noinline]] void MatchingEngine::reject(const Operation& operation) {
    ++m_totals.rejected;
    m_events.push({operation.id, operation.price, operation.quantity, 0, operation.symbol,
                   EventType::Rejected});
}

[[gnu::always_inline]] inline void MatchingEngine::apply(const Operation& operation) {
    OrderBook& book = m_books[operation.symbol];
    switch (operation.type) {
    case OperationType::Add:
    case OperationType::ImmediateOrCancel:
        place(operation, book);
        break;
    case OperationType::Cancel:
        cancel(operation, book);
        break;
    case OperationType::Replace:
        replace(operation, book);
        break;
    }
    book.drainTouchedLevels([&](const core::Level& level) {
        m_events.push({operation.id, level.key, level.quantity.value(), level.orders,
                       operation.symbol, EventType::Level});
    });
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

/// Latencies: an operation's own time and its share of what looking ahead took for a batch.
template<bool Timed>
void MatchingEngine::runAhead(std::span<const Operation> operations, LatencyHistogram* latencies) {
    const std::uint64_t overhead = Timed ? tickOverhead() : 0;
    const std::size_t batches = operations.size() / kBatch;
    std::size_t at = 0;
    for (std::size_t batch = 0; batch < batches + kSteps; ++batch) {
        const std::uint64_t start = Timed ? ticks() : 0;
        lookAhead(operations, batch);
        const std::uint64_t share = Timed ? (ticks() - start) / kBatch : 0;
        if (batch < kSteps)
            continue;
        for (std::size_t i = 0; i < kBatch; ++i, ++at) {
            const std::uint64_t begin = Timed ? ticks() : 0;
            apply(operations[at]);
            if constexpr (Timed) {
                const std::uint64_t passed = ticks() - begin;
                latencies->record(share + (passed > overhead ? passed - overhead : 0));
            }
        }
    }
    prefill(operations.subspan(at));
}

/// One step for each batch on its way; `batch` is the one that enters.
inline void MatchingEngine::lookAhead(std::span<const Operation> operations, std::size_t batch) {
    const std::size_t batches = operations.size() / kBatch;
    if (batch < batches)
        for (std::size_t i = 0; i < kBatch; ++i) {
            const Operation& operation = operations[batch * kBatch + i];
            m_ahead[batch % (kSteps + 1)][i].find(m_pool, OrderId(operation.id),
                                                  m_books[operation.symbol], sideOf(operation),
                                                  priceOf(operation));
        }
    if (batch >= 1 && batch - 1 < batches)
        for (core::LookAhead& command : m_ahead[(batch - 1) % (kSteps + 1)])
            command.loadRecords(m_pool);
    if (batch >= 2 && batch - 2 < batches)
        for (core::LookAhead& command : m_ahead[(batch - 2) % (kSteps + 1)])
            command.loadNeighbours(m_pool);
}

} // namespace openbell::bench
