#include "engine/core/fills.h"

namespace openbell::core {

FillAmounts amountsOf(const Terms& terms, Price price, Quantity filled) {
    return {Amount(filled.value() * terms.lotSize),
            Amount(price.value() * terms.tickValue * filled.value())};
}

void settleSellingMaker(Settlement& settlement, OrderRecord& record, const FillAmounts& amounts,
                        Amount fee) {
    record.held -= amounts.base;
    settlement.held.paid = amounts.base;
    settlement.received.received = amounts.value - fee;
}

void settleBuyingMaker(Settlement& settlement, OrderRecord& record, const FillAmounts& amounts,
                       Amount fee, Amount holdOfOpen) {
    const Amount paid = amounts.value + fee;
    settlement.received.received = amounts.base;
    settlement.held.paid = paid;
    settlement.held.released = record.held - paid - holdOfOpen;
    record.held = holdOfOpen;
}

void noteListed(Market& market, OrderId order, api::Side side, bool isFilled,
                Settlement& settlement) {
    OrderList* list = market.lists.find(order);
    if (!list)
        return;
    if (list->working == order) {
        Movement& received = receivedSide(settlement, side);
        received.held = std::min(list->missing, received.received);
        list->missing -= received.held;
        market.waiting.addHold(list->first, received.held);
        if (!isFilled)
            return;
    }
    market.lists.touch(order, isFilled);
}

Taker takerOf(OrderId order, api::Side side, Price price, const OrderRecord& record) {
    Taker taker{};
    taker.order = order;
    taker.account = record.account;
    taker.tradeGroup = record.tradeGroup;
    taker.prevention = record.selfTradePrevention;
    taker.side = side;
    taker.price = price;
    taker.total = record.total;
    taker.open = record.total - record.filled;
    taker.feePpm = record.takerFeePpm;
    return taker;
}

void FillSink::onFill(Slot slot, const Order& maker, Price price, Quantity filled) {
    OrderRecord& record = m_records[slot];
    const bool takerBuys = m_taker.side == api::Side::Buy;
    const FillAmounts amounts = amountsOf(m_market.terms, price, filled);
    const Amount makerFee = feeOn(amounts.value, record.makerFeePpm);
    const Amount takerFee = feeOn(amounts.value, m_taker.feePpm);

    record.filled += filled;
    Settlement& settlement = m_out.settle(record.account, m_market.instrument, maker.side);
    const Quantity makerOpen = record.open();
    if (makerOpen.isZero())
        settlement.endOrder(record.clientOrderId);
    if (takerBuys) {
        settleSellingMaker(settlement, record, amounts, makerFee);
        m_taker.paid += amounts.value + takerFee;
        m_taker.received += amounts.base;
    } else {
        const Price heldAt = m_market.holdPriceOf(m_pool.id(slot), maker.flags, price);
        const Amount hold =
            *holdOf(m_market.terms, api::Side::Buy, heldAt, makerOpen, record.highestFeePpm());
        settleBuyingMaker(settlement, record, amounts, makerFee, hold);
        settlement.openBuys -= filled;
        m_taker.paid += amounts.base;
        m_taker.received += amounts.value - takerFee;
    }
    if (maker.flags != 0) [[unlikely]]
        noteFlagged(slot, maker, filled, settlement);
    m_taker.open -= filled;
    m_market.feesCollected += makerFee + takerFee;
    m_market.lastPrice = price;
    if (m_taker.firstTrade.isZero())
        m_taker.firstTrade = price;
    m_taker.lastTrade = price;
    m_taker.priceSum += price.value();
    ++m_taker.trades;

    auto& trade = m_out.events.emplace<api::TradeExecuted>();
    trade.trade = TradeId(++m_market.trades);
    trade.instrument = m_market.instrument;
    trade.takerSide = m_taker.side;
    trade.price = price;
    trade.quantity = filled;
    trade.makerOrder = m_pool.id(slot);
    trade.takerOrder = m_taker.order;
    trade.makerAccount = record.account;
    trade.takerAccount = m_taker.account;
    trade.makerOpen = makerOpen;
    trade.takerOpen = m_taker.open;
    trade.makerFee = makerFee;
    trade.takerFee = takerFee;
    if (makerOpen.isZero() && maker.flags != 0) [[unlikely]]
        m_market.forget(m_pool.id(slot));
}

void FillSink::noteFlagged(Slot slot, const Order& maker, Quantity filled,
                           Settlement& settlement) {
    const OrderRecord& record = m_records[slot];
    if (maker.flags & kListedOrder)
        noteListed(m_market, m_pool.id(slot), maker.side, record.open().isZero(), settlement);
    if (maker.flags & kQuoteOrder)
        m_market.quotes.noteFill(record.account, filled);
}

Quantity FillSink::nextPart(Slot slot) {
    const OrderRecord& record = m_records[slot];
    if (record.open().isZero())
        return Quantity(0);
    const OrderId id = m_pool.id(slot);
    const Quantity part = core::nextPart(id, m_records.icebergs[slot], record.open());
    m_out.events.append(api::OrderShown{id, record.account, m_market.instrument, part});
    return part;
}

std::optional<Prevention> FillSink::preventionOf(Slot slot, const Order& maker,
                                                 Quantity quantity) const {
    using enum api::SelfTradePrevention;
    if (!m_taker.owns(m_records[slot]))
        return std::nullopt;
    // Of an iceberg all of it counts, and the reserve goes first.
    const Quantity open = m_records[slot].open();
    const Quantity least = std::min(open, quantity);
    switch (m_taker.prevention) {
    case None:
        return std::nullopt;
    case CancelTaker:
        return Prevention{maker.open, Quantity(0), Quantity(0), true};
    case CancelMaker:
        return Prevention{Quantity(0), open, Quantity(0), false};
    case CancelBoth:
        return Prevention{Quantity(0), open, Quantity(0), true};
    case Decrement:
        return Prevention{std::min(maker.open, open - least), least, least, false};
    }
    return std::nullopt;
}

void FillSink::prevented(Slot slot, const Order& maker, Price price, const Prevention& taken) {
    OrderRecord& record = m_records[slot];
    const OrderId makerId = m_pool.id(slot);
    const InstrumentId instrument = m_market.instrument;
    api::MatchPrevented event;
    event.instrument = instrument;
    event.mode = m_taker.prevention;
    event.takerSide = m_taker.side;
    event.price = price;
    event.quantity = std::min(record.open(), m_taker.open);
    event.makerOrder = makerId;
    event.takerOrder = m_taker.order;
    event.makerAccount = record.account;
    event.takerAccount = m_taker.account;
    m_out.events.append(event);

    if (!taken.fromMaker.isZero()) {
        if (maker.flags & kListedOrder && m_market.lists.find(makerId))
            m_market.lists.touch(makerId, false);
        const Price heldAt = m_market.holdPriceOf(makerId, maker.flags, price);
        record.total -= taken.fromMaker;
        const Quantity open = record.open();
        const Amount hold =
            open.isZero()
                ? Amount(0)
                : *holdOf(m_market.terms, maker.side, heldAt, open, record.highestFeePpm());
        Settlement& settlement = m_out.settle(record.account, instrument, maker.side);
        settlement.held.released = record.held - hold;
        settlement.changeOpen(maker.side, open + taken.fromMaker, open);
        record.held = hold;
        if (open.isZero()) {
            settlement.endOrder(record.clientOrderId);
            m_market.forget(makerId);
            m_out.events.append(api::OrderCancelled{makerId, record.account, instrument,
                                                    taken.fromMaker,
                                                    api::CancelReason::SelfTrade});
        } else {
            m_out.events.append(api::OrderAmended{makerId, record.account, instrument, heldAt,
                                                  record.total, open, true});
        }
    }
    m_taker.stopped = taken.ends;
    m_taker.open -= taken.fromTaker;
    m_taker.total -= taken.fromTaker;
    if (!taken.fromTaker.isZero() && m_taker.open.isZero())
        m_out.events.append(api::OrderCancelled{m_taker.order, m_taker.account, instrument,
                                                taken.fromTaker, api::CancelReason::SelfTrade});
    else if (!taken.fromTaker.isZero())
        m_out.events.append(api::OrderAmended{m_taker.order, m_taker.account, instrument,
                                              m_taker.price, m_taker.total, m_taker.open, true});
}

namespace {

template<class Sink>
void matchWith(Market& market, const Taker& taker, Sink sink) {
    if (taker.prevention == api::SelfTradePrevention::None)
        market.book.match(taker.side, taker.limit(), taker.open, sink);
    else
        market.book.match(taker.side, taker.limit(), taker.open,
                          PreventingFillSink<Sink>(sink));
}

} // namespace

void matchCrossing(Market& market, OrderRecords& records, const OrderPool& pool, Taker& taker,
                   std::optional<Amount> budget, BookOutput& out) {
    FillSink sink(market, records, pool, taker, out);
    if (budget)
        matchWith(market, taker, BudgetFillSink(sink, *budget));
    else
        matchWith(market, taker, sink);
}

} // namespace openbell::core
