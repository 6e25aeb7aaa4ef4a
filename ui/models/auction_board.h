// The auctions of all markets: state, what would trade, how that has changed, what traded last.
// GUI thread.
#pragma once

#include "ui/models/book_model.h"

#include "engine/api/protocol.h"

#include <QObject>

#include <functional>
#include <map>
#include <vector>

namespace openbell::models {

/// What an auction would have traded at a moment.
struct Indication {
    Timestamp time; ///< when it was received
    Price price;    ///< zero: nothing would trade
    Quantity quantity;
    Quantity surplus;
};

class AuctionBoard final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kMaxIndications = 2000; ///< then the older half goes

    using Clock = std::function<Timestamp()>;
    explicit AuctionBoard(Clock venueTime, QObject* parent = nullptr);

    /// The venue's time, which indications are noted with.
    Timestamp now() const { return m_clock(); }

    /// nullptr when the market is not known.
    const api::AuctionView* auction(InstrumentId instrument) const;
    /// Of the state that is on now, oldest first; as far as this console has watched.
    const std::vector<Indication>& indications(InstrumentId instrument) const;

    void apply(const api::TopicUpdate& update);
    void clear();

Q_SIGNALS:
    /// Once per received update.
    void changed();

private:
    struct Entry {
        api::AuctionView view;
        std::vector<Indication> indications;
    };
    void apply(const api::AuctionView& view);

    Clock m_clock;
    std::map<InstrumentId, Entry> m_entries;
};

/// Demand and supply at a price: what buyers would take there or dearer, sellers give there or
/// cheaper.
struct AuctionPoint {
    Price price;
    Quantity demand;
    Quantity supply;
};

/// At every price of the book, ascending.
std::vector<AuctionPoint> auctionCurves(const BookModel& book);

} // namespace openbell::models
