#include "engine/recording/recorded_books.h"

namespace openbell::recording {

RecordedBooks::RecordedBooks() : m_pool({.maxOrders = kMaxOrders}) {}

core::OrderBook& RecordedBooks::bookOf(std::uint32_t instrument) {
    if (m_byInstrument.size() <= instrument)
        m_byInstrument.resize(instrument + std::size_t{1});
    auto& book = m_byInstrument[instrument];
    if (!book) {
        book = std::make_unique<core::OrderBook>(m_pool, InstrumentId(instrument + 1));
        m_books.push_back(book.get());
    }
    return *book;
}

core::Slot RecordedBooks::slotOf(std::uint64_t reference) const {
    const auto found = m_orders.find(reference);
    return found == m_orders.end() ? core::kNoSlot : m_pool.find(found->second);
}

RecordedBooks::Outcome RecordedBooks::apply(const RecordedEvent& event) {
    switch (event.kind) {
    case RecordedKind::Add:
        return add(event, event.reference, event.side);
    case RecordedKind::Reduce:
        return take(event.reference, event.quantity);
    case RecordedKind::Delete:
        return remove(event.reference);
    case RecordedKind::Execute:
        if (event.related != 0)
            static_cast<void>(take(event.related, event.quantity));
        return take(event.reference, event.quantity);
    case RecordedKind::Replace:
        return replace(event);
    case RecordedKind::HiddenExecution:
    case RecordedKind::Halt:
    case RecordedKind::Resume:
    case RecordedKind::Other:
        return Outcome::Ignored;
    }
    return Outcome::Ignored;
}

RecordedBooks::Outcome RecordedBooks::add(const RecordedEvent& event, std::uint64_t reference,
                                          api::Side side) {
    if (event.price < 1 || event.quantity < 1 || m_orders.contains(reference))
        return Outcome::Invalid;
    core::OrderBook& book = bookOf(event.instrument);
    const OrderId id(++m_lastId);
    const core::Slot slot = book.add(
        {.id = id, .side = side, .price = Price(event.price), .open = Quantity(event.quantity)});
    if (slot == core::kNoSlot)
        return Outcome::Full;
    m_orders.emplace(reference, id);
    const std::size_t number = core::numberOf(slot);
    if (m_references.size() <= number)
        m_references.resize(number + 1);
    m_references[number] = reference;
    settle(book);
    return Outcome::Applied;
}

RecordedBooks::Outcome RecordedBooks::take(std::uint64_t reference, std::int64_t quantity) {
    const core::Slot slot = slotOf(reference);
    if (slot == core::kNoSlot)
        return Outcome::UnknownReference;
    const core::Order& order = m_pool.order(slot);
    const std::int64_t left = order.open.value() - quantity;
    if (left <= 0) {
        static_cast<void>(remove(reference));
        return left < 0 ? Outcome::Excessive : Outcome::Applied;
    }
    core::OrderBook& book = bookOf(m_pool.instrument(slot).value() - 1);
    book.reduce(slot, Quantity(left));
    settle(book);
    return Outcome::Applied;
}

RecordedBooks::Outcome RecordedBooks::remove(std::uint64_t reference) {
    const core::Slot slot = slotOf(reference);
    if (slot == core::kNoSlot)
        return Outcome::UnknownReference;
    core::OrderBook& book = bookOf(m_pool.instrument(slot).value() - 1);
    book.remove(slot);
    m_orders.erase(reference);
    settle(book);
    return Outcome::Applied;
}

RecordedBooks::Outcome RecordedBooks::replace(const RecordedEvent& event) {
    const auto old = find(event.reference);
    if (!old)
        return Outcome::UnknownReference;
    static_cast<void>(remove(event.reference));
    return add(event, event.related, old->side);
}

std::optional<RecordedBooks::RestingOrder> RecordedBooks::find(std::uint64_t reference) const {
    const core::Slot slot = slotOf(reference);
    if (slot == core::kNoSlot)
        return std::nullopt;
    const core::Order& order = m_pool.order(slot);
    return RestingOrder{order.side, m_pool.price(slot).value(), order.open.value()};
}

bool RecordedBooks::crossed(std::uint32_t instrument) const {
    if (instrument >= m_byInstrument.size() || !m_byInstrument[instrument])
        return false;
    const auto bid = m_byInstrument[instrument]->bestBid();
    const auto ask = m_byInstrument[instrument]->bestAsk();
    return bid && ask && *bid >= *ask;
}

void RecordedBooks::settle(core::OrderBook& book) {
    book.drainTouched([](api::Side, Price, Quantity, std::uint32_t) {});
}

} // namespace openbell::recording
