// The engine of the matching benchmark: order books driven by a workload's operations, with the
// checks and the events that a venue needs around them. No funds, no fees: see the core benchmark.
#pragma once

#include "engine/core/book/look_ahead.h"
#include "engine/core/book/order_book.h"
#include "tests/bench/measure.h"
#include "tests/bench/workload.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace openbell::bench {

/// Each event but the last two changes one price level, which a reader can follow without asking
/// the book.
enum class EventType : std::uint32_t {
    Rested,     ///< stands behind all others of its price; nothing does when the quantity is zero
    Removed,    ///< left its price, cancelled or about to rest elsewhere
    TradedPart, ///< a maker; something of it is left
    TradedAway, ///< a maker; it left its price
    Discarded,  ///< what an immediate-or-cancel order did not trade
    Rejected,
};

/// What a publisher would be given, half a cache line each.
struct alignas(32) Event {
    core::PriceKey key; ///< gives side and price
    std::uint64_t order;
    Quantity quantity;
    EventType type;
    std::uint32_t symbol;
};
static_assert(sizeof(Event) == 32);

/// A ring that a publisher would read.
class EventRing {
public:
    static constexpr std::size_t kSize = 4096;

    void push(const Event& event) {
        *m_next = event;
        m_next = const_cast<Event*>(after(m_next));
    }

    /// Where the next event will be.
    const Event* next() const { return m_next; }
    /// The end has the bit of the ring's size set, since the ring is aligned to twice its size.
    const Event* after(const Event* event) const {
        return reinterpret_cast<const Event*>(reinterpret_cast<std::uintptr_t>(event + 1) &
                                              ~kBytes);
    }

private:
    static constexpr std::uintptr_t kBytes = kSize * sizeof(Event);

    struct alignas(2 * kBytes) Events {
        Event events[kSize];
    };
    std::unique_ptr<Events> m_events = std::make_unique<Events>();
    Event* m_next = m_events->events;
};

struct MatchingTotals {
    std::uint64_t trades = 0;
    std::uint64_t quantity = 0;
    std::uint64_t checksum = 0;
    std::uint64_t rejected = 0;
};

class MatchingEngine {
public:
    explicit MatchingEngine(const WorkloadHeader& header);
    ~MatchingEngine();
    MatchingEngine(const MatchingEngine&) = delete;
    MatchingEngine& operator=(const MatchingEngine&) = delete;

    /// Works the operations in order, looking ahead within the span.
    void run(std::span<const Operation> operations);

    /// The same with the time of each operation in ticks(), less the clock's own.
    void runTimed(std::span<const Operation> operations, LatencyHistogram& latencies);

    /// The same without looking ahead: fills the books before the measurement.
    void prefill(std::span<const Operation> operations);

    const MatchingTotals& totals() const { return m_totals; }
    const EventRing& events() const { return m_events; }
    const core::UnreportedOrderBook& book(std::size_t symbol) const { return m_books[symbol]; }
    std::uint32_t liveOrders() const { return m_pool.size(); }

private:
    /// Commands between two steps of looking ahead.
    static constexpr std::size_t kStep = 4;
    /// More than these do not stay in the processor's nearer caches.
    static constexpr std::size_t kManyBooks = 1024;

    struct Command;
    struct TradeSink;

    template<bool Timed>
    void run(std::span<const Operation> operations, LatencyHistogram* latencies);
    template<bool Timed, bool ManyBooks>
    void runAhead(std::span<const Operation> operations, LatencyHistogram* latencies);
    template<bool ManyBooks>
    void lookAhead(const core::LookAhead& pool, const Operation* at) const;

    void apply(const Operation& operation);
    template<bool Immediate>
    void place(const Operation& operation, core::UnreportedOrderBook& book);
    void placeCrossing(const Operation& operation, core::UnreportedOrderBook& book, bool rests);
    void cancel(const Operation& operation, core::UnreportedOrderBook& book);
    void replace(const Operation& operation, core::UnreportedOrderBook& book);
    void replaceCrossing(const Operation& operation, core::UnreportedOrderBook& book,
                         core::Slot slot);
    void reject(const Operation& operation);
    void publish(EventType type, const Command& command, core::PriceKey key, Quantity quantity);
    Quantity trade(const Operation& operation, core::UnreportedOrderBook& book);

    core::OrderPool m_pool;
    std::allocator<core::UnreportedOrderBook> m_allocator;
    std::size_t m_symbols;
    core::UnreportedOrderBook* m_books;
    EventRing m_events;
    MatchingTotals m_totals;
};

} // namespace openbell::bench
