#include "ui/models/book_model.h"

#include <algorithm>

namespace openbell::models {

namespace {

/// Where `price` is or belongs in a side that runs away from the best price.
template <class Levels>
auto placeOf(Levels& levels, api::Side side, Price price) {
    return std::lower_bound(levels.begin(), levels.end(), price,
                            [side](const BookLevel& level, Price wanted) {
                                return side == api::Side::Buy ? level.price > wanted
                                                              : level.price < wanted;
                            });
}

} // namespace

BookModel::BookModel(InstrumentId instrument, QObject* parent)
    : QObject(parent), m_instrument(instrument) {}

Quantity BookModel::quantityAt(api::Side side, Price price) const {
    const auto& levels = side == api::Side::Buy ? m_bids : m_asks;
    const auto at = placeOf(levels, side, price);
    return at != levels.end() && at->price == price ? at->quantity : Quantity();
}

void BookModel::apply(const api::TopicUpdate& update) {
    if (update.snapshot) {
        m_bids.clear();
        m_asks.clear();
        m_loaded = true;
    }
    for (const api::LevelView& level : update.levels)
        setLevel(level);
    m_sequence = update.to;
    if (update.snapshot || !update.levels.empty()) {
        ++m_revision;
        Q_EMIT changed();
    }
}

void BookModel::clear() {
    m_bids.clear();
    m_asks.clear();
    m_sequence = {};
    m_loaded = false;
    ++m_revision;
    Q_EMIT changed();
}

void BookModel::setLevel(const api::LevelView& level) {
    auto& levels = level.side == api::Side::Buy ? m_bids : m_asks;
    const auto at = placeOf(levels, level.side, level.price);
    const bool exists = at != levels.end() && at->price == level.price;
    if (level.quantity.isZero()) {
        if (exists)
            levels.erase(at);
    } else if (exists) {
        at->quantity = level.quantity;
        at->orders = level.orders;
    } else {
        levels.insert(at, BookLevel{level.price, level.quantity, level.orders});
    }
}

} // namespace openbell::models
