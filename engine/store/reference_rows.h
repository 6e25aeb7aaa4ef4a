// The tables besides orders, trades and candles: assets, instruments, accounts, users, balances and
// the audit log. Balances are gathered and written once per flush. One thread.
#pragma once

#include "engine/api/event_buffer.h"
#include "engine/store/database.h"

#include <map>
#include <utility>

namespace openbell::store {

class ReferenceRows {
public:
    explicit ReferenceRows(Database& database);

    void on(const api::AssetCreated& event);
    void on(const api::InstrumentDefined& event);
    void on(const api::InstrumentStateChanged& event);
    void on(const api::AccountCreated& event);
    void on(const api::UserDefined& event);
    void on(const api::BalanceChanged& event);
    void onRejected(Sequence sequence, api::RejectReason reason);
    void audit(const api::CommandContext& context, const api::Command& command);

    void flush();
    void abandon() { m_balances.clear(); }

private:
    /// Bounded by accounts x assets.
    std::map<std::pair<AccountId, AssetId>, api::BalanceChanged> m_balances;
    Statement m_asset;
    Statement m_instrument;
    Statement m_instrumentState;
    Statement m_account;
    Statement m_user;
    Statement m_balance;
    Statement m_audit;
    Statement m_outcome;
    Sequence m_lastAudited;
};

} // namespace openbell::store
