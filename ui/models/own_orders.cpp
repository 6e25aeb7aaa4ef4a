#include "ui/models/own_orders.h"

#include "ui/models/orders_model.h"

namespace openbell::models {

OwnOrders::OwnOrders(const OrdersModel& mine, QObject* parent) : QObject(parent), m_mine(mine) {
    connect(&mine, &OrdersModel::ordersChanged, this, &OwnOrders::rebuild);
}

void OwnOrders::rebuild() {
    m_levels.clear();
    // Rows run from the newest to the oldest.
    for (int row = m_mine.size() - 1; row >= 0; --row) {
        const api::OrderView& order = m_mine.at(row);
        if (order.waiting) // in no price level
            continue;
        OwnLevel& level = m_levels[{order.instrument, order.side}][order.restingPrice()];
        level.open += order.quantity - order.filled;
        level.orders.push_back(order.order);
    }
    ++m_revision;
    Q_EMIT changed();
}

const OwnOrders::Levels& OwnOrders::levels(InstrumentId instrument, api::Side side) const {
    static const Levels kNone;
    const auto at = m_levels.find({instrument, side});
    return at == m_levels.end() ? kNone : at->second;
}

const OwnLevel* OwnOrders::at(InstrumentId instrument, api::Side side, Price price) const {
    const Levels& own = levels(instrument, side);
    const auto found = own.find(price);
    return found == own.end() ? nullptr : &found->second;
}

} // namespace openbell::models
