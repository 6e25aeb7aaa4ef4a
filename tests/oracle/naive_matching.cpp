// The naive venue's matching, and its books.
#include "tests/oracle/naive_venue.h"

#include <algorithm>
#include <limits>

namespace openbell::oracle {
namespace {

using api::CancelReason;
using api::SelfTradePrevention;
using api::Side;

using Wide = Int128;
constexpr std::int64_t kAnyPrice = std::numeric_limits<std::int64_t>::max();

} // namespace

bool NaiveVenue::meetsItself(const Order& taker, const Order& maker) {
    return taker.prevention != SelfTradePrevention::None &&
           (taker.account == maker.account ||
            (!taker.group.isNone() && taker.group == maker.group));
}

bool NaiveVenue::crosses(const Instrument& instrument, Side side, std::int64_t limit) const {
    if (side == Side::Buy)
        return !instrument.sells.empty() && instrument.sells.begin()->first <= limit;
    return !instrument.buys.empty() && instrument.buys.rbegin()->first >= limit;
}

bool NaiveVenue::fillsAtOnce(const Instrument& instrument, const Order& taker, std::int64_t limit,
                             const Wide* budget) const {
    std::int64_t missing = taker.open();
    bool stopped = false;
    Wide left = budget ? *budget : 0;
    const auto take = [&](std::int64_t price, const Queue& queue) {
        Queue makers = queue;
        while (!makers.empty() && !stopped && missing > 0) {
            stopped = isForbidden(instrument, price);
            if (stopped)
                return;
            Order maker = makers.front();
            makers.pop_front();
            if (meetsItself(taker, maker)) {
                stopped = taker.prevention != SelfTradePrevention::CancelMaker;
                continue;
            }
            const std::int64_t quantity = std::min(missing, maker.atOnce());
            const Wide cost = costOf(price, quantity, instrument.tickValue, taker.takerPpm);
            stopped = budget && cost > left;
            if (stopped)
                return;
            left -= cost;
            missing -= quantity;
            maker.filled += quantity;
            if (maker.open() > 0) {
                showNextPart(maker);
                insert(makers, maker);
            }
        }
    };
    if (taker.side == Side::Buy) {
        for (const auto& [price, queue] : instrument.sells)
            if (price <= limit)
                take(price, queue);
    } else {
        for (auto level = instrument.buys.rbegin(); level != instrument.buys.rend(); ++level)
            if (level->first >= limit)
                take(level->first, level->second);
    }
    return missing == 0;
}

bool NaiveVenue::trade(Instrument& instrument, Order& taker, std::int64_t limit,
                       const Wide* budget) {
    Wide left = budget ? *budget : 0;
    while (taker.open() > 0 && crosses(instrument, taker.side, limit)) {
        Levels& makers = instrument.side(api::opposite(taker.side));
        const auto level = taker.side == Side::Buy ? makers.begin() : std::prev(makers.end());
        const std::int64_t price = level->first;
        if (isForbidden(instrument, price))
            return true;
        Order& maker = level->second.front();
        if (meetsItself(taker, maker)) {
            if (!prevent(instrument, taker, maker, price))
                return false;
            continue;
        }
        const std::int64_t wanted = std::min(taker.open(), maker.atOnce());
        std::int64_t quantity = wanted;
        if (budget) {
            // The largest quantity that the rest of the budget pays, by bisection.
            std::int64_t low = 0;
            std::int64_t high = wanted;
            while (low < high) {
                const std::int64_t middle = low + (high - low + 1) / 2;
                const bool affordable =
                    costOf(price, middle, instrument.tickValue, taker.takerPpm) <= left;
                (affordable ? low : high) = affordable ? middle : middle - 1;
            }
            quantity = low;
            left -= costOf(price, quantity, instrument.tickValue, taker.takerPpm);
        }
        if (quantity > 0)
            tradeWith(instrument, taker, maker, price, quantity);
        if (maker.open() == 0) {
            level->second.pop_front();
            if (level->second.empty())
                makers.erase(level);
        } else if (maker.display > 0 && maker.part == 0) {
            Order behind = maker;
            level->second.pop_front();
            showNextPart(behind);
            tellShown(behind);
            insert(level->second, behind);
        }
        if (quantity < wanted)
            return true;
    }
    return true;
}

bool NaiveVenue::prevent(Instrument& instrument, Order& taker, Order& maker, std::int64_t price) {
    const InstrumentId id = instrument.definition.instrument;
    const std::int64_t both = std::min(taker.open(), maker.open());
    m_events.push_back(api::MatchPrevented{id, taker.prevention, taker.side, Price(price),
                                           Quantity(both), maker.id, taker.id, maker.account,
                                           taker.account});
    const auto lower = [&](Order& order, std::int64_t shownPrice) {
        order.total -= both;
        if (order.open() > 0)
            m_events.push_back(api::OrderAmended{order.id, order.account, id, Price(shownPrice),
                                                 Quantity(order.total), Quantity(order.open()),
                                                 true});
        else
            m_events.push_back(api::OrderCancelled{order.id, order.account, id, Quantity(both),
                                                   CancelReason::SelfTrade});
    };
    if (taker.prevention != SelfTradePrevention::CancelTaker)
        touchListed(instrument, maker, false);
    if (taker.prevention == SelfTradePrevention::Decrement) {
        touchHold(instrument, maker);
        const std::int64_t shown = maker.shown();
        lower(maker, maker.isPegged() ? maker.limit : price);
        maker.part = std::min(maker.part, maker.open());
        if (maker.shown() != shown)
            touch(instrument, maker);
        if (maker.open() == 0)
            erase(instrument, maker);
        lower(taker, taker.price);
        return true;
    }
    if (taker.prevention != SelfTradePrevention::CancelTaker) {
        m_events.push_back(api::OrderCancelled{maker.id, maker.account, id,
                                               Quantity(maker.open()), CancelReason::SelfTrade});
        erase(instrument, maker);
    }
    return taker.prevention == SelfTradePrevention::CancelMaker;
}

void NaiveVenue::tradeWith(Instrument& instrument, Order& taker, Order& maker, std::int64_t price,
                           std::int64_t quantity) {
    const api::CreateInstrument& d = instrument.definition;
    maker.filled += quantity;
    maker.part -= quantity; // means nothing but of icebergs
    taker.filled += quantity;
    if (maker.quote)
        instrument.quoteFills.emplace_back(maker.account, quantity);
    const Wide value = Wide{price} * quantity * instrument.tickValue;
    const auto makerFee = static_cast<std::int64_t>(value * maker.makerPpm / 1'000'000);
    const auto takerFee = static_cast<std::int64_t>(value * taker.takerPpm / 1'000'000);
    const std::int64_t base = quantity * d.lotSize;
    const auto quote = static_cast<std::int64_t>(value);
    const bool takerBuys = taker.side == Side::Buy;
    const AccountId buyer = takerBuys ? taker.account : maker.account;
    const AccountId seller = takerBuys ? maker.account : taker.account;
    move(buyer, d.base, base);
    move(seller, d.base, -base);
    move(buyer, d.quote, -quote - (takerBuys ? takerFee : makerFee));
    move(seller, d.quote, quote - (takerBuys ? makerFee : takerFee));
    touch(instrument, maker);
    brings(instrument, maker, price, quantity, makerFee);
    touchListed(instrument, maker, true);
    instrument.last = price;
    m_events.push_back(api::TradeExecuted{
        TradeId(++instrument.trades), d.instrument, taker.side, Price(price), Quantity(quantity),
        maker.id, taker.id, maker.account, taker.account, Quantity(maker.open()),
        Quantity(taker.open()), Amount(makerFee), Amount(takerFee)});
}

void NaiveVenue::rest(Instrument& instrument, const Order& order) {
    Order resting = order;
    showNextPart(resting);
    tellShown(resting);
    insert(instrument.side(order.side)[order.price], resting);
    touch(instrument, resting);
    touchHold(instrument, order);
}

void NaiveVenue::touchHold(const Instrument& instrument, const Order& order) {
    m_touchedHoldings.insert({order.account, order.side == Side::Buy ? instrument.definition.quote
                                                                     : instrument.definition.base});
}

NaiveVenue::Order* NaiveVenue::find(Instrument& instrument, OrderId id) {
    for (const Side side : {Side::Buy, Side::Sell})
        for (auto& [price, queue] : instrument.side(side))
            for (Order& order : queue)
                if (order.id == id)
                    return &order;
    return nullptr;
}

void NaiveVenue::erase(Instrument& instrument, const Order& order) {
    const Side side = order.side;
    const std::int64_t price = order.price;
    const OrderId id = order.id;
    touch(instrument, order);
    touchHold(instrument, order);
    Queue& queue = instrument.side(side)[price];
    queue.remove_if([id](const Order& each) { return each.id == id; });
    if (queue.empty())
        instrument.side(side).erase(price);
}

void NaiveVenue::touch(const Instrument& instrument, const Order& order) {
    if (order.hidden)
        return;
    const Level level{instrument.definition.instrument, order.side, order.price};
    if (std::find(m_touchedLevels.begin(), m_touchedLevels.end(), level) == m_touchedLevels.end())
        m_touchedLevels.push_back(level);
}

/// The touched levels in the order in which they were first touched.
void NaiveVenue::publishLevels() {
    for (const Level& touched : m_touchedLevels) {
        const Levels& levels = m_instruments.at(touched.instrument).side(touched.side);
        std::int64_t sum = 0;
        std::size_t orders = 0;
        if (const auto level = levels.find(touched.price); level != levels.end()) {
            for (const Order& order : level->second) {
                sum += order.shown();
                orders += order.hidden ? 0 : 1;
            }
        }
        m_events.push_back(api::BookLevelChanged{touched.instrument, touched.side,
                                                 Price(touched.price), Quantity(sum),
                                                 static_cast<std::uint32_t>(orders)});
    }
    m_touchedLevels.clear();
}

} // namespace openbell::oracle
