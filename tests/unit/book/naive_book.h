// An obviously right order book to compare the fast one with: sorted maps of lists, every total
// counted anew. Slow on purpose.
#pragma once

#include "engine/api/enums.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <set>
#include <tuple>
#include <vector>

namespace openbell::test {

using api::Side;

struct NaiveFill {
    std::uint64_t maker = 0;
    std::int64_t price = 0;
    std::int64_t quantity = 0;
    std::int64_t makerOpen = 0;
    friend bool operator==(const NaiveFill&, const NaiveFill&) = default;
};

struct NaiveLevelChange {
    Side side = Side::Buy;
    std::int64_t price = 0;
    std::int64_t quantity = 0;
    std::uint32_t orders = 0;
    friend auto operator<=>(const NaiveLevelChange&, const NaiveLevelChange&) = default;
};

class NaiveBook {
public:
    struct Order {
        std::uint64_t id = 0;
        std::int64_t open = 0; ///< of an iceberg what it shows
        bool hidden = false;
        std::int64_t reserve = 0;
    };
    /// What an iceberg shows at a time.
    static constexpr std::int64_t kPart = 70;
    using Queue = std::list<Order>;

    void add(std::uint64_t id, Side side, std::int64_t price, std::int64_t open,
             bool hidden = false, std::int64_t reserve = 0) {
        Queue& queue = queueAt(side, price);
        queue.insert(placeFor(queue, hidden), {id, open, hidden, reserve});
        m_where[id] = {side, price};
        touch(id);
    }

    const Order& order(std::uint64_t id) { return find(id); }

    bool contains(std::uint64_t id) const { return m_where.contains(id); }

    void remove(std::uint64_t id) {
        const auto [side, price] = m_where.at(id);
        touch(id);
        queueAt(side, price).remove_if([&](const Order& order) { return order.id == id; });
        dropIfEmpty(side, price);
        m_where.erase(id);
    }

    void reduce(std::uint64_t id, std::int64_t open) {
        find(id).open = open;
        touch(id);
    }

    void move(std::uint64_t id, std::int64_t price, std::int64_t open) {
        const Side side = m_where.at(id).first;
        const Order moved = find(id);
        remove(id);
        add(id, side, price, open, moved.hidden, moved.reserve);
    }

    /// What is left of the quantity; the fills are appended.
    std::int64_t match(Side taker, std::int64_t limit, std::int64_t quantity,
                       std::vector<NaiveFill>& fills) {
        while (quantity > 0) {
            const auto best = bestPrice(api::opposite(taker));
            if (best == 0 || (taker == Side::Buy ? best > limit : best < limit))
                break;
            Order& maker = queueAt(api::opposite(taker), best).front();
            const std::int64_t filled = std::min(maker.open, quantity);
            maker.open -= filled;
            quantity -= filled;
            fills.push_back({maker.id, best, filled, maker.open});
            touch(maker.id);
            if (maker.open == 0 && maker.reserve > 0) {
                maker.open = std::min(kPart, maker.reserve);
                maker.reserve -= maker.open;
                move(maker.id, best, maker.open);
            } else if (maker.open == 0) {
                remove(maker.id);
            }
        }
        return quantity;
    }

    std::int64_t fillable(Side taker, std::int64_t limit, std::int64_t wanted) const {
        std::int64_t sum = 0;
        for (const auto& [price, queue] : taker == Side::Buy ? m_sells : m_buys)
            if (taker == Side::Buy ? price <= limit : price >= limit)
                for (const Order& order : queue)
                    sum += order.open;
        return std::min(sum, wanted);
    }

    /// Zero when the side is empty.
    std::int64_t bestPrice(Side side) const {
        if (side == Side::Buy)
            return m_buys.empty() ? 0 : m_buys.rbegin()->first;
        return m_sells.empty() ? 0 : m_sells.begin()->first;
    }

    /// (price, id, open) in the order of priority.
    std::vector<std::tuple<std::int64_t, std::uint64_t, std::int64_t>> orders(Side side) const {
        std::vector<std::tuple<std::int64_t, std::uint64_t, std::int64_t>> all;
        const auto append = [&](const auto& level) {
            for (const Order& order : level.second)
                all.emplace_back(level.first, order.id, order.open);
        };
        if (side == Side::Buy)
            std::for_each(m_buys.rbegin(), m_buys.rend(), append);
        else
            std::for_each(m_sells.begin(), m_sells.end(), append);
        return all;
    }

    /// What each level touched since the last call has become, sorted.
    std::vector<NaiveLevelChange> takeTouched() {
        std::vector<NaiveLevelChange> changes;
        for (const auto& [side, price] : m_touched) {
            NaiveLevelChange change{side, price, 0, 0};
            const auto& levels = side == Side::Buy ? m_buys : m_sells;
            if (const auto level = levels.find(price); level != levels.end())
                for (const Order& order : level->second) {
                    change.quantity += order.hidden ? 0 : order.open;
                    change.orders += order.hidden ? 0 : 1;
                }
            changes.push_back(change);
        }
        m_touched.clear();
        return changes;
    }

    std::size_t size() const { return m_where.size(); }

private:
    Queue& queueAt(Side side, std::int64_t price) {
        return side == Side::Buy ? m_buys[price] : m_sells[price];
    }
    void touch(std::uint64_t id) {
        if (!find(id).hidden)
            m_touched.insert(m_where.at(id));
    }
    /// Behind all others, but shown orders before the hidden ones.
    static Queue::iterator placeFor(Queue& queue, bool hidden) {
        return hidden ? queue.end()
                      : std::find_if(queue.begin(), queue.end(),
                                     [](const Order& order) { return order.hidden; });
    }
    void dropIfEmpty(Side side, std::int64_t price) {
        if (queueAt(side, price).empty())
            (side == Side::Buy ? m_buys : m_sells).erase(price);
    }
    Order& find(std::uint64_t id) {
        const auto [side, price] = m_where.at(id);
        Queue& queue = queueAt(side, price);
        return *std::find_if(queue.begin(), queue.end(),
                             [&](const Order& order) { return order.id == id; });
    }

    std::map<std::int64_t, Queue> m_buys;
    std::map<std::int64_t, Queue> m_sells;
    std::map<std::uint64_t, std::pair<Side, std::int64_t>> m_where;
    std::set<std::pair<Side, std::int64_t>> m_touched;
};

} // namespace openbell::test
