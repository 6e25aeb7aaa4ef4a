#include "ui/models/auction_board.h"

#include "ui/models/instrument_texts.h"

#include <map>

namespace openbell::models {

AuctionBoard::AuctionBoard(Clock venueTime, QObject* parent)
    : QObject(parent), m_clock(std::move(venueTime)) {}

const api::AuctionView* AuctionBoard::auction(InstrumentId instrument) const {
    const auto at = m_entries.find(instrument);
    return at == m_entries.end() ? nullptr : &at->second.view;
}

const std::vector<Indication>& AuctionBoard::indications(InstrumentId instrument) const {
    static const std::vector<Indication> kNone;
    const auto at = m_entries.find(instrument);
    return at == m_entries.end() ? kNone : at->second.indications;
}

void AuctionBoard::apply(const api::TopicUpdate& update) {
    for (const api::AuctionView& view : update.auctions)
        apply(view);
    Q_EMIT changed();
}

void AuctionBoard::apply(const api::AuctionView& view) {
    Entry& entry = m_entries[view.instrument];
    const bool another = entry.view.state != view.state || entry.view.since != view.since;
    if (another)
        entry.indications.clear();
    const bool differs = another || entry.view.price != view.price ||
                         entry.view.quantity != view.quantity || entry.view.surplus != view.surplus;
    entry.view = view;
    if (!isAuction(view.state) || !differs)
        return;
    if (entry.indications.size() >= kMaxIndications)
        entry.indications.erase(entry.indications.begin(),
                                entry.indications.begin() + kMaxIndications / 2);
    entry.indications.push_back({m_clock(), view.price, view.quantity, view.surplus});
}

void AuctionBoard::clear() {
    m_entries.clear();
    Q_EMIT changed();
}

std::vector<AuctionPoint> auctionCurves(const BookModel& book) {
    std::map<Price, AuctionPoint> levels;
    for (const BookLevel& level : book.bids())
        levels[level.price].demand = level.quantity;
    for (const BookLevel& level : book.asks())
        levels[level.price].supply = level.quantity;
    std::vector<AuctionPoint> points;
    points.reserve(levels.size());
    Quantity supply;
    for (const auto& [price, level] : levels) {
        supply += level.supply;
        points.push_back({price, level.demand, supply});
    }
    Quantity demand;
    for (auto point = points.rbegin(); point != points.rend(); ++point) {
        demand += point->demand;
        point->demand = demand;
    }
    return points;
}

} // namespace openbell::models
