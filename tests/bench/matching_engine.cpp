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
                  std::min<std::uint64_t>(header.maxId + 1, (1U << 24) - 4))})
    , m_symbols(header.symbols)
    , m_books(m_allocator.allocate(m_symbols)) {
    for (std::size_t i = 0; i < m_symbols; ++i)
        std::construct_at(&m_books[i], m_pool, InstrumentId(static_cast<std::uint32_t>(i + 1)));
}

MatchingEngine::~MatchingEngine() {
    std::destroy_n(m_books, m_symbols);
    m_allocator.deallocate(m_books, m_symbols);
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

template<bool Timed>
void MatchingEngine::runAhead(std::span<const Operation> operations, LatencyHistogram* latencies) {
    const std::uint64_t overhead = Timed ? tickOverhead() : 0;
    const std::size_t ahead = operations.size() < kFirstStep ? 0 : operations.size() - kFirstStep;
    const auto timedApply = [&](const Operation& operation, bool load) {
        const std::uint64_t begin = Timed ? ticks() : 0;
        if (load) {
            loadFirst((&operation)[kFirstStep]);
            loadSecond((&operation)[kSecondStep]);
            loadThird((&operation)[kThirdStep]);
        }
        apply(operation);
        if constexpr (Timed) {
            const std::uint64_t passed = ticks() - begin;
            latencies->record(passed > overhead ? passed - overhead : 0);
        }
    };
    for (const Operation& operation : operations.first(ahead))
        timedApply(operation, true);
    for (const Operation& operation : operations.subspan(ahead))
        timedApply(operation, false);
}

// An order that arrives is looked for by price, one that is there already by id. The steps do both
// for every operation: a guess at its type would be wrong half of the time.
inline void MatchingEngine::loadFirst(const Operation& operation) const {
    m_pool.prefetchIndex(OrderId(operation.id));
    m_books[operation.symbol].prefetchPrice(sideOf(operation), priceOf(operation));
}

inline void MatchingEngine::loadSecond(const Operation& operation) const {
    m_pool.prefetchOrder(OrderId(operation.id));
    m_books[operation.symbol].prefetchLevel(sideOf(operation), priceOf(operation));
}

inline void MatchingEngine::loadThird(const Operation& operation) const {
    m_pool.prefetchNeighbours(OrderId(operation.id));
    m_books[operation.symbol].prefetchTail(sideOf(operation), priceOf(operation));
}

inline void MatchingEngine::apply(const Operation& operation) {
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
    book.drainTouched([&](Side, Price price, Quantity quantity, std::uint32_t orders) {
        m_events.push({operation.id, price.value(), quantity.value(), orders, operation.symbol,
                       EventType::Level});
    });
}

inline Quantity MatchingEngine::trade(const Operation& operation, OrderBook& book) {
    TradeSink sink{m_pool, m_events, m_totals, operation};
    return book.match(sideOf(operation), priceOf(operation), quantityOf(operation), sink);
}

inline void MatchingEngine::place(const Operation& operation, OrderBook& book) {
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

inline void MatchingEngine::cancel(const Operation& operation, OrderBook& book) {
    const Slot slot = book.find(OrderId(operation.id));
    if (slot == kNoSlot)
        return reject(operation);
    m_events.push({operation.id, 0, m_pool.order(slot).open.value(), 0, operation.symbol,
                   EventType::Cancelled});
    book.remove(slot);
}

inline void MatchingEngine::replace(const Operation& operation, OrderBook& book) {
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

inline void MatchingEngine::reject(const Operation& operation) {
    ++m_totals.rejected;
    m_events.push({operation.id, operation.price, operation.quantity, 0, operation.symbol,
                   EventType::Rejected});
}

} // namespace openbell::bench
