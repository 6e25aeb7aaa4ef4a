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
#include "engine/core/id_table.h"

#include <vector>

namespace openbell::core {

struct Movement;

struct Balance {
    AssetId asset;
    bool touched = false; ///< listed for the next publish()
    Amount available;
    Amount held;
    Amount promised;
    Amount publishedAvailable;
    Amount publishedHeld;
    Amount usable() const { return available - promised; }
    bool isNothing() const { return available.isZero() && held.isZero(); }
};

class Ledger {
public:
    void openAccount(AccountId account);

    /// What the account may use of the asset now; zero when it never had any.
    Amount usable(AccountId account, AssetId asset) const;

    /// All that the account has of the asset, available and held.
    Amount owned(AccountId account, AssetId asset) const;

    /// external -> available. The caller has excluded an overflow of the asset's supply.
    void deposit(AccountId account, AssetId asset, Amount amount);
    /// available -> external; false, and nothing done, when it is more than usable.
    bool withdraw(AccountId account, AssetId asset, Amount amount);

    /// Notes that the amount leaves with a request; false when it is more than usable.
    bool promise(AccountId account, AssetId asset, Amount amount);
    /// Takes back a promise whose request never left.
    void unpromise(AccountId account, AssetId asset, Amount amount);

    /// Books the transfers of a settlement.
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
    struct Holder {
        AccountId account;
        std::vector<Balance> balances; ///< ascending asset
    };
    struct HouseAccounts {
        Amount external;
        Amount clearing;
    };
    struct Touched {
        AccountId account;
        AssetId asset;
        friend auto operator<=>(const Touched&, const Touched&) = default;
    };

    const Balance* find(AccountId account, AssetId asset) const;
    Balance* find(AccountId account, AssetId asset);
    Balance& open(AccountId account, AssetId asset);
    HouseAccounts& house(AssetId asset);
    void touch(AccountId account, Balance& balance);

    IdTable<AccountId, Holder> m_holders;
    std::vector<HouseAccounts> m_house; ///< by asset id
    std::vector<Touched> m_touched;
};

} // namespace openbell::core
