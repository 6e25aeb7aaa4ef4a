// Random lists of orders: mostly as a person would place them, so that their orders trade, are
// triggered and released; sometimes in combinations that are refused.
#include "tests/oracle/random_commands.h"

#include <algorithm>

namespace openbell::oracle {
namespace {

using api::Contingency;
using api::ListedOrder;
using api::OrderType;
using api::Side;

template<class E>
E any(Random& random) {
    return static_cast<E>(random.below(api::kEnumSize<E>));
}

} // namespace

api::Command RandomCommands::placeList(std::uint64_t sequence) {
    api::PlaceOrderList list;
    list.account = account();
    list.instrument = instrument();
    list.contingency = any<Contingency>(m_random);
    if (m_random.chance(1, 3))
        list.selfTradePrevention = any<api::SelfTradePrevention>(m_random);
    const Side side = any<Side>(m_random);
    const Quantity size = quantity();
    const bool pairOnly = list.contingency == Contingency::OneCancelsOther;
    if (!pairOnly)
        list.first = workingOrder(sequence, api::opposite(side), size);
    ListedOrder& profit = pairOnly ? list.first : list.second;
    ListedOrder& loss = pairOnly ? list.second : list.third;
    profit = exitOrder(sequence, side, size, m_random.chance(1, 8));
    if (list.contingency != Contingency::OneTriggersOther)
        loss = exitOrder(sequence, side, size, m_random.chance(9, 10));
    if (pairOnly && m_random.chance(1, 3))
        std::swap(list.first, list.second);
    for (ListedOrder* order : {&list.first, &list.second, &list.third})
        if (order->quantity.value() != 0)
            order->clientOrderId = clientOrderId();
    if (m_random.chance(1, 30)) { // anything at all, drawn one by one: alike with all compilers
        const bool waits = m_random.chance(1, 2);
        const Quantity some = quantity();
        const Side either = any<Side>(m_random);
        const ListedOrder order = exitOrder(sequence, either, some, waits);
        (m_random.chance(1, 2) ? list.second : list.third) = order;
    }
    if (m_random.chance(1, 40) && m_latestList.account == list.account) {
        list = m_latestList;
        list.second.quantity += Quantity(m_random.chance(1, 3) ? 1 : 0);
    }
    m_latestList = list;
    unsigned leg = 0;
    for (const ListedOrder* order : {&list.first, &list.second, &list.third}) {
        remember({list.account, list.instrument, legId(Sequence(sequence), leg), order->price,
                  order->quantity});
        ++leg;
    }
    return list;
}

api::ListedOrder RandomCommands::workingOrder(std::uint64_t sequence, Side side, Quantity size) {
    ListedOrder order;
    order.side = side;
    order.price = price();
    order.quantity = size;
    if (m_random.chance(1, 6))
        order.postOnly = any<api::PostOnly>(m_random);
    boundSometimes(sequence, order);
    return order;
}

/// A limit order, or one that waits for a price.
api::ListedOrder RandomCommands::exitOrder(std::uint64_t sequence, Side side, Quantity size,
                                           bool waits) {
    ListedOrder order;
    order.side = side;
    order.quantity = m_random.chance(1, 5) ? quantity() : size;
    const std::int64_t away = m_random.between(0, 8);
    const bool buys = side == Side::Buy;
    order.price = Price(std::clamp<std::int64_t>(m_middle + (buys ? -away : away), 1, 100));
    if (waits) {
        order.type = static_cast<OrderType>(2 + m_random.below(api::kEnumSize<OrderType> - 2));
        const bool takesProfit = order.type == OrderType::TakeProfit ||
                                 order.type == OrderType::TakeProfitLimit;
        order.triggerPrice =
            Price(std::clamp<std::int64_t>(m_middle + (buys == takesProfit ? -away : away), 1, 100));
        if (!buys && m_random.chance(1, 2) && order.type != OrderType::StopLimit &&
            order.type != OrderType::TakeProfitLimit)
            order.price = Price(0);
        else if (buys)
            order.price += Price(m_random.between(0, 12));
        if (order.type == OrderType::TrailingStop) {
            order.trailBy = Price(m_random.between(1, 6));
            if (m_random.chance(1, 2))
                order.triggerPrice = Price(0);
        }
    } else if (m_random.chance(1, 20)) {
        order.postOnly = any<api::PostOnly>(m_random);
    }
    boundSometimes(sequence, order);
    return order;
}

void RandomCommands::boundSometimes(std::uint64_t sequence, ListedOrder& order) {
    if (m_random.chance(1, 5))
        order.timeInForce = any<api::TimeInForce>(m_random);
    if (order.timeInForce == api::TimeInForce::GoodTillTime || m_random.chance(1, 200))
        order.expiry = someExpiry(sequence);
}

} // namespace openbell::oracle
