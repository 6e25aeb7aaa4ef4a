// The visible order book of one market: price levels, best first, kept from snapshots and deltas.
// Painters read it directly; revision() tells whether anything changed since they last did.
#pragma once

#include "engine/api/protocol.h"

#include <QObject>

#include <span>
#include <vector>

namespace openbell::models {

struct BookLevel {
    Price price;
    Quantity quantity;
    std::uint32_t orders = 0;
};

class BookModel final : public QObject {
    Q_OBJECT
public:
    explicit BookModel(InstrumentId instrument, QObject* parent = nullptr);

    InstrumentId instrument() const { return m_instrument; }
    /// Best (highest) bid first.
    std::span<const BookLevel> bids() const { return m_bids; }
    /// Best (lowest) ask first.
    std::span<const BookLevel> asks() const { return m_asks; }
    std::span<const BookLevel> side(api::Side side) const {
        return side == api::Side::Buy ? bids() : asks();
    }
    /// Quantity at a price; zero when there is no level.
    Quantity quantityAt(api::Side side, Price price) const;
    Price bestBid() const { return m_bids.empty() ? Price() : m_bids.front().price; }
    Price bestAsk() const { return m_asks.empty() ? Price() : m_asks.front().price; }
    bool isEmpty() const { return m_bids.empty() && m_asks.empty(); }
    /// False until the first snapshot arrived.
    bool isLoaded() const { return m_loaded; }
    Sequence sequence() const { return m_sequence; }
    /// Rises with every change.
    std::uint64_t revision() const { return m_revision; }

    void apply(const api::TopicUpdate& update);
    void clear();

Q_SIGNALS:
    /// Once per received update. Painters usually compare revision() on MarketFeed::frame instead.
    void changed();

private:
    void setLevel(const api::LevelView& level);

    InstrumentId m_instrument;
    std::vector<BookLevel> m_bids;
    std::vector<BookLevel> m_asks;
    Sequence m_sequence;
    std::uint64_t m_revision = 0;
    bool m_loaded = false;
};

} // namespace openbell::models
