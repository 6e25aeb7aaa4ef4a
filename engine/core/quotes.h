// The quotes of one market: which orders are an account's, and its protection. Owned by the shard's
// thread.
#pragma once

#include "engine/core/market_maker_protection.h"

#include <map>
#include <vector>

namespace openbell::core {

/// Marks an order of a quote in the book (OrderTag::flags).
inline constexpr std::uint8_t kQuoteOrder = 0x10;

class Quotes {
public:
    struct Quoting {
        OrderId orders[2]; ///< by side; may be gone, ids do not come again
        MarketMakerProtection protection;
    };
    /// Entries stay: at most one per account that has ever quoted here or set its protection.
    using Accounts = std::map<AccountId, Quoting>;
    struct Fill {
        AccountId account;
        Quantity quantity;
    };

    const Accounts& accounts() const { return m_accounts; }
    /// Null when the account never quoted.
    const Quoting* find(AccountId account) const {
        const auto found = m_accounts.find(account);
        return found == m_accounts.end() ? nullptr : &found->second;
    }
    Quoting& of(AccountId account) { return m_accounts[account]; }
    /// The order that a quote has there, or had; none: there was none.
    OrderId order(AccountId account, api::Side side) const {
        const Quoting* quoting = find(account);
        return quoting ? quoting->orders[static_cast<std::size_t>(side)] : OrderId();
    }
    void setOrder(AccountId account, api::Side side, OrderId id) {
        of(account).orders[static_cast<std::size_t>(side)] = id;
    }

    /// Remembers a fill of a quote's resting order until the match is over.
    void noteFill(AccountId account, Quantity quantity) { m_fills.push_back({account, quantity}); }
    bool hasFills() const { return !m_fills.empty(); }
    const std::vector<Fill>& fills() const { return m_fills; }
    void clearFills() { m_fills.clear(); }

private:
    Accounts m_accounts;
    std::vector<Fill> m_fills; ///< of the match that is under way
};

} // namespace openbell::core
