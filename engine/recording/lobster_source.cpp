#include "engine/recording/lobster_source.h"

#include <algorithm>

namespace openbell::recording {

LobsterSource::LobsterSource(std::unique_ptr<LobsterReader> reader) : m_reader(std::move(reader)) {}

Result<std::unique_ptr<LobsterSource>, Error>
LobsterSource::open(const std::filesystem::path& path) {
    auto reader = LobsterReader::open(path);
    if (!reader)
        return Unexpected{reader.error()};
    return std::unique_ptr<LobsterSource>(new LobsterSource(std::move(*reader)));
}

Result<bool, Error> LobsterSource::next(RecordedEvent& event) {
    while (m_pending.empty()) {
        auto has = nextRow(m_pending);
        if (!has || !*has)
            return has;
    }
    event = m_pending.front();
    m_pending.pop_front();
    return true;
}

Result<bool, Error> LobsterSource::nextRow(std::deque<RecordedEvent>& events) {
    auto has = m_reader->next(m_row);
    if (!has || !*has)
        return has;
    if (!m_seeded) {
        seed(events);
        m_seeded = true;
        return true;
    }
    if (auto followed = followMessage(events); !followed)
        return Unexpected{followed.error()};
    for (const api::Side side : {api::Side::Buy, api::Side::Sell}) {
        trim(side, events);
        reveal(side, events);
    }
    return true;
}

RecordedEvent LobsterSource::blank(RecordedKind kind) const {
    return {.time = m_row.message.time,
            .kind = kind,
            .instrument = 0,
            .side = m_row.message.side,
            .reference = m_row.message.order,
            .related = 0,
            .price = m_row.message.price,
            .quantity = m_row.message.size};
}

RecordedBooks::Outcome LobsterSource::emit(const RecordedEvent& event,
                                           std::deque<RecordedEvent>& events) {
    events.push_back(event);
    return m_books.apply(event);
}

void LobsterSource::seed(std::deque<RecordedEvent>& events) {
    for (const api::Side side : {api::Side::Buy, api::Side::Sell})
        for (const LobsterLevel& level : m_row.side(side)) {
            if (level.size == 0)
                continue;
            RecordedEvent event = blank(RecordedKind::Add);
            event.side = side;
            event.reference = anonymousReference(side, level.price);
            event.price = level.price;
            event.quantity = level.size;
            static_cast<void>(emit(event, events));
        }
}

Result<Done, Error> LobsterSource::followMessage(std::deque<RecordedEvent>& events) {
    const LobsterMessage& message = m_row.message;
    switch (message.type) {
    case 1:
        if (emit(blank(RecordedKind::Add), events) != RecordedBooks::Outcome::Applied)
            return m_reader->failure("order " + std::to_string(message.order) +
                                     " is added twice, or too many orders rest");
        break;
    case 2:
    case 3:
        take(RecordedKind::Reduce, events);
        break;
    case 4:
        take(RecordedKind::Execute, events);
        break;
    case 5:
        events.push_back(blank(RecordedKind::HiddenExecution));
        break;
    case 7:
        if (message.price != 0) // 0: quoting resumes, trading does not
            events.push_back(blank(message.price == 1 ? RecordedKind::Resume : RecordedKind::Halt));
        break;
    default: // 6, a cross: trades outside the book
        events.push_back(blank(RecordedKind::Other));
        break;
    }
    return Done{};
}

void LobsterSource::take(RecordedKind kind, std::deque<RecordedEvent>& events) {
    RecordedEvent event = blank(kind);
    auto order = m_books.find(event.reference);
    if (!order) {
        event.reference = anonymousReference(event.side, event.price);
        order = m_books.find(event.reference);
    }
    if (!order)
        return; // not in the book: the comparison of the rows will show it
    event.price = order->price;
    event.quantity = std::min(event.quantity, order->quantity);
    if (kind == RecordedKind::Reduce && event.quantity == order->quantity)
        event.kind = RecordedKind::Delete;
    static_cast<void>(emit(event, events));
}

std::size_t LobsterSource::levelCount(api::Side side) {
    std::size_t levels = 0;
    m_books.book(0).forEachLevel(side, [&](const core::LevelView&) { return ++levels > 0; });
    return levels;
}

void LobsterSource::trim(api::Side side, std::deque<RecordedEvent>& events) {
    const std::size_t depth = m_row.side(side).size();
    if (levelCount(side) <= depth)
        return;
    m_outOfSight.clear();
    std::size_t level = 0;
    Price last(0);
    m_books.book(0).forEachOrder(side, [&](core::Slot slot, const core::Order&, Price price) {
        level += price != last ? 1 : 0;
        last = price;
        if (level > depth)
            m_outOfSight.push_back(m_books.referenceAt(slot));
    });
    for (const std::uint64_t reference : m_outOfSight) {
        const auto order = m_books.find(reference);
        RecordedEvent event = blank(RecordedKind::Delete);
        event.side = side;
        event.reference = reference;
        event.price = order->price;
        event.quantity = order->quantity;
        static_cast<void>(emit(event, events));
    }
}

void LobsterSource::reveal(api::Side side, std::deque<RecordedEvent>& events) {
    const std::vector<LobsterLevel>& shown = m_row.side(side);
    const LobsterLevel& last = shown.back();
    if (last.size == 0 || levelCount(side) + 1 != shown.size())
        return;
    RecordedEvent event = blank(RecordedKind::Add);
    event.side = side;
    event.reference = anonymousReference(side, last.price);
    event.price = last.price;
    event.quantity = last.size;
    if (m_books.find(event.reference))
        return; // the level is in the book, so another one is missing: the comparison shows it
    static_cast<void>(emit(event, events));
    ++m_revealed;
}

bool LobsterSource::bookEqualsRow() {
    for (const api::Side side : {api::Side::Buy, api::Side::Sell}) {
        const std::vector<LobsterLevel>& shown = m_row.side(side);
        std::size_t at = 0;
        bool equal = true;
        m_books.book(0).forEachLevel(side, [&](const core::LevelView& level) {
            equal = at < shown.size() && shown[at].price == level.price.value() &&
                    shown[at].size == level.quantity.value();
            ++at;
            return equal;
        });
        if (!equal || (at < shown.size() && shown[at].size != 0))
            return false;
    }
    return true;
}

} // namespace openbell::recording
