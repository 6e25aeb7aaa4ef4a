// What happens at each fill of a match: the fees, the maker's settlement, the trade event.
#pragma once

#include "engine/api/event_buffer.h"
#include "engine/core/market.h"
#include "engine/core/messages.h"

namespace openbell::core {

/// Where the book stage of one command writes to.
struct BookOutput {
    api::EventBuffer& events;
    std::vector<Settlement>& settlements; ///< appended to
    MessageStamp stamp{};                 ///< of the next settlement

    Settlement& settle(AccountId account, InstrumentId instrument) {
        Settlement& settlement = settlements.emplace_back();
        settlement.stamp = stamp;
        settlement.account = account;
        settlement.instrument = instrument;
        ++stamp.index;
        return settlement;
    }
};

/// The aggressive side of a match, and what its fills have moved so far: it pays in the asset it
/// holds (quote for a buy, fees included) and receives the other (for a sell, less fees).
struct Taker {
    OrderId order;
    AccountId account;
    api::Side side = api::Side::Buy;
    Quantity open;
    std::int64_t feePpm = 0;
    Amount paid;
    Amount received;
};

/// The sink of OrderBook::match for an order whose funds cover its whole quantity.
class FillSink {
public:
    FillSink(Market& market, OrderRecords& records, const OrderPool& pool, Taker& taker,
             BookOutput& out)
        : m_market(market)
        , m_records(records)
        , m_pool(pool)
        , m_taker(taker)
        , m_out(out) {}

    void onFill(Slot slot, const Order& maker, Price price, Quantity filled);

protected:
    Market& m_market;
    OrderRecords& m_records;
    const OrderPool& m_pool;
    Taker& m_taker;
    BookOutput& m_out;
};

/// The sink for an order with a budget: takes no more than what is left of it buys.
class BudgetFillSink : public FillSink {
public:
    BudgetFillSink(const FillSink& sink, Amount budget) : FillSink(sink), m_budget(budget) {}

    Quantity affordable(Price price, Quantity wanted) const {
        return std::min(wanted, affordableQuantity(m_market.terms, m_budget - m_taker.paid, price,
                                                   m_taker.feePpm));
    }

private:
    Amount m_budget;
};

/// True when a budget buys the whole quantity from the book as it is, fill by fill.
bool budgetFills(const Market& market, const OrderPool& pool, Amount budget, Quantity quantity,
                 std::int64_t feePpm);

} // namespace openbell::core
