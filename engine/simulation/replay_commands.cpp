// The commands of the ReplayFollower and their answers.
#include "engine/simulation/replay_follower.h"

#include <algorithm>

namespace openbell::simulation {
namespace {

using recording::RecordedBooks;
using recording::RecordedEvent;
using recording::RecordedKind;

constexpr Done kDone{};

RecordedEvent about(RecordedKind kind, std::uint64_t reference, std::int64_t quantity = 0) {
    RecordedEvent event;
    event.kind = kind;
    event.reference = reference;
    event.quantity = quantity;
    return event;
}

} // namespace

Result<Done, Error> ReplayFollower::place(std::uint32_t instrument, std::uint64_t reference,
                                          api::Side side, std::int64_t price,
                                          std::int64_t quantity) {
    RecordedEvent event = about(RecordedKind::Add, reference, quantity);
    event.instrument = instrument;
    event.side = side;
    event.price = price;
    if (m_books.apply(event) != RecordedBooks::Outcome::Applied) {
        ++m_figures.refused;
        return kDone;
    }
    m_placed[reference] = {instrument, OrderId(), quantity};
    api::PlaceOrder order;
    order.account = kReplayAccount;
    order.instrument = venueInstrument(instrument);
    order.side = side;
    order.price = Price(price);
    order.quantity = Quantity(quantity);
    return send(order, reference);
}

/// Executes a resting order that nothing stands in the way of.
Result<Done, Error> ReplayFollower::hit(std::uint32_t instrument, std::uint64_t reference,
                                        std::int64_t quantity) {
    const auto maker = m_books.find(reference);
    if (!maker)
        return kDone;
    static_cast<void>(m_books.apply(about(RecordedKind::Execute, reference, quantity)));
    if (!m_books.find(reference))
        m_placed.erase(reference);
    api::PlaceOrder order;
    order.account = kReplayAccount;
    order.instrument = venueInstrument(instrument);
    order.side = api::opposite(maker->side);
    order.timeInForce = api::TimeInForce::ImmediateOrCancel;
    order.price = Price(maker->price);
    order.quantity = Quantity(quantity);
    return send(order);
}

Result<Done, Error> ReplayFollower::reduce(std::uint64_t reference, std::int64_t quantity) {
    auto resting = m_books.find(reference);
    if (!resting || quantity <= 0)
        return kDone;
    if (quantity >= resting->quantity)
        return cancel(reference);
    auto order = orderOf(reference);
    if (!order)
        return Unexpected{order.error()};
    const auto placed = m_placed.find(reference);
    if (placed == m_placed.end())
        return kDone;
    placed->second.total -= quantity;
    static_cast<void>(m_books.apply(about(RecordedKind::Reduce, reference, quantity)));
    return send(api::AmendOrder{.account = kReplayAccount,
                                .instrument = venueInstrument(placed->second.instrument),
                                .order = *order,
                                .price = Price(resting->price),
                                .quantity = Quantity(placed->second.total)});
}

Result<Done, Error> ReplayFollower::cancel(std::uint64_t reference) {
    if (!m_books.find(reference))
        return kDone;
    auto order = orderOf(reference);
    if (!order)
        return Unexpected{order.error()};
    const auto placed = m_placed.find(reference);
    if (placed == m_placed.end())
        return kDone;
    const InstrumentId instrument = venueInstrument(placed->second.instrument);
    static_cast<void>(m_books.apply(about(RecordedKind::Delete, reference)));
    m_placed.erase(placed);
    return send(
        api::CancelOrder{.account = kReplayAccount, .instrument = instrument, .order = *order});
}

/// What the venue calls the order, waiting for its answer where necessary; none when refused.
Result<OrderId, Error> ReplayFollower::orderOf(std::uint64_t reference) {
    const auto placed = m_placed.find(reference);
    if (placed == m_placed.end())
        return OrderId();
    if (placed->second.order.isNone() && !m_silent)
        if (auto flushed = flush(); !flushed)
            return Unexpected{flushed.error()};
    const auto answered = m_placed.find(reference); // a refusal removes it
    return answered == m_placed.end() ? OrderId() : answered->second.order;
}

Result<Done, Error> ReplayFollower::send(const api::Command& command, std::uint64_t places) {
    if (m_silent)
        return kDone;
    m_session.submit(command);
    m_sent.push_back(places);
    return m_sent.size() >= kMaxUnanswered ? flush() : Result<Done, Error>(kDone);
}

Result<Done, Error> ReplayFollower::flush() {
    if (m_sent.empty())
        return kDone;
    auto results = m_session.takeResults();
    if (!results)
        return Unexpected{results.error()};
    for (std::size_t i = 0; i < m_sent.size(); ++i) {
        const api::CommandResult& result = (*results)[i];
        const bool done = result.reason == api::RejectReason::None;
        m_figures.refused += done ? 0 : 1;
        const auto placed = m_placed.find(m_sent[i]);
        if (m_sent[i] == 0 || placed == m_placed.end())
            continue;
        if (done) {
            placed->second.order = OrderId(result.sequence.value());
        } else {
            static_cast<void>(m_books.apply(about(RecordedKind::Delete, m_sent[i])));
            m_placed.erase(placed);
        }
    }
    m_sent.clear();
    return kDone;
}

Result<Done, Error> ReplayFollower::takeUp() {
    m_silent = false;
    api::CancelAll everything;
    everything.account = kReplayAccount;
    if (auto sent = send(everything); !sent)
        return sent;
    m_placed.clear();
    for (std::uint32_t i = 0; i < m_instruments.size(); ++i) {
        if (m_instruments[i] == nullptr)
            continue;
        std::vector<HeldBack> orders;
        for (const api::Side side : {api::Side::Buy, api::Side::Sell})
            m_books.book(i).forEachOrder(
                side, [&](core::Slot slot, const core::Order& order, Price price) {
                    orders.push_back(
                        {i, m_books.referenceAt(slot), side, price.value(), order.open.value()});
                });
        for (const HeldBack& order : orders)
            static_cast<void>(m_books.apply(about(RecordedKind::Delete, order.reference)));
        if (auto placed = putBack(orders); !placed)
            return placed;
    }
    return flush();
}

} // namespace openbell::simulation
