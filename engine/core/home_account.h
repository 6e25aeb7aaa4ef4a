// What a home shard keeps at hand of one account: a cache line, and its balances behind it. Owned by
// the ledger, on the home shard's thread.
#pragma once

#include "engine/base/ids.h"
#include "engine/base/money.h"

#include <utility>
#include <vector>

namespace openbell::core {

class ClientOrderIds;

struct Balance {
    AssetId asset;
    bool touched = false; ///< listed for the next Ledger::publish()
    Amount available;
    Amount held;
    Amount promised;
    Amount usable() const { return available - promised; }
    bool isNothing() const { return available.isZero() && held.isZero(); }
};

/// Stays where it is, so that who works for the account looks it up once.
struct alignas(64) HomeAccount {
    AccountId id;
    std::uint32_t openOrders = 0;
    std::uint32_t promisedOrders = 0;    ///< on their way to a book
    ClientOrderIds* clientIds = nullptr; ///< the home role's
    std::vector<Balance> balances{};     ///< ascending asset

    /// Null when the account never had any of the asset. Searches without branches: which of its
    /// assets an account moves cannot be foretold.
    const Balance* find(AssetId asset) const {
        std::size_t left = balances.size();
        if (left == 0)
            return nullptr;
        const Balance* at = balances.data();
        while (left > 1) {
            const std::size_t half = left / 2;
            at += half * static_cast<std::size_t>(at[half].asset <= asset);
            left -= half;
        }
        return at->asset == asset ? at : nullptr;
    }
    Balance* find(AssetId asset) {
        return const_cast<Balance*>(std::as_const(*this).find(asset));
    }
    /// What the account may use of the asset now; zero when it never had any.
    Amount usable(AssetId asset) const {
        const Balance* balance = find(asset);
        return balance ? balance->usable() : Amount(0);
    }
};
static_assert(sizeof(HomeAccount) == 64);

} // namespace openbell::core
