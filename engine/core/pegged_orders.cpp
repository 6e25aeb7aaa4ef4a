#include "engine/core/pegged_orders.h"

namespace openbell::core {

/// Prices and offsets are below 2^62, so nothing overflows.
Price PegPrices::byReference(const PeggedOrder& order) const {
    const bool buys = order.side == api::Side::Buy;
    const Price own = buys ? m_inputs.bid : m_inputs.ask;
    const Price other = buys ? m_inputs.ask : m_inputs.bid;
    Price reference;
    switch (order.reference) {
    case api::PegReference::None:
        break;
    case api::PegReference::Primary:
        reference = own;
        break;
    case api::PegReference::Mid:
        if (!own.isZero() && !other.isZero())
            reference = Price((own.value() + other.value() + (buys ? 0 : 1)) / 2);
        break;
    case api::PegReference::Market:
        reference = other;
        break;
    }
    if (reference.isZero())
        return Price();
    return buys ? std::min({reference - order.offset, order.limit, m_inputs.highestBuy})
                : std::max({reference + order.offset, order.limit, m_inputs.lowestSell});
}

Price PegPrices::next(const PeggedOrder& order) {
    Price price = byReference(order);
    const bool buys = order.side == api::Side::Buy;
    if (buys && !m_bestSell.isZero())
        price = std::min(price, m_bestSell - Price(1));
    if (!buys && !price.isZero() && !m_bestBuy.isZero())
        price = std::max(price, m_bestBuy + Price(1));
    if (price < m_inputs.lowest || price > m_inputs.highest)
        return Price();
    if (buys)
        m_bestBuy = std::max(m_bestBuy, price);
    else
        m_bestSell = m_bestSell.isZero() ? price : std::min(m_bestSell, price);
    return price;
}

} // namespace openbell::core
