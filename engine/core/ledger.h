// Double-entry books of the accounts at home on one shard. Every change is a transfer between two
// of these ledger accounts of one asset:
//
//   external   what has come into the venue, as a negative number: deposits minus withdrawals
//   available  one per account: free to use, except for what is promised
//   held       one per account: travels with the account's open orders
//   clearing   money between the two sides of a trade; once a command is settled on all shards,
//              their clearing accounts together are the fees collected
//
// so per asset external + available + held + clearing = 0 over all shards at every step. A promise
// is a note on `available` and no transfer: the part that has left with a request whose command is
// not settled yet.
#pragma once

#include "engine/api/event_buffer.h"
#include "engine/base/assertion.h"
#include "engine/core/home_account.h"
#include "engine/core/id_table.h"
#include "engine/core/messages.h"

#include <vector>

namespace openbell::core {

class Ledger {
public:
    HomeAccount& openAccount(AccountId account);
    /// Null when it is not at home here.
    HomeAccount* account(AccountId id) { return m_accounts.find(id); }
    const HomeAccount* account(AccountId id) const { return m_accounts.find(id); }

    /// What the account may use of the asset now; zero when it never had any.
    Amount usable(AccountId account, AssetId asset) const;

    /// All that the account has of the asset, available and held.
    Amount owned(AccountId account, AssetId asset) const;

    /// external -> available. The caller has excluded an overflow of the asset's supply.
    void deposit(AccountId account, AssetId asset, Amount amount);
    /// available -> external; false, and nothing done, when it is more than usable.
    bool withdraw(AccountId account, AssetId asset, Amount amount);

    /// Notes that the amount leaves with a request; false when it is more than usable.
    static bool promise(HomeAccount& account, AssetId asset, Amount amount);
    bool promise(AccountId account, AssetId asset, Amount amount);
    /// Takes back a promise whose request never left.
    void unpromise(AccountId account, AssetId asset, Amount amount);

    /// Books the transfers of a settlement.
    void book(HomeAccount& account, AssetId asset, const Movement& movement);
    void book(AccountId account, AssetId asset, const Movement& movement);

    /// Appends BalanceChanged for every balance that differs from what was last published, by
    /// account and asset. The events' stamps are `stamp` with the order of their account.
    void publish(api::EventStamp stamp, api::EventBuffer& events);
    bool hasUnpublished() const { return !m_touched.empty(); }

    /// Sets a balance from a snapshot, as a deposit of both parts, published already.
    void restore(AccountId account, AssetId asset, Amount available, Amount held);
    /// Sets the clearing account from a snapshot.
    void restoreClearing(AssetId asset, Amount amount);

    /// The asset's ledger accounts without a holder; external is never positive.
    Amount external(AssetId asset) const;
    Amount clearing(AssetId asset) const;

    /// The balances of one account in ascending asset order; empty when it is not at home here.
    const std::vector<Balance>& balances(AccountId account) const;

private:
    struct HouseAccounts {
        Amount external;
        Amount clearing;
    };
    /// A balance that has changed, as it was published last.
    struct Touched {
        std::uint64_t place; ///< by account and asset
        HomeAccount* account;
        Amount available;
        Amount held;

        AssetId asset() const { return AssetId(static_cast<std::uint32_t>(place)); }
        friend bool operator<(const Touched& a, const Touched& b) { return a.place < b.place; }
    };

    /// The one way money moves. Only `external` and `clearing` may go below zero.
    static void transfer(Amount& from, Amount& to, Amount amount) {
        OPENBELL_ASSERT(amount.value() >= 0);
        from -= amount;
        to += amount;
    }

    const Balance* find(AccountId account, AssetId asset) const;
    Balance* find(AccountId account, AssetId asset);
    Balance& open(HomeAccount& account, AssetId asset) {
        Balance* found = account.find(asset);
        return found ? *found : insert(account, asset);
    }
    Balance& insert(HomeAccount& account, AssetId asset);
    void touch(HomeAccount& account, Balance& balance) {
        if (balance.touched)
            return;
        balance.touched = true;
        m_touched.push_back({std::uint64_t{account.id.value()} << 32 | balance.asset.value(),
                             &account, balance.available, balance.held});
    }

    IdTable<AccountId, HomeAccount> m_accounts;
    std::vector<HouseAccounts> m_house; ///< by asset id, for each that somebody has had
    std::vector<Touched> m_touched;
};

inline bool Ledger::promise(HomeAccount& account, AssetId asset, Amount amount) {
    Balance* balance = account.find(asset);
    if (!balance || balance->usable() < amount)
        return amount.isZero();
    balance->promised += amount;
    return true;
}

inline void Ledger::book(HomeAccount& account, AssetId asset, const Movement& movement) {
    if (movement.isNothing())
        return;
    Balance& balance = open(account, asset);
    touch(account, balance);
    OPENBELL_ASSERT(movement.held <= movement.promised + movement.received);
    const Amount promised = balance.promised - movement.promised;
    Amount available = balance.available;
    Amount held = balance.held;
    Amount clearing = m_house[asset.value()].clearing;
    transfer(clearing, available, movement.received);
    transfer(available, held, movement.held);
    transfer(held, clearing, movement.paid);
    transfer(held, available, movement.released);
    OPENBELL_ASSERT(promised.value() >= 0 && available >= promised && held.value() >= 0);
    balance.promised = promised;
    balance.available = available;
    balance.held = held;
    m_house[asset.value()].clearing = clearing;
}

} // namespace openbell::core
