#include "tests/bench/matching_engine.h"

#include <algorithm>

namespace openbell::bench {

using api::Side;
using core::kNoSlot;
using core::Order;
using OrderBook = core::UnreportedOrderBook;
using core::Slot;

/// An operation in the book's terms. Copied first: the compiler cannot know that what the book
/// writes leaves the operation alone.
struct MatchingEngine::Command {
    explicit Command(const Operation& operation)
        : order{OrderId(operation.id), static_cast<Side>(operation.side), Price(operation.price),
                Quantity(operation.quantity)}
        , symbol(operation.symbol) {}

    bool isValid() const { return !order.price.isZero() && !order.open.isZero(); }
    core::PriceKey key() const { return core::keyOf(order.side, order.price); }

    core::NewOrder order;
    std::uint32_t symbol;
};

struct MatchingEngine::TradeSink {
    EventRing& events;
    MatchingTotals& totals;
    const Operation& taker;
    Side side; ///< the makers'

    /// None of the workload's orders are icebergs, but the book asks for those that are.
    Quantity nextPart(Slot) const { return Quantity(0); }

    void onFill(Slot, const Order& order, Price price, Quantity filled) {
        const std::uint64_t id = order.id;
        const auto quantity = static_cast<std::uint64_t>(filled.value());
        ++totals.trades;
        totals.quantity += quantity;
        totals.checksum = mixTrade(totals.checksum, id, taker.id,
                                   static_cast<std::uint64_t>(price.value()), quantity);
        events.push({core::keyOf(side, price), id, filled,
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
        std::construct_at(&m_books[i], m_pool, InstrumentId(static_cast<std::uint32_t>(i + 1)));
}

MatchingEngine::~MatchingEngine() {
    std::destroy_n(m_books, m_symbols);
    m_allocator.deallocate(m_books, m_symbols);
}

[[gnu::always_inline]] inline Quantity MatchingEngine::trade(const Operation& operation,
                                                             OrderBook& book) {
    const core::NewOrder taker = Command(operation).order;
    TradeSink sink{m_events, m_totals, operation, api::opposite(taker.side)};
    return book.match(taker.side, taker.price, taker.open, sink);
}

[[gnu::always_inline]] inline void MatchingEngine::publish(EventType type, const Command& command,
                                                           core::PriceKey key, Quantity quantity) {
    m_events.push({key, command.order.id.value(), quantity, type, command.symbol});
}

template<bool Immediate>
[[gnu::always_inline]] inline void MatchingEngine::place(const Operation& operation,
                                                         OrderBook& book) {
    const Command command(operation);
    if (!command.isValid()) [[unlikely]]
        return reject(operation);
    if (book.wouldTrade(command.order.side, command.order.price)) [[unlikely]]
        return placeCrossing(operation, book, !Immediate);
    if (!Immediate && book.add(command.order) == kNoSlot) [[unlikely]]
        return reject(operation);
    publish(Immediate ? EventType::Discarded : EventType::Rested, command, command.key(),
            command.order.open);
}

[[gnu::noinline, gnu::flatten]] void MatchingEngine::placeCrossing(const Operation& operation,
                                                                   OrderBook& book, bool rests) {
    if (book.full())
        return reject(operation);
    Command command(operation);
    command.order.open = trade(operation, book);
    if (rests && !command.order.open.isZero())
        book.add(command.order);
    publish(rests ? EventType::Rested : EventType::Discarded, command, command.key(),
            command.order.open);
}

[[gnu::always_inline]] inline void MatchingEngine::cancel(const Operation& operation,
                                                          OrderBook& book) {
    const auto was = book.remove(OrderId(operation.id));
    if (!was) [[unlikely]]
        return reject(operation);
    publish(EventType::Removed, Command(operation), was->key, was->open);
}

[[gnu::always_inline]] inline void MatchingEngine::replace(const Operation& operation,
                                                           OrderBook& book) {
    const Command command(operation);
    const Slot slot = book.find(command.order.id);
    if (slot == kNoSlot || !command.isValid()) [[unlikely]]
        return reject(operation);
    if (book.wouldTrade(command.order.side, command.order.price)) [[unlikely]]
        return replaceCrossing(operation, book, slot);
    const core::Rested was = book.move(slot, command.order.price, command.order.open);
    publish(EventType::Removed, command, was.key, was.open);
    publish(EventType::Rested, command, command.key(), command.order.open);
}

[[gnu::noinline, gnu::flatten]] void MatchingEngine::replaceCrossing(const Operation& operation,
                                                                     OrderBook& book, Slot slot) {
    const Command command(operation);
    publish(EventType::Removed, command, book.keyAt(slot), book.order(slot).open);
    const Quantity open = trade(operation, book);
    publish(EventType::Rested, command, command.key(), open);
    if (open.isZero())
        book.remove(slot);
    else
        book.move(slot, command.order.price, open);
}

[[gnu::noinline]] void MatchingEngine::reject(const Operation& operation) {
    ++m_totals.rejected;
    const Command command(operation);
    publish(EventType::Rejected, command, command.key(), command.order.open);
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
    run<false>(operations, nullptr);
}

void MatchingEngine::runTimed(std::span<const Operation> operations, LatencyHistogram& latencies) {
    run<true>(operations, &latencies);
}

void MatchingEngine::prefill(std::span<const Operation> operations) {
    for (const Operation& operation : operations)
        apply(operation);
}

template<bool Timed>
void MatchingEngine::run(std::span<const Operation> operations, LatencyHistogram* latencies) {
    if (m_symbols > kManyBooks)
        runAhead<Timed, true>(operations, latencies);
    else
        runAhead<Timed, false>(operations, latencies);
}

template<bool ManyBooks>
[[gnu::always_inline]] inline void MatchingEngine::lookAhead(const core::LookAhead& pool,
                                                             const Operation* at) const {
    pool.loadPlace(OrderId(at[3 * kStep].id));
    pool.loadOrder(OrderId(at[2 * kStep].id));
    pool.loadLevel(OrderId(at[kStep].id));
    if constexpr (ManyBooks) {
        const auto bookOf = [this](const Operation& operation) -> const OrderBook& {
            return m_books[operation.symbol];
        };
        pool.loadBook(bookOf(at[3 * kStep]));
        pool.loadPrice(bookOf(at[2 * kStep]), Command(at[2 * kStep]).key());
        pool.loadLevelAt(bookOf(at[kStep]), Command(at[kStep]).key());
        pool.loadPriceOf(bookOf(at[kStep / 2]), OrderId(at[kStep / 2].id));
    }
}

/// Latencies: an operation's own time and what looking ahead took meanwhile.
template<bool Timed, bool ManyBooks>
[[gnu::noinline]] void MatchingEngine::runAhead(std::span<const Operation> operations,
                                                LatencyHistogram* latencies) {
    const std::uint64_t overhead = Timed ? tickOverhead() : 0;
    const std::size_t ahead = operations.size() > 3 * kStep ? operations.size() - 3 * kStep : 0;
    const core::LookAhead pool(m_pool);
    const Operation* at = operations.data();
    for (const Operation* const end = at + ahead; at != end; ++at) {
        const std::uint64_t begin = Timed ? ticks() : 0;
        lookAhead<ManyBooks>(pool, at);
        apply(*at);
        if constexpr (Timed) {
            const std::uint64_t passed = ticks() - begin;
            latencies->record(passed > overhead ? passed - overhead : 0);
        }
    }
    prefill(operations.subspan(ahead));
}

} // namespace openbell::bench
