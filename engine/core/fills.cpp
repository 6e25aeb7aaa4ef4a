#include "engine/core/fills.h"

namespace openbell::core {
namespace {

/// What one fill is worth. Both orders' holds cover it, which excludes an overflow.
struct FillAmounts {
    Amount base;
    Amount value;
    Amount makerFee;
    Amount takerFee;
};

FillAmounts amountsOf(const Terms& terms, Price price, Quantity filled, std::int64_t makerPpm,
                      std::int64_t takerPpm) {
    const Amount value(price.value() * terms.tickValue * filled.value());
    return {Amount(filled.value() * terms.lotSize), value, feeOn(value, makerPpm),
            feeOn(value, takerPpm)};
}

void settleSellingMaker(Settlement& settlement, OrderRecord& record, const FillAmounts& amounts) {
    record.held -= amounts.base;
    settlement.base.paid = amounts.base;
    settlement.quote.received = amounts.value - amounts.makerFee;
}

/// Keeps exactly the hold of what is still open and releases the rest at once, which is never
/// negative (see holdOf).
void settleBuyingMaker(Settlement& settlement, OrderRecord& record, const FillAmounts& amounts,
                       Amount holdOfOpen) {
    const Amount paid = amounts.value + amounts.makerFee;
    settlement.base.received = amounts.base;
    settlement.quote.paid = paid;
    settlement.quote.released = record.held - paid - holdOfOpen;
    record.held = holdOfOpen;
}

} // namespace

void FillSink::onFill(Slot slot, const Order& maker, Price price, Quantity filled) {
    OrderRecord& record = m_records[slot];
    const bool takerBuys = m_taker.side == api::Side::Buy;
    const FillAmounts amounts =
        amountsOf(m_market.terms, price, filled, record.makerFeePpm, m_taker.feePpm);

    record.filled += filled;
    Settlement& settlement = m_out.settle(record.account, m_market.instrument);
    settlement.ordersEnded = maker.open.isZero() ? 1 : 0;
    if (takerBuys) {
        settleSellingMaker(settlement, record, amounts);
        m_taker.paid += amounts.value + amounts.takerFee;
        m_taker.received += amounts.base;
    } else {
        const Amount hold =
            *holdOf(m_market.terms, api::Side::Buy, price, maker.open, record.highestFeePpm());
        settleBuyingMaker(settlement, record, amounts, hold);
        m_taker.paid += amounts.base;
        m_taker.received += amounts.value - amounts.takerFee;
    }
    m_taker.open -= filled;
    m_market.feesCollected += amounts.makerFee + amounts.takerFee;
    m_market.lastPrice = price;

    api::TradeExecuted trade;
    trade.trade = TradeId(++m_market.trades);
    trade.instrument = m_market.instrument;
    trade.takerSide = m_taker.side;
    trade.price = price;
    trade.quantity = filled;
    trade.makerOrder = m_pool.id(slot);
    trade.takerOrder = m_taker.order;
    trade.makerAccount = record.account;
    trade.takerAccount = m_taker.account;
    trade.makerOpen = maker.open;
    trade.takerOpen = m_taker.open;
    trade.makerFee = amounts.makerFee;
    trade.takerFee = amounts.takerFee;
    m_out.events.append(trade);
}

bool budgetFills(const Market& market, const OrderPool& pool, Amount budget, Quantity quantity,
                 std::int64_t feePpm) {
    market.book.forEachLevel(api::Side::Sell, [&](const LevelView& level) {
        for (Slot at = level.first; at != kNoSlot && quantity.value() > 0;
             at = pool.order(at).next) {
            const Quantity wanted = std::min(quantity, pool.order(at).open);
            const auto cost = costOf(market.terms, level.price, wanted, feePpm);
            if (!cost || *cost > budget)
                return false;
            budget -= *cost;
            quantity -= wanted;
        }
        return quantity.value() > 0;
    });
    return quantity.isZero();
}

} // namespace openbell::core
