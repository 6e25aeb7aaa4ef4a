// The user's own open orders by price, for the ladder and the charts.
#pragma once

#include "engine/api/protocol.h"

#include <QObject>

#include <map>
#include <vector>

namespace openbell::models {

class OrdersModel;

struct OwnLevel {
    Quantity open;
    std::vector<OrderId> orders; ///< oldest first
};

class OwnOrders final : public QObject {
    Q_OBJECT
public:
    using Levels = std::map<Price, OwnLevel>;

    /// Follows `mine`, the open orders of the user's own account.
    explicit OwnOrders(const OrdersModel& mine, QObject* parent = nullptr);

    /// Ascending prices; empty when there are none.
    const Levels& levels(InstrumentId instrument, api::Side side) const;
    /// nullptr when there is no own order at that price.
    const OwnLevel* at(InstrumentId instrument, api::Side side, Price price) const;
    const OrdersModel& orders() const { return m_mine; }
    std::uint64_t revision() const { return m_revision; }

Q_SIGNALS:
    void changed();

private:
    void rebuild();

    const OrdersModel& m_mine;
    std::map<std::pair<InstrumentId, api::Side>, Levels> m_levels;
    std::uint64_t m_revision = 0;
};

} // namespace openbell::models
