#include "ui/models/selection.h"

namespace openbell::models {

void Selection::setInstrument(InstrumentId instrument) {
    if (instrument == m_instrument)
        return;
    m_instrument = instrument;
    Q_EMIT instrumentChanged(instrument);
}

Quantity Selection::orderQuantity(InstrumentId instrument) const {
    const auto at = m_orderQuantities.find(instrument);
    return at == m_orderQuantities.end() ? Quantity() : at->second;
}

void Selection::setOrderQuantity(InstrumentId instrument, Quantity quantity) {
    Quantity& held = m_orderQuantities[instrument];
    if (held == quantity)
        return;
    held = quantity;
    Q_EMIT orderQuantityChanged(instrument, quantity);
}

} // namespace openbell::models
