// The engine's own order books, driven by the orders of a recording instead of by matching. One
// thread; bounded by the orders that rest at a time.
#pragma once

#include "engine/core/book/order_book.h"
#include "engine/recording/recorded_event.h"

#include <deque>
#include <memory>
#include <optional>
#include <unordered_map>

namespace openbell::recording {

class RecordedBooks {
public:
    static constexpr std::uint32_t kMaxOrders = 1U << 23U;

    enum class Outcome : std::uint8_t {
        Applied,
        Ignored,          ///< the event concerns no resting order
        UnknownReference, ///< no such order rests; nothing was changed
        Excessive,        ///< more was taken from an order than it had; it was removed
        Invalid,          ///< an order without price or quantity, or an order that rests already
        Full,             ///< the bound is reached; nothing was changed
    };

    struct RestingOrder {
        api::Side side = api::Side::Buy;
        std::int64_t price = 0;
        std::int64_t quantity = 0;
    };

    RecordedBooks();

    Outcome apply(const RecordedEvent& event);

    std::optional<RestingOrder> find(std::uint64_t reference) const;

    /// Whether best bid and best ask of an instrument meet.
    bool crossed(std::uint32_t instrument) const;

    /// The book of an instrument; it is made when it is first asked for.
    const core::OrderBook& book(std::uint32_t instrument) { return bookOf(instrument); }

    /// What an order of a book is called in the recording.
    std::uint64_t referenceAt(core::Slot slot) const {
        return m_references[core::numberOf(slot)];
    }

    std::uint32_t orderCount() const { return m_pool.size(); }
    std::size_t bookCount() const { return m_books.size(); }

private:
    core::OrderBook& bookOf(std::uint32_t instrument);
    core::Slot slotOf(std::uint64_t reference) const;
    Outcome add(const RecordedEvent& event, std::uint64_t reference, api::Side side);
    Outcome take(std::uint64_t reference, std::int64_t quantity);
    Outcome remove(std::uint64_t reference);
    Outcome replace(const RecordedEvent& event);
    void settle(core::OrderBook& book);

    core::OrderPool m_pool;
    std::vector<std::unique_ptr<core::OrderBook>> m_byInstrument;
    std::vector<core::OrderBook*> m_books;
    std::unordered_map<std::uint64_t, OrderId> m_orders;
    std::vector<std::uint64_t> m_references; ///< by the number of the slot
    std::uint64_t m_lastId = 0;
};

} // namespace openbell::recording
