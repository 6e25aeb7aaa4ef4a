// What one published batch changed, in the form that subscribers are sent it: each order and each
// balance once, as the batch left it; every trade. Publisher thread.
#pragma once

#include "engine/api/event_buffer.h"
#include "engine/api/views.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace openbell::gateway {

class BatchChanges {
public:
    struct Rejection {
        Sequence sequence;
        api::RejectReason reason = api::RejectReason::None;
        OrderId original{}; ///< DuplicateOrder: the order that was accepted before
    };

    std::vector<api::AssetCreated> assets;
    std::vector<api::InstrumentDefined> instruments;
    std::vector<api::SetTradingSchedule> schedules;
    std::vector<api::SetTradingDay> tradingDays;
    std::vector<api::SetPriceControls> priceControls;
    std::vector<api::SetPriceBands> priceBands;
    std::vector<api::UserDefined> users;
    std::vector<api::TradeView> trades;
    std::vector<api::OrderView> orders;
    std::vector<api::BalanceChanged> balances;
    std::vector<Rejection> rejections; ///< ascending sequence

    /// Fills `users` and `rejections`, which is all that the answers to commands depend on.
    void gatherForAnswers(const api::EventBuffer& events);

    /// Whether somebody is sent changed orders and balances; where nobody is, none are gathered.
    void wantOrders(bool wanted) { m_wantsOrders = wanted; }
    void wantBalances(bool wanted) { m_wantsBalances = wanted; }

    void putInstrument(const api::InstrumentDefined& instrument);
    void putOrder(const api::OrderView& order);
    void putBalance(const api::BalanceChanged& balance);

    /// How the command of that sequence number was refused; its reason is None when it was not.
    Rejection rejectionOf(Sequence sequence) const;
    bool hasReferenceData() const {
        return !assets.empty() || !instruments.empty() || !schedules.empty() ||
               !tradingDays.empty() || !priceControls.empty() || !priceBands.empty();
    }

    void clear();

private:
    bool m_wantsOrders = true;
    bool m_wantsBalances = true;
    std::unordered_map<OrderId, std::size_t> m_orderAt;
    std::unordered_map<std::uint64_t, std::size_t> m_balanceAt;
};

} // namespace openbell::gateway
