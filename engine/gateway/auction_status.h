// What an instrument's auction would trade now, what its last one did, and its price band. Publisher thread.
#pragma once

#include "engine/api/views.h"

#include <utility>

namespace openbell::gateway {

class AuctionStatus {
public:
    explicit AuctionStatus(const api::InstrumentDefined& defined) {
        m_view.instrument = defined.definition.instrument;
        m_view.state = defined.state;
        m_view.until = defined.until;
    }

    const api::AuctionView& view() const { return m_view; }
    /// True when it has changed since the last call.
    bool takeChange() { return std::exchange(m_changed, false); }

    void apply(Timestamp time, const api::InstrumentStateChanged& event) {
        if (event.state != m_view.state) {
            m_view.state = event.state;
            m_view.since = time;
            indicate(Price(), Quantity(), Quantity());
        }
        m_view.until = event.until;
        m_changed = true;
    }
    void apply(const api::AuctionIndicated& event) {
        indicate(event.price, event.quantity, event.surplus);
    }
    void apply(Timestamp time, const api::AuctionUncrossed& event) {
        m_view.lastAuction = event.auction;
        m_view.lastTime = time;
        m_view.lastPrice = event.price;
        m_view.lastQuantity = event.quantity;
        m_view.lastSurplus = event.surplus;
        m_changed = true;
    }
    void apply(const api::PriceBandMoved& event) {
        m_view.bandLower = event.lower;
        m_view.bandUpper = event.upper;
        m_changed = true;
    }
    void apply(const api::LimitStateChanged& event) {
        m_view.limitUntil = event.until;
        m_view.limitSide = event.side;
        m_changed = true;
    }

private:
    void indicate(Price price, Quantity quantity, Quantity surplus) {
        m_view.price = price;
        m_view.quantity = quantity;
        m_view.surplus = surplus;
        m_changed = true;
    }

    api::AuctionView m_view;
    bool m_changed = true;
};

} // namespace openbell::gateway
