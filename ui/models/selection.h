// What the console is looking at: the selected market, which linked panels follow, and the order
// that is being prepared. GUI thread.
#pragma once

#include "engine/api/commands.h"

#include <QObject>

#include <map>

namespace openbell::models {

class Selection final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// None until the first market is known.
    InstrumentId instrument() const { return m_instrument; }
    void setInstrument(InstrumentId instrument);

    /// Lots that one click in the ladder trades; shared with the order ticket. Zero: not chosen yet.
    Quantity orderQuantity(InstrumentId instrument) const;
    void setOrderQuantity(InstrumentId instrument, Quantity quantity);

    /// A price was picked in a book, chart or tape: the ticket takes it over.
    void pickPrice(api::Side side, Price price) { Q_EMIT pricePicked(side, price); }

    /// The order whose life is looked at; none at first.
    OrderId order() const { return m_order; }
    void showOrder(OrderId order) {
        m_order = order;
        Q_EMIT orderChosen(order);
    }

Q_SIGNALS:
    void orderChosen(openbell::OrderId order);
    void instrumentChanged(openbell::InstrumentId instrument);
    void orderQuantityChanged(openbell::InstrumentId instrument, openbell::Quantity quantity);
    void pricePicked(openbell::api::Side side, openbell::Price price);

private:
    InstrumentId m_instrument;
    OrderId m_order;
    std::map<InstrumentId, Quantity> m_orderQuantities;
};

} // namespace openbell::models
