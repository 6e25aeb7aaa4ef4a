// The venue as sessions see it: every published event applied, in order. Publisher thread.
#pragma once

#include "engine/api/event_buffer.h"
#include "engine/gateway/batch_changes.h"
#include "engine/gateway/instrument_view.h"
#include "engine/gateway/order_index.h"

#include <map>
#include <unordered_map>

namespace openbell::gateway {

class MarketView {
public:
    static constexpr std::size_t kRecentFills = 2000; ///< of the whole venue
    static constexpr std::size_t kRecentFillsOfAccount = 200;

    /// Forgets everything and builds the state that the events describe.
    void recover(const api::EventBuffer& state, Sequence sequence);

    /// Applies a batch's events; `changes` receives what subscribers are sent.
    void apply(const api::EventBuffer& events, BatchChanges& changes);
    void advanceTo(Sequence sequence, Timestamp time);

    Sequence sequence() const { return m_sequence; }
    /// What was described at the start; every later event has been seen.
    Sequence recoveredAt() const { return m_recoveredAt; }
    Timestamp time() const { return m_time; }

    const std::map<AssetId, api::AssetCreated>& assets() const { return m_assets; }
    std::map<InstrumentId, InstrumentView>& instruments() { return m_instruments; }
    InstrumentView* instrument(InstrumentId id);
    const std::map<AccountId, api::AccountCreated>& accounts() const { return m_accounts; }
    const std::map<UserId, api::UserDefined>& users() const { return m_users; }
    std::string userName(UserId user) const;

    OrderIndex& orders() { return m_orders; }

    /// Begins anew to keep the instrument's book order by order (InstrumentView::orders).
    void followOrders(InstrumentView& instrument);
    void unfollowOrders(InstrumentView& instrument);

    /// Newest fills, oldest first; account none: of the whole venue.
    std::span<const api::TradeView> recentFills(AccountId account) const;
    /// Puts trades from the read models in front of the fills seen since the start; what they tell
    /// of the time since then is left out.
    void prependFills(const std::vector<api::TradeView>& oldestFirst);

    /// By account, then asset; account none: of all accounts. At most `limit` rows.
    std::vector<api::BalanceChanged> balances(AccountId account, std::size_t limit) const;

private:
    template<class E>
    void on(const api::EventStamp& stamp, const E& event, BatchChanges& changes);
    api::OrderView orderOf(const api::EventStamp& stamp, const api::OrderAccepted& event);
    void fill(const api::EventStamp& stamp, OrderId order, Quantity quantity, Quantity open,
              BatchChanges& changes);
    void rememberFill(const api::TradeView& trade);
    /// The instrument's book order by order, or null when nobody follows it.
    OrderFeed* ordersOf(InstrumentId instrument);
    template<class E>
    void toOrderFeed(const api::EventStamp& stamp, const E& event);

    using AccountFills = Ring<api::TradeView, kRecentFillsOfAccount>;

    Sequence m_sequence;
    Sequence m_recoveredAt;
    Timestamp m_time;
    std::map<AssetId, api::AssetCreated> m_assets;
    std::map<InstrumentId, InstrumentView> m_instruments;
    std::map<AccountId, api::AccountCreated> m_accounts;
    std::map<UserId, api::UserDefined> m_users;
    std::map<std::pair<AccountId, AssetId>, api::BalanceChanged> m_balances;
    OrderIndex m_orders;
    std::size_t m_followedBooks = 0; ///< instruments kept order by order
    Ring<api::TradeView, kRecentFills> m_fills;
    std::unordered_map<AccountId, AccountFills> m_fillsByAccount;
};

} // namespace openbell::gateway
