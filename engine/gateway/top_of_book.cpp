#include "engine/gateway/top_of_book.h"

namespace openbell::gateway {

api::TopOfBookView topOfBook(const BookView& book, const api::TradeView* lastTrade) {
    api::TopOfBookView top;
    if (const api::LevelView* bid = book.best(api::Side::Buy)) {
        top.bestBid = bid->price;
        top.bestBidQuantity = bid->quantity;
        top.bestBidOrders = bid->orders;
    }
    if (const api::LevelView* ask = book.best(api::Side::Sell)) {
        top.bestAsk = ask->price;
        top.bestAskQuantity = ask->quantity;
        top.bestAskOrders = ask->orders;
    }
    if (lastTrade != nullptr) {
        top.lastTrade = lastTrade->trade.trade;
        top.last = lastTrade->trade.price;
        top.lastQuantity = lastTrade->trade.quantity;
        top.lastSide = lastTrade->trade.takerSide;
    }
    return top;
}

void TopRecorder::record(api::TopOfBookView top) {
    m_touched = false;
    if (top == m_sent) // a change deeper in the book
        return;
    m_sent = top;
    top.sequence = m_stamp.sequence;
    top.time = m_stamp.time;
    m_rows.push_back(top);
}

} // namespace openbell::gateway
