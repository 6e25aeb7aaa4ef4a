// The part of a book shard that ends auctions: finds the price and trades at it.
#include "engine/core/book_role.h"


namespace openbell::core {

using api::Side;

/// Concealed quantities take part with all they have.
AuctionPrice BookRole::auctionPrice(const Market& market) {
    return m_pricer.find(market.book, market.lastPrice, [&](const LevelView& level) {
        if (!market.book.hasConcealed()) [[likely]]
            return level.quantity;
        Quantity sum;
        for (Slot at = level.first; at != kNoSlot; at = m_pool.behind(at))
            sum += m_records[at].open();
        return sum;
    });
}

/// Says what the auction would trade now, if that has changed.
void BookRole::indicate(Market& market, BookOutput& out) {
    if (!isAuction(market.phase.state))
        return;
    const AuctionPrice now = auctionPrice(market);
    if (now == market.indicated)
        return;
    market.indicated = now;
    out.events.append(
        api::AuctionIndicated{market.instrument, now.price, now.quantity, now.surplus});
}

/// Trades what crosses, all at one price. An auction is told to have ended in any case.
void BookRole::uncross(const api::CommandContext& context, Market& market, BookOutput& out) {
    const AuctionPrice found = auctionPrice(market);
    if (!isAuction(market.phase.state) && found.price.isZero())
        return;
    // A book that an auction left crossed, for example when it was halted, reopens with one.
    const api::InstrumentState auction =
        isAuction(market.phase.state) ? market.phase.state : api::InstrumentState::VolatilityAuction;
    out.events.append(api::AuctionUncrossed{market.instrument, auction, found.price,
                                            found.quantity, found.surplus});
    if (found.price.isZero())
        return;
    tradeInAuction(market, found.price, out);
    protectQuotes(context, market, out);
    endTradedLists(market, out);
    market.monitor.restart(context.time, found.price);
    market.bands.restart(context.time, found.price);
}

/// Best price first and the oldest first at one price, on both sides.
void BookRole::tradeInAuction(Market& market, Price price, BookOutput& out) {
    OrderBook& book = market.book;
    for (;;) {
        const auto buys = book.bestLevel(Side::Buy);
        const auto sells = book.bestLevel(Side::Sell);
        if (!buys || !sells || buys->price < price || sells->price > price)
            break;
        const Slot buy = buys->first;
        const Slot sell = sells->first;
        const Quantity quantity = std::min(m_pool.order(buy).open, m_pool.order(sell).open);
        const FillAmounts amounts = amountsOf(market.terms, price, quantity);
        OrderRecord& buyRecord = m_records[buy];
        OrderRecord& sellRecord = m_records[sell];
        const Amount buyFee = feeOn(amounts.value, buyRecord.makerFeePpm);
        const Amount sellFee = feeOn(amounts.value, sellRecord.makerFeePpm);
        const Quantity buyOpen = buyRecord.open() - quantity;
        const Quantity sellOpen = sellRecord.open() - quantity;
        const Amount hold = buyOpen.isZero()
                                ? Amount(0)
                                : *holdOf(market.terms, Side::Buy, buys->price, buyOpen,
                                          buyRecord.highestFeePpm());
        Settlement& bought = out.settle(buyRecord.account, market.instrument, Side::Buy);
        settleBuyingMaker(bought, buyRecord, amounts, buyFee, hold);
        bought.changeOpen(Side::Buy, buyOpen + quantity, buyOpen);
        if (buyOpen.isZero())
            bought.endOrder(buyRecord.clientOrderId);
        if (m_pool.order(buy).flags & kListedOrder)
            noteListed(market, m_pool.id(buy), Side::Buy, buyOpen.isZero(), bought);
        Settlement& sold = out.settle(sellRecord.account, market.instrument, Side::Sell);
        settleSellingMaker(sold, sellRecord, amounts, sellFee);
        if (sellOpen.isZero())
            sold.endOrder(sellRecord.clientOrderId);
        if (m_pool.order(sell).flags & kListedOrder)
            noteListed(market, m_pool.id(sell), Side::Sell, sellOpen.isZero(), sold);

        const bool buyIsNewer = m_pool.id(sell) < m_pool.id(buy);
        api::TradeExecuted trade;
        trade.trade = TradeId(++market.trades);
        trade.instrument = market.instrument;
        trade.takerSide = buyIsNewer ? Side::Buy : Side::Sell;
        trade.price = price;
        trade.quantity = quantity;
        trade.makerOrder = m_pool.id(buyIsNewer ? sell : buy);
        trade.takerOrder = m_pool.id(buyIsNewer ? buy : sell);
        trade.makerAccount = (buyIsNewer ? sellRecord : buyRecord).account;
        trade.takerAccount = (buyIsNewer ? buyRecord : sellRecord).account;
        trade.makerOpen = buyIsNewer ? sellOpen : buyOpen;
        trade.takerOpen = buyIsNewer ? buyOpen : sellOpen;
        trade.makerFee = buyIsNewer ? sellFee : buyFee;
        trade.takerFee = buyIsNewer ? buyFee : sellFee;
        trade.auction = true;
        out.events.append(trade);
        market.feesCollected += buyFee + sellFee;
        market.lastPrice = price;
        fillResting(market, buy, quantity, out);
        fillResting(market, sell, quantity, out);
    }
}

/// Takes a fill's quantity off a resting order, and the order off the book when that was all. An
/// iceberg that has shown its last shows the next part, behind the others of its price.
void BookRole::fillResting(Market& market, Slot slot, Quantity filled, BookOutput& out) {
    const Order& order = m_pool.order(slot);
    OrderRecord& record = m_records[slot];
    record.filled += filled;
    if (order.flags & kQuoteOrder) [[unlikely]]
        market.quotes.noteFill(record.account, filled);
    if (filled < order.open)
        return market.book.reduce(slot, order.open - filled);
    if (!record.open().isZero()) {
        market.book.move(slot, m_pool.price(slot), partToShow(market, slot, record.open(), out));
        return;
    }
    if (order.flags != 0)
        market.forget(m_pool.id(slot));
    market.book.remove(slot);
}

} // namespace openbell::core
