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

enum class EventType : std::uint16_t { Accepted, Rejected, Cancelled, Replaced, Traded, Level };

/// What a publisher would be given, half a cache line each.
struct alignas(32) Event {
    std::uint64_t order;
    std::int64_t price; ///< Level: its key, which gives the side too
    std::int64_t quantity;
    std::uint32_t other; ///< Traded: what is left of the maker; Level: the number of orders
    std::uint16_t symbol;
    EventType type;
};
static_assert(sizeof(Event) == 32);

/// A ring that a publisher would read; the benchmark only writes it.
class EventRing {
public:
    void push(const Event& event) {
        *m_next = event;
        m_next = m_next == m_last ? m_events.data() : m_next + 1;
    }

private:
    static constexpr std::size_t kSize = 4096;
    std::vector<Event> m_events = std::vector<Event>(kSize);
    Event* m_next = m_events.data();
    Event* m_last = &m_events.back();
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
    std::uint32_t liveOrders() const { return m_pool.size(); }

private:
    /// A batch is worked while the next three are in the steps of being loaded.
    static constexpr std::size_t kBatch = 4;
    static constexpr std::size_t kSteps = 3;

    struct TradeSink;

    template<bool Timed>
    void runAhead(std::span<const Operation> operations, LatencyHistogram* latencies);
    void lookAhead(std::span<const Operation> operations, std::size_t batch);

    void apply(const Operation& operation);
    void place(const Operation& operation, core::OrderBook& book);
    void cancel(const Operation& operation, core::OrderBook& book);
    void replace(const Operation& operation, core::OrderBook& book);
    void reject(const Operation& operation);
    Quantity trade(const Operation& operation, core::OrderBook& book);

    core::OrderPool m_pool;
    std::allocator<core::OrderBook> m_allocator;
    std::size_t m_symbols;
    core::OrderBook* m_books;
    EventRing m_events;
    MatchingTotals m_totals;
    core::LookAhead m_ahead[kSteps + 1][kBatch];
};

} // namespace openbell::bench
