#include "engine/marketdata/order_book.h"

#include "engine/base/assertion.h"
#include "engine/marketdata/checksum.h"

#include <algorithm>

namespace openbell::marketdata {

using api::BookAction;

void OrderBook::clear() {
    m_places.clear();
    m_bids.clear();
    m_asks.clear();
}

bool OrderBook::apply(const api::BookOrderView& row, bool bookIsCut) {
    const auto found = m_places.find(row.order);
    const bool present = found != m_places.end();
    const bool positive = row.quantity > Quantity(0);
    if (present && row.side != found->second.side)
        return false;
    switch (row.action) {
    case BookAction::Add:
        if (present || !positive)
            return false;
        append(row);
        return true;
    case BookAction::Move:
        if (!positive || (!present && !bookIsCut))
            return false;
        remove(row.order);
        append(row);
        return true;
    case BookAction::Reduce:
    case BookAction::Execute:
        if (!present)
            return bookIsCut;
        if (row.price != found->second.level->first || row.quantity < Quantity(0) ||
            row.quantity >= found->second.entry->quantity)
            return false;
        if (positive)
            setQuantity(found->second, row.quantity);
        else
            remove(row.order);
        return true;
    case BookAction::Delete:
        remove(row.order);
        return present || bookIsCut;
    }
    return false;
}

void OrderBook::append(const api::BookOrderView& row) {
    const auto level = side(row.side).try_emplace(row.price).first;
    level->second.orders.push_back({row.order, row.quantity});
    level->second.quantity += row.quantity;
    m_places[row.order] = {row.side, level, std::prev(level->second.orders.end())};
}

void OrderBook::remove(OrderId order) {
    const auto found = m_places.find(order);
    if (found == m_places.end())
        return;
    const Place place = found->second;
    m_places.erase(found);
    Level& level = place.level->second;
    level.quantity -= place.entry->quantity;
    level.orders.erase(place.entry);
    if (level.orders.empty())
        side(place.side).erase(place.level);
}

void OrderBook::setQuantity(Place& place, Quantity quantity) {
    place.level->second.quantity += quantity - place.entry->quantity;
    place.entry->quantity = quantity;
}

api::BookOrderView OrderBook::row(OrderId order) const {
    const auto found = m_places.find(order);
    OPENBELL_ASSERT(found != m_places.end());
    const Place& place = found->second;
    return {{}, BookAction::Add, place.side, order, place.level->first, place.entry->quantity, {}};
}

template<class F>
void OrderBook::forEachLevel(api::Side which, F&& f) const {
    const auto walk = [&](auto at, auto end) {
        for (; at != end && f(at->first, at->second); ++at) {
        }
    };
    if (which == api::Side::Buy)
        walk(m_bids.rbegin(), m_bids.rend());
    else
        walk(m_asks.begin(), m_asks.end());
}

std::vector<api::BookOrderView> OrderBook::orders(api::Side which, std::size_t limit) const {
    std::vector<api::BookOrderView> rows;
    forEachLevel(which, [&](Price price, const Level& level) {
        for (const Entry& entry : level.orders) {
            if (rows.size() == limit)
                return false;
            rows.push_back({{}, BookAction::Add, which, entry.order, price, entry.quantity, {}});
        }
        return true;
    });
    return rows;
}

std::vector<api::LevelView> OrderBook::levels(api::Side which, std::size_t limit) const {
    std::vector<api::LevelView> rows;
    forEachLevel(which, [&](Price price, const Level& level) {
        if (rows.size() == limit)
            return false;
        rows.push_back(
            {which, price, level.quantity, static_cast<std::uint32_t>(level.orders.size())});
        return true;
    });
    return rows;
}

std::uint32_t OrderBook::checksum() const {
    CanonicalForm form;
    for (const api::Side which : {api::Side::Buy, api::Side::Sell}) {
        const Levels& levels = which == api::Side::Buy ? m_bids : m_asks;
        std::size_t left = std::min(levels.size(), kChecksumLevels);
        form.add(static_cast<std::uint32_t>(left));
        if (left == 0)
            continue;
        forEachLevel(which, [&](Price price, const Level& level) {
            const std::size_t covered = std::min(level.orders.size(), kChecksumOrders);
            form.add(price);
            form.add(static_cast<std::uint32_t>(covered));
            auto entry = level.orders.begin();
            for (std::size_t i = 0; i < covered; ++i, ++entry) {
                form.add(entry->order);
                form.add(entry->quantity);
            }
            return --left > 0;
        });
    }
    return form.checksum();
}

} // namespace openbell::marketdata
