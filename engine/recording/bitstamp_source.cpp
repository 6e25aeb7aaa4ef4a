#include "engine/recording/bitstamp_source.h"

#include <algorithm>
#include <utility>

namespace openbell::recording {
namespace {

constexpr std::size_t kMaxOrders = 4'000'000;

} // namespace

BitstampSource::BitstampSource(std::unique_ptr<BitstampReader> reader)
    : m_reader(std::move(reader)) {}

Result<std::unique_ptr<BitstampSource>, Error>
BitstampSource::open(const std::filesystem::path& path) {
    auto reader = BitstampReader::open(path);
    if (!reader)
        return Unexpected{reader.error()};
    return std::unique_ptr<BitstampSource>(new BitstampSource(std::move(*reader)));
}

Result<bool, Error> BitstampSource::next(RecordedEvent& event) {
    while (m_waiting.empty() ||
           (m_waiting.front().order != 0 && m_waiting.size() < kMaxWaiting && !m_ended)) {
        auto has = m_ended ? Result<bool, Error>(false) : m_reader->next(m_line);
        if (!has)
            return has;
        if (!*has) {
            if (m_waiting.empty())
                return false;
            m_ended = true;
            break;
        }
        switch (m_line.kind) {
        case BitstampKind::Created:
            onCreated(m_line);
            break;
        case BitstampKind::Changed:
            onChanged(m_line);
            break;
        case BitstampKind::Deleted:
            onDeleted(m_line);
            break;
        case BitstampKind::Trade:
            onTrade(m_line);
            break;
        case BitstampKind::OrderBook:
            onOrderBook(m_line);
            break;
        }
        if (m_orders.size() > kMaxOrders)
            return Unexpected{Error{info().fileName + ": line " + std::to_string(position()) +
                                    ": more than " + std::to_string(kMaxOrders) +
                                    " orders rest at a time"}};
    }
    event = m_waiting.front().event;
    m_waiting.pop_front();
    return true;
}

void BitstampSource::push(const BitstampLine& line, RecordedKind kind, std::uint64_t reference,
                          std::int64_t quantity, std::uint64_t fillOf) {
    m_waiting.push_back({.event = {.time = line.time,
                                   .kind = kind,
                                   .instrument = 0,
                                   .side = line.side,
                                   .reference = reference,
                                   .related = kind == RecordedKind::Replace ? reference : 0,
                                   .price = line.price,
                                   .quantity = quantity},
                         .order = fillOf,
                         .quantityKnown = true});
}

void BitstampSource::onCreated(const BitstampLine& line) {
    if (line.amount == 0 ||
        !m_orders.try_emplace(line.id, LiveOrder{line.side, line.price, line.amount}).second)
        return;
    m_named[{line.side, line.price}] += line.amount;
    push(line, RecordedKind::Add, line.id, line.amount);
}

void BitstampSource::onChanged(const BitstampLine& line) {
    const auto found = m_orders.find(line.id);
    if (found == m_orders.end())
        return onUnknown(line);
    LiveOrder& order = found->second;
    const std::int64_t less = order.amount - line.amount;
    forget(order.side, order.price, order.amount);
    m_named[{order.side, line.price}] += line.amount;
    const bool moved = order.price != line.price || less < 0;
    order.price = line.price;
    order.amount = line.amount;
    if (moved)
        push(line, RecordedKind::Replace, line.id, line.amount);
    else if (less > 0)
        push(line, RecordedKind::Reduce, line.id, less, line.id);
}

void BitstampSource::forget(api::Side side, std::int64_t price, std::int64_t amount) {
    const auto level = m_named.find({side, price});
    if (level != m_named.end() && (level->second -= amount) <= 0)
        m_named.erase(level);
}

void BitstampSource::onDeleted(const BitstampLine& line) {
    const auto found = m_orders.find(line.id);
    if (found == m_orders.end())
        return onUnknown(line);
    const LiveOrder order = found->second;
    forget(order.side, order.price, order.amount);
    m_orders.erase(found);
    // What is deleted with nothing left has traded its rest.
    push(line, RecordedKind::Delete, line.id, order.amount, line.amount == 0 ? line.id : 0);
}

void BitstampSource::onUnknown(const BitstampLine& line) {
    const bool traded = line.kind == BitstampKind::Changed || line.amount == 0;
    const auto found = m_anonymous.find({line.side, line.price});
    const std::uint64_t reference =
        found == m_anonymous.end() ? 0 : anonymousReference(line.side, line.price);
    if (traded) {
        push(line, RecordedKind::Other, reference, 0, line.id);
        m_waiting.back().quantityKnown = false;
        return;
    }
    if (found == m_anonymous.end())
        return;
    if (found->second > line.amount) {
        found->second -= line.amount;
        push(line, RecordedKind::Reduce, reference, line.amount);
    } else {
        push(line, RecordedKind::Delete, reference, found->second);
        m_anonymous.erase(found);
    }
}

std::optional<std::size_t> BitstampSource::findFill(api::Side side, std::int64_t amount) const {
    for (std::size_t i = m_waiting.size(); i-- > 0;) {
        const Waiting& waiting = m_waiting[i];
        if (waiting.order == 0 || waiting.event.side != side)
            continue;
        const std::int64_t off = waiting.event.quantity - amount;
        if (!waiting.quantityKnown || (off <= kAmountTolerance && off >= -kAmountTolerance))
            return i;
    }
    return std::nullopt;
}

void BitstampSource::onTrade(const BitstampLine& line) {
    const auto buy = findFill(api::Side::Buy, line.amount);
    const auto sell = findFill(api::Side::Sell, line.amount);
    if (!buy && !sell)
        return push(line, RecordedKind::HiddenExecution, 0, line.amount);
    // Ids ascend with time: the younger order is the aggressor. What is unknown rested before.
    const bool buyIsMaker = !buy || (sell && m_waiting[*buy].order < m_waiting[*sell].order);
    RecordedEvent execution{.time = line.time,
                            .kind = RecordedKind::Execute,
                            .instrument = 0,
                            .side = buyIsMaker ? api::Side::Buy : api::Side::Sell,
                            .reference = 0,
                            .related = 0,
                            .price = line.price,
                            .quantity = line.amount};
    if (const auto maker = buyIsMaker ? buy : sell)
        execution.reference = takeFill(*maker, execution);
    if (const auto taker = buyIsMaker ? sell : buy)
        execution.related = takeFill(*taker, execution);
    m_waiting[std::max(buy.value_or(0), sell.value_or(0))].event = execution;
}

std::uint64_t BitstampSource::takeFill(std::size_t index, RecordedEvent& execution) {
    Waiting& fill = m_waiting[index];
    const auto level = m_anonymous.find({fill.event.side, fill.event.price});
    if (fill.quantityKnown)
        execution.quantity = fill.event.quantity;
    else if (level != m_anonymous.end() && (level->second -= execution.quantity) <= 0)
        m_anonymous.erase(level);
    fill.order = 0;
    return std::exchange(fill.event, {.time = fill.event.time}).reference;
}

void BitstampSource::onOrderBook(const BitstampLine& line) {
    compareSide(line, api::Side::Buy, line.bids);
    compareSide(line, api::Side::Sell, line.asks);
    m_seeded = true;
}

void BitstampSource::compareSide(const BitstampLine& line, api::Side side,
                                 const std::vector<BitstampLevel>& levels) {
    if (levels.empty())
        return;
    const std::int64_t worst = levels.back().price;
    std::map<std::int64_t, std::int64_t> unseen; // what the snapshot shows beyond the known orders
    for (const auto& [key, level] : m_anonymous)
        if (key.first == side &&
            (side == api::Side::Buy ? key.second >= worst : key.second <= worst))
            unseen[key.second] = 0;
    for (const BitstampLevel& level : levels) {
        const auto named = m_named.find({side, level.price});
        const std::int64_t known = named == m_named.end() ? 0 : named->second;
        unseen[level.price] = std::max<std::int64_t>(0, level.amount - known);
    }
    for (const auto& [price, amount] : unseen)
        correct(line, {side, price}, amount);
}

void BitstampSource::correct(const BitstampLine& line, AnonymousKey key, std::int64_t amount) {
    const auto found = m_anonymous.find(key);
    const std::int64_t held = found == m_anonymous.end() ? 0 : found->second;
    if (held == amount) {
        m_suspected.erase(key);
        return;
    }
    // Snapshots and order events overtake each other: only what two snapshots say is believed.
    const auto suspected = m_suspected.find(key);
    if (m_seeded && (suspected == m_suspected.end() || suspected->second != amount)) {
        m_suspected[key] = amount;
        return;
    }
    m_suspected.erase(key);
    RecordedEvent event{.time = line.time,
                        .kind = RecordedKind::Add,
                        .instrument = 0,
                        .side = key.first,
                        .reference = anonymousReference(key.first, key.second),
                        .related = 0,
                        .price = key.second,
                        .quantity = amount};
    if (amount == 0) {
        event.kind = RecordedKind::Delete;
        event.quantity = held;
    } else if (amount < held) {
        event.kind = RecordedKind::Reduce;
        event.quantity = held - amount;
    } else if (held != 0) {
        event.kind = RecordedKind::Replace;
        event.related = event.reference;
    }
    m_waiting.push_back({.event = event, .order = 0, .quantityKnown = true});
    if (amount == 0)
        m_anonymous.erase(found);
    else
        m_anonymous[key] = amount;
}

} // namespace openbell::recording
