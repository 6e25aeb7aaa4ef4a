#include "engine/simulation/replay_follower.h"

#include <algorithm>

namespace openbell::simulation {
namespace {

using recording::RecordedBooks;
using recording::RecordedEvent;
using recording::RecordedKind;

/// The order that stands for a hidden one while its trade is made; it never rests longer.
constexpr std::uint64_t kPrintReference = recording::kAnonymousReference | (std::uint64_t{1} << 61);

constexpr Done kDone{};

} // namespace

ReplayFollower::ReplayFollower(SessionClient& session, const ReplayPlan& plan)
    : m_session(session) {
    for (const ReplayInstrument& instrument : plan.instruments) {
        if (m_instruments.size() <= instrument.recorded)
            m_instruments.resize(instrument.recorded + std::size_t{1}, nullptr);
        m_instruments[instrument.recorded] = &instrument;
    }
}

Result<Done, Error> ReplayFollower::follow(const RecordedEvent& recorded) {
    if (recorded.instrument >= m_instruments.size() ||
        m_instruments[recorded.instrument] == nullptr)
        return kDone;
    RecordedEvent event = recorded;
    const bool onGrid = toGrid(event);
    if (auto applied = apply(event, onGrid); !applied)
        return applied;
    return m_heldBack.empty() ? Result<Done, Error>(kDone) : releaseHeldBack(event.instrument);
}

/// Turns recorded units into ticks and lots; false when the price lies between two ticks.
bool ReplayFollower::toGrid(Event& event) const {
    const ReplayInstrument& instrument = *m_instruments[event.instrument];
    const bool onGrid = event.price % instrument.priceStep == 0;
    event.price /= instrument.priceStep;
    event.quantity /= instrument.quantityStep;
    return onGrid;
}

Result<Done, Error> ReplayFollower::apply(const Event& event, bool onGrid) {
    switch (event.kind) {
    case RecordedKind::Add:
        return add(event);
    case RecordedKind::Reduce:
        if (HeldBack* held = findHeldBack(event.reference)) {
            held->quantity -= event.quantity;
            return kDone;
        }
        return reduce(event.reference, event.quantity);
    case RecordedKind::Delete:
        dropHeldBack(event.reference);
        return cancel(event.reference);
    case RecordedKind::Replace:
        return replace(event);
    case RecordedKind::Execute:
        ++m_figures.executions;
        return execute(event);
    case RecordedKind::HiddenExecution:
        ++m_figures.executions;
        ++m_figures.hidden;
        if (onGrid)
            return print(event);
        ++m_figures.unprinted;
        return kDone;
    case RecordedKind::Halt: // the replay's user may not halt; the recording shows no orders then
    case RecordedKind::Resume:
    case RecordedKind::Other:
        return kDone;
    }
    return kDone;
}

Result<Done, Error> ReplayFollower::add(const Event& event) {
    if (!m_books.book(event.instrument).wouldTrade(event.side, Price(event.price)))
        return place(event.instrument, event.reference, event.side, event.price, event.quantity);
    if (m_heldBack.size() >= kMaxHeldBack) {
        m_heldBack.pop_front();
        ++m_figures.refused;
    }
    m_heldBack.push_back(
        {event.instrument, event.reference, event.side, event.price, event.quantity});
    return kDone;
}

Result<Done, Error> ReplayFollower::replace(const Event& event) {
    Event added = event;
    added.reference = event.related;
    if (const HeldBack* held = findHeldBack(event.reference))
        added.side = held->side;
    else if (const auto resting = m_books.find(event.reference))
        added.side = resting->side;
    else
        return kDone;
    dropHeldBack(event.reference);
    if (auto cancelled = cancel(event.reference); !cancelled)
        return cancelled;
    return add(added);
}

Result<Done, Error> ReplayFollower::execute(Event event) {
    if (HeldBack* taker = findHeldBack(event.related))
        taker->quantity -= event.quantity;
    else if (auto reduced = reduce(event.related, event.quantity); !reduced)
        return reduced;
    const auto resting = m_books.find(event.reference);
    if (resting)
        return executeResting(event);
    if (HeldBack* maker = findHeldBack(event.reference))
        maker->quantity -= event.quantity;
    return event.price == 0 ? Result<Done, Error>(kDone) : print(event);
}

Result<Done, Error> ReplayFollower::executeResting(const Event& event) {
    const auto maker = *m_books.find(event.reference);
    const std::int64_t quantity = std::min(event.quantity, maker.quantity);
    const auto blocking = inTheWay(event.instrument, maker.side, maker.price, event.reference);
    if (blocking.size() > kMaxInTheWay) {
        ++m_figures.unprinted;
        return reduce(event.reference, quantity);
    }
    const bool samePrice = event.price == 0 || event.price == maker.price;
    m_figures.faithful += blocking.empty() && samePrice ? 1 : 0;
    if (auto aside = setAside(blocking); !aside)
        return aside;
    if (auto done = hit(event.instrument, event.reference, quantity); !done)
        return done;
    return putBack(blocking);
}

/// Makes a trade of two orders of the replay's own, at a price that no order of its may disturb.
Result<Done, Error> ReplayFollower::print(const Event& event) {
    const core::OrderBook& book = m_books.book(event.instrument);
    api::Side side = event.side;
    if (book.wouldTrade(side, Price(event.price)))
        side = api::opposite(side);
    if (event.price < 1 || book.wouldTrade(side, Price(event.price))) {
        ++m_figures.unprinted;
        return kDone;
    }
    const auto blocking = inTheWay(event.instrument, side, event.price, kPrintReference);
    if (blocking.size() > kMaxInTheWay) {
        ++m_figures.unprinted;
        return kDone;
    }
    if (auto aside = setAside(blocking); !aside)
        return aside;
    if (auto placed = place(event.instrument, kPrintReference, side, event.price, event.quantity);
        !placed)
        return placed;
    if (auto done = hit(event.instrument, kPrintReference, event.quantity); !done)
        return done;
    return putBack(blocking);
}

std::vector<ReplayFollower::HeldBack> ReplayFollower::inTheWay(std::uint32_t instrument,
                                                               api::Side side, std::int64_t price,
                                                               std::uint64_t reference) {
    std::vector<HeldBack> orders;
    const core::OrderBook& book = m_books.book(instrument);
    const auto best = book.bestLevel(side);
    if (!best || m_books.referenceAt(best->first) == reference)
        return orders;
    const bool buys = side == api::Side::Buy;
    bool reached = false;
    book.forEachOrder(side, [&](core::Slot slot, const core::Order& order, Price at) {
        const std::uint64_t found = m_books.referenceAt(slot);
        reached = reached || found == reference || (buys ? at.value() < price : at.value() > price);
        if (!reached && orders.size() <= kMaxInTheWay)
            orders.push_back({instrument, found, side, at.value(), order.open.value()});
    });
    return orders;
}

Result<Done, Error> ReplayFollower::setAside(const std::vector<HeldBack>& orders) {
    for (const HeldBack& order : orders)
        if (auto cancelled = cancel(order.reference); !cancelled)
            return cancelled;
    return kDone;
}

Result<Done, Error> ReplayFollower::putBack(const std::vector<HeldBack>& orders) {
    for (const HeldBack& order : orders)
        if (auto placed =
                place(order.instrument, order.reference, order.side, order.price, order.quantity);
            !placed)
            return placed;
    return kDone;
}

/// Places what was held back and would not trade any more.
Result<Done, Error> ReplayFollower::releaseHeldBack(std::uint32_t instrument) {
    for (std::size_t i = 0; i < m_heldBack.size();) {
        const HeldBack held = m_heldBack[i];
        const bool waits = held.quantity > 0 &&
                           (held.instrument != instrument ||
                            m_books.book(instrument).wouldTrade(held.side, Price(held.price)));
        if (waits) {
            ++i;
            continue;
        }
        m_heldBack.erase(m_heldBack.begin() + static_cast<std::ptrdiff_t>(i));
        if (held.quantity > 0)
            if (auto placed =
                    place(held.instrument, held.reference, held.side, held.price, held.quantity);
                !placed)
                return placed;
    }
    return kDone;
}

ReplayFollower::HeldBack* ReplayFollower::findHeldBack(std::uint64_t reference) {
    const auto found =
        std::find_if(m_heldBack.begin(), m_heldBack.end(),
                     [reference](const HeldBack& held) { return held.reference == reference; });
    return found == m_heldBack.end() ? nullptr : &*found;
}

void ReplayFollower::dropHeldBack(std::uint64_t reference) {
    std::erase_if(m_heldBack,
                  [reference](const HeldBack& held) { return held.reference == reference; });
}

} // namespace openbell::simulation
